"""Art. 8, 11: what the union orders to be mended, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.dossier.acts.cycle import CorrectionCheck, CorrectionOrder, Mended
from pipeline.lifted import put_off, spared
from pipeline.owed.orders import orders, unanswered
from pipeline.rules.articles.article_09.midterm import not_enough_others
from pipeline.rules.finding import INTAKE, LEDGERS, NOTED, RECORD, Finding, Placed, Rule
from pipeline.rules.rows import forbids, hints, warns


def ordered_for_the_past(p: Placed) -> Iterator[Finding]:
    """11: the day by which something is to be mended lies after the order."""
    for act in p.stage.of("整改通知"):
        order = act.record
        if isinstance(order, CorrectionOrder) and order.correct_by < act.date:
            yield Finding(
                order.marks.at("整改期限"),
                f"整改通知 {act.date} 的整改期限 {order.correct_by} 早于通知",
                "写通知当天或以后的一天；核对两个日期。",
                (act.place,),
            )


def checked_without_order(p: Placed) -> Iterator[Finding]:
    """11: what is looked at was ordered before and is not mended yet. Where nothing was ever
    ordered, A07-5a speaks."""
    for act in p.stage.of("整改验收"):
        check, before = act.record, orders(p.stage, act.date)
        if not isinstance(check, CorrectionCheck) or not before:
            continue
        if check.ordered and all(one.act.date != check.ordered for one in before):
            yield Finding(
                check.marks.at("通知日期"),
                f"整改验收 {act.date} 所验收的通知写 {check.ordered}，这一天没有“整改通知”",
                f"已有的整改通知：{'、'.join(str(one.act.date) for one in before)}。",
            )
        elif all(check not in one.checks for one in before):
            yield Finding(
                act.place,
                f"整改验收 {act.date} 以前的整改通知都已验收为{Mended.DONE}",
                "重复记的，删去一项；另有整改的，先记“整改通知”。",
                (before[-1].act.place,),
            )


def _unanswered(p: Placed, *, late: bool) -> Iterator[Finding]:
    """Orders looked at and not mended, with nothing since: those on which the day to decide has
    passed, or the others. Once archived, nothing can follow any more."""
    for order in unanswered(p.stage, p.today) if p.stage.ended_on is None else ():
        if spared(p.stage, "整改通知", p.today):
            continue
        check = order.checks[-1]
        by = put_off(p.stage, "整改通知", order.answered_by(p.stage), p.today)
        overdue = by < p.today and not p.stage.of("归档")
        if late is overdue:
            remark = p.stage.policy.remark("revocation.decide_days")
            state = f"应在 {by} 前有下文{remark}，还没有记" if overdue else "以后没有下文"
            yield Finding(
                check.marks.at("结论"),
                f"整改通知 {order.act.date} 的验收（{check.date}）是{check.verdict}，{state}",
                "再给时间的，再记“整改通知”；以后整改好了的，再记“整改验收”；"
                "不再给时间的，由校工会研究是否取消称号。",
                (order.act.place,),
            )


def not_mended(p: Placed) -> Iterator[Finding]:
    """11: what was not mended, or in part, asks for another order, or for a decision."""
    yield from _unanswered(p, late=False)


def not_mended_and_left(p: Placed) -> Iterator[Finding]:
    """11: as `not_mended`, when the day by which a failure is decided on has passed."""
    yield from _unanswered(p, late=True)


def checked_late(p: Placed) -> Iterator[Finding]:
    """11: the union looks when the time to mend is over. While it has not looked, A07-5e speaks."""
    for order in orders(p.stage, p.today):
        first = order.checks[0] if order.checks else None
        last = order.check_by(p.stage)
        if first and first.date > last:
            yield Finding(
                first.marks.at("日期"),
                f"整改通知 {order.act.date} 限期 {order.record.correct_by} 前整改，{first.date} "
                f"才验收，应在 {last} 前{p.stage.policy.remark('cycle.recheck_days')}",
                f"核对日期；确属延迟的，{NOTED}",
                (order.record.marks.at("整改期限"),),
            )


def own_people_checked(p: Placed) -> Iterator[Finding]:
    """11: who looks at what was mended is nobody of the studio."""
    for act in p.stage.of("整改验收"):
        if isinstance(act.record, CorrectionCheck) and act.date <= p.today:
            yield from not_enough_others(p, act.record, act.record.checkers, "验收人", 1)


RULES: tuple[Rule, ...] = (
    forbids(
        "A11-5a",
        "11",
        "整改期限早于整改通知",
        ordered_for_the_past,
        needs=RECORD,
        about=("整改通知",),
    ),
    forbids(
        "A11-5b",
        "11",
        "没有待验收的整改通知",
        checked_without_order,
        needs=RECORD,
        about=("整改验收",),
    ),
    hints(
        "A11-5c",
        "11",
        "没有整改好，没有下文",
        not_mended,
        "revocation.decide_days",
        needs=RECORD | INTAKE,
        about=("整改验收",),
    ),
    warns(
        "A11-5i",
        "11",
        "没有整改好，逾期没有下文",
        not_mended_and_left,
        "revocation.decide_days",
        needs=RECORD | INTAKE,
        about=("整改验收",),
    ),
    warns(
        "A11-5d",
        "11",
        "整改后没有按期验收",
        checked_late,
        "cycle.recheck_days",
        needs=RECORD,
        about=("整改验收",),
    ),
    warns(
        "A11-5e",
        "11",
        "验收人应回避",
        own_people_checked,
        "review.recusal",
        needs=RECORD,
        parts=LEDGERS,
        about=("整改验收",),
        family="midterm_checkers",
    ),
)
