"""XML as a docx holds it: the namespaces, one way to name, to read and to write.

Read with suspicion, since templates and what is adopted come from elsewhere. Knows no text and no
tag: the filling and the proof of it stand on this alone.
"""

from __future__ import annotations

from lxml import etree

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#: Of attributes such as r:id, and of the types of relationships.
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Unreadable(ValueError):
    """The part is not well-formed XML; the text says where, in Chinese."""


def qualified(*path: str, space: str = WORD) -> str:
    """`rPr`, `rFonts` → the path rPr/rFonts with the namespace before each name."""
    return f"{{{space}}}" + f"/{{{space}}}".join(path)


def parse(xml: bytes) -> etree._Element:
    """The XML tree, without entities, network or huge trees. Raises Unreadable."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise Unreadable(f"不是完好的 XML（第 {line} 行第 {column} 列）") from error


def serialised(root: etree._Element) -> bytes:
    """The part that `root` is the tree of, as Word writes it."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
