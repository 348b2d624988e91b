"""Each paper's pages in the bundle against its own file: is the same bound as lies beside it?

A changed file whose manifests were made anew has no wrong digest; its pages in the bundle still
tell. What cannot be compared is counted, never passed over. Must not say which of the two is true.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.archive.report import Fault
from pipeline.archive.reread import Reread, RereadLine
from pipeline.pdf.compare.pages import Against, BoundPages, Shown

#: As printed on the page that stands for a file (`bundle`), without spaces.
_STAND_IN = re.compile("代页.*SHA-256[:：]([0-9a-f]{64})", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundCheck:
    """Faults, how many pages were compared, and papers of which some pages could not be."""

    faults: tuple[Fault, ...]
    compared: int
    uncompared: tuple[str, ...]


def bound_check(
    root: Path,
    book: Reread,
    digests: Mapping[str, Mapping[str, str]],
    remarks: Sequence[str],
    shown: Shown | None = None,
) -> BoundCheck | None:
    """Compare every paper of the catalogue; `digests` are those of the files, `remarks` what the
    record says was done when it was bound; `shown` draws pages that were bound as pictures. None
    if the bundle cannot be opened."""
    try:
        pages = BoundPages(book.pdf, shown)
    except ValueError:
        return None
    faults: list[Fault] = []
    compared, uncompared = 0, []
    with pages:
        for row in book.rows:
            path = f"data/{row.file}"
            if path not in digests or not 1 <= row.first <= row.last <= book.pages:
                continue  # said already
            printed = _STAND_IN.search("".join(book.texts[row.first - 1 : row.last]))
            if printed:
                if printed[1] != digests[path].get("sha256"):
                    faults.append(_fault(path, row, "代页上印的 SHA-256 不是这个文件的"))
                compared += row.pages
                continue
            found = _against(root / path, row, pages)
            message, blind = _judged(found, row, remarks)
            if message:
                faults.append(_fault(path, row, message))
            elif blind:
                uncompared.append(row.file)
            compared += row.pages - blind
    return BoundCheck(faults=tuple(faults), compared=compared, uncompared=tuple(uncompared))


def _against(path: Path, row: RereadLine, pages: BoundPages) -> Against:
    try:
        data = path.read_bytes()
    except OSError:
        return Against(pages=row.pages, unknown=tuple(range(1, row.pages + 1)))  # said already
    if b"%PDF-" in data[:1024]:
        return pages.against_pdf(data, row.first, row.pages)
    return pages.against_picture(data, row.first, row.pages)


def _judged(found: Against, row: RereadLine, remarks: Sequence[str]) -> tuple[str, int]:
    """What is wrong, and how many pages nobody can compare."""
    if found.pages == 0:
        return "合订本里有它的页，文件却打不开", 0
    if found.pages != row.pages:
        return f"文件有 {found.pages} 页，合订本里编了 {row.pages} 页", 0
    if found.other:
        which = "、".join(str(at) for at in found.other[:5])
        more = "等" if len(found.other) > 5 else ""
        return f"第 {which}{more} 页与合订本里的不是同一内容", 0
    told = any(f"《{row.title.strip('[]')}》" in one for one in remarks)
    if found.pictured and not told:
        return "合订本里是一张图像，备考说明没有提到", 0
    return "", len(found.unknown)


def _fault(path: str, row: RereadLine, message: str) -> Fault:
    span = str(row.first) if row.pages == 1 else f"{row.first}—{row.last}"
    return Fault(
        code="V-BOUND",
        file=path,
        message=f"{message}（合订本第 {span} 页《{row.title}》）",
        cause="封存后换过文件或合订本，两者只有一个是封存时的",
    )
