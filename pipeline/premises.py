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
    """`lost` is the change since which there is no place, or none of its own; `closed` is what was
    there when it closed, until it opens again or is left; `given_up` are the places left for
    another; `unmatched` are changes that do not fit what there was before."""

    address: str
    area: Decimal
    independent: bool
    lost: PremisesChange | None = None
    closed: HeldPremises | None = None
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
        left = _spot(change.address)
        still = now.closed if now.closed and _spot(now.closed.address) != left else None
        return replace(now, given_up=now.given_up - {left}, closed=still)
    if now.lost is None:
        closing = change.kind is PremisesChangeKind.CLOSED
        return replace(now, lost=change, closed=now if closing else now.closed)
    closed = now.lost.kind is PremisesChangeKind.CLOSED
    if change.kind is PremisesChangeKind.LEFT and closed:
        return replace(now, closed=None)  # lacking since it was closed
    return replace(now, unmatched=(*now.unmatched, change))


def _gain(now: HeldPremises, change: PremisesChange) -> HeldPremises:
    moved = change.kind is PremisesChangeKind.MOVED_IN
    if not (change.address if moved else now.lost or now.closed):
        return replace(now, unmatched=(*now.unmatched, change))
    # Whoever closes a place for a time and works elsewhere meanwhile may leave either later.
    held = now.lost is None or (moved and now.closed is not None)
    left = now.given_up | {_spot(now.address)} if held else now.given_up
    before = (None if moved else now.closed) or now
    independent = before.independent if change.independent is None else change.independent
    return replace(
        now,
        address=change.address or before.address,
        area=change.area or before.area,
        independent=independent,
        closed=now.closed if moved else None,
        lost=None if independent and not untold(change) else change,
        given_up=left,
    )


def untold(change: PremisesChange) -> tuple[str, ...]:
    """What must be told of a place moved into, and is not: until then it counts as none."""
    if change.kind is not PremisesChangeKind.MOVED_IN:
        return ()
    told = {"面积": change.area, "独立固定": change.independent}
    return tuple(key for key, value in told.items() if value is None)


def _spot(address: str) -> str:
    """However its parts are set apart."""
    return "".join(address.split())
