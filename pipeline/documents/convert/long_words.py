"""Breaks a Latin word that is wider than its table cell, as Word does by itself.

Measured: rdocx breaks such a word after a few / and - only, and otherwise runs over the next cells
and off the paper. A line break adds no letter to what the page says; words that fit stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.documents.convert.faces import Face, face_named
from pipeline.documents.convert.styles import LATIN
from pipeline.documents.docx.xml import qualified

_BR, _P, _R, _T, _TC = map(qualified, ("br", "p", "r", "t", "tc"))
_WIDTH = qualified("tcPr", "tcW")
_FONTS, _SIZE = qualified("rPr", "rFonts"), qualified("rPr", "sz")
_STYLE = qualified("pPr", "pStyle")
#: Twips that a cell keeps blank on both sides; half points of a letter that no style sizes.
_MARGINS, _USUAL = 170, 24
#: What rdocx does not break (it does after / and - before a letter), and where it had better be.
_WORD = re.compile(r"[!-~À-ɏ](?:(?!(?<=[/-])[A-Za-zÀ-ɏ])[!-~À-ɏ])*")
_BETTER = re.compile(".*[/_.-]", re.DOTALL)


def break_long_words(tree: etree._Element, styles: etree._Element | None) -> None:
    """Break every word of `tree` that its table cell has no room for."""
    sizes = {} if styles is None else dict(_sizes(styles))
    for cell in tree.iter(_TC):
        width = cell.find(_WIDTH)
        if width is None or width.get(qualified("type")) != "dxa":
            continue
        room = int(width.get(qualified("w"), "0")) - _MARGINS
        for paragraph in cell.iterchildren(_P):
            named = paragraph.find(_STYLE)
            usual = sizes.get(named.get(qualified("val"), "") if named is not None else "", _USUAL)
            for run in paragraph.iterchildren(_R):
                own, fonts = run.find(_SIZE), run.find(_FONTS)
                size = usual if own is None else float(own.get(qualified("val"), usual))
                face = face_named(fonts.get(LATIN, "") if fonts is not None else "", latin=True)
                for node in run.findall(_T):
                    _break(node, room / (size * 10), face)


def _sizes(styles: etree._Element) -> Iterator[tuple[str, float]]:
    """Paragraph style → its size in half points."""
    for style in styles.iterfind(qualified("style")):
        size = style.find(_SIZE)
        if size is not None:
            yield style.get(qualified("styleId"), ""), float(size.get(qualified("val"), _USUAL))


def _break(node: etree._Element, room: float, face: Face) -> None:
    """Put a line break into each word of `node` that is wider than `room`, in ems."""
    text = node.text or ""
    lines, end = [""], 0
    for found in _WORD.finditer(text):
        first, *rest = _lines(found[0], room, face)
        lines[-1] += text[end : found.start()] + first
        lines += rest
        end = found.end()
    lines[-1] += text[end:]
    for line in lines[:-1]:
        before = etree.Element(_T, dict(node.attrib))
        before.text = line
        node.addprevious(before)
        node.addprevious(etree.Element(_BR))
    node.text = lines[-1]


def _lines(word: str, room: float, face: Face) -> Iterator[str]:
    """`word` in pieces that fit, of one letter at least."""
    while word:
        fitting, used = 0, 0.0
        for letter in word:
            used += face.advance(letter)
            if used > room and fitting:
                break
            fitting += 1
        better = _BETTER.match(word[:fitting]) if fitting < len(word) else None
        cut = better.end() if better else fitting
        yield word[:cut]
        word = word[cut:]
