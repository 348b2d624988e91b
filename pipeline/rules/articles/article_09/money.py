"""Art. 9: money spent for its purpose only, and planned so; how it is paid, `payments` judges."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from pipeline.account import account, awarded, spendings
from pipeline.chinese import yuan
from pipeline.dossier.acts.cycle import Purse
from pipeline.lifecycle import milestone, paid, unpaid
from pipeline.rules.facts import last_day
from pipeline.rules.finding import DOSSIER, INTAKE, LEDGERS, RECORD, Finding, Placed, Rule
from pipeline.rules.listed import allowed, instead
from pipeline.rules.rows import forbids, hints, warns

_FINANCE = "需校工会财务审核"


def spending_outside_purposes(p: Placed) -> Iterator[Finding]:
    """9: earmarked; the rule names no purposes, so others go to the union's accountants."""
    policy = p.stage.policy
    for spending in spendings(p.case):
        purposes = allowed(p, spending.date, lambda policy: policy.funds.purposes)
        if spending.item not in purposes:
            yield Finding(
                spending.marks.at("科目"),
                f"科目“{spending.item}”不在支出科目里{policy.remark('funds.purposes')}，{_FINANCE}",
                instead(spending.item, purposes, "科目"),
            )


def spending_sensitive(p: Placed) -> Iterator[Finding]:
    """9: allowances, labour and hospitality are for the accountants to judge, not for us; by the
    words of the day of the spending."""
    for spending in (*spendings(p.case), *spendings(p.case, Purse.AWARD)):
        policy = p.policy_on(spending.date)
        words = [word for word in policy.funds.review_words if word in spending.purpose]
        if spending.purse is Purse.AWARD:  # of what nobody may be given A09-6c speaks
            words = [word for word in words if word not in policy.funds.handout_words]
        if words:
            yield Finding(
                spending.marks.at("用途"),
                f"用途里有“{words[0]}”，{_FINANCE}{policy.remark('funds.review_words')}",
                "报销前送校工会财务审核，审核意见随凭证存档。",
            )


def spending_over_paid(p: Placed) -> Iterator[Finding]:
    """9: nothing is spent that is neither paid nor owed, or that went back before."""
    total, owed = 0, _owed(p)
    received = account(p.case, p.stage, datetime.date.max).received
    for spending in spendings(p.case):
        total += spending.amount
        back = account(p.case, p.stage, spending.date).refunded
        available = received - back + owed
        if total > available:
            yield Finding(
                spending.marks.at("金额"),
                f"到 {spending.date} 累计支出 {yuan(total)} 元，"
                f"超过已划拨{'和应划拨' if owed else ''}{'、没有退回' if back else ''}的"
                f" {yuan(available)} 元",
                "只记校工会支持资金的支出；核对日期、金额，或核对划拨。",
            )
            return


def _owed(p: Placed) -> int:
    """分 that the studio may count on: what is not made, or not whole, of the payments whose act
    came out well. With the title ends what was owed."""
    if p.stage.ended_on is not None:
        return 0
    return sum(
        unpaid(p.stage, name)
        for name, payment in p.stage.policy.funds.instalments.items()
        if milestone(p.stage, payment.after)
    )


def spending_before_paid(p: Placed) -> Iterator[Finding]:
    """9: who lays money out is paid back from a later payment; that is told, once."""
    total, available = 0, paid(p.stage, datetime.date.max) + _owed(p)
    for spending in spendings(p.case):
        total += spending.amount
        then = paid(p.stage, spending.date)
        if then < total <= available:
            yield Finding(
                spending.marks.at("金额"),
                f"到 {spending.date} 累计支出 {yuan(total)} 元，当时已划拨 {yuan(then)} 元，"
                "其余由以后的划拨支付",
                "先垫付后报销的，凭证附垫付、报销的日期；否则核对日期。",
            )
            return


def spending_outside_cycle(p: Placed) -> Iterator[Finding]:
    """9: the money is the cycle's."""
    if not p.stage.cycle:
        return
    first, last = p.stage.cycle[0], last_day(p.stage)
    for spending in spendings(p.case):
        award = "用的是奖励经费的，加“款项: 奖励经费”。" * (awarded(p.stage, spending.date) > 0)
        if not first <= spending.date <= last:
            yield Finding(
                spending.marks.at("日期"),
                f"支出日期 {spending.date} 不在周期 {first} 至 {last} 内",
                f"核对日期；周期以外的支出不用这笔资金。{award}",
            )


def budget_sum_wrong(p: Placed) -> Iterator[Finding]:
    """9: the budget is for what a cycle gets by the policy of the application's day."""
    wanted = p.applied_under.funds.cycle_total * 100
    total = sum(item.amount for item in p.case.dossier.budget)
    if total != wanted:
        yield Finding(
            p.case.dossier.marks.at("经费预算"),
            f"预算合计 {yuan(total)} 元，每周期资金是 {yuan(wanted)} 元",
            f"调整各项金额，使合计为 {yuan(wanted)}。",
        )


def budget_outside_purposes(p: Placed) -> Iterator[Finding]:
    """9: as `spending_outside_purposes`, before any money is spent."""
    policy = p.applied_under
    purposes = allowed(p, p.case.dossier.pledge.date, lambda policy: policy.funds.purposes)
    for item in p.case.dossier.budget:
        if item.item not in purposes:
            yield Finding(
                item.marks.at("科目"),
                f"预算科目“{item.item}”不在支出科目里{policy.remark('funds.purposes')}，{_FINANCE}",
                instead(item.item, purposes, "科目"),
            )


RULES: tuple[Rule, ...] = (
    warns("A09-2a", "9", "支出科目需财务审核", spending_outside_purposes, "funds.purposes",
          needs=INTAKE, parts=LEDGERS, about=("台账",), family="spending_purposes"),
    warns("A09-2b", "9", "支出用途需财务审核", spending_sensitive, "funds.review_words",
          needs=INTAKE, parts=LEDGERS, about=("台账",), family="spending_words"),
    forbids("A09-2c", "9", "支出超过已划拨", spending_over_paid, "funds.payments",
            needs=RECORD | INTAKE | LEDGERS, about=("台账",)),
    hints("A09-2f", "9", "支出早于划拨", spending_before_paid, "funds.payments",
          needs=RECORD | INTAKE | LEDGERS, about=("台账",)),
    forbids("A09-2d", "9", "支出不在周期内", spending_outside_cycle,
            needs=RECORD | INTAKE, parts=LEDGERS, about=("台账",)),
    forbids("A09-3a", "9", "预算合计不符", budget_sum_wrong, "funds.cycle_total", needs=DOSSIER,
            about=("申报",)),
    warns("A09-3b", "9", "预算科目需财务审核", budget_outside_purposes, "funds.purposes",
          needs=DOSSIER, about=("申报",), family="spending_purposes"),
)  # fmt: skip
