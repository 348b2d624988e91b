"""Reads the text back out of a finished docx, the way Word would show it.

This is the proof that every value arrived: nothing here shares code with the filling, so a
fault there cannot hide itself here. It must not repair or guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree  # type: ignore[import-untyped,unused-ignore]

from pipeline.documents.docx.package import read_package

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{WORD}}}"
_T, _P, _TAB, _BR, _CR, _R = (_W + one for one in ("t", "p", "tab", "br", "cr", "r"))
_HYPHEN = _W + "noBreakHyphen"
_VANISH = f"{_W}rPr/{_W}vanish"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TEXT_PARTS = ("header", "document", "footnotes", "endnotes", "footer")


class Unreadable(ValueError):
    """The part is not well-formed XML; the text says where, in Chinese."""


def parse(xml: bytes) -> etree._Element:
    """The XML tree, without entities, network or huge trees. Raises Unreadable."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise Unreadable(f"不是完好的 XML（第 {line} 行第 {column} 列）") from error


def part_text(xml: bytes) -> str:
    """The visible text of one part: paragraphs and line breaks end with a newline.

    Without `xml:space="preserve"` Word drops spaces at both ends of a run's text: so does this.
    Deleted text and field codes are other elements than `w:t`, hence absent.
    """
    root = parse(xml)
    if not root.tag.startswith(_W):
        return "".join(root.itertext())
    for run in root.iter(_R) if b"vanish" in xml else ():
        hidden = run.find(_VANISH)
        if hidden is not None and hidden.get(f"{_W}val", "true") not in ("0", "false", "off"):
            run.clear()
    return "".join(_pieces(root))


def _pieces(root: etree._Element) -> Iterator[str]:
    first = True
    for node in root.iter(_T, _P, _TAB, _BR, _CR, _HYPHEN):
        tag = node.tag
        if tag == _T:
            text = node.text or ""
            yield text if node.get(_SPACE) == "preserve" else text.strip(" \t\n")
        elif tag == _P:
            if not first:
                yield "\n"
            first = False
        elif tag == _TAB:  # also the name of a tab stop among paragraph properties
            if node.getparent().tag == _R:
                yield "\t"
        else:
            yield "\u2011" if tag == _HYPHEN else "\n"


def first_lost(text: str, values: Iterable[str]) -> str | None:
    """The first of `values` that does not stand in `text` after the one before it, or None."""
    position = 0
    for value in values:
        found = text.find(value, position)
        if found < 0:
            return value
        position = found + len(value)
    return None


def document_text(docx: bytes) -> str:
    """Headers, body, notes and footers of a docx as text. Raises BadPackage, Unreadable."""
    parts = read_package(docx)
    chosen = [
        name
        for kind in _TEXT_PARTS
        for name in sorted(parts)
        if name.startswith(f"word/{kind}") and name.endswith(".xml")
    ]
    return "\n".join(part_text(parts[name]) for name in chosen)
