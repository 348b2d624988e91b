"""`studio check` over any number of studios: one at a time in memory, known ones not read again."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from pipeline.commands.fingerprint import intake_digest, studio_digest
from pipeline.commands.result_cache import ResultCache
from pipeline.diagnostics import Diagnostic, Report
from pipeline.documents.glyphs import is_drawable, undrawable_in
from pipeline.dossier.intake import Intake
from pipeline.dossier.load import load_intake, load_studio
from pipeline.files import Sha256
from pipeline.lifecycle import place
from pipeline.rules.check import Judged, conclude, judge


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What is kept of a studio: `read` are the reader's and the letter check's findings.

    `characters` are all that its files hold and `lacking` those no font could draw: fonts come
    and go without any file of the studio changing.
    """

    read: tuple[Diagnostic, ...]
    judged: Judged | None
    characters: str
    lacking: str


_KEPT = TypeAdapter(Result)


@dataclass(frozen=True, slots=True)
class _Year:
    intake: Intake | None
    report: Report
    digest: Sha256 | None


def judge_folders(
    root: Path, folders: Iterable[Path], today: datetime.date, cache: ResultCache
) -> Report:
    """All findings about the studios in `folders`, which must be all of the workspace."""
    years: dict[int, _Year] = {}
    read: list[Diagnostic] = []
    judged: list[Judged] = []
    for folder in folders:
        number = int(folder.parent.name)
        if number not in years:
            # The digest comes first: an edit in between then shows below as a change.
            digest = intake_digest(folder.parent)
            years[number] = _Year(*load_intake(folder.parent), digest)
            read += years[number].report
        result = _known_or_judged(root, folder, years[number], today, cache)
        read += result.read
        if result.judged is not None:
            judged.append(result.judged)
    intakes = {number: year.intake for number, year in years.items() if year.intake is not None}
    return conclude(read, judged, intakes, today)


def _known_or_judged(
    root: Path, folder: Path, year: _Year, today: datetime.date, cache: ResultCache
) -> Result:
    digest = studio_digest(folder, year.digest, today) if cache.active else None
    if digest is not None and (body := cache.get(digest)) is not None:
        try:
            known = _KEPT.validate_json(body)
        except ValidationError:
            known = None
        if known is not None and _lacking(known.characters) == known.lacking:
            return known
    result = _judged(root, folder, year, today)
    # Kept only if nothing changed meanwhile: the digest must be of the bytes that were judged.
    if digest is not None and (
        studio_digest(folder, intake_digest(folder.parent), today) == digest
    ):
        # A file name that is no UTF-8 cannot be kept; that studio is judged afresh each time.
        with contextlib.suppress(PydanticSerializationError):
            cache.put(digest, _KEPT.dump_json(result))
    return result


def _judged(root: Path, folder: Path, year: _Year, today: datetime.date) -> Result:
    case, report = load_studio(folder, root=root, intake=year.intake, intake_report=Report())
    if case is None:
        return Result(read=report.diagnostics, judged=None, characters="", lacking="")
    faulty = {one.place.file for one in (*report.errors, *year.report.errors)}
    held: set[str] = set()
    for source in case.sources.values():
        held.update(source.data.decode("utf-8-sig"))
    characters = "".join(sorted(held))
    lacking = _lacking(characters)
    return Result(
        read=(*report, *(undrawable_in(case) if lacking else ())),
        judged=judge(case, place(case, today), today, faulty),
        characters=characters,
        lacking=lacking,
    )


def _lacking(characters: str) -> str:
    """Those that no typeface at hand can draw; white space needs none."""
    return "".join(c for c in characters if not c.isspace() and not is_drawable(c))
