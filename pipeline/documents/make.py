"""Step 4, generate: due jobs into docx and PDF files beside each other, one at a time, whole.

A document whose values, template, engine and faces are unchanged and whose files still carry the
recorded digests is fresh and is not touched. A file that somebody edited by hand is kept under
another name before it is made anew. Must not plan or judge.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from pipeline.documents.convert import Converted, Engine, Order, Substitution
from pipeline.documents.docx.draft_mark import MARK, marked_as_draft
from pipeline.documents.docx.webpage import fragment
from pipeline.documents.kinds import Subject
from pipeline.documents.layout import LayoutFinding, layout_findings
from pipeline.documents.made_index import (
    Indexes,
    MadeRow,
    Measured,
    WrittenFiles,
    set_aside,
    untouched,
)
from pipeline.documents.plan import Job, Verdict
from pipeline.documents.privacy import Hit, docx_hits, office_numbers, pdf_hits, refusal
from pipeline.documents.render import Template
from pipeline.documents.template.filters import FILTERS
from pipeline.errors import PipelineError
from pipeline.files import Sha256, sha256, sha256_of, write_atomic

#: Documents handed to an engine at once: it starts once, and little is lost by an interruption.
BATCH = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A finished job. Paths are relative to the output folder; pdf is "" without an engine."""

    job: Job
    docx: str = ""
    pdf: str = ""
    html: str = ""
    sha256: Sha256 | None = None
    pages: int = 0
    substitutions: tuple[Substitution, ...] = ()
    #: Where the finished pages differ from what their layout asks.
    layout: tuple[LayoutFinding, ...] = ()
    #: Of a paper that may not go out: the files that an earlier run made of it.
    stale: tuple[str, ...] = ()


def make(
    jobs: Sequence[Job], engine: Engine | None, output: Path, *, workers: int = 1
) -> Iterator[Made]:
    """Make every due job below `output`, yielding each as it is done; the others pass through.

    One job that fails does not stop the rest. Raises PipelineError only for faults of the disk.
    """
    due: list[Job] = []
    for one in foreseen(jobs, engine, output):
        if one.job.verdict is Verdict.DUE:
            due.append(one.job)
        else:
            yield one
    indexes = Indexes(output)
    for start in range(0, len(due), BATCH):
        yield from _make_batch(due[start : start + BATCH], engine, indexes, workers)


def foreseen(jobs: Sequence[Job], engine: Engine | None, output: Path) -> Iterator[Made]:
    """What `make` would find: due jobs that are fresh as such, all others as they are, with what
    was made of them while they were due. That is left where it lies: it may have been issued."""
    indexes = Indexes(output)
    held = {id(job): _held_target(job) for job in jobs}
    live = {job.target for job in jobs if not held[id(job)]}
    for job in jobs:
        if began := held[id(job)]:
            stale = tuple(
                name
                for target, row in sorted(indexes.rows(job.owner).items())
                if target.startswith(began) and target not in live
                for name in sorted(row.files)
                if (output / name).is_file()
            )
            yield Made(job=_telling(job, stale), stale=stale)
            continue
        known = indexes.known(job.target) if job.verdict is Verdict.DUE else None
        if known and known.fingerprint == fingerprint(job, engine) and untouched(output, known):
            yield _fresh(job, known)
        else:
            yield Made(job=job)


def _held_target(job: Job) -> str:
    """How the target of a paper that is held back begins; empty for one that may go out. What
    waits has no name yet, but its kind's number. The notice of a day does not hang on today."""
    if job.verdict is Verdict.BLOCKED:
        return job.target
    if job.verdict is Verdict.NOT_YET and job.kind.subject is not Subject.GAPS:
        return f"{job.owner}/{job.kind.order:02d}-"
    return ""


def _telling(job: Job, stale: tuple[str, ...]) -> Job:
    told = f"以前生成的还在，不要使用：{'、'.join(stale)}"
    return replace(job, reason=f"{job.reason}；{told}") if stale else job


@cache
def drawing_digest() -> Sha256:
    """Of the sources that decide what a document's bytes are, and of the faces shipped with them.

    Counted by hand, a version was forgotten as often as raised.
    """
    home = Path(__file__).parent
    sources = [
        home.parent / "chinese.py",
        *home.rglob("*.py"),
        *(home.parent / "pdf").glob("*.py"),
        *home.rglob("*.toml"),
        *home.glob("fonts/*.ttf"),
    ]
    named = sorted((path.relative_to(home.parent).as_posix(), path) for path in sources)
    return sha256("\n".join(f"{name} {sha256_of(path)}" for name, path in named).encode())


