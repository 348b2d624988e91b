"""A run in which nothing changed since the last one: its findings are told again.

Must stay light: no model, rule or YAML is imported, since starting those takes longer than
hashing hundreds of studios.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from pipeline.diagnostics import Diagnostic, Place, Report, RuleCode, Severity
from pipeline.documents.convert import undrawable
from pipeline.dossier.folders import lone_intakes
from pipeline.files import Sha256, sha256
from pipeline.recheck.fingerprint import intake_digest, lone_digest, rulebook_digest, studio_digest
from pipeline.recheck.result_cache import ResultCache

#: By folder and digest of its intake.
Digests = dict[tuple[Path, Sha256 | None], Sha256 | None]
Watched = Callable[[Sequence[Path]], Iterator[Path]]


@dataclass(frozen=True, slots=True)
class LastRun:
    """What a whole run found, the characters that need a font of this machine (`rare`), and those
    of them it had none for."""

    report: Report
    rare: str
    lacking: tuple[str, ...]

    @classmethod
    def of(cls, report: Report, rare: str) -> LastRun:
        return cls(report, rare, undrawable(rare))

    def as_bytes(self) -> bytes:
        rows = [astuple(one) for one in self.report]
        return json.dumps([rows, self.rare, self.lacking]).encode()

    @classmethod
    def read(cls, body: bytes) -> LastRun | None:
        """What `as_bytes` wrote; None for any other shape."""
        try:
            rows, rare, lacking = json.loads(body)
            return cls(Report(tuple(map(_diagnostic, rows))), str(rare), tuple(lacking))
        except (ValueError, TypeError):
            return None


def _diagnostic(row: Sequence[Any]) -> Diagnostic:
    place, code, severity, article, message, hint, related, concerns = row
    return Diagnostic(
        place=_place(place),
        code=RuleCode(code),
        severity=Severity(severity),
        article=article,
        message=message,
        hint=hint,
        related=tuple(map(_place, related)),
        concerns=tuple(map(str, concerns)),
    )


def _place(row: Sequence[Any]) -> Place:
    file, line, column = row
    return Place(file=file, line=line, column=column)


def run_digest(studios: Iterable[Sha256 | None]) -> Sha256 | None:
    """Of the digests of all studios in order; None if one has none."""
    parts = list(studios)
    return None if None in parts else sha256("\n".join(map(str, parts)).encode())


def findings_of_last_run(
    root: Path,
    folders: Sequence[Path],
    today: datetime.date,
    cache: ResultCache,
    watched: Watched = iter,
) -> tuple[Report | None, Digests]:
    """The findings of the last run if all that they depend on is the same, and the digests taken
    to know that. Fonts come and go without any file changing, so they are asked again for what
    only they could draw. `watched` passes the folders on one by one, as a progress bar does."""
    last = cache.last_run()
    if last is None:
        return None, {}
    intakes = {folder.parent: intake_digest(folder.parent) for folder in folders}
    rulebook = rulebook_digest(root)
    digests: Digests = {
        (folder, intakes[folder.parent]): studio_digest(
            folder, intakes[folder.parent], rulebook, today
        )
        for folder in watched(folders)
    }
    lone = (lone_digest(one, rulebook, today) for one in lone_intakes(root, folders))
    digest, body = last
    if run_digest((*digests.values(), *lone)) != digest:
        return None, digests
    told = LastRun.read(body)
    if told is None or undrawable(told.rare) != told.lacking:
        return None, digests
    cache.keep_all()
    return told.report, digests
