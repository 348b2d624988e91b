"""Step 2, place: dated acts into a stage of the two-year cycle. What comes next is `due`.

The stage is never stored: it follows from the recorded acts; which act may follow which, `acts`
says. Must not judge contents (that is `rules`) nor read the clock.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pipeline.acts import ENDS, ActRule, act_table
from pipeline.chinese import add_months
from pipeline.diagnostics import Place
from pipeline.dossier.acts.base import CheckVerdict, GeneralAct
from pipeline.dossier.acts.cycle import (
    AssessmentVerdict,
    CorrectionOrder,
    Disbursement,
    Grade,
    MidtermCheck,
    PeriodicAssessment,
    Rereview,
)
from pipeline.dossier.acts.end import LeaderChange, Renaming
from pipeline.dossier.acts.review import PreliminaryCheck
from pipeline.dossier.fields import Written, without_note
from pipeline.dossier.load import Case
from pipeline.names.comparison import ComparedName
from pipeline.policies import Policy
from pipeline.policies.sections import Milestone
from pipeline.rounds import passed_over, steps_of
from pipeline.shares import shared_acts

_ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One recorded act of one studio. `record` is the block that was written."""

    name: str
    date: datetime.date
    place: Place
    record: Written

    @property
    def told(self) -> str:
        """As the log of a volume has it: its name, and its number if it has one."""
        number = getattr(self.record, "number", None)
        return f"{self.name}（{number}）" if number else self.name


