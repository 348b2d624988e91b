"""The files that prove what a volume's papers tell: behind their paper, or at the end of a group.

Must not judge: the rules saw that each file is there and can be opened.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.archive.model import Original, Paper
from pipeline.diagnostics import visible
from pipeline.documents.convert import Engine
from pipeline.documents.enclosed import Enclosed
from pipeline.documents.plan import Job
from pipeline.dossier.application import Regulation
from pipeline.dossier.evidence import EvidenceReference, locate, media_of, references
from pipeline.dossier.ledger import class_named
from pipeline.dossier.load import Case
from pipeline.dossier.paths import EVIDENCE_FOLDER, FileKind, is_key, owner_of
from pipeline.errors import PipelineError
from pipeline.files import path_inside

#: Where evidence goes that an act or the application cites; a ledger's, by its class.
_ACT_GROUP, _APPLICATION_GROUP = "09事项材料", "01申报"


class BoundProof:
    """The files that prove what the papers tell: each once, right behind its paper or at the end
    of its group."""

    def __init__(self, case: Case, engine: Engine, retention: str) -> None:
        self._case, self._engine, self._retention = case, engine, retention
        self._bound: set[Path] = set()

    def behind(self, job: Job) -> Iterator[Paper]:
        """Those that lie behind one paper: beside the studio's own files, or in its intake's."""
        own, case = is_key(job.owner), self._case
        folder = case.evidence_folder if own else case.folder.parent / EVIDENCE_FOLDER
        name = EVIDENCE_FOLDER if own else f"{case.year}/{EVIDENCE_FOLDER}"
        for one in job.enclosed:
            path = path_inside(folder, one.written)
            if path not in self._bound:
                paper = self._paper(path, f"{name}/{one.written}", one, job.kind.group)
                yield _as_part(paper, job) if one.part else paper

    def besides(self) -> Iterator[Paper]:
        """What the studio's own files cite besides."""
        bound = frozenset(self._bound)
        for reference in references(self._case):
            one = Enclosed(
                written=reference.written,
                title=Path(reference.written).stem,
                date=_day_of(reference),
            )
            path = locate(self._case, one.written)
            if path not in bound:
                name = f"{EVIDENCE_FOLDER}/{one.written}"
                yield self._paper(path, name, one, _group(reference))

    def _paper(self, path: Path | None, name: str, one: Enclosed, group: str) -> Paper:
        """Its title is the file's name. Who made it and when, no dossier says: only on which day
        was what it proves."""
        if path is None or not path.is_file():  # the rules saw it a moment ago
            raise PipelineError(
                f"佐证 {visible(one.written)} 在封存时不见了", "放回 evidence/，再运行一次。"
            )
        self._bound.add(path)
        original = Original(name=name, data=path.read_bytes())
        source, kept = original, tuple[Original, ...]()
        if media_of(path) == "docx":
            day = one.date or self._case.dossier.pledge.date
            converted = self._engine.convert(original.data, title=one.title, created=day)
            source, kept = Original(name=f"{name}.pdf", data=converted.pdf), (original,)
        return Paper(
            kind="evidence",
            group=group,
            title=one.title,
            source=source,
            retention=self._retention,
            originals=kept,
            title_given=True,
            proves=one.date,
        )


def _as_part(paper: Paper, job: Job) -> Paper:
    """An attachment is of its paper: that one's day and author, but no number of its own."""
    note, kind = f"{job.number or f'《{job.title}》'}附件", job.kind
    kept, who = kind.retention, kind.responsible
    return replace(paper, responsible=who, date=job.date, proves=None, retention=kept, note=note)


def _day_of(reference: EvidenceReference) -> datetime.date | None:
    """The day of the entry that it proves; None for what has none."""
    owner = reference.owner
    date = owner.effective if isinstance(owner, Regulation) else getattr(owner, "date", None)
    return date if isinstance(date, datetime.date) else None


def _group(reference: EvidenceReference) -> str:
    kind = owner_of(reference.place).kind
    if kind is FileKind.RECORD:
        return _ACT_GROUP
    if kind is FileKind.LEDGER:
        return class_named(reference.section[0]).group
    return _APPLICATION_GROUP
