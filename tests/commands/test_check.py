"""`studio check` never ends as if all were well where rules could not be asked."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.runs import Run, looked_into, runner

KEY, OTHER = "2025/guo-tiezhu", "2025/ma-caixia"
SOUND = "没有发现问题"


@pytest.fixture
def root(workspace: Callable[..., Path]) -> Path:
    return looked_into(workspace(KEY, OTHER))


@pytest.fixture
def run(root: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(root, capsys)


def broken(root: Path, file: str) -> None:
    path = root / "dossiers" / file
    path.write_text(f"多余: [\n{path.read_text(encoding='utf-8')}", encoding="utf-8")


def test_a_sound_studio_is_sound(run: Run) -> None:
    done = run("check", KEY)
    assert (done.code, done.err) == (0, f"检查了 1 个工作室：{SOUND}。\n")


@pytest.mark.parametrize(
    ("file", "name"),
    [
        (f"{KEY}/record.yaml", KEY),
        (f"{KEY}/ledger-2025.yaml", KEY),
        (f"{KEY}/dossier.yaml", KEY),
        ("2025/intake.yaml", "2025"),
    ],
)
def test_what_was_not_asked_is_told_again_and_again(
    root: Path, run: Run, file: str, name: str
) -> None:
    """Judged afresh, and from what the last run found; of the studio, its file, or its folder."""
    broken(root, file)
    yaml = file.rpartition("/")[2]
    for paths in ((), (), (KEY,), (f"{KEY}/dossier.yaml",), (f"{KEY}/evidence",), ("2025",)):
        done = run("check", *paths)
        assert (done.code, SOUND in done.err) == (1, False), paths
        assert f"\n{name}：{yaml} 读不了，" in done.err, paths
        assert f"dossiers/{file}:1:1: 提示 R13 {yaml} 读不了，" in done.out, paths
    (told,) = (one for one in json.loads(run("check", "--format", "json").out) if one["line"] == 1)
    assert (told["file"], told["code"], told["severity"]) == (f"dossiers/{file}", "R13", "note")


def test_the_other_studios_of_a_year_are_sound_all_the_same(root: Path, run: Run) -> None:
    broken(root, f"{KEY}/record.yaml")
    done = run("check", OTHER)
    assert (done.code, done.err) == (0, f"检查了 1 个工作室：{SOUND}。\n")


def test_a_missing_intake_is_told_with_every_studio(root: Path, run: Run) -> None:
    (root / "dossiers/2025/intake.yaml").unlink()
    done = run("check", KEY)
    assert done.code == 1
    assert "R00 读不了 intake.yaml：没有这个文件" in done.out
    assert done.err.endswith("没有查它里面的内容。\n") and "\n2025：intake.yaml 读不了" in done.err


@pytest.mark.parametrize("faulty", ["", "年度: [", "# 空的\n", "未知: 1\n"])
def test_without_the_intake_all_that_needs_none_is_asked(root: Path, run: Run, faulty: str) -> None:
    intake = root / "dossiers/2025/intake.yaml"
    if faulty:
        intake.write_text(faulty, encoding="utf-8")
    else:
        intake.unlink()
    shutil.rmtree(root / f"dossiers/{KEY}/evidence/2025")
    for path in ((), ("2025",), (KEY,), (f"{KEY}/ledger-2025.yaml",)):
        done = run("check", *path)
        assert (done.code, "A10-2c evidence/ 里没有" in done.out) == (1, True), path
    for form in ("text", "json", "sarif", "github"):
        out = run("check", "--format", form, f"{KEY}/record.yaml").out
        assert "R13" in out, form
        assert re.search(r"有 \d+ 条规则没有查（第四、", out), form


def test_an_intake_without_a_studio_is_read_and_judged(root: Path, run: Run) -> None:
    folder = root / "dossiers/2027"
    folder.mkdir()
    text = (root / "dossiers/2025/intake.yaml").read_text(encoding="utf-8")
    (folder / "intake.yaml").write_text("年度: 2027\n", encoding="utf-8")
    for _ in range(2):
        done = run("check", "2027")
        assert done.code == 1
        assert "F01 “校工会”没有填写" in done.out and "R13 intake.yaml 读不了" in done.out
    (folder / "intake.yaml").write_text(text.replace("年度: 2025", "年度: 2027"), encoding="utf-8")
    for _ in range(2):
        assert "2027 年没有文件夹“" in run("check", "2027").out


def test_no_choice_of_codes_hides_it(root: Path, run: Run) -> None:
    broken(root, f"{KEY}/record.yaml")
    done = run("check", "--select", "A06")
    assert (done.code, done.out.count(" R13 ")) == (1, 1)
    done = run("check", KEY, "--ignore", "R", "--ignore", "F")
    assert (done.code, done.out, SOUND in done.err) == (1, "", False)
    assert f"{KEY}：record.yaml 读不了" in done.err


def test_a_list_of_many_ends(
    workspace: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    root = looked_into(workspace(KEY, "2025/xu-ming", "2025/wu-haibo", "2025/han-xuemei"))
    for path in (*root.glob("dossiers/*/*/record.yaml"), *root.glob("dossiers/*/*/ledger-*.yaml")):
        broken(root, path.relative_to(root / "dossiers").as_posix())
    done = runner(root, capsys)("check")
    lines = [line for line in done.err.splitlines() if "读不了" in line]
    assert len(lines) == 11
    assert lines[-1].startswith("还有 ")


ROW = "代码: A06-1a, 理由: 省总工会认可技术能手, 批准: 校工会委员会第2次会议, 日期: 2025-04-10"


@pytest.fixture
def waived(root: Path) -> Path:
    """A 劳模 leader without such an honour, let pass by the union's intake."""
    dossier = root / "dossiers" / KEY / "dossier.yaml"
    text = dossier.read_text(encoding="utf-8")
    assert "称号: 山西省劳动模范" in text
    dossier.write_text(text.replace("称号: 山西省劳动模范", "称号: 省级技术能手"), "utf-8")
    intake = root / "dossiers/2025/intake.yaml"
    row = f"放行:\n  - {{{ROW}, 对象: guo-tiezhu}}\n"
    intake.write_text(f"{intake.read_text(encoding='utf-8')}{row}", encoding="utf-8")
    return intake


