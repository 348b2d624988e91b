"""What sealing is about, as values: the shelf, one volume to seal, what became of it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from pipeline.archive.model import Standing
from pipeline.archive.register import RegisterEntry, RegisterLine
from pipeline.documents.make import Made
from pipeline.documents.plan import Job
from pipeline.volumes.elsewhere import CommonVolume


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
