"""What the types of a policy cannot say: which settings must agree with which.

A row that lacks a word, or money that does not add up, would show only when a studio of that
policy is re-reviewed or paid, years after.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields
from itertools import pairwise
from typing import get_args

from pipeline.policies.sections import (
    PAYMENT_ACTS,
    ApplicationPolicy,
    Criterion,
    CyclePolicy,
    FundsPolicy,
    MarkingMethod,
    Milestone,
    RereviewPolicy,
    ReviewPolicy,
    RevocationPolicy,
)

#: What every form of marks adds up to.
_FULL = 100
#: The grades that the record and the papers know (Art. 12).
GRADES = ("优秀", "合格", "不合格")
#: What a criterion may hold beside what every row holds.
_EXTRAS = tuple(one.name for one in fields(Criterion) if one.default is None)
#: method → which of these its row holds.
_NEEDED: Mapping[MarkingMethod, tuple[str, ...]] = {
    "deduct": ("each",),
    "unit": ("each",),
    "bonus": ("each", "cap"),
    "bands": ("bands",),
    "veto": (),
    "judge": ("standard",),
}


def rereview_faults(rereview: RereviewPolicy) -> Iterator[str]:
    """12: every indicator wants one criterion, each with what its method needs."""
    for number, row in enumerate(rereview.criteria, 1):
        needed = _NEEDED[row.method]
        given = [name for name in _EXTRAS if getattr(row, name) not in (None, ())]
        what = f"rereview.criteria 第 {number} 行（{row.method}）"
        if missing := [name for name in needed if name not in given]:
            yield f"{what}缺 {'、'.join(missing)}"
        if unknown := [name for name in given if name not in needed]:
            yield f"{what}不用 {'、'.join(unknown)}"
    wanted = [(aspect, one) for aspect, all_of in rereview.aspects.items() for one in all_of]
    given_rows = Counter((row.aspect, row.indicator) for row in rereview.criteria)
    for aspect, indicator in (*wanted, *(pair for pair in given_rows if pair not in wanted)):
        times = given_rows[aspect, indicator]
        if (aspect, indicator) not in wanted:
            yield f"rereview.criteria 的“{aspect}·{indicator}”不在 rereview.aspects 里"
        elif times != 1:
            yield f"rereview.criteria 里“{aspect}·{indicator}”应有一行，现有 {times} 行"

    totals = {"rereview.aspects": sum(sum(one.values()) for one in rereview.aspects.values())}
    yield from _hundred(totals)
    if sorted(rereview.bands) != sorted(GRADES):
        yield f"rereview.bands 应是 {'、'.join(GRADES)}"
    bands = sorted(rereview.bands.values())
    joined = all(before[1] == after[0] for before, after in pairwise(bands))
    rising = all(lower < below for lower, below in bands)
    if not (joined and rising and bands[0][0] == 0 and bands[-1][1] > _FULL):
        yield "rereview.bands 应从 0 到 101，一段接着一段，不空也不重叠"


def review_faults(review: ReviewPolicy) -> Iterator[str]:
    """7(二): each way of judging is marked out of a hundred."""
    yield from _hundred(
        {
            "review.defence_items": sum(review.defence_items.values()),
            "review.visit_items": sum(review.visit_items.values()),
        }
    )
    if review.defence_weight > 1:
        yield "review.defence_weight 至多是 1"
    if review.pass_mark > _FULL:
        yield f"review.pass_mark 至多是 {_FULL}"


def application_faults(application: ApplicationPolicy) -> Iterator[str]:
    """6: a share is a part, and ages go up."""
    if application.front_line_share > 1:
        yield "application.front_line_share 至多是 1"
    if application.ages[0] > application.ages[1]:
        yield "application.ages 先写最小、后写最大"


def cycle_faults(cycle: CyclePolicy) -> Iterator[str]:
    """9: the check in the middle falls into the cycle."""
    if cycle.midterm_month > (months := 12 * cycle.years):
        yield f"cycle.midterm_month 至多是 {months}，周期是 {cycle.years} 年"
    if cycle.midterm_earliest_month > cycle.midterm_month:
        yield "cycle.midterm_earliest_month 不能大于 cycle.midterm_month"


def _hundred(totals: Mapping[str, int]) -> Iterator[str]:
    for key, total in totals.items():
        if total != _FULL:
            yield f"{key} 合计 {total}，应为 {_FULL}"


def funds_faults(funds: FundsPolicy) -> Iterator[str]:
    """9: the payments are the whole, and no more than there are names for."""
    if (total := sum(one.amount for one in funds.payments)) != funds.cycle_total:
        yield f"funds.payments 合计 {total}，应等于 funds.cycle_total 的 {funds.cycle_total}"
    if len(funds.payments) > len(PAYMENT_ACTS):
        yield f"funds.payments 有 {len(funds.payments)} 行，至多 {len(PAYMENT_ACTS)} 行"
    order = get_args(Milestone)
    waits = [order.index(one.after) for one in funds.payments]
    if any(later < earlier for earlier, later in pairwise(waits)):
        yield f"funds.payments 应按 after 的先后排列：{'、'.join(order)}"


def revocation_faults(revocation: RevocationPolicy) -> Iterator[str]:
    """11: what is supported is a ground."""
    if unknown := [one for one in revocation.support if one not in revocation.grounds]:
        yield f"revocation.support 的“{'”“'.join(unknown)}”不在 revocation.grounds 里"
