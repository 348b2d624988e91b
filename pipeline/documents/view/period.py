"""What a studio did within a span of days: the facts beside a check or a re-review.

Counts and lists only what the ledgers record; what is enough, the rules say.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from types import MappingProxyType

from pipeline.account import account, spendings
from pipeline.documents.view.entries import exchange_rows, result_rows, results_between
from pipeline.documents.view.written import View
from pipeline.dossier.fields import Entry
from pipeline.dossier.ledger import Spending
from pipeline.dossier.load import Case
from pipeline.lifecycle import Stage
from pipeline.premises import premises_changes, premises_on
from pipeline.rules import facts
from pipeline.rules.regulations import regulations_on


def period_view(
    case: Case, stage: Stage, first: datetime.date, last: datetime.date
) -> dict[str, object]:
    """Activities, results, regulations, ledgers and money from `first`, at the earliest the naming,
    to `last`."""
    first = max(first, stage.cycle[0]) if stage.cycle else first
    spent = [one for one in spendings(case) if one.date <= last]
    money = account(case, stage, last)
    daily = [one for ledger in case.ledgers.values() for one in ledger.daily]
    exchanges = [one for one in facts.exchanges(case) if first <= one.date <= last]
    results = results_between(case, stage, first, last)
    return {
        "日常活动数": sum(first <= one.date <= last for one in daily),
        "交流活动": exchange_rows(case, stage, sorted(exchanges, key=lambda e: e.date)),
        "成果": result_rows(case, stage, results, last),
        "认定成果数": len(facts.recognised(case, first, last)),
        "场所": premises_view(case, last),
        "场所变动": tuple(
            MappingProxyType(
                {
                    "日期": one.date,
                    "变动": one.kind.value,
                    "地点": one.address or "",
                    "原因": one.reason or "",
                }
            )
            for one in premises_changes(case)
            if first <= one.date <= last
        ),
        "成员数": facts.Membership.of(case).count_on(last),
        "制度种数": len(regulations_on(case, stage.policy, last).in_force),
        "台账": _ledgers(case, stage, last),
        "到账": money.received,
        "支出": money.spent,
        "退回": money.refunded,
        "结余": money.left,
        "分科目": _by_item(spent),
    }


def _ledgers(case: Case, stage: Stage, last: datetime.date) -> tuple[View, ...]:
    """The ledger of each year begun by `last`: plan, summary, self-assessment, classes, filing."""
    filed = {one.year: one.date for one in facts.filings(stage) if one.date <= last}
    rows = []
    for year in (y for y in stage.years if datetime.date(y, 1, 1) <= last):
        ledger = case.ledgers.get(year)
        plans = ledger.plans if ledger else None
        dated = (plans.plan, plans.summary, plans.assessment) if plans else (None, None, None)
        there = ["有" if one and one.date <= last else "无" for one in dated]
        rows.append(
            MappingProxyType(
                {
                    "年度": year,
                    "计划": there[0],
                    "总结": there[1],
                    "自评": there[2],
                    "日常活动": _number(stage, ledger.daily, last) if ledger else 0,
                    "交流活动": _number(stage, ledger.exchanges, last) if ledger else 0,
                    "创新成果": _number(stage, ledger.results, last) if ledger else 0,
                    "备案日期": filed.get(year, ""),
                }
            )
        )
    return tuple(rows)


def _number(stage: Stage, entries: Iterable[Entry], last: datetime.date) -> int:
    return sum(one.date <= last for one in facts.counted(entries, stage))


def premises_view(case: Case, day: datetime.date) -> View:
    """The place on that day; 失去 is since when there is none of its own, or ""."""
    held = premises_on(case, day)
    return MappingProxyType(
        {
            "地点": held.address,
            "面积": held.area,
            "独立固定": held.independent and held.lost is None,
            "失去": held.lost.date if held.lost else "",
        }
    )


def _by_item(spent: Iterable[Spending]) -> tuple[View, ...]:
    """Money by item, with the vouchers that account for it."""
    amounts: Counter[str] = Counter()
    vouchers: dict[str, list[str]] = {}
    for one in spent:
        amounts[one.item] += one.amount
        vouchers.setdefault(one.item, []).append(one.voucher)
    return tuple(
        MappingProxyType(
            {
                "科目": item,
                "金额": amount,
                "笔数": len(vouchers[item]),
                "凭证号": "、".join(vouchers[item]),
            }
        )
        for item, amount in amounts.items()
    )
