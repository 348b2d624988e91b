"""缺项认定: what the union stated of a year that is over (Art. 6(六)(七), 10, 11).

A statement closes a gap and lifts nothing: counts and marks stay what they were.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from pipeline.dossier.acts.cycle import ShortfallStatement
from pipeline.dossier.load import Case


def stated(case: Case, on: datetime.date) -> Mapping[tuple[str, str], ShortfallStatement]:
    """(period, item) as the matrix of gaps names them → the first statement of it by `on`. Of a
    calendar year that was not over nothing could be stated (A11-5g)."""
    found: dict[tuple[str, str], ShortfallStatement] = {}
    for act in case.record.acts if case.record else ():
        if isinstance(act, ShortfallStatement) and act.date <= on:
            if act.period == f"{act.date.year}年":
                continue
            found.setdefault((act.period, act.item), act)
    return found
