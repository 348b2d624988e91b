"""The acts of an intake as its own volume tells them: what it decided, and its archiving.

The same for who seals the volume and for who reads a sealed one again. Must not judge.
"""

from __future__ import annotations

import datetime

from pipeline.dossier.intake import Intake
from pipeline.lifecycle import Act


def archived_intake(intake: Intake) -> Act | None:
    """The act 归档 of an intake."""
    record = intake.archiving
    if record is None:
        return None
    return Act(name="归档", date=record.date, place=record.marks.at("日期"), record=record)


def acts_of_intake(intake: Intake, until: datetime.date) -> tuple[Act, ...]:
    """All that is recorded in the intake by that day, by day."""
    acts = [
        Act(name=name, date=block.date, place=block.marks.at("日期"), record=block)
        for name, block in intake.dated
    ]
    if closing := archived_intake(intake):
        acts.append(closing)
    return tuple(sorted((act for act in acts if act.date <= until), key=lambda act: act.date))
