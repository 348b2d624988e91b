"""Layers of a PDF (ISO 32000-1, 8.11): whether a reader hides any, and a file without them."""

from __future__ import annotations

import re

import pikepdf

#: Where a layer's drawing begins; it ends like any other marked content.
_BEGIN = re.compile(rb"/OC\s*/[^\s/<>\[\]()]+\s*BDC\b")


def may_hide(pdf: pikepdf.Pdf) -> bool:
    """Whether leaving out the settings of its layers would change what is seen."""
    settings = pdf.Root.get("/OCProperties")
    if settings is None:
        return False
    if not isinstance(settings, pikepdf.Dictionary):
        return True
    usual = settings.get("/D", pikepdf.Dictionary())
    if not isinstance(usual, pikepdf.Dictionary):
        return True
    base = usual.get("/BaseState", pikepdf.Name.ON)
    turned = [usual.get(key) for key in ("/OFF", "/AS")]
    if base != pikepdf.Name.ON or any(
        isinstance(one, pikepdf.Array) and len(one) for one in turned
    ):
        return True
    return any(_depends(one) for one in pdf.objects)


def _depends(one: pikepdf.Object) -> bool:
    """A membership that is not simply shown while its layers are."""
    if not isinstance(one, pikepdf.Dictionary) or one.get("/Type") != pikepdf.Name.OCMD:
        return False
    policy = one.get("/P", pikepdf.Name.AnyOn)
    return "/VE" in one or policy not in (pikepdf.Name.AnyOn, pikepdf.Name.AllOn)


def merge(pdf: pikepdf.Pdf) -> None:
    """Make drawing like any other of layers that are all shown."""
    if "/OCProperties" not in pdf.Root:
        return
    for page in pdf.pages:
        page.contents_coalesce()
        if isinstance(content := page.obj.get("/Contents"), pikepdf.Stream):
            _unlayer(content)
    for one in pdf.objects:
        if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == pikepdf.Name.Form:
            _unlayer(one)
        if isinstance(one, pikepdf.Stream | pikepdf.Dictionary):
            for table in (one, one.get("/Resources")):
                _forget(table)
            if "/OC" in one and "/Subtype" in one:
                del one["/OC"]


def _unlayer(content: pikepdf.Stream) -> None:
    said = content.read_bytes()
    if b"/OC" in said:
        content.write(_BEGIN.sub(b"/Span BMC", said))


def _forget(resources: object) -> None:
    """Drop the names of layers from `resources`, if they are resources."""
    if not isinstance(resources, pikepdf.Dictionary):
        return
    named = resources.get("/Properties")
    if not isinstance(named, pikepdf.Dictionary):
        return
    for key in list(named.keys()):
        kind = named[key].get("/Type") if isinstance(named[key], pikepdf.Dictionary) else None
        if kind in (pikepdf.Name.OCG, pikepdf.Name.OCMD):
            del named[key]
    if not len(named.keys()):
        del resources["/Properties"]
