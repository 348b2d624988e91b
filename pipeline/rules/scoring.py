"""Marks as data: how a count becomes a mark, how experts' totals become a mean and a grade.

The criteria are rows of the policy (`rereview.criteria`), never code. Marks are `Decimal`; only
results are rounded, half up, to two decimals. Must not decide what is a fault (that is the rules).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipeline.chinese import mark
from pipeline.dossier.load import Case
from pipeline.lifecycle import Stage
from pipeline.policies import Policy
from pipeline.rules import facts

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What the program counts for one indicator: the most that the papers support, and why.

    `exact`: the count alone decides, so a sheet must give this mark; otherwise it is a ceiling,
    below which an expert judges quality.
    """

    aspect: str
    indicator: str
    full: Decimal
    mark: Decimal
    exact: bool
    evidence: str


def deduct(full: Decimal, count: Decimal, *, required: Decimal, each: Decimal) -> Decimal:
    """Full marks less `each` for every one short of `required`; never below zero."""
    return max(ZERO, full - each * max(ZERO, required - count))


def by_unit(count: Decimal, *, unit: Decimal, cap: Decimal) -> Decimal:
    """Count × unit, up to `cap`."""
    return min(cap, count * unit)


def by_band(count: Decimal, bands: Iterable[Sequence[Any]]) -> Decimal:
    """The mark of the half-open band [from, below) that holds `count`; zero outside all."""
    for lower, below, given in bands:
        if Decimal(lower) <= count < Decimal(below):
            return Decimal(given)
    return ZERO


def veto(full: Decimal, count: Decimal, *, required: Decimal) -> Decimal:
    """All or nothing."""
    return full if count >= required else ZERO


def score(
    criterion: Mapping[str, Any], full: Decimal, count: Decimal, required: Decimal
) -> Decimal:
    """The mark that one criterion row gives for a count; never above `full`, but for a bonus."""
    method = criterion["method"]
    if method == "deduct":
        return deduct(full, count, required=required, each=Decimal(criterion["each"]))
    if method == "unit":
        return by_unit(count, unit=Decimal(criterion["each"]), cap=full)
    if method == "bonus":
        return by_unit(count, unit=Decimal(criterion["each"]), cap=Decimal(criterion["cap"]))
    if method == "bands":
        return min(full, by_band(count, criterion["bands"]))
    if method == "veto":
        return veto(full, count, required=required)
    raise ValueError(f"unknown scoring method {method!r}")


def mean_of(totals: Sequence[Decimal], *, drop_extremes: bool) -> Decimal:
    """The unrounded mean; without one highest and one lowest if asked and three remain to judge."""
    kept = sorted(totals)
    if drop_extremes and len(kept) > 2:
        kept = kept[1:-1]
    return sum(kept, ZERO) / len(kept)


def grade_of(total: Decimal, bands: Mapping[str, Sequence[int]]) -> str | None:
    """The grade whose half-open band [from, below) holds `total`; None beyond all bands."""
    for grade, (lower, below) in bands.items():
        if lower <= total < below:
            return grade
    return None


def full_marks(policy: Policy) -> dict[tuple[str, str], Decimal]:
    """(aspect, indicator) → full mark, in the order of the sheet."""
    aspects: dict[str, dict[str, Any]] = policy["rereview.aspects"]
    return {
        (aspect, indicator): Decimal(str(full))
        for aspect, indicators in aspects.items()
        for indicator, full in indicators.items()
    }


def proposals(case: Case, stage: Stage) -> tuple[Proposal, ...]:
    """What can be counted for the re-review of a named studio (Art. 12), with the evidence."""
    if not stage.cycle:
        return ()
    full = full_marks(stage.policy)
    found = []
    for row in stage.policy["rereview.criteria"]:
        key = (row["aspect"], row["indicator"])
        count, required, evidence = _count(row, case, stage)
        found.append(
            Proposal(
                aspect=key[0], indicator=key[1], full=full[key], exact=row["exact"],
                mark=score(row, full[key], count, required), evidence=evidence,
            )
        )  # fmt: skip
    return tuple(found)


def _count(row: Mapping[str, Any], case: Case, stage: Stage) -> tuple[Decimal, Decimal, str]:
    """(count, required, evidence) of the fact that a criterion names."""
    policy, years = stage.policy, facts.counted_years(case, stage)
    fact = row["fact"]
    if fact == "regulation_kinds":
        wanted = policy["application.regulation_kinds"]
        kinds = {r.kind.value for r in case.dossier.regulations} | {
            change.kind.value for one in case.ledgers.values() for change in one.regulation_changes
        }
        count, required = len(kinds & set(wanted)), len(wanted)
        return Decimal(count), Decimal(required), f"制度 {count}/{required} 类"
    if fact in ("exchanges", "recognised_results"):
        wanted = "application.exchanges_min" if fact == "exchanges" else "application.results_min"
        what, unit = ("活动", "次") if fact == "exchanges" else ("成果", "项")
        counts = [len(y.exchanges if fact == "exchanges" else y.recognised) for y in years]
        reached = sum(min(count, policy[wanted]) for count in counts)
        shown = "、".join(f"{y.label}{what} {n} {unit}" for y, n in zip(years, counts, strict=True))
        return Decimal(reached), Decimal(policy[wanted] * len(years)), shown
    if fact == "ledger_classes":
        asked = [(y, facts.classes_due(stage, y)) for y in stage.assessed_years]
        count = sum(
            len(set(wanted) & set(facts.ledger_classes(case.ledgers[y])))
            for y, wanted in asked
            if y in case.ledgers
        )
        required = sum(len(wanted) for _, wanted in asked)
        return Decimal(count), Decimal(required), f"台账类别 {count}/{required}"
    if fact == "assessments":
        filed = {filing.year for filing in facts.filings(stage)}
        count = len(filed & set(stage.assessed_years))
        required = len(stage.assessed_years)
        return Decimal(count), Decimal(required), f"年度自评备案 {count}/{required}"
    if fact == "plans_and_summaries":
        plans = [case.ledgers[y].plans if y in case.ledgers else None for y in stage.assessed_years]
        count = sum(bool(one and one.plan) + bool(one and one.summary) for one in plans)
        required = 2 * len(plans)
        return Decimal(count), Decimal(required), f"计划和总结 {count}/{required} 份"
    if fact == "premises":
        independent = case.dossier.premises.independent
        shown = "场所独立固定" if independent else "场所不独立或不固定"
        return Decimal(independent), Decimal(1), shown
    raise ValueError(f"unknown fact {fact!r}")


def shown(proposal: Proposal) -> str:
    """“满分 9，按记录至多 7.5（制度 5/6 类）”."""
    most = "应为" if proposal.exact else "至多"
    return f"满分 {mark(proposal.full)}，按记录{most} {mark(proposal.mark)}（{proposal.evidence}）"
