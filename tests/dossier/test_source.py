"""Reading YAML text: nothing is converted, everything has a place, oddities are refused."""

from __future__ import annotations

import pytest

from pipeline.dossier.source import Source, read_source
from pipeline.dossier.tree import Table


def read(text: str | bytes) -> Source:
    data = text.encode() if isinstance(text, str) else text
    source, faults = read_source("a.yaml", data)
    assert source is not None, faults
    return source


def only_fault(data: str | bytes) -> tuple[str, int, int]:
    raw = data.encode() if isinstance(data, str) else data
    source, faults = read_source("a.yaml", raw)
    assert source is None
    (fault,) = faults
    return fault.code, fault.place.line, fault.place.column


@pytest.mark.parametrize(
    "scalar",
    [
        "no",
        "yes",
        "on",
        "12:30",
        "16:30",
        "010",
        "0123456789",
        "00123",
        "1.10",
        "1e3",
        "1E400",
        ".nan",
        ".inf",
        "null",
        "~",
        "true",
        "2024-02-30",
        "2024-04-16",
        "0x1F",
        "1_000",
        "+1",
        "=",
        "3.14",
        "-0",
        "0o17",
        "N",
        "off",
        "2024-04-16T10:00:00Z",
        "1,000",
        "60%",
        "中文",
    ],
)
def test_a_scalar_stays_the_text_that_was_typed(scalar: str) -> None:
    assert read(f"键: {scalar}\n").root["键"] == scalar


def test_every_value_knows_its_line_and_column() -> None:
    source = read("甲: 一\n乙:\n  - 丙: 二\n    丁: [三, 四]\n")
    marks = source.root.marks
    assert (marks.at("甲").line, marks.at("甲").column) == (1, 4)
    rows = source.root["乙"]
    assert isinstance(rows, list)
    inner = rows[0]
    assert isinstance(inner, Table)
    assert (inner.marks.at("丙").line, inner.marks.at("丙").column) == (3, 8)
    assert (inner.marks.at("丁", 1).line, inner.marks.at("丁", 1).column) == (4, 12)


def test_a_blank_value_is_missing_but_has_a_place() -> None:
    source = read("甲:\n乙: 一\n")
    assert "甲" not in source.root
    assert source.root.marks.at("甲").line == 1


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        ("a: &x [1]\nb: *x\n", "R09", 1),
        ("b: *x\n", "R09", 1),
        ("a: !!int 3\n", "R09", 1),
        ("a: 1\n<<: {b: 1}\n", "R09", 2),
        ("a: 1\n---\nb: 2\n", "R10", 2),
        ("甲: 1\n乙: 2\n甲: 3\n", "R12", 3),
        ("a:\n\tb: 1\n", "R07", 2),
        ("a: b: c\n", "R07", 1),
        ("? [a]\n: b\n", "R11", 1),
        ("'@': 1\n", "R11", 1),
        ("- a\n", "R04", 1),
        ("", "R04", 1),
        ("# 只有说明\n", "R04", 1),
        ("x: 1\ny: \x07\n", "R03", 2),
        ('x: "\\x1b[31m"\n', "R03", 1),
        ("\ufeff".encode("utf-16-le") + "甲: 1".encode("utf-16-le"), "R02", 1),
        ("名称: 工作室\n".encode("gbk"), "R02", 1),
        (b"a: 1\n" * 500_000, "R01", 1),
    ],
)
def test_what_plain_data_files_do_not_need_is_refused_at_its_line(
    data: str | bytes, code: str, line: int
) -> None:
    found, at, _ = only_fault(data)
    assert (found, at) == (code, line)


