"""信函格式: the head of a letter, its double red lines above and below.

Its text is measured like any official writing; only what differs stands here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.documents.layout.grid import Stroke
from pipeline.documents.layout.measure import PageMeasure
from pipeline.documents.layout.profiles import LETTERHEAD, QUOTED
from pipeline.documents.layout.report import LayoutFinding, millimetres, red

#: Double lines of 170 mm, 4 mm below the name and 20 mm above the edge of the paper.
LENGTH, BELOW_NAME, ABOVE_EDGE = 170.0, 4.0, 20.0
SLACK = 1.5


def head(pages: Sequence[PageMeasure]) -> Iterator[LayoutFinding]:
    """L24: name and double red lines of the first page."""
    page = pages[0]
    names = [x for x in page.lines if red(x.color)]
    rules = [s for s in page.strokes if s.right - s.left > 100 and red(s.color)]
    upper = [s for s in rules if s.top < page.height / 2]
    lower = [s for s in rules if s.top >= page.height / 2]
    if not names or len(upper) != 2 or len(lower) != 2:
        yield _finding(
            "发文机关标志和红色双线",
            f"标志 {len(names)} 行，红线 {len(rules)} 条",
            "标志之下、页脚之上各一条双线",
        )
        return
    if abs(names[0].top - LETTERHEAD) > SLACK:
        yield _finding("发文机关标志距页顶", millimetres(names[0].top), "30±1.5 毫米")
    for rule in rules:
        if abs(rule.right - rule.left - LENGTH) > SLACK:
            yield _finding("红色双线长", millimetres(rule.right - rule.left), "170±1.5 毫米")
    gap = upper[0].top - names[-1].bottom
    if abs(gap - BELOW_NAME) > SLACK:
        yield _finding("红色双线距发文机关标志", millimetres(gap), "4±1.5 毫米")
    foot = page.height - lower[-1].top
    if abs(foot - ABOVE_EDGE) > SLACK:
        yield _finding("红色双线距页底", millimetres(foot), "20±1.5 毫米")
    if not (_thick_first(upper) and _thick_first(lower[::-1])):
        yield _finding("红色双线", "粗细不对", "上线上粗下细，下线上细下粗")


def _thick_first(pair: Sequence[Stroke]) -> bool:
    return pair[0].thickness > pair[1].thickness


def _finding(what: str, measured: str, wanted: str) -> LayoutFinding:
    return LayoutFinding(
        code="L24", page=1, what=what, measured=measured, wanted=wanted, clause=f"{QUOTED} 信函格式"
    )
