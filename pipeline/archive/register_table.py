"""The register as a table that Excel and WPS open, and as they save it again.

Only the values count: another encoding, other line ends, separators or a day written otherwise are
no damage. Must touch no file.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterator, Mapping, Sequence

from pipeline.archive.catalogue import table
from pipeline.archive.register import RegisterEntry, RegisterFault, RegisterLine, appended

HEADINGS = ("年度", "顺序号", "案卷号", "归档包", "摘要", "版本", "归档日期", "前一版", "链值")
_DIGEST = re.compile("[0-9a-f]{64}")
_DAY = re.compile(r"(\d{4})\s*[-/.年]?\s*(\d{1,2})\s*[-/.月]?\s*(\d{1,2})日?")


def written(lines: Sequence[RegisterLine]) -> bytes:
    """The table as Excel and WPS open it rightly."""
    return table(HEADINGS, ((*line.entry.cells(), line.chain) for line in lines))


def read(data: bytes) -> tuple[RegisterLine, ...]:
    """The lines of `register.csv`, also as a spreadsheet saved them again (other encoding, line
    ends, separators, form of days). Raises RegisterFault where a line is not as it was written."""
    lines: tuple[RegisterLine, ...] = ()
    for number, row in enumerate(_rows(data), start=1):
        try:
            entry = _entry(row)
        except (KeyError, ValueError) as error:
            raise RegisterFault(f"第 {number} 行读不出来") from error
        try:
            lines = appended(lines, entry)
        except RegisterFault as fault:
            raise RegisterFault(f"第 {number} 行：{fault.reason}") from fault
        if lines[-1].chain != row["链值"].lower():
            raise RegisterFault(
                f"第 {number} 行的链值不对：这一行被改过，或它前面少了、多了、换了行"
            )
    return lines


def _rows(data: bytes) -> Iterator[Mapping[str, str]]:
    text = _text(data)
    head = text.partition("\n")[0]
    separator = max(",\t;", key=head.count)
    try:
        found = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise RegisterFault("不是表格（CSV）") from error
    rows = [[cell.strip().removeprefix("'") for cell in row] for row in found]
    rows = [row for row in rows if any(row)]
    if not rows or tuple(rows[0][: len(HEADINGS)]) != HEADINGS:
        raise RegisterFault("是空的，或表头不对")
    for row in rows[1:]:
        yield dict(zip(HEADINGS, row, strict=False))


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def _entry(row: Mapping[str, str]) -> RegisterEntry:
    day, digest = _DAY.fullmatch(row["归档日期"]), row["摘要"].lower()
    if day is None or not _DIGEST.fullmatch(digest) or not row["归档包"]:
        raise ValueError("not as written")
    return RegisterEntry(
        year=int(row["年度"]),
        position=int(row["顺序号"]),
        number=row["案卷号"],
        package=row["归档包"],
        digest=digest,
        version=int(row["版本"]),
        day=datetime.date(*map(int, day.groups())),
        predecessor=row["前一版"],
    )
