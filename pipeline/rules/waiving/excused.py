"""不适用: what a leader declares that his ledger need not show, and which of it counts.

It counts with the union's consent, by the day of it; what Art. 6(六) and 11 order of every studio
cannot be declared away at all.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from pipeline.dossier.ledger import (
    ASSESSED,
    DAILY,
    EXCHANGES,
    EXCHANGES_MADE,
    FILED,
    PLANS,
    RECOGNITION,
    RESULTS,
    RESULTS_RECOGNISED,
    SPENDINGS,
    YEARLY_PLAN,
    YEARLY_SUMMARY,
    Ledger,
    class_named,
    classes_in,
    plain_names,
)
from pipeline.dossier.load import Case
from pipeline.lifecycle import Stage

#: What can be declared not applicable, as the ledger matrix names it → its ledger class.
_DECLARABLE = {
    YEARLY_PLAN: PLANS.name, YEARLY_SUMMARY: PLANS.name, ASSESSED: PLANS.name, FILED: PLANS.name,
    DAILY.recorded: DAILY.name, EXCHANGES_MADE: EXCHANGES.name, RESULTS_RECOGNISED: RESULTS.name,
    **{one.proved: one.name for one in (RESULTS, EXCHANGES, SPENDINGS)},
}  # fmt: skip
#: What no consent lifts → the article that orders it.
ALWAYS_ASKED: Mapping[str, str] = {
    ASSESSED: "11",
    FILED: "11",
    EXCHANGES_MADE: "6.6",
    EXCHANGES.name: "6.6",
}


def declarable(stage: Stage) -> dict[str, str]:
    """As `_DECLARABLE`, with the classes themselves and those that only the policy names."""
    names = stage.policy.ledger.classes
    plain = map(class_named, plain_names(names))
    more = {item: one.name for one in plain for item in (one.recorded, one.proved)}
    return {**_DECLARABLE, **more, **{name: name for name in names}}


def is_declarable(stage: Stage, item: str) -> bool:
    return item in declarable(stage) or item.startswith(f"{RECOGNITION}：")


def excused(case: Case, year: int, today: datetime.date) -> Mapping[str, str]:
    """The items of that year's ledger that need not be there → the leader's reason."""
    ledger, consented = case.ledgers.get(year), agreed(case, today)
    return {
        one.item: one.reason
        for one in (ledger.not_applicable if ledger else ())
        if (year, one.item) in consented
        and one.item not in ALWAYS_ASKED
        and not (ledger and unproved(ledger, one.item))
    }


def unproved(ledger: Ledger, item: str) -> int:
    """How many entries lack the proof that `item` is about: what is entered must be proved, and no
    consent lifts that. 0 for any other item."""
    return sum(
        not entry.evidence
        for kept in classes_in(ledger)
        if kept.needs_evidence and kept.proved == item
        for entry in kept.entries(ledger)
    )


def agreed(case: Case, today: datetime.date) -> set[tuple[int, str]]:
    consents = case.record.consents if case.record else ()
    return {(one.year, one.item) for one in consents if one.date <= today}
