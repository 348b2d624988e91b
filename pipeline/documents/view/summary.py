"""The union's account of a year: one row for each studio that it concerned (Art. 9, 11, 13).

Counts only what is recorded; which studios those are follows from their acts. Must not judge.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from pipeline.account import account, awarded, refunds, spendings
from pipeline.acts import TO_THE_NAME
from pipeline.documents.view.written import View
from pipeline.dossier.acts.cycle import Disbursement, Purse, Refund
from pipeline.dossier.acts.lists import AuditOpinion, YearSummary
from pipeline.dossier.intake import Intake
from pipeline.dossier.ledger import Spending
from pipeline.dossier.load import Case
from pipeline.leaders import leader_on
from pipeline.lifecycle import Act, Stage, name_on, paid, place
from pipeline.policies.sections import PAYMENT_ACTS

#: What the columns tell, what every studio does in every year, and the way to a name.
_ROUTINE = frozenset(
    (*TO_THE_NAME[:-1], *PAYMENT_ACTS, "奖励", "退回经费", "年度自评备案", "征求意见", "保密审查")
)
#: Where an act says how it came out, and to whom it was addressed.
_OUTCOMES = ("target", "verdict", "grade", "outcome", "title")


def summary_view(
    summary: YearSummary, cases: Sequence[tuple[Case, Stage]], intakes: Mapping[int, Intake]
) -> View:
    """Rows, sums by item, and what the audit committee said of that year."""
    last = min(summary.date, datetime.date(summary.year, 12, 31))
    items: Counter[str] = Counter()
    rows: list[View] = []
    for case, stage in cases:
        if row := _row(case, stage, summary.year, last):
            rows.append(row)
            for one in spendings(case):
                if _within(one.date, summary.year, last):
                    items[one.item] += one.amount
    opinions = (one for intake in intakes.values() for one in intake.year_acts)
    return MappingProxyType(
        {
            "截至": last,
            "各家": tuple(rows),
            "分科目": tuple(
                MappingProxyType({"科目": item, "金额": amount}) for item, amount in items.items()
            ),
            "经审意见": tuple(
                MappingProxyType({"机构": one.body, "日期": one.date, "意见": one.opinion})
                for one in opinions
                if isinstance(one, AuditOpinion) and one.year == summary.year
            ),
        }
    )


def _within(day: datetime.date, year: int, last: datetime.date) -> bool:
    return day.year == year and day <= last


def _row(case: Case, stage: Stage, year: int, last: datetime.date) -> View | None:
    """None for a studio that the year did not concern."""
    acts = [act for act in stage.acts if _within(act.date, year, last)]
    back = [one for purse in Purse for one in refunds(stage, purse)]
    paid_now = (act.record.amount for act in acts if isinstance(act.record, Disbursement))
    money = {
        "本年划拨": sum(paid_now),
        "本年支出": _sum(spendings(case), year, last),
        "本年退回": _sum(back, year, last),
        "本年奖励": awarded(stage, last) - awarded(stage, datetime.date(year - 1, 12, 31)),
        "奖励支出": _sum(spendings(case, Purse.AWARD), year, last),
    }
    told = "；".join(_told(act) for act in acts if act.name not in _ROUTINE)
    concerned = told or any(money.values()) or _in_cycle(stage, year, last)
    if stage.cycle is None or not concerned:
        return None
    return MappingProxyType(
        {
            "批次": case.year,
            "名称": name_on(case, stage, last),
            "带头人": leader_on(case, stage, last).name,
            "阶段": place(case, last).phase.value,
            "累计划拨": paid(stage, last),
            "结余": account(case, stage, last).left,
            "大事": told,
            **money,
        }
    )


def _sum(found: Iterable[Spending | Refund], year: int, last: datetime.date) -> int:
    return sum(one.amount for one in found if _within(one.date, year, last))


def _in_cycle(stage: Stage, year: int, last: datetime.date) -> bool:
    if stage.cycle is None or stage.cycle[0] > last:
        return False
    return min(stage.cycle[1], stage.ended_on or stage.cycle[1]).year >= year


def _told(act: Act) -> str:
    """中期检查：通过（6月17日）."""
    words = [str(word) for key in _OUTCOMES if (word := getattr(act.record, key, None))]
    outcome = f"：{'，'.join(words)}" if words else ""
    return f"{act.name}{outcome}（{act.date.month}月{act.date.day}日）"
