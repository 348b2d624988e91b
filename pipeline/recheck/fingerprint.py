"""One digest of everything that the findings about a studio depend on.

Contents, never times: every byte of its files and evidence, its intake, the workspace's own
policies and holidays, the day, the program and the libraries that read and judge. None where a
digest cannot stand for the folder (links, devices, files that cannot be read): such a studio is
judged afresh each time.
"""

from __future__ import annotations

import datetime
import hashlib
import os
import stat
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pipeline
from pipeline.dossier.paths import EVIDENCE_FOLDER, INTAKE_FILE
from pipeline.errors import PipelineError
from pipeline.files import Sha256, sha256, sha256_of
from pipeline.toml_file import toml_files

_PIECE = 1 << 18
#: Libraries whose change may change a finding, by the names of their folders.
_LIBRARIES = (
    *("chinesecalendar", "pydantic", "pydantic_core", "pyyaml"),
    *("lxml", "pikepdf", "pillow", "rdocx"),  # they look into evidence
)


@cache
def judge_digest() -> Sha256:
    """Of the program's own sources and settings, the interpreter and the libraries used."""
    home = str(Path(pipeline.__file__).parent)
    told = [sys.version, *_versions()]
    told += [f"{path[len(home) :]} {_content(path).hex()}" for path in sorted(_sources(home))]
    return sha256("\n".join(told).encode(errors="surrogateescape"))


def _versions() -> Iterator[str]:
    """Names and versions, read off the folders that installing leaves beside each library: the
    library that asks for them takes longer than an unchanged studio."""
    found: dict[str, str] = {}
    for place in sys.path:
        if os.path.isdir(place):  # noqa: PTH112
            for entry in os.listdir(place):  # noqa: PTH208
                name, _, version = entry.removesuffix(".dist-info").partition("-")
                if entry.endswith(".dist-info"):
                    found.setdefault(name.lower(), version)
    for name in _LIBRARIES:
        if name not in found:
            from importlib import metadata

            found[name] = metadata.version(name)
        yield f"{name} {found[name]}"


def _sources(folder: str) -> Iterator[str]:
    # Plain calls: with Path this took a tenth of an unchanged check.
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith((".py", ".toml", ".txt")):
                yield entry.path
            elif entry.is_dir() and entry.name != "__pycache__":
                yield from _sources(entry.path)


def intake_digest(folder: Path) -> Sha256 | None:
    """Of the intake.yaml of a year and what proves its acts; of its absence where there is none."""
    path, proof = folder / INTAKE_FILE, folder / EVIDENCE_FOLDER
    try:
        if not path.exists() and not path.is_symlink():
            return Sha256("-")
        whole = _regular(path)
        if whole is None or not proof.is_dir():
            return whole
        tree = hashlib.sha256(whole.encode())
        return Sha256(tree.hexdigest()) if _add_tree(tree, str(proof), "") else None
    except OSError:
        return None


def rulebook_digest(root: Path) -> Sha256 | None:
    """Of what the workspace itself adds to policies and calendar; None if it cannot be read."""
    try:
        # What owns these two names takes longer to start than all this.
        paths = [p for name in ("policies", "holidays") for p in toml_files(root / name, name)]
        if not all(path.is_file() for path in paths):  # a pipe never ends
            return None
        told = [f"{path.parent.name}/{path.name} {sha256_of(path)}" for path in paths]
    except (OSError, PipelineError):
        return None
    return sha256("\n".join(told).encode(errors="surrogateescape"))


def studio_digest(
    folder: Path, intake: Sha256 | None, rulebook: Sha256 | None, today: datetime.date
) -> Sha256 | None:
    """Of all that findings about the studio in `folder` depend on, but for the fonts."""
    if intake is None or rulebook is None:
        return None
    whole = hashlib.sha256()
    parts = (judge_digest(), intake, rulebook, today.isoformat(), folder.parent.name, folder.name)
    for part in parts:
        whole.update(f"{part}\n".encode(errors="surrogateescape"))
    try:
        return Sha256(whole.hexdigest()) if _add_tree(whole, str(folder), "") else None
    except OSError:
        return None


def lone_digest(folder: Path, rulebook: Sha256 | None, today: datetime.date) -> Sha256 | None:
    """Of all that findings about the intake of a year without studios depend on."""
    intake = intake_digest(folder)
    if intake is None or rulebook is None:
        return None
    return sha256("\n".join((judge_digest(), intake, rulebook, f"{today} {folder.name}")).encode())


def _add_tree(whole: hashlib._Hash, folder: str, prefix: str) -> bool:
    """Every name below `folder` in order, with its content; False for what is no plain file."""
    with os.scandir(folder) as entries:
        listed = sorted(entries, key=lambda entry: entry.name)
    for entry in listed:
        # Lengths keep two different trees from reading as the same text.
        name = os.fsencode(prefix + entry.name)
        if entry.is_dir(follow_symlinks=False):
            whole.update(b"D%d:%s" % (len(name), name))
            if not _add_tree(whole, entry.path, f"{prefix}{entry.name}/"):
                return False
        elif entry.is_file(follow_symlinks=False):
            whole.update(b"F%d:%s" % (len(name), name) + _content(entry.path))
        else:
            return False
    return True


def _content(path: str) -> bytes:
    """The digest of a file. Plain calls: a workspace has hundreds of thousands of small ones."""
    with open(path, "rb", buffering=0) as stream:  # noqa: PTH123
        head = stream.read(_PIECE)
        if len(head) < _PIECE:
            return hashlib.sha256(head).digest()
        stream.seek(0)
        return hashlib.file_digest(stream, "sha256").digest()


def _regular(path: Path) -> Sha256 | None:
    return sha256_of(path) if stat.S_ISREG(path.lstat().st_mode) else None
