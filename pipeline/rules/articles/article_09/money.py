"""Art. 9: the payments, and money spent for its purpose only."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from pipeline.chinese import yuan
from pipeline.dossier.fields import Written
from pipeline.dossier.record import Disbursement, MidtermCheck, Rereview
from pipeline.lifecycle import in_favour, milestone, paid
from pipeline.policies.sections import Milestone
from pipeline.rules.facts import last_day, spendings
from pipeline.rules.finding import DOSSIER, INTAKE, LEDGERS, NOTED, RECORD, Finding, Placed, Rule
from pipeline.rules.listed import allowed, instead
from pipeline.rules.rows import forbids, hints, warns

_FINANCE = "需校工会财务审核"


def _payments(p: Placed, name: str) -> list[Disbursement]:
    """One payment, which may have come in parts."""
    return [act.record for act in p.stage.of(name) if isinstance(act.record, Disbursement)]


def payment_sum_wrong(p: Placed) -> Iterator[Finding]:
    """9: the support of a cycle is split as the policy of its naming day says, whenever it is paid;
    a part may be paid later."""
    policy = p.stage.policy
    for name, payment in policy.funds.instalments.items():
        parts = _payments(p, name)
        total, wanted = sum(part.amount for part in parts), payment.amount * 100
        if parts and total != wanted:
            yield Finding(
                parts[-1].marks.at("金额"),
                f"{name}{'合计' if len(parts) > 1 else ''} {yuan(total)} 元，应为 {yuan(wanted)} 元"
                f"{policy.remark('funds.payments')}",
                f"核对拨款通知；补拨差额的，另记一次“{name}”；分法另有决定的，由校工会改标准文件。",
            )


def payment_unlisted(p: Placed) -> Iterator[Finding]:
    """9: there are as many payments as the policy lists."""
    policy = p.stage.policy
    names = tuple(policy.funds.instalments)
    for act in p.stage.acts:
        if isinstance(act.record, Disbursement) and act.name not in names:
            yield Finding(
                act.record.marks.at("事项"),
                f"标准里只有 {len(names)} 次划拨，没有“{act.name}”"
                f"{policy.remark('funds.payments')}",
                f"可选：{'、'.join(names)}；补拨差额的，记作同一笔。",
            )


def payments_exceed_total(p: Placed) -> Iterator[Finding]:
    """9: a cycle gets no more than its total."""
    total = p.stage.policy.funds.cycle_total * 100
    sum_so_far = 0
    for act in p.stage.acts:
        if isinstance(act.record, Disbursement):
            sum_so_far += act.record.amount
            if sum_so_far > total:
                yield Finding(
                    act.record.marks.at("金额"),
                    f"累计划拨 {yuan(sum_so_far)} 元，超过每周期 {yuan(total)} 元",
                    "核对各次划拨的金额。",
                )


#: Where the outcome stands of what a payment waits for, what it must be, and how it is mended.
_OUTCOMES: Mapping[Milestone, tuple[str, str, str]] = {
    "挂牌": ("日期", "已挂牌", ""),
    "中期检查": ("结论", "中期检查已通过", "整改复查通过后再划拨；补记复查。"),
    "周期末复核": ("等级", "复核已合格", "复核合格以后再划拨；核对等级。"),
}  # fmt: skip


def payment_unearned(p: Placed) -> Iterator[Finding]:
    """9: a payment follows a mid-term check that was passed, or a re-review that was."""
    for name, payment in p.stage.policy.funds.instalments.items():
        key, _, hint = _OUTCOMES[payment.after]
        for act in p.stage.of(name):
            before = [one for one in p.stage.of(payment.after) if one.date <= act.date]
            if before and not in_favour(before[-1].record):
                record = before[-1].record
                outcome = record.grade if isinstance(record, Rereview) else _verdict(record)
                yield Finding(
                    act.place,
                    f"{name} {act.date} 以前的{payment.after} {before[-1].date} {key}是{outcome}",
                    hint,
                    (record.marks.at(key),),
                )


def _verdict(record: Written) -> str:
    return record.verdict.value if isinstance(record, MidtermCheck) else ""


def payment_late(p: Placed) -> Iterator[Finding]:
    """9: the money follows what it waits for within bounds."""
    policy = p.stage.policy
    for name, payment in policy.funds.instalments.items():
        since, paid_on = milestone(p.stage, payment.after), p.stage.of(name)
        if not since or not paid_on:
            continue
        days = (paid_on[0].date - since.date).days
        if days > payment.within_days:
            event = "中期检查通过" if payment.after == "中期检查" else payment.after
            yield Finding(
                paid_on[0].place,
                f"{event} {since.date} 后 {days} 天才{name}（{paid_on[0].date}），"
                f"应在 {payment.within_days} 天内{policy.remark('funds.payments')}",
                f"核对日期；确属延迟的，{NOTED}",
            )


def payment_missing(p: Placed) -> Iterator[Finding]:
    """9: who passed what a payment waits for was paid before the cycle is closed."""
    archived = p.stage.last("归档")
    if archived is None or p.stage.ended_on is not None:
        return
    for name, payment in p.stage.policy.funds.instalments.items():
        key, earned, _ = _OUTCOMES[payment.after]
        passed = [act.record for act in p.stage.of(payment.after) if in_favour(act.record)]
        if passed and not p.stage.of(name):
            yield Finding(
                archived.place,
                f"{earned}，归档时还没有{name}",
                f"划拨后补记；不再划拨的，{NOTED}",
                (passed[-1].marks.at(key),),
            )


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
    for spending in spendings(p.case):
        policy = p.policy_on(spending.date)
        words = [word for word in policy.funds.review_words if word in spending.purpose]
        if words:
            yield Finding(
                spending.marks.at("用途"),
                f"用途里有“{words[0]}”，{_FINANCE}{policy.remark('funds.review_words')}",
                "报销前送校工会财务审核，审核意见随凭证存档。",
            )


def spending_over_paid(p: Placed) -> Iterator[Finding]:
    """9: nothing is spent that is neither paid nor owed."""
    total, owed = 0, _owed(p)
    available = paid(p.stage, datetime.date.max) + owed
    for spending in spendings(p.case):
        total += spending.amount
        if total > available:
            yield Finding(
                spending.marks.at("金额"),
                f"到 {spending.date} 累计支出 {yuan(total)} 元，"
                f"超过已划拨{'和应划拨' if owed else ''}的 {yuan(available)} 元",
                "只记校工会支持资金的支出；核对日期、金额，或核对划拨。",
            )
            return


def _owed(p: Placed) -> int:
    """分 that the studio may count on: payments whose act came out well and that are not made."""
    return sum(
        payment.amount * 100
        for name, payment in p.stage.policy.funds.instalments.items()
        if milestone(p.stage, payment.after) and not p.stage.of(name)
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
        if not first <= spending.date <= last:
            yield Finding(
                spending.marks.at("日期"),
                f"支出日期 {spending.date} 不在周期 {first} 至 {last} 内",
                "核对日期；周期以外的支出不用这笔资金。",
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
    forbids("A09-1a", "9", "划拨金额不符", payment_sum_wrong, "funds.payments",
            needs=RECORD | INTAKE, about=("各笔划拨",)),
    forbids("A09-1b", "9", "划拨超过周期总额", payments_exceed_total, "funds.cycle_total",
            needs=RECORD | INTAKE, about=("各笔划拨",)),
    forbids("A09-1c", "9", "中期检查或复核没有通过就划拨", payment_unearned, "funds.payments",
            needs=RECORD | INTAKE, about=("各笔划拨",)),
    warns("A09-1d", "9", "划拨延迟", payment_late, "funds.payments", needs=RECORD | INTAKE,
          about=("各笔划拨",), family="delays"),
    warns("A09-1e", "9", "归档时还没有应有的划拨", payment_missing, "funds.payments",
          needs=RECORD | INTAKE, about=("归档",)),
    forbids("A09-1f", "9", "标准里没有这一笔划拨", payment_unlisted, "funds.payments",
            needs=RECORD | INTAKE, about=("各笔划拨",)),
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
