"""What the papers of a studio show when counted: entries by period, team by day, money by day.

Facts only: no threshold is compared here, nothing is said. Counts are what rules and scores share.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from pipeline.dossier.acts.cycle import AssessmentFiling
from pipeline.dossier.acts.end import LeaderChange, Renaming
from pipeline.dossier.acts.review import Application
from pipeline.dossier.application import Leader, StudioType
from pipeline.dossier.fields import Entry
from pipeline.dossier.ledger import (
    PLANS,
    YEARLY_PLAN,
    YEARLY_SUMMARY,
    Exchange,
    Ledger,
    MemberChange,
    MemberChangeKind,
    Result,
    class_named,
)
from pipeline.dossier.load import Case
from pipeline.dossier.paths import ledger_file, shown_path
from pipeline.lifecycle import Act, Stage
from pipeline.names.comparison import ComparedName, comparison_key
from pipeline.policies import Policy
from pipeline.rules.waiving.excused import excused
from pipeline.rules.waiving.stated import cycle_year, stated
from pipeline.rules.wording import is_titled, parts_of

_Entry = TypeVar("_Entry", bound=Entry)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedYear:
    """A year in which exchanges and results are counted, and what was found in it."""

    label: str
    first: datetime.date
    last: datetime.date
    exchanges: tuple[Exchange, ...]
    results: tuple[Result, ...]
    #: What others recognised in it (Art. 6(七)), whenever it was completed.
    recognised: tuple[Result, ...]


def is_recognised(case: Case, recogniser: str | None) -> bool:
    """Whether somebody else than the studio itself recognised a result (Art. 6(七))."""
    acts = case.record.acts if case.record else ()
    renamed = (act.new_name for act in acts if isinstance(act, Renaming))
    own = {"本工作室", case.dossier.name, *renamed}
    return any(part not in own for part in parts_of(recogniser or ""))


def exchanges(case: Case) -> Iterator[Exchange]:
    return itertools.chain.from_iterable(one.exchanges for one in case.ledgers.values())


def results(case: Case) -> Iterator[Result]:
    return itertools.chain.from_iterable(one.results for one in case.ledgers.values())


def recognised(case: Case, first: datetime.date, last: datetime.date) -> tuple[Result, ...]:
    """What others recognised from `first` to `last`: it counts in the year of its recognition, and
    stands in the ledger of its own day."""
    return tuple(
        one
        for one in results(case)
        if first <= one.counts_on <= last and is_recognised(case, one.recogniser)
    )


def counted(entries: Iterable[_Entry], stage: Stage) -> tuple[_Entry, ...]:
    """Those that count for a year: what was done between the application and the naming is
    recorded, and stands in no count."""
    named = stage.cycle[0] if stage.cycle else datetime.date.min
    return tuple(one for one in entries if one.date >= named)


def is_before_naming(case: Case, stage: Stage, day: datetime.date) -> bool:
    """Whether a ledger may record what happened that day although no cycle had begun: since the
    pledge an application cites nothing more."""
    return stage.cycle is not None and case.dossier.pledge.date < day < stage.cycle[0]


def member_changes(case: Case) -> tuple[MemberChange, ...]:
    """All changes of the team by date."""
    found = itertools.chain.from_iterable(one.member_changes for one in case.ledgers.values())
    return tuple(sorted(found, key=lambda change: change.date))


def is_model_worker(leader: Leader, policy: Policy) -> bool:
    """Whether an honour of `leader` is one that makes a model worker (Art. 6(一))."""
    titles = policy.application.model_worker_titles
    return any(is_titled(honour.title, titles) for honour in leader.honours)


def application_day(case: Case, today: datetime.date) -> datetime.date | None:
    """The day that the leader signed, by which an application counts; None where it cannot be that
    day, so that nothing can be counted by it: before the call, after it was handed in, or still to
    come (A07-1h and A07-1a say so, once for all)."""
    signed = case.dossier.pledge.date
    acts = case.record.acts if case.record else ()
    received = [act.date for act in acts if isinstance(act, Application)]
    early = case.intake is not None and signed < case.intake.call.date
    return None if early or signed > min((*received, today)) else signed


def successors(stage: Stage) -> Iterator[tuple[Act, Leader]]:
    """Whom each report of a leader's change proposes (Art. 14)."""
    for act in stage.of("带头人变更"):
        if isinstance(act.record, LeaderChange) and act.record.successor:
            yield act, act.record.successor


