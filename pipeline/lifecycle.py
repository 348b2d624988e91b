"""Step 2, place: dated acts into a stage of the two-year cycle, and what is due next.

The stage is never stored: it follows from the recorded acts. `ACTS` is the one table of which act
may follow which (Art. 7–14). Must not judge contents (that is `rules`) nor read the clock.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pipeline.chinese import add_months
from pipeline.diagnostics import Place
from pipeline.dossier.application import Leader
from pipeline.dossier.fields import Written
from pipeline.dossier.load import Case
from pipeline.dossier.record import (
    AssessmentFiling,
    CheckVerdict,
    Disbursement,
    Grade,
    LeaderChange,
    MidtermCheck,
    Nomination,
    NominationTarget,
    Renaming,
    Rereview,
)
from pipeline.policies import Policy, policy_on


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRule:
    """One row of the table: `after` must all have happened before, `after_any` at least one.

    `ends` marks acts after which the cycle needs nothing more than the acts that name it.
    """

    name: str
    article: str
    who: str
    after: tuple[str, ...] = ()
    after_any: tuple[str, ...] = ()
    repeatable: bool = False
    ends: bool = False


UNION, LEADER, UNIT = "校工会", "带头人", "所在单位"
ACTS: tuple[ActRule, ...] = (
    ActRule(name="推荐申报", article="7.1", who=LEADER),
    ActRule(name="初审", article="7.2", who=UNION, after=("推荐申报",), repeatable=True),
    ActRule(name="专家评审", article="7.2", who=UNION, after=("初审",)),
    ActRule(name="工会委员会研究", article="7.3", who=UNION, after=("专家评审",)),
    ActRule(name="请示", article="7.3", who=UNION, after=("工会委员会研究",)),
    ActRule(name="党委同意", article="7.3", who="校党委", after=("请示",)),
    ActRule(name="公示", article="7.3", who=UNION, after=("党委同意",)),
    ActRule(name="公示结果", article="7.3", who=UNION, after=("公示",)),
    ActRule(name="命名", article="7.4", who=UNION, after=("公示结果",)),
    ActRule(name="挂牌", article="7.4", who=UNION, after=("命名",)),
    ActRule(name="首笔划拨", article="9", who=UNION, after=("命名", "挂牌")),
    ActRule(name="年度自评备案", article="11", who=LEADER, after=("命名",), repeatable=True),
    ActRule(name="中期检查", article="9", who=UNION, after=("首笔划拨",), repeatable=True),
    ActRule(name="二笔划拨", article="9", who=UNION, after=("首笔划拨", "中期检查")),
    ActRule(name="周期末复核", article="12", who=UNION, after=("命名", "中期检查")),
    ActRule(name="奖励", article="13", who=UNION, after=("周期末复核",)),
    ActRule(name="推荐", article="13", who=UNION, after=("周期末复核",), repeatable=True),
    ActRule(name="带头人变更", article="14", who=UNIT, after=("命名",), repeatable=True),
    ActRule(name="重新命名", article="14", who=UNION, after=("带头人变更",), repeatable=True),
    ActRule(name="取消命名", article="14", who=UNION, after=("带头人变更",), ends=True),
    ActRule(name="取消称号", article="11", who=UNION, after=("命名",), ends=True),
    ActRule(
        name="收回牌匾",
        article="11",
        who=UNION,
        after=("挂牌",),
        after_any=("取消称号", "取消命名"),
    ),
    ActRule(name="通报批评", article="7", who=UNION, after=("推荐申报",)),
    ActRule(
        name="归档",
        article="10",
        who=UNION,
        after_any=("周期末复核", "取消称号", "取消命名", "通报批评"),
    ),
)
RULE_OF = {rule.name: rule for rule in ACTS}
ORDER = {rule.name: index for index, rule in enumerate(ACTS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One recorded act of one studio. `record` is the block that was written."""

    name: str
    date: datetime.date
    place: Place
    record: Written


