"""The tables of a package against its files and against each other: index, environment, bag-info.

A digest tells that a table is what was sealed; these comparisons tell what a forger forgot. Must
not open the bundle: what it says comes in as text.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.archive import bag, catalogue
from pipeline.archive.fixity.examine import Fixity, Indexed
from pipeline.archive.model import RETENTIONS
from pipeline.archive.paths import CATALOGUE, ENVIRONMENT, EVENTS, INDEX
from pipeline.archive.report import Fault
from pipeline.archive.reread import Reread, squeezed

INDEX_PATH, ENVIRONMENT_PATH = f"data/{INDEX}", f"data/{ENVIRONMENT}"
CATALOGUE_PATH, EVENTS_PATH = f"data/{CATALOGUE}", f"data/{EVENTS}"
_TOGETHER = "文件与摘要清单一起被改过，或文件对照表被改过"


def indexed(root: Path) -> Indexed:
    """Sizes and SHA-256 below data/ as index.csv has them; empty when that cannot be read."""
    try:
        rows = _table(root, INDEX_PATH)
        sizes = {f"data/{row['文件']}": int(row["字节"]) for row in rows}
        return Indexed(sizes=sizes, digests={f"data/{row['文件']}": row["SHA-256"] for row in rows})
    except (OSError, ValueError, KeyError):
        return Indexed(sizes={}, digests={})


def index_faults(fixity: Fixity, index: Indexed) -> Iterator[Fault]:
    """index.csv must name every file of the manifests but itself, and no other; and what it says
    of a file that is as its manifests have it must be true."""
    named, there = set(index.sizes), fixity.listed - {INDEX_PATH}
    if not named:
        yield Fault(code="V-INDEX", file=INDEX_PATH, message="文件对照表缺失或读不出来")
        return
    for path in sorted(there - named):
        yield Fault(code="V-INDEX", file=path, message="对照表没有这个文件")
    for path in sorted(named - there):
        yield Fault(code="V-INDEX", file=path, message="对照表有、摘要清单没有")
    bad = {fault.file for fault in fixity.faults}
    for path in sorted((named & there & fixity.digests.keys()) - bad):
        if index.sizes[path] != fixity.sizes[path]:
            message = f"对照表记 {index.sizes[path]} 字节，现为 {fixity.sizes[path]} 字节"
        elif index.digests[path].lower() != fixity.digests[path]["sha256"]:
            message = "SHA-256 与对照表所记不同"
        else:
            continue
        yield Fault(code="V-INDEX", file=path, message=message, cause=_TOGETHER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """environment.json: how the package was made. `remarks` are those of the 备考表."""

    pages: int
    created: str
    remarks: tuple[str, ...]


def environment(root: Path) -> Environment | None:
    """None if it cannot be read, or lacks what it must say."""
    try:
        record = json.loads((root / ENVIRONMENT_PATH).read_bytes())
        bundle, remarks, created = record["bundle"], record["remarks"], record["created"]
        programs, pages = record["programs"], bundle["pages"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    texts = isinstance(remarks, list) and all(isinstance(one, str) for one in remarks)
    sound = isinstance(pages, int) and isinstance(created, str) and isinstance(programs, Mapping)
    if not (texts and sound and bundle.get("format") and programs):
        return None
    return Environment(pages=pages, created=created, remarks=tuple(remarks))


def environment_faults(said: Environment | None, book: Reread) -> Iterator[Fault]:
    """What environment.json says of the bundle must be so."""

    def wrong(message: str) -> Fault:
        return Fault(code="V-ENVIRONMENT", file=ENVIRONMENT_PATH, message=message)

    if said is None:
        yield wrong("制作记录缺失、读不出来或缺项")
        return
    if not book.readable:
        return
    if said.pages != book.pages:
        yield wrong(f"记合订本 {said.pages} 页，实有 {book.pages} 页")
    back = book.texts[book.rows[-1].last :] if book.rows else ()
    told = [squeezed(one) for one in said.remarks]
    lost = [one for one in told if not _printed(one, back)]
    # Whose own 备考表 prints none of them has a template that leaves them out.
    for one in lost if len(lost) < len(told) else ():
        yield wrong(f"备考说明“{one[:40]}”在备考表上没有")


def _printed(text: str, pages: Sequence[str]) -> bool:
    """On one of the pages, or begun at the end of one and ended on the next."""
    if any(text in page for page in pages):
        return True
    return any(
        text[:at] in page and text[at:] in following
        for page, following in itertools.pairwise(pages)
        for at in range(1, len(text))
    )


def info_faults(root: Path, said: Environment | None, book: Reread) -> Iterator[Fault]:
    """bag-info.txt names the volume and the day; catalogue and record name them as well."""
    try:
        info = bag.parse_info((root / bag.INFO_NAME).read_bytes()) or {}
    except OSError:
        return  # said already
    identifier, day = info.get("External-Identifier", ""), info.get("Bagging-Date", "")

    def wrong(message: str) -> Fault:
        return Fault(code="V-INFO", file=bag.INFO_NAME, message=message)

    others = [row.reference for row in book.rows if not row.reference.startswith(f"{identifier}-")]
    if others or not identifier:
        end = f"，目录上有 {others[0]}" if others else ""
        yield wrong(f"External-Identifier 为 {identifier or '空'}{end}")
    if said is not None and day != said.created:
        yield wrong(f"Bagging-Date 为 {day or '空'}，制作记录为 {said.created}")


def retention_faults(root: Path) -> Iterator[Fault]:
    """The 保管期限 stands in each row and, by its code, in each 档号, if the scheme has it there.

    Since the table says how each paper was bound, all of a volume is kept as long as its number
    says; before, the number told the longest."""
    try:
        rows = _table(root, CATALOGUE_PATH)
        kept = [(row["档号"], row["保管期限"]) for row in rows]
    except (OSError, ValueError, KeyError):
        return  # said already
    names = {code: name for name, code in RETENTIONS.items()}
    coded = {names[part] for one, _ in kept for part in re.split("[-·]", one) if part in names}
    if len(coded) != 1:
        return
    (wanted,) = coded
    each = any("编入方式" in row for row in rows)
    wrong = [one for one in kept if one[1] != wanted]
    if wrong and (each or len(wrong) == len(kept)):
        (number, written) = wrong[0]
        message = f"{number} 的保管期限记为 {written or '空'}，档号里是 {wanted}"
        yield Fault(code="V-CATALOGUE", file=CATALOGUE_PATH, message=message)


def numbering_faults(root: Path) -> Iterator[Fault]:
    """events.csv counts its rows from 1 without a gap, oldest first."""
    try:
        rows = _table(root, EVENTS_PATH)
        numbers, days = [row["序号"] for row in rows], [row["日期"] for row in rows]
    except (OSError, ValueError, KeyError):
        return  # the process record is judged by itself
    if numbers != [str(at) for at in range(1, len(numbers) + 1)]:
        yield Fault(code="V-EVENTS", file=EVENTS_PATH, message="办理过程的序号不连续")
    if days != sorted(days):
        yield Fault(code="V-EVENTS", file=EVENTS_PATH, message="办理过程的日期不按先后")


def _table(root: Path, path: str) -> Sequence[Mapping[str, str]]:
    return catalogue.read_table((root / path).read_bytes())
