"""On which day an act happened, by a place in the file that tells of it: its policy weighs a fault.

Must not judge, nor know any policy.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right

from pipeline.diagnostics import Place
from pipeline.dossier.intake import Intake
from pipeline.dossier.record import Record

#: (line, column) where each act begins, in the order of the file, and its day.
Days = tuple[tuple[int, int, datetime.date], ...]


def record_days(record: Record | None) -> Days:
    """Of the acts of one studio."""
    acts = [(act.marks.at(), act.date) for act in (record.acts if record else ())]
    return tuple(sorted((place.line, place.column, day) for place, day in acts))


def intake_days(intake: Intake | None) -> Days:
    """Of the acts of a whole intake."""
    blocks = [(one.marks.at(), one.date) for _, one in (intake.dated if intake else ())]
    return tuple(sorted((place.line, place.column, day) for place, day in blocks))


def day_at(days: Days, place: Place) -> datetime.date | None:
    """The day of the act in which `place` stands; None above the first one."""
    row = bisect_right(days, (place.line, place.column), key=lambda one: one[:2])
    return days[row - 1][2] if row else None
