"""Which files a dossier names as evidence, and what those files really are.

Looks at content, not at suffixes (Art. 10 asks for ledgers that can be relied on). Must not
convert or change any file.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from pipeline.diagnostics import Place
from pipeline.dossier.faults import models_in
from pipeline.dossier.fields import Written
from pipeline.dossier.load import Case
from pipeline.errors import cause
from pipeline.files import path_inside
from pipeline.foreign.look import Look, Looking

Media = Literal["pdf", "jpeg", "png", "docx", "tiff", "webp", "bmp", "gif"]
#: What shows a picture.
PICTURES: frozenset[Media | None] = frozenset(("jpeg", "png", "tiff", "webp", "bmp", "gif"))
MAX_EVIDENCE_BYTES = 50_000_000
_HEAD = 12
#: The end of a zip directory may lie that far from the end of the file, other ends less far.
TAIL = 65_557
_MAGIC: tuple[tuple[bytes, Media], ...] = (
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"PK\x03\x04", "docx"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
)
SUFFIXES: dict[str, Media] = {
    ".pdf": "pdf", ".jpg": "jpeg", ".jpeg": "jpeg", ".png": "png", ".docx": "docx",
    ".tif": "tiff", ".tiff": "tiff", ".webp": "webp", ".bmp": "bmp", ".gif": "gif",
}  # fmt: skip


#: Fields of every model that hold names of files.
_CITING = ("evidence", "attachments", "unlisted")


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceReference:
    """One mention of a file: as written, where, and the block that mentions it."""

    written: str
    place: Place
    owner: Written
    section: tuple[str, ...]


def references(case: Case) -> tuple[EvidenceReference, ...]:
    """Every mention of evidence in the studio's files, in reading order of the models."""
    blocks: list[Written] = [case.dossier, *case.ledgers.values()]
    if case.record:
        blocks.append(case.record)
    return tuple(found for block in blocks for found in _walk(block, ()))


def cited_by(block: Written) -> tuple[EvidenceReference, ...]:
    """Every mention of evidence in one file's block, as in an intake."""
    return tuple(_walk(block, ()))


@cache
def _fields(model: type[Written]) -> tuple[tuple[str, str], ...]:
    """(name, key in the file) of the fields that can cite: evidence, and those with blocks in
    them. Asked for each block, built once; most fields are plain words."""
    return tuple(
        (name, info.alias or name)
        for name, info in model.model_fields.items()
        if name in _CITING or models_in(info.annotation)
    )


def _walk(block: Written, section: tuple[str, ...]) -> Iterator[EvidenceReference]:
    for name, alias in _fields(type(block)):
        value = getattr(block, name)
        if name in _CITING:
            for row, written in enumerate(value):
                yield EvidenceReference(
                    written=written, place=block.marks.at(alias, row), owner=block, section=section
                )
        elif isinstance(value, Written):
            yield from _walk(value, (*section, alias))
        elif isinstance(value, tuple):
            for one in value:
                if isinstance(one, Written):
                    yield from _walk(one, (*section, alias))


def locate(case: Case, written: str) -> Path | None:
    """The file a reference means, or None if it leads out of the evidence folder."""
    return path_inside(case.evidence_folder, written)


def media_of(path: Path) -> Media | None:
    """What a file is by its first bytes; None for anything that is not accepted evidence."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    return _media(head)


def _media(head: bytes) -> Media | None:
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    return next((media for magic, media in _MAGIC if head.startswith(magic)), None)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a file shows at a glance: its size, first and last bytes; or `why` it cannot be read."""

    path: Path
    size: int
    head: bytes
    tail: bytes
    why: str = ""

    @property
    def media(self) -> Media | None:
        return _media(self.head)


def look_at(located: Mapping[str, Path | None], present: Iterable[str]) -> dict[str, Seen]:
    """The files among `located`, each opened once: a system call costs more than most rules."""
    known = frozenset(present)
    return {
        written: _glance(path)
        for written, path in located.items()
        if path is not None and (written in known or _is_there(path))
    }


def look_into_all(seen: Mapping[str, Seen], looking: Looking) -> dict[str, Look]:
    """What `looking` tells of those among `seen` that are evidence by their first bytes."""
    fit = {
        written: one.path
        for written, one in seen.items()
        if one.media is not None and 0 < one.size <= MAX_EVIDENCE_BYTES
    }
    looks = looking(fit.values()) if fit else {}
    return {written: looks[path] for written, path in fit.items() if path in looks}


def _is_there(path: Path) -> bool:
    """Also where nobody may look: the glance says so."""
    try:
        return path.is_file()
    except OSError:
        return True


def _glance(path: Path) -> Seen:
    # Bare calls: a stream would ask the system three times more for each file.
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        try:
            head = os.read(handle, TAIL)
            size = len(head) if len(head) < TAIL else os.fstat(handle).st_size
            if size <= len(head):
                return Seen(path, size, head[:_HEAD], head)
            os.lseek(handle, size - TAIL, os.SEEK_SET)
            tail = os.read(handle, TAIL)
        finally:
            os.close(handle)
    except OSError as error:
        return Seen(path, 0, b"", b"", cause(error))
    return Seen(path, size, head[:_HEAD], tail)


def locate_all(
    case: Case, cited: Iterable[EvidenceReference], present: Iterable[str]
) -> dict[str, Path | None]:
    """As `locate`, for every name that is cited.

    A name found by walking the folder lies inside it; resolving each one on disk was the dearest
    part of all rules (measured: 25 of 35 ms a studio).
    """
    known, folder = frozenset(present), case.evidence_folder
    return {
        written: folder / written if written in known else locate(case, written)
        for written in {reference.written for reference in cited}
    }


def present_files(case: Case) -> tuple[str, ...]:
    """All regular files below evidence/, as paths a leader would write; hidden ones left out."""
    skipped = ("Thumbs.db", "desktop.ini")
    return tuple(
        sorted(
            name
            for name in _regular_files(case.evidence_folder, "")
            if not (last := name.rsplit("/", 1)[-1]).startswith((".", "~$")) and last not in skipped
        )
    )


def _regular_files(folder: Path | str, prefix: str) -> Iterator[str]:
    """Names of regular files; links are not followed. A folder that cannot be listed is empty."""
    try:
        with os.scandir(folder) as entries:
            listed = list(entries)
    except OSError:
        return
    for entry in listed:
        if entry.is_dir(follow_symlinks=False):
            yield from _regular_files(entry.path, f"{prefix}{entry.name}/")
        elif entry.is_file(follow_symlinks=False):
            yield prefix + entry.name
