"""Evidence is looked into once for each content: by what will bind it, within bounds, kept.

A look tells no more than sealing will find; it may tell less, for it converts nothing that takes
long. What was cut off by its bounds is not kept: another machine may be faster.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pipeline.files import Sha256, sha256
from pipeline.foreign.limits import Exceeded
from pipeline.foreign.look import Look
from pipeline.foreign.several import Several
from pipeline.recheck.fingerprint import judge_digest
from pipeline.recheck.result_cache import ResultCache, result_cache

#: Bytes that are held at once for those who look.
_TOGETHER = 100_000_000
#: What is smaller unpacks to a megabyte at most, which is no matter here: no process for it.
_SMALL = 1000
#: A process that gets fewer than this costs more to start than it saves.
_SHARE = 4


def look_into(data: bytes) -> Look:
    """What binding `data` will meet: as `volumes.proof` and `archive.bundle` tell kinds apart."""
    if data.startswith(b"PK\x03\x04"):
        return _at_word(data)
    if b"%PDF-" in data[:1024]:
        from pipeline.pdf.first_look import first_look

        return first_look(data)
    from pipeline.pdf.images import ImageFault, read_pictures

    found = read_pictures(data)
    if isinstance(found, ImageFault):
        return Look(obstacle=found.reason)
    return Look(remark=found.lost)


def _at_word(data: bytes) -> Look:
    from pipeline.documents.convert import engine_named
    from pipeline.documents.convert.foreign import WordFault, pages_of_word

    # The day and the title are printed nowhere.
    day = datetime.date(2000, 1, 1)
    found = pages_of_word(data, engine_named("embedded"), title="佐证", created=day)
    if isinstance(found, WordFault):
        return Look(obstacle=found.reason)
    return Look(remark=found.told)


class Looks:
    """The looks of one run: asked of the cache, then of processes side by side."""

    def __init__(self, cache: ResultCache, readers: Several, *, keeps: bool = True) -> None:
        self._cache, self._readers, self._keeps = cache, readers, keeps
        self._known: dict[Sha256, Look] = {}

    def into(self, paths: Iterable[Path]) -> Mapping[Path, Look]:
        """See `pipeline.foreign.look.Looking`."""
        digests: dict[Path, Sha256] = {}
        unseen: dict[Sha256, bytes] = {}
        for path in sorted(set(paths)):
            try:
                data = path.read_bytes()
            except OSError:
                continue
            digest = digests[path] = sha256(data)
            if digest not in self._known and digest not in unseen:
                if len(data) < _SMALL:
                    self._known[digest] = look_into(data)
                elif (look := _kept(self._cache.get(digest))) is not None:
                    self._known[digest] = look
                else:
                    unseen[digest] = data
                    if sum(map(len, unseen.values())) > _TOGETHER:
                        self._look(unseen)
                        unseen.clear()
        self._look(unseen)
        return {path: self._known[digest] for path, digest in digests.items()}

    def _look(self, unseen: Mapping[Sha256, bytes]) -> None:
        if not unseen:
            return
        seen = self._readers.read(look_into, list(unseen.values()), share=_SHARE)
        for digest, found in zip(unseen, seen, strict=True):
            if isinstance(found, Exceeded):
                self._known[digest] = Look(obstacle=found.reason)
            else:
                self._known[digest] = found
                if self._keeps:
                    self._cache.put(digest, json.dumps([found.obstacle, found.remark]).encode())


def _kept(body: bytes | None) -> Look | None:
    """What `_look` wrote; None for any other shape."""
    if body is None:
        return None
    try:
        obstacle, remark = json.loads(body)
    except (ValueError, TypeError):
        return None
    if not isinstance(obstacle, str) or not isinstance(remark, str):
        return None
    return Look(obstacle=obstacle, remark=remark)


@contextlib.contextmanager
def looks(folder: Path, *, keeps: bool = True) -> Iterator[Looks]:
    """With what earlier runs of this program saw, kept in `folder` (output/.cache); where it does
    not `keep`, nothing is written there."""
    name = f"looks-{judge_digest()[:16]}"
    for other in list(folder.glob("looks-*")) if keeps else ():
        if not other.name.startswith(name):  # another version's: it would grow for ever
            with contextlib.suppress(OSError):
                other.unlink()
    workers = min(os.cpu_count() or 1, 4)
    wanted = keeps or (folder / f"{name}.sqlite").is_file()
    with result_cache(folder, wanted=wanted, name=name) as cache, Several(workers) as readers:
        cache.keep_all()
        yield Looks(cache, readers, keeps=keeps)