class Phase(StrEnum):
    """Where a studio stands; derived from its acts."""

    DRAFT = "填报中"
    APPLIED = "评审中"
    DECIDING = "审定公示中"
    REJECTED = "未获命名"
    RUNNING = "创建周期内"
    REREVIEW_DUE = "待复核"
    REREVIEWED = "已复核"
    CANCELLED = "已取消"
    ARCHIVED = "已归档"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """An act that comes next: by when (None: no day is set), who acts, what stands in the way."""

    act: str
    by: datetime.date | None
    who: str
    blocked_by: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A studio placed in its cycle. `cycle` is (first day, last day) once named."""

    phase: Phase
    acts: tuple[Act, ...]
    cycle: tuple[datetime.date, datetime.date] | None
    policy: Policy
    due: tuple[Due, ...]

    def of(self, name: str) -> tuple[Act, ...]:
        """The acts of that name, oldest first."""
        return tuple(act for act in self.acts if act.name == name)

    def last(self, name: str) -> Act | None:
        found = self.of(name)
        return found[-1] if found else None

    @property
    def years(self) -> range:
        """The calendar years that the cycle touches, whole or in part."""
        return range(self.cycle[0].year, self.cycle[1].year + 1) if self.cycle else range(0)

    @property
    def ended_on(self) -> datetime.date | None:
        """The day on which duties stopped early (title struck off or name cancelled)."""
        days = [act.date for act in self.acts if RULE_OF[act.name].ends]
        return min(days) if days else None

    @property
    def assessed_years(self) -> tuple[int, ...]:
        """Years whose end lies inside the cycle: each needs a self-assessment (Art. 11)."""
        if not self.cycle:
            return ()
        ended = self.ended_on or self.cycle[1]
        first, last = self.cycle[0], min(self.cycle[1], ended)
        return tuple(y for y in self.years if first <= datetime.date(y, 12, 31) <= last)

    @property
    def cycle_years(self) -> tuple[tuple[datetime.date, datetime.date], ...]:
        """The years of the cycle as (first, last) day, counted from the naming (assumed)."""
        if not self.cycle:
            return ()
        one = datetime.timedelta(days=1)
        count = self.policy["cycle.years"]
        edges = [add_months(self.cycle[0], 12 * n) for n in range(count + 1)]
        return tuple((edges[n], edges[n + 1] - one) for n in range(count))


def timeline(case: Case) -> tuple[Act, ...]:
    """All acts that concern the studio, from its record and from its intake, by date."""
    acts = [
        Act(name=act.act, date=act.date, place=act.marks.at("日期"), record=act)
        for act in (case.record.acts if case.record else ())
    ]
    acts += _intake_acts(case)
    return tuple(sorted(acts, key=lambda act: (act.date, ORDER[act.name])))


def _intake_acts(case: Case) -> Iterator[Act]:
    """Intake-wide acts count for a studio as far as it got: the committee's list, then the naming
    list, decide."""
    intake = case.intake
    if intake is None or not any(
        a.act == "专家评审" for a in (case.record.acts if case.record else ())
    ):
        return
    approved = intake.committee is not None and case.slug in intake.committee.approved
    blocks: list[tuple[str, Written | None]] = [("工会委员会研究", intake.committee)]
    if approved:
        blocks += [
            ("请示", intake.request),
            ("党委同意", intake.consent),
            ("公示", intake.publicity),
            ("公示结果", intake.publicity_result),
        ]
    if intake.naming is not None and case.slug in intake.naming.named:
        blocks.append(("命名", intake.naming))
    for name, block in blocks:
        if block is not None:
            date: datetime.date = block.date  # type: ignore[attr-defined]
            yield Act(name=name, date=date, place=block.marks.at("日期"), record=block)


def place(case: Case, today: datetime.date) -> Stage:
    """Place a studio in its cycle as of `today`."""
    acts = timeline(case)
    last = {act.name: act for act in acts}
    started = last["命名"].date if "命名" in last else None
    policy = policy_on(started or case.dossier.pledge.date)
    cycle = None
    if started:
        end = add_months(started, 12 * policy["cycle.years"]) - datetime.timedelta(days=1)
        cycle = (started, end)
    phase = _phase(case, last, cycle, today)
    stage = Stage(phase=phase, acts=acts, cycle=cycle, policy=policy, due=())
    due = tuple(sorted(_due(case, stage), key=lambda d: (d.by or datetime.date.max, ORDER[d.act])))
    return Stage(phase=phase, acts=acts, cycle=cycle, policy=policy, due=due)


def _phase(
    case: Case,
    last: dict[str, Act],
    cycle: tuple[datetime.date, datetime.date] | None,
    today: datetime.date,
) -> Phase:
    if "归档" in last:
        return Phase.ARCHIVED
    if any(RULE_OF[name].ends for name in last):
        return Phase.CANCELLED
    if "周期末复核" in last:
        return Phase.REREVIEWED
    if cycle:
        return Phase.REREVIEW_DUE if today > cycle[1] else Phase.RUNNING
    committee = case.intake.committee if case.intake else None
    if "通报批评" in last or (
        committee and "专家评审" in last and case.slug not in committee.approved
    ):
        return Phase.REJECTED
    if "工会委员会研究" in last:
        return Phase.DECIDING
    return Phase.APPLIED if "推荐申报" in last else Phase.DRAFT


def _due(case: Case, stage: Stage) -> Iterator[Due]:
    done = {act.name for act in stage.acts}
    phase = stage.phase
    if phase in (Phase.ARCHIVED, Phase.REJECTED):
        return
    if not stage.cycle:
        chain = [rule for rule in ACTS[: ORDER["命名"] + 1] if rule.name not in done]
        if chain:
            yield Due(act=chain[0].name, by=_chain_day(case, chain[0].name), who=chain[0].who)
        return
    if phase is Phase.CANCELLED:
        if "收回牌匾" not in done and "挂牌" in done:
            yield _simple("收回牌匾", None)
        yield _simple("归档", _archive_day(stage, stage.ended_on or stage.cycle[1]))
        return
    yield from _due_in_cycle(case, stage, done)
    yield from _due_after_rereview(stage, done)


def _simple(name: str, by: datetime.date | None, blocked: str = "", detail: str = "") -> Due:
    return Due(act=name, by=by, who=RULE_OF[name].who, blocked_by=blocked, detail=detail)


def _chain_day(case: Case, name: str) -> datetime.date | None:
    intake = case.intake
    if intake is None:
        return None
    if name == "推荐申报":
        return intake.call.deadline
    if name == "公示结果" and intake.publicity:
        return intake.publicity.last
    return None


def _archive_day(stage: Stage, end: datetime.date) -> datetime.date:
    month, day = map(int, stage.policy["cycle.archive_by"].split("-"))
    return datetime.date(end.year + 1, month, day)


def _due_in_cycle(case: Case, stage: Stage, done: set[str]) -> Iterator[Due]:
    assert stage.cycle is not None
    policy, (first, last) = stage.policy, stage.cycle

    def days(key: str) -> datetime.timedelta:
        return datetime.timedelta(days=policy[key])

    if "挂牌" not in done:
        yield _simple("挂牌", None)
    if "首笔划拨" not in done:
        unveiled = stage.last("挂牌")
        by = unveiled.date + days("funds.first_within_days") if unveiled else None
        yield _simple("首笔划拨", by, "" if unveiled else "尚未挂牌")
    filed = {
        a.record.year for a in stage.of("年度自评备案") if isinstance(a.record, AssessmentFiling)
    }
    month, day = map(int, policy["ledger.assessment_due"].split("-"))
    for year in stage.assessed_years:
        if year not in filed:
            ledger = case.ledgers.get(year)
            written = ledger and ledger.plans and ledger.plans.assessment
            blocked = "" if written else f"ledger-{year}.yaml 里还没有年度自评"
            yield _simple(
                "年度自评备案", datetime.date(year + 1, month, day), blocked, f"{year}年度"
            )
    checks = [a.record for a in stage.of("中期检查") if isinstance(a.record, MidtermCheck)]
    passed = any(check.verdict is CheckVerdict.PASSED for check in checks)
    if not passed and "周期末复核" not in done:
        by = add_months(first, policy["cycle.midterm_month"]) + days("cycle.midterm_grace_days")
        detail = ""
        if checks and checks[-1].correct_by:
            by, detail = checks[-1].correct_by, "整改后复查"
        yield _simple("中期检查", by, "" if "首笔划拨" in done else "尚未首笔划拨", detail)
    if "二笔划拨" not in done:
        check_day = max((c.date for c in checks if c.verdict is CheckVerdict.PASSED), default=None)
        by = check_day + days("funds.second_within_days") if check_day else None
        yield _simple("二笔划拨", by, "" if passed else "中期检查尚未通过")
    for change in stage.of("带头人变更"):
        decided = [a for a in stage.acts if a.name in ("重新命名", "取消命名")]
        if not any(a.date >= change.date for a in decided):
            yield _simple("重新命名", None, detail="或取消命名")
    if "周期末复核" not in done:
        by = last + days("cycle.rereview_days")
        yield _simple("周期末复核", by, "" if passed else "中期检查尚未通过")


def _due_after_rereview(stage: Stage, done: set[str]) -> Iterator[Due]:
    review = stage.last("周期末复核")
    if review is None or not isinstance(review.record, Rereview):
        return
    if review.record.grade is Grade.EXCELLENT:
        if "奖励" not in done:
            yield _simple("奖励", None)
        sent = {a.record.target for a in stage.of("推荐") if isinstance(a.record, Nomination)}
        for target in NominationTarget:
            if target not in sent:
                yield _simple("推荐", None, detail=target.value)
    elif review.record.grade is Grade.FAILED:
        yield _simple("取消称号", None, detail="复核不合格（第十一条“考核不达标”）")
    yield _simple("归档", _archive_day(stage, review.date))


def name_on(case: Case, stage: Stage, day: datetime.date) -> str:
    """The studio's name on `day`: as applied for, until it was renamed (Art. 14)."""
    names = [
        act.record.new_name
        for act in stage.of("重新命名")
        if isinstance(act.record, Renaming) and act.date <= day
    ]
    return names[-1] if names else case.dossier.name


def name_now(case: Case, stage: Stage) -> str:
    """The studio's name after all that is recorded."""
    return name_on(case, stage, datetime.date.max)


def leader_on(case: Case, stage: Stage, day: datetime.date) -> Leader:
    """The leader on `day`: the successor counts from the renaming on (Art. 14)."""
    leader = case.dossier.leader
    renamed = [act.date for act in stage.of("重新命名")]
    for act in stage.of("带头人变更"):
        decided = next((date for date in renamed if date >= act.date), None)
        if isinstance(act.record, LeaderChange) and act.record.successor and decided:
            leader = act.record.successor if decided <= day else leader
    return leader


def paid(stage: Stage, on: datetime.date) -> int:
    """分 disbursed to the studio up to and including `on` (Art. 9)."""
    return sum(
        act.record.amount
        for act in stage.acts
        if isinstance(act.record, Disbursement) and act.date <= on
    )
