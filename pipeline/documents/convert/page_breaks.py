"""Breaks pages for rdocx where Word and LibreOffice break them by themselves.

Measured: column titles stay at the foot of a page when the first row of their table does not fit
there, since rdocx keeps paragraphs together, not rows; and text is squeezed to one character a
line where a 版记 that will go overleaf was first tried. Only the copy it draws is changed.
"""

from __future__ import annotations

from collections.abc import Collection

from lxml import etree

from pipeline.documents.convert.styles import qualified

_P, _PPR, _KEEP = qualified("p"), qualified("pPr"), qualified("keepNext")
_REPEATED = f"{qualified('trPr')}/{qualified('tblHeader')}"
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
            first.append(_thin())
        _break_before(first)


def imprint_apart(tree: etree._Element) -> None:
    """Start a page with the table that stands at the frame's foot, and the blank line above it."""
    for placed in tree.iter(qualified("tblpPr")):
        at_foot = placed.get(qualified("tblpYSpec")) == "bottom"
        above = next(placed.iterancestors(qualified("tbl"))).getprevious()
        if at_foot and above is not None and above.tag == _P:
            _break_before(above)


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


def _thin() -> etree._Element:
    """The properties of a paragraph that only breaks the page: one point high."""
    properties = etree.Element(_PPR)
    line = {qualified("line"): "20", qualified("lineRule"): "exact"}
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
