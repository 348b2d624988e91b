"""Checks of the type area: 22 lines of 28 characters, filled from edge to edge.

A line is full where its paragraph goes on below it; only full lines tell where the edges are.
"""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Iterator, Sequence

from pipeline.documents.layout.grid import MM, Stroke
from pipeline.documents.layout.measure import Line, PageMeasure
from pipeline.documents.layout.profiles import (
    BODY,
    CHARACTER,
    COLUMNS,
    FRAME,
    PITCH,
    QUOTED,
    ROWS,
    SLACK,
)
from pipeline.documents.layout.report import LayoutFinding, millimetres, red

STEP = PITCH * MM
WIDTH = FRAME[2] - FRAME[0]
#: The type of running text, and our stand-in for it.
_FACES = ("fangsong", "仿宋", "studiosong")
_EDGES, _GRID = f"{QUOTED} 页边与版心", f"{QUOTED} 行数和字数"
_OPENING, _CLOSING = "（〔［【《〈「『“‘￥", "）〕］】》〉」』”’，。、；：！？…—％℃"

Pages = Sequence[PageMeasure]


def type_area(pages: Pages) -> Iterator[LayoutFinding]:
    """L02, L03, L04, L06–L08, L11: edges, pitch, lines, characters and face of running text."""
    justified = _justified([pair for page in pages for pair in full(running(page))])
    for page in pages:
        lines = running(page)
        yield from _start(page)
        yield from _edges(page, full(lines), justified=justified)
        yield from _pitch(page, lines)
        yield from _face(page, lines)
    yield from _characters(pages, justified=justified)
    yield from _filled(pages)


def running(page: PageMeasure) -> list[Line]:
    """Lines of text outside tables in the size of the body."""
    return [x for x in page.plain if x.size == BODY and not red(x.color)]


def full(lines: Sequence[Line]) -> list[tuple[Line, Line]]:
    """Each line that its paragraph fills, with the next."""
    return [
        (high, low)
        for high, low in itertools.pairwise(lines)
        if low.baseline - high.baseline < 1.6 * STEP and _runs_on(high, low)
    ]


def _runs_on(high: Line, low: Line) -> bool:
    """Paragraphs are indented, so text flush left under a long line goes on from it."""
    return high.right > FRAME[2] - 3 * CHARACTER and low.left < FRAME[0] + CHARACTER


def _start(page: PageMeasure) -> Iterator[LayoutFinding]:
    """The first line of a page stands at the top of the frame, or under one blank line."""
    first = page.lines[0] if page.lines else None
    # Engines set letters anywhere between the top and the bottom of their line.
    lowest = FRAME[1] + STEP + (PITCH - BODY) * MM + SLACK
    if first is None or first.in_table or red(first.color) or first.top <= lowest:
        return
    if any(x.top < first.top for x in wide_rules(page)):
        return  # the 版记 on a page of its own stands at the foot
    yield LayoutFinding(
        code="L03",
        page=page.page,
        what="第一行距页顶",
        measured=millimetres(first.top),
        wanted=f"天头 37±1 毫米起（不大于 {lowest:.0f} 毫米）",
        clause=_EDGES,
    )


def _edges(
    page: PageMeasure, pairs: Sequence[tuple[Line, Line]], *, justified: bool
) -> Iterator[LayoutFinding]:
    """Full lines begin at the left edge; drawn out, they end at the right one; else within a
    character of it. (Words beyond the edges are found by `findings.frame`.)"""
    if len(pairs) < 2:
        return
    left = statistics.median(low.left for _, low in pairs)
    if left > FRAME[0] + SLACK:
        yield LayoutFinding(
            code="L02",
            page=page.page,
            what="转行处距页左边",
            measured=millimetres(left),
            wanted="28±1 毫米",
            clause=_EDGES,
        )
    right = max(high.right for high, _ in pairs)
    if all(FRAME[2] - high.right > _unit(low.text) + 0.2 for high, low in pairs):
        most = max(len(high.text) for high, _ in pairs)
        yield LayoutFinding(
            code="L08",
            page=page.page,
            what="每行字数",
            measured=f"至多 {most} 字，右边还放得下",
            wanted="28 字",
            clause=_GRID,
        )
    elif justified and right < FRAME[2] - SLACK:
        yield LayoutFinding(
            code="L04",
            page=page.page,
            what="满行的右边距页左边",
            measured=millimetres(right),
            wanted="184±1 毫米",
            clause=_EDGES,
        )


