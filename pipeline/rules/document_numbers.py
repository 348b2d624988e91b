"""The register of 文号: which numbers are used for what, which are free, doubled, out of order.

A number names one document of one issuer in one year (GB/T 9704, 7.2.5). Numbers that no act here
uses may belong to matters outside this system, so a gap only informs. Must not judge acts.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from pipeline.diagnostics import Place
from pipeline.dossier.workspace import Loaded

_NUMBER = re.compile(r"(.+)〔([0-9]{4})〕([0-9]+)号")


class NumberState(StrEnum):
    """What a row of the register says of its number."""

    USED = "used"
    DOUBLE = "double"
    OUT_OF_ORDER = "out-of-order"
    UNUSED = "unused"
    NEXT = "next"

    @property
    def label(self) -> str:
        return {
            "used": "已用",
            "double": "重复",
            "out-of-order": "早于前号",
            "unused": "未见使用",
            "next": "下一个可用",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberEntry:
    """A number of the register. `subject` is YEAR/SLUG, the year of an intake, or 实施细则."""

    code: str
    year: int
    serial: int
    state: NumberState = NumberState.USED
    date: datetime.date | None = None
    act: str = ""
    subject: str = ""
    place: Place | None = None

    @property
    def number(self) -> str:
        return f"{self.code}〔{self.year}〕{self.serial}号"


def register(loaded: Loaded) -> tuple[NumberEntry, ...]:
    """Every number up to the next free one, by issuer, year and serial."""
    entries = sorted(_entries(loaded), key=_key)
    rows: list[NumberEntry] = []
    for _, group in groupby(entries, key=lambda one: (one.code, one.year)):
        rows += _judged(list(group))
    return tuple(sorted(rows, key=_key))


def _key(one: NumberEntry) -> tuple[str, int, int, str, str]:
    return (one.code, one.year, one.serial, str(one.date or ""), one.subject)


def _judged(entries: list[NumberEntry]) -> Iterator[NumberEntry]:
    """One year of one issuer: states given, gaps and the next number added."""
    serials = [one.serial for one in entries]
    latest = datetime.date.min
    for one in entries:
        if serials.count(one.serial) > 1:
            yield replace(one, state=NumberState.DOUBLE)
        elif one.date and one.date < latest:
            yield replace(one, state=NumberState.OUT_OF_ORDER)
        else:
            yield one
        latest = max(latest, one.date or latest)
    blank = NumberEntry(code=entries[0].code, year=entries[0].year, serial=0)
    for serial in range(1, max(serials) + 1):
        if serial not in serials:
            yield replace(blank, serial=serial, state=NumberState.UNUSED)
    yield replace(blank, serial=max(serials) + 1, state=NumberState.NEXT)


def _entries(loaded: Loaded) -> Iterator[NumberEntry]:
    for policy in loaded.rulebook.policies:
        yield from _entry(policy.document, policy.effective, "印发细则", "实施细则", None)
    for year, intake in loaded.intakes.items():
        for name, block in intake.dated:
            if number := getattr(block, "number", ""):
                yield from _entry(number, block.date, name, str(year), block.marks.at("文号"))
    for key, case in loaded.cases.items():
        for act in case.record.acts if case.record else ():
            number = getattr(act, "number", None)
            if isinstance(number, str):
                yield from _entry(number, act.date, act.act, key, act.marks.at("文号"))


def _entry(
    number: str, date: datetime.date, act: str, subject: str, place: Place | None
) -> Iterator[NumberEntry]:
    if found := _NUMBER.fullmatch(number):
        code, year, serial = found.groups()
        yield NumberEntry(
            code=code,
            year=int(year),
            serial=int(serial),
            date=date,
            act=act,
            subject=subject,
            place=place,
        )
