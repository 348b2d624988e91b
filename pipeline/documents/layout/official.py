"""Checks of official writing: sizes, headings, titles, signatures, heads, imprints.

What a line is, is seen from its size and words. Tables keep their own measure and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.documents.layout.measure import Line, PageMeasure
from pipeline.documents.layout.profiles import (
    BODY,
    CHARACTER,
    FRAME,
    OWN,
    QUOTED,
    SLACK,
    TITLE,
)
from pipeline.documents.layout.report import LayoutFinding, millimetres, red, shorten
from pipeline.documents.layout.typeset import STEP, WIDTH, wide_rules

CENTRE = (FRAME[0] + FRAME[2]) / 2
_DATE = re.compile(r"^\d{4}年\d{1,2}月\d{1,2}日$")
#: Heading → the faces that may draw it: the official ones and our stand-ins for them.
_LEVELS = (
    (re.compile(r"^[一二三四五六七八九十]{1,3}、.{1,30}$"), "黑体", ("hei",)),
    (re.compile(r"^（[一二三四五六七八九十]{1,3}）.{1,30}$"), "楷体", ("kai",)),
)
_TITLE_FACES = ("biaosong", "xbs", "小标宋")
#: 成文日期 stands four characters from the edge; LibreOffice's gaps beside digits move it by 3 mm.
_DATE_SLACK = 0.75 * CHARACTER
_FOOT_SLACK = 2.0
_BLANK_ROWS = 2

Pages = Sequence[PageMeasure]


def prose(pages: Pages) -> Iterator[LayoutFinding]:
    """L09–L11, L17, L18, L20."""
    for page in pages:
        yield from _sizes(page)
        yield from _headings(page)
    yield from _title(pages)
    yield from _signature(pages)
    yield from _lonely(pages)


def head(pages: Pages) -> Iterator[LayoutFinding]:
    """L16: the red rule; L23: the imprint. Only where a page has them."""
    for page in pages:
        yield from _red_rule(page)
    yield from _imprint(pages)


def _sizes(page: PageMeasure) -> Iterator[LayoutFinding]:
    """Running text is 16 pt; a title 22; only the imprint, below the last rule, is 14."""
    imprint = min((s.top for s in wide_rules(page)), default=page.height)
    for line in page.plain:
        if red(line.color) or line.top >= imprint - 1 or line.size in (BODY, TITLE):
            continue
        yield LayoutFinding(
            code="L09",
            page=page.page,
            what=f"“{shorten(line.text)}”字号",
            measured=f"{line.size:g} 磅",
            wanted="三号（16 磅）",
            clause=f"{QUOTED} 字体和字号",
        )


def _headings(page: PageMeasure) -> Iterator[LayoutFinding]:
    for line in page.plain:
        for pattern, face, names in _LEVELS:
            # A heading ends its line early; a sentence that begins so runs on.
            runs_on = line.text.endswith(("。", "；")) or line.right > FRAME[2] - 2 * CHARACTER
            if runs_on or not pattern.match(line.text):
                continue
            if line.size == BODY and not any(name in line.face.lower() for name in names):
                yield LayoutFinding(
                    code="L11",
                    page=page.page,
                    what=f"“{shorten(line.text)}”字体",
                    measured=line.face,
                    wanted=face,
                    clause=f"{QUOTED} 正文",
                )


def _title(pages: Pages) -> Iterator[LayoutFinding]:
    clause = f"{QUOTED} 标题"
    titles = [(page.page, x) for page in pages for x in page.plain if x.size == TITLE]
    if not titles or titles[0][0] != 1:
        yield LayoutFinding(
            code="L10",
            page=1,
            what="标题",
            measured="没有二号字的标题",
            wanted="二号（22 磅）小标宋，居中",
            clause=clause,
        )
    for at, line in titles:
        shift = (line.left + line.right) / 2 - CENTRE
        if abs(shift) > 2:
            yield LayoutFinding(
                code="L10",
                page=at,
                what="标题偏离中线",
                measured=millimetres(shift),
                wanted="居中",
                clause=clause,
            )
        if not any(name in line.face.lower() for name in _TITLE_FACES):
            yield LayoutFinding(
                code="L10",
                page=at,
                what="标题字体",
                measured=line.face,
                wanted="小标宋",
                clause=clause,
            )


def _signature(pages: Pages) -> Iterator[LayoutFinding]:
    """The last date on a line of its own, and the name above it."""
    clause = f"{QUOTED} 署名、成文日期和印章"
    dated = [(page, at) for page in pages for at, x in enumerate(page.plain) if _DATE.match(x.text)]
    if not dated:
        yield LayoutFinding(
            code="L17",
            page=len(pages),
            what="成文日期",
            measured="没有",
            wanted="署名下一行，右空四字",
            clause=clause,
        )
        return
    page, at = dated[-1]
    date, above = page.plain[at], page.plain[:at]
    wanted = FRAME[2] - 4 * CHARACTER
    if abs(date.right - wanted) > _DATE_SLACK:
        gap = (FRAME[2] - date.right) / CHARACTER
        yield LayoutFinding(
            code="L17",
            page=page.page,
            what="成文日期右空",
            measured=f"{gap:.1f} 字",
            wanted="4±0.75 字",
            clause=clause,
        )
    if above:
        shift = (above[-1].left + above[-1].right) / 2 - (date.left + date.right) / 2
        if abs(shift) > 2 or date.baseline - above[-1].baseline > 1.6 * STEP:
            yield LayoutFinding(
                code="L17",
                page=page.page,
                what="署名偏离成文日期中线",
                measured=millimetres(shift),
                wanted="在成文日期之上居中",
                clause=clause,
            )
        yield from _room_for_the_seal(page, above)
    if len([x for x in page.lines if x.baseline < date.baseline]) < 2:
        yield LayoutFinding(
            code="L18",
            page=page.page,
            what="落款独在一页",
            measured="本页落款之上没有正文",
            wanted="与正文末行同页",
            clause=clause,
        )


def _room_for_the_seal(page: PageMeasure, above: Sequence[Line]) -> Iterator[LayoutFinding]:
    """Two blank lines between the text and the name, which may take several lines itself."""
    at = len(above) - 1
    while at and above[at].baseline - above[at - 1].baseline < 1.6 * STEP and _centred(above, at):
        at -= 1
    before = [x for x in page.lines if x.baseline < above[at].baseline - 1]
    if not before or before[-1].in_table:
        return
    rows = (above[at].baseline - before[-1].baseline) / STEP - 1
    if rows < _BLANK_ROWS - 0.4:
        yield LayoutFinding(
            code="L17",
            page=page.page,
            what="署名之上空行",
            measured=f"{max(rows, 0):.1f} 行",
            wanted="2 行，留出盖章的位置",
            clause=f"{QUOTED} 署名、成文日期和印章",
        )


def _centred(above: Sequence[Line], at: int) -> bool:
    """Whether the line over it has the same axis: a name of two lines, or two names."""
    axis = above[at].left + above[at].right
    return abs(above[at - 1].left + above[at - 1].right - axis) < 2


def _lonely(pages: Pages) -> Iterator[LayoutFinding]:
    """L20: a page that carries a single line of text."""
    for page in pages[1:]:
        if len(page.lines) == 1 and not page.strokes:
            yield LayoutFinding(
                code="L20",
                page=page.page,
                what="一页只有一行",
                measured=shorten(page.lines[0].text),
                wanted="并入前页",
                clause=OWN,
            )


def _red_rule(page: PageMeasure) -> Iterator[LayoutFinding]:
    clause = f"{QUOTED} 版头中的分隔线"
    rules = [s for s in page.strokes if s.right - s.left > 100 and red(s.color)]
    if page.page == 1 and not rules:
        yield LayoutFinding(
            code="L16",
            page=1,
            what="红色分隔线",
            measured="没有",
            wanted="发文字号之下 4 毫米，与版心等宽",
            clause=clause,
        )
    for rule in rules:
        if abs(rule.left - FRAME[0]) > SLACK or abs(rule.right - FRAME[2]) > SLACK:
            yield LayoutFinding(
                code="L16",
                page=page.page,
                what="红色分隔线",
                measured=f"{rule.left:.1f} 至 {rule.right:.1f} 毫米",
                wanted="28 至 184±1 毫米",
                clause=clause,
            )
        above = [x for x in page.lines if x.baseline < rule.top]
        gap = rule.top - above[-1].bottom if above else 0.0
        if abs(gap - 4) > 1.5:
            yield LayoutFinding(
                code="L16",
                page=page.page,
                what="红色分隔线距发文字号",
                measured=millimetres(gap),
                wanted="4±1.5 毫米",
                clause=clause,
            )


def crowded_imprint(pages: Pages) -> bool:
    """Whether something may stand under the 版记, or the text before it be squeezed beside it."""
    for at, page in enumerate(pages):
        if any(x.text.endswith("印发") for x in page.lines):
            last = pages[at - 1].plain[-1:] if at else ()
            low = [x for x in last if x.bottom > FRAME[3] - 3 * STEP]
            return bool(page.crossed) or any(x.right - x.left < WIDTH / 2 for x in low)
    return False


def room_below_imprint(pages: Pages) -> float | None:
    """How far in mm the 版记 may go down on its page; None if it does not fit."""
    copied = False
    for page in pages:
        here = any(x.text.startswith("抄送：") for x in page.plain)
        rules = wide_rules(page)
        if rules and any(x.text.endswith("印发") for x in page.plain):
            # Most of a millimetre is for the paragraph that Word wants after a table.
            room = FRAME[3] - rules[-1].top - 0.8
            return None if room < 0 or (copied and not here) else room
        copied = copied or here
    return None


def _imprint(pages: Pages) -> Iterator[LayoutFinding]:
    """版记 at the foot of the last page: its last rule on the lower edge of the frame."""
    clause = f"{QUOTED} 版记"
    holding = [page for page in pages if any(x.text.endswith("印发") for x in page.plain)]
    for page in holding:
        if page is not pages[-1]:
            yield LayoutFinding(
                code="L23",
                page=page.page,
                what="版记所在页",
                measured=f"第 {page.page} 页",
                wanted="最后一页",
                clause=clause,
            )
        rules = wide_rules(page)
        if len(rules) < 2:
            yield LayoutFinding(
                code="L23",
                page=page.page,
                what="版记分隔线",
                measured=f"{len(rules)} 条",
                wanted="首条、末条和中间各条",
                clause=clause,
            )
            continue
        for rule in rules:
            if abs(rule.left - FRAME[0]) > SLACK or abs(rule.right - FRAME[2]) > SLACK:
                yield LayoutFinding(
                    code="L23",
                    page=page.page,
                    what="版记分隔线",
                    measured=f"{rule.left:.1f} 至 {rule.right:.1f} 毫米",
                    wanted="28 至 184±1 毫米",
                    clause=clause,
                )
        if abs(rules[-1].top - FRAME[3]) > _FOOT_SLACK:
            yield LayoutFinding(
                code="L23",
                page=page.page,
                what="版记末条分隔线距页顶",
                measured=millimetres(rules[-1].top),
                wanted="262±2 毫米（版心下边）",
                clause=clause,
            )