def _justified(pairs: Sequence[tuple[Line, Line]]) -> bool:
    """Whether full lines are drawn out to one edge (rdocx justifies no Chinese: measured).

    Lines that end there by chance are told from them by their characters, all of one width.
    """
    ends, advances = [x.right for x, _ in pairs], [x.advance for x, _ in pairs]
    if len(ends) < 2 or max(ends) - min(ends) > SLACK:
        return False
    return len(ends) > 5 or max(advances) - min(advances) > 0.1


def _unit(text: str) -> float:
    """Room in mm, at most, for what must stay together at the beginning of `text`."""
    end = 1
    while end < len(text) and (
        text[end - 1] in _OPENING or text[end] in _CLOSING or text[end - 1 : end + 1].isascii()
    ):
        end += 1
    return sum(0.6 if one.isascii() else 1.0 for one in text[:end]) * WIDTH / COLUMNS


def _pitch(page: PageMeasure, lines: Sequence[Line]) -> Iterator[LayoutFinding]:
    steps = [
        (low.baseline - high.baseline) / MM
        for high, low in itertools.pairwise(lines)
        if low.baseline - high.baseline < 1.6 * STEP
    ]
    pitch = statistics.fmean(steps) if steps else PITCH
    if abs(pitch - PITCH) > 0.1:
        yield LayoutFinding(
            code="L06",
            page=page.page,
            what="行距",
            measured=f"{pitch:.2f} 磅",
            wanted=f"{PITCH:.2f}±0.1 磅（每页 22 行）",
            clause=_GRID,
        )
    if len(page.plain) > ROWS:
        yield LayoutFinding(
            code="L07",
            page=page.page,
            what="行数",
            measured=f"{len(page.plain)} 行",
            wanted="不多于 22 行",
            clause=_GRID,
        )


def _characters(pages: Pages, *, justified: bool) -> Iterator[LayoutFinding]:
    """Of the whole document: a justified line is drawn out, never in, so its closest line tells."""
    long = [
        (x.advance, page.page)
        for page in pages
        for x in running(page)
        if x.advance and x.right - x.left > WIDTH / 2
    ]
    if not long:
        return
    closest, at = min(long)
    width = WIDTH
    if justified:
        pairs = [pair for page in pages for pair in full(running(page))]
        width = max(high.right for high, _ in pairs) - min(low.left for _, low in pairs)
    fitting = int(width / MM / closest + 0.1)
    if fitting != COLUMNS:
        yield LayoutFinding(
            code="L08",
            page=at,
            what="每行字数",
            measured=f"{fitting} 字（每字 {closest:.2f} 磅）",
            wanted="28 字",
            clause=_GRID,
        )


def _face(page: PageMeasure, lines: Sequence[Line]) -> Iterator[LayoutFinding]:
    """The face of most lines that are as long as no heading."""
    faces = [x.face for x in lines if x.right - x.left > WIDTH / 2]
    face = statistics.mode(faces) if faces else ""
    if face and not any(name in face.lower() for name in _FACES):
        yield LayoutFinding(
            code="L11",
            page=page.page,
            what="正文字体",
            measured=face,
            wanted="仿宋",
            clause=f"{QUOTED} 字体和字号",
        )


def _filled(pages: Pages) -> Iterator[LayoutFinding]:
    """A paragraph that goes on overleaf left no room for one more line.

    At least two of its lines must stand there: one alone may have gone to keep a signature company.
    """
    for page, after in itertools.pairwise(pages):
        last, rest = page.lines[-1:], after.lines[:2]
        if not last or len(rest) < 2 or last[0].size != BODY or last[0].in_table:
            continue
        same = rest[1].size == rest[0].size == BODY and not (rest[0].in_table or rest[1].in_table)
        if not same or not _runs_on(last[0], rest[0]) or rest[1].left > FRAME[0] + CHARACTER:
            continue
        # How far below the top of its line a baseline lies: engines differ, pages do not.
        lead = rest[0].baseline - FRAME[1]
        if last[0].baseline - lead + 2 * STEP < FRAME[3] + 0.2:
            rows = round((last[0].baseline - lead - FRAME[1]) / STEP) + 1
            yield LayoutFinding(
                code="L07",
                page=page.page,
                what="行数",
                measured=f"{rows} 行，下面还放得下",
                wanted="22 行",
                clause=_GRID,
            )


def wide_rules(page: PageMeasure) -> list[Stroke]:
    """Level black lines as wide as the frame that belong to no table, from the top."""
    upright = [s for s in page.strokes if s.bottom - s.top > s.right - s.left]
    return [
        s
        for s in page.strokes
        if s.right - s.left > WIDTH - 10
        and not red(s.color)
        and not any(u.top - 1 <= s.top <= u.bottom + 1 for u in upright)
    ]
