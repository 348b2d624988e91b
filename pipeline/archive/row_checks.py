"""The items of the 四性检测 that the rows of a catalogue decide: before the volume is bound, and
again when a sealed one is read.

Functions from rows to a Check; without rows nothing was tested. Must not look at files.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from pipeline.archive.catalogue import UNKNOWN
from pipeline.archive.report import Check, Outcome

#: The four properties of DA/T 70—2018.
TRUE, WHOLE, USABLE, SAFE = "真实性", "完整性", "可用性", "安全性"


class Listed(Protocol):
    """A row of the catalogue, about to be bound or read again."""

    @property
    def sequence(self) -> int: ...
    @property
    def reference(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def date(self) -> str: ...


def values_sound(rows: Sequence[Listed], unread: str = "") -> Check:
    """1-2: no odd characters, every day a day of the calendar. `unread`: why there are no rows."""
    bad = []
    for row in rows:
        if any(ord(c) < 32 or 0xE000 <= ord(c) <= 0xF8FF for c in row.title + row.number):
            bad.append(f"第 {row.sequence} 行有异常字符")
        if row.date not in ("", UNKNOWN) and not _real(row.date):
            bad.append(f"第 {row.sequence} 行日期 {row.date} 不存在")
    return _judged(TRUE, "1-2", "元数据类型、值域、字符", rows, bad, unread)


def references_unique(rows: Sequence[Listed], unread: str = "") -> Check:
    """1-3."""
    bad, seen = [], set[str]()
    for row in rows:
        for value in filter(None, (row.reference, row.number)):
            if value in seen:
                bad.append(f"{value} 重复")
            seen.add(value)
    return _judged(TRUE, "1-3", "档号、文号不重复", rows, bad, unread)


def required_there(rows: Sequence[Listed], unread: str = "") -> Check:
    """2-3. A date that nobody recorded is there as 不详, and counted."""
    bad = [
        f"第 {row.sequence} 行缺{name}"
        for row in rows
        for name, value in (("档号", row.reference), ("题名", row.title), ("日期", row.date))
        if not value
    ]
    check = _judged(WHOLE, "2-3", "必备元数据齐全（DA/T 46）", rows, bad, unread)
    unknown = sum(row.date == UNKNOWN for row in rows)
    if unknown and check.outcome is Outcome.PASSED:
        return replace(check, detail=f"{unknown} 件的日期注明{UNKNOWN}")
    return check


def numbers_running(rows: Sequence[Listed], unread: str = "") -> Check:
    """2-6."""
    bad = [
        f"第 {at} 行件号应为 {at:04d}"
        for at, row in enumerate(rows, start=1)
        if not row.reference.endswith(f"-{at:04d}")
    ]
    return _judged(WHOLE, "2-6", "件号连续无缺", rows, bad, unread)


def process_recorded(events: int | None) -> Check:
    """2-5, by the number of recorded acts; None if their log cannot be read."""
    name = "过程记录（何人何时何事）"
    if events == 0:
        return untested(WHOLE, "2-5", name, "没有登记办理过程")
    outcome = Outcome.FAILED if events is None else Outcome.PASSED
    detail = "events.csv 读不出来或有缺项" if events is None else f"{events} 条"
    return Check(aspect=WHOLE, item="2-5", name=name, outcome=outcome, detail=detail)


def untested(aspect: str, item: str, name: str, why: str) -> Check:
    return Check(aspect=aspect, item=item, name=name, outcome=Outcome.UNTESTED, detail=why)


def _judged(
    aspect: str, item: str, name: str, rows: Sequence[Listed], bad: list[str], unread: str
) -> Check:
    if not rows:
        return untested(aspect, item, name, unread)
    outcome = Outcome.FAILED if bad else Outcome.PASSED
    return Check(aspect=aspect, item=item, name=name, outcome=outcome, detail="；".join(bad[:5]))


def _real(written: str) -> bool:
    try:
        datetime.date(int(written[:4]), int(written[4:6]), int(written[6:]))
    except ValueError:
        return False
    return len(written) == 8
