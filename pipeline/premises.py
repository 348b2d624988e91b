"""Where a studio works on a day (Art. 6(三)): as applied with, moved, closed, open again.

One reckoning for the hint in mid-cycle, the mark of the re-review, and the papers that print the
place. Must not judge.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace
from decimal import Decimal

from pipeline.dossier.ledger import PremisesChange, PremisesChangeKind
from pipeline.dossier.load import Case

_LOSSES = (PremisesChangeKind.LEFT, PremisesChangeKind.CLOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPremises:
    """`lost` is the change since which there is no place, or none of its own; `given_up` are the
    places left for another; `unmatched` are changes that do not fit what there was before."""

    address: str
    area: Decimal
    independent: bool
    lost: PremisesChange | None = None
    given_up: frozenset[str] = frozenset()
    unmatched: tuple[PremisesChange, ...] = field(default=())


def premises_changes(case: Case) -> tuple[PremisesChange, ...]:
    """All changes by date; of one day, what was left before what was moved into."""
    found = [one for ledger in case.ledgers.values() for one in ledger.premises_changes]
    return tuple(sorted(found, key=lambda one: (one.date, one.kind not in _LOSSES)))


def premises_on(case: Case, day: datetime.date) -> HeldPremises:
    """What the studio has at the end of `day`."""
    applied = case.dossier.premises
    now = HeldPremises(address=applied.address, area=applied.area, independent=applied.independent)
    for change in premises_changes(case):
        if change.date <= day:
            now = _lose(now, change) if change.kind in _LOSSES else _gain(now, change)
    return now


def _lose(now: HeldPremises, change: PremisesChange) -> HeldPremises:
    """Who moves into the new place before he leaves the old one loses nothing by leaving."""
    if change.address and _spot(change.address) in now.given_up:
        return replace(now, given_up=now.given_up - {_spot(change.address)})
    if now.lost is None:
        return replace(now, lost=change)
    closed = now.lost.kind is PremisesChangeKind.CLOSED
    if change.kind is PremisesChangeKind.LEFT and closed:
        return now  # lacking since it was closed
    return replace(now, unmatched=(*now.unmatched, change))


def _gain(now: HeldPremises, change: PremisesChange) -> HeldPremises:
    moved = change.kind is PremisesChangeKind.MOVED_IN
    if not (change.address if moved else now.lost):
        return replace(now, unmatched=(*now.unmatched, change))
    left = now.given_up | {_spot(now.address)} if moved and not now.lost else now.given_up
    independent = now.independent if change.independent is None else change.independent
    return replace(
        now,
        address=change.address or now.address,
        area=change.area or now.area,
        independent=independent,
        lost=None if independent else change,
        given_up=left,
    )


def _spot(address: str) -> str:
    """However its parts are set apart."""
    return "".join(address.split())
