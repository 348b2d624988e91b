"""The rules of a page in millimetres, and what stands between and under them: tables, as drawn.

Pure reading, like `measure`. Must not judge.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.pdf.drawing import DrawnLine, Letter

MM = 25.4 / 72
#: In the name of every face that draws column titles: SimHei, StudioHei.
TITLES = "hei"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """A straight line of the page, in mm; thickness too."""

    left: float
    top: float
    right: float
    bottom: float
    thickness: float
    color: str


def strokes_of(rules: Iterable[DrawnLine]) -> tuple[Stroke, ...]:
    """Rules in mm; pieces that touch end to end become one (an engine draws cell by cell)."""
    level: dict[tuple[bool, int, str], list[DrawnLine]] = {}
    for rule in rules:
        across = rule.y0 if not rule.upright else rule.x0
        level.setdefault((rule.upright, round(across), rule.color), []).append(rule)
    joined: list[Stroke] = []
    for (upright, _, color), pieces in level.items():
        ends = [(p.y0, p.y1) if upright else (p.x0, p.x1) for p in pieces]
        across = pieces[0].x0 if upright else pieces[0].y0
        thickness = max(p.thickness for p in pieces) * MM
        for start, end in spans(ends):
            box = (across, start, across, end) if upright else (start, across, end, across)
            left, top, right, bottom = (one * MM for one in box)
            joined.append(
                Stroke(
                    left=left, top=top, right=right, bottom=bottom, thickness=thickness, color=color
                )
            )
    return tuple(sorted(joined, key=lambda s: (s.top, s.left)))


def spans(parts: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Overlapping or touching intervals joined."""
    joined: list[tuple[float, float]] = []
    for start, end in sorted(parts):
        if joined and start <= joined[-1][1] + 1.5:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def crossed(letters: Sequence[Letter], strokes: Sequence[Stroke]) -> tuple[str, ...]:
    """Words that a rule cuts: an upright one by more than a sixth of a letter, or a level one."""
    uprights = [s for s in strokes if s.bottom - s.top > 1.5]
    levels = [s for s in strokes if s.right - s.left > 1.5]
    rows: dict[tuple[float, float], list[Letter]] = {}
    for letter in letters:
        rows.setdefault((letter.y, letter.size), []).append(letter)
    found: dict[float, str] = {}
    for (y, size), row in rows.items():
        middle, above, below = (y - 0.38 * size) * MM, (y - 0.7 * size) * MM, (y - 0.1 * size) * MM
        beside = [s.left for s in uprights if s.top < middle < s.bottom]
        through = [(s.left, s.right) for s in levels if above < s.top < below]
        for letter in row if beside or through else ():
            start = (letter.x + letter.width / 6) * MM
            end = (letter.x + letter.width * 5 / 6) * MM
            if any(start < x < end for x in beside) or any(
                left < end and start < right for left, right in through
            ):
                found[y] = found.get(y, "") + letter.text
    return tuple(found.values())


def tables(strokes: Sequence[Stroke]) -> list[tuple[float, float]]:
    """Top and bottom of each table of the page: where upright lines run."""
    return spans([(s.top, s.bottom) for s in strokes if s.bottom - s.top > s.right - s.left])


def last_titles(letters: Sequence[Letter], strokes: Sequence[Stroke]) -> str:
    """The text of the last row of the page's last table if every cell of it is a title, else ""."""
    rows = _last_row(strokes)
    if rows is None:
        return ""
    top, bottom = rows
    uprights = sorted({round(s.left) for s in strokes if s.top + 1 < bottom < s.bottom + 1})
    row = sorted((x for x in letters if top < x.y * MM < bottom), key=lambda one: (one.y, one.x))
    cells = [
        "".join(one.text for one in row if left < one.x * MM < right)
        for left, right in itertools.pairwise(uprights)
        if right - left > 2
    ]
    titled = all(cells) and all(TITLES in one.face.lower() for one in row)
    return "".join(cells) if titled else ""


def _last_row(strokes: Sequence[Stroke]) -> tuple[float, float] | None:
    """Top and bottom of the last row that lies between lines as wide as its table."""
    placed = tables(strokes)
    if not placed:
        return None
    top, bottom = placed[-1]
    level = [s for s in strokes if s.right - s.left > s.bottom - s.top and top - 1 < s.top]
    level = [s for s in level if s.top < bottom + 1]
    widest = max((s.right - s.left for s in level), default=0.0)
    edges = [s.top for s in level if s.right - s.left > widest - 2]
    above = [one for one in edges if one < max(edges) - 1]
    return (max(above), max(edges)) if above else None
