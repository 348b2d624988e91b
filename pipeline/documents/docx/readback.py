"""Reads the text back out of a finished docx, the way Word would show it.

This is the proof that every value arrived: nothing here shares code with the filling, so a
fault there cannot hide itself here. Zip and XML are read as everywhere (`package`, `xml`): what
they lost would be missed here, and neither can put in a value. It must not repair or guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from pipeline.documents.docx.package import read_package
from pipeline.documents.docx.xml import SPACE, WORD, parse, qualified

_T, _P, _TAB, _BR, _CR, _R = map(qualified, ("t", "p", "tab", "br", "cr", "r"))
_HYPHEN = qualified("noBreakHyphen")
_VANISH = qualified("rPr", "vanish")
_TEXT_PARTS = ("header", "document", "footnotes", "endnotes", "footer")


def part_text(xml: bytes) -> str:
    """The visible text of one part: paragraphs and line breaks end with a newline.

    Without `xml:space="preserve"` Word drops spaces at both ends of a run's text: so does this.
    Deleted text and field codes are other elements than `w:t`, hence absent.
    """
    root = parse(xml)
    if not root.tag.startswith(f"{{{WORD}}}"):
        return "".join(root.itertext())
    for run in root.iter(_R) if b"vanish" in xml else ():
        hidden = run.find(_VANISH)
        if hidden is not None and hidden.get(qualified("val"), "true") not in ("0", "false", "off"):
            run.clear()
    return "".join(_pieces(root))


def _pieces(root: etree._Element) -> Iterator[str]:
    first = True
    for node in root.iter(_T, _P, _TAB, _BR, _CR, _HYPHEN):
        tag = node.tag
        if tag == _T:
            text = node.text or ""
            yield text if node.get(SPACE) == "preserve" else text.strip(" \t\n")
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