def test_what_the_union_lets_pass_is_listed_and_no_fault(waived: Path, run: Run) -> None:
    """Also by a path and a code that do not name where it stands, and from the last run."""
    for options in ((KEY,), (KEY,), (f"{KEY}/dossier.yaml",), ("2025",)):
        done = run("check", *options, "--select", "A06")
        assert (done.code, done.err[6:]) == (0, f"个工作室：{SOUND}；放行 1 项。\n")
        assert done.out.startswith("放行 1 项：\n    dossiers/2025/intake.yaml:")
        for told in (
            "S04 放行 A06-1a",
            "对象：guo-tiezhu",
            "省总工会认可",
            "第2次会议，2025-04-10",
        ):
            assert told in done.out
    assert run("check", OTHER).out == ""
    (told_,) = json.loads(run("check", KEY, "--format", "json").out)
    assert (told_["code"], told_["severity"]) == ("S04", "note")


@pytest.mark.parametrize("code", ["S", "S04", "s04", "A"])
def test_no_choice_of_codes_hides_what_is_let_pass(waived: Path, run: Run, code: str) -> None:
    for form in ("text", "json"):
        assert "S04" in run("check", "--ignore", code, "--format", form).out


def test_a_remark_of_the_union_is_listed_as_a_waiver_is(root: Path, run: Run) -> None:
    intake = root / "dossiers/2025/intake.yaml"
    text = intake.read_text(encoding="utf-8")
    assert "\n  撤下日期: 2025-05-08\n" in text
    remark = "  # 忽略 A07-3e：当时未登记\n"
    intake.write_text(text.replace("\n  撤下日期: 2025-05-08\n", remark), encoding="utf-8")
    done = run("check", "--select", "A07-3e")
    assert (done.code, done.err[6:]) == (0, f"个工作室：{SOUND}；放行 1 项。\n")
    assert "S08 忽略 A07-3e（第七条（三）“公示期满没有撤下”）；理由：当时未登记" in done.out


def test_what_stands_elsewhere_and_is_about_a_studio_is_told_with_it(root: Path, run: Run) -> None:
    """Judged afresh and from the last run; of the other studio nothing is wrong."""
    record = root / "dossiers" / KEY / "record.yaml"
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("推荐命名: 是", "推荐命名: 否"), encoding="utf-8")
    for _ in range(2):
        for path in (KEY, f"{KEY}/record.yaml", "2025"):
            done = run("check", path)
            assert (done.code, "错误 A07-3b “guo-tiezhu”" in done.out) == (1, True), path
        assert run("check", OTHER).code == 0
    # In the way of what rests on the committee's list: not of the re-review, but of the money.
    assert "intake.yaml 有 1 处错误" not in run("status").out
    rows = {row["studio"]: row for row in json.loads(run("status", "--format", "json").out)}
    assert (rows[KEY]["intake_errors"], rows[OTHER]["intake_errors"]) == (1, 0)
    unpaid = record.read_text("utf-8").partition("  - 事项: 首笔划拨")[0]
    record.write_text(unpaid, "utf-8")
    assert run("status").out.count("intake.yaml 有 1 处错误") == 1


def test_an_error_of_the_whole_intake_is_told_with_each_studio_on_its_list(
    root: Path, run: Run
) -> None:
    intake = root / "dossiers/2025/intake.yaml"
    text = intake.read_text(encoding="utf-8").replace("  止: 2025-05-07", "  止: 2025-04-29")
    intake.write_text(text, encoding="utf-8")
    for key in (KEY, OTHER):
        assert "A07-3a" in run("check", key).out


@pytest.mark.parametrize("code", ["ZZ", "A6", "Ａ06", "", " ", "L", "A06-2a1", "06"])
def test_what_begins_no_code_is_refused(root: Path, run: Run, code: str) -> None:
    for option in ("--select", "--ignore"):
        done = run("check", option, code)
        assert (done.code, done.out, SOUND in done.err) == (2, "", False)
        assert "代码如 A06、A06-2a" in done.err


def test_a_code_may_be_typed_small(root: Path, run: Run) -> None:
    (root / f"dossiers/{KEY}/evidence/2025").rename(root / "elsewhere")
    said = run("check", "--select", "A10-2C").out
    assert said and said == run("check", "--select", "a10-2c").out
    assert run("check", "--ignore", "a10-2c").out != run("check").out


def test_status_counts_what_is_let_pass(waived: Path, run: Run) -> None:
    assert "（放行 1 项）" in run("status").out
    rows = json.loads(run("status", "--format", "json").out)
    assert {row["studio"]: row["waivers"] for row in rows} == {KEY: 1, OTHER: 0}
    waived.write_text(waived.read_text("utf-8").replace(", 对象: guo-tiezhu", ""), "utf-8")
    assert {row["waivers"] for row in json.loads(run("status", "--format", "json").out)} == {0}
