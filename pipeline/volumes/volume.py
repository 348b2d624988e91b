"""A finished cycle as an archive volume: its documents, its evidence, its files, its acts.

The seam between steps 4 and 5: `archive` knows no dossier and `documents` knows no archive.
"""

from __future__ import annotations

import datetime
import platform
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from pipeline import __version__
from pipeline.acts import UNION, UNIT, who_acts
from pipeline.archive.catalogue import longest_retention
from pipeline.archive.forms import Compose, Form, Note, PropertyReport
from pipeline.archive.model import (
    PROGRAM,
    RETENTIONS,
    CycleArchive,
    Event,
    Original,
    Paper,
)
from pipeline.chinese import chinese_date
from pipeline.documents.convert import Engine
from pipeline.documents.docx.readback import document_text
from pipeline.documents.kinds import Kind
from pipeline.documents.make import Made
from pipeline.documents.plan import Job
from pipeline.documents.render import Template
from pipeline.documents.template.filters import FILTERS
from pipeline.documents.view.handover import span_of, volume_title
from pipeline.documents.view.volume import volume_view
from pipeline.dossier.acts.cycle import Archiving
from pipeline.dossier.acts.lists import IntakeArchiving
from pipeline.dossier.load import Case
from pipeline.dossier.paths import INTAKE_FILE, is_key, shown_path
from pipeline.lifecycle import Act, Stage, name_now
from pipeline.policies import Policy
from pipeline.policies.sections import LONGEST
from pipeline.volumes.elsewhere import CommonVolume, unnumbered
from pipeline.volumes.ended import ending
from pipeline.volumes.orders import Material

#: Said in the 备考表 by a workspace whose templates are older than the report.
_UNREPORTED = "没有四性检测报告的模板，本卷未附报告；封存后的检测另存于包外。"
_TOOLS = ("docxtpl", "python-docx", "rdocx", "pikepdf", "pypdf", "pypdfium2", "pillow")


def volume(
    case: Case,
    stage: Stage,
    material: Material,
    *,
    elsewhere: CommonVolume | None = None,
) -> CycleArchive:
    """Everything of one cycle, or of an application that was not named, in archive order.
    `elsewhere` is where decisions on the whole list have their number: here lie copies. What came
    after the archiving is not in it."""
    policy, archiving = stage.policy, material.archiving
    acts = [act for act in stage.acts if act.date <= archiving.date]
    common = elsewhere or unnumbered(case.year)
    cycle = span_of(stage, archiving.date)
    name = name_now(case, stage)
    proof = material.proof(case, policy.archive.evidence_retention)
    papers: list[Paper] = []
    for job, paper in in_place(material):
        found = [*([paper] if paper else []), *proof.behind(job)]
        papers += found if is_key(job.owner) else map(common.copied, found)
    papers += proof.besides()
    # A copy is kept as long as its original is sure to be kept: with the intake's own volume.
    kept = case.intake is not None and case.intake.archiving is not None
    own = [one for one in papers if not (one.elsewhere and kept)]
    period = policy.archive.application_retention
    if stage.cycle is not None:
        period = volume_retention(policy, own or papers)
    papers = [replace(named_paper(one, case), retention=period) for one in papers]
    papers.sort(key=lambda paper: paper.group)
    union = case.intake.union.name if case.intake else ""
    return CycleArchive(
        reference=reference(policy, case.year, material.standing.position, period),
        title=volume_title(case, stage, archiving.date),
        studio=name,
        organisation="工会",
        fonds_number=policy.archive.fonds,
        fonds_name=union,
        cycle=cycle,
        created=archiving.date,
        papers=tuple(papers),
        dossier_files=tuple(_files(case)),
        events=events_of(acts),
        tools=programs(material.engine),
        substitutions=replaced_faces(material.made),
        source_organization=union,
        ending=ending(stage),
        named=stage.cycle is not None,
        standing=material.standing,
    )


def volume_retention(policy: Policy, papers: Sequence[Paper]) -> str:
    """保管期限 of a volume, and so of everything in it: its 档号 and each row say the same."""
    rule = policy.archive.volume_retention
    return longest_retention(papers) if rule == LONGEST else rule


def programs(engine: Engine) -> dict[str, str]:
    """What a volume is made with, by version."""
    return {
        PROGRAM: __version__,
        "python": platform.python_version(),
        "engine": engine.signature,
    } | {tool: version(tool) for tool in _TOOLS}


