"""Open ledger gaps of a studio as rows of a notice (Art. 6(六)(七), 10, 11).

Which items are missing is for `rules.gaps`; nothing is judged here.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Mapping
from types import MappingProxyType

from pipeline.documents.view.studio import studio_view
from pipeline.dossier.load import Case
from pipeline.lifecycle import Stage
from pipeline.rules.check import Checked
from pipeline.rules.gaps import ledger_matrix
from pipeline.rules.lacking.cell import Gap, GapState

_ISO = re.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})")


def open_gaps(checked: Checked, today: datetime.date) -> Mapping[str, tuple[Gap, ...]]:
    """Studio → what is missing in its ledgers on that day, oldest first."""
    found: defaultdict[str, list[Gap]] = defaultdict(list)
    for gap in ledger_matrix(checked, today):
        if gap.open:
            found[gap.studio].append(gap)
    return {key: tuple(sorted(gaps, key=lambda gap: gap.year)) for key, gaps in found.items()}


def gaps_view(
    case: Case, stage: Stage, gaps: tuple[Gap, ...], today: datetime.date
) -> dict[str, object]:
    """The studio on that day with 缺项, their counts and the day of the notice."""
    return {
        **studio_view(case, stage, today),
        "制发日期": today,
        "缺项数": len(gaps),
        "逾期数": sum(gap.state is GapState.OVERDUE for gap in gaps),
        "缺项": tuple(
            MappingProxyType(
                {
                    "期间": _dotted(gap.period),
                    "类别": gap.ledger_class,
                    "项目": gap.item,
                    "现状": _dotted(gap.detail),
                    "期限": gap.due or "",
                    "状态": gap.state.value,
                    "办法": gap.next_step,
                }
            )
            for gap in gaps
        ),
    }


def _dotted(text: str) -> str:
    """2025-05-12 → 2025.05.12, as tables of offices have it."""
    return _ISO.sub(r"\1.\2.\3", text)
