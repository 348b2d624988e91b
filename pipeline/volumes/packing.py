"""Orders into packages: each volume bound from the files on disk, several at once in processes.

Only the process that holds the lock enters packages in the register. Must not decide on any.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.archive.bundle import STAND_IN
from pipeline.archive.model import CycleArchive, Standing
from pipeline.archive.package import entry_of, pack
from pipeline.archive.shelf import read_register, shelve
from pipeline.chinese import sentence
from pipeline.documents.convert import Engine, engine_named
from pipeline.documents.convert.signature import stamping_face
from pipeline.documents.kinds import load_kinds
from pipeline.dossier.paths import is_key
from pipeline.dossier.workspace import Loaded, load_workspace
from pipeline.errors import PipelineError
from pipeline.files import shown_from
from pipeline.foreign.bounded import Bounded
from pipeline.foreign.limits import ForeignReader
from pipeline.lifecycle import Act, place
from pipeline.volumes.batch import batch_volume
from pipeline.volumes.decided import archived_intake
from pipeline.volumes.elsewhere import common_volume
from pipeline.volumes.ended import ending_remarks
from pipeline.volumes.orders import Material, SealingOrder, SealingOutcome
from pipeline.volumes.volume import composer, volume
from pipeline.workers import spread


def seal_all(orders: Sequence[SealingOrder], workers: int) -> Iterator[SealingOutcome]:
    """Seal each order, the intakes' first: then the studios' volumes can name what is in them. In
    processes when there are several of both. Only here, in the process that holds the lock, do
    packages enter the register."""
    yield from _sealed([order for order in orders if not is_key(order.key)], workers)
    studios = [order for order in orders if is_key(order.key)]
    if not studios:
        return
    folder = studios[0].package.parent
    lines = read_register(folder)
    yield from _sealed(
        [
            replace(
                order,
                elsewhere=common_volume(folder, lines, order.standing.year, order.foreseen),
            )
            for order in studios
        ],
        workers,
    )


def _sealed(orders: Sequence[SealingOrder], workers: int) -> Iterator[SealingOutcome]:
    for outcome in spread(pack_one, orders, workers):
        if outcome.entry is not None:
            shelve(orders[0].package.parent, outcome.entry)
        yield outcome


def pack_one(order: SealingOrder) -> SealingOutcome:
    """Bind and pack one volume from the files on disk."""
    kinds = {kind.name: kind for kind in load_kinds(order.root / "templates")}
    try:
        engine = engine_named(order.engine)
        with Bounded() as reader:
            content, archiving, remarks = _content(order, engine, reader)
            remarks = (*_of_the_version(order.standing), *remarks, *order.waived)
            compose = composer(kinds, engine, archiving, remarks)
            face = stamping_face()
            sealed = pack(content, target=order.package, compose=compose, face=face, reader=reader)
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
        entry=entry_of(content, sealed),
    )


def _content(
    order: SealingOrder, engine: Engine, reader: ForeignReader
) -> tuple[CycleArchive, Act, tuple[str, ...]]:
    """What is in the volume, the act that closed it, and what the last sheet says of its end."""
    loaded = load_workspace(order.root, only=[order.key])
    if not is_key(order.key):
        return *_of_the_batch(order, loaded, engine, reader), ()
    case = loaded.cases[order.key]
    stage = place(case, order.today)
    archiving = stage.last("归档")
    assert archiving is not None
    material = _material(order, archiving, engine, reader)
    content = volume(case, stage, material, elsewhere=order.elsewhere)
    return content, material.archiving, ending_remarks(case, stage, order.closed)


def _of_the_batch(
    order: SealingOrder, loaded: Loaded, engine: Engine, reader: ForeignReader
) -> tuple[CycleArchive, Act]:
    intake, case = loaded.intakes[int(order.key)], next(iter(loaded.cases.values()))
    archiving = archived_intake(intake)
    assert archiving is not None
    material = _material(order, archiving, engine, reader)
    return batch_volume(case, intake, material), material.archiving


def _material(
    order: SealingOrder, archiving: Act, engine: Engine, reader: ForeignReader
) -> Material:
    return Material(
        made=order.made,
        output=order.generated,
        engine=engine,
        archiving=replace(archiving, date=order.closed),
        standing=order.standing,
        unwritten=order.unwritten,
        reader=reader,
    )


def _of_the_version(standing: Standing) -> tuple[str, ...]:
    """For the last sheet: which version it is, and why it was made."""
    if not standing.predecessor:
        return ()
    return (
        f"本卷为第{standing.version}版，前一版 {standing.predecessor}（摘要"
        f" {standing.predecessor_digest[:16]}…）仍予保留。重新封存的缘由："
        f"{sentence(standing.reason)}",
    )