@pytest.mark.parametrize("depth", [13, 1_000, 100_000])
@pytest.mark.parametrize("bracket", ["[", "{a: "])
def test_depth_is_refused_without_running_out_of_stack(depth: int, bracket: str) -> None:
    assert only_fault("a: " + bracket * depth)[0] == "R08"


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ('甲: "一\n乙: 二\n丙: "三" 四\n', (1, 4), "到第 3 行才配对"),
        ("甲: '一\n乙: 二\n", (1, 4), "引号没有配对"),
        ("甲:\n  乙：一\n  丙: 二\n", (2, 4), "中文冒号"),
        ("甲:\n  乙:一\n  丙: 二\n", (2, 4), "不空格的冒号"),
        ("甲:\n  乙: 一\n\u00a0\u00a0丙: 二\n  丁: 三\n", (3, 1), "缩进里有全角空格或不间断空格"),
        ("甲:\n  乙: 一\n\u3000丙: 二\n  丁: 三\n", (3, 1), "缩进里有全角空格"),
        ('甲: "C:\\说明"\n', (1, 7), "反斜杠"),
        ("甲: * 一\n", (1, 5), "& 或 *"),
        ("甲: >5人\n", (1, 6), "| 或 >"),
        ("甲: - 一\n", (1, 4), "“- ”不能写在这里"),
        ("甲: 1\n...\n乙: 2\n", (3, 1), "断开"),
        ("%YAML 2.0\n---\n甲: 1\n", (1, 1), "“%”开头的行"),
    ],
)
def test_a_slip_of_writing_is_named_where_it_is_mended(
    text: str, place: tuple[int, int], words: str
) -> None:
    source, (fault,) = read_source("a.yaml", text.encode())
    assert source is None
    assert (fault.place.line, fault.place.column) == place
    assert words in fault.message
    assert fault.hint


def test_a_colon_in_the_text_above_is_not_blamed() -> None:
    text = "甲:\n  乙: |-\n    要点：一\n  丙: 一: 二\n"
    assert only_fault(text) == ("R07", 4, 7)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_count_as_in_an_editor_whatever_ends_them(end: str) -> None:
    text = f"甲: 一{end}乙: |-{end}  二{end}  三{end}丙: 四 # 忽略 A06：试{end}"
    source = read(text)
    assert source.root["乙"] == "二\n三"
    assert source.root.marks.at("丙").line == 5
    assert [one.place.line for one in source.suppressions] == [5]
    assert only_fault(f"甲: 一{end}乙: \x01{end}") == ("R03", 2, 4)


@pytest.mark.parametrize("escape", ["\\r", "\\N", "\\L", "\\u200b", "\\u202e", "\\ufdd0"])
def test_what_cannot_be_seen_cannot_be_written_as_an_escape(escape: str) -> None:
    assert only_fault(f'甲: 1\n乙: "a{escape}b"\n') == ("R03", 2, 4)


@pytest.mark.parametrize("line_end", ["\u0085", "\u2028", "\u2029"])
def test_line_ends_that_only_yaml_knows_are_refused(line_end: str) -> None:
    assert only_fault(f"甲: 一{line_end}乙: 二\n") == ("R03", 1, 5)


@pytest.mark.parametrize("unseen", ["\u200b", "\u200d", "\u00ad", "\u2060", "\ufeff", "\u202e"])
def test_unseen_characters_are_warned_about(unseen: str) -> None:
    source, faults = read_source("a.yaml", f"甲: 一{unseen}二\n".encode())
    assert source is not None
    assert [(d.code, d.place.column) for d in faults] == [("R05", 5)]


def test_utf_16_without_a_mark_is_not_taken_for_gbk() -> None:
    source, (fault,) = read_source("a.yaml", "名称: 工作室\n".encode("utf-16-le"))
    assert source is None
    assert fault.code == "R02"
    assert "GBK" not in fault.message


def test_a_byte_order_mark_is_allowed() -> None:
    assert read(b"\xef\xbb\xbf" + "甲: 1\n".encode()).root["甲"] == "1"


def test_suppressions_are_read_with_their_reason() -> None:
    source = read("甲: 1  # 忽略 A06-2：已报批\n乙: 2  # 忽略 A10\n")
    assert [(s.place.line, s.code, s.reason) for s in source.suppressions] == [
        (1, "A06-2", "已报批"),
        (2, "A10", ""),
    ]


@pytest.mark.parametrize(
    ("remark", "codes"),
    [
        ("忽略A06-2a：已报批", ["A06-2a"]),
        ("忽略 a06-2A: 已报批", ["A06-2a"]),
        ("忽略 A06-2a、A06-2c，A10：已报批", ["A06-2a", "A06-2c", "A10"]),
    ],
)
def test_suppressions_are_read_as_people_write_them(remark: str, codes: list[str]) -> None:
    found = read(f"甲: 1  # {remark}\n").suppressions
    assert [(one.code, one.reason) for one in found] == [(code, "已报批") for code in codes]
