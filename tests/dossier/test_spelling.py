"""Odd spellings of names and letters lost to a wrong encoding are told where they stand."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.dossier.load import load_case
from pipeline.dossier.oddities import lost_letters
from pipeline.dossier.source import read_source
from tests.rules.corpus import BASE
from tests.texts import edit

ROOT = Path(__file__).parents[2]

#: What people wrote → what is left of it.
LOST = {
    "替换符": "裴\ufffd兰",
    "替换符读作GBK": "锟斤拷锟斤拷",
    "错开半个": "姓名斤拷锟斤拷",
    "未写的内存": "烫烫烫烫",
    "未写的堆": "屯屯屯",
    "引号读作GBK": "他说鈥滃垱鏂",
    "UTF-8 读作 GBK": "宸ヤ綔瀹ゅ垱鏂",
    "UTF-8 读作 Latin-1": "cafÃ© 2024",
    "间隔号读作 Latin-1": "å·¥ä½œå®¤",
    "破折号读作 CP1252": "2024 â€” 2026",
    "点读作 Latin-1": "阿里Â·买买提",
}
SOUND = (
    "锟铧工艺改进", "烫烫手", "屯屯有路", "São Paulo, café, Ångström, Ø12 孔", "25 ℃，±0.5 ％",
    "“引号”——破折号……省略号", "纳米Al₂O₃ × 3 µm", "Â", "Ã", "第５号", "ÇA VA", "锘（No）元素",
)  # fmt: skip


@pytest.mark.parametrize("text", LOST.values(), ids=LOST)
def test_lost_letters_are_an_error_at_their_place(text: str) -> None:
    source, faults = read_source("a.yaml", f"一: 好\n二: 前 {text} 后\n".encode())
    assert source is not None
    fault = next(one for one in faults if one.code == "R15")
    assert fault.severity.name == "ERROR" and fault.place.line == 2
    found = lost_letters(f"二: 前 {text} 后")
    assert found and fault.place.column == found.start() + 1


@pytest.mark.parametrize("text", SOUND)
def test_what_people_do_write_is_no_loss(text: str) -> None:
    assert lost_letters(text) is None


def test_nothing_of_ours_looks_lost() -> None:
    files = [*(ROOT / "dossiers").rglob("*.yaml"), *(ROOT / "pipeline").rglob("*.toml")]
    files += [*ROOT.glob("*.md"), *(ROOT / "templates").rglob("*.md"), *BASE.rglob("*.yaml")]
    files += [ROOT / "pipeline/documents/fonts/characters.txt"]
    for path in files:
        for line in path.read_text(encoding="utf-8-sig").splitlines():
            found = lost_letters(line)
            assert found is None, f"{path}: {found[0] if found else ''}"


def test_an_escape_is_no_way_around(tmp_path: Path) -> None:
    source, faults = read_source("a.yaml", b'a: "\\uFFFD"\n')
    assert source is None and [one.code for one in faults] == ["R15"]


@pytest.mark.parametrize(
    ("written", "usual", "what"),
    [
        ("焦　敏", "焦敏", "空格"),
        ("焦\xa0敏", "焦敏", "空格"),
        ("买买提•艾力", "买买提·艾力", "别的间隔号"),
        ("买买提．艾力", "买买提·艾力", "别的间隔号"),
        ("Ａnna Schmidt", "Anna Schmidt", "全角字母"),
        ("焦敏\ufe00", "焦敏", "异体选择符"),
    ],
)
def test_an_odd_spelling_is_told_with_the_usual_one(
    tmp_path: Path, written: str, usual: str, what: str
) -> None:
    shutil.copytree(BASE / "dossiers", tmp_path / "dossiers")
    folder = tmp_path / "dossiers/2024/sample"
    before = len(load_case(folder)[1].diagnostics)
    edit(folder / "dossier.yaml", ("姓名: 焦敏, 性别", f'姓名: "{written}", 性别'))
    case, report = load_case(folder)
    assert case is not None
    (fault,) = [one for one in report if one.code == "R14"]
    assert len(report.diagnostics) == before + 1
    assert what in fault.message and f"写成“{usual}”" in fault.hint
    assert "姓名" in case.sources[fault.place.file].line(fault.place.line)


def test_paths_of_windows_are_paths(tmp_path: Path) -> None:
    shutil.copytree(BASE / "dossiers", tmp_path / "dossiers")
    folder = tmp_path / "dossiers/2024/sample"
    edit(folder / "ledger-2025.yaml", ("[交流三.pdf]", "['.\\2025\\交流三.pdf']"))
    case, _ = load_case(folder)
    assert case is not None
    cited = [path for one in case.ledgers[2025].exchanges for path in one.evidence]
    assert "2025/交流三.pdf" in cited
