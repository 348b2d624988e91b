"""A Word file of others without what prints nothing: links, its template, a printer's settings.

The words of a link stay. What would fetch something that is printed (a linked picture) stays as it
is, for `package` to refuse.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from pipeline.documents.docx.xml import RELATIONSHIPS, parse, qualified, serialised

_HYPERLINK, _ATTACHED, _PRINTER = "/hyperlink", "/attachedTemplate", "/printerSettings"
_EXTERNAL = re.compile(rb"""TargetMode\s*=\s*["']\s*External""", re.IGNORECASE)
_PRINTED = re.compile(r"word/printerSettings/")
_RELS = re.compile(r"(?P<folder>.*?)_rels/(?P<name>[^/]+)\.rels")


def unlinked(parts: Mapping[str, bytes]) -> tuple[dict[str, bytes], bool]:
    """The parts without all that, and whether there was a link that people could click. Raises
    Unreadable for a part that must be changed and is no XML."""
    changed, clickable = {k: v for k, v in parts.items() if not _PRINTED.match(k)}, False
    for name, body in parts.items():
        found = _RELS.fullmatch(name)
        if found is None or not (_EXTERNAL.search(body) or _PRINTER.encode() in body):
            continue
        tree = parse(body)
        dropped = {
            one.get("Id", ""): one.get("Type", "")
            for one in list(tree.iter(qualified("Relationship", space=RELATIONSHIPS)))
            if one.get("Type", "").endswith(_PRINTER)
            or (_leads_out(one) and one.get("Type", "").endswith((_HYPERLINK, _ATTACHED)))
        }
        for one in list(tree):
            if one.get("Id") in dropped:
                tree.remove(one)
        changed[name] = serialised(tree)
        clickable = clickable or any(one.endswith(_HYPERLINK) for one in dropped.values())
        owner = found["folder"] + found["name"]
        if dropped and owner in changed:
            changed[owner] = _without(changed[owner], frozenset(dropped))
    return changed, clickable


def _leads_out(relationship: etree._Element) -> bool:
    return bool(relationship.get("TargetMode", "").strip().lower() == "external")


def _without(xml: bytes, gone: frozenset[str]) -> bytes:
    """A part in which nothing names the relationships `gone`: w:hyperlink is a wrapper of words
    and stays; what else has such an id is the link itself."""
    tree = parse(xml)
    for node in list(tree.iter(etree.Element)):
        for key in [k for k, v in node.attrib.items() if v in gone and _is_relation(str(k))]:
            above = node.getparent()
            if str(node.tag).endswith("}hyperlink") or above is None:
                del node.attrib[key]
            else:
                above.remove(node)
                break
    return serialised(tree)


def _is_relation(attribute: str) -> bool:
    return attribute.startswith("{") and "/relationships}" in attribute
