"""The register: a chain that any change breaks and no re-saving does; a number is given once."""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from pipeline.archive import register
from pipeline.archive.register import Entry, Line, RegisterFault

DAY = datetime.date(2026, 6, 9)


def entry(position: int, slug: str, version: int = 1, year: int = 2024) -> Entry:
    return Entry(
        year=year,
        position=position,
        number=f"DQ16-WS·{year}-Y-GH{position:02d}",
        package=register.package_name(f"{year}-{slug}", version),
        digest=hashlib.sha256(f"{slug} {version}".encode()).hexdigest(),
        version=version,
        day=DAY,
        predecessor=register.package_name(f"{year}-{slug}", version - 1) if version > 1 else "",
    )


def lines_of(*entries: Entry) -> tuple[Line, ...]:
    lines: tuple[Line, ...] = ()
    for one in entries:
        lines = register.appended(lines, one)
    return lines


LINES = lines_of(
    entry(1, "jia"),
    entry(2, "yi"),
    entry(1, "jia", 2),
    entry(1, "bing", year=2025),
    entry(4, "ding"),
)
WRITTEN = register.written(LINES)


def test_what_is_written_is_read() -> None:
    assert register.read(WRITTEN) == LINES
    assert WRITTEN.startswith(b"\xef\xbb\xbf") and WRITTEN.count(b"\r\n") == 6


def test_anybody_can_compute_the_chain() -> None:
    before = ""
    for row in csv.DictReader(io.StringIO(WRITTEN.decode("utf-8-sig"))):
        *values, chain = row.values()
        text = before + "\n" + "\t".join(values)
        before = hashlib.sha256(text.encode("utf-8")).hexdigest()
        assert chain == before


def text_changed(change: Callable[[str], str], encoding: str = "utf-8") -> bytes:
    return change(WRITTEN.decode("utf-8-sig").replace("\r\n", "\n")).encode(encoding)


@pytest.mark.parametrize(
    "saved",
    [
        text_changed(lambda text: text),
        text_changed(lambda text: text.replace("\n", "\r\n"), "gb18030"),
        text_changed(lambda text: text.replace(",", "\t"), "utf-16"),
        text_changed(lambda text: text.replace(",", ";")),
        text_changed(lambda text: text.replace("20260609", "2026/6/9")),
        text_changed(lambda text: text.replace("20260609", "2026-06-09")),
        text_changed(lambda text: text.replace("20260609", "2026年6月9日")),
        text_changed(lambda text: "".join(f"{line},,\n" for line in text.splitlines()) + ",,,\n"),
        text_changed(lambda text: re.sub("[0-9a-f]{64}", lambda found: found[0].upper(), text)),
        text_changed(lambda text: re.sub("([^,\n]+)", r'"\1"', text), "utf-8-sig"),
        text_changed(lambda text: re.sub(r"(?m)^(\d{4}),(\d),", r"\1,0\2,", text)),
    ],
    ids=[
        "LF",
        "GBK",
        "UTF-16",
        ";",
        "2026/6/9",
        "2026-06-09",
        "年月日",
        "wide",
        "caps",
        '""',
        "01",
    ],
)
def test_a_spreadsheet_may_save_it_again(saved: bytes) -> None:
    assert saved != WRITTEN
    assert register.read(saved) == LINES


def rows_changed(change: Callable[[list[str]], object]) -> bytes:
    rows = WRITTEN.decode("utf-8-sig").splitlines(keepends=True)
    change(rows)
    return "".join(rows).encode("utf-8-sig")


@pytest.mark.parametrize("at", range(1, 5))
def test_a_line_taken_out_is_missed(at: int) -> None:
    with pytest.raises(RegisterFault, match=f"第 {at} 行"):
        register.read(rows_changed(lambda rows: rows.pop(at)))


@pytest.mark.parametrize("at", range(1, 5))
def test_lines_in_another_order_are_found(at: int) -> None:
    with pytest.raises(RegisterFault, match=f"第 {at} 行"):
        register.read(rows_changed(lambda rows: rows.insert(at, rows.pop(at + 1))))


@pytest.mark.parametrize("column", range(9))
@pytest.mark.parametrize("at", range(1, 6))
def test_every_value_of_every_line_is_held_by_the_chain(at: int, column: int) -> None:
    rows = list(csv.reader(io.StringIO(WRITTEN.decode("utf-8-sig"))))
    old = rows[at][column]
    rows[at][column] = f"{old[:-1]}{'1' if old[-1:] != '1' else '2'}"
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    with pytest.raises(RegisterFault):
        register.read(stream.getvalue().encode())


@pytest.mark.parametrize(
    "data",
    [b"", b"\xef\xbb\xbf", b"x", b'"', WRITTEN[:60], WRITTEN[3:-70], b"\0" * 40, WRITTEN[300:]],
)
def test_what_is_no_register_is_said_and_no_traceback(data: bytes) -> None:
    with pytest.raises(RegisterFault) as caught:
        register.read(data)
    assert re.search("[一-龥]", caught.value.reason)


@pytest.mark.parametrize(
    ("new", "why"),
    [
        (entry(2, "wu"), "2024 年度顺序号 2 已经给了 2024-yi"),
        (replace(entry(9, "wu"), number=LINES[1].entry.number), "案卷号 .* 已经给了 2024-yi"),
        (entry(2, "yi"), "归档包 2024-yi 已经登记过"),
        (entry(1, "jia", 2), "归档包 2024-jia-v2 已经登记过"),
        (replace(entry(9, "jia-v2"), version=1), "归档包 2024-jia-v2 已经登记过"),
    ],
)
def test_a_number_and_a_name_are_given_once(new: Entry, why: str) -> None:
    with pytest.raises(RegisterFault, match=why):
        register.appended(LINES, new)


def test_a_version_keeps_the_number_of_its_volume() -> None:
    assert register.appended(LINES, entry(2, "yi", 2))[-1].entry.volume == "2024-yi"
    found = register.latest(LINES, "2024-jia")
    assert found and (found.version, found.predecessor) == (2, "2024-jia")
    assert register.latest(LINES, "2024-jia-v2") is None


def test_a_code_names_its_line_however_it_is_typed() -> None:
    codes = [line.code for line in LINES]
    assert len(set(codes)) == 5 and all(
        re.fullmatch("([A-Z2-7]{4}-){2}[A-Z2-7]{4}", c) for c in codes
    )
    for number, code in enumerate(codes, start=1):
        for typed in (code, code.lower(), code.replace("-", ""), code.replace("-", " ")):
            assert register.with_code(LINES, typed) == number
    assert register.with_code(LINES, codes[0][:-1]) is None
    assert register.with_code(LINES, "") is None
