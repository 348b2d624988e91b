"""The register of packages: each number given once, each line chained to the one before.

`register.csv` lies beside the packages. A chain value is the SHA-256 of the one before, a line
feed and the line's values joined by tabs; the first line has an empty one before it. So a line
changed, moved or taken out shows, and a spreadsheet may save the table again without harm: only
the values count. What was cut off at its end, the packages there and the code in the minutes book
tell. Must touch no file.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.chinese import register_date
from pipeline.short_code import short_code


class RegisterFault(Exception):
    """The register cannot be trusted: `reason` says where and why, in Chinese."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry:
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
class RegisterLine:
    """An entry with its chain value."""

    entry: RegisterEntry
    chain: str

    @property
    def code(self) -> str:
        """The chain value shortened for the minutes book: ABCD-EFGH-IJKL."""
        return short_code(self.chain)


def package_name(volume: str, version: int) -> str:
    """The inverse of `RegisterEntry.volume`."""
    return f"{volume}-v{version}" if version > 1 else volume


def appended(lines: Sequence[RegisterLine], entry: RegisterEntry) -> tuple[RegisterLine, ...]:
    """The register with one more line. Raises RegisterFault if its number or name was given."""
    if taken := _taken(lines, entry):
        raise RegisterFault(taken)
    before = lines[-1].chain if lines else ""
    text = f"{before}\n" + "\t".join(entry.cells())
    return (
        *lines,
        RegisterLine(entry=entry, chain=hashlib.sha256(text.encode("utf-8")).hexdigest()),
    )


def _taken(lines: Sequence[RegisterLine], new: RegisterEntry) -> str:
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
