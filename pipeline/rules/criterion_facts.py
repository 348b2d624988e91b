"""What one studio's papers show for each fact that a criterion of the re-review may name (Art. 12).

A fact is counted, worded for a form, and traced to the entries that prove it. Must not give marks:
how a count becomes a mark is the policy's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pipeline.chinese import runs
from pipeline.dossier.acts.cycle import Purse
from pipeline.dossier.application import ExchangeKind
from pipeline.dossier.fields import NumberedEntry
from pipeline.dossier.ledger import Result
from pipeline.dossier.load import Case
from pipeline.lifecycle import Stage
from pipeline.lifted import spared
from pipeline.policies.sections import Fact
from pipeline.premises import premises_changes, premises_on, untold
from pipeline.rules import facts
from pipeline.rules.regulations import regulations_on

_APPLICATION = "申报表"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """`asked` words what full marks need, `found` what there is, `papers` where it stands: ledger
    entries by year, class and serial. Facts that experts judge have nothing required."""

    count: Decimal
    required: Decimal = Decimal(0)
    unit: str = ""
    asked: str = ""
    found: str
    papers: str


def count(fact: Fact, case: Case, stage: Stage) -> Counted:
    """The fact that a criterion names."""
    return _FACTS[fact](case, stage)


def _entries(noun: str, found: Iterable[NumberedEntry]) -> str:
    """“2024年交流1—3，2025年交流1—5”."""
    serials: dict[int, set[int]] = {}
    for one in found:
        serials.setdefault(one.date.year, set()).add(one.serial)
    return "，".join(f"{year}年{noun}{runs(serials[year])}" for year in sorted(serials))


def _years(years: Iterable[int], noun: str) -> str:
    """“2024、2025年自评”; nothing of no year."""
    shown = "、".join(map(str, sorted(years)))
    return f"{shown}年{noun}" if shown else ""


def _premises(case: Case, stage: Stage) -> Counted:
    held, changes = premises_on(case, facts.last_day(stage)), premises_changes(case)
    there = held.independent and held.lost is None
    found = "场所独立固定" if there else "场所不独立或不固定"
    if held.lost and held.independent:
        found = f"场所自{held.lost.date}起{held.lost.kind.value}"
        if lacking := untold(held.lost):
            found += f"，没有写{'、'.join(lacking)}"
    changed = _years({one.date.year for one in changes}, "场所变动")
    return Counted(
        count=Decimal(there),
        required=Decimal(1),
        unit="处",
        asked="场所须独立、固定",
        found=found,
        papers="，".join(filter(None, (_APPLICATION, changed))),
    )


def _equipment(case: Case, _: Stage) -> Counted:
    kinds = len(case.dossier.premises.equipment)
    return Counted(count=Decimal(kinds), found=f"申报设备{kinds}类", papers=_APPLICATION)


def _signs(case: Case, _: Stage) -> Counted:
    signs = len(case.dossier.premises.signs)
    return Counted(count=Decimal(signs), found=f"申报标志{signs}种", papers=_APPLICATION)


def _members(case: Case, stage: Stage) -> Counted:
    members = facts.Membership.of(case).count_on(facts.last_day(stage))
    changed = _years({one.date.year for one in facts.member_changes(case)}, "人员变动")
    papers = "，".join(filter(None, (_APPLICATION, changed)))
    return Counted(count=Decimal(members), found=f"期末成员{members}人", papers=papers)


def _regulations(case: Case, stage: Stage) -> Counted:
    wanted = stage.policy.application.regulation_kinds
    changes = [one for ledger in case.ledgers.values() for one in ledger.regulation_changes]
    kept = regulations_on(case, stage.policy, facts.last_day(stage))
    found, required = len(kept.kinds(wanted)), len(wanted)
    written = runs(range(1, len(case.dossier.regulations) + 1))
    changed = _years({one.date.year for one in changes}, "制度变动")
    papers = (f"{_APPLICATION}制度{written}" if written else "", changed)
    return Counted(
        count=Decimal(found),
        required=Decimal(required),
        unit="类",
        asked=f"制度应有{required}类",
        found=f"制度{found}/{required}类",
        papers="，".join(filter(None, papers)),
    )


def _exchanges(case: Case, stage: Stage) -> Counted:
    years = facts.counted_years(case, stage)
    return _yearly(
        {year.label: year.exchanges for year in years},
        "活动",
        "次",
        "交流",
        each_year=stage.policy.application.exchanges_min,
        asked="交流活动",
    )


def _recognised(case: Case, stage: Stage) -> Counted:
    years = facts.counted_years(case, stage)
    return _yearly(
        {year.label: year.recognised for year in years},
        "成果",
        "项",
        "成果",
        each_year=stage.policy.application.results_min,
        asked="得到认可的成果",
    )


def _yearly(
    years: Mapping[str, tuple[NumberedEntry, ...]],
    what: str,
    unit: str,
    noun: str,
    *,
    each_year: int,
    asked: str,
) -> Counted:
    """So many in each year: what one year has too many does not help another."""
    shown = "、".join(f"{label}{what}{len(found)}{unit}" for label, found in years.items())
    return Counted(
        count=Decimal(sum(min(len(found), each_year) for found in years.values())),
        required=Decimal(each_year * len(years)),
        unit=unit,
        asked=f"{asked}每年应有{each_year}{unit}（多出的不抵另一年）",
        found=shown,
        papers=_entries(noun, (one for found in years.values() for one in found)),
    )


def _ledger_classes(case: Case, stage: Stage) -> Counted:
    asked = {year: set(facts.classes_due(stage, year)) for year in stage.years_ended}
    kept = [year for year in asked if year in case.ledgers]
    found = sum(
        len(asked[year] & set(facts.ledger_classes(case.ledgers[year], stage))) for year in kept
    )
    required = sum(map(len, asked.values()))
    return Counted(
        count=Decimal(found),
        required=Decimal(required),
        unit="类",
        asked=f"各年台账共应有{required}类",
        found=f"台账类别{found}/{required}",
        papers=_years(kept, "台账"),
    )


def _assessments(_: Case, stage: Stage) -> Counted:
    asked = [y for y in stage.years_ended if not spared(stage, "年度自评备案", year=y)]
    filed = {filing.year for filing in facts.filings(stage)} & set(asked)
    required = len(asked)
    return Counted(
        count=Decimal(len(filed)),
        required=Decimal(required),
        unit="次",
        asked=f"年度自评应备案{required}次",
        found=f"年度自评备案{len(filed)}/{required}",
        papers=_years(filed, "自评"),
    )


def _plans(case: Case, stage: Stage) -> Counted:
    kept = {y: case.ledgers[y].plans for y in stage.years_ended if y in case.ledgers}
    planned = [year for year, one in kept.items() if one and one.plan]
    summed = [year for year, one in kept.items() if one and one.summary]
    found, required = len(planned) + len(summed), 2 * len(stage.years_ended)
    papers = (_years(planned, "计划"), _years(summed, "总结"))
    return Counted(
        count=Decimal(found),
        required=Decimal(required),
        unit="份",
        asked=f"年度计划、总结共应有{required}份",
        found=f"计划和总结{found}/{required}份",
        papers="，".join(filter(None, papers)),
    )


def _spendings(case: Case, _: Stage) -> Counted:
    """Of the support; the award is spent when the cycle is over."""
    each = {
        year: [n for n, one in enumerate(ledger.spendings, 1) if one.purse is Purse.SUPPORT]
        for year, ledger in sorted(case.ledgers.items())
    }
    number = sum(map(len, each.values()))
    papers = "，".join(f"{year}年支出{runs(rows)}" for year, rows in each.items() if rows)
    return Counted(count=Decimal(number), found=f"支出{number}笔", papers=papers)


def _mentoring(case: Case, stage: Stage) -> Counted:
    years = facts.counted_years(case, stage)
    found = [one for y in years for one in y.exchanges if one.kind is ExchangeKind.MENTORING]
    return _some(found, f"导师带徒{len(found)}次", "交流")


def _daily(case: Case, stage: Stage) -> Counted:
    assert stage.cycle is not None
    first, last = stage.cycle[0], facts.last_day(stage)
    found = [
        one for ledger in case.ledgers.values() for one in ledger.daily if first <= one.date <= last
    ]
    return _some(found, f"日常活动{len(found)}次", "日常")


def _benefits(case: Case, stage: Stage) -> Counted:
    found = [one for one in _results(case, stage) if one.benefit]
    return _some(found, f"写明效益的成果{len(found)}项", "成果")


def _use(case: Case, stage: Stage) -> Counted:
    found = _results(case, stage)
    return _some(found, f"写明应用的成果{len(found)}项", "成果")


def _results(case: Case, stage: Stage) -> list[Result]:
    return [one for year in facts.counted_years(case, stage) for one in year.results]


def _some(found: Iterable[NumberedEntry], shown: str, noun: str) -> Counted:
    entries = tuple(found)
    return Counted(count=Decimal(len(entries)), found=shown, papers=_entries(noun, entries))


_FACTS: Mapping[Fact, Callable[[Case, Stage], Counted]] = {
    "premises": _premises,
    "equipment": _equipment,
    "signs": _signs,
    "members": _members,
    "regulation_kinds": _regulations,
    "exchanges": _exchanges,
    "recognised_results": _recognised,
    "ledger_classes": _ledger_classes,
    "assessments": _assessments,
    "plans_and_summaries": _plans,
    "spendings": _spendings,
    "mentoring": _mentoring,
    "daily": _daily,
    "benefits": _benefits,
    "use": _use,
}
