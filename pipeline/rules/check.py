"""Run every rule over everything that was read."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from pipeline.diagnostics import Diagnostic, Report
from pipeline.dossier.evidence import locate_all, look_at, present_files, references
from pipeline.dossier.intake import Intake
from pipeline.dossier.load import Case
from pipeline.dossier.source import Suppression
from pipeline.dossier.workspace import Loaded
from pipeline.lifecycle import Stage, place
from pipeline.policies import Rulebook
from pipeline.rules.all import RULES
from pipeline.rules.articles.article_06 import RULES as DOSSIER_RULES
from pipeline.rules.finding import Batch, Placed, Subject, Whole
from pipeline.rules.outline import Outline, outline_of
from pipeline.rules.suppress import apply_suppressions


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Stages and findings of a whole workspace. `report` includes the reader's faults."""

    loaded: Loaded
    stages: Mapping[str, Stage]
    report: Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What one studio gave: its own findings, its remarks, and what the others may ask of it."""

    member: Outline
    found: tuple[Diagnostic, ...]
    remarks: tuple[Suppression, ...]


def check_workspace(loaded: Loaded, today: datetime.date) -> Checked:
    """Place and judge all that was loaded, as of `today`."""
    faulty = {one.place.file for one in loaded.report.errors}
    stages = {key: place(case, today) for key, case in loaded.cases.items()}
    judged = [judge(case, stages[key], today, faulty) for key, case in loaded.cases.items()]
    report = conclude(loaded.report, judged, loaded.intakes, today, loaded.rulebook)
    return Checked(loaded=loaded, stages=stages, report=report)


def judge(case: Case, stage: Stage, today: datetime.date, faulty: Set[str]) -> Judged:
    """Run the rules over one studio. `faulty` names the files with errors of reading."""
    cited, present = references(case), present_files(case)
    unread = _has_unread(case, faulty)
    located = locate_all(case, cited, present)
    placed = Placed(
        case=case,
        stage=stage,
        today=today,
        references=cited,
        present=present,
        evidence=located,
        seen=look_at(located, present),
        unread=unread,
    )
    # With a file missing from the case, every rule that reads it would cry after it.
    rules = DOSSIER_RULES if unread else RULES
    return Judged(
        member=outline_of(case, stage, today, unread=unread),
        found=tuple(one for rule in rules for one in rule.judge(placed)),
        remarks=tuple(one for source in case.sources.values() for one in source.suppressions),
    )


def conclude(
    read: Iterable[Diagnostic],
    judged: Iterable[Judged],
    intakes: Mapping[int, Intake],
    today: datetime.date,
    rulebook: Rulebook,
) -> Report:
    """Run the rules over intakes and over everything, and put all findings together."""
    by_year: dict[int, list[Outline]] = defaultdict(list)
    found: list[Diagnostic] = list(read)
    remarks: list[Suppression] = []
    half_judged: list[str] = []
    for one in judged:
        by_year[one.member.year].append(one.member)
        found += one.found
        remarks += one.remarks
        if one.member.unread:
            half_judged.append(f"dossiers/{one.member.key}/")
    batches = tuple(
        Batch(
            year=year,
            intake=intakes.get(year),
            members=tuple(members),
            today=today,
            rulebook=rulebook,
        )
        for year, members in sorted(by_year.items())
    )
    shared: tuple[Subject, ...] = (*batches, Whole(batches=batches, today=today))
    for subject in shared:
        for rule in RULES:
            found += rule.judge(subject)
    return Report.of(apply_suppressions(found, remarks, tuple(half_judged)))


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
