"""缺项认定: what the union stated of a year that is over (Art. 6(六)(七), 10, 11).

A statement closes a gap and lifts nothing: counts and marks stay what they were.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from pipeline.chinese import ordinal
from pipeline.dossier.acts.cycle import ShortfallStatement
from pipeline.dossier.load import Case
from pipeline.lifecycle import Stage


def periods(stage: Stage) -> Mapping[str, datetime.date]:
    """The periods of the matrix of gaps → their last day, as far as the cycle and the title go."""
    if not stage.cycle:
        return {}
    last = min(stage.cycle[1], stage.ended_on or stage.cycle[1])
    ends = {f"{year}年": datetime.date(year, 12, 31) for year in stage.years}
    if stage.policy.application.exchange_year != "自然年":
        ends |= {cycle_year(n): end for n, (_, end) in enumerate(stage.cycle_years, 1)}
    return {name: min(day, last) for name, day in ends.items()}


def cycle_year(nth: int) -> str:
    """How a year of the cycle is called."""
    return f"第{ordinal(nth)}周期年"


def stated(
    case: Case, stage: Stage, on: datetime.date
) -> Mapping[tuple[str, str], ShortfallStatement]:
    """(period, item) as the matrix of gaps names them → the first statement of it by `on`. Of a
    period that was not over nothing could be stated (A11-5g)."""
    found: dict[tuple[str, str], ShortfallStatement] = {}
    ends = periods(stage)
    for act in case.record.acts if case.record else ():
        if isinstance(act, ShortfallStatement) and ends.get(act.period, act.date) < act.date <= on:
            found.setdefault((act.period, act.item), act)
    return found
