"""One finished cycle from the plan to its sealed package; several at once in processes.

Deciding and making documents happen in the parent, which holds the locks; a worker only binds and
seals, from the files on disk.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.acts import is_of_the_year
from pipeline.archive.bundle import STAND_IN
from pipeline.archive.package import seal
from pipeline.archive.paths import BUNDLE, seal_path
from pipeline.documents.convert import Engine, engine_named
from pipeline.documents.convert.signature import stamping_face
from pipeline.documents.kinds import Subject, load_kinds
from pipeline.documents.make import Made, make
from pipeline.documents.plan import Job, Verdict
from pipeline.dossier.load import Case
from pipeline.dossier.paths import RECORD_FILE, owner_of
from pipeline.dossier.workspace import load_workspace
from pipeline.errors import PipelineError
from pipeline.files import shown_from
from pipeline.foreign.bounded import Bounded
from pipeline.lifecycle import Act, Stage, name_now, place
from pipeline.pdf.read import PdfFault, page_count
from pipeline.rules.check import Checked
from pipeline.rules.waiving.waivers import waived_places, waived_sentences
from pipeline.volumes.ended import ending_remarks
from pipeline.volumes.volume import composer, volume
from pipeline.workers import spread


@dataclass(frozen=True, slots=True, kw_only=True)
class SealingOutcome:
    """What became of one studio: sealed, exists, not-yet, blocked or failed."""

    studio: str
    name: str
    verdict: str
    reason: str = ""
    package: str = ""
    bundle: str = ""
    pages: int = 0
    digest: str = ""

    @property
    def label(self) -> str:
        return {
            "sealed": "已封存",
            "exists": "早已封存",
            "not-yet": "未到时候",
            "blocked": "被拦下",
            "failed": "失败",
        }[self.verdict]

    def as_json(self) -> dict[str, str | int | None]:
        return {
            "studio": self.studio,
            "verdict": self.verdict,
            "reason": self.reason,
            "package": self.package or None,
            "bundle": self.bundle or None,
            "pages": self.pages,
            "digest": self.digest or None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SealingOrder:
    """What a worker needs to seal one studio. `generated` is where its documents lie; `waived` are
    the sentences on what the union let pass; `unwritten` are acts that have proof but no paper."""

    root: Path
    key: str
    name: str
    made: tuple[Made, ...]
    generated: Path
    package: Path
    engine: str
    position: int
    today: datetime.date
    waived: tuple[str, ...]
    unwritten: tuple[Job, ...]


def decide(
    checked: Checked,
    key: str,
    jobs: Sequence[Job],
    engine: Engine,
    target: Path,
    today: datetime.date,
) -> SealingOutcome | SealingOrder:
    """A SealingOrder if the studio can be sealed now, with its documents made; else why not."""
    case, stage, root = checked.loaded.cases[key], checked.stages[key], checked.loaded.root
    name = name_now(case, stage)
    package = target / f"{case.year}-{case.slug}"
    archiving = stage.last("归档")
    if archiving is None:
        reason = f"{RECORD_FILE} 里还没有“归档”"
        return SealingOutcome(studio=key, name=name, verdict="not-yet", reason=reason)
    if package.exists():
        return SealingOutcome(
            studio=key,
            name=name,
            verdict="exists",
            reason=_came_later(stage, archiving),
            package=shown_from(root, package),
            bundle=shown_from(root, package / "data" / BUNDLE),
            digest=_digest_beside(package),
            pages=_pages_in(package),
        )
    errors = [d for d in checked.in_the_way if owner_of(d.place).key == key]
    if errors:
        first = errors[0]
        reason = f"档案有 {len(errors)} 处错误，第一处 {first.place}: {first.code} {first.message}"
        return SealingOutcome(studio=key, name=name, verdict="blocked", reason=reason)
    generated = root / "output" / "generated"
    closed = archiving.date
    met = bool(stage.of("工会委员会研究"))
    belongs = [
        job
        for job in jobs
        if _belongs(job, case, before_committee=met) and not (job.date and job.date > closed)
    ]
    mine = [job for job in belongs if job.verdict is not Verdict.NOT_YET]
    unwritten = [job for job in belongs if job.verdict is Verdict.NOT_YET and job.enclosed]
    made = tuple(make(mine, engine, generated))
    bad = [one.job for one in made if one.job.verdict in (Verdict.BLOCKED, Verdict.FAILED)]
    if bad:
        reason = f"《{bad[0].title}》{bad[0].verdict.label}：{bad[0].reason}"
        verdict = "failed" if bad[0].verdict is Verdict.FAILED else "blocked"
        return SealingOutcome(studio=key, name=name, verdict=verdict, reason=reason)
    siblings = sorted(k for k in checked.loaded.cases if k.startswith(f"{case.year}/"))
    return SealingOrder(
        root=root,
        key=key,
        name=name,
        generated=generated,
        package=package,
        engine=engine.name,
        made=tuple(replace(one, job=replace(one.job, context={})) for one in made),
        position=siblings.index(key) + 1,
        today=today,
        waived=waived_sentences(case, waived_places(checked.report), today, whole=True),
        unwritten=tuple(replace(one, context={}) for one in unwritten),
    )


def _came_later(stage: Stage, archiving: Act) -> str:
    """What was recorded after the archiving, and so is not in the package."""
    late = [act for act in stage.acts if act.date > archiving.date]
    told = "、".join(f"{act.name} {act.date}" for act in late)
    return f"归档以后记的 {told} 不在包里" if late else ""


def _digest_beside(package: Path) -> str:
    """The digest that was written when the package was sealed; empty if that file is gone."""
    try:
        return seal_path(package).read_text("utf-8").partition(" ")[0]
    except (OSError, UnicodeDecodeError):
        return ""


def _pages_in(package: Path) -> int:
    """Pages of a sealed bundle; 0 if it cannot be read, which is for `verify` to explain."""
    try:
        return page_count((package / "data" / BUNDLE).read_bytes())
    except (OSError, PdfFault):
        return 0


#: Acts of the intake on its whole list, whomever they name.
_OF_THE_LIST = frozenset(("征求意见", "保密审查"))


def _belongs(job: Job, case: Case, *, before_committee: bool) -> bool:
    """Whether a job's document goes into the studio's volume: its own, and its intake's; of those
    on the whole list, if it was `before_committee`."""
    if job.owner == case.key:
        return True
    if job.kind.subject is Subject.LISTED and {*job.kind.after} <= _OF_THE_LIST:
        return job.owner == str(case.year) and before_committee
    shared = job.kind.subject in (Subject.INTAKE, Subject.PUBLIC, Subject.LISTED)
    unions = any(map(is_of_the_year, job.kind.after))
    return shared and not unions and job.owner == str(case.year) and case.key in job.named


def seal_all(orders: Sequence[SealingOrder], workers: int) -> Iterator[SealingOutcome]:
    """Seal each order, in order; in processes when there are several of both."""
    return spread(seal_one, orders, workers)


def seal_one(order: SealingOrder) -> SealingOutcome:
    """Bind and seal one studio from the files on disk."""
    case = load_workspace(order.root, only=[order.key]).cases[order.key]
    stage = place(case, order.today)
    archiving = stage.last("归档")
    assert archiving is not None
    kinds = {kind.name: kind for kind in load_kinds(order.root / "templates")}
    try:
        engine = engine_named(order.engine)
        with Bounded() as reader:
            cycle = volume(
                case,
                stage,
                order.made,
                output=order.generated,
                engine=engine,
                archiving=archiving,
                position=order.position,
                unwritten=order.unwritten,
                reader=reader,
            )
            remarks = (*ending_remarks(case, stage), *order.waived)
            compose = composer(kinds, engine, archiving, remarks)
            face = stamping_face()
            sealed = seal(cycle, target=order.package, compose=compose, face=face, reader=reader)
    except PipelineError as error:
        reason = f"{error.message} {error.advice}".strip()
        return SealingOutcome(studio=order.key, name=order.name, verdict="failed", reason=reason)
    return SealingOutcome(
        studio=order.key,
        name=order.name,
        verdict="sealed",
        reason="；".join(r for r in sealed.remarks if not r.startswith(STAND_IN)),
        package=shown_from(order.root, sealed.package),
        bundle=shown_from(order.root, sealed.bundle),
        pages=sealed.pages,
        digest=sealed.digest,
    )
