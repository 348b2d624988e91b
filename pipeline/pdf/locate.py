"""Where words stand on a page, so that a link can be laid over a row of the catalogue.

For PDFs of our own making only.
"""

from __future__ import annotations

import itertools

from pipeline.pdf.read import Spot, spots


def rows(pdf: bytes, count: int) -> tuple[Spot, ...] | None:
    """The spots of the running numbers 1…`count`, standing below each other in one column.

    None when they cannot be told apart from other numbers with certainty. Raises PdfFault.
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
