"""A spoilt dossier: a clear Chinese message at the right line, never an exception."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import pytest

from pipeline.diagnostics import Diagnostic
from pipeline.dossier.fields import Name, Written
from pipeline.dossier.load import load_case
from pipeline.dossier.workspace import load_workspace
from pipeline.errors import PipelineError

Workspace = Callable[..., Path]
KEY = "2026/liang-jun"
BY_NAME = get_args(Name)[-1]


@pytest.fixture
def spoil(workspace: Workspace) -> Callable[[str, str], tuple[Diagnostic, ...]]:
    """Replace the one line that starts with `line` (after blanks) and load what results."""

    def apply(line: str, new: str) -> tuple[Diagnostic, ...]:
        folder = workspace(KEY) / "dossiers" / KEY
        path = folder / "dossier.yaml"
        lines = path.read_text(encoding="utf-8").split("\n")
        at = next(i for i, text in enumerate(lines) if text.strip().startswith(line))
        indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
        lines[at] = indent + new
        path.write_text("\n".join(lines), encoding="utf-8")
        _, report = load_case(folder)
        found = tuple(report)
        assert all(d.place.file == f"dossiers/{KEY}/dossier.yaml" for d in found)
        assert [d.place.line for d in found] == [at + 1] * len(found), found
        return found

    return apply


@pytest.mark.parametrize(
    ("line", "new", "code", "words"),
    [
        ("成立日期:", "成立日期: 2024-02-30", "F04", "日历上没有这一天"),
        ("成立日期:", "成立日期: 去年三月", "F04", "日期应写成 年-月-日"),
        ("面积:", "面积: 很大", "F04", "应是一个数"),
        ("面积:", "面积: 1E400", "F04", "应是一个数"),
        ("面积:", "面积: .nan", "F04", "应是一个数"),
        ("面积:", "面积: 0", "F05", "应大于"),
        ("独立固定:", "独立固定: yes", "F04", "应填“是”或“否”"),
        ("类型:", "类型: 劳摸创新工作室", "F03", "不在可选范围"),
        ("年度金额:", "年度金额: 两万", "F04", "阿拉伯数字"),
        ("年度金额:", "年度金额: -5", "F04", "阿拉伯数字"),
        ("所在单位:", "所在单位:", "F01", "没有填写"),
        ("所在单位:", "所在单位: [a, b]", "F04", "应是一段文字"),
        ("创新领域:", "创新领域: 技术技能创新", "F05", "应是一个列表"),
        ("所在单位:", "所在单位: ~", "F05", "是空的"),
        ("所在单位:", '所在单位: "仪器\\n学院"', "F04", "应写在一行里"),
        ("所在单位:", '所在单位: "仪器\\t学院"', "F04", "应写在一行里"),
        ("所在单位:", "所在单位: null", "F05", "是空的"),
        ("所在单位:", "所在单位: '  '", "F05", "是空的"),
        ("所在单位:", "所在单位: '\u3000\u00a0'", "F05", "是空的"),
    ],
)
def test_a_wrong_value_is_named_at_its_line(
    spoil: Callable[[str, str], tuple[Diagnostic, ...]], line: str, new: str, code: str, words: str
) -> None:
    found = spoil(line, new)
    assert [d.code for d in found] == [code]
    assert words in found[0].message
    assert found[0].hint


@pytest.mark.parametrize(
    ("line", "new", "typed"),
    [
        ("成立日期:", "成立日期: 2019/6/2", "2019-06-02"),
        ("成立日期:", "成立日期: 2019年6月2日", "2019-06-02"),
        ("成立日期:", "成立日期: ２０１９-06-02", "2019-06-02"),
        ("成立日期:", "成立日期: 2019-06-02\u00a0", "2019-06-02"),
        ("面积:", "面积: ２１４", "214"),
        ("年度金额:", "年度金额: ６００００元", "60000元"),
    ],
)
def test_advice_says_what_to_type(
    spoil: Callable[[str, str], tuple[Diagnostic, ...]], line: str, new: str, typed: str
) -> None:
    (found,) = spoil(line, new)
    assert found.code == "F04"
    assert typed in found.hint


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("许 明", "许明"),
        ("许\u3000明", "许明"),
        ("许\u00a0 明", "许明"),
        ("阿卜杜拉 · 买买提", "阿卜杜拉·买买提"),
        ("许明 （仪器与电子学院）", "许明（仪器与电子学院）"),
        ("Anna Schmidt", "Anna Schmidt"),
        ("Anna\u3000Schmidt 安娜", "Anna\u3000Schmidt 安娜"),
    ],
)
def test_a_name_is_read_without_the_spaces_that_set_it_wide(
    workspace: Workspace, written: str, read: str
) -> None:
    folder = workspace(KEY) / "dossiers" / KEY
    path = folder / "dossier.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("承诺人: 梁军", f"承诺人: {written}").replace(
            "  类型: 劳模", f"  名称: {written}\n  类型: 劳模"
        ),
        encoding="utf-8",
    )
    case, report = load_case(folder)
    assert case is not None, tuple(report)
    assert case.dossier.pledge.signed == read
    assert case.dossier.name == read


#: Keys under which a person stands; each is read the same way.
PERSONS = (
    *("姓名", "承诺人", "单位负责人", "审核人", "工会负责人", "组长", "制表人", "签发人"),
    *("带头人签名", "主持人", "完成人", "参加人", "人员", "检查人", "经办人", "单位陪同人"),
    *("授牌人", "收件人", "交回人", "接收人", "整理人", "原名称", "新名称"),
)


def test_everybody_is_read_by_one_type() -> None:
    def blocks(base: type[Written]) -> Iterator[type[Written]]:
        for one in base.__subclasses__():
            yield one
            yield from blocks(one)

    def marks(annotation: object) -> Iterator[object]:
        yield from getattr(annotation, "__metadata__", ())
        for part in get_args(annotation):
            yield from marks(part)

    seen = set()
    for block in blocks(Written):
        for key, field in block.model_fields.items():
            if field.alias in PERSONS:
                seen.add(field.alias)
                told = (*field.metadata, *marks(field.annotation))
                assert BY_NAME in told, f"{block.__name__}.{key}"
    assert seen == set(PERSONS)


def test_a_foreign_key_is_named_where_the_key_stands(workspace: Workspace) -> None:
    folder = workspace(KEY) / "dossiers" / KEY
    path = folder / "dossier.yaml"
    text = path.read_text(encoding="utf-8")
    line = text[: text.index("  独立固定:")].count("\n") + 1
    path.write_text(text.replace("  独立固定:", "  area:\n    214\n  独立固定:"), encoding="utf-8")
    (found,) = load_case(folder)[1]
    assert (found.code, found.place.line, found.place.column) == ("F02", line, 3)


@pytest.mark.parametrize("name", ["dossier", "ledger-2025", "record", "../intake"])
@pytest.mark.parametrize("target", ["/etc/hosts", "nowhere", "itself"])
def test_a_link_in_place_of_a_file_is_a_finding(
    workspace: Workspace, name: str, target: str
) -> None:
    folder = workspace("2024/zhao-guoqing") / "dossiers/2024/zhao-guoqing"
    path = folder / f"{name}.yaml"
    path.unlink()
    path.symlink_to(path.name if target == "itself" else target)
    _, report = load_case(folder)
    assert [(d.code, Path(d.place.file).name) for d in report] == [("R00", path.name)]
    assert "链接" in report.diagnostics[0].message


def test_control_characters_of_a_folder_name_stay_out(workspace: Workspace) -> None:
    folder = workspace(KEY) / "dossiers" / KEY
    folder = folder.rename(folder.with_name("a\nb\x1b[31m"))
    case, report = load_case(folder)
    assert case is None
    assert [d.code for d in report] == ["F09"]
    assert report.diagnostics[0].place.file == "dossiers/2026/a\\u000ab\\u001b[31m"


def test_a_misspelt_key_is_refused_with_the_nearest_one(workspace: Workspace) -> None:
    folder = workspace(KEY) / "dossiers" / KEY
    path = folder / "dossier.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("  所在单位:", "  所属单位:", 1), encoding="utf-8")
    case, report = load_case(folder)
    assert case is None
    by_code = {str(d.code): d for d in report}
    assert set(by_code) == {"F02"}  # that 所在单位 is missing only echoes it
    assert "所属单位" in by_code["F02"].message
    assert "所在单位" in by_code["F02"].hint
    wrong = next(i for i, t in enumerate(text.split("\n"), 1) if t.startswith("  所在单位:"))
    assert by_code["F02"].place.line == wrong


def test_all_faults_of_a_file_come_in_one_run(workspace: Workspace) -> None:
    folder = workspace(KEY) / "dossiers" / KEY
    path = folder / "dossier.yaml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("  独立固定: 是", "  独立固定: 对").replace("  面积: ", "  面积: 约")
    path.write_text(text, encoding="utf-8")
    _, report = load_case(folder)
    assert [d.code for d in report] == ["F04", "F04"]


def test_a_faulty_ledger_leaves_the_rest_usable(workspace: Workspace) -> None:
    folder = workspace("2025/guo-tiezhu") / "dossiers/2025/guo-tiezhu"
    (folder / "ledger-2026.yaml").write_text("年度: 二零二六\n", encoding="utf-8")
    case, report = load_case(folder)
    assert case is not None
    assert sorted(case.ledgers) == [2025]
    assert [(d.code, d.place.line) for d in report] == [("F04", 1)]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("ledger-2030.yaml", "年度: 2025\n", "F09"),
        ("ledger-25.yaml", "年度: 2025\n", "F09"),
        ("notes.yaml", "甲: 1\n", "F09"),
    ],
)
def test_files_that_do_not_belong_are_named(
    workspace: Workspace, name: str, content: str, code: str
) -> None:
    folder = workspace(KEY) / "dossiers" / KEY
    (folder / name).write_text(content, encoding="utf-8")
    _, report = load_case(folder)
    assert [(d.code, d.place.file.rsplit("/", 1)[1]) for d in report] == [(code, name)]


def test_a_missing_dossier_is_a_finding(tmp_path: Path) -> None:
    folder = tmp_path / "dossiers/2026/nobody"
    folder.mkdir(parents=True)
    case, report = load_case(folder)
    assert case is None
    assert {d.code for d in report} == {"R00"}


def test_all_samples_can_be_read(root: Path) -> None:
    loaded = load_workspace(root)
    assert not loaded.unusable
    assert not loaded.report.errors
    assert [len(loaded.of_year(year)) for year in (2024, 2025, 2026)] == [6, 9, 6]


def test_a_selection_that_names_nothing_is_a_usage_error(root: Path) -> None:
    with pytest.raises(PipelineError, match="没有这个工作室"):
        load_workspace(root, only=["2024/nobody"])


def test_a_folder_may_be_given_as_text_from_inside_the_samples(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root / "dossiers" / "2026")
    case, report = load_case("liang-jun")
    assert case is not None
    assert case.key == KEY
    assert not report


@pytest.mark.parametrize("folder", ["/", "/nonexistent", "/nonexistent/2026/a", "/etc/hosts"])
def test_what_is_no_studio_is_a_finding(folder: str) -> None:
    case, report = load_case(folder)
    assert case is None
    assert report.errors


def test_blanks_around_a_name_are_no_part_of_it(workspace: Workspace) -> None:
    folder = workspace(KEY) / "dossiers" / KEY
    path = folder / "dossier.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("  姓名: 梁军", '  姓名: " 梁军\u3000"', 1), encoding="utf-8")
    case, report = load_case(folder)
    assert not report
    assert case is not None
    assert case.dossier.leader.name == "梁军"


def test_a_name_that_windows_lengthened_is_told(workspace: Workspace) -> None:
    folder = workspace(KEY) / "dossiers" / KEY
    (folder / "dossier.yaml").rename(folder / "dossier.yaml.txt")
    _, report = load_case(folder)
    assert [(d.code, Path(d.place.file).name) for d in report] == [
        ("R00", "dossier.yaml"),
        ("F09", "dossier.yaml.txt"),
    ]
