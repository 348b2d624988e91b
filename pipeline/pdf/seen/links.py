"""The links of a foreign page that stay: those that open a page of the web, and nothing else."""

from __future__ import annotations

import pikepdf


def is_web_link(annotation: pikepdf.Object) -> bool:
    """A link that opens a page of the web and does nothing else."""
    action = annotation.get("/A")
    return (
        annotation.get("/Subtype") == pikepdf.Name.Link
        and isinstance(action, pikepdf.Dictionary)
        and action.get("/S") == pikepdf.Name.URI
        and "/Next" not in action
    )


def web_links(page: pikepdf.Page) -> list[pikepdf.Object]:
    """The links of `page` that stay, without what else they did."""
    kept = [a for a in page.obj.get("/Annots", pikepdf.Array()) if is_web_link(a)]
    for annotation in kept:
        for key in ("/AA", "/PA", "/StructParent", "/Parent", "/Dest"):
            if key in annotation:
                del annotation[key]
    return kept
