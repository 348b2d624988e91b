"""What wraps runs and paragraphs in old forms and says nothing about the page.

Word 2003–2007 marked names and places as smart tags and parts of forms as custom XML, and marks
which way a foreign script runs; engines that do not know the wrapper skip what it holds (measured
of rdocx: the text was lost).
"""

from __future__ import annotations

from lxml import etree

from pipeline.documents.docx.xml import qualified

_WRAPPERS = frozenset(map(qualified, ("smartTag", "customXml", "bdo", "dir")))
_ABOUT_THEM = frozenset(map(qualified, ("smartTagPr", "customXmlPr")))


def unwrapped(root: etree._Element) -> etree._Element:
    """`root` itself, with what such wrappers hold in their place."""
    for node in list(root.iter(*_WRAPPERS)):
        above = node.getparent()
        if above is None:
            continue
        place = above.index(node)
        held = [one for one in node if one.tag not in _ABOUT_THEM]
        above[place : place + 1] = held
    return root
