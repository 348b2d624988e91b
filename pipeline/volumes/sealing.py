"""What becomes of one finished cycle, or of an intake's own papers: sealed now, or why not.

Deciding and making documents happen in the process that holds the locks; binding is `packing`'s.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.acts import is_of_the_year
from pipeline.archive.model import Standing
from pipeline.archive.register import RegisterEntry, RegisterLine, package_name
from pipeline.diagnostics import Place
from pipeline.documents.convert import Engine
from pipeline.documents.kinds import Subject
from pipeline.documents.make import make
from pipeline.documents.plan import Job, Verdict
from pipeline.dossier.load import Case
from pipeline.dossier.paths import INTAKE_FILE, RECORD_FILE, FileKind, owner_of
from pipeline.lifecycle import Stage, name_now
from pipeline.rules.check import Checked
from pipeline.rules.waiving.waivers import (
    waived_of_intake,
    waived_places,
    waived_sentences,
)
from pipeline.volumes.batch import batch_name, foreseen_number
from pipeline.volumes.decided import archived_intake
from pipeline.volumes.numbering import latest, positions, volume_name
from pipeline.volumes.orders import SealingOrder, SealingOutcome, Shelf
from pipeline.volumes.shelved import on_the_shelf


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
        told = [(act.name, act.date) for act in stage.acts]
        found = on_the_shelf(shelf, sealed, key, name, case=case, told=told, belongs=belongs)
        if found:
            return found
    closed = closing_day(stage, 1 if sealed is None else sealed.version + 1, today)
    order = _ordered(checked, key, name, belongs, engine, shelf, closed, today)
    if isinstance(order, SealingOutcome):
        return order
    waived = waived_sentences(case, waived_places(checked.report), closed, whole=True)
    return replace(order, waived=waived, foreseen=_foreseen(case, jobs, shelf))


def decide_batch(
    checked: Checked,
    year: int,
    jobs: Sequence[Job],
    engine: Engine,
    shelf: Shelf,
    today: datetime.date,
) -> SealingOutcome | SealingOrder:
    """As `decide`, of the intake's own papers: every document that is of no single studio."""
    key, name, intake = str(year), batch_name(year), checked.loaded.intakes.get(year)
    if intake is None:
        reason = f"{INTAKE_FILE} 读不了：先运行 studio check，改正它的错误"
        return SealingOutcome(studio=key, name=name, verdict="blocked", reason=reason)
    archiving = archived_intake(intake)
    if archiving is None or archiving.date > today:
        reason = f"{INTAKE_FILE} 里还没有“归档”"
        if archiving:
            reason = f"{INTAKE_FILE} 写的归档日期 {archiving.date} 还没有到"
        return SealingOutcome(studio=key, name=name, verdict="not-yet", reason=reason)
    sealed = latest(shelf.lines, key)
    belongs = [job for job in jobs if job.owner == key]
    if not (sealed and shelf.reason):
        told = [(act, block.date) for act, block in intake.dated]
        case = checked.loaded.of_year(year)[0]
        found = on_the_shelf(shelf, sealed, key, name, case=case, told=told, belongs=belongs)
        if found:
            return found
    later = (block.date for _, block in intake.dated if block.date <= today) if sealed else ()
    closed = max((archiving.date, *later))
    order = _ordered(checked, key, name, belongs, engine, shelf, closed, today)
    if isinstance(order, SealingOutcome):
        return order
    places = waived_places(checked.report)
    return replace(order, waived=waived_of_intake(year, intake, places, closed))


def _ordered(
    checked: Checked,
    key: str,
    name: str,
    belongs: Sequence[Job],
    engine: Engine,
    shelf: Shelf,
    closed: datetime.date,
    today: datetime.date,
) -> SealingOutcome | SealingOrder:
    """The order for a volume of the documents that belong to it, made now; or why there is none."""
    errors = [d for d in checked.in_the_way if _whose(d.place) == key]
    if errors:
        first = errors[0]
        reason = f"档案有 {len(errors)} 处错误，第一处 {first.place}: {first.code} {first.message}"
        return SealingOutcome(studio=key, name=name, verdict="blocked", reason=reason)
    generated = shelf.root / "output" / "generated"
    belongs = [job for job in belongs if not (job.date and job.date > closed)]
    mine = [job for job in belongs if job.verdict is not Verdict.NOT_YET]
    unwritten = [job for job in belongs if job.verdict is Verdict.NOT_YET and job.enclosed]
    made = tuple(make(mine, engine, generated))
    bad = [one.job for one in made if one.job.verdict in (Verdict.BLOCKED, Verdict.FAILED)]
    if bad:
        reason = f"《{bad[0].title}》{bad[0].verdict.label}：{bad[0].reason}"
        verdict = "failed" if bad[0].verdict is Verdict.FAILED else "blocked"
        return SealingOutcome(studio=key, name=name, verdict=verdict, reason=reason)
    standing = _standing(key, latest(shelf.lines, volume_name(key)), shelf.reason)
    return SealingOrder(
        root=shelf.root,
        key=key,
        name=name,
        generated=generated,
        package=shelf.folder / package_name(volume_name(key), standing.version),
        engine=engine.name,
        made=tuple(replace(one, job=replace(one.job, context={})) for one in made),
        closed=closed,
        standing=standing,
        today=today,
        waived=(),
        unwritten=tuple(replace(one, context={}) for one in unwritten),
    )


def _standing(key: str, before: RegisterEntry | None, reason: str) -> Standing:
    """The volume's, while its place is open: the first version, or the one after `before`."""
    standing = Standing(year=int(key[:4]))
    if before is None:
        return standing
    return replace(
        standing,
        version=before.version + 1,
        predecessor=before.package,
        predecessor_digest=before.digest,
        reason=reason,
    )


def _foreseen(case: Case, jobs: Sequence[Job], shelf: Shelf) -> str:
    """案卷号 of the intake's own volume, where it is sure before that is sealed."""
    if case.intake is None or case.intake.archiving is None:
        return ""
    given = {(one.entry.year, one.entry.position) for one in shelf.lines}
    if (case.year, case.intake.archiving.position) in given:
        return ""
    return foreseen_number(case, case.intake, [job for job in jobs if job.owner == str(case.year)])


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
    orders: Sequence[SealingOrder], lines: Sequence[RegisterLine], fixed: Mapping[str, int]
) -> tuple[list[SealingOrder], list[SealingOutcome]]:
    """The orders with their places, by the day on which each was closed; and what became of those
    that get none."""
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
