"""Reading YAML text: nothing is converted, everything has a place, oddities are refused."""

from __future__ import annotations

import time

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
    ["no", "yes", "on", "12:30", "16:30", "010", "0123456789", "00123", "1.10", "1e3", "1E400",
     ".nan", ".inf", "null", "~", "true", "2024-02-30", "2024-04-16", "0x1F", "1_000", "+1",
     "=", "3.14", "-0", "0o17", "N", "off", "2024-04-16T10:00:00Z", "1,000", "60%", "中文"],
)  # fmt: skip
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
    started = time.monotonic()
    assert only_fault("a: " + bracket * depth)[0] == "R08"
    assert time.monotonic() - started < 5


def test_a_byte_order_mark_is_allowed() -> None:
    assert read(b"\xef\xbb\xbf" + "甲: 1\n".encode()).root["甲"] == "1"


def test_direction_controls_are_warned_about() -> None:
    source, faults = read_source("a.yaml", "甲: a\u202eb\n".encode())
    assert source is not None
    assert [fault.code for fault in faults] == ["R05"]


def test_suppressions_are_read_with_their_reason() -> None:
    source = read("甲: 1  # 忽略 A06-2：已报批\n乙: 2  # 忽略 A10\n")
    assert [(s.place.line, s.code, s.reason) for s in source.suppressions] == [
        (1, "A06-2", "已报批"),
        (2, "A10", ""),
    ]
