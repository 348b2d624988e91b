"""`studio check` over any number of studios: one at a time in memory, known ones not read again."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from pipeline.diagnostics import Diagnostic, Report
from pipeline.documents.convert import undrawable, unlisted
from pipeline.documents.glyphs import undrawable_in
from pipeline.dossier import DOSSIERS
from pipeline.dossier.folders import lone_intakes
from pipeline.dossier.intake import Intake
from pipeline.dossier.load import load_intake, load_studio
from pipeline.dossier.paths import is_key
from pipeline.dossier.source import Suppression
from pipeline.files import Sha256
from pipeline.foreign.look import Looking, looks_nowhere
from pipeline.lifecycle import place
from pipeline.policies import Rulebook, read_rulebook
from pipeline.recheck.fingerprint import intake_digest, lone_digest, rulebook_digest, studio_digest
from pipeline.recheck.last_run import LastRun, run_digest
from pipeline.recheck.result_cache import ResultCache
from pipeline.rules.check import Judged, conclude, judge, lone, unusable


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptResult:
    """What is kept of a studio: `read` are the reader's and the letter check's findings.

    `rare` are the characters of its files that need a font of this machine, and `lacking` those
    it had none for: fonts come and go without any file of the studio changing.
    """

    read: tuple[Diagnostic, ...]
    judged: Judged | None
    rare: str
    lacking: tuple[str, ...]

    def as_bytes(self) -> bytes:
        """For `from_bytes`. Not by pydantic: to build its writer took longer than to write what
        hundreds of studios gave."""
        return json.dumps(self, default=_written).encode()

    @classmethod
    def from_bytes(cls, body: bytes) -> KeptResult | None:
        """What `as_bytes` wrote; None for any other shape."""
        try:
            return _reader().validate_json(body)
        except ValidationError:
            return None


@cache
def _reader() -> TypeAdapter[KeptResult]:
    return TypeAdapter(KeptResult)


def _written(value: object) -> object:
    """What json does not know: days, and values of fields."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    names: tuple[str, ...] = getattr(type(value), "__slots__", ())
    return {name: getattr(value, name) for name in names}


@dataclass(frozen=True, slots=True)
class _Standing:
    """What all studios of a run are judged by: `digest` is of the workspace's part of it."""

    root: Path
    today: datetime.date
    digest: Sha256 | None
    rulebook: Rulebook
    looking: Looking


@dataclass(frozen=True, slots=True)
class _Year:
    intake: Intake | None
    report: Report
    remarks: tuple[Suppression, ...]
    digest: Sha256 | None


def judge_folders(
    root: Path,
    folders: Iterable[Path],
    today: datetime.date,
    cache: ResultCache,
    digests: Mapping[tuple[Path, Sha256 | None], Sha256 | None] | None = None,
    looking: Looking = looks_nowhere,
) -> Report:
    """All findings about the studios in `folders`, which must be all of the workspace; evidence
    that is not known yet is opened by `looking`.

    `digests` are those that were already taken in this run, by folder and digest of its intake.
    """
    # The digests come first: an edit in between then shows below as a change.
    standing = _Standing(root, today, rulebook_digest(root), read_rulebook(root), looking)
    taken = digests or {}
    years: dict[int, _Year] = {}
    read: list[Diagnostic] = []
    judged: list[Judged] = []
    kept: list[Sha256 | None] = []
    rare: set[str] = set()
    known: list[Path] = []
    for folder in folders:
        known.append(folder)
        number = int(folder.parent.name)
        if number not in years:
            digest = intake_digest(folder.parent)
            years[number] = _Year(*load_intake(folder.parent), digest)
            read += years[number].report
        year = years[number]
        digest = taken.get((folder, year.digest))
        if digest is None and cache.active:
            digest = studio_digest(folder, year.digest, standing.digest, today)
        result, is_kept = _known_or_judged(standing, folder, year, digest, cache)
        kept.append(digest if is_kept else None)
        rare.update(result.rare)
        read += result.read
        if result.judged is not None:
            judged.append(result.judged)
    for folder in lone_intakes(root, known):
        number = int(folder.name)
        kept.append(lone_digest(folder, standing.digest, today))
        years[number] = _Year(*load_intake(folder), intake_digest(folder))
        read += years[number].report
        if years[number].intake is None:
            judged.append(lone(number))
    intakes = {number: year.intake for number, year in years.items() if year.intake is not None}
    remarks = [one for year in years.values() for one in year.remarks]
    report = conclude(read, judged, intakes, today, standing.rulebook, remarks, root, looking)
    # An intake edited meanwhile may have been read after its digest was taken.
    same = rulebook_digest(root) == standing.digest and all(
        intake_digest(root / DOSSIERS / f"{n:04}") == y.digest for n, y in years.items()
    )
    if same and (whole := run_digest(kept)) is not None:
        cache.put_run(whole, LastRun.of(report, "".join(sorted(rare))).as_bytes())
    return report


def _known_or_judged(
    standing: _Standing, folder: Path, year: _Year, digest: Sha256 | None, cache: ResultCache
) -> tuple[KeptResult, bool]:
    """What is found about a studio, and whether that is kept under its digest."""
    if digest is not None and (body := cache.get(digest)) is not None:
        known = KeptResult.from_bytes(body)
        if known is not None and undrawable(known.rare) == known.lacking:
            return known, True
    result = _judged(standing, folder, year)
    # Kept only if nothing changed meanwhile: the digest must be of the bytes that were judged.
    if digest is not None and digest == studio_digest(
        folder, intake_digest(folder.parent), rulebook_digest(standing.root), standing.today
    ):
        # A file name that is no UTF-8 is not read again; that studio is judged afresh each time.
        cache.put(digest, result.as_bytes())
        return result, True
    return result, False


def _judged(standing: _Standing, folder: Path, year: _Year) -> KeptResult:
    case, report = load_studio(
        folder, root=standing.root, intake=year.intake, rulebook=standing.rulebook
    )
    if case is None:
        key = f"{folder.parent.name}/{folder.name}"
        judged = unusable(key, year.intake) if is_key(key) else None
        return KeptResult(read=report.diagnostics, judged=judged, rare="", lacking=())
    texts = (source.data.decode("utf-8-sig") for source in case.sources.values())
    rare = "".join(sorted({character for text in texts for character in unlisted(text)}))
    lacking = undrawable(rare)
    return KeptResult(
        read=(*report, *(undrawable_in(case) if lacking else ())),
        judged=judge(case, place(case, standing.today), standing.today, standing.looking),
        rare=rare,
        lacking=lacking,
    )