def without_school(case: Case, unit: str) -> ComparedName:
    """A unit by its own name, to compare: the school's, which is the union's without 工会委员会,
    may stand before it."""
    school = case.intake.union.name.removesuffix("工会委员会") if case.intake else ""
    own = comparison_key(unit)
    return ComparedName(own.removeprefix(comparison_key(school)) or own)


def last_day(stage: Stage) -> datetime.date:
    """The day on which the duties of the cycle end: its last day, or the day it was struck off."""
    assert stage.cycle is not None
    return min(stage.ended_on or stage.cycle[1], stage.cycle[1])


def counted_years(case: Case, stage: Stage) -> tuple[CountedYear, ...]:
    """The years that “每年” means (Art. 6(六)(七)): cycle years, or, if the policy says 自然年,
    the calendar years that lie wholly inside the cycle."""
    if not stage.cycle:
        return ()
    if stage.policy.application.exchange_year == "自然年":
        whole = [
            y
            for y in stage.years
            if stage.cycle[0] <= datetime.date(y, 1, 1)
            and datetime.date(y, 12, 31) <= stage.cycle[1]
        ]
        spans = [(f"{y}年", datetime.date(y, 1, 1), datetime.date(y, 12, 31)) for y in whole]
    else:
        spans = [
            (cycle_year(n), first, last) for n, (first, last) in enumerate(stage.cycle_years, 1)
        ]
    return tuple(
        CountedYear(
            label=label,
            first=first,
            last=last,
            exchanges=tuple(e for e in exchanges(case) if first <= e.date <= last),
            results=tuple(r for r in results(case) if first <= r.date <= last),
            recognised=recognised(case, first, last),
        )
        for label, first, last in spans
    )


def finished_years(case: Case, stage: Stage, today: datetime.date) -> tuple[CountedYear, ...]:
    """The counted years that are over and in which the duties held to the end."""
    if not stage.cycle:
        return ()
    end = min(last_day(stage), today - datetime.timedelta(days=1))
    return tuple(year for year in counted_years(case, stage) if year.last <= end)


def disclosed_years(stage: Stage) -> tuple[int, ...]:
    """The years for which the use of the money is shown beside the self-assessment (Art. 9)."""
    first = stage.policy.funds.disclosed_from
    return tuple(year for year in stage.assessed_years if year >= first)


def ledger_classes(ledger: Ledger, stage: Stage) -> tuple[str, ...]:
    """Which of the policy's classes (Art. 10) hold anything of the cycle."""
    plans = ledger.plans
    planned = plans is not None and bool(plans.plan or plans.summary)
    return tuple(
        kept.name
        for kept in map(class_named, stage.policy.ledger.classes)
        if (planned if kept is PLANS else counted(kept.entries(ledger), stage))
    )


def classes_due(stage: Stage, year: int) -> tuple[str, ...]:
    """The ledger classes that `year` must show. Results and exchanges are asked for per counted
    year (Art. 6(六)(七)), so a year that the cycle only touches need not have them."""
    assert stage.cycle is not None
    whole = stage.cycle[0] <= datetime.date(year, 1, 1)
    return tuple(
        name for name in stage.policy.ledger.classes if whole or class_named(name).in_part_years
    )


def plan_day(stage: Stage, year: int) -> datetime.date | None:
    """By when the plan of `year` is written: a studio that is named too late for the day of the
    others writes its first plan within that year; None where the cycle is over before."""
    assert stage.cycle is not None
    due = stage.policy.ledger.plan_due.of(year)
    if stage.cycle[0] + datetime.timedelta(days=stage.policy.ledger.first_plan_days) > due:
        due = max(stage.policy.ledger.first_plan_due.of(year), stage.cycle[0])
    return due if due <= last_day(stage) else None


