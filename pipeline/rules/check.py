"""Run every rule over everything that was read."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.diagnostics import Diagnostic, Report
from pipeline.dossier.workspace import Loaded
from pipeline.lifecycle import Stage, place
from pipeline.rules.finding import Batch, Placed
from pipeline.rules.registry import RULES
from pipeline.rules.suppress import apply_suppressions


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Stages and findings of a whole workspace. `report` includes the reader's faults."""

    loaded: Loaded
    stages: Mapping[str, Stage]
    report: Report


def check_workspace(loaded: Loaded, today: datetime.date) -> Checked:
    """Place and judge all that was loaded, as of `today`."""
    placed = {
        key: Placed(case=case, stage=place(case, today)) for key, case in loaded.cases.items()
    }
    found: list[Diagnostic] = list(loaded.report)
    for subject in placed.values():
        for rule in RULES:
            found += rule.judge(subject)
    for year in sorted({case.year for case in loaded.cases.values()}):
        members = tuple(p for p in placed.values() if p.case.year == year)
        batch = Batch(year=year, intake=loaded.intakes.get(year), members=members)
        for rule in RULES:
            found += rule.judge(batch)
    remaining = apply_suppressions(found, loaded.cases.values())
    stages = {key: one.stage for key, one in placed.items()}
    return Checked(loaded=loaded, stages=stages, report=Report.of(remaining))
