"""What a general act of the union suspends, ends or replaces: duties that go on no more, or later.

Must not judge whether the union might (that is `rules`).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from pipeline.diagnostics import Place
from pipeline.dossier.acts.base import Effect, GeneralAct
from pipeline.lifecycle import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifted:
    """One duty that a general act lifted: `until` is the day to which it is put off, if any."""

    duty: str
    year: int | None
    effect: Effect
    until: datetime.date | None
    title: str
    date: datetime.date
    place: Place


def lifted(stage: Stage, on: datetime.date) -> tuple[Lifted, ...]:
    """All that was lifted by `on`, oldest first; the last word on a duty counts."""
    acts = (act.record for act in stage.of("其他事项") if act.date <= on)
    return tuple(
        Lifted(
            duty=act.duty,
            year=act.year,
            effect=act.effect,
            until=act.until,
            title=act.title,
            date=act.date,
            place=act.marks.at("所及事项"),
        )
        for act in acts
        if isinstance(act, GeneralAct) and act.effect and act.duty
    )


def last_word(lifts: tuple[Lifted, ...], duty: str, year: int | None = None) -> Lifted | None:
    """What holds for a duty; one that is told of a year is lifted for that year alone."""
    found = [one for one in lifts if one.duty == duty and one.year in (None, year)]
    return found[-1] if found else None
