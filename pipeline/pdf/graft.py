"""Pages of one drawing in place of the same pages of another.

Both must be drawings of one document by one engine, so that their fonts are the same bytes.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping

import pikepdf


def grafted(pdf: bytes, other: bytes, count: int) -> bytes:
    """`pdf` with the first `count` pages drawn as in `other`, wherever the fonts agree."""
    with pikepdf.open(io.BytesIO(pdf)) as opened, pikepdf.open(io.BytesIO(other)) as source:
        for page, drawn in list(zip(opened.pages, source.pages, strict=False))[:count]:
            if _fonts(page) == _fonts(drawn):
                page.obj["/Contents"] = opened.copy_foreign(drawn.obj["/Contents"])
        target = io.BytesIO()
        opened.save(target, deterministic_id=True)
    return target.getvalue()


def is_longer(pdf: bytes, count: int) -> bool:
    """Whether a drawing of our own, which can always be opened, has more than `count` pages."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages) > count


def _fonts(page: pikepdf.Page) -> Mapping[str, str]:
    """Resource name → digest of the embedded file, which numbers the glyphs."""
    fonts: dict[str, str] = {}
    for name, font in page.resources.get("/Font", pikepdf.Dictionary()).items():
        inner = font["/DescendantFonts"][0] if "/DescendantFonts" in font else font
        descriptor = inner.get("/FontDescriptor", pikepdf.Dictionary())
        files = [descriptor[key] for key in ("/FontFile2", "/FontFile3") if key in descriptor]
        fonts[name] = hashlib.sha256(b"".join(one.read_bytes() for one in files)).hexdigest()
    return fonts
