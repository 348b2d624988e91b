"""What a PDF says: its pages, the text of each and where it stands. The only importer of pypdf.

It must not change a PDF. pypdf lets bare AssertionErrors, ValueErrors and the like through on
damaged files (17 of 1,747 measured), so every fault becomes a `PdfFault` here.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

#: Slack in points: a glyph that only touches the edge of the paper is not lost.
EDGE = 2.0
#: For users: what a library says of the bytes, in English, stays with the cause.
DAMAGED = "PDF 已损坏，或不是 PDF"


class PdfFault(Exception):
    """The bytes cannot be read as a PDF: `kind` says whether a password or damage is the reason."""

    def __init__(self, kind: Literal["encrypted", "damaged"], detail: str) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """The text of one page, and what of it is drawn beyond the edge of the paper."""

    text: str
    outside: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A piece of text: page (from 0), its baseline start in points, and that page's width."""

    page: int
    text: str
    x: float
    y: float
    page_width: float


def page_count(pdf: bytes) -> int:
    """Number of pages. Raises PdfFault."""
    with _faults():
        return len(_reader(pdf).pages)


def page_texts(pdf: bytes) -> tuple[str, ...]:
    """The text of each page, in drawing order. Raises PdfFault."""
    with _faults():
        return tuple(page.extract_text() for page in _reader(pdf).pages)


def pages(pdf: bytes) -> tuple[PageText, ...]:
    """Like `page_texts`, and which text falls off the paper. Raises PdfFault."""
    with _faults():
        return tuple(_page_text(page) for page in _reader(pdf).pages)


def spots(pdf: bytes) -> tuple[Spot, ...]:
    """Every piece of text in drawing order. Raises PdfFault."""
    with _faults():
        return tuple(
            spot for at, page in enumerate(_reader(pdf).pages) for spot in _page_spots(page, at)
        )


def _page_spots(page: PageObject, at: int) -> list[Spot]:
    width = float(page.mediabox.width)
    found: list[Spot] = []

    def see(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        if text.strip():
            x, y = _moved(cm, tm)
            found.append(Spot(page=at, text=text.strip(), page_width=width, x=x, y=y))

    page.extract_text(visitor_text=see)
    return found


def _moved(cm: list[float], tm: list[float]) -> tuple[float, float]:
    """Where the text matrix begins once the page's own matrix has moved it."""
    x, y = tm[4], tm[5]
    return cm[0] * x + cm[2] * y + cm[4], cm[1] * x + cm[3] * y + cm[5]


def _page_text(page: PageObject) -> PageText:
    box = page.mediabox
    left, bottom = float(box.left) - EDGE, float(box.bottom) - EDGE
    right, top = float(box.right) + EDGE, float(box.top) + EDGE
    outside: list[str] = []

    def note(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        x, y = _moved(cm, tm)
        if text.strip() and not (left <= x <= right and bottom <= y <= top):
            outside.append(text.strip())

    text = page.extract_text(visitor_text=note)
    return PageText(text=text, outside="".join(outside))


def _reader(pdf: bytes) -> PdfReader:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(pdf))
    if reader.is_encrypted:
        raise PdfFault("encrypted", "PDF 有密码保护")
    return reader


@contextmanager
def _faults() -> Iterator[None]:
    from pypdf.errors import DependencyError, PyPdfError

    try:
        yield
    except PdfFault:
        raise
    except DependencyError as error:  # AES needs a library that only passwords would need
        raise PdfFault("encrypted", "PDF 有密码保护") from error
    except (
        PyPdfError,
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        OSError,
        RecursionError,
        TypeError,
        ValueError,
        NotImplementedError,
    ) as error:
        raise PdfFault("damaged", DAMAGED) from error
