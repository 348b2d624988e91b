"""Which regulations of a studio are in force on a day (Art. 6(五)): applied with, made, repealed.

One reckoning for the hint in mid-cycle, the marks, the ground for striking off, and the papers
that print a number. Must not judge.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.dossier.ledger import RegulationChange
from pipeline.dossier.load import Case
from pipeline.policies import Policy
from pipeline.rules.wording import without_brackets


@dataclass(frozen=True, slots=True, kw_only=True)
class Regulations:
    """`in_force` are names by kind, none empty; `lost` is by kind the repeal that left none;
    `unknown` are repeals of what the studio did not have, so that nothing was lost by them."""

    in_force: Mapping[str, frozenset[str]]
    lost: Mapping[str, RegulationChange]
    unknown: tuple[RegulationChange, ...]

    def kinds(self, wanted: tuple[str, ...]) -> tuple[str, ...]:
        """Which of the wanted kinds there are."""
        return tuple(kind for kind in wanted if kind in self.in_force)


def regulations_on(case: Case, policy: Policy, day: datetime.date) -> Regulations:
    """What is in force at the end of `day`; the policy's words say what is a repeal."""
    names: dict[str, set[str]] = {}
    for one in case.dossier.regulations:
        if one.effective <= day:
            names.setdefault(one.kind, set()).add(without_brackets(one.name))
    lost: dict[str, RegulationChange] = {}
    unknown: list[RegulationChange] = []
    for change in _changes(case, day):
        name, of_kind = without_brackets(change.name), names.setdefault(change.kind, set())
        if not any(word in change.what for word in policy.application.repeal_words):
            of_kind.add(name)
            lost.pop(change.kind, None)
        elif name not in of_kind:
            unknown.append(change)
        else:
            of_kind.remove(name)
            if not of_kind:
                lost[change.kind] = change
    return Regulations(
        in_force={kind: frozenset(held) for kind, held in names.items() if held},
        lost=lost,
        unknown=tuple(unknown),
    )


def _changes(case: Case, day: datetime.date) -> list[RegulationChange]:
    """What changed up to `day`, in the order of the days."""
    found = [one for ledger in case.ledgers.values() for one in ledger.regulation_changes]
    return sorted((one for one in found if one.date <= day), key=lambda one: one.date)
