"""What a finished PDF says about itself: pages, labels, bookmarks, whatever acts when opened.

Reads only; judges nothing. The texts on the pages are read by `read`, with another library, so
that an archive is not verified by the hand that made it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass

import pikepdf

from pipeline.pdf.hazards import hazards


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmark:
    """One entry of the outline: `page` counts from 1 and is 0 when it leads nowhere."""

    title: str
    level: int
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """The structure of one PDF."""

    pages: int
    labels: tuple[str, ...]
    bookmarks: tuple[Bookmark, ...]
    links: tuple[int, ...]
    hazards: tuple[str, ...]
    encrypted: bool


def structure_of(data: bytes) -> Structure | None:
    """The structure of `data`, or None if it is not a readable PDF."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            numbers = {page.obj.objgen: at for at, page in enumerate(pdf.pages, start=1)}
            with pdf.open_outline() as outline:
                bookmarks = tuple(_walk(outline.root, numbers, 1))
            return Structure(
                pages=len(pdf.pages),
                labels=tuple(str(page.label) for page in pdf.pages),
                bookmarks=bookmarks,
                links=tuple(_links(pdf, numbers)),
                hazards=hazards(pdf),
                encrypted=pdf.is_encrypted,
            )
    except (pikepdf.PdfError, RecursionError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _walk(
    items: Iterable[pikepdf.OutlineItem], numbers: dict[tuple[int, int], int], level: int
) -> Iterable[Bookmark]:
    for item in items:
        yield Bookmark(title=item.title, level=level, page=_target(item.destination, numbers))
        yield from _walk(item.children, numbers, level + 1)


def _links(pdf: pikepdf.Pdf, numbers: dict[tuple[int, int], int]) -> Iterable[int]:
    """Targets (from 1; 0: nowhere) of the links inside the file, in page order."""
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", pikepdf.Array()):
            if "/Dest" in annotation:
                yield _target(annotation.Dest, numbers)


def _target(destination: object, numbers: dict[tuple[int, int], int]) -> int:
    if isinstance(destination, pikepdf.Array) and len(destination):
        first = destination[0]
        if isinstance(first, pikepdf.Dictionary):
            return numbers.get(first.objgen, 0)
    return 0
