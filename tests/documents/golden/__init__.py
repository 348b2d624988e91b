"""The text of one rendered document of every kind, kept as files that a diff can show.

`python -m tests.documents.golden` writes them anew; then read the diff before committing it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from pipeline.archive import catalogue
from pipeline.archive.before_binding import before_binding
from pipeline.archive.forms import forms
from pipeline.archive.model import CycleArchive, Original, Paper
from pipeline.diagnostics import Report
from pipeline.documents.docx.readback import document_text
from pipeline.documents.kinds import Kind, Subject, load_kinds
from pipeline.documents.plan import Job, Verdict, plan
from pipeline.documents.render import Template
from pipeline.documents.template.filters import FILTERS
from pipeline.dossier.workspace import load_workspace
from pipeline.lifecycle import place
from pipeline.rules.check import Checked
from pipeline.volumes.volume import composer
from tests.documents.fake_engine import FakeEngine

ROOT = Path(__file__).parents[3]
FOLDER = Path(__file__).parent
TODAY = datetime.date(2026, 11, 23)
#: Whose documents are kept: the complete cycle, then whoever has what it lacks.
PREFERRED = ("2024/zhang-jianye", "2024/zhao-guoqing", "2024/sun-lihua", "2024")


def kinds() -> tuple[Kind, ...]:
    return load_kinds(ROOT / "templates")


def golden_texts() -> dict[str, str]:
    """Kind → the text of its kept document, drawn from the samples without any judging."""
    known = kinds()
    texts = {job.kind.name: _text(_rendered(job)) for job in _chosen(_planned(known))}
    return texts | dict(_volume_texts({kind.name: kind for kind in known}))


def _planned(known: tuple[Kind, ...]) -> tuple[Job, ...]:
    # As nobody has archived yet: the checkout has packages after `make demo`.
    loaded = replace(load_workspace(ROOT), root=FOLDER)
    stages = {key: place(case, TODAY) for key, case in loaded.cases.items()}
    return plan(Checked(loaded=loaded, stages=stages, report=Report.of(())), known, TODAY)


def _chosen(jobs: tuple[Job, ...]) -> Iterator[Job]:
    """One job for each kind: of the first preferred sample that has one, else the first at all."""
    due: dict[str, list[Job]] = {}
    for job in jobs:
        if job.verdict is Verdict.DUE:
            due.setdefault(job.kind.name, []).append(job)
    for found in due.values():
        wanted = [j for p in PREFERRED for j in found if j.subject.split("#")[0] == p]
        yield (wanted or found)[0]


def _rendered(job: Job) -> bytes:
    return Template.load(job.kind.template, FILTERS).render(job.context)


def _text(docx: bytes) -> str:
    """Without trailing blanks and without runs of empty lines, which say nothing."""
    lines = [line.rstrip() for line in document_text(docx).split("\n")]
    return "\n".join(line for line in lines if line) + "\n"


def _volume_texts(known: Mapping[str, Kind]) -> Iterator[tuple[str, str]]:
    """The sheets of an archive volume, by the same way as `studio archive`."""
    archive, rows = _volume()
    remarks, checks = ("未形成 OFD 版式文件。",), before_binding(rows, 3)
    drawn = {form.kind: form for form in forms(archive, rows, 7, remarks, checks)}
    case = load_workspace(ROOT, only=["2024/zhang-jianye"]).cases["2024/zhang-jianye"]
    archiving = place(case, TODAY).last("归档")
    assert archiving is not None
    waived = ("第四条“命名数量超出培育目标”：经侯振华批准放行（2024年6月20日），理由：试行。",)
    compose = composer(known, FakeEngine(), archiving, waived)
    for name, kind in known.items():
        if kind.subject is Subject.VOLUME:
            page = compose(drawn[name])
            assert page is not None
            yield name, _text(page)


def _volume() -> tuple[CycleArchive, tuple[catalogue.Row, ...]]:
    day = datetime.date(2024, 6, 26)
    papers = (
        Paper(
            kind="document",
            group="01申报",
            title="张建业劳模创新工作室申报表",
            source=Original(name="a.pdf", data=b"%PDF-"),
            responsible="机械工程学院",
            date=day,
        ),
        Paper(
            kind="evidence",
            group="01申报",
            title="山西省劳动模范-证书",
            source=Original(name="b.pdf", data=b"%PDF-"),
            note="复印件",
            title_given=True,
            proves=datetime.date(2020, 4, 28),
        ),
        Paper(
            kind="document",
            group="05经费",
            title="首笔划拨通知",
            number="校工字〔2024〕10号",
            source=Original(name="c.pdf", data=b"%PDF-"),
            responsible="校工会",
            date=day,
        ),
    )
    archive = CycleArchive(
        reference="DQ16-WS·2024-D30-GH01",
        title="张建业劳模创新工作室创建周期档案",
        studio="张建业劳模创新工作室",
        organisation="工会",
        fonds_number="DQ16",
        fonds_name="中北大学工会委员会",
        cycle=(day, datetime.date(2026, 6, 25)),
        created=TODAY,
        papers=papers,
        dossier_files=(),
        events=(),
        tools={},
        substitutions=(),
    )
    rows, page = [], 3
    for number, (paper, pages) in enumerate(zip(papers, (2, 1, 1), strict=True), 1):
        rows.append(
            catalogue.Row(
                sequence=number,
                reference=archive.reference_of(number),
                paper=paper,
                first_page=page,
                pages=pages,
                file="",
            )
        )
        page += pages
    return archive, tuple(rows)
