"""Art. 10: ledgers complete, in order, in their year and cycle, each thing entered once."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator

from pipeline.chinese import ordinal
from pipeline.diagnostics import Place, visible
from pipeline.dossier.acts.cycle import Purse
from pipeline.dossier.application import PastResult
from pipeline.dossier.fields import Entry, NumberedEntry, Written
from pipeline.dossier.ledger import (
    ASSESSED,
    PLANS,
    SPENDINGS,
    YEARLY_PLAN,
    YEARLY_SUMMARY,
    Daily,
    Exchange,
    Ledger,
    MemberChange,
    PlainEntry,
    Plan,
    RegulationChange,
    Result,
    SelfAssessment,
    classes_in,
)
from pipeline.dossier.paths import DOSSIER_FILE, ledger_file, shown_path
from pipeline.rules.compared.traces import bare
from pipeline.rules.facts import classes_due, last_day, ledger_classes, unwritten_plans
from pipeline.rules.finding import DOSSIER, INTAKE, LEDGERS, RECORD, Finding, Placed, Rule
from pipeline.rules.listed import allowed, instead
from pipeline.rules.rows import forbids, warns
from pipeline.rules.waiving.excused import ALWAYS_ASKED, declarable, excused, is_declarable


def entry_outside_year(p: Placed) -> Iterator[Finding]:
    """Entries belong to the calendar year of their ledger; plans and summaries may be signed
    in the first months of the next."""
    for year, ledger in p.case.ledgers.items():
        yield from _plans_outside_year(year, ledger)
        dated: tuple[Entry | MemberChange, ...] = (
            *_entries(ledger),
            *ledger.spendings,
            *ledger.member_changes,
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


def serial_gap(p: Placed) -> Iterator[Finding]:
    """Running numbers start at 1 and leave no gap."""
    for ledger in p.case.ledgers.values():
        for kept in classes_in(ledger):
            for wanted, entry in enumerate(kept.entries(ledger), 1):
                if isinstance(entry, NumberedEntry) and entry.serial != wanted:
                    yield Finding(
                        entry.marks.at("序号"),
                        f"序号是 {entry.serial}，按顺序应是 {wanted}",
                        "同一类记录从 1 起连续编号；补上漏记的，或改正序号。",
                    )
                    break


def entries_out_of_order(p: Placed) -> Iterator[Finding]:
    """A ledger is kept as things happen: each list by date."""
    for ledger in p.case.ledgers.values():
        for kept in classes_in(ledger):
            for before, after in itertools.pairwise(kept.entries(ledger)):
                if after.date < before.date:
                    yield Finding(
                        after.marks.at("日期"),
                        f"日期 {after.date} 早于上一条 {before.date}",
                        "按日期先后排列，再重编序号。",
                        (before.marks.at("日期"),),
                    )


def _entries(ledger: Ledger) -> tuple[Entry, ...]:
    """What was done: the entries of every class but the spendings."""
    classes = (one for one in classes_in(ledger) if one is not SPENDINGS)
    return tuple(entry for one in classes for entry in one.entries(ledger))


def entry_outside_cycle(p: Placed) -> Iterator[Finding]:
    """A ledger records the work of the cycle, from the naming to its end."""
    if not p.stage.cycle:
        return
    first, last = p.stage.cycle[0], last_day(p.stage)
    for ledger in p.case.ledgers.values():
        for entry in _entries(ledger):
            if not first <= entry.date <= last:
                yield Finding(
                    entry.marks.at("日期"),
                    f"日期 {entry.date} 不在周期 {first} 至 {last} 内",
                    f"命名以前的写在 {DOSSIER_FILE}；周期以后的不记入本周期台账。",
                )


def entry_in_future(p: Placed) -> Iterator[Finding]:
    """A ledger records what has happened."""
    for ledger in p.case.ledgers.values():
        plans = ledger.plans
        signed = (plans.plan, plans.summary, plans.assessment) if plans else ()
        dated: tuple[Written | None, ...] = (
            *signed,
            *_entries(ledger),
            *ledger.spendings,
            *ledger.member_changes,
            *ledger.regulation_changes,
        )
        for entry in dated:
            date: datetime.date | None = getattr(entry, "date", None)
            if entry and date and date > p.today:
                key = "施行日期" if isinstance(entry, RegulationChange) else "日期"
                yield Finding(
                    entry.marks.at(key),
                    f"{key} {date} 还没有到（今天 {p.today}）",
                    "事情办完再记；核对日期。",
                )


def ledger_outside_cycle(p: Placed) -> Iterator[Finding]:
    """There are ledgers for the years of the cycle only; after it, for what is spent of the award
    (Art. 13)."""
    for year, ledger in p.case.ledgers.items():
        of_award = p.stage.cycle and year > p.stage.cycle[1].year and _only_award(ledger)
        if p.stage.cycle and year not in p.stage.years and not of_award:
            yield Finding(
                ledger.marks.at("年度"),
                f"{year} 年不在周期 {p.stage.cycle[0]} 至 {p.stage.cycle[1]} 内",
                "核对年度和文件名。",
            )


def _only_award(ledger: Ledger) -> bool:
    """Whether a ledger holds spendings of the award, and nothing else."""
    others = (ledger.plans, ledger.member_changes, ledger.regulation_changes, _entries(ledger))
    purses = {spending.purse for spending in ledger.spendings}
    return not any(others) and purses == {Purse.AWARD}


def declared_item_unknown(p: Placed) -> Iterator[Finding]:
    """What is declared not applicable is an item of the ledger; a slip would do nothing."""
    known = declarable(p.stage)
    for ledger in p.case.ledgers.values():
        for one in ledger.not_applicable:
            if not is_declarable(p.stage, one.item):
                yield Finding(
                    one.marks.at("项目"),
                    f"“不适用”里的“{visible(one.item)}”不是台账项目",
                    f"项目：{'、'.join(one for one in known if one not in ALWAYS_ASKED)}。",
                )


def ledger_class_unlisted(p: Placed) -> Iterator[Finding]:
    """A class that only another year's policy names is none of this ledger."""
    for year, ledger in p.case.ledgers.items():
        known = allowed(p, datetime.date(year, 12, 31), lambda policy: policy.ledger.classes)
        for name, entries in ledger.plain.items():
            if entries and name not in known:
                yield Finding(
                    ledger.marks.at(name),
                    f"{year} 年的台账没有“{name}”这一类{p.stage.policy.remark('ledger.classes')}",
                    instead(name, known),
                )


