"""Whether two exchanges of one day are one event told twice (Art. 6(六), 10)."""

from __future__ import annotations

from pipeline.dossier.application import PastActivity
from pipeline.dossier.ledger import Exchange
from pipeline.rules.wording import alike, parts_of


def agreement(one: Exchange | PastActivity, other: Exchange | PastActivity) -> tuple[str, ...]:
    """In what they agree, by their keys; empty if they may well be two.

    A day may see a visit to one factory and a second to another, or two contests in one hall. The
    same people at the same place, or under the same heading, are one event.
    """
    kind = one.kind is other.kind
    place = alike(one.place, other.place)
    theme = alike(one.theme, other.theme)
    partner = not {*parts_of(one.partner or "")}.isdisjoint(parts_of(other.partner or ""))
    if not ((partner and (place or kind)) or (theme and (place or partner or kind))):
        return ()
    told = {"类别": kind, "主题": theme, "地点": place, "合作单位": partner}
    return tuple(what for what, agrees in told.items() if agrees)
