"""The four duties of Art. 5 as a table: what the plans set down, and what the ledgers record.

Counts only what a ledger tells apart by its kind; how well a duty was done, people say.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from types import MappingProxyType

from pipeline.documents.view.written import View
from pipeline.dossier.application import ExchangeKind, ResultKind
from pipeline.dossier.duties import ACCEPTED, PROPOSED, USED, Duties
from pipeline.dossier.ledger import Daily, DailyKind, Exchange, Result
from pipeline.dossier.load import Case
from pipeline.lifecycle import Stage
from pipeline.rules import facts
from pipeline.rules.regulations import regulations_on

#: What is counted for a duty: words, unit, kinds of activities or results.
_Line = tuple[str, str, tuple[DailyKind | ExchangeKind | ResultKind, ...]]
_EXAMPLE: tuple[_Line, ...] = (
    ("学习活动", "次", (DailyKind.LEARNING,)),
    ("导师带徒", "次", (ExchangeKind.MENTORING,)),
    ("技能竞赛", "次", (ExchangeKind.CONTEST,)),
    ("“五小”竞赛和活动", "次", (ExchangeKind.FIVE_SMALL, DailyKind.FIVE_SMALL)),
    ("“五小”成果、合理化建议", "项", (ResultKind.FIVE_SMALL, ResultKind.SUGGESTION)),
)
_BASICS: tuple[_Line, ...] = (
    ("例会", "次", (DailyKind.MEETING,)),
    ("培训", "次", (DailyKind.TRAINING, ExchangeKind.TRAINING)),
    ("对外技术交流协作", "次", (ExchangeKind.EXTERNAL,)),
    ("开放服务", "次", (DailyKind.OPEN_DAY,)),
)
_PROJECTS = (("立项", PROPOSED), ("验收", ACCEPTED), ("启用", USED))


def duty_rows(
    case: Case, stage: Stage, years: Iterable[int], first: datetime.date, last: datetime.date
) -> tuple[View, ...]:
    """The duties in the order of the article; the plans of `years`, and what is recorded from
    `first`, or the naming, to `last`."""
    first = max(first, stage.cycle[0]) if stage.cycle else first
    kinds = _kinds(case, first, last)
    regulations = len(regulations_on(case, stage.policy, last).in_force)
    done = facts.recognised(case, first, last)
    made = sum(first <= one.date <= last for one in facts.results(case))
    projects = _projects(case, first, last)
    recorded: tuple[tuple[str, str, list[str]], ...] = (
        ("示范带动", "example", [*_counts(_EXAMPLE, kinds)]),
        ("基础工作", "basics", [f"制度{regulations}类", *_counts(_BASICS, kinds)]),
        (
            "创新项目",
            "projects",
            [f"{word}{n}项" for word, key in _PROJECTS if (n := projects[key])],
        ),
        (
            "创新能力",
            "ability",
            [
                *_counts((("项目攻关", "次", (DailyKind.PROJECT,)),), kinds),
                *([f"完成成果{made}项"] if made else []),
                *([f"得到认定{len(done)}项"] if done else []),
            ],
        ),
    )
    plans = [*_plans(case, years)]
    return tuple(
        MappingProxyType(
            {
                "职责": name,
                "计划": _planned(plans, field),
                "记录": "、".join(found) or "台账没有记载",
            }
        )
        for name, field, found in recorded
    )


def _kinds(case: Case, first: datetime.date, last: datetime.date) -> Counter[str]:
    """How often each kind is recorded in these days; no word is a kind in two lists."""
    daily = (one for ledger in case.ledgers.values() for one in ledger.daily)
    every: tuple[Daily | Exchange | Result, ...] = (
        *daily,
        *facts.exchanges(case),
        *facts.results(case),
    )
    return Counter(one.kind.value for one in every if first <= one.date <= last)


def _counts(lines: Iterable[_Line], kinds: Counter[str]) -> Iterator[str]:
    """Of what there is none nothing is said."""
    for words, unit, counted in lines:
        if number := sum(kinds[kind.value] for kind in counted):
            yield f"{words}{number}{unit}"


def _projects(case: Case, first: datetime.date, last: datetime.date) -> Counter[str]:
    """How many projects were proposed, accepted, put to use; one that stands in the ledgers of two
    years once."""
    happened = {
        (project.name, key)
        for ledger in case.ledgers.values()
        for project in ledger.projects
        for key, day in project.days.items()
        if first <= day <= last
    }
    return Counter(key for _, key in happened)


def _plans(case: Case, years: Iterable[int]) -> Iterator[tuple[int, Duties | None]]:
    for year in years:
        plans = case.ledgers[year].plans if year in case.ledgers else None
        if plans and plans.plan:
            yield year, plans.plan.duties


def _planned(plans: list[tuple[int, Duties | None]], field: str) -> str:
    """What the plans say of one duty, each in its own line where there are several."""
    told = {year: getattr(duties, field) for year, duties in plans if duties}
    lines = [f"{year}年：{text}" for year, text in told.items() if text]
    if not lines:
        return "—" if told or not plans else "见年度计划"
    return lines[0].partition("：")[2] if len(plans) == 1 else "\n".join(lines)