def _or_declared(name: str) -> str:
    """What else a leader can do than to supply it."""
    if name in ALWAYS_ASKED:
        return ""
    return "；确实没有的，在“不适用”里写明理由，报校工会同意"


def ledger_class_missing(p: Placed) -> Iterator[Finding]:
    """Every year whose end lies in the cycle has its classes: all of them in a whole year."""
    for year in p.stage.years_ended:
        if not _over(p, year):
            continue
        ledger = p.case.ledgers.get(year)
        if ledger is None:
            many = ordinal(len(p.stage.policy.ledger.classes))
            yield Finding(
                Place(file=shown_path(p.case.key, ledger_file(year))),
                f"没有 {year} 年的台账",
                f"新建 {ledger_file(year)}，补记{many}类台账。",
            )
            continue
        present, class_of = ledger_classes(ledger, p.stage), declarable(p.stage)
        lifted = {class_of.get(item, item) for item in excused(p.case, year, p.today)}
        for name in classes_due(p.stage, year):
            if name not in present and name not in lifted:
                yield Finding(
                    ledger.marks.at(name),
                    f"{year} 年台账没有“{name}”",
                    f"补记“{name}”{_or_declared(name)}。",
                )


def plan_or_summary_missing(p: Placed) -> Iterator[Finding]:
    """Every year has its plan, and every year that ends in the cycle its summary, by its day. Of a
    whole year without a ledger A10-1h tells once that year is over."""
    told: set[int] = set()
    for year, name, key, due in unwritten_plans(p.case, p.stage, p.today):
        ledger = p.case.ledgers.get(year)
        passed = f"{due} 已过{p.stage.policy.remark(f'ledger.{key}')}"
        if ledger is not None:
            yield Finding(
                ledger.marks.at(PLANS.name),
                f"没有 {year} 年的{name}，{passed}",
                f"在“{PLANS.name}”里补“{name}”{_or_declared(name)}。",
            )
        elif year not in told and not _over(p, year):
            told.add(year)
            yield Finding(
                Place(file=shown_path(p.case.key, ledger_file(year))),
                f"没有 {year} 年的台账，{name}应在 {due} 以前写，{passed}",
                f"新建 {ledger_file(year)}，补写“{name}”，补记这一年的活动、成果和支出。",
            )


