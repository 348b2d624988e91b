"""What falls due when a title ends, also after the archiving (Art. 7, 9, 11, 14).

Must not judge what was done.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

from pipeline.account import account
from pipeline.chinese import yuan
from pipeline.dossier.acts.cycle import Nomination, NominationOutcome, Purse
from pipeline.dossier.acts.end import NameCancelling, Renaming, Revocation, Truth, Verification
from pipeline.dossier.load import Case
from pipeline.leaders import undecided_changes
from pipeline.lifecycle import Act, Stage, unanswered_criticism
from pipeline.owed.duty import Due, archiving, simple, within


def for_falsehood(stage: Stage, criticism: Act) -> Due:
    """Who was criticised for falsehood loses the title at once, also after the archiving."""
    ground = stage.policy.revocation.falsehood
    return replace(
        within("取消称号", criticism, 0, ""), detail=f"事由“{ground}”：一经核实，取消资格"
    )


#: What answers facts that were looked into: a decision, time to mend, or a word of the union.
_ANSWERS = ("通报批评", "取消称号", "取消命名", "整改通知", "其他事项")


def for_true_facts(stage: Stage) -> Iterator[Due]:
    """What was looked into and found true asks for a decision; which one, the union knows, and by
    when no article says (Art. 7, 11)."""
    heard = stage.last("核实听取")
    if heard is None or not isinstance(heard.record, Verification):
        return
    later = (act.name for act in stage.acts if act.date >= heard.date)
    if heard.record.verdict is not Truth.FALSE and not any(name in _ANSWERS for name in later):
        told = f"核实听取 {heard.date} {heard.record.verdict}"
        if stage.cycle:
            yield simple("取消称号", None, detail=f"{told}；或整改通知，或记其他事项说明不予取消")
        else:
            yield simple("通报批评", None, detail=f"{told}；或记其他事项说明不予通报")


def answers(stage: Stage) -> Iterator[Due]:
    """What the union owes to a report of a leader's change (Art. 14)."""
    for change in undecided_changes(stage)[:1]:
        days = stage.policy.leader_change.decide_days
        due = within("重新命名", change, days, "leader_change.decide_days")
        yield replace(due, detail="或取消命名")


def after_archiving(stage: Stage, today: datetime.date) -> Iterator[Due]:
    """The cycle is over, and the name stands: falsehood still costs it, and a leader may go."""
    archived, criticism = stage.last("归档"), unanswered_criticism(stage)
    heard = stage.last("核实听取")
    if archived and heard and heard.date > archived.date:
        yield from for_true_facts(stage)
    if archived and criticism and criticism.date > archived.date:
        yield for_falsehood(stage, criticism)
    elif archived and any(act.date > archived.date for act in undecided_changes(stage, today)):
        yield from answers(stage)
        yield from plaque_to_change(stage)


def plaque_to_change(stage: Stage) -> Iterator[Due]:
    """The plaque follows a new name; its day is entered in the renaming (Art. 14)."""
    renamed, hung = stage.last("重新命名"), stage.of("挂牌")
    record = renamed.record if renamed else None
    if not isinstance(record, Renaming) or record.plaque_exchanged:
        return
    if renamed and hung and hung[0].date <= record.date and record.new_name != record.old_name:
        days = stage.policy.leader_change.plaque_days
        due = within("挂牌", renamed, days, "leader_change.plaque_days")
        yield replace(due, detail="换发牌匾，在“重新命名”里填“换牌日期”")


def awaited(stage: Stage) -> Iterator[Due]:
    """What a superior union has not answered yet (Art. 13)."""
    answered = {
        act.record.target
        for act in stage.of("推荐结果")
        if isinstance(act.record, NominationOutcome)
    }
    for act in stage.of("推荐"):
        if isinstance(act.record, Nomination) and act.record.target not in answered:
            yield simple("推荐结果", None, f"{act.date} 已推荐，等上级的结果", act.record.target)


def after_the_end(case: Case, stage: Stage, ended: datetime.date) -> Iterator[Due]:
    """Title struck off or name cancelled: the plaque comes back, and what money is left, and the
    papers are handed over, unless they were before."""
    kept = bool(stage.of("挂牌")) and not stage.of("收回牌匾")
    struck_off, cancelled = stage.last("取消称号"), stage.last("取消命名")
    if kept and struck_off and isinstance(struck_off.record, Revocation):
        yield simple("收回牌匾", struck_off.record.plaque_due)
    elif kept and cancelled and isinstance(cancelled.record, NameCancelling):
        if cancelled.record.plaque_due:
            yield simple("收回牌匾", cancelled.record.plaque_due)
        else:
            days = stage.policy.leader_change.plaque_days
            yield within("收回牌匾", cancelled, days, "leader_change.plaque_days")
    for told in to_refund(case, stage):
        end = struck_off or cancelled
        if end:
            due = within("退回经费", end, stage.policy.funds.refund_days, "funds.refund_days")
            yield replace(due, detail=told)
    if not stage.of("归档"):
        yield archiving(stage, ended, "牌匾尚未收回" if kept else "")


def to_refund(case: Case, stage: Stage) -> Iterator[str]:
    """What is left of each purse, in words; the award is owed by who got it
    through falsehood, and whole."""
    last, today = stage.last("取消称号"), datetime.date.max
    false = (
        last
        and isinstance(last.record, Revocation)
        and (stage.policy.revocation.falsehood in last.record.grounds)
    )
    for purse in Purse:
        money = account(case, stage, today, purse)
        if purse is Purse.AWARD and not false:
            continue  # it was earned
        left = money.left if purse is Purse.SUPPORT else money.received - money.refunded
        if left > 0:
            yield f"{purse.value}余 {yuan(left)} 元"
