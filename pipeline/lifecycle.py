"""Step 2, place: dated acts into a stage of the two-year cycle. What comes next is `due`.

The stage is never stored: it follows from the recorded acts. `ACTS` is the one table of which act
may follow which (Art. 7–14). Must not judge contents (that is `rules`) nor read the clock.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pipeline.chinese import add_months
from pipeline.diagnostics import Place
from pipeline.dossier.application import Leader
from pipeline.dossier.fields import Written
from pipeline.dossier.load import Case
from pipeline.dossier.record import (
    CheckVerdict,
    Disbursement,
    LeaderChange,
    PreliminaryCheck,
    Renaming,
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
_ONE_DAY = datetime.timedelta(days=1)
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
class Stage:
    """A studio placed in its cycle. `cycle` is (first day, last day) once named."""

    phase: Phase
    acts: tuple[Act, ...]
    cycle: tuple[datetime.date, datetime.date] | None
    policy: Policy

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
        """The years of the cycle as (first, last) day, counted from its first day (assumed)."""
        if not self.cycle:
            return ()
        start = self.cycle[0]
        lasts = [last_of(start, 12 * (n + 1)) for n in range(self.policy["cycle.years"])]
        firsts = [start, *(last + _ONE_DAY for last in lasts)]
        return tuple(zip(firsts, lasts, strict=False))


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
    if intake is None:
        return
    reviewed = any(act.act == "专家评审" for act in (case.record.acts if case.record else ()))
    approved = intake.committee is not None and case.slug in intake.committee.approved
    if not reviewed and not approved:
        return
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
            date: datetime.date = block.date  # type: ignore[attr-defined]  # each has one
            yield Act(name=name, date=date, place=block.marks.at("日期"), record=block)


def last_of(first: datetime.date, months: int) -> datetime.date:
    """The last day of a span that begins on `first`. Where its last month lacks that day, the
    month's last day ends it (as the civil code counts): two years from 29 February end on 28."""
    following = add_months(first, months)
    return following if following.day != first.day else following - _ONE_DAY


def cycle_of(
    days: Mapping[str, datetime.date], policy: Policy
) -> tuple[datetime.date, datetime.date] | None:
    """(first, last) day of the cycle of a studio whose acts happened on `days`, once named."""
    started = days.get("命名")
    if started and policy["cycle.starts"] == "挂牌":
        started = days.get("挂牌", started)
    return (started, last_of(started, 12 * policy["cycle.years"])) if started else None


def place(case: Case, today: datetime.date) -> Stage:
    """Place a studio in its cycle as of `today`. All acts are kept for the rules to judge; those
    dated later have not happened yet and do not move the phase."""
    acts = timeline(case)
    days = {act.name: act.date for act in acts}
    policy = policy_on(days.get("命名", case.dossier.pledge.date))
    cycle = cycle_of(days, policy)
    phase = _phase(case, {act.name: act for act in acts if act.date <= today}, cycle, today)
    return Stage(phase=phase, acts=acts, cycle=cycle, policy=policy)


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
    if cycle and "命名" in last:
        return Phase.REREVIEW_DUE if today > cycle[1] else Phase.RUNNING
    if "通报批评" in last or _passed_over(case, last, today):
        return Phase.REJECTED
    if "工会委员会研究" in last:
        return Phase.DECIDING
    return Phase.APPLIED if "推荐申报" in last else Phase.DRAFT


def _passed_over(case: Case, last: dict[str, Act], today: datetime.date) -> bool:
    """Whether the intake went on without this studio: it failed the first check, was withdrawn,
    is not on the committee's list, or dropped out before the naming (Art. 7)."""
    check = last["初审"].record if "初审" in last else None
    if isinstance(check, PreliminaryCheck) and check.verdict is CheckVerdict.FAILED:
        return True
    committee = case.intake.committee if case.intake else None
    naming = case.intake.naming if case.intake else None
    return bool(
        (committee and committee.date <= today and case.slug not in committee.approved)
        or (naming and naming.date <= today and case.slug not in naming.named)
    )


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
