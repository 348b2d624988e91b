"""What becomes of one finished cycle, or of an intake's own papers: sealed now, or why not.

Deciding and making documents happen in the process that holds the locks; binding is `packing`'s.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from pipeline.acts import is_of_the_year
from pipeline.archive.model import Standing
from pipeline.archive.paths import BUNDLE
from pipeline.archive.register import Entry, Line, latest, package_name
from pipeline.diagnostics import Place
from pipeline.documents.convert import Engine
from pipeline.documents.kinds import Subject
from pipeline.documents.make import Made, make
from pipeline.documents.plan import Job, Verdict
from pipeline.dossier.load import Case
from pipeline.dossier.paths import INTAKE_FILE, RECORD_FILE, FileKind, owner_of
from pipeline.files import shown_from
from pipeline.lifecycle import Stage, name_now
from pipeline.pdf.read import PdfFault, page_count
from pipeline.rules.check import Checked
from pipeline.rules.waiving.waivers import waived_places, waived_sentences
from pipeline.volumes.batch import archived_intake, batch_name
from pipeline.volumes.changed import since_sealing
from pipeline.volumes.numbering import positions, volume_name


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
    #: Whether what was sealed is not so any more.
    changed: bool = False
    #: Of a package that is made, what the register is to say.
    entry: Entry | None = None

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
            "changed": self.changed,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Where packages go, and what stands in its register. `reason`: why a sealed volume is to be
    sealed as a new version, if that is wanted; `handed_over` are studios whose volumes left."""

    root: Path
    folder: Path
    lines: tuple[Line, ...] = ()
    reason: str = ""
    handed_over: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class SealingOrder:
    """What a worker needs to seal one studio. `generated` is where its documents lie; `closed` is
    the day up to which acts are in the volume, that of the archiving or, in a later version, of the
    last act; `waived` are the sentences on what the union let pass; `unwritten` are acts that have
    proof but no paper; `elsewhere` is the 案卷号 of the intake's own volume, if it has one yet."""

    root: Path
    key: str
    name: str
    made: tuple[Made, ...]
    generated: Path
    package: Path
    engine: str
    closed: datetime.date
    standing: Standing
    today: datetime.date
    waived: tuple[str, ...] = ()
    unwritten: tuple[Job, ...] = ()
    elsewhere: str = ""


def decide(
    checked: Checked,
    key: str,
    jobs: Sequence[Job],
    engine: Engine,
    shelf: Shelf,
    today: datetime.date,
) -> SealingOutcome | SealingOrder:
    """A SealingOrder if the studio can be sealed now, with its documents made and its place in the
    register still open; else why not."""
    case, stage = checked.loaded.cases[key], checked.stages[key]
    name = name_now(case, stage)
    archiving = stage.last("归档")
    if archiving is None:
        reason = f"{RECORD_FILE} 里还没有“归档”"
        return SealingOutcome(studio=key, name=name, verdict="not-yet", reason=reason)
    sealed = latest(shelf.lines, volume_name(key))
    met = bool(stage.of("工会委员会研究"))
    belongs = [job for job in jobs if _belongs(job, case, before_committee=met)]
    if not (sealed and shelf.reason):
        found = _on_the_shelf(shelf, sealed, case, stage, belongs)
        if found:
            return replace(found, name=name)
    closed = closing_day(stage, 1 if sealed is None else sealed.version + 1, today)
    waived = waived_sentences(case, waived_places(checked.report), today, whole=True)
    order = ordered(checked, key, belongs, engine, shelf, closed, sealed)
    if isinstance(order, SealingOutcome):
        return replace(order, name=name)
    common = latest(shelf.lines, str(case.year))
    number = common.number if common else ""
    return replace(order, name=name, today=today, waived=waived, elsewhere=number)


def decide_batch(
    checked: Checked,
    year: int,
    jobs: Sequence[Job],
    engine: Engine,
    shelf: Shelf,
    today: datetime.date,
) -> SealingOutcome | SealingOrder:
    """As `decide`, of the intake's own papers: every document that is of no single studio."""
    key, name, root = str(year), batch_name(year), checked.loaded.root
    intake = checked.loaded.intakes[year]
    archiving = archived_intake(intake)
    if archiving is None:
        reason = f"{INTAKE_FILE} 里还没有“归档”"
        return SealingOutcome(studio=key, name=name, verdict="not-yet", reason=reason)
    sealed = latest(shelf.lines, key)
    package = shelf.folder / (sealed.package if sealed else key)
    if sealed and not shelf.reason and package.exists():
        return SealingOutcome(
            studio=key,
            name=name,
            verdict="exists",
            package=shown_from(root, package),
            bundle=shown_from(root, package / "data" / BUNDLE),
            digest=sealed.digest,
            pages=_pages_in(package),
        )
    if sealed and not shelf.reason:
        reason = f"登记册记有 {sealed.package}（{sealed.day} 归档），包已不在这里"
        return SealingOutcome(studio=key, name=name, verdict="exists", reason=reason)
    if not sealed and package.exists():
        reason = f"{key} 已在，登记册里却没有：用 studio verify 查明后移走"
        return SealingOutcome(studio=key, name=name, verdict="blocked", reason=reason)
    later = (block.date for _, block in intake.dated if block.date <= today) if sealed else ()
    closed = max((archiving.date, *later))
    own = [job for job in jobs if job.owner == key]
    order = ordered(checked, key, own, engine, shelf, closed, sealed)
    return replace(order, name=name)


