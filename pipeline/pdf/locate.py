"""Where words stand on a page, so that a link can be laid over a row of the catalogue.

Reads PDFs of our own making only; must not be given foreign files (see `read` for those).
"""

from __future__ import annotations

import io
import itertools
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A piece of text: page (from 0), its baseline start in points, and that page's width."""

    page: int
    text: str
    x: float
    y: float
    page_width: float


def spots(pdf: bytes) -> tuple[Spot, ...]:
    """Every piece of text in drawing order."""
    found: list[Spot] = []
    for index, page in enumerate(PdfReader(io.BytesIO(pdf)).pages):
        width = float(page.mediabox.width)

        def see(
            text: str,
            cm: list[float],
            tm: list[float],
            _font: Any,
            _size: Any,
            index: int = index,
            width: float = width,
        ) -> None:
            if text.strip():
                x, y = tm[4], tm[5]
                spot = Spot(
                    page=index,
                    text=text.strip(),
                    page_width=width,
                    x=cm[0] * x + cm[2] * y + cm[4],
                    y=cm[1] * x + cm[3] * y + cm[5],
                )
                found.append(spot)

        page.extract_text(visitor_text=see)
    return tuple(found)


def rows(pdf: bytes, count: int) -> tuple[Spot, ...] | None:
    """The spots of the running numbers 1…`count`, standing below each other in one column.

    None when they cannot be told apart from other numbers with certainty.
    """
    everything = spots(pdf)
    columns = sorted({round(s.x / 12) for s in everything if s.text == "1"})
    for column in columns:
        inside = [s for s in everything if abs(s.x / 12 - column) <= 1.5]
        found, wanted = [], 1
        for spot in inside:
            if wanted <= count and spot.text == str(wanted):
                found.append(spot)
                wanted += 1
        if len(found) == count and _downwards(found):
            return tuple(found)
    return None


def _downwards(found: list[Spot]) -> bool:
    return all((a.page, -a.y) < (b.page, -b.y) for a, b in itertools.pairwise(found))
