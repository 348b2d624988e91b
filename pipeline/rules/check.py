"""Run every rule over everything that was read."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.diagnostics import Diagnostic, Report
from pipeline.dossier.evidence import present_files, references
from pipeline.dossier.load import Case
from pipeline.dossier.workspace import Loaded
from pipeline.lifecycle import Stage, place
from pipeline.rules.finding import Batch, Placed, Subject, Whole
from pipeline.rules.registry import RULES


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Stages and findings of a whole workspace. `report` includes the reader's faults."""

    loaded: Loaded
    stages: Mapping[str, Stage]
    report: Report


def check_workspace(loaded: Loaded, today: datetime.date) -> Checked:
    """Place and judge all that was loaded, as of `today`."""
    placed = {key: _placed(case, today) for key, case in loaded.cases.items()}
    by_year: dict[int, list[Placed]] = defaultdict(list)
    for one in placed.values():
        by_year[one.case.year].append(one)
    batches = tuple(
        Batch(year=year, intake=loaded.intakes.get(year), members=tuple(members), today=today)
        for year, members in sorted(by_year.items())
    )
    subjects: tuple[Subject, ...] = (
        *placed.values(), *batches, Whole(batches=batches, today=today),
    )  # fmt: skip
    found: list[Diagnostic] = list(loaded.report)
    for subject in subjects:
        for rule in RULES:
            found += rule.judge(subject)
    stages = {key: one.stage for key, one in placed.items()}
    return Checked(loaded=loaded, stages=stages, report=Report.of(found))


def _placed(case: Case, today: datetime.date) -> Placed:
    return Placed(
        case=case,
        stage=place(case, today),
        today=today,
        references=references(case),
        present=present_files(case),
    )