def ordered(
    checked: Checked,
    key: str,
    belongs: Sequence[Job],
    engine: Engine,
    shelf: Shelf,
    closed: datetime.date,
    sealed: Entry | None,
) -> SealingOutcome | SealingOrder:
    """The order for a volume of the documents that belong to it, made now; or why there is none."""
    root = checked.loaded.root
    errors = [d for d in checked.in_the_way if _whose(d.place) == key]
    if errors:
        first = errors[0]
        reason = f"档案有 {len(errors)} 处错误，第一处 {first.place}: {first.code} {first.message}"
        return SealingOutcome(studio=key, name="", verdict="blocked", reason=reason)
    generated = root / "output" / "generated"
    belongs = [job for job in belongs if not (job.date and job.date > closed)]
    mine = [job for job in belongs if job.verdict is not Verdict.NOT_YET]
    unwritten = [job for job in belongs if job.verdict is Verdict.NOT_YET and job.enclosed]
    made = tuple(make(mine, engine, generated))
    bad = [one.job for one in made if one.job.verdict in (Verdict.BLOCKED, Verdict.FAILED)]
    if bad:
        reason = f"《{bad[0].title}》{bad[0].verdict.label}：{bad[0].reason}"
        verdict = "failed" if bad[0].verdict is Verdict.FAILED else "blocked"
        return SealingOutcome(studio=key, name="", verdict=verdict, reason=reason)
    standing = Standing(year=int(key[:4]))
    if sealed:
        standing = replace(
            standing,
            version=sealed.version + 1,
            predecessor=sealed.package,
            predecessor_digest=sealed.digest,
            reason=shelf.reason,
        )
    return SealingOrder(
        root=root,
        key=key,
        name="",
        generated=generated,
        package=shelf.folder / package_name(volume_name(key), standing.version),
        engine=engine.name,
        made=tuple(replace(one, job=replace(one.job, context={})) for one in made),
        closed=closed,
        standing=standing,
        today=closed,
        unwritten=tuple(replace(one, context={}) for one in unwritten),
    )


def _whose(spot: Place) -> str:
    """The studio or the intake in whose file something stands."""
    owner = owner_of(spot)
    return str(owner.year) if owner.kind is FileKind.INTAKE else owner.key or ""


def closing_day(stage: Stage, version: int, today: datetime.date) -> datetime.date:
    """Up to which day acts are in a version of a volume. The first ends with the archiving; a later
    one is made for what came after it."""
    archiving = stage.last("归档")
    assert archiving is not None
    if version == 1:
        return archiving.date
    return max(act.date for act in stage.acts if act is archiving or act.date <= today)


def _on_the_shelf(
    shelf: Shelf, sealed: Entry | None, case: Case, stage: Stage, belongs: Sequence[Job]
) -> SealingOutcome | None:
    """What is to be said of a volume that is sealed, or looks so; None if it is to be sealed."""
    key, root = case.key, shelf.root
    package = shelf.folder / (sealed.package if sealed else volume_name(key))
    blocked = partial(SealingOutcome, studio=key, name="", verdict="blocked")
    if shelf.reason:
        return blocked(reason="还没有封存过，不用 --new-version")
    if sealed is None:
        if not package.exists():
            return None
        return blocked(reason=f"{package.name} 已在，登记册里却没有：用 studio verify 查明后移走")
    if not package.exists():
        told = f"登记册记有 {package.name}（{sealed.day} 归档），包已不在这里"
        if key in shelf.handed_over:
            return replace(blocked(reason=f"已移交；{told}"), verdict="exists")
        return blocked(reason=f"{told}：放回原处；确要重新封存的，用 --new-version 写明理由")
    papers = {
        f"{Path(job.target).name}.docx": root / "output" / "generated" / f"{job.target}.docx"
        for job in belongs
    }
    changes = since_sealing(case, package, sealed.day, papers)
    return SealingOutcome(
        studio=key,
        name="",
        verdict="exists",
        reason="；".join(filter(None, (_came_later(stage, sealed.day), changes.told))),
        package=shown_from(root, package),
        bundle=shown_from(root, package / "data" / BUNDLE),
        digest=sealed.digest,
        pages=_pages_in(package),
        changed=changes.differs,
    )


def _came_later(stage: Stage, closed: datetime.date) -> str:
    """What was recorded after the volume was closed, and so is not in the package."""
    late = [act for act in stage.acts if act.date > closed]
    told = "、".join(f"{act.name} {act.date}" for act in late)
    return f"归档以后记的 {told} 不在包里" if late else ""


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


def numbered(
    orders: Sequence[SealingOrder], lines: Sequence[Line], fixed: Mapping[str, int]
) -> tuple[list[SealingOrder], list[SealingOutcome]]:
    """The orders with their places, in the order in which the register gets them; and what became
    of those that get none."""
    ready: list[SealingOrder] = []
    refused: list[SealingOutcome] = []
    places = positions([(order.closed, order.key) for order in orders], lines, fixed)
    for order in sorted(orders, key=lambda one: (one.closed, one.key)):
        place = places[order.key]
        if isinstance(place, int):
            ready.append(replace(order, standing=replace(order.standing, position=place)))
        else:
            refused.append(
                SealingOutcome(studio=order.key, name=order.name, verdict="blocked", reason=place)
            )
    return ready, refused
