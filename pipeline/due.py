"""What comes next for a placed studio: which act, by when, who acts, what stands in the way.

Art. 7–14 order the acts; the days are the policy's. Must not judge what was done (that is `rules`)
nor read the clock.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.account import left_over
from pipeline.acts import ENDS, LEADER, TO_THE_NAME, who_acts
from pipeline.chinese import add_months, yuan
from pipeline.dossier.acts.base import CheckVerdict, Effect
from pipeline.dossier.acts.cycle import (
    AssessmentFiling,
    Grade,
    MidtermCheck,
    Nomination,
    Rereview,
)
from pipeline.dossier.acts.end import Revocation
from pipeline.dossier.acts.review import PreliminaryCheck
from pipeline.dossier.load import Case
from pipeline.dossier.paths import ledger_file
from pipeline.leaders import asks_from, undecided_changes
from pipeline.lifecycle import (
    Act,
    Phase,
    Stage,
    check_before_review,
    failures,
    in_favour,
    milestone,
    unanswered_criticism,
    unpaid,
)
from pipeline.lifted import Lifted, last_word, lifted
from pipeline.policies.sections import Milestone
from pipeline.rounds import withheld


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """An act that comes next: by when (None: no day is set), who acts, what stands in the way.

    `setting` is the policy's line that sets the day, `since` the act from which it counts.
    """

    act: str
    by: datetime.date | None
    who: str
    blocked_by: str = ""
    detail: str = ""
    setting: str = ""
    since: Act | None = None
    year: int | None = None


def due_acts(case: Case, stage: Stage, today: datetime.date) -> tuple[Due, ...]:
    """What comes next as of `today`: first what can be done at once, then by day, last what waits
    for something else and has no day."""
    happened = tuple(act for act in stage.acts if act.date <= today)
    found = _due(case, replace(stage, acts=happened), today)
    lifts = lifted(stage, today)
    left = (one for due in found if (one := _put_off(due, lifts)))
    return tuple(sorted(left, key=lambda due: (_urgency(due), stage.rank_of(due.act))))


def _put_off(due: Due, lifts: tuple[Lifted, ...]) -> Due | None:
    """As it is due after the general acts of the union; None where it is due no more."""
    word = last_word(lifts, due.act, due.year)
    if word is None:
        return due
    if word.effect is not Effect.SUSPENDS:
        return None
    told = "" if word.until else f"已暂停：{word.title}"
    return replace(due, by=word.until, blocked_by=due.blocked_by or told, setting="")


def _urgency(due: Due) -> datetime.date:
    return due.by or (datetime.date.max if due.blocked_by else datetime.date.min)


def _due(case: Case, stage: Stage, today: datetime.date) -> Iterator[Due]:
    done = {act.name for act in stage.acts}
    if stage.phase is Phase.ARCHIVED:
        return
    if stage.phase in (Phase.REJECTED, Phase.WITHDRAWN):
        yield from _after_refusal(case, stage, done)
        return
    yield from _taking_down(case, stage, today)
    if "命名" not in done or not stage.cycle:
        yield from _before_naming(case, stage, done, today)
    elif stage.phase is Phase.CANCELLED:
        yield from _after_the_end(stage, done, stage.ended_on or stage.cycle[1])
        yield from _refund(case, stage, today)
    elif criticism := unanswered_criticism(stage):
        # At once, and nothing else: who lost the qualification is given and asked nothing more.
        due = _within("取消称号", criticism, 0, "")
        ground = stage.policy.revocation.falsehood
        yield replace(due, detail=f"事由“{ground}”：一经核实，取消资格")
    else:
        yield from _support(stage, done)
        yield from _filings(case, stage)
        yield from _checks(stage, done, today)
        yield from _decisions(stage)
        yield from _after_rereview(stage, done, today)


def _simple(name: str, by: datetime.date | None, blocked: str = "", detail: str = "") -> Due:
    return Due(act=name, by=by, who=who_acts(name), blocked_by=blocked, detail=detail)


def _within(name: str, since: Act, days: int, setting: str) -> Due:
    """An act that a policy wants within so many days of another."""
    by = asks_from(since) + datetime.timedelta(days=days)
    return Due(act=name, by=by, who=who_acts(name), setting=setting, since=since)


def _before_naming(case: Case, stage: Stage, done: set[str], today: datetime.date) -> Iterator[Due]:
    """The first act of the chain that has not happened."""
    intake = case.intake
    following = next(name for name in TO_THE_NAME if name not in done)
    check = stage.last("初审")
    if (
        following == "专家评审"
        and check
        and isinstance(check.record, PreliminaryCheck)
        and check.record.verdict is CheckVerdict.CORRECT
    ):
        # The papers went back: the leader mends them, and the union checks again (Art. 7(二)).
        yield Due(act="初审", by=check.record.supplement_by, who=LEADER, detail="补正后再审")
    elif put_off := withheld(intake, case.slug, today):
        # It goes on when the Party committee agrees: a supplement of the intake (Art. 7(三)).
        yield _simple("党委同意", None, put_off.verdict.value, "补充审定")
    elif following == "推荐申报":
        yield _simple(following, intake.call.deadline if intake else None)
    elif following == "公示结果" and intake and intake.publicity:
        last = intake.publicity.last
        yield _simple(following, None, f"公示到 {last} 才期满" if today <= last else "")
    else:
        yield _simple(following, None)


def _after_refusal(case: Case, stage: Stage, done: set[str]) -> Iterator[Due]:
    """Who is not named learns of it, and the papers are kept (Art. 7, 10)."""
    last = stage.acts[-1] if stage.acts else None
    if last is None:
        return
    if "结果告知" not in done and stage.phase is Phase.REJECTED and "通报批评" not in done:
        yield _simple("结果告知", None)
    yield _archiving(stage, last.date, "")


#: The policy's line for it; the rule that tells of it is A07-3e.
TAKING_DOWN = "publicity.take_down_days"


def _taking_down(case: Case, stage: Stage, today: datetime.date) -> Iterator[Due]:
    """A list whose time is over comes down from the site (Art. 7(三))."""
    publicity = case.intake.publicity if case.intake and stage.of("公示") else None
    if publicity and publicity.taken_down is None and publicity.last < today:
        days = case.rulebook.on(publicity.date).publicity.take_down_days
        by = publicity.last + datetime.timedelta(days=days)
        yield replace(_simple("公示", by, detail="期满撤下"), setting=TAKING_DOWN)


def _after_the_end(stage: Stage, done: set[str], ended: datetime.date) -> Iterator[Due]:
    """Title struck off or name cancelled: the plaque comes back, the papers are handed over."""
    kept = "挂牌" in done and "收回牌匾" not in done
    struck_off, cancelled = stage.last("取消称号"), stage.last("取消命名")
    if kept and struck_off and isinstance(struck_off.record, Revocation):
        yield _simple("收回牌匾", struck_off.record.plaque_due)
    elif kept and cancelled:
        days = stage.policy.leader_change.plaque_days
        yield _within("收回牌匾", cancelled, days, "leader_change.plaque_days")
    yield _archiving(stage, ended, "牌匾尚未收回" if kept else "")


def _refund(case: Case, stage: Stage, today: datetime.date) -> Iterator[Due]:
    """What is left goes back (Art. 9)."""
    told = left_over(case, stage, today)
    end = next((act for act in stage.acts if act.date == stage.ended_on and act.name in ENDS), None)
    if told and end:
        due = _within("退回经费", end, stage.policy.funds.refund_days, "funds.refund_days")
        yield replace(due, detail=told)


def _archiving(stage: Stage, end: datetime.date, blocked: str) -> Due:
    by = stage.policy.cycle.archive_by.of(end.year + 1)
    return replace(_simple("归档", by, blocked), setting="cycle.archive_by")


def _midterm_checks(stage: Stage) -> list[MidtermCheck]:
    return [a.record for a in stage.of("中期检查") if isinstance(a.record, MidtermCheck)]


_NOT_YET: Mapping[Milestone, str] = {
    "挂牌": "尚未挂牌", "中期检查": "中期检查尚未通过", "周期末复核": "尚未复核合格",
}  # fmt: skip


def _support(stage: Stage, done: set[str]) -> Iterator[Due]:
    """The plaque, and the payments that are not made (Art. 7(四), 9)."""
    named, days = stage.last("命名"), stage.policy.cycle.plaque_days
    unveiling = _within("挂牌", named, days, "cycle.plaque_days") if named else None
    if "挂牌" not in done and unveiling:
        yield replace(unveiling, since=None)  # the naming stands in the intake, for all studios
    for name, payment in stage.policy.funds.instalments.items():
        rest = unpaid(stage, name)
        if not rest:
            continue
        after, days = milestone(stage, payment.after), payment.within_days
        detail = f"余 {yuan(rest)} 元" if name in done else ""
        if after:
            lacking = [one for one in stage.rule_of(name).after[:1] if one not in done]
            due = _within(name, after, days, "funds.payments")
            yield replace(due, blocked_by=f"尚未{lacking[0]}" if lacking else "", detail=detail)
        elif payment.after == "挂牌" and unveiling and unveiling.by:
            by = unveiling.by + datetime.timedelta(days=days)
            due = _simple(name, by, _NOT_YET["挂牌"], detail)
            yield replace(due, setting="cycle.plaque_days")
        elif payment.after == "中期检查":
            if "周期末复核" not in done:
                yield _simple(name, None, _check_lacking(stage), detail)
        elif "周期末复核" not in done:
            yield _simple(name, None, _NOT_YET[payment.after], detail)


def _check_lacking(stage: Stage) -> str:
    """What a passed mid-term check still wants; empty where the last one was passed."""
    check = stage.last("中期检查")
    if check and in_favour(check.record):
        return ""
    correcting = check and _verdict(check) is CheckVerdict.CORRECT
    return "整改后复查尚未通过" if correcting else _NOT_YET["中期检查"]


def _verdict(check: Act) -> CheckVerdict | None:
    return check.record.verdict if isinstance(check.record, MidtermCheck) else None


def recheck_by(stage: Stage, check: MidtermCheck) -> datetime.date | None:
    """By when the union looks again at what it gave time to mend, in the cycle if that can be; None
    where no time is set."""
    if check.verdict is not CheckVerdict.CORRECT or not check.correct_by:
        return None
    if check.correct_by < check.date:
        return None  # A09-4b speaks of it
    last = check.correct_by + datetime.timedelta(days=stage.policy.cycle.recheck_days)
    return min(last, max(stage.cycle[1], check.correct_by)) if stage.cycle else last


def _filings(case: Case, stage: Stage) -> Iterator[Due]:
    """A self-assessment on file for each year that ends in the cycle (Art. 11)."""
    records = (act.record for act in stage.of("年度自评备案"))
    filed = {record.year for record in records if isinstance(record, AssessmentFiling)}
    for year in stage.assessed_years:
        if year not in filed:
            ledger = case.ledgers.get(year)
            written = ledger and ledger.plans and ledger.plans.assessment
            blocked = "" if written else f"{ledger_file(year)} 里还没有年度自评"
            by = stage.policy.ledger.assessment_due.of(year + 1)
            due = _simple("年度自评备案", by, blocked, f"{year}年度")
            yield replace(due, setting="ledger.assessment_due", year=year)


def _checks(stage: Stage, done: set[str], today: datetime.date) -> Iterator[Due]:
    """Mid-term check and re-review (Art. 9, 12)."""
    if "周期末复核" in done or stage.cycle is None:
        return
    checks = _midterm_checks(stage)
    verdict = checks[-1].verdict if checks else None
    if verdict in (None, CheckVerdict.CORRECT):
        month = add_months(stage.cycle[0], stage.policy.cycle.midterm_month)
        by = month + datetime.timedelta(days=stage.policy.cycle.midterm_grace_days)
        lacking = [one for one in stage.rule_of("中期检查").after if one not in done]
        blocked = f"尚未{lacking[0]}" if lacking else ""
        if verdict is CheckVerdict.CORRECT:
            # Where no time was set, A09-4b speaks, and there is no day to count from.
            again = recheck_by(stage, checks[-1])
            told = f"整改后复查，整改期限 {checks[-1].correct_by}" if again else "整改后复查"
            due = replace(_simple("中期检查", again, blocked, told), since=stage.last("中期检查"))
            yield replace(due, setting="cycle.recheck_days" if again else "")
        else:
            yield replace(_simple("中期检查", by, blocked), setting="cycle.midterm_month")
    blocked = _UNDECIDED if undecided_changes(stage, today) else _check_lacking(stage)
    last = stage.cycle[1] + datetime.timedelta(days=stage.policy.cycle.rereview_days)
    yield replace(_simple("周期末复核", last, blocked), setting="cycle.rereview_days")


_UNDECIDED = "带头人变更尚未决定"


def _decisions(stage: Stage) -> Iterator[Due]:
    """What the union owes an answer: a leader's change, a failed check or re-review (Art. 11,
    14)."""
    for change in undecided_changes(stage)[:1]:
        days = stage.policy.leader_change.decide_days
        due = _within("重新命名", change, days, "leader_change.decide_days")
        yield replace(due, detail="或取消命名")
    for failed in failures(stage)[-1:]:
        due = _within("取消称号", failed, stage.policy.revocation.decide_days, STRIKING_OFF)
        what = "复核不合格" if failed.name == "周期末复核" else "中期检查不通过"
        again = failed.name == "中期检查" and not any(
            check.verdict is CheckVerdict.CORRECT for check in _midterm_checks(stage)
        )
        # Who was given time to mend once, and failed the second check, is not sent back again.
        detail = f"{what}，属第十一条“考核不达标”{'；或整改后复查' if again else ''}"
        yield replace(due, detail=detail)


#: The policy's line for it; the rules that tell of it are A11-3e and A11-3f.
STRIKING_OFF = "revocation.decide_days"


def _after_rereview(stage: Stage, done: set[str], today: datetime.date) -> Iterator[Due]:
    review = stage.last("周期末复核")
    if review is None or not isinstance(review.record, Rereview):
        return
    check = check_before_review(stage)
    unpassed = check and not in_favour(check.record)
    open_check = f"复核以前的中期检查 {check.date} 没有通过" if check and unpassed else ""
    undecided = _UNDECIDED if undecided_changes(stage, today) else open_check
    if review.record.grade is Grade.EXCELLENT:
        if "奖励" not in done:
            due = _within("奖励", review, stage.policy.funds.award_days, "funds.award_days")
            yield replace(due, blocked_by=undecided)
        days = stage.policy.nomination.within_days
        for target in nominations_missing(stage):
            due = _within("推荐", review, days, "nomination.within_days")
            blocked = undecided or ("" if "奖励" in done else "尚未奖励")
            yield replace(due, detail=target, blocked_by=blocked)
    yield _archiving(stage, review.date, undecided or ("尚未取消称号" if failures(stage) else ""))


def nominations_missing(stage: Stage) -> tuple[str, ...]:
    """To whom an excellent studio must still be nominated, as far as the policy requires it
    (Art. 13 names the lists, not how many of them)."""
    sent = {act.record.target for act in stage.of("推荐") if isinstance(act.record, Nomination)}
    policy = stage.policy.nomination
    if policy.required == "每一个":
        return tuple(target for target in policy.targets if target not in sent)
    if policy.required == "至少一个" and sent.isdisjoint(policy.targets):
        return ("或".join(policy.targets),)
    return ()
