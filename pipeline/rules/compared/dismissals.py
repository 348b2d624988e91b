"""Who was struck off or criticised, under which name: kept for who applies again."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.diagnostics import Place
from pipeline.dossier.load import Case
from pipeline.leaders import leader_on
from pipeline.lifecycle import Stage, name_on
from pipeline.names.comparison import ComparedName


@dataclass(frozen=True, slots=True, kw_only=True)
class Dismissal:
    """Struck off (Art. 11) or criticised (Art. 7), and who led under which name on that day."""

    act: str
    date: datetime.date
    place: Place
    leader: ComparedName
    name: ComparedName


def dismissals_of(case: Case, stage: Stage, today: datetime.date) -> Iterator[Dismissal]:
    """All of the studio up to `today`."""
    for act in stage.acts:
        if act.name in ("取消称号", "通报批评") and act.date <= today:
            yield Dismissal(
                act=act.name,
                date=act.date,
                place=act.place,
                leader=leader_on(case, stage, act.date).name,
                name=name_on(case, stage, act.date),
            )
