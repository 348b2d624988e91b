"""The open cells of the ledger matrix as letters: one leader, what is missing, by when, what to do.

The leader is the one of today (Art. 14). Must not decide what is missing: that is `gaps`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.chinese import chinese_date
from pipeline.leaders import leader_on
from pipeline.rules.check import Checked
from pipeline.rules.lacking.cell import Gap, GapState


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """What one leader is asked for; `gaps` by day, those without a day last."""

    leader: str
    studio: str
    name: str
    union: str
    phone: str
    gaps: tuple[Gap, ...]

    def as_json(self) -> dict[str, object]:
        return {
            "leader": self.leader,
            "studio": self.studio,
            "name": self.name,
            "items": [gap.as_json() for gap in self.gaps],
        }


def reminders(checked: Checked, cells: Iterable[Gap], today: datetime.date) -> tuple[Reminder, ...]:
    """One reminder for each studio that lacks something, in the order of the matrix."""
    open_cells: dict[str, list[Gap]] = {}
    for cell in cells:
        if cell.open:
            open_cells.setdefault(cell.studio, []).append(cell)
    return tuple(
        _reminder(checked, key, tuple(sorted(gaps, key=_by_day)), today)
        for key, gaps in open_cells.items()
    )


def _by_day(gap: Gap) -> datetime.date:
    return gap.due or datetime.date.max


def _reminder(checked: Checked, key: str, gaps: tuple[Gap, ...], today: datetime.date) -> Reminder:
    case = checked.loaded.cases[key]
    union = case.intake.union if case.intake else None
    return Reminder(
        leader=leader_on(case, checked.stages[key], today).name,
        studio=key,
        name=gaps[0].name,
        union=union.name if union else "",
        phone=union.phone if union else "",
        gaps=gaps,
    )


def deadline(gap: Gap, today: datetime.date) -> str:
    """期限2026年1月15日，已逾期312天; the day itself is still in time."""
    if gap.due is None:
        return "请尽快补齐"
    late = (today - gap.due).days
    tail = f"，已逾期{late}天" if gap.state is GapState.OVERDUE else ""
    return f"期限{chinese_date(gap.due)}{tail}"


def letter(reminder: Reminder, today: datetime.date) -> Iterator[str]:
    """The lines of a reminder as a clerk pastes them into a message."""
    yield f"{reminder.leader}同志："
    yield (
        f"您好！截至{chinese_date(today)}，“{reminder.name}”（{reminder.studio}）的台账"
        f"还缺以下{len(reminder.gaps)}项，请逐项处理："
    )
    for number, gap in enumerate(reminder.gaps, 1):
        shown = f"（{gap.detail}）" if gap.detail else ""
        yield f"{number}. {gap.period} {gap.item}{shown}：{deadline(gap, today)}。{gap.next_step}。"
    if reminder.phone:
        yield f"办好后请告知。如有疑问，请致电 {reminder.phone}。"
    if reminder.union:
        yield reminder.union
    yield chinese_date(today)
