"""Orders into packages: each volume bound from the files on disk, several at once in processes.

Only the process that holds the lock enters packages in the register. Must not decide on any.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from pipeline.archive.bundle import STAND_IN
from pipeline.archive.model import CycleArchive, Standing
from pipeline.archive.package import entry_of, pack
from pipeline.archive.shelf import shelve
from pipeline.chinese import sentence
from pipeline.documents.convert import Engine, engine_named
from pipeline.documents.convert.signature import stamping_face
from pipeline.documents.kinds import load_kinds
from pipeline.dossier.paths import is_key
from pipeline.dossier.workspace import Loaded, load_workspace
from pipeline.errors import PipelineError
from pipeline.files import shown_from
from pipeline.lifecycle import Act, place
from pipeline.volumes.batch import archived_intake, batch_volume
from pipeline.volumes.ended import ending_remarks
from pipeline.volumes.sealing import SealingOrder, SealingOutcome
from pipeline.volumes.volume import composer, volume
from pipeline.workers import spread


def seal_all(orders: Sequence[SealingOrder], workers: int) -> Iterator[SealingOutcome]:
    """Seal each order, in order; in processes when there are several of both. Only here, in the
    process that holds the lock, do packages enter the register."""
    for outcome in spread(pack_one, orders, workers):
        if outcome.entry is not None:
            shelve(orders[0].package.parent, outcome.entry)
        yield outcome


def pack_one(order: SealingOrder) -> SealingOutcome:
    """Bind and pack one studio from the files on disk."""
    kinds = {kind.name: kind for kind in load_kinds(order.root / "templates")}
    try:
        engine = engine_named(order.engine)
        content, archiving, remarks = _content(order, engine)
        remarks = (*_of_the_version(order.standing), *remarks, *order.waived)
        compose = composer(kinds, engine, archiving, remarks)
        sealed = pack(content, target=order.package, compose=compose, face=stamping_face())
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


def _content(order: SealingOrder, engine: Engine) -> tuple[CycleArchive, Act, tuple[str, ...]]:
    """What is in the volume, the act that closed it, and what the last sheet says of its end."""
    loaded = load_workspace(order.root, only=[order.key])
    if not is_key(order.key):
        return _of_the_batch(order, loaded, engine)
    case = loaded.cases[order.key]
    stage = place(case, order.today)
    archiving = stage.last("归档")
    assert archiving is not None
    archiving = replace(archiving, date=order.closed)
    bind = partial(volume, case, stage, order.made, archiving=archiving, engine=engine)
    content = bind(
        output=order.generated,
        standing=order.standing,
        unwritten=order.unwritten,
        elsewhere=order.elsewhere,
    )
    return content, archiving, ending_remarks(case, stage, order.closed)


def _of_the_batch(
    order: SealingOrder, loaded: Loaded, engine: Engine
) -> tuple[CycleArchive, Act, tuple[str, ...]]:
    intake, case = loaded.intakes[int(order.key)], next(iter(loaded.cases.values()))
    archiving = archived_intake(intake)
    assert archiving is not None
    archiving = replace(archiving, date=order.closed)
    bind = partial(batch_volume, case, intake, order.made, archiving=archiving, engine=engine)
    content = bind(output=order.generated, standing=order.standing, unwritten=order.unwritten)
    return content, archiving, ()


def _of_the_version(standing: Standing) -> tuple[str, ...]:
    """For the last sheet: which version it is, and why it was made."""
    if not standing.predecessor:
        return ()
    return (
        f"本卷为第{standing.version}版，前一版 {standing.predecessor}（摘要"
        f" {standing.predecessor_digest[:16]}…）仍予保留。重新封存的缘由："
        f"{sentence(standing.reason)}",
    )
