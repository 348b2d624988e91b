"""The ledger matrix: studio × period × item, over all studios in their cycle."""

from __future__ import annotations

import datetime

from pipeline.dossier.paths import owner_of_file
from pipeline.lifecycle import Phase
from pipeline.rules.check import Checked
from pipeline.rules.lacking.cell import Gap
from pipeline.rules.lacking.cells import cells_of


def ledger_matrix(
    checked: Checked, today: datetime.date, *, ended: bool = False
) -> tuple[Gap, ...]:
    """Every cell for studios in their cycle; with `ended` also for closed ones."""
    live = (Phase.RUNNING, Phase.REREVIEW_DUE)
    found: list[Gap] = []
    for key, case in checked.loaded.cases.items():
        stage = checked.stages[key]
        if stage.cycle and (ended or stage.phase in live):
            years = (owner_of_file(file).ledger_year for file in case.unread)
            unread = frozenset(year for year in years if year is not None)
            found += cells_of(case, stage, today, unread)
    return tuple(found)