def replaced_faces(made: Sequence[Made]) -> tuple[str, ...]:
    """Faces that the machine lacked, and what stands for them."""
    return tuple(sorted({f"{s.wanted} → {s.used}" for one in made for s in one.substitutions}))


def reference(policy: Policy, year: int, position: int, retention: str) -> str:
    """The volume's part of a 档号, as the policy's scheme orders it; papers add their 件号."""
    values = {
        "全宗": policy.archive.fonds,
        "门类": policy.archive.category,
        "年度": str(year),
        "期限": RETENTIONS.get(retention, ""),
        "机构": f"{policy.archive.department}{position:02d}",
    }
    scheme = policy.archive.scheme.removesuffix("-件号")
    return re.sub("|".join(values), lambda word: values[word[0]], scheme)


def composer(
    kinds: Mapping[str, Kind], engine: Engine, archiving: Act, waived: tuple[str, ...] = ()
) -> Compose:
    """How the archive's own forms are drawn: the same templates and engine as all documents.

    Who compiled and inspected the volume, and in what state it was, the act 归档 says; `waived`
    are the sentences on what the union let pass.
    """
    record, day = archiving.record, chinese_date(archiving.date)
    assert isinstance(record, Archiving | IntakeArchiving)

    unreported = () if PropertyReport.kind in kinds else (_UNREPORTED,)

    def compose(form: Form) -> bytes | None:
        if form.kind not in kinds:
            return None
        if isinstance(form, Note):
            form = replace(
                form,
                remarks=(record.state, *waived, *form.remarks, *unreported),
                compiled_by=record.compiler,
                compiled_on=day,
                checked_by=record.inspector,
                checked_on=day,
            )
        kind = kinds[form.kind]
        docx = Template.load(kind.template, FILTERS).render(volume_view(form))
        return engine.convert(docx, title=kind.title, created=archiving.date).pdf

    return compose


def in_place(material: Material) -> list[tuple[Job, Paper | None]]:
    """Acts in the order of the volume, each with its paper; None for those of which there is only
    proof."""
    written = [(one.job, _document_paper(one, material.output)) for one in material.made]
    return sorted([*written, *((job, None) for job in material.unwritten)], key=_place_in_volume)


def _place_in_volume(told: tuple[Job, Paper | None]) -> tuple[int, datetime.date]:
    return told[0].kind.order, told[0].date or datetime.date.max


def _document_paper(one: Made, output: Path) -> Paper:
    """A document with its docx, from where it was generated."""
    job = one.job
    docx = Original(name=Path(one.docx).name, data=(output / one.docx).read_bytes())
    pdf = Original(name=Path(one.pdf).name, data=(output / one.pdf).read_bytes())
    return Paper(
        kind="document",
        group=job.kind.group,
        title=job.title,
        source=pdf,
        number=job.number,
        responsible=job.kind.responsible,
        date=job.date,
        security=job.kind.security,
        retention=job.kind.retention,
        originals=(docx,),
        title_given=_squeezed(job.title) not in _squeezed(document_text(docx.data)),
    )


def _squeezed(text: str) -> str:
    """Without blanks and breaks: a title is set in lines by sense."""
    return "".join(text.split())


def named_paper(paper: Paper, case: Case) -> Paper:
    """A kind can only say "the studio's unit" or "the union"; a catalogue names them."""
    names: dict[str, str] = {UNIT: case.dossier.profile.unit}
    if case.intake:
        names[UNION] = case.intake.union.name
    return replace(paper, responsible=names.get(paper.responsible, paper.responsible))


def _files(case: Case) -> Iterator[Original]:
    for path in sorted(case.folder.glob("*.yaml")):
        source = case.sources.get(shown_path(case.key, path.name))
        if source is not None:
            yield Original(name=path.name, data=source.data)
    intake = case.folder.parent / INTAKE_FILE
    if intake.is_file():
        yield Original(name=INTAKE_FILE, data=intake.read_bytes())


def events_of(acts: Sequence[Act]) -> tuple[Event, ...]:
    """The log of a volume."""
    return tuple(Event(date=act.date, who=_who(act), what=act.told) for act in acts)


def _who(act: Act) -> str:
    clerk = getattr(act.record, "clerk", None)
    who = who_acts(act.name)
    return f"{who}（经办 {clerk}）" if clerk else who
