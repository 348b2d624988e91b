"""What comes next for a placed studio: which act, by when, who acts, what stands in the way.

Art. 7–14 order the acts; the days are the policy's. Must not judge what was done (that is `rules`)
nor read the clock.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.acts import LEADER, acts_under, who_acts
from pipeline.chinese import add_months
from pipeline.dossier.load import Case
from pipeline.dossier.paths import ledger_file
from pipeline.dossier.record import (
    AssessmentFiling,
    CheckVerdict,
    Grade,
    MidtermCheck,
    Nomination,
    PreliminaryCheck,
    Rereview,
    Revocation,
)
from pipeline.lifecycle import Phase, Stage, reached
from pipeline.policies.sections import Milestone


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """An act that comes next: by when (None: no day is set), who acts, what stands in the way."""

    act: str
    by: datetime.date | None
    who: str
    blocked_by: str = ""
    detail: str = ""


def due_acts(case: Case, stage: Stage, today: datetime.date) -> tuple[Due, ...]:
    """What comes next as of `today`: first what can be done at once, then by day, last what waits
    for something else and has no day."""
    happened = tuple(act for act in stage.acts if act.date <= today)
    found = _due(case, replace(stage, acts=happened), today)
    return tuple(sorted(found, key=lambda due: (_urgency(due), stage.rank_of(due.act))))


def _urgency(due: Due) -> datetime.date:
    return due.by or (datetime.date.max if due.blocked_by else datetime.date.min)


def _due(case: Case, stage: Stage, today: datetime.date) -> Iterator[Due]:
    done = {act.name for act in stage.acts}
    if stage.phase in (Phase.ARCHIVED, Phase.REJECTED):
        return
    if "命名" not in done or not stage.cycle:
        yield from _before_naming(case, stage, done, today)
    elif stage.phase is Phase.CANCELLED:
        yield from _after_the_end(stage, done, stage.ended_on or stage.cycle[1])
    else:
        yield from _support(stage, done)
        yield from _filings(case, stage)
        yield from _checks(stage, done)
        yield from _after_rereview(stage, done)


def _simple(name: str, by: datetime.date | None, blocked: str = "", detail: str = "") -> Due:
    return Due(act=name, by=by, who=who_acts(name), blocked_by=blocked, detail=detail)


def _before_naming(case: Case, stage: Stage, done: set[str], today: datetime.date) -> Iterator[Due]:
    """The first act of the chain that has not happened."""
    intake = case.intake
    acts = acts_under(stage.policy.funds.payments)
    following = next(rule.name for rule in acts if rule.name not in done)
    check = stage.last("初审")
    if (
        following == "专家评审"
        and check
        and isinstance(check.record, PreliminaryCheck)
        and check.record.verdict is CheckVerdict.CORRECT
    ):
        # The papers went back: the leader mends them, and the union checks again (Art. 7(二)).
        yield Due(act="初审", by=check.record.supplement_by, who=LEADER, detail="补正后再审")
    elif following == "推荐申报":
        yield _simple(following, intake.call.deadline if intake else None)
    elif following == "公示结果" and intake and intake.publicity:
        last = intake.publicity.last
        yield _simple(following, None, f"公示到 {last} 才期满" if today <= last else "")
    else:
        yield _simple(following, None)


def _after_the_end(stage: Stage, done: set[str], ended: datetime.date) -> Iterator[Due]:
    """Title struck off or name cancelled: the plaque comes back, the papers are handed over."""
    kept = "挂牌" in done and "收回牌匾" not in done
    if kept:
        decision = stage.last("取消称号")
        record = decision.record if decision else None
        yield _simple("收回牌匾", record.plaque_due if isinstance(record, Revocation) else None)
    yield _simple("归档", _archive_day(stage, ended), "牌匾尚未收回" if kept else "")


def _archive_day(stage: Stage, end: datetime.date) -> datetime.date:
    return stage.policy.cycle.archive_by.of(end.year + 1)


def _midterm_checks(stage: Stage) -> list[MidtermCheck]:
    return [a.record for a in stage.of("中期检查") if isinstance(a.record, MidtermCheck)]


_NOT_YET: Mapping[Milestone, str] = {
    "挂牌": "尚未挂牌", "中期检查": "中期检查尚未通过", "周期末复核": "尚未复核合格",
}  # fmt: skip


def _support(stage: Stage, done: set[str]) -> Iterator[Due]:
    """The plaque, and the payments that are not made (Art. 7(四), 9)."""
    if "挂牌" not in done:
        yield _simple("挂牌", None)
    before = ""
    for name, payment in stage.policy.funds.instalments.items():
        if name not in done:
            since = reached(stage, payment.after)
            if since:
                by = since + datetime.timedelta(days=payment.within_days)
                yield _simple(name, by, f"尚未{before}" if before else "")
            elif payment.after == "挂牌" or "周期末复核" not in done:
                yield _simple(name, None, _NOT_YET[payment.after])
            before = name


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
            yield _simple("年度自评备案", by, blocked, f"{year}年度")


def _checks(stage: Stage, done: set[str]) -> Iterator[Due]:
    """Mid-term check, decision on a leader's change, re-review (Art. 9, 12, 14)."""
    if "周期末复核" in done or stage.cycle is None:
        return
    checks = _midterm_checks(stage)
    verdict = checks[-1].verdict if checks else None
    passed = any(check.verdict is CheckVerdict.PASSED for check in checks)
    if verdict is CheckVerdict.FAILED:
        detail = "中期检查不通过，属第十一条“考核不达标”；或整改后复查"
        yield _simple("取消称号", None, detail=detail)
    elif not passed:
        due = add_months(stage.cycle[0], stage.policy.cycle.midterm_month)
        by = due + datetime.timedelta(days=stage.policy.cycle.midterm_grace_days)
        lacking = [one for one in stage.rule_of("中期检查").after if one not in done]
        blocked = f"尚未{lacking[0]}" if lacking else ""
        if verdict is CheckVerdict.CORRECT:
            yield _simple("中期检查", checks[-1].correct_by or by, blocked, "整改后复查")
        else:
            yield _simple("中期检查", by, blocked)
    decided = [act.date for act in stage.acts if act.name in ("重新命名", "取消命名")]
    pending = [c for c in stage.of("带头人变更") if not any(d >= c.date for d in decided)]
    if pending:
        yield _simple("重新命名", None, detail="或取消命名")
    blocked = "带头人变更尚未决定" if pending else "" if passed else "中期检查尚未通过"
    last = stage.cycle[1] + datetime.timedelta(days=stage.policy.cycle.rereview_days)
    yield _simple("周期末复核", last, blocked)


def _after_rereview(stage: Stage, done: set[str]) -> Iterator[Due]:
    review = stage.last("周期末复核")
    if review is None or not isinstance(review.record, Rereview):
        return
    failed = review.record.grade is Grade.FAILED
    if review.record.grade is Grade.EXCELLENT:
        if "奖励" not in done:
            yield _simple("奖励", None)
        for target in nominations_missing(stage):
            yield _simple("推荐", None, detail=target)
    elif failed:
        yield _simple("取消称号", None, detail="复核不合格，属第十一条“考核不达标”")
    yield _simple("归档", _archive_day(stage, review.date), "尚未取消称号" if failed else "")


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
