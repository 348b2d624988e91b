"""Run every rule over everything that was read."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass

from pipeline.diagnostics import Diagnostic, Report
from pipeline.dossier.evidence import present_files, references
from pipeline.dossier.load import Case
from pipeline.dossier.workspace import Loaded
from pipeline.lifecycle import Stage, place
from pipeline.rules.article_06 import RULES as DOSSIER_RULES
from pipeline.rules.finding import Batch, Placed, Subject, Whole
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
    faulty = {one.place.file for one in loaded.report.errors}
    placed = {key: _placed(case, today, faulty) for key, case in loaded.cases.items()}
    by_year: dict[int, list[Placed]] = defaultdict(list)
    for one in placed.values():
        by_year[one.case.year].append(one)
    batches = tuple(
        Batch(year=year, intake=loaded.intakes.get(year), members=tuple(members), today=today)
        for year, members in sorted(by_year.items())
    )
    shared: tuple[Subject, ...] = (*batches, Whole(batches=batches, today=today))
    found: list[Diagnostic] = list(loaded.report)
    for one in placed.values():
        # With a file missing from the case, every rule that reads it would cry after it.
        for rule in DOSSIER_RULES if one.unread else RULES:
            found += rule.judge(one)
    for subject in shared:
        for rule in RULES:
            found += rule.judge(subject)
    remaining = apply_suppressions(found, loaded.cases.values())
    stages = {key: one.stage for key, one in placed.items()}
    return Checked(loaded=loaded, stages=stages, report=Report.of(remaining))


def _placed(case: Case, today: datetime.date, faulty: Set[str]) -> Placed:
    return Placed(
        case=case,
        stage=place(case, today),
        today=today,
        references=references(case),
        present=present_files(case),
        unread=_has_unread(case, faulty),
    )


def _has_unread(case: Case, faulty: Set[str]) -> bool:
    """Whether the intake, the record or a ledger is there but could not be used."""
    folder = case.dossier.marks.file.rsplit("/", 1)[0]
    if case.intake is None and f"{folder.rsplit('/', 1)[0]}/intake.yaml" in faulty:
        return True
    if case.record is None and f"{folder}/record.yaml" in faulty:
        return True
    ledgers = (path.name for path in case.folder.glob("ledger-*.yaml"))
    used = {f"ledger-{year}.yaml" for year in case.ledgers}
    return any(name not in used and f"{folder}/{name}" in faulty for name in ledgers)
