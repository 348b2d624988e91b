"""A Word file of others without what leads out of it and prints nothing: links, a template.

The words of a link stay. What would fetch something that is printed (a linked picture) stays as it
is, for `package` to refuse.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from pipeline.documents.docx.xml import RELATIONSHIPS, parse, qualified, serialised

_HYPERLINK, _ATTACHED = "/hyperlink", "/attachedTemplate"
_EXTERNAL = re.compile(rb"""TargetMode\s*=\s*["']\s*External""", re.IGNORECASE)
_RELS = re.compile(r"(?P<folder>.*?)_rels/(?P<name>[^/]+)\.rels")


def unlinked(parts: Mapping[str, bytes]) -> tuple[dict[str, bytes], bool]:
    """The parts without links to elsewhere, and whether there were any that people could click.
    Raises Unreadable for a part that must be changed and is no XML."""
    changed, clickable = dict(parts), False
    for name, body in parts.items():
        found = _RELS.fullmatch(name)
        if found is None or not _EXTERNAL.search(body):
            continue
        tree = parse(body)
        dropped = {
            one.get("Id", ""): one.get("Type", "")
            for one in list(tree.iter(qualified("Relationship", space=RELATIONSHIPS)))
            if one.get("TargetMode", "").strip().lower() == "external"
            and one.get("Type", "").endswith((_HYPERLINK, _ATTACHED))
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
