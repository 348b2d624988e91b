"""An intake's own papers as a volume: each decision on the whole list once, with its one number.

The studios' volumes hold copies that name this one (互见, Art. 7, 10). Must not decide whether it
is time.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.acts import who_acts
from pipeline.archive.model import CycleArchive, Event, Original, Paper, Standing
from pipeline.documents.convert import Engine
from pipeline.documents.make import Made
from pipeline.documents.plan import Job
from pipeline.documents.view.handover import batch_span, batch_title
from pipeline.dossier.intake import DatedBlock, Intake
from pipeline.dossier.load import Case
from pipeline.dossier.paths import INTAKE_FILE
from pipeline.lifecycle import Act
from pipeline.policies import Policy
from pipeline.volumes.proof import BoundProof
from pipeline.volumes.volume import (
    document_paper,
    in_place,
    named_paper,
    programs,
    reference,
    replaced_faces,
    volume_retention,
)


def batch_name(year: int) -> str:
    """What the volume of an intake is about."""
    return f"{year}年度批次"


def archived_intake(intake: Intake) -> Act | None:
    """The act 归档 of an intake."""
    record = intake.archiving
    if record is None:
        return None
    return Act(name="归档", date=record.date, place=record.marks.at("日期"), record=record)


def batch_volume(
    case: Case,
    intake: Intake,
    made: tuple[Made, ...],
    *,
    output: Path,
    engine: Engine,
    archiving: Act,
    standing: Standing,
    unwritten: Sequence[Job] = (),
) -> CycleArchive:
    """All that the intake of `case` decided by the day of the archiving, in archive order, with
    the proof behind it. `case` is any studio of it: it leads to the intake's folder."""
    closed, union = archiving.date, intake.union.name
    policy = _policy(case, intake)
    told = [(name, block) for name, block in intake.dated if block.date <= closed]
    told.sort(key=lambda one: one[1].date)
    proof = BoundProof(case, engine, policy.archive.evidence_retention)
    written = [(one.job, document_paper(one, output)) for one in made]
    papers: list[Paper] = []
    for job, paper in in_place([*written, *((job, None) for job in unwritten)]):
        papers += [paper] if paper else []
        papers += proof.behind(job)
    period = volume_retention(policy, papers)
    papers = [replace(named_paper(one, case), retention=period) for one in papers]
    papers.sort(key=lambda paper: paper.group)
    file = case.folder.parent / INTAKE_FILE
    return CycleArchive(
        reference=reference(policy, case.year, standing.position, period),
        title=batch_title(case.year),
        studio=batch_name(case.year),
        organisation="工会",
        fonds_number=policy.archive.fonds,
        fonds_name=union,
        cycle=batch_span(intake, closed),
        created=closed,
        papers=tuple(papers),
        dossier_files=(Original(name=INTAKE_FILE, data=file.read_bytes()),),
        events=tuple(_event(name, block) for name, block in told),
        tools=programs(engine),
        substitutions=replaced_faces(made),
        source_organization=union,
        named=False,
        standing=standing,
    )


def _policy(case: Case, intake: Intake) -> Policy:
    """That of the naming, until then that of the call: as the rules judge the intake."""
    days: list[datetime.date] = [one.naming.date for one in intake.rounds if one.naming]
    return case.rulebook.on(min(days, default=intake.call.date))


def _event(name: str, block: DatedBlock) -> Event:
    clerk, number = getattr(block, "clerk", None), getattr(block, "number", None)
    who = who_acts(name)
    return Event(
        date=block.date,
        who=f"{who}（经办 {clerk}）" if clerk else who,
        what=f"{name}（{number}）" if number else name,
    )