def _over(p: Placed, year: int) -> bool:
    """Whether the year ended in the cycle, and before today."""
    return year in p.stage.years_ended and datetime.date(year, 12, 31) < p.today


def entry_twice(p: Placed) -> Iterator[Finding]:
    """One activity is one entry: not in two classes, nor in the application and the ledger."""
    seen: dict[tuple[datetime.date, str], Place] = {
        (one.date, one.theme): one.marks.at("主题") for one in p.case.dossier.activities
    }
    for ledger in p.case.ledgers.values():
        activities: tuple[Daily | Exchange | PlainEntry, ...] = (
            *ledger.daily,
            *ledger.exchanges,
            *itertools.chain.from_iterable(ledger.plain.values()),
        )
        for entry in activities:
            key = (entry.date, entry.theme)
            if key in seen:
                yield Finding(
                    entry.marks.at("主题"),
                    f"“{entry.theme}”（{entry.date}）记了两次",
                    "一次活动只记一处；删去一处。",
                    (seen[key],),
                )
            seen.setdefault(key, entry.marks.at("主题"))


def result_twice(p: Placed) -> Iterator[Finding]:
    """One result is one entry, by its name and by its certificate's number, however written."""
    seen: dict[str, Place] = {}
    for old in p.case.dossier.results:
        for key in _names_of(old):
            seen.setdefault(key, old.marks.at("名称"))
    for ledger in p.case.ledgers.values():
        for result in ledger.results:
            keys = _names_of(result)
            first = next((seen[key] for key in sorted(keys) if key in seen), None)
            if first:
                yield Finding(
                    result.marks.at("名称"),
                    f"成果“{result.name}”或它的编号已经写过",
                    "一项成果只计一次；删去一处，或写明是另一项认定。",
                    (first,),
                )
            for key in keys:
                seen.setdefault(key, result.marks.at("名称"))


def _names_of(result: PastResult | Result) -> set[str]:
    number = bare(result.number or "").removesuffix("号")
    # A rank of a prize is no number.
    return {bare(result.name), number if any(map(str.isdigit, number)) else bare(result.name)}


RULES: tuple[Rule, ...] = (
    forbids("A10-1a", "10", "记录不在台账年度内", entry_outside_year, needs=DOSSIER, parts=LEDGERS,
            about=("台账",)),
    forbids("A10-1b", "10", "序号不连续", serial_gap, needs=DOSSIER, parts=LEDGERS,
            about=("台账",), family="serials"),
    warns("A10-1c", "10", "记录没有按日期排列", entries_out_of_order, needs=DOSSIER, parts=LEDGERS,
          about=("台账",), family="entry_order"),
    forbids("A10-1e", "10", "记录不在周期内", entry_outside_cycle,
            needs=RECORD | INTAKE, parts=LEDGERS, about=("台账",)),
    forbids("A10-1f", "10", "记录日期在将来", entry_in_future, needs=DOSSIER, parts=LEDGERS,
            about=("台账",)),
    forbids("A10-1g", "10", "台账年度不在周期内", ledger_outside_cycle,
            needs=RECORD | INTAKE, parts=LEDGERS, about=("台账",)),
    warns("A10-1h", "10", "台账类别不全", ledger_class_missing, "ledger.classes", about=("台账",)),
    forbids("A10-1m", "10", "台账类别不在标准里", ledger_class_unlisted, "ledger.classes",
            needs=INTAKE, parts=LEDGERS, about=("台账",)),
    warns("A10-1l", "10", "没有年度计划或年度总结", plan_or_summary_missing,
          "ledger.plan_due", "ledger.first_plan_due", "ledger.summary_due",
          needs=RECORD | INTAKE, parts=LEDGERS,
          about=("台账",)),
    forbids("A10-1k", "10", "不适用的项目不存在", declared_item_unknown, "ledger.classes",
            needs=INTAKE, parts=LEDGERS, about=("台账",)),
    forbids("A10-1i", "10", "一次活动记了两次", entry_twice, needs=DOSSIER, parts=LEDGERS,
            about=("台账",), family="one_proof"),
    forbids("A10-1j", "10", "一项成果写了两次", result_twice, needs=DOSSIER, parts=LEDGERS,
            about=("台账",), family="one_proof"),
)  # fmt: skip
