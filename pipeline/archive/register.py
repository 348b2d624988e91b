"""The register of packages: each number given once, each line chained to the one before.

`register.csv` lies beside the packages. A chain value is the SHA-256 of the one before, a line
feed and the line's values joined by tabs; the first line has an empty one before it. So a line
changed, moved or taken out shows, and a spreadsheet may save the table again without harm: only
the values count. What was cut off at its end, the packages there and the code in the minutes book
tell. Must touch no file.
"""

from __future__ import annotations

import base64
import csv
import datetime
import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.archive.catalogue import table
from pipeline.chinese import register_date

HEADINGS = ("年度", "顺序号", "案卷号", "归档包", "摘要", "版本", "归档日期", "前一版", "链值")
_DIGEST = re.compile("[0-9a-f]{64}")
_DAY = re.compile(r"(\d{4})\s*[-/.年]?\s*(\d{1,2})\s*[-/.月]?\s*(\d{1,2})日?")
#: Characters of a code: 60 bits, so that nobody finds another register with the same one.
_CODE = 12


class RegisterFault(Exception):
    """The register cannot be trusted: `reason` says where and why, in Chinese."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One sealed package. `year` and `position` are its place in its intake (0: it has a number of
    its own), `number` its 案卷号, `digest` that of tagmanifest-sha256.txt, `predecessor` the
    package that this version takes the place of."""

    year: int
    position: int
    number: str
    package: str
    digest: str
    version: int
    day: datetime.date
    predecessor: str = ""

    @property
    def volume(self) -> str:
        """What all versions of one volume are called: the package without its version."""
        return self.package.removesuffix(f"-v{self.version}") if self.version > 1 else self.package

    def cells(self) -> tuple[str, ...]:
        """As the table has it, without the chain value."""
        return (
            str(self.year),
            str(self.position),
            self.number,
            self.package,
            self.digest,
            str(self.version),
            register_date(self.day),
            self.predecessor,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An entry with its chain value."""

    entry: Entry
    chain: str

    @property
    def code(self) -> str:
        """The chain value shortened for the minutes book: ABCD-EFGH-IJKL."""
        letters = base64.b32encode(bytes.fromhex(self.chain)).decode("ascii")[:_CODE]
        return "-".join(letters[at : at + 4] for at in range(0, _CODE, 4))


def package_name(volume: str, version: int) -> str:
    """The inverse of `Entry.volume`."""
    return f"{volume}-v{version}" if version > 1 else volume


def appended(lines: Sequence[Line], entry: Entry) -> tuple[Line, ...]:
    """The register with one more line. Raises RegisterFault if its number or name was given."""
    if taken := _taken(lines, entry):
        raise RegisterFault(taken)
    before = lines[-1].chain if lines else ""
    text = f"{before}\n" + "\t".join(entry.cells())
    return (*lines, Line(entry=entry, chain=hashlib.sha256(text.encode("utf-8")).hexdigest()))


def _taken(lines: Sequence[Line], new: Entry) -> str:
    for old in (line.entry for line in lines):
        if old.package == new.package:
            return f"归档包 {new.package} 已经登记过"
        if old.volume == new.volume:
            continue
        if new.position and (old.year, old.position) == (new.year, new.position):
            return f"{new.year} 年度顺序号 {new.position} 已经给了 {old.package}"
        if old.number == new.number:
            return f"案卷号 {new.number} 已经给了 {old.package}"
    return ""


def written(lines: Sequence[Line]) -> bytes:
    """The table as Excel and WPS open it rightly."""
    return table(HEADINGS, ((*line.entry.cells(), line.chain) for line in lines))


def read(data: bytes) -> tuple[Line, ...]:
    """The lines of `register.csv`, also as a spreadsheet saved them again (other encoding, line
    ends, separators, form of days). Raises RegisterFault where a line is not as it was written."""
    lines: tuple[Line, ...] = ()
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


def _entry(row: Mapping[str, str]) -> Entry:
    day, digest = _DAY.fullmatch(row["归档日期"]), row["摘要"].lower()
    if day is None or not _DIGEST.fullmatch(digest) or not row["归档包"]:
        raise ValueError("not as written")
    return Entry(
        year=int(row["年度"]),
        position=int(row["顺序号"]),
        number=row["案卷号"],
        package=row["归档包"],
        digest=digest,
        version=int(row["版本"]),
        day=datetime.date(*map(int, day.groups())),
        predecessor=row["前一版"],
    )


def latest(lines: Sequence[Line], volume: str) -> Entry | None:
    """The newest version of a volume that was sealed."""
    return next((one.entry for one in reversed(lines) if one.entry.volume == volume), None)


def with_code(lines: Sequence[Line], code: str) -> int | None:
    """The number of the line (from 1) whose code this is, however it was typed."""
    letters = re.sub(r"[^A-Z0-9]", "", code.upper()).replace("0", "O").replace("1", "I")
    codes = [line.code.replace("-", "") for line in lines]
    return codes.index(letters) + 1 if letters in codes else None
