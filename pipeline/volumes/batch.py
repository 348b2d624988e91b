"""An intake's own papers as a volume: each decision on the whole list once, with its one number.

The studios' volumes hold copies that name this one (互见, Art. 7, 10). Must not decide whether it
is time.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

from pipeline.archive.model import (
    RETENTIONS,
    CycleArchive,
    Original,
    Paper,
)
from pipeline.documents.plan import Job
from pipeline.documents.view.handover import batch_span, batch_title
from pipeline.dossier.intake import Intake
from pipeline.dossier.load import Case
from pipeline.dossier.paths import INTAKE_FILE
from pipeline.policies import Policy
from pipeline.policies.sections import LONGEST
from pipeline.volumes.decided import acts_of_intake
from pipeline.volumes.orders import Material
from pipeline.volumes.volume import (
    events_of,
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


def batch_volume(
    case: Case,
    intake: Intake,
    material: Material,
) -> CycleArchive:
    """All that the intake of `case` decided by the day of the archiving, in archive order, with
    the proof behind it. `case` is any studio of it: it leads to the intake's folder."""
    closed, union = material.archiving.date, intake.union.name
    policy = _policy(case, intake)
    acts = acts_of_intake(intake, closed)
    proof = material.proof(case, policy.archive.evidence_retention)
    papers: list[Paper] = []
    for job, paper in in_place(material):
        papers += [paper] if paper else []
        papers += proof.behind(job)
    period = volume_retention(policy, papers)
    papers = [replace(named_paper(one, case), retention=period) for one in papers]
    papers.sort(key=lambda paper: paper.group)
    file = case.folder.parent / INTAKE_FILE
    return CycleArchive(
        reference=reference(policy, case.year, material.standing.position, period),
        title=batch_title(case.year),
        studio=batch_name(case.year),
        organisation="工会",
        fonds_number=policy.archive.fonds,
        fonds_name=union,
        cycle=batch_span(intake, closed),
        created=closed,
        papers=tuple(papers),
        dossier_files=(Original(name=INTAKE_FILE, data=file.read_bytes()),),
        events=events_of(acts),
        tools=programs(material.engine),
        substitutions=replaced_faces(material.made),
        source_organization=union,
        named=False,
        standing=material.standing,
    )


def foreseen_number(case: Case, intake: Intake, jobs: Sequence[Job]) -> str:
    """案卷号 that the volume will have: where the act 归档 fixes its place, and its retention is
    sure, by the policy or by a paper among `jobs` that is kept as long as can be. Else empty."""
    closing, policy = intake.archiving, _policy(case, intake)
    if closing is None or not closing.position:
        return ""
    period: str = policy.archive.volume_retention
    if period == LONGEST:
        longest = [*RETENTIONS][-1]
        kept = {job.kind.retention for job in jobs if job.date and job.date <= closing.date}
        period = longest if longest in kept else ""
    return reference(policy, case.year, closing.position, period) if period else ""


def _policy(case: Case, intake: Intake) -> Policy:
    """That of the naming, until then that of the call: as the rules judge the intake."""
    days: list[datetime.date] = [one.naming.date for one in intake.rounds if one.naming]
    return case.rulebook.on(min(days, default=intake.call.date))
