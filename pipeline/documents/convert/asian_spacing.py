"""Carries out for LibreOffice what w:autoSpaceDE and w:overflowPunct switch off.

Measured of 7.4: it reads neither. Its gap between Chinese and Latin pushes digits out of the
frame and moves dates; a mark that hangs at the end of a justified line is at times not drawn.
Only the copy that LibreOffice draws is changed; nothing of it shows in the PDF.
"""

from __future__ import annotations

from lxml import etree

from pipeline.documents.convert.styles import EAST_ASIAN
from pipeline.documents.docx.xml import qualified

#: Of no width, and never drawn: a line may end at the first, not at the second.
_BREAK, _NO_BREAK = "\u200b", "\u2060"
_OPENING, _CLOSING = "（〔［【《〈「『“‘￥", "）〕］】》〉」』”’，。、；：！？…—％℃"
_P, _T, _LANG = qualified("p"), qualified("t"), qualified("lang")
_DEFAULTS = qualified("docDefaults", "rPrDefault", "rPr")


def is_latin(character: str) -> bool:
    """Whether Word sets `character` in w:ascii. Quotes, dashes, × ÷ ± ° · are Chinese here."""
    code = ord(character)
    return code < 0x7F or (0xC0 <= code < 0x250 and character not in "×÷")


def close_gaps(tree: etree._Element) -> None:
    """Part Chinese and Latin by a character of no width: LibreOffice then adds no gap."""
    before = ""
    for node in tree.iter(_P, _T):
        if node.tag == _P:
            before = ""
            continue
        written = []
        for character in node.text or "":
            written.append(_between(before, character) + character)
            before = character
        node.text = "".join(written)


def hang_nothing(tree: etree._Element) -> None:
    """Give the text a language whose marks LibreOffice does not hang.

    Lines then end by UAX 14, which keeps brackets and marks with their words as well.
    """
    defaults = tree.find(_DEFAULTS)
    if defaults is not None and defaults.find(_LANG) is None:
        etree.SubElement(defaults, _LANG)
    for language in tree.iter(_LANG):
        language.set(EAST_ASIAN, "en-US")


def _between(before: str, after: str) -> str:
    if not before or before.isspace() or after.isspace() or is_latin(before) == is_latin(after):
        return ""
    return _NO_BREAK if before in _OPENING or after in _CLOSING else _BREAK
