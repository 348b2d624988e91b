"""Every file of a package, opened once: which formats there are, what does not open, what can act.

What stands here is weighed by `properties` only: an original that was locked when it was handed in
is no fault of the package that keeps it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.archive.paths import OWN
from pipeline.foreign.limits import Exceeded, ForeignReader
from pipeline.pdf.adopt import MOST_BYTES
from pipeline.pdf.compare.look import ARCHIVAL, PLAIN_PDF, TEXT, FileLook, look

#: Formats that archives take as common and lasting (GB/T 18894—2016, annex; DA/T 46—2009).
_LASTING = frozenset(
    (ARCHIVAL, PLAIN_PDF, TEXT, "JPEG", "PNG", "TIFF", "Word（docx）", "Excel（xlsx）")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """Files by format; and, as `path（why）`, those that do not open, that can act, and those of a
    format that may not last."""

    formats: Mapping[str, int]
    closed: tuple[str, ...]
    acting: tuple[str, ...]
    passing: tuple[str, ...]


def inspected(
    root: Path, digests: Mapping[str, Mapping[str, str]], reader: ForeignReader
) -> Inspected:
    """Look at all files below data/ but those that the program wrote of its own; the same content
    is looked at once, by `reader`."""
    known: dict[str, FileLook] = {}
    formats: Counter[str] = Counter()
    closed, acting, passing = [], [], []
    for path in sorted(p for p in digests if p.startswith("data/") and p not in OWN):
        found = known.get(key := digests[path].get("sha256", path))
        if found is None:
            found = known[key] = _look(root / path, reader)
        name = path.removeprefix("data/")
        formats[found.format] += 1
        if found.obstacle:
            closed.append(f"{name}（{found.obstacle}）")
        if found.acts:
            acting.append(f"{name}（{'、'.join(found.acts)}）")
        if found.format not in _LASTING:
            passing.append(f"{name}（{found.format}）")
    return Inspected(
        formats=dict(formats.most_common()),
        closed=tuple(closed),
        acting=tuple(acting),
        passing=tuple(passing),
    )


def _look(path: Path, reader: ForeignReader) -> FileLook:
    try:
        if path.stat().st_size > MOST_BYTES:
            return FileLook(format="大文件", obstacle="超过 200 MB，没有打开")
        found = reader.call(look, path.name, path.read_bytes())
    except OSError:
        return FileLook(format="读不出来", obstacle="读不出来")
    if isinstance(found, Exceeded):
        return FileLook(format="没有打开", obstacle=found.reason)
    return found
