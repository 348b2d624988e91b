"""Art. 9: the payments of a cycle: how much, upon what, and when."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator, Mapping

from pipeline.chinese import yuan
from pipeline.dossier.acts.cycle import Disbursement, MidtermCheck, Rereview
from pipeline.dossier.fields import Written
from pipeline.lifecycle import Act, in_favour, milestone, unpaid
from pipeline.lifted import put_off, spared
from pipeline.policies.sections import Milestone
from pipeline.rules.finding import INTAKE, NOTED, RECORD, Finding, Placed, Rule
from pipeline.rules.rows import forbids, warns


def _parts(p: Placed, name: str) -> list[tuple[Act, Disbursement, int]]:
    """The parts in which a payment came, each with what was paid of it by then, in 分."""
    acts = [(act, act.record) for act in p.stage.of(name)]
    parts = [(act, part) for act, part in acts if isinstance(part, Disbursement)]
    sums = itertools.accumulate(part.amount for _, part in parts)
    return [(act, part, total) for (act, part), total in zip(parts, sums, strict=True)]


def _wanted(p: Placed, name: str) -> int:
    return p.stage.policy.funds.instalments[name].amount * 100


def _over(p: Placed, name: str) -> Disbursement | None:
    """The part with which a payment exceeds its sum."""
    wanted = _wanted(p, name)
    return next((part for _, part, total in _parts(p, name) if total > wanted), None)


def payment_sum_wrong(p: Placed) -> Iterator[Finding]:
    """9: the support of a cycle is split as the policy of its naming day says, whenever it is paid.
    Less may come in parts, but not in one of nothing: of what is still owed A07-5e and A09-1e
    speak."""
    for name in p.stage.policy.funds.instalments:
        over, parts = _over(p, name), _parts(p, name)
        for _, part, _ in parts:
            if part.amount == 0:
                yield Finding(
                    part.marks.at("金额"),
                    f"{name} {part.date} 的金额是 0 元",
                    "核对拨款通知，改正金额；没有拨的，删去这一项。",
                )
        if over:
            *_, (_, _, total) = parts
            yield Finding(
                over.marks.at("金额"),
                f"{name}{'合计' if len(parts) > 1 else ''} {yuan(total)} 元，"
                f"应为 {yuan(_wanted(p, name))} 元{p.stage.policy.remark('funds.payments')}",
                "核对拨款通知，改正金额；下一笔的钱记在那一笔；分法另有决定的，由校工会改标准文件。",
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
    """9: a cycle gets no more than its total. Where one payment is too large, A09-1a says so."""
    total = p.stage.policy.funds.cycle_total * 100
    if any(_over(p, name) for name in p.stage.policy.funds.instalments):
        return
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
}


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


def _completed(p: Placed, name: str) -> Act | None:
    """The part that makes a payment whole; None while something is owed."""
    wanted = _wanted(p, name)
    return next((act for act, _, total in _parts(p, name) if total >= wanted), None)


def payment_late(p: Placed) -> Iterator[Finding]:
    """9: the money follows what it waits for within bounds, and comes within the cycle that it is
    for; the part that makes a payment whole counts."""
    policy, cycle = p.stage.policy, p.stage.cycle
    for name, payment in policy.funds.instalments.items():
        last = _completed(p, name)
        if last is None or last.date > p.today:
            continue  # what is owed: A07-5e, A09-1e; what is entered in advance: A07-5d
        made = f"补足{name}" if last is not p.stage.of(name)[0] else name
        since = milestone(p.stage, payment.after, last.date)
        days = (last.date - since.date).days if since else 0
        by = datetime.timedelta(days=payment.within_days) + since.date if since else last.date
        if since and last.date > put_off(p.stage, name, by, last.date):
            event = "中期检查通过" if payment.after == "中期检查" else payment.after
            told = (
                f"{event} {since.date} 后 {days} 天才{made}（{last.date}），"
                f"应在 {payment.within_days} 天内{policy.remark('funds.payments')}"
            )
        elif (
            cycle
            and last.date > put_off(p.stage, name, cycle[1], last.date)
            and payment.after != "周期末复核"
        ):
            told = f"周期 {cycle[1]} 届满以后，{last.date} 才{made}"
        else:
            continue
        yield Finding(last.place, told, f"核对日期；确属延迟的，{NOTED}")


def payment_missing(p: Placed) -> Iterator[Finding]:
    """9: who passed what a payment waits for was paid, all of it, before the cycle is closed."""
    archived = p.stage.last("归档")
    if archived is None or p.stage.ended_on is not None:
        return
    for name, payment in p.stage.policy.funds.instalments.items():
        key, earned, _ = _OUTCOMES[payment.after]
        since, rest = milestone(p.stage, payment.after), unpaid(p.stage, name)
        if since and rest and not spared(p.stage, name, archived.date):
            lacking = f"{name}还差 {yuan(rest)} 元" if p.stage.of(name) else f"还没有{name}"
            yield Finding(
                archived.place,
                f"{earned}，归档时{lacking}",
                f"划拨后补记；不再划拨的，{NOTED}",
                (since.record.marks.at(key),),
            )


RULES: tuple[Rule, ...] = (
    forbids(
        "A09-1a",
        "9",
        "划拨金额过多或为零",
        payment_sum_wrong,
        "funds.payments",
        needs=RECORD | INTAKE,
        about=("各笔划拨",),
    ),
    forbids(
        "A09-1b",
        "9",
        "划拨超过周期总额",
        payments_exceed_total,
        "funds.cycle_total",
        needs=RECORD | INTAKE,
        about=("各笔划拨",),
    ),
    forbids(
        "A09-1c",
        "9",
        "中期检查或复核没有通过就划拨",
        payment_unearned,
        "funds.payments",
        needs=RECORD | INTAKE,
        about=("各笔划拨",),
    ),
    warns(
        "A09-1d",
        "9",
        "划拨延迟",
        payment_late,
        "funds.payments",
        needs=RECORD | INTAKE,
        about=("各笔划拨",),
        family="delays",
    ),
    warns(
        "A09-1e",
        "9",
        "归档时还没有应有的划拨",
        payment_missing,
        "funds.payments",
        needs=RECORD | INTAKE,
        about=("归档",),
    ),
    forbids(
        "A09-1f",
        "9",
        "标准里没有这一笔划拨",
        payment_unlisted,
        "funds.payments",
        needs=RECORD | INTAKE,
        about=("各笔划拨",),
    ),
)
