"""A folder for one run of an engine, and the end of those that a killed run left behind.

Whoever holds the lock beside a folder lives; the lock is the operating system's and ends with its
process, so a folder whose lock is free is nobody's any more.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pipeline.documents.convert.watch import LOCK_SUFFIX
from pipeline.files import try_lock

PREFIX = "studio-soffice-"


@contextlib.contextmanager
def private_folder() -> Iterator[Path]:
    """A fresh folder that only this user can read; it is gone when the block ends."""
    while True:
        folder = Path(tempfile.gettempdir()) / f"{PREFIX}{secrets.token_hex(8)}"
        lock = folder.with_name(folder.name + LOCK_SUFFIX)
        with lock.open("xb") as held:
            # Between the two lines a sweep may have taken it for a dead one.
            if not try_lock(held.fileno()) or not _is_still(lock, held.fileno()):
                continue
            try:
                folder.mkdir(mode=0o700)
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)
                if os.name != "nt":  # there nobody may remove a file that is open
                    lock.unlink(missing_ok=True)
        lock.unlink(missing_ok=True)
        return


def _is_still(lock: Path, handle: int) -> bool:
    try:
        return os.path.samestat(lock.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def sweep_left_folders() -> None:
    """Remove the folders of runs that were killed. What cannot be removed is let be."""
    for lock in Path(tempfile.gettempdir()).glob(f"{PREFIX}*{LOCK_SUFFIX}"):
        with contextlib.suppress(OSError):
            with lock.open("r+b") as held:
                if not try_lock(held.fileno()):
                    continue
                shutil.rmtree(lock.with_name(lock.name.removesuffix(LOCK_SUFFIX)), True)
                if os.name != "nt":
                    lock.unlink(missing_ok=True)
            lock.unlink(missing_ok=True)
