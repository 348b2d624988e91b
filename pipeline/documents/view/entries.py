"""Entries of the ledgers as rows of a table: spans of days, and what counts in which year.

Only arranges what is recorded; what was not known on the day of the document is left out.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from types import MappingProxyType

from pipeline.documents.view.written import View
from pipeline.dossier.ledger import Activity, Exchange, Result
from pipeline.dossier.load import Case
from pipeline.lifecycle import Stage
from pipeline.rules import facts


def exchange_rows(case: Case, stage: Stage, entries: Iterable[Exchange]) -> tuple[View, ...]:
    return tuple(
        MappingProxyType(
            {
                "序号": one.serial,
                "日期": one.date,
                "至": until(one),
                "类别": one.kind.value,
                "主题": one.theme,
                "合作单位": one.partner,
                "人数": one.headcount,
                "命名以前": facts.is_before_naming(case, stage, one.date),
            }
        )
        for one in entries
    )


def until(one: Activity) -> str:
    """The last day of what lasted several, its year only where it is another."""
    if one.ends is None or one.ends <= one.date:
        return ""
    return f"{one.ends:%m.%d}" if one.ends.year == one.date.year else f"{one.ends:%Y.%m.%d}"


def results_between(
    case: Case, stage: Stage, first: datetime.date, last: datetime.date
) -> tuple[Result, ...]:
    """What was completed or recognised from `first` to `last`, and what was completed then before
    the naming; by its own day."""
    named = stage.cycle[0] if stage.cycle else first
    counted = {id(one) for one in facts.recognised(case, max(first, named), last)}
    found = (one for one in facts.results(case) if first <= one.date <= last or id(one) in counted)
    return tuple(sorted(found, key=lambda one: one.date))


def result_rows(
    case: Case, stage: Stage, results: Iterable[Result], known_on: datetime.date
) -> tuple[View, ...]:
    """`known_on` is the day of the document: who recognised later is not told of."""
    return tuple(_result(case, stage, one, known_on) for one in results)


def _result(case: Case, stage: Stage, one: Result, known_on: datetime.date) -> View:
    known = one.recognised is None or one.recognised <= known_on
    return MappingProxyType(
        {
            "台账年度": one.date.year,
            "序号": one.serial,
            "日期": one.date,
            "名称": one.name,
            "类别": one.kind.value,
            "完成人": one.authors,
            "认定单位": (one.recogniser or "") if known else "",
            "认定日期": (one.recognised or "") if known else "",
            "编号": (one.number or "") if known else "",
            "命名以前": facts.is_before_naming(case, stage, one.counts_on),
        }
    )
