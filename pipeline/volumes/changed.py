"""What of a sealed cycle is not any more as it was sealed: its files, its evidence, its papers.

Held against the package's own table of files. Must not change anything; whether the package is
still what was sealed is for `verify`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.archive import catalogue
from pipeline.archive.described import AS_RECEIVED, WRITTEN_DOWN
from pipeline.archive.paths import INDEX
from pipeline.dossier.load import Case
from pipeline.dossier.paths import EVIDENCE_FOLDER, INTAKE_FILE
from pipeline.dossier.source import read_source
from pipeline.dossier.tree import MARKS_KEY
from pipeline.files import path_inside, sha256, sha256_of

#: How many files are named; the rest are counted.
_NAMED = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """`told` in words, empty if there are none. `differs`: what was sealed is not so any more;
    what was recorded after the archiving, or written in other words, does not count."""

    told: str = ""
    differs: bool = False


def since_sealing(
    case: Case,
    package: Path,
    closed: datetime.date,
    papers: Mapping[str, Path],
    *,
    whole: bool = True,
) -> Changes:
    """Compare the sealed `package`, closed on that day, with the files of today. `papers` are the
    generated docx files by name; one that is not there is not missed. Without `whole` the package
    holds the intake's own papers: nothing of the studio's but what both share."""
    try:
        rows = catalogue.read_table((package / "data" / INDEX).read_bytes())
        listed = [(row["文件"], row["原名"], row["用途"], row["SHA-256"]) for row in rows]
    except (OSError, ValueError, KeyError):
        return Changes(told="封存的文件对照表读不出来，用 studio verify 查明", differs=True)
    sealed = {name: (file, digest) for file, name, use, digest in listed if use == WRITTEN_DOWN}
    mild = [*_texts(_written(case, whole=whole), package, sealed, closed)]
    changed = [name for name, why in mild if not why]
    changed += _evidence(
        case, ((name, digest) for _, name, use, digest in listed if use == AS_RECEIVED)
    )
    parts = [_names(changed)] if changed else []
    parts += [f"{name}（{why}）" for name, why in mild if why]
    others = [
        name
        for file, name, _, digest in listed
        if file.endswith(".docx") and (path := papers.get(name)) and _digest(path) != digest
    ]
    parts += [f"公文 {_names(others)}"] if others else []
    return Changes(told=f"与封存时不同：{'、'.join(parts)}" if parts else "", differs=bool(changed))


def _written(case: Case, *, whole: bool) -> dict[str, bytes]:
    """The intake's file and, of a studio's own volume, the studio's."""
    sources = case.sources if whole else {}
    now = {Path(name).name: source.data for name, source in sources.items()}
    intake = case.folder.parent / INTAKE_FILE
    if intake.is_file():
        now[INTAKE_FILE] = intake.read_bytes()
    return now


def _texts(
    now: Mapping[str, bytes],
    package: Path,
    sealed: Mapping[str, tuple[str, str]],
    closed: datetime.date,
) -> Iterator[tuple[str, str]]:
    """The files that differ; with what makes it harmless."""
    for name in sorted({*now, *sealed}):
        if name not in sealed:
            yield f"{name}（封存以后加的）", ""
        elif name not in now:
            yield f"{name}（不在了）", ""
        elif sha256(now[name]) != sealed[name][1]:
            yield name, _harmless(package / "data" / sealed[name][0], now[name], closed)


def _harmless(old: Path, now: bytes, closed: datetime.date) -> str:
    """Why the difference leaves what was sealed as it was; "" if it does not."""
    try:
        before, _ = read_source(old.name, old.read_bytes())
    except OSError:
        return ""
    after, _ = read_source(old.name, now)
    if before is None or after is None:
        return ""
    if _plain(before.root, datetime.date.max) == _plain(after.root, datetime.date.max):
        return "只改了注释或写法"
    return "只涉及归档以后的事" if _plain(before.root, closed) == _plain(after.root, closed) else ""


def _plain(value: object, until: datetime.date) -> object:
    """The values of a file up to a day, without where they stand; nothing of a later act."""
    if isinstance(value, dict):
        if _later(value.get("日期"), until):
            return None
        kept = {k: _plain(v, until) for k, v in value.items() if k != MARKS_KEY}
        return {k: v for k, v in kept.items() if v not in (None, {}, [])}
    if isinstance(value, list):
        kept_rows = [_plain(one, until) for one in value]
        return [one for one in kept_rows if one not in (None, {}, [])]
    return value


def _later(written: object, until: datetime.date) -> bool:
    try:
        return datetime.date.fromisoformat(str(written)) > until
    except ValueError:
        return False


def _evidence(case: Case, sealed: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Pieces of evidence that differ or are gone, by name."""
    shared = f"{case.year}/{EVIDENCE_FOLDER}/"
    for name, digest in sealed:
        if name.startswith(shared):
            folder, written = case.folder.parent / EVIDENCE_FOLDER, name.removeprefix(shared)
        elif name.startswith(f"{EVIDENCE_FOLDER}/"):
            folder, written = case.evidence_folder, name.removeprefix(f"{EVIDENCE_FOLDER}/")
        else:
            continue
        path = path_inside(folder, written)
        now = _digest(path) if path else ""
        if now != digest:
            yield name if now else f"{name}（不在了）"


def _digest(path: Path) -> str:
    try:
        return sha256_of(path)
    except OSError:
        return ""


def _names(names: list[str]) -> str:
    more = f" 等 {len(names)} 个文件" if len(names) > _NAMED else ""
    return f"{'、'.join(names[:_NAMED])}{more}"
