"""What a fault is about: the application, the ledgers, or the act in whose record it stands.

A paper states such matters and rests on others; a kind lists them (`relies` in kind.toml), and a
rule lists where its findings stand (`about` in its row). What holds a paper back and what
`explain` says of it are both read off these two lists. Must not judge.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.diagnostics import Place
from pipeline.dossier.intake import Intake
from pipeline.dossier.load import Case
from pipeline.dossier.paths import RECORD_FILE, FileKind, intake_path, owner_of, shown_path
from pipeline.dossier.workspace import Loaded
from pipeline.policies.sections import PAYMENT_ACTS

#: The matters that are no acts: dossier.yaml, and the ledgers of a studio.
APPLICATION, LEDGER = "申报", "台账"
NO_ACTS = (APPLICATION, LEDGER)
#: In a rule's `about`: any act of a record or an intake; in both lists: every payment.
EVERY_ACT, EVERY_PAYMENT = "各事项", "各笔划拨"
_Spot = tuple[int, int]


def may_concern(about: Iterable[str], relies: Iterable[str]) -> bool:
    """Whether a finding of a rule about these matters can stand in one of those."""
    wanted = {*relies}
    for name in about:
        if name == EVERY_ACT:
            found = bool(wanted.difference(NO_ACTS))
        elif name == EVERY_PAYMENT:
            found = not wanted.isdisjoint(PAYMENT_ACTS)
        else:
            found = name in wanted
        if found:
            return True
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """`owner` is the studio (YEAR/SLUG) or the intake (YEAR); `date` an act's day, `year` a
    ledger's; `spot` tells acts of one name apart."""

    name: str
    owner: str
    date: datetime.date | None = None
    year: int | None = None
    spot: _Spot = (1, 1)


class Matters:
    """Every matter of a workspace, found by a place in its files."""

    def __init__(self, loaded: Loaded) -> None:
        self._files: dict[str, list[Matter]] = {}
        for case in loaded.cases.values():
            self._files[shown_path(case.key, RECORD_FILE)] = [*_of_record(case)]
        for year, intake in loaded.intakes.items():
            self._files[intake_path(year)] = [*_of_intake(year, intake)]

    def at(self, place: Place) -> Matter | None:
        """What stands at `place`; None before the first act and in files that hold no matter."""
        owner = owner_of(place)
        if owner.kind is FileKind.DOSSIER:
            return Matter(name=APPLICATION, owner=owner.key)
        if owner.kind is FileKind.LEDGER:
            return Matter(name=LEDGER, owner=owner.key, year=owner.ledger_year)
        listed = self._files.get(place.file, [])
        row = bisect_right(listed, (place.line, place.column), key=lambda one: one.spot)
        return listed[row - 1] if row else None


def _of_record(case: Case) -> Iterable[Matter]:
    """Its acts, and its other blocks under their keys: no paper rests on those."""
    if case.record is None:
        return ()
    blocks = (
        Matter(name=name, owner=case.key, spot=spot)
        for name, spot in case.record.marks.keys.items()
    )
    acts = (
        Matter(name=act.act, owner=case.key, date=act.date, spot=spot_of(act.marks.at()))
        for act in case.record.acts
    )
    return sorted((*blocks, *acts), key=lambda one: one.spot)


def _of_intake(year: int, intake: Intake) -> Iterable[Matter]:
    blocks: Mapping[str, object] = intake.blocks
    return sorted(
        (
            Matter(
                name=name,
                owner=f"{year:04}",
                date=getattr(blocks.get(name), "date", None),
                spot=spot,
            )
            for name, spot in intake.marks.keys.items()
        ),
        key=lambda one: one.spot,
    )


def spot_of(place: Place) -> _Spot:
    """Line and column, which order the matters of one file."""
    return (place.line, place.column)