class Phase(StrEnum):
    """Where a studio stands; derived from its acts."""

    DRAFT = "填报中"
    APPLIED = "评审中"
    DECIDING = "审定公示中"
    REJECTED = "未获命名"
    WITHDRAWN = "已撤回申报"
    RUNNING = "创建周期内"
    REREVIEW_DUE = "待复核"
    REREVIEWED = "已复核"
    CANCELLED = "已取消"
    ARCHIVED = "已归档"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A studio placed in its cycle. `cycle` is (first day, last day) once named; `general` are the
    general acts of the union for it, and for all of its intake, oldest first."""

    phase: Phase
    acts: tuple[Act, ...]
    cycle: tuple[datetime.date, datetime.date] | None
    policy: Policy
    general: tuple[GeneralAct, ...] = ()

    def rule_of(self, name: str) -> ActRule:
        """What the articles and the policy order of an act."""
        return act_table(self.policy.funds.payments)[name][1]

    def rank_of(self, name: str) -> int:
        """Where an act stands among those of its day."""
        return act_table(self.policy.funds.payments)[name][0]

    def of(self, name: str) -> tuple[Act, ...]:
        """The acts of that name, oldest first."""
        return tuple(act for act in self.acts if act.name == name)

    def last(self, name: str) -> Act | None:
        found = self.of(name)
        return found[-1] if found else None

    def before_naming(self, act: Act) -> bool:
        """Whether an act is of an application: the studio bore no name yet."""
        named = self.last("命名")
        return named is None or act.date < named.date

    @property
    def years(self) -> range:
        """The calendar years that the cycle touches, whole or in part."""
        return range(self.cycle[0].year, self.cycle[1].year + 1) if self.cycle else range(0)

    @property
    def ended_on(self) -> datetime.date | None:
        """The day on which duties stopped early (title struck off or name cancelled)."""
        days = [act.date for act in self.acts if act.name in ENDS]
        return min(days) if days else None

    @property
    def assessed_years(self) -> tuple[int, ...]:
        """The years that need a self-assessment (Art. 11 says “each year”): those that end in
        the cycle, or all that it touches; the policy decides. Who lost the title before it fell
        due owes none."""
        return tuple(year for year in self.assessable_years if not self._too_late_for(year))

    @property
    def assessable_years(self) -> tuple[int, ...]:
        """The years for which a self-assessment may be filed: also where the title was lost before
        it fell due."""
        if self.policy.ledger.assessed_years == "周期所跨的各年":
            return tuple(y for y in self.years if not self.ended_on or y <= self.ended_on.year)
        return self.years_ended

    def _too_late_for(self, year: int) -> bool:
        """Whether the title was lost before the assessment of `year` fell due."""
        due = self.policy.ledger.assessment_due.of(year + 1)
        return self.ended_on is not None and self.ended_on < due

    @property
    def years_ended(self) -> tuple[int, ...]:
        """The calendar years whose end the cycle reaches, with its duties still in force."""
        if not self.cycle:
            return ()
        last = min(self.cycle[1], self.ended_on or self.cycle[1])
        return tuple(year for year in self.years if datetime.date(year, 12, 31) <= last)

    @property
    def cycle_years(self) -> tuple[tuple[datetime.date, datetime.date], ...]:
        """The years of the cycle as (first, last) day, counted from its first day (assumed)."""
        if not self.cycle:
            return ()
        start = self.cycle[0]
        lasts = [last_of(start, 12 * (n + 1)) for n in range(self.policy.cycle.years)]
        firsts = [start, *(last + _ONE_DAY for last in lasts)]
        return tuple(zip(firsts, lasts, strict=False))


def timeline(case: Case) -> list[Act]:
    """All acts that concern the studio, from its record and from its intake, by date."""
    written = case.record.acts if case.record else ()
    acts = [
        Act(name=act.act, date=act.date, place=act.marks.at("日期"), record=act) for act in written
    ]
    acts += [
        Act(name=name, date=block.date, place=block.marks.at("日期"), record=block)
        for name, block in steps_of(case)
    ]
    acts += [
        Act(name=name, date=record.date, place=place, record=record)
        for name, place, record in shared_acts(case)
    ]
    return sorted(acts, key=lambda act: act.date)


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
    if started and policy.cycle.starts == "挂牌":
        started = days.get("挂牌", started)
    return (started, last_of(started, 12 * policy.cycle.years)) if started else None


def place(case: Case, today: datetime.date) -> Stage:
    """Place a studio in its cycle as of `today`. All acts are kept for the rules to judge; those
    dated later have not happened yet and do not move the phase."""
    acts = timeline(case)
    days = {act.name: act.date for act in acts}
    policy = case.rulebook.on(days.get("命名", case.dossier.pledge.date))
    order = act_table(policy.funds.payments)
    acts.sort(key=lambda act: (act.date, order[act.name][0]))
    cycle = cycle_of(days, policy)
    phase = _phase(case, {act.name: act for act in acts if act.date <= today}, cycle, today)
    general = _general(case)
    return Stage(phase=phase, acts=tuple(acts), cycle=cycle, policy=policy, general=general)


def _general(case: Case) -> tuple[GeneralAct, ...]:
    written = (
        *(case.intake.year_acts if case.intake else ()),
        *(case.record.acts if case.record else ()),
    )
    found = (act for act in written if isinstance(act, GeneralAct))
    return tuple(sorted(found, key=lambda act: act.date))


def _phase(
    case: Case,
    last: dict[str, Act],
    cycle: tuple[datetime.date, datetime.date] | None,
    today: datetime.date,
) -> Phase:
    archived = last.get("归档")
    lost = max((act.date for name, act in last.items() if name in ENDS), default=None)
    if archived and (lost is None or lost <= archived.date):
        return Phase.ARCHIVED
    if lost:
        return Phase.CANCELLED
    if "周期末复核" in last:
        return Phase.REREVIEWED
    if cycle and "命名" in last:
        return Phase.REREVIEW_DUE if today > cycle[1] else Phase.RUNNING
    if "撤回申报" in last:
        return Phase.WITHDRAWN
    check = last["初审"].record if "初审" in last else None
    unfit = isinstance(check, PreliminaryCheck) and check.verdict is CheckVerdict.FAILED
    if "通报批评" in last or unfit or passed_over(case, today):
        return Phase.REJECTED
    if "工会委员会研究" in last:
        return Phase.DECIDING
    return Phase.APPLIED if "推荐申报" in last else Phase.DRAFT


def name_on(case: Case, stage: Stage, day: datetime.date) -> ComparedName:
    """The studio's name on `day`: as applied for, after the applicant who took over, until it was
    renamed (Art. 14)."""
    name = case.dossier.name
    for act in stage.acts:
        if isinstance(act.record, Renaming) and act.date <= day:
            name = act.record.new_name
        elif isinstance(act.record, LeaderChange) and not case.dossier.profile.name:
            new, signed = act.record.successor, act.record.pledged
            if new and signed and signed <= day and stage.before_naming(act):
                name = ComparedName(f"{without_note(new.name)}{case.dossier.profile.type.value}")
    return name


def name_now(case: Case, stage: Stage) -> ComparedName:
    """The studio's name after all that is recorded."""
    return name_on(case, stage, datetime.date.max)


