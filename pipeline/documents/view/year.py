"""One ledger year of a studio, for its self-assessment (Art. 10, 11).

Extends the studio's view by that year's ledger, counts and money. Must not judge them.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from pipeline.account import account
from pipeline.documents.view.duties import duty_rows
from pipeline.documents.view.entries import exchange_rows, result_rows, results_between
from pipeline.documents.view.evidence import ledger_evidence
from pipeline.documents.view.period import premises_view
from pipeline.documents.view.photos import activity_photos
from pipeline.documents.view.studio import studio_view
from pipeline.documents.view.written import View, as_view
from pipeline.dossier.acts.cycle import Purse
from pipeline.dossier.fields import Written
from pipeline.dossier.ledger import Ledger, MemberChangeKind, plain_names
from pipeline.dossier.load import Case
from pipeline.lifecycle import Stage
from pipeline.policies import Policy
from pipeline.rules import facts


def year_view(case: Case, stage: Stage, ledger: Ledger) -> dict[str, object]:
    """The studio at the end of a ledger year, with that year's ledger, counts and money."""
    assessment = ledger.plans.assessment if ledger.plans else None
    first, last = datetime.date(ledger.year, 1, 1), datetime.date(ledger.year, 12, 31)
    day = assessment.date if assessment else last
    own = tuple(one for one in ledger.spendings if one.purse is Purse.SUPPORT)
    spent: Counter[str] = Counter()
    for spending in own:
        spent[spending.item] += spending.amount
    money = account(case, stage, last)
    exchanges = facts.counted(ledger.exchanges, stage)
    daily = len(facts.counted(ledger.daily, stage))
    named = stage.cycle[0] if stage.cycle else first
    recognised = facts.recognised(case, max(first, named), last)
    kinds = Counter(str(entry.kind) for entry in exchanges)
    members = roster_on(case, day)
    return {
        **studio_view(case, stage, day),
        "年度": ledger.year,
        "台账": as_view(ledger),
        "自评": as_view(assessment),
        "其他台账": plain_classes(stage, ledger),
        "台账佐证": ledger_evidence(case, ledger.year),
        "活动照片": activity_photos(case, ledger.year),
        "备案": next((as_view(f) for f in facts.filings(stage) if f.year == ledger.year), ""),
        "成员数": len(members),
        "在册成员": as_view(members),
        "年末场所": premises_view(case, day),
        "交流记录": exchange_rows(case, stage, ledger.exchanges),
        "交流合计": len(exchanges),
        "日常合计": daily,
        "命名以前交流": len(ledger.exchanges) - len(exchanges),
        "命名以前日常": len(ledger.daily) - daily,
        "成果记录": result_rows(case, stage, results_between(case, stage, first, last), day),
        "成果合计": (made := len(facts.counted(ledger.results, stage))),
        "命名以前成果": len(ledger.results) - made,
        "以前完成数": sum(one.date < first for one in recognised),
        "职责": duty_rows(case, stage, (ledger.year,), first, last),
        "交流次数": tuple(
            MappingProxyType({"类别": k, "次数": n}) for k, n in sorted(kinds.items())
        ),
        "认定成果数": len(recognised),
        "支出合计": sum(spent.values()),
        "本年支出": as_view(own),
        "上年累计支出": money.spent - sum(spent.values()),
        "累计到账": money.received,
        "累计退回": money.refunded,
        "结余": money.left,
        "分科目支出": tuple(
            MappingProxyType({"科目": item, "金额": amount}) for item, amount in spent.items()
        ),
        "自评表": score_rows(
            case.rulebook.on(assessment.date) if assessment else stage.policy,
            assessment.scores if assessment else {},
        ),
        "自评总分": sum(
            (sum(marks.values(), Decimal(0)) for marks in assessment.scores.values()), Decimal(0)
        )
        if assessment
        else Decimal(0),
    }


def plain_classes(stage: Stage, ledger: Ledger) -> tuple[View, ...]:
    """The classes that only the policy names: 类别 条数 记录, also those without an entry."""
    names = dict.fromkeys(plain_names(stage.policy.ledger.classes))
    names |= {name: None for name, entries in ledger.plain.items() if entries}
    kept = {name: ledger.plain.get(name, ()) for name in names}
    return tuple(
        MappingProxyType({"类别": name, "条数": len(entries), "记录": as_view(entries)})
        for name, entries in kept.items()
    )


def roster_on(case: Case, day: datetime.date) -> tuple[Written, ...]:
    """Members on `day`: as applied for, plus those who joined, less those who left."""
    roster: dict[str, Written] = {member.name: member for member in case.dossier.members}
    for change in facts.member_changes(case):
        if change.date > day:
            continue
        if change.kind is MemberChangeKind.LEFT:
            roster.pop(change.name, None)
        else:
            roster.setdefault(change.name, change)
    return tuple(roster.values())


def score_rows(policy: Policy, given: Mapping[str, Mapping[str, Decimal]]) -> tuple[View, ...]:
    """One row per indicator of the policy: 维度 指标 满分 得分 首行 行数 (for merged cells)."""
    aspects = policy.rereview.aspects
    return tuple(
        MappingProxyType(
            {
                "维度": aspect,
                "指标": indicator,
                "满分": full,
                "得分": given.get(aspect, {}).get(indicator, ""),
                "首行": row == 0,
                "行数": len(indicators),
                "维度满分": sum(indicators.values()),
            }
        )
        for aspect, indicators in aspects.items()
        for row, (indicator, full) in enumerate(indicators.items())
    )