def fingerprint(job: Job, engine: Engine | None) -> str:
    """Digest of everything that decides the bytes of a document's files."""
    parts = (
        drawing_digest(),
        job.fingerprint or "",
        engine.signature if engine else "none",
        job.title,
        f"{job.kind.layout} {job.kind.scale}",
        job.kind.until,
        f"{job.kind.html} {job.kind.open}",
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _make_batch(
    jobs: Sequence[Job], engine: Engine | None, indexes: Indexes, workers: int
) -> Iterator[Made]:
    rendered: list[tuple[Job, bytes]] = []
    for job in jobs:
        try:
            docx = Template.load(job.kind.template, FILTERS).render(job.context)
            if hits := docx_hits(docx, _own_numbers(job)) if job.kind.open else ():
                yield _withheld(job, hits)
            else:
                rendered.append((job, marked_as_draft(docx) if job.draft else docx))
        except PipelineError as error:
            yield _failed(job, error)
    converted: Sequence[Converted | PipelineError | None] = [None] * len(rendered)
    if engine is not None:
        orders = [
            Order(docx=docx, title=job.title, created=job.date, scale=job.kind.scale)
            for job, docx in rendered
            if job.date
        ]
        converted = engine.convert_many(orders, jobs=workers)
    for (job, docx), pdf in zip(rendered, converted, strict=True):
        if isinstance(pdf, PipelineError):
            yield _failed(job, pdf)
        elif pdf and job.kind.open and (hits := pdf_hits(pdf.pdf, _own_numbers(job))):
            yield _withheld(job, hits)
        else:
            yield _written(job, docx, pdf, engine, indexes)


def _failed(job: Job, error: PipelineError) -> Made:
    reason = f"{error.message} {error.advice}".strip()
    return Made(job=replace(job, verdict=Verdict.FAILED, reason=reason))


def _withheld(job: Job, hits: tuple[Hit, ...]) -> Made:
    """What everybody may read holds personal data: it is not written at all."""
    return Made(job=replace(job, verdict=Verdict.BLOCKED, reason=refusal(hits)))


def _own_numbers(job: Job) -> frozenset[str]:
    """The union's office contacts are meant to be read."""
    union = job.context.get("校工会")
    return office_numbers(union.values()) if isinstance(union, Mapping) else frozenset()


def take_down_day(job: Job) -> datetime.date | None:
    """The day after the last day of publication, if the kind names where that stands."""
    value: object = job.context
    for key in job.kind.until.split(".") if job.kind.until else ():
        value = value.get(key) if isinstance(value, Mapping) else None
    return value + datetime.timedelta(days=1) if isinstance(value, datetime.date) else None


def _written(
    job: Job, docx: bytes, converted: Converted | None, engine: Engine | None, indexes: Indexes
) -> Made:
    output, known = indexes.output, indexes.known(job.target)
    print_of = fingerprint(job, engine)
    why = "首次生成" if not known else "内容、模板、程序或引擎有变化"
    if known and known.fingerprint == print_of:
        why = "生成件被改动或删去"
    bodies = {f"{job.target}.docx": docx}
    if converted:
        bodies[f"{job.target}.pdf"] = converted.pdf
    mark = MARK if job.draft else ""
    if job.kind.html:
        bodies[f"{job.target}.html"] = fragment(docx, take_down_day(job), mark).encode()
    reason = "；".join(filter(None, (why, set_aside(output, known, bodies))))
    if not converted:  # a PDF of an older docx would contradict it
        (output / f"{job.target}.pdf").unlink(missing_ok=True)
    for name, body in bodies.items():
        write_atomic(output / name, body)
    digest = sha256(converted.pdf if converted else docx)
    made = Made(
        job=replace(job, verdict=Verdict.MADE, reason=reason),
        docx=f"{job.target}.docx",
        pdf=f"{job.target}.pdf" if converted else "",
        html=f"{job.target}.html" if job.kind.html else "",
        sha256=digest,
        pages=converted.pages if converted else 0,
        substitutions=converted.substitutions if converted else (),
        layout=layout_findings(converted.measures, job.kind.layout) if converted else (),
    )
    indexes.note(job.target, _row(made, digest, bodies, print_of, engine))
    return made


def _row(
    made: Made,
    digest: Sha256,
    written: Mapping[str, bytes],
    print_of: str,
    engine: Engine | None,
) -> MadeRow:
    return MadeRow(
        fingerprint=print_of,
        engine=engine.signature if engine else "none",
        pages=made.pages,
        substitutions=tuple((one.wanted, one.used) for one in made.substitutions),
        made=WrittenFiles(docx=made.docx, pdf=made.pdf, html=made.html, sha256=digest),
        files={name: sha256(body) for name, body in written.items()},
        take_down=take_down_day(made.job),
        layout=Measured(profile=made.job.kind.layout, findings=made.layout),
    )


def _fresh(job: Job, known: MadeRow) -> Made:
    return Made(
        job=replace(job, verdict=Verdict.FRESH, reason="内容、模板、程序、引擎都没有变化"),
        docx=known.made.docx,
        pdf=known.made.pdf,
        html=known.made.html,
        sha256=known.made.sha256,
        pages=known.pages,
        substitutions=tuple(
            Substitution(wanted=wanted, used=used) for wanted, used in known.substitutions
        ),
        layout=known.layout.findings,
    )
