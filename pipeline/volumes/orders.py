"""What sealing is about, as values: the shelf, one volume to seal, what became of it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.archive.model import Standing
from pipeline.archive.register import RegisterEntry, RegisterLine
from pipeline.documents.convert import Engine
from pipeline.documents.make import Made
from pipeline.documents.plan import Job
from pipeline.dossier.load import Case
from pipeline.foreign.limits import ForeignReader, Unbounded
from pipeline.lifecycle import Act
from pipeline.volumes.elsewhere import CommonVolume
from pipeline.volumes.proof import BoundProof


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
    entry: RegisterEntry | None = None

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
    lines: tuple[RegisterLine, ...] = ()
    reason: str = ""
    handed_over: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What a volume is made of: the documents `made`, which lie below `output`; `unwritten` acts,
    of which there is no paper but proof; the act that closes it; its place in the register.
    `reader` reads what others made, `engine` draws it."""

    made: tuple[Made, ...]
    output: Path
    engine: Engine
    archiving: Act
    standing: Standing
    unwritten: tuple[Job, ...] = ()
    reader: ForeignReader = field(default_factory=Unbounded)

    def proof(self, case: Case, retention: str) -> BoundProof:
        """What binds the proof behind the papers; `retention` is that of evidence."""
        return BoundProof(case, self.engine, retention, self.reader)


@dataclass(frozen=True, slots=True, kw_only=True)
class SealingOrder:
    """What a worker needs to seal one volume: that of a studio (`key` YEAR/SLUG) or of an intake's
    own papers (YEAR). `generated` is where its documents lie; `closed` is the day up to which acts
    are in the volume, that of the archiving or, in a later version, of the last act; `waived` are
    the sentences on what the union let pass; `unwritten` are acts that have proof but no paper;
    `foreseen` is the 案卷号 that the intake's own volume will have, where it is sure, and
    `elsewhere` what is known of that volume when the studio's is bound."""

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
    waived: tuple[str, ...]
    unwritten: tuple[Job, ...]
    foreseen: str = ""
    elsewhere: CommonVolume | None = None
