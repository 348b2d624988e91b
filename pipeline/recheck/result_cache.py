"""What earlier runs found, by digest of what they judged. May be deleted at any time.

A table in output/.cache/. It is a convenience: whatever goes wrong with it (damage, another
version, a lock, a disk that is full or read-only) means only that everything is judged afresh.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from pipeline.files import Sha256, sha256

#: Of the file: a later shape of the table starts a file of its own.
_CHECK = "check-1"
#: How many results wait to be written together.
_TOGETHER = 200


class ResultCache:
    """Results by digest. Keeps those of this run only, so it never outgrows the workspace."""

    def __init__(self, table: sqlite3.Connection | None) -> None:
        self._table = table
        self._waiting: list[tuple[str, str, bytes]] = []
        self._used: list[tuple[str]] = []
        self._run: tuple[str, str, bytes] | None = None
        self._keeps_all = False

    @property
    def active(self) -> bool:
        return self._table is not None

    def get(self, digest: Sha256) -> bytes | None:
        """The body kept under `digest`, if it is still what was written."""
        if self._table is None:
            return None
        try:
            row = self._table.execute(
                "SELECT body, body_digest FROM result WHERE digest = ?", (digest,)
            ).fetchone()
        except sqlite3.Error:
            self._give_up()
            return None
        if row is None or not isinstance(row[0], bytes) or sha256(row[0]) != row[1]:
            return None
        self._used.append((digest,))
        return row[0]

    def last_run(self) -> tuple[str, bytes] | None:
        """The digest and the body of the last whole run, if they are still what was written."""
        if self._table is None:
            return None
        try:
            row = self._table.execute("SELECT digest, body_digest, body FROM run").fetchone()
        except sqlite3.Error:
            self._give_up()
            return None
        if row is None or not isinstance(row[2], bytes) or sha256(row[2]) != row[1]:
            return None
        return str(row[0]), row[2]

    def put_run(self, digest: Sha256, body: bytes) -> None:
        """Keep a whole run in place of the last one."""
        self._run = (digest, sha256(body), body)

    def keep_all(self) -> None:
        """This run asked for no single result, and all are still good."""
        self._keeps_all = True

    def put(self, digest: Sha256, body: bytes) -> None:
        if self._table is None:
            return
        self._used.append((digest,))
        self._waiting.append((digest, sha256(body), body))
        if len(self._waiting) >= _TOGETHER:
            self._write()

    def finish(self) -> None:
        """Write what waits; drop what this run did not meet."""
        self._write()
        if self._table is None or self._keeps_all:
            return
        with contextlib.suppress(sqlite3.Error), self._table:
            self._table.execute("CREATE TEMP TABLE used (digest TEXT PRIMARY KEY)")
            self._table.executemany("INSERT OR IGNORE INTO used VALUES (?)", self._used)
            self._table.execute("DELETE FROM result WHERE digest NOT IN (SELECT digest FROM used)")
            self._table.execute("DELETE FROM run")
            if self._run is not None:
                self._table.execute("INSERT INTO run VALUES (?, ?, ?)", self._run)

    def _write(self) -> None:
        if self._table is None or not self._waiting:
            return
        try:
            with self._table:
                self._table.executemany(
                    "INSERT OR REPLACE INTO result VALUES (?, ?, ?)", self._waiting
                )
        except sqlite3.Error:
            self._give_up()
        self._waiting.clear()

    def _give_up(self) -> None:
        assert self._table is not None
        self._table.close()
        self._table = None


@contextlib.contextmanager
def result_cache(folder: Path, *, wanted: bool = True, name: str = _CHECK) -> Iterator[ResultCache]:
    """The cache in `folder` (output/.cache), or an empty one that keeps nothing."""
    table = _open(folder / f"{name}.sqlite") if wanted else None
    cache = ResultCache(table)
    try:
        yield cache
        cache.finish()
    finally:
        if table is not None:
            table.close()


def _open(path: Path) -> sqlite3.Connection | None:
    for _ in range(2):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            table = sqlite3.connect(path, timeout=5)
        except (OSError, sqlite3.Error):
            return None
        try:
            # A power cut may cost the cache, which the digests of the bodies would show.
            table.execute("PRAGMA synchronous = OFF")
            table.execute(
                "CREATE TABLE IF NOT EXISTS result"
                " (digest TEXT PRIMARY KEY, body_digest TEXT, body BLOB) WITHOUT ROWID"
            )
            table.execute(
                "CREATE TABLE IF NOT EXISTS run (digest TEXT, body_digest TEXT, body BLOB)"
            )
            table.commit()
            return table
        except sqlite3.OperationalError:  # locked, read-only, full
            table.close()
            return None
        except sqlite3.DatabaseError:  # not a database: start anew
            table.close()
            with contextlib.suppress(OSError):
                path.unlink()
    return None
