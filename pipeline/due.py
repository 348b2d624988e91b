"""What comes next for a placed studio: which act, by when, who acts, what stands in the way.

Art. 7–14 order the acts; the days are the policy's. Must not judge what was done (that is `rules`)
nor read the clock.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import replace

from pipeline.chinese import add_months, yuan
from pipeline.dossier.acts.base import CheckVerdict, Effect
from pipeline.dossier.acts.cycle import (
    AssessmentFiling,
    Grade,
    MidtermCheck,
    Nomination,
    Rereview,
    ShortfallStatement,
)
from pipeline.dossier.ledger import ASSESSED, FILED
from pipeline.dossier.load import Case
from pipeline.dossier.paths import ledger_file
from pipeline.leaders import undecided_changes
from pipeline.lifecycle import (
    Act,
    Phase,
    Stage,
    check_before_review,
    failures,
    in_favour,
    milestone,
    sent_back,
    unanswered_criticism,
    unpaid,
)
from pipeline.lifted import Lifted, last_word, lifted, spared
from pipeline.owed.before import (
    after_refusal,
    before_naming,
    nominees_results,
    taking_down,
    without_result,
)
from pipeline.owed.duty import Due, archiving, simple, within
from pipeline.owed.orders import looks_again, recheck_by, unanswered
from pipeline.owed.owing import (
    after_archiving,
    after_the_end,
    answers,
    awaited,
    for_falsehood,
    for_true_facts,
    plaque_to_change,
)
from pipeline.policies.sections import Milestone


def due_acts(case: Case, stage: Stage, today: datetime.date) -> tuple[Due, ...]:
    """What comes next as of `today`: first what can be done at once, then by day, last what waits
    for something else and has no day."""
    lifts = lifted(stage, today)
    told = (_put_off(due, lifts, today) for due in before_lifting(case, stage, today))
    return tuple(sorted(told, key=lambda due: (_urgency(due), stage.rank_of(due.act))))


def before_lifting(case: Case, stage: Stage, today: datetime.date) -> Iterator[Due]:
    """As `due_acts`, had the union put off, ended or replaced nothing."""
    happened = tuple(act for act in stage.acts if act.date <= today)
    general = tuple(act for act in stage.general if act.date <= today)
    return _due(case, replace(stage, acts=happened, general=general), today)


def _put_off(due: Due, lifts: tuple[Lifted, ...], today: datetime.date) -> Due:
    """As it is due after the general acts of the union: what was ended has no day any more, but
    whoever looks for it is told why (Art. 8). What is put off is so to a later day, and waits for
    what it waited for."""
    word = last_word(lifts, due.act, due.year)
    if word is None:
        return due
    if word.effect is not Effect.SUSPENDS:
        return replace(due, by=None, blocked_by=word.told, setting="")
    by = word.until
    if by and due.by and by <= due.by:
        return due
    told = "" if by and by < today else word.told
    blocked = "；".join(one for one in (told, due.blocked_by) if one)
    return replace(due, by=by, blocked_by=blocked, setting="")


def _urgency(due: Due) -> datetime.date:
    return due.by or (datetime.date.max if due.blocked_by else datetime.date.min)


def _due(case: Case, stage: Stage, today: datetime.date) -> Iterator[Due]:
    done = {act.name for act in stage.acts}
    if stage.phase is Phase.ARCHIVED:
        yield from taking_down(case, stage, today)
        yield from nominees_results(stage, today)
        if stage.ended_on:
            # That the volume is closed settles nothing that the end of the title left open.
            yield from after_the_end(case, stage, stage.ended_on)
        yield from after_archiving(stage, today)
        yield from awaited(stage)
        return
    if stage.phase in (Phase.REJECTED, Phase.WITHDRAWN):
        yield from after_refusal(case, stage, done, today)
        return
    yield from taking_down(case, stage, today)
    yield from nominees_results(stage, today)
    if "命名" not in done or not stage.cycle:
        yield from for_true_facts(stage)
        yield from before_naming(case, stage, done, today)
    elif stage.phase is Phase.CANCELLED:
        yield from after_the_end(case, stage, stage.ended_on or stage.cycle[1])
    elif criticism := unanswered_criticism(stage):
        # At once, and nothing else: who lost the qualification is given and asked nothing more.
        yield for_falsehood(stage, criticism)
    else:
        yield from _support(stage, done)
        yield from _filings(case, stage)
        yield from _checks(stage, done, today)
        yield from _decisions(stage)
        yield from plaque_to_change(stage)
        yield from _after_rereview(stage, done, today)
        yield from awaited(stage)


def _midterm_checks(stage: Stage) -> list[MidtermCheck]:
    return [a.record for a in stage.of("中期检查") if isinstance(a.record, MidtermCheck)]


_NOT_YET: Mapping[Milestone, str] = {
    "挂牌": "尚未挂牌",
    "中期检查": "中期检查尚未通过",
    "周期末复核": "尚未复核合格",
}


def _support(stage: Stage, done: set[str]) -> Iterator[Due]:
    """The plaque, and the payments that are not made (Art. 7(四), 9)."""
    named, days = stage.last("命名"), stage.policy.cycle.plaque_days
    unveiling = within("挂牌", named, days, "cycle.plaque_days") if named else None
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
            due = within(name, after, days, "funds.payments")
            yield replace(due, blocked_by=f"尚未{lacking[0]}" if lacking else "", detail=detail)
        elif payment.after == "挂牌" and unveiling and unveiling.by:
            by = unveiling.by + datetime.timedelta(days=days)
            due = simple(name, by, _NOT_YET["挂牌"], detail)
            yield replace(due, setting="cycle.plaque_days")
        elif payment.after == "中期检查":
            if "周期末复核" not in done:
                yield simple(name, None, _check_lacking(stage), detail)
        elif "周期末复核" not in done:
            yield simple(name, None, _NOT_YET[payment.after], detail)


def _check_lacking(stage: Stage) -> str:
    """What a passed mid-term check still wants; empty where the last one was passed. Who need not
    be looked at again has not passed by that (A09-1c)."""
    check = stage.last("中期检查")
    if in_favour(check.record) if check else spared(stage, "中期检查"):
        return ""
    correcting = check and _verdict(check) is CheckVerdict.CORRECT
    return "整改后复查尚未通过" if correcting else _NOT_YET["中期检查"]


def _verdict(check: Act) -> CheckVerdict | None:
    return check.record.verdict if isinstance(check.record, MidtermCheck) else None


def _filings(case: Case, stage: Stage) -> Iterator[Due]:
    """A self-assessment on file for each year that ends in the cycle (Art. 11), unless the union
    stated that it lacks."""
    records = (act.record for act in stage.of("年度自评备案"))
    filed = {record.year for record in records if isinstance(record, AssessmentFiling)}
    statements = (act.record for act in stage.of("缺项认定"))
    stated = {
        record.period
        for record in statements
        if isinstance(record, ShortfallStatement) and record.item in (ASSESSED, FILED)
    }
    for year in stage.assessed_years:
        if year not in filed and f"{year}年" not in stated:
            ledger = case.ledgers.get(year)
            written = ledger and ledger.plans and ledger.plans.assessment
            blocked = "" if written else f"{ledger_file(year)} 里还没有年度自评"
            by = stage.policy.ledger.assessment_due.of(year + 1)
            due = simple("年度自评备案", by, blocked, f"{year}年度")
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
            due = replace(simple("中期检查", again, blocked, told), since=stage.last("中期检查"))
            yield replace(due, setting="cycle.recheck_days" if again else "")
        else:
            yield replace(simple("中期检查", by, blocked), setting="cycle.midterm_month")
    blocked = _UNDECIDED if undecided_changes(stage, today) else _check_lacking(stage)
    last = stage.cycle[1] + datetime.timedelta(days=stage.policy.cycle.rereview_days)
    yield replace(simple("周期末复核", last, blocked), setting="cycle.rereview_days")


_UNDECIDED = "带头人变更尚未决定"


def _decisions(stage: Stage) -> Iterator[Due]:
    """What the union owes an answer: a leader's change, a failed check, assessment or
    re-review (Art. 11, 14), another look at what was to be mended."""
    yield from answers(stage)
    yield from for_true_facts(stage)
    for failed in failures(stage)[-1:]:
        due = within("取消称号", failed, stage.policy.revocation.decide_days, STRIKING_OFF)
        what = FAILED_AS[failed.name]
        again = failed.name == "中期检查" and not any(
            check.verdict is CheckVerdict.CORRECT for check in _midterm_checks(stage)
        )
        # Who was given time to mend once, and failed the second check, is not sent back again.
        detail = f"{what}，属第十一条“考核不达标”{'；或整改后复查' if again else ''}"
        yield replace(due, detail=detail)
    for name, by, since in looks_again(stage):
        told = f"{'整改后再考核，' if name == '考核' else ''}整改期限 {sent_back(since.record)}"
        due = replace(simple(name, by, detail=told), since=since)
        yield replace(due, setting="cycle.recheck_days")
    for order in unanswered(stage):
        check = order.checks[-1]
        told = f"{check.date} 验收为{check.verdict}；或研究取消称号"
        due = simple("整改通知", order.answered_by(stage), detail=told)
        yield replace(due, setting=STRIKING_OFF)


#: How a failure is told, by its act.
FAILED_AS: Mapping[str, str] = {
    "考核": "考核不达标",
    "中期检查": "中期检查不通过",
    "周期末复核": "复核不合格",
}

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
            due = within("奖励", review, stage.policy.funds.award_days, "funds.award_days")
            yield replace(due, blocked_by=undecided)
        days = stage.policy.nomination.within_days
        for target in nominations_missing(stage):
            due = within("推荐", review, days, "nomination.within_days")
            awarded = "奖励" in done or spared(stage, "奖励")
            shown = any(to in target for one in without_result(stage, today) for to in one.targets)
            waiting = "推荐公示还没有结果" if shown else ""
            blocked = undecided or (waiting if awarded else "尚未奖励")
            yield replace(due, detail=target, blocked_by=blocked)
    yield archiving(stage, review.date, undecided or ("尚未取消称号" if failures(stage) else ""))


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
