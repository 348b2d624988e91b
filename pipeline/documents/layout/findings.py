"""Measured pages against the profile of their kind: every difference, with page, value, wish.

Values in, findings out; nothing is corrected here.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict

from pipeline.documents.layout import letter, official, typeset
from pipeline.documents.layout.grid import MM
from pipeline.documents.layout.measure import DASH, PageMeasure
from pipeline.documents.layout.profiles import (
    FRAME,
    FRAME_TURNED,
    LAYOUTS,
    LETTERHEAD,
    NUMBER,
    OWN,
    PAPER,
    QUOTED,
    SLACK,
    LayoutProfile,
)
from pipeline.documents.layout.report import LayoutFinding, millimetres, shorten

__all__ = ["LayoutFinding", "as_json", "layout_findings"]

Pages = Sequence[PageMeasure]


def layout_findings(pages: Pages, layout: str) -> tuple[LayoutFinding, ...]:
    """All differences, by page and code. KeyError for a layout that LAYOUTS does not know."""
    profile = LAYOUTS[layout]
    found: list[LayoutFinding] = []
    for check in CHECKS:
        found += check(pages, profile)
    if profile.prose:
        found += typeset.type_area(pages)
        found += official.prose(pages)
    if profile.letterhead:
        found += letter.head(pages)
    if profile.head:
        found += official.head(pages)
    return tuple(sorted(found, key=lambda one: (one.page, one.code)))


def as_json(finding: LayoutFinding) -> dict[str, object]:
    """One finding as `check-layout --format json` prints it."""
    return asdict(finding)


def paper(pages: Pages, profile: LayoutProfile) -> Iterator[LayoutFinding]:
    """L01: A4, upright or turned."""
    for page in pages if profile.paper else ():
        sides = sorted((page.width, page.height))
        if any(abs(a - b) > SLACK for a, b in zip(sides, PAPER, strict=True)):
            yield LayoutFinding(
                code="L01",
                page=page.page,
                what="纸张大小",
                measured=f"{page.width:.0f}×{page.height:.0f} 毫米",
                wanted="A4（210×297 毫米）",
                clause=f"{QUOTED} 幅面尺寸",
            )


def frame(pages: Pages, profile: LayoutProfile) -> Iterator[LayoutFinding]:
    """L02 left, L03 top, L04 right, L05 bottom: no word outside the text frame."""
    for page in pages if profile.paper else ():
        if not page.lines:
            continue
        left, top, right, bottom = FRAME if page.width < page.height else FRAME_TURNED
        if profile.letterhead and page.page == 1:
            top = LETTERHEAD
        reached = (
            ("L02", "左边最外的字", min(x.left for x in page.lines), left, -1),
            ("L03", "最高的字", min(x.top for x in page.lines), top, -1),
            ("L04", "右边最外的字", max(x.solid for x in page.lines), right, 1),
            ("L05", "最低的字", max(x.bottom for x in page.lines), bottom, 1),
        )
        for code, what, value, edge, sign in reached:
            if (value - edge) * sign > SLACK:
                yield LayoutFinding(
                    code=code,
                    page=page.page,
                    what=f"{what}超出版心",
                    measured=millimetres(value),
                    wanted=f"{'不小于' if sign < 0 else '不大于'} {edge:.0f}±1 毫米",
                    clause=f"{QUOTED} 页边与版心",
                )


def numbers(pages: Pages, profile: LayoutProfile) -> Iterator[LayoutFinding]:
    """L12 form and count, L13 side, L14 height, L15 size of page numbers."""
    if not profile.numbers or (profile.numbers == "some" and not any(p.number for p in pages)):
        return
    clause = f"{QUOTED} 页码"
    for page in pages[1:] if profile.letterhead else pages:
        number = page.number
        if number is None or page.counted != page.page or not page.dashed:
            yield LayoutFinding(
                code="L12",
                page=page.page,
                what="页码",
                measured=number.text if number else "没有",
                wanted=f"— {page.page} —",
                clause=clause,
            )
        if number is None or page.width > page.height:
            continue
        odd = page.page % 2 == 1
        room = NUMBER * MM
        gap = (FRAME[2] - number.right) if odd else (number.left - FRAME[0])
        if abs(gap - room) > 1.5:
            yield LayoutFinding(
                code="L13",
                page=page.page,
                what=f"页码距版心{'右' if odd else '左'}边",
                measured=millimetres(gap),
                wanted=f"空一字（{room:.1f}±1.5 毫米），单右双左",
                clause=clause,
            )
        below = number.baseline - DASH * number.size * MM - FRAME[3]
        if abs(below - 7) > 2:  # faces draw their dash 0.27 to 0.4 em above the baseline
            yield LayoutFinding(
                code="L14",
                page=page.page,
                what="页码一字线距版心下边",
                measured=millimetres(below),
                wanted="7±2 毫米",
                clause=clause,
            )
        if abs(number.size - NUMBER) > 0.3:
            yield LayoutFinding(
                code="L15",
                page=page.page,
                what="页码字号",
                measured=f"{number.size:g} 磅",
                wanted="四号（14 磅）",
                clause=clause,
            )


def blank(pages: Pages, profile: LayoutProfile) -> Iterator[LayoutFinding]:
    """L19: a page with nothing on it; for a plaque, a second page."""
    for page in pages:
        if not page.lines and not page.strokes:
            yield LayoutFinding(
                code="L19",
                page=page.page,
                what="空白页",
                measured="没有内容",
                wanted="删去",
                clause=OWN,
            )
    if profile.single and len(pages) > 1:
        yield LayoutFinding(
            code="L19", page=2, what="页数", measured=f"{len(pages)} 页", wanted="1 页", clause=OWN
        )


def lost(pages: Pages, profile: LayoutProfile) -> Iterator[LayoutFinding]:
    """L21: words across the line of a table; L22: words off the paper."""
    for page in pages:
        for code, what, texts in (
            ("L21", "文字压住表格线", page.crossed),
            ("L22", "文字画到纸外", page.outside),
        ):
            for text in texts:
                yield LayoutFinding(
                    code=code,
                    page=page.page,
                    what=what,
                    measured=shorten(text),
                    wanted="不出格、不出纸",
                    clause=OWN,
                )


def torn(pages: Pages, profile: LayoutProfile) -> Iterator[LayoutFinding]:
    """L25: column titles at the foot of a page, their table on the next."""
    del profile  # asked of every layout
    for page, titles in stranded(pages):
        yield LayoutFinding(
            code="L25",
            page=page,
            what="表头独在页脚",
            measured=shorten(titles),
            wanted="与表的首行同页",
            clause=OWN,
        )


def stranded(pages: Pages) -> Iterator[tuple[int, str]]:
    """Page and text of column titles that the first row of their table did not follow."""
    for page, after in itertools.pairwise(pages):
        ends = page.lines and page.lines[-1].in_table and page.last_titles
        if ends and after.lines and after.lines[0].in_table:
            yield page.page, page.last_titles


CHECKS: tuple[Callable[[Pages, LayoutProfile], Iterator[LayoutFinding]], ...] = (
    paper, frame, numbers, blank, lost, torn,
)  # fmt: skip
