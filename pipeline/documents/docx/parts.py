"""Content types and relationships: which parts hold text, and how a photo joins a document.

Knows OPC markup only. New lines are added in a fixed order, so the same photos give the same
bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from pipeline.documents.docx.package import BODY, CONTENT_TYPES, ZipEntry, relationships_of
from pipeline.documents.docx.photo import IMAGE_RELATIONSHIP, Photo
from pipeline.documents.docx.xml import RELATIONSHIPS, TYPES, parse, qualified, serialised

CORE_PROPERTIES = "docProps/core.xml"
_OVERRIDE, _DEFAULT = (qualified(one, space=TYPES) for one in ("Override", "Default"))
_TEXT_TYPES = ("document.main+xml", "header+xml", "footer+xml", "footnotes+xml", "endnotes+xml")


def text_parts(parts: Mapping[str, bytes]) -> list[str]:
    """Body, headers, footers and notes, the body first. Raises Unreadable."""
    declared = {
        (one.get("PartName") or "").lstrip("/")
        for one in parse(parts[CONTENT_TYPES]).iter(_OVERRIDE)
        if (one.get("ContentType") or "").endswith(_TEXT_TYPES)
    }
    found = sorted(declared & parts.keys(), key=lambda one: (one != BODY, one))
    return [*found, CORE_PROPERTIES] if CORE_PROPERTIES in parts else found


def with_photos(
    wiring: Mapping[str, bytes], photos: Mapping[str, tuple[Photo, ...]]
) -> list[ZipEntry]:
    """The entries that `photos` (by the part that shows them) add or change."""
    if not photos:
        return []
    shown = {one.part: one for some in photos.values() for one in some}
    entries = [ZipEntry.of(name, one.data, store=True) for name, one in sorted(shown.items())]
    kinds = {one.media for one in shown.values()}
    entries.append(ZipEntry.of(CONTENT_TYPES, _with_types(wiring[CONTENT_TYPES], kinds)))
    for part, some in photos.items():
        name = relationships_of(part)
        entries.append(ZipEntry.of(name, _with_relationships(wiring.get(name), some)))
    return entries


def _with_types(original: bytes, kinds: Iterable[str]) -> bytes:
    root = parse(original)
    known = {(one.get("Extension") or "").lower() for one in root.iter(_DEFAULT)}
    for kind in sorted(set(kinds) - known):
        root.insert(0, etree.Element(_DEFAULT, Extension=kind, ContentType=f"image/{kind}"))
    return serialised(root)


def _with_relationships(original: bytes | None, photos: Iterable[Photo]) -> bytes:
    root = parse(original or f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode())
    for identity, target in sorted({(one.relationship, one.part) for one in photos}):
        etree.SubElement(
            root,
            qualified("Relationship", space=RELATIONSHIPS),
            Id=identity,
            Type=IMAGE_RELATIONSHIP,
            Target=f"/{target}",
        )
    return serialised(root)
