"""A page in millimetres: its lines of text and its rules, as drawn, not as the docx asks.

Pure reading. What a line is for (title, body, page number…) is seen from size, place and words,
since a PDF does not say. Must not judge.
"""

from __future__ import annotations

import itertools
import re
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.pdf.drawing import Drawn, Letter, Rule, drawings

MM = 25.4 / 72
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
class Stroke:
    """A straight line of the page, in mm; thickness too."""

    left: float
    top: float
    right: float
    bottom: float
    thickness: float
    color: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMeasure:
    """One page. `crossed` are words drawn over a table's line, `outside` those off the paper."""

    page: int
    width: float
    height: float
    lines: tuple[Line, ...]
    strokes: tuple[Stroke, ...]
    number: Line | None
    crossed: tuple[str, ...]
    outside: tuple[str, ...]

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


def measure(pdf: bytes) -> tuple[PageMeasure, ...]:
    """Every page of `pdf`. Raises PdfFault if it cannot be read."""
    return measured(drawings(pdf))


def measured(pages: Sequence[Drawn]) -> tuple[PageMeasure, ...]:
    """The same of pages read already."""
    return tuple(_measured(at, one) for at, one in enumerate(pages, start=1))


def _measured(page: int, drawn: Drawn) -> PageMeasure:
    strokes = _strokes(drawn.rules)
    grid = _spans([(s.top, s.bottom) for s in strokes if s.bottom - s.top > s.right - s.left])
    rows = _lines(drawn.letters, grid)
    height = drawn.height * MM
    feet = [line for line in rows if line.baseline > height - FOOT and not line.in_table]
    number = feet[-1] if feet and _NUMBER.match(feet[-1].text) else None
    return PageMeasure(
        page=page, width=drawn.width * MM, height=height, strokes=strokes, number=number,
        lines=tuple(line for line in rows if line is not number),
        crossed=_crossed(drawn.letters, strokes), outside=_outside(drawn),
    )  # fmt: skip


def _strokes(rules: Iterable[Rule]) -> tuple[Stroke, ...]:
    """Rules in mm; pieces that touch end to end become one (an engine draws cell by cell)."""
    level: dict[tuple[bool, int, str], list[Rule]] = {}
    for rule in rules:
        across = rule.y0 if not rule.upright else rule.x0
        level.setdefault((rule.upright, round(across), rule.color), []).append(rule)
    joined: list[Stroke] = []
    for (upright, _, color), pieces in level.items():
        ends = [(p.y0, p.y1) if upright else (p.x0, p.x1) for p in pieces]
        across = pieces[0].x0 if upright else pieces[0].y0
        thickness = max(p.thickness for p in pieces) * MM
        for start, end in _spans(ends):
            box = (across, start, across, end) if upright else (start, across, end, across)
            left, top, right, bottom = (one * MM for one in box)
            joined.append(Stroke(left=left, top=top, right=right, bottom=bottom,
                                 thickness=thickness, color=color))  # fmt: skip
    return tuple(sorted(joined, key=lambda s: (s.top, s.left)))


def _spans(parts: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Overlapping or touching intervals joined."""
    spans: list[tuple[float, float]] = []
    for start, end in sorted(parts):
        if spans and start <= spans[-1][1] + 1.5:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((start, end))
    return spans


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
        round(after.x - before.x, 2) for before, after in itertools.pairwise(row)
        if _full(before) and _full(after)
    ]  # fmt: skip
    return Line(
        text="".join(one.text for one in row), left=row[0].x * MM,
        right=max(one.end for one in row) * MM,
        solid=max(one.end for one in (row[:-1] if row[-1].text in _HANGING else row) or row) * MM,
        baseline=baseline, size=size,
        face=Counter(one.face for one in row if _full(one)).most_common(1)[0][0]
        if any(map(_full, row)) else row[0].face,
        color=Counter(one.color for one in row).most_common(1)[0][0],
        advance=float(statistics.median(steps)) if steps else 0.0,
        in_table=any(top - 0.5 <= baseline <= bottom + 0.5 for top, bottom in grid),
    )  # fmt: skip


def _full(letter: Letter) -> bool:
    return "一" <= letter.text[:1] <= "鿿"


def _crossed(letters: Sequence[Letter], strokes: Sequence[Stroke]) -> tuple[str, ...]:
    """Letters that an upright line cuts by more than a sixth of their width."""
    uprights = [(s.left / MM, s.top / MM, s.bottom / MM) for s in strokes if s.bottom - s.top > 1.5]
    found: dict[float, str] = {}
    for letter in letters:
        slack, middle = letter.width / 6, letter.y - 0.38 * letter.size
        start, end = letter.x + slack, letter.x + letter.width - slack
        for x, top, bottom in uprights:
            if start < x < end and top < middle < bottom:
                found[letter.y] = found.get(letter.y, "") + letter.text
                break
    return tuple(found.values())


def _outside(drawn: Drawn) -> tuple[str, ...]:
    found: dict[float, str] = {}
    for letter in drawn.letters:
        beside = letter.x < -1 or letter.end > drawn.width + 1
        if beside or letter.y - 0.7 * letter.size < -1 or letter.y > drawn.height + 1:
            found[letter.y] = found.get(letter.y, "") + letter.text
    return tuple(found.values())
