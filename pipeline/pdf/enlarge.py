"""Pages printed larger than they are drawn: a plaque of 600 mm on a page that Word can open."""

from __future__ import annotations

import io

import pikepdf


def enlarged(pdf: bytes, factor: int) -> bytes:
    """The same pages, `factor` times as wide and high. Lossless: one matrix before the content."""
    if factor == 1:
        return pdf
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            for name in ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox"):
                if name in page.obj:
                    sides = page.obj[name].as_list()
                    page.obj[name] = pikepdf.Array([factor * float(side) for side in sides])
            page.contents_add(b"q %d 0 0 %d 0 0 cm\n" % (factor, factor), prepend=True)
            page.contents_add(b"\nQ", prepend=False)
        target = io.BytesIO()
        opened.save(target, deterministic_id=True)
    return target.getvalue()
