"""Art. 10: ledgers complete, in order, in their year and cycle, each thing entered once."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator

from pipeline.chinese import ordinal
from pipeline.diagnostics import Place, visible
from pipeline.dossier.application import PastResult
from pipeline.dossier.duties import Project
from pipeline.dossier.fields import Entry, NumberedEntry
from pipeline.dossier.ledger import (
    PLANS,
    YEARLY_PLAN,
    Daily,
    Exchange,
    PlainEntry,
    Result,
    classes_in,
)
from pipeline.dossier.paths import ledger_file, shown_path
from pipeline.rules.compared.traces import bare
from pipeline.rules.facts import (
    classes_due,
    ledger_classes,
    stated_of,
    unwritten_plans,
)
from pipeline.rules.finding import DOSSIER, INTAKE, LEDGERS, RECORD, Finding, Placed, Rule
from pipeline.rules.listed import allowed, instead
from pipeline.rules.rows import forbids, warns
from pipeline.rules.waiving.excused import ALWAYS_ASKED, declarable, excused, is_declarable


def serial_gap(p: Placed) -> Iterator[Finding]:
    """Running numbers start at 1 and leave no gap."""
    for ledger in p.case.ledgers.values():
        lists: list[tuple[Entry | Project, ...]] = [
            kept.entries(ledger) for kept in classes_in(ledger)
        ]
        for listed in (*lists, ledger.projects):
            for wanted, entry in enumerate(listed, 1):
                if isinstance(entry, NumberedEntry | Project) and entry.serial != wanted:
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
                f"新建 {ledger_file(year)}，确有的按{many}类补记；没有的由校工会记“缺项认定”。",
            )
            continue
        present, class_of = ledger_classes(ledger, p.stage), declarable(p.stage)
        known = {*excused(p.case, year, p.today), *stated_of(p.case, p.stage, f"{year}年", p.today)}
        lifted = {class_of.get(item, item) for item in known}
        for name in classes_due(p.stage, year):
            if name not in present and name not in lifted:
                yield Finding(
                    ledger.marks.at(name),
                    f"{year} 年台账没有“{name}”",
                    f"确有而漏记的，补记“{name}”{_or_declared(name)}"
                    "；这一年已过，不能再补办的，由校工会记“缺项认定”。",
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
                f"当时写过的，补录；没有的，不能再补写，由校工会记“缺项认定”{_or_declared(name)}。"
                if name == YEARLY_PLAN and year < p.today.year
                else f"在“{PLANS.name}”里补“{name}”{_or_declared(name)}。",
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
    forbids("A10-1b", "10", "序号不连续", serial_gap, needs=DOSSIER, parts=LEDGERS,
            about=("台账",), family="serials"),
    warns("A10-1c", "10", "记录没有按日期排列", entries_out_of_order, needs=DOSSIER, parts=LEDGERS,
          about=("台账",), family="entry_order"),
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
