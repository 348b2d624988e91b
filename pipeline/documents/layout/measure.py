"""A page in millimetres: its lines of text and its rules, as drawn, not as the docx asks.

Pure reading. What a line is for (title, body, page number…) is seen from size, place and words,
since a PDF does not say. Must not judge.
"""

from __future__ import annotations

import itertools
import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.documents.docx.draft_mark import MARK
from pipeline.documents.layout.grid import MM, Stroke, crossed, last_titles, strokes_of, tables
from pipeline.pdf.drawing import Drawn, Letter, drawings

#: How far letters reach above their baseline, in their own size; Chinese faces agree on it.
ASCENT, DESCENT = 0.88, 0.12
#: The dash of a page number runs about this far above its baseline.
DASH = 0.36
_HANGING = "，。、；：！？）》”’〕"
_NUMBER = re.compile(r"^[—\-–－─―]?(\d{1,4})[—\-–－─―]?$")
_DASHED = re.compile(r"^—\d{1,4}—$")
#: Below this, from the foot of the page, a lone number is its page number.
FOOT = 40.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Letters on one baseline: from `left` to `right`, all in mm; size in points.

    `solid` leaves out a mark that hangs at the end: LibreOffice 7.4 hangs them into the margin and
    does not read w:overflowPunct (measured). `advance`: what one full-width character takes in
    points, 0 when there are none.
    """

    text: str
    left: float
    right: float
    solid: float
    baseline: float
    size: float
    face: str
    color: str
    advance: float
    in_table: bool

    @property
    def top(self) -> float:
        return self.baseline - ASCENT * self.size * MM

    @property
    def bottom(self) -> float:
        return self.baseline + DESCENT * self.size * MM


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMeasure:
    """One page. `crossed` are words drawn over a table's line, `outside` those off the paper.

    `last_titles`: the last row of its last table, if that is a row of column titles.
    """

    page: int
    width: float
    height: float
    lines: tuple[Line, ...]
    strokes: tuple[Stroke, ...]
    number: Line | None
    crossed: tuple[str, ...]
    outside: tuple[str, ...]
    last_titles: str = ""

    @property
    def plain(self) -> tuple[Line, ...]:
        """Lines outside tables."""
        return tuple(line for line in self.lines if not line.in_table)

    @property
    def pitch(self) -> float:
        """Usual distance in points of two baselines of running text; 0 if there are not two."""
        rows = self.plain
        steps = [
            round((low.baseline - high.baseline) / MM, 2)
            for high, low in itertools.pairwise(rows)
            if high.size == low.size and low.baseline - high.baseline < 3 * low.size * MM
        ]
        return float(statistics.median(steps)) if steps else 0.0

    @property
    def dashed(self) -> bool:
        return self.number is not None and _DASHED.match(self.number.text) is not None

    @property
    def counted(self) -> int | None:
        """The page's number as printed."""
        found = _NUMBER.match(self.number.text) if self.number else None
        return int(found.group(1)) if found else None


#: Spaces are drawn or not, so lines are compared without.
_MARK = "".join(MARK.split())


def measure(pdf: bytes) -> tuple[PageMeasure, ...]:
    """Every page of `pdf`. Raises PdfFault if it cannot be read."""
    return measured(drawings(pdf))


def measured(pages: Sequence[Drawn]) -> tuple[PageMeasure, ...]:
    """The same of pages read already."""
    return tuple(_measured(at, one) for at, one in enumerate(pages, start=1))


def _measured(page: int, drawn: Drawn) -> PageMeasure:
    strokes = strokes_of(drawn.rules)
    grid = tables(strokes)
    # The mark of a draft stands in the margin and is no part of the document.
    rows = tuple(
        line for line in _lines(drawn.letters, grid) if "".join(line.text.split()) != _MARK
    )
    height = drawn.height * MM
    feet = [line for line in rows if line.baseline > height - FOOT and not line.in_table]
    number = feet[-1] if feet and _NUMBER.match(feet[-1].text) else None
    return PageMeasure(
        page=page,
        width=drawn.width * MM,
        height=height,
        strokes=strokes,
        number=number,
        lines=tuple(line for line in rows if line is not number),
        crossed=crossed(drawn.letters, strokes),
        outside=_outside(drawn),
        last_titles=last_titles(drawn.letters, strokes),
    )


def _lines(letters: Sequence[Letter], grid: list[tuple[float, float]]) -> tuple[Line, ...]:
    rows: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda one: (one.y, one.x)):
        if rows and abs(letter.y - rows[-1][0].y) < 0.15 * letter.size:
            rows[-1].append(letter)
        else:
            rows.append([letter])
    return tuple(_line(sorted(row, key=lambda one: one.x), grid) for row in rows)


def _line(row: list[Letter], grid: list[tuple[float, float]]) -> Line:
    baseline = row[0].y * MM
    size = Counter(round(one.size, 1) for one in row).most_common(1)[0][0]
    steps = [
        round(after.x - before.x, 2)
        for before, after in itertools.pairwise(row)
        if _full(before) and _full(after)
    ]
    return Line(
        text="".join(one.text for one in row),
        left=row[0].x * MM,
        right=max(one.end for one in row) * MM,
        solid=max(one.end for one in (row[:-1] if row[-1].text in _HANGING else row) or row) * MM,
        baseline=baseline,
        size=size,
        face=Counter(one.face for one in row if _full(one)).most_common(1)[0][0]
        if any(map(_full, row))
        else row[0].face,
        color=Counter(one.color for one in row).most_common(1)[0][0],
        advance=float(statistics.median(steps)) if steps else 0.0,
        in_table=any(top - 0.5 <= baseline <= bottom + 0.5 for top, bottom in grid),
    )


def _full(letter: Letter) -> bool:
    return "一" <= letter.text[:1] <= "鿿"


def _outside(drawn: Drawn) -> tuple[str, ...]:
    found: dict[float, str] = {}
    for letter in drawn.letters:
        beside = letter.x < -1 or letter.end > drawn.width + 1
        if beside or letter.y - 0.7 * letter.size < -1 or letter.y > drawn.height + 1:
            found[letter.y] = found.get(letter.y, "") + letter.text
    return tuple(found.values())
