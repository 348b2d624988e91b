"""Marks as data: how a count becomes a mark, how experts' totals become a mean and a grade.

The criteria are rows of the policy (`rereview.criteria`), never code. Marks are `Decimal`; only
results are rounded, half up, to two decimals. Must not decide what is a fault (that is the rules).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.chinese import mark, round_mark
from pipeline.dossier.acts.cycle import Rereview
from pipeline.dossier.load import Case
from pipeline.lifecycle import Stage
from pipeline.policies import Policy
from pipeline.policies.sections import Criterion
from pipeline.rules.criterion_facts import Counted, count

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What the papers say on one indicator: how it is marked, what there is and where it stands,
    and the most that this supports.

    `exact`: the count alone decides, so a sheet must give this mark; otherwise it is a ceiling,
    below which an expert judges quality. What only experts can judge has no `mark`.
    """

    aspect: str
    indicator: str
    full: Decimal
    mark: Decimal | None
    exact: bool
    standard: str
    evidence: str
    papers: str


def deduct(full: Decimal, count: Decimal, *, required: Decimal, each: Decimal) -> Decimal:
    """Full marks less `each` for every one short of `required`; never below zero."""
    return max(ZERO, full - each * max(ZERO, required - count))


def by_unit(count: Decimal, *, unit: Decimal, cap: Decimal) -> Decimal:
    """Count × unit, up to `cap`."""
    return min(cap, count * unit)


def by_band(count: Decimal, bands: Iterable[tuple[Decimal, Decimal, Decimal]]) -> Decimal:
    """The mark of the half-open band [from, below) that holds `count`; zero outside all."""
    return next((given for lower, below, given in bands if lower <= count < below), ZERO)


def veto(full: Decimal, count: Decimal, *, required: Decimal) -> Decimal:
    """All or nothing."""
    return full if count >= required else ZERO


def score(criterion: Criterion, full: Decimal, count: Decimal, required: Decimal) -> Decimal:
    """The mark that one criterion gives for a count; never above `full`, but for a bonus."""
    each, cap = criterion.each or ZERO, criterion.cap or ZERO
    match criterion.method:
        case "deduct":
            return deduct(full, count, required=required, each=each)
        case "unit":
            return by_unit(count, unit=each, cap=full)
        case "bonus":
            return by_unit(count, unit=each, cap=cap)
        case "bands":
            return min(full, by_band(count, criterion.bands or ()))
        case "veto":
            return veto(full, count, required=required)
        case "judge":
            raise ValueError("experts judge it")


def standard(criterion: Criterion, full: Decimal, counted: Counted) -> str:
    """How one criterion is marked, in the words of a score sheet (评分标准)."""
    asked, unit = counted.asked, counted.unit
    match criterion.method:
        case "judge":
            return criterion.standard or ""
        case "deduct":
            words = f"{asked}，每缺1{unit}扣{criterion.each}分"
        case "unit":
            words = f"{asked}，每{unit}计{criterion.each}分，{mark(full)}分封顶"
        case "bonus":
            words = f"{asked}，每{unit}另加{criterion.each}分，至多加{criterion.cap}分"
        case "bands":
            bands = (f"{a}至不满{b}{unit}计{given}分" for a, b, given in criterion.bands or ())
            words = f"{asked}：{'，'.join(bands)}，其余不得分"
        case "veto":
            words = f"{asked}，否则不得分"
    return f"{words}；按数计分" if criterion.exact else words


def mean_of(totals: Sequence[Decimal], *, drop_extremes: bool) -> Decimal:
    """The unrounded mean; without one highest and one lowest if asked and three remain to judge."""
    kept = sorted(totals)
    if drop_extremes and len(kept) > 2:
        kept = kept[1:-1]
    return sum(kept, ZERO) / len(kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetsResult:
    """What the sheets of a re-review come to: mean and grade as its marks add up, and every mean
    that may be meant while a sheet's total disagrees with its marks (A12-1b tells of that)."""

    mean: Decimal
    grade: str | None
    means: frozenset[Decimal]
    grades: frozenset[str | None]


def outcome_of(review: Rereview, policy: Policy) -> SheetsResult:
    """By the policy of its day."""
    sums = [
        sum((sum(one.values(), ZERO) for one in sheet.scores.values()), ZERO)
        for sheet in review.sheets
    ]
    written = [sheet.total for sheet in review.sheets]
    mean, other = (
        round_mark(mean_of(totals, drop_extremes=policy.rereview.drop_extremes))
        for totals in (sums, written)
    )
    grade = grade_of(mean, policy.rereview.bands)
    return SheetsResult(
        mean=mean,
        grade=grade,
        means=frozenset((mean, other)),
        grades=frozenset((grade, grade_of(other, policy.rereview.bands))),
    )


def grade_of(total: Decimal, bands: Mapping[str, tuple[int, int]]) -> str | None:
    """The grade whose half-open band [from, below) holds `total`; None beyond all bands."""
    for grade, (lower, below) in bands.items():
        if lower <= total < below:
            return grade
    return None


def full_marks(policy: Policy) -> dict[tuple[str, str], Decimal]:
    """(aspect, indicator) → full mark, in the order of the sheet."""
    return {
        (aspect, indicator): Decimal(full)
        for aspect, indicators in policy.rereview.aspects.items()
        for indicator, full in indicators.items()
    }


def proposals(case: Case, stage: Stage, policy: Policy) -> tuple[Proposal, ...]:
    """What the papers say for the re-review of a named studio (Art. 12), criterion by criterion of
    the policy that judges it."""
    if not stage.cycle:
        return ()
    full = full_marks(policy)
    return tuple(
        _proposal(row, full[row.aspect, row.indicator], count(row.fact, case, stage))
        for row in policy.rereview.criteria
    )


def _proposal(row: Criterion, full: Decimal, counted: Counted) -> Proposal:
    judged = row.method == "judge"
    return Proposal(
        aspect=row.aspect,
        indicator=row.indicator,
        full=full,
        exact=row.exact,
        mark=None if judged else score(row, full, counted.count, counted.required),
        standard=standard(row, full, counted),
        evidence=counted.found,
        papers=counted.papers,
    )


def contradicts(given: Decimal, proposal: Proposal) -> str:
    """Why the papers do not bear a mark: “满分 9，按记录至多 7.5（制度5/6类）”; else nothing."""
    most = proposal.mark
    if most is None or given == most or (given < most and not proposal.exact):
        return ""
    bound = "应为" if proposal.exact else "至多"
    return f"满分 {mark(proposal.full)}，按记录{bound} {mark(most)}（{proposal.evidence}）"