def paid(stage: Stage, on: datetime.date) -> int:
    """分 disbursed to the studio up to and including `on` (Art. 9)."""
    return sum(
        act.record.amount
        for act in stage.acts
        if isinstance(act.record, Disbursement) and act.date <= on
    )


def unpaid(stage: Stage, name: str) -> int:
    """分 that a payment of the policy still lacks; it may come in parts (Art. 9)."""
    parts = (act.record for act in stage.of(name))
    made = sum(part.amount for part in parts if isinstance(part, Disbursement))
    return max(stage.policy.funds.instalments[name].amount * 100 - made, 0)


def milestone(stage: Stage, name: Milestone, on: datetime.date = datetime.date.max) -> Act | None:
    """The act from which a payment that waits for it is due, as of `on`: plaque, check passed,
    re-review not failed (Art. 9). The last one counts: what was passed and then was not is not."""
    since: Act | None = None
    for act in stage.of(name):
        if act.date <= on:
            since = (since or act) if in_favour(act.record) else None
    return since


def check_before_review(stage: Stage) -> Act | None:
    """The mid-term check that counts at the re-review, or by now: the last one before it. One
    that followed later could not be known there (Art. 9, 12)."""
    before: Act | None = None
    for act in stage.acts:
        if act.name == "周期末复核":
            break
        before = act if act.name == "中期检查" else before
    return before


def unanswered_criticism(stage: Stage) -> Act | None:
    """The first criticism for falsehood of a named studio whose title still stands: it costs the
    qualification (Art. 7)."""
    criticised = stage.of("通报批评")
    return criticised[0] if criticised and stage.cycle and stage.ended_on is None else None


def failures(stage: Stage) -> tuple[Act, ...]:
    """The last mid-term check before the re-review, the last of all, the last assessment and the
    last re-review, so far as they failed and nothing followed from it: the title was not struck off
    (Art. 11). What is dated after the end answers none."""
    if stage.ended_on is not None:
        return ()
    lasts = (check_before_review(stage), *map(stage.last, ("考核", "中期检查", "周期末复核")))
    return tuple(
        act for act in stage.acts if any(act is one for one in lasts) and failed(act.record)
    )


def failed(record: Written) -> bool:
    """Whether a check, an assessment or a re-review came out as Art. 11 counts for striking off."""
    if isinstance(record, MidtermCheck):
        return record.verdict is CheckVerdict.FAILED
    if isinstance(record, PeriodicAssessment):
        return record.verdict is AssessmentVerdict.FAILED
    return isinstance(record, Rereview) and record.grade is Grade.FAILED


def sent_back(record: Written) -> datetime.date | None:
    """By when a check, an assessment or an order gave time to mend; None where it did not."""
    if isinstance(record, MidtermCheck) and record.verdict is CheckVerdict.CORRECT:
        return record.correct_by
    if isinstance(record, PeriodicAssessment) and record.verdict is AssessmentVerdict.CORRECT:
        return record.correct_by
    return record.correct_by if isinstance(record, CorrectionOrder) else None


def in_favour(record: Written) -> bool:
    """Whether an act that a payment waits for came out well."""
    if isinstance(record, MidtermCheck):
        return record.verdict is CheckVerdict.PASSED
    return not isinstance(record, Rereview) or record.grade is not Grade.FAILED
