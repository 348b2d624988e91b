"""Art. 10: what a ledger records lies in its year and in the cycle, and has happened."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from pipeline.dossier.acts.cycle import Purse
from pipeline.dossier.fields import Entry, Written
from pipeline.dossier.ledger import (
    ASSESSED,
    SPENDINGS,
    YEARLY_PLAN,
    YEARLY_SUMMARY,
    Activity,
    Daily,
    Exchange,
    Ledger,
    MemberChange,
    Plan,
    Result,
    SelfAssessment,
    classes_in,
)
from pipeline.dossier.paths import DOSSIER_FILE, ledger_file
from pipeline.rules.facts import is_before_naming, last_day
from pipeline.rules.finding import DOSSIER, INTAKE, LEDGERS, RECORD, Finding, Placed, Rule
from pipeline.rules.rows import forbids


def entry_outside_year(p: Placed) -> Iterator[Finding]:
    """Entries belong to the calendar year of their ledger; plans and summaries may be signed
    in the first months of the next."""
    for year, ledger in p.case.ledgers.items():
        yield from _plans_outside_year(year, ledger)
        dated: tuple[Entry | MemberChange, ...] = (
            *_entries(ledger),
            *ledger.spendings,
            *ledger.member_changes,
            *ledger.premises_changes,
        )
        for entry in dated:
            date = entry.date
            if date.year != year:
                yield Finding(
                    entry.marks.at("日期"),
                    f"日期 {date} 不在 {year} 年",
                    f"改正日期，或移到 {ledger_file(date.year)}。",
                )


def _plans_outside_year(year: int, ledger: Ledger) -> Iterator[Finding]:
    plans = ledger.plans
    if plans is None:
        return
    asked: tuple[tuple[str, Plan | SelfAssessment | None, tuple[int, int]], ...] = (
        (YEARLY_PLAN, plans.plan, (year - 1, year)),
        (YEARLY_SUMMARY, plans.summary, (year, year + 1)),
        (ASSESSED, plans.assessment, (year, year + 1)),
    )
    for name, written, years in asked:
        if written and written.date.year not in years:
            yield Finding(
                written.marks.at("日期"),
                f"{year} 年的{name}写于 {written.date}，应在 {years[0]} 年或 {years[1]} 年",
                "核对日期和台账年度。",
            )


def _entries(ledger: Ledger) -> tuple[Entry, ...]:
    """What was done: the entries of every class but the spendings."""
    classes = (one for one in classes_in(ledger) if one is not SPENDINGS)
    return tuple(entry for one in classes for entry in one.entries(ledger))


def entry_outside_cycle(p: Placed) -> Iterator[Finding]:
    """A ledger records the work of the cycle, from the naming to its end, and what was done since
    the application: that stands in no count, and an application cites only what was before."""
    if not p.stage.cycle:
        return
    first, last = p.stage.cycle[0], last_day(p.stage)
    for ledger in p.case.ledgers.values():
        for entry in _entries(ledger):
            if first <= entry.date <= last or is_before_naming(p.case, p.stage, entry.date):
                continue
            yield Finding(
                entry.marks.at("日期"),
                f"日期 {entry.date} 不在周期 {first} 至 {last} 内",
                _after(p, last)
                if entry.date > last
                else f"到申报承诺那天（{p.case.dossier.pledge.date}）为止的写在 {DOSSIER_FILE}。",
            )


def _after(p: Placed, last: datetime.date) -> str:
    """What is to be done about an entry after the cycle, or after its title was lost."""
    if last != p.stage.ended_on:
        return "周期以后的不记入本周期台账；核对日期。"
    return (
        f"{last} 起没有称号，以后的活动、成果不是本工作室的：写错日期的改正，其余的删去，"
        "由所在单位另行保存。"
    )


def entry_in_future(p: Placed) -> Iterator[Finding]:
    """A ledger records what has happened."""
    for ledger in p.case.ledgers.values():
        for entry, key, date in _days(ledger):
            if date > p.today:
                yield Finding(
                    entry.marks.at(key),
                    f"{key} {date} 还没有到（今天 {p.today}）",
                    "事情办完再记；核对日期。",
                )


def _days(ledger: Ledger) -> Iterator[tuple[Written, str, datetime.date]]:
    """(block, key, day) of everything that a ledger says has happened."""
    plans = ledger.plans
    for paper in (plans.plan, plans.summary, plans.assessment) if plans else ():
        if paper:
            yield paper, "日期", paper.date
    dated: tuple[Entry | MemberChange, ...] = (
        *_entries(ledger),
        *ledger.spendings,
        *ledger.member_changes,
        *ledger.premises_changes,
    )
    for entry in dated:
        yield entry, "日期", entry.date
        if isinstance(entry, Activity) and entry.ends:
            yield entry, "结束日期", entry.ends
        if isinstance(entry, Result) and entry.recognised:
            yield entry, "认定日期", entry.recognised
    for change in ledger.regulation_changes:
        yield change, "施行日期", change.date
    for project in ledger.projects:
        for key, day in project.days.items():
            yield project, key, day


def ends_before_it_begins(p: Placed) -> Iterator[Finding]:
    """10: what lasts several days ends after it began."""
    for ledger in p.case.ledgers.values():
        activities: tuple[Daily | Exchange, ...] = (*ledger.daily, *ledger.exchanges)
        for entry in activities:
            if entry.ends and entry.ends < entry.date:
                yield Finding(
                    entry.marks.at("结束日期"),
                    f"“{entry.theme}”{entry.ends} 结束，早于开始的 {entry.date}",
                    "核对起止日期；当天办完的，不写“结束日期”。",
                    (entry.marks.at("日期"),),
                )


def ledger_outside_cycle(p: Placed) -> Iterator[Finding]:
    """There are ledgers for the years of the cycle, and since the application; after it, for what
    is spent of the award (Art. 13)."""
    # Named in January, a studio may have applied the autumn before.
    first = min(p.case.dossier.pledge.date.year, p.stage.years.start)
    for year, ledger in p.case.ledgers.items():
        if not p.stage.cycle or first <= year <= p.stage.cycle[1].year:
            continue
        if year < first or not _only_award(ledger):
            yield Finding(
                ledger.marks.at("年度"),
                f"{year} 年不在周期 {p.stage.cycle[0]} 至 {p.stage.cycle[1]} 内",
                "核对年度和文件名。",
            )


def _only_award(ledger: Ledger) -> bool:
    """Whether a ledger holds spendings of the award, and nothing else."""
    others = (
        ledger.plans,
        ledger.member_changes,
        ledger.regulation_changes,
        ledger.premises_changes,
        ledger.projects,
        _entries(ledger),
    )
    purses = {spending.purse for spending in ledger.spendings}
    return not any(others) and purses == {Purse.AWARD}


RULES: tuple[Rule, ...] = (
    forbids(
        "A10-1a",
        "10",
        "记录不在台账年度内",
        entry_outside_year,
        needs=DOSSIER,
        parts=LEDGERS,
        about=("台账",),
    ),
    forbids(
        "A10-1e",
        "10",
        "记录不在周期内",
        entry_outside_cycle,
        needs=RECORD | INTAKE,
        parts=LEDGERS,
        about=("台账",),
    ),
    forbids(
        "A10-1f",
        "10",
        "记录日期在将来",
        entry_in_future,
        needs=DOSSIER,
        parts=LEDGERS,
        about=("台账",),
    ),
    forbids(
        "A10-1p",
        "10",
        "结束早于开始",
        ends_before_it_begins,
        needs=DOSSIER,
        parts=LEDGERS,
        about=("台账",),
    ),
    forbids(
        "A10-1g",
        "10",
        "台账年度不在周期内",
        ledger_outside_cycle,
        needs=RECORD | INTAKE,
        parts=LEDGERS,
        about=("台账",),
    ),
)
