"""Marks a finished docx as a draft: a line at the head of every page, in every section.

For documents that were blocked and made all the same: one that leaves the office must say so by
itself. Works on the bytes, so no template needs to provide for it. Must not touch the body.
"""

from __future__ import annotations

from lxml import etree

from pipeline.documents.docx.package import (
    BODY,
    CONTENT_TYPES,
    ZipEntry,
    read_package,
    relationships_of,
    write_package,
)
from pipeline.documents.docx.xml import (
    OFFICE,
    RELATIONSHIPS,
    TYPES,
    WORD,
    parse,
    qualified,
    serialised,
)

MARK = "草稿　未经审核，不得使用"
_HEADER = "word/headerDraft.xml"
_REFERENCE, _TYPE = qualified("headerReference"), qualified("type")
_LINK = qualified("id", space=OFFICE)
_HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_IDENTITY = "headerDraft"
#: Kinds of page a section may have a header of its own for.
_PAGES = ("default", "even", "first")
_A4_WIDTH = 11906


def _line(width: int) -> bytes:
    """MARK in red 黑体, 16 pt on an A4 page and as much larger as the page is wider (a plaque)."""
    half_points = max(32, round(32 * width / _A4_WIDTH))
    return _LINE.format(size=half_points).encode()


_LINE = (
    f'<w:p xmlns:w="{WORD}"><w:pPr><w:spacing w:before="0" w:after="0" w:line="240"'
    ' w:lineRule="auto"/><w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="center"/>'
    '</w:pPr><w:r><w:rPr><w:rFonts w:ascii="黑体" w:hAnsi="黑体" w:eastAsia="黑体" w:cs="黑体"/>'
    '<w:color w:val="FF0000"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    f"<w:t>{MARK}</w:t></w:r></w:p>"
)


def marked_as_draft(docx: bytes) -> bytes:
    """`docx` with MARK at the head of each page. Raises BadPackage, Unreadable."""
    parts = read_package(docx)
    main = parse(parts[BODY])
    links_part = relationships_of(BODY)
    links = parse(parts[links_part])
    targets = {one.get("Id"): _part(one.get("Target") or "") for one in links}
    widths = (int(one.get(qualified("w"), 0)) for one in main.iter(qualified("pgSz")))
    line = _line(max(widths, default=0))
    changed: dict[str, etree._Element] = {BODY: main}
    for section in main.iter(qualified("sectPr")):
        present = {one.get(_TYPE): one for one in section.iter(_REFERENCE)}
        for page in _PAGES:
            if page in present:
                name = targets[present[page].get(_LINK)]
                changed.setdefault(name, parse(parts[name]))
            else:
                reference = etree.Element(_REFERENCE)
                reference.set(_TYPE, page)
                reference.set(_LINK, _IDENTITY)
                section.insert(0, reference)
    for name, root in changed.items():
        if name != BODY:
            root.insert(0, parse(line))
    etree.SubElement(
        links,
        qualified("Relationship", space=RELATIONSHIPS),
        Id=_IDENTITY,
        Type=f"{OFFICE}/header",
        Target="headerDraft.xml",
    )
    types = parse(parts[CONTENT_TYPES])
    etree.SubElement(
        types,
        qualified("Override", space=TYPES),
        PartName=f"/{_HEADER}",
        ContentType=_HEADER_TYPE,
    )
    header = etree.Element(qualified("hdr"), nsmap={"w": WORD})
    header.append(parse(line))
    changed |= {links_part: links, CONTENT_TYPES: types, _HEADER: header}
    written = {name: serialised(root) for name, root in changed.items()}
    return write_package(ZipEntry.of(name, body) for name, body in (parts | written).items())


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"word/{target}"
