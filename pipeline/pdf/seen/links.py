"""The links of a foreign page that stay: those that open a page of the web, and nothing else."""

from __future__ import annotations

import pikepdf

#: What is left of a link that only frames something, and flags under which nothing is seen.
_FRAME = frozenset(("/Type", "/Subtype", "/Rect", "/Border", "/BS", "/C", "/F", "/H"))
_UNSEEN = 2 | 32


def is_web_link(annotation: pikepdf.Object) -> bool:
    """A link that opens a page of the web and does nothing else."""
    action = annotation.get("/A")
    return (
        annotation.get("/Subtype") == pikepdf.Name.Link
        and isinstance(action, pikepdf.Dictionary)
        and action.get("/S") == pikepdf.Name.URI
        and "/Next" not in action
    )


def kept_links(page: pikepdf.Page) -> list[pikepdf.Object]:
    """The web links of `page` without what else they did, and the coloured frames of others."""
    kept = []
    for annotation in page.obj.get("/Annots", pikepdf.Array()):
        if is_web_link(annotation):
            dropped = {"/AA", "/PA", "/StructParent", "/Parent", "/Dest"}
        elif _is_frame(annotation):
            dropped = set(annotation.keys()) - _FRAME
        else:
            continue
        for key in dropped & set(annotation.keys()):
            del annotation[key]
        kept.append(annotation)
    return kept


def _is_frame(annotation: pikepdf.Object) -> bool:
    """A link that is drawn as a box in a colour: LaTeX frames all its references so."""
    flags, colour = annotation.get("/F", 0), annotation.get("/C")
    if annotation.get("/Subtype") != pikepdf.Name.Link or not isinstance(colour, pikepdf.Array):
        return False
    border, style = annotation.get("/Border"), annotation.get("/BS")
    width = style.get("/W", 1) if isinstance(style, pikepdf.Dictionary) else 1
    if isinstance(border, pikepdf.Array) and len(border) > 2 and "/BS" not in annotation:
        width = border[2]
    hidden = isinstance(flags, int) and flags & _UNSEEN
    return len(colour) > 0 and width != 0 and not hidden
