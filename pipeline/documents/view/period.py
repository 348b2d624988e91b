"""What a studio did within a span of days: the facts beside a check or a re-review.

Counts and lists only what the ledgers record; what is enough, the rules say.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from types import MappingProxyType

from pipeline.account import account, spendings
from pipeline.documents.view.written import View
from pipeline.dossier.ledger import Spending
from pipeline.dossier.load import Case
from pipeline.lifecycle import Stage
from pipeline.rules import facts
from pipeline.rules.regulations import regulations_on


def period_view(
    case: Case, stage: Stage, first: datetime.date, last: datetime.date
) -> dict[str, object]:
    """Activities, results, regulations, ledgers and money from `first` to `last`."""
    spent = [one for one in spendings(case) if one.date <= last]
    money = account(case, stage, last)
    daily = [one for ledger in case.ledgers.values() for one in ledger.daily]
    exchanges = [one for one in facts.exchanges(case) if first <= one.date <= last]
    results = [one for one in facts.results(case) if first <= one.date <= last]
    return {
        "日常活动数": sum(first <= one.date <= last for one in daily),
        "交流活动": tuple(
            MappingProxyType(
                {
                    "日期": e.date,
                    "类别": e.kind.value,
                    "主题": e.theme,
                    "合作单位": e.partner,
                    "人数": e.headcount,
                }
            )
            for e in sorted(exchanges, key=lambda e: e.date)
        ),
        "成果": tuple(
            MappingProxyType(
                {
                    "日期": r.date,
                    "名称": r.name,
                    "类别": r.kind.value,
                    "认定单位": r.recogniser or "",
                    "编号": r.number or "",
                }
            )
            for r in sorted(results, key=lambda r: r.date)
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
                    "日常活动": sum(d.date <= last for d in ledger.daily) if ledger else 0,
                    "交流活动": sum(e.date <= last for e in ledger.exchanges) if ledger else 0,
                    "创新成果": sum(r.date <= last for r in ledger.results) if ledger else 0,
                    "备案日期": filed.get(year, ""),
                }
            )
        )
    return tuple(rows)


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
