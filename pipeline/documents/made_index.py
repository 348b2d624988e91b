"""What was made before: one small file per output folder, and whether its files are untouched.

Must not know how a document is made, nor decide whether one is made anew.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from pipeline.documents.layout.report import LayoutFinding
from pipeline.files import Sha256, sha256, sha256_of, write_atomic

INDEX_NAME = ".made.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenFiles:
    """The files of a document, "" for what was not asked for; `sha256` is of the PDF, or else of
    the docx."""

    docx: str
    pdf: str
    html: str
    sha256: Sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """By which layout the pages were measured, and where they differ from it."""

    profile: str
    findings: tuple[LayoutFinding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeRow:
    """One document: what decided its bytes, and what a later run tells of it again.

    `files` are the digests as written; `substitutions` pairs of faces: wanted, used. `take_down`
    and `engine` are there for people.
    """

    fingerprint: str
    engine: str
    pages: int
    substitutions: tuple[tuple[str, str], ...]
    made: WrittenFiles
    files: Mapping[str, Sha256]
    take_down: datetime.date | None
    layout: Measured


_ROW = TypeAdapter(MadeRow)


class Indexes:
    """What was made before, one small file per folder, kept up to date after each document."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self._folders: dict[Path, dict[str, MadeRow]] = {}

    def known(self, target: str) -> MadeRow | None:
        return self._folder(target).get(target)

    def rows(self, owner: str) -> Mapping[str, MadeRow]:
        """What was made for a studio or an intake."""
        return self._folder(f"{owner}/-")

    def note(self, target: str, row: MadeRow) -> None:
        rows = self._folder(target)
        rows[target] = row
        told = {name: _ROW.dump_python(one, mode="json") for name, one in rows.items()}
        text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)
        write_atomic((self.output / target).parent / INDEX_NAME, f"{text}\n".encode())

    def _folder(self, target: str) -> dict[str, MadeRow]:
        folder = (self.output / target).parent
        if folder not in self._folders:
            self._folders[folder] = _read_index(folder / INDEX_NAME)
        return self._folders[folder]


def untouched(output: Path, known: MadeRow) -> bool:
    """Whether the files of a document are as they were written."""
    return all(
        (output / n).is_file() and sha256_of(output / n) == d for n, d in known.files.items()
    )


def set_aside(output: Path, known: MadeRow | None, coming: Mapping[str, bytes]) -> str:
    """Keep under another name what `coming` would overwrite and no run of ours has written.

    A file that no index knows may be somebody's work as well; one that is the same already is not.
    """
    kept = []
    recorded = known.files if known else {}
    for name in sorted({*recorded, *coming}):
        path = output / name
        ours = {recorded.get(name), sha256(coming[name]) if name in coming else None}
        if path.is_file() and (now := sha256_of(path)) not in ours:
            other = path.with_name(f"{path.stem}.人工改动-{now[:8]}{path.suffix}")
            path.replace(other)
            kept.append(other.name)
    return f"改动过的文件另存为 {'、'.join(kept)}" if kept else ""


def recorded_layout(pdf: Path) -> str | None:
    """The layout that a generated PDF was measured by, as recorded beside it."""
    for target, row in _read_index(pdf.parent / INDEX_NAME).items():
        if Path(target).name == pdf.stem:
            return row.layout.profile
    return None


def _read_index(path: Path) -> dict[str, MadeRow]:
    """What was made here before; an unreadable index, or a row of another shape, only means that
    documents are made anew."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    known: dict[str, MadeRow] = {}
    for target, row in rows.items() if isinstance(rows, dict) else ():
        try:
            known[target] = _ROW.validate_python(row)
        except ValidationError:
            continue
    return known
