"""What the files of a studio and of an intake are called, and whose a file is that somebody names.

The only module that spells these names: others build them here and ask `owner_of` instead of
testing how a name begins or ends. Must stay light and touch no disk.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Flag
from functools import lru_cache, reduce
from operator import or_

from pipeline.diagnostics import Place
from pipeline.dossier import DOSSIERS

DOSSIER_FILE = "dossier.yaml"
RECORD_FILE = "record.yaml"
INTAKE_FILE = "intake.yaml"
EVIDENCE_FOLDER = "evidence"
#: All ledgers of a folder, as a pattern; and how people are told what such a file is called.
LEDGER_FILES = "ledger-*.yaml"
LEDGER_FILE_OF_A_YEAR = "ledger-年份.yaml"
#: Where people read how to write them.
GUIDE = f"{DOSSIERS}/README.md"

YEAR = re.compile("[0-9]{4}")
_SLUG = re.compile("[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_LIKE = re.compile(r"(dossier|record|ledger[-_ ]*([0-9]{4}))(?![a-z0-9])", re.IGNORECASE)
_LEDGER = re.compile(r"ledger-([0-9]{4})\.yaml")


class FileKind(Flag):
    """Which files of a studio; its intake is shared with the others of its year."""

    OTHER = 0
    DOSSIER = 1
    RECORD = 2
    LEDGER = 4
    INTAKE = 8
    EVIDENCE = 16


_KINDS = {DOSSIER_FILE: FileKind.DOSSIER, RECORD_FILE: FileKind.RECORD}


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose a file is: a studio's, or (`slug` empty) all studios' of `year`. What lies elsewhere
    has no year. `ledger_year` is that of a ledger, which its file is named after."""

    year: int | None
    slug: str = ""
    kind: FileKind = FileKind.OTHER
    ledger_year: int | None = None

    @property
    def key(self) -> str:
        """YEAR/SLUG, or the year of an intake; nothing for what lies elsewhere."""
        year = "" if self.year is None else f"{self.year:04}"
        return f"{year}/{self.slug}" if self.slug else year

    def concerns(self, other: Owner) -> bool:
        """Whether the one says something about the other: the same studio, or its intake."""
        same = self.slug == other.slug or not self.slug or not other.slug
        return self.year is not None and self.year == other.year and same


def is_key(key: str) -> bool:
    """Whether `key` can be the YEAR/SLUG of a studio."""
    year, _, slug = key.partition("/")
    return bool(YEAR.fullmatch(year) and _SLUG.fullmatch(slug) and slug != EVIDENCE_FOLDER)


def ledger_file(year: int) -> str:
    """The name of the ledger of `year`."""
    return f"ledger-{year:04}.yaml"


def ledger_year(name: str) -> int | None:
    """The year that a file is the ledger of by its name, if any."""
    found = _LEDGER.fullmatch(name)
    return int(found[1]) if found else None


def meant_by(name: str) -> str | None:
    """The file of a studio whose name `name` begins like: a renamed copy, or the file misnamed."""
    found = _LIKE.match(name)
    if found is None:
        return None
    return ledger_file(int(found[2])) if found[2] else f"{found[1].lower()}.yaml"


def shown_path(key: str, name: str = "") -> str:
    """A file of the studio (YEAR/SLUG) or the intake (YEAR) `key` as findings name it."""
    return f"{DOSSIERS}/{key}/{name}"


def intake_path(year: int) -> str:
    """The intake of `year` as findings name it."""
    return shown_path(f"{year:04}", INTAKE_FILE)


def owner_of(place: Place) -> Owner:
    """Whose the file is in which something stands."""
    return owner_of_file(place.file)


def kinds_of(files: Iterable[str]) -> FileKind:
    """Which kinds of files are among `files`."""
    return reduce(or_, (owner_of_file(file).kind for file in files), FileKind.OTHER)


@lru_cache(maxsize=10_000)
def owner_of_file(file: str) -> Owner:
    """As `owner_of`, of a name relative to the workspace."""
    root, _, below = file.partition("/")
    year, _, below = below.partition("/")
    if root != DOSSIERS or not YEAR.fullmatch(year):
        return Owner(year=None)
    first, _, rest = below.partition("/")
    if first == INTAKE_FILE and not rest:
        return Owner(year=int(year), kind=FileKind.INTAKE)
    if first == EVIDENCE_FOLDER:
        return Owner(year=int(year), kind=FileKind.EVIDENCE)
    of_ledger = ledger_year(rest)
    if of_ledger is not None:
        kind = FileKind.LEDGER
    elif rest.startswith(f"{EVIDENCE_FOLDER}/"):
        kind = FileKind.EVIDENCE
    else:
        kind = _KINDS.get(rest, FileKind.OTHER)
    return Owner(year=int(year), slug=first, kind=kind, ledger_year=of_ledger)