def unwritten_plans(
    case: Case, stage: Stage, today: datetime.date
) -> Iterator[tuple[int, str, str, datetime.date]]:
    """(year, what, the policy's line, its day) of each plan and summary of a year whose day was
    over before `today` and that is not written. A ledger that cannot be read may hold them."""
    for year in stage.years:
        ledger = case.ledgers.get(year)
        if ledger is None and shown_path(case.key, ledger_file(year)) in case.unread:
            continue
        plans = ledger.plans if ledger else None
        lifted = {*excused(case, year, today), *stated_of(case, stage, f"{year}年", today)}
        day, lines = plan_day(stage, year), stage.policy.ledger
        key = "plan_due" if day == lines.plan_due.of(year) else "first_plan_due"
        asked: list[tuple[str, str, datetime.date | None, object]] = [
            (YEARLY_PLAN, key, day, plans and plans.plan)
        ]
        if year in stage.assessed_years:
            day = lines.summary_due.of(year + 1)
            asked.append((YEARLY_SUMMARY, "summary_due", day, plans and plans.summary))
        for name, key, due, written in asked:
            if due and due < today and not written and not lifted & {name, PLANS.name}:
                yield year, name, key, due


def stated_of(case: Case, stage: Stage, period: str, on: datetime.date) -> frozenset[str]:
    """The items that the union stated to lack in a period that is over: it knows of them."""
    return frozenset(item for when, item in stated(case, stage, on) if when == period)


def filings(stage: Stage) -> tuple[AssessmentFiling, ...]:
    """The yearly self-assessments that the union took on file (Art. 11)."""
    acts = stage.of("年度自评备案")
    return tuple(act.record for act in acts if isinstance(act.record, AssessmentFiling))


def type_on(case: Case, stage: Stage, day: datetime.date) -> StudioType:
    """The studio's title on `day`: a renaming may change it (Art. 14)."""
    kind = case.dossier.profile.type
    for act in stage.of("重新命名"):
        if isinstance(act.record, Renaming) and act.date <= day and act.record.type:
            kind = act.record.type
    return kind


def leader_names(case: Case, stage: Stage) -> frozenset[ComparedName]:
    """Everybody who led the studio or was proposed to."""
    proposed = {successor.name for _, successor in successors(stage)}
    return frozenset({case.dossier.leader.name, *proposed})


def everybody(case: Case, stage: Stage) -> frozenset[ComparedName]:
    """Everybody who ever belonged to the studio."""
    members = {member.name for member in case.dossier.members}
    joined = {change.name for change in member_changes(case)}
    return leader_names(case, stage) | members | joined


@dataclass(frozen=True, slots=True)
class Membership:
    """When people joined and left, from the roster and the changes; built once, asked often."""

    changes: dict[ComparedName, tuple[MemberChange, ...]]
    roster: frozenset[ComparedName]

    @classmethod
    def of(cls, case: Case) -> Membership:
        changes: dict[ComparedName, tuple[MemberChange, ...]] = {}
        for change in member_changes(case):
            changes[change.name] = (*changes.get(change.name, ()), change)
        return cls(changes, frozenset(member.name for member in case.dossier.members))

    def belongs(self, name: ComparedName, day: datetime.date) -> bool:
        """Whether `name` is a member on `day`; the day of leaving still counts."""
        inside = name in self.roster
        for change in self.changes.get(name, ()):
            if change.kind is MemberChangeKind.JOINED and change.date <= day:
                inside = True
            if change.kind is MemberChangeKind.LEFT and change.date < day:
                inside = False
        return inside

    def count_on(self, day: datetime.date) -> int:
        """Members after the changes of `day`."""
        after = day + datetime.timedelta(days=1)
        return sum(self.belongs(name, after) for name in {*self.roster, *self.changes})
