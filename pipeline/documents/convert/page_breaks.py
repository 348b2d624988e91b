"""Breaks pages for rdocx where Word and LibreOffice break them by themselves.

Measured: column titles stay at the foot of a page when the first row of their table does not fit
there, since rdocx keeps paragraphs together, not rows; and text is squeezed to one character a
line at the foot of the page before a 版记, or lies under it. Only the copy it draws is changed.
"""

from __future__ import annotations

from collections.abc import Collection

from lxml import etree

from pipeline.documents.docx.xml import qualified

_P, _PPR, _KEEP = qualified("p"), qualified("pPr"), qualified("keepNext")
_REPEATED = qualified("trPr", "tblHeader")
_BREAK, _STYLE = qualified("pageBreakBefore"), qualified("pStyle")


def keep_titles(
    tree: etree._Element, styles: etree._Element | None, titles: Collection[str]
) -> None:
    """Start a page with each table whose titles read so, and with the headings kept with it."""
    kept = _kept_styles(styles)
    for table in tree.iter(qualified("tbl")):
        rows = [row for row in table.iterfind(qualified("tr")) if row.find(_REPEATED) is not None]
        words = "".join(text.text or "" for row in rows for text in row.iter(qualified("t")))
        if "".join(words.split()) not in titles:
            continue
        first, above = table, table.getprevious()
        while above is not None and above.tag == _P and _is_kept(above, kept):
            first, above = above, above.getprevious()
        if first is table:
            first = etree.Element(_P)
            table.addprevious(first)
            first.append(_exact(20))
        _break_before(first)


def imprint_in_flow(tree: etree._Element, *, apart: bool, drop: float) -> None:
    """Let the 版记 follow the text, `drop` mm lower; `apart` starts a page with it."""
    for placed in list(tree.iter(qualified("tblpPr"))):
        table = next(placed.iterancestors(qualified("tbl")))
        above = table.getprevious()
        if placed.get(qualified("tblpYSpec")) != "bottom" or above is None or above.tag != _P:
            continue
        table.find(qualified("tblPr")).remove(placed)
        if apart:
            _break_before(above)
        if drop > 0:
            space = etree.Element(_P)
            space.append(_exact(round(drop * 1440 / 25.4)))
            table.addprevious(space)


def _kept_styles(styles: etree._Element | None) -> frozenset[str]:
    if styles is None:
        return frozenset()
    return frozenset(
        one.get(qualified("styleId"), "")
        for one in styles.iterfind(qualified("style"))
        if one.find(f"{_PPR}/{_KEEP}") is not None
    )


def _is_kept(paragraph: etree._Element, kept: frozenset[str]) -> bool:
    style = paragraph.find(f"{_PPR}/{_STYLE}")
    named = style is not None and style.get(qualified("val")) in kept
    return named or paragraph.find(f"{_PPR}/{_KEEP}") is not None


def _exact(twips: int) -> etree._Element:
    """The properties of an empty paragraph of this height."""
    properties = etree.Element(_PPR)
    line = {qualified("line"): str(twips), qualified("lineRule"): "exact"}
    etree.SubElement(properties, qualified("spacing"), line)
    return properties


def _break_before(paragraph: etree._Element) -> None:
    properties = paragraph.find(_PPR)
    if properties is None:
        properties = etree.Element(_PPR)
        paragraph.insert(0, properties)
    # The schema wants w:pStyle and w:keepNext first.
    place = sum(1 for one in properties if one.tag in (_STYLE, _KEEP))
    properties.insert(place, etree.Element(_BREAK))
