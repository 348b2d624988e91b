"""Pages of an opened PDF replaced by pictures of what a reader shows.

Keeps web links and the text (invisibly). Must not decide which pages need it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import pikepdf

from pipeline.pdf.seen import faces
from pipeline.pdf.seen.links import kept_links
from pipeline.pdf.seen.reader import Reader
from pipeline.pdf.seen.sheet import finish, lay
from pipeline.pdf.seen.unseen import Unseen
from pipeline.pdf.seen.unshowable import CANNOT, Unshowable

#: Pages of one file that are pictured: up to 0.15 s of the processor and 0.6 MB each (measured).
MOST_PICTURED = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictured:
    """`dpi` of the coarsest picture; `text`: whether any text lies over them; `lent`: whether a
    letter was drawn in another face; `missing`: characters of which no face here has a shape."""

    dpi: int
    text: bool
    lent: bool
    missing: tuple[str, ...]


def picture(
    pdf: pikepdf.Pdf, source: bytes, which: Sequence[int], *, keep_text: bool = True
) -> Pictured:
    """Replace the pages `which` (from 0) of `pdf` by those of `source`, the same file.

    `keep_text` is false where a reader hides some of it. Raises Unshowable.
    """
    if len(which) > MOST_PICTURED:
        raise Unshowable(f"要绘成图片的页过多（{len(which)} 页，超过 {MOST_PICTURED} 页）")
    if any(_speechless(one) for one in pdf.objects):
        raise Unshowable("有字体没有嵌入，也没有说明字义，画出的会是别的字")
    unseen, links = Unseen(), {index: kept_links(pdf.pages[index]) for index in which}
    finest, seen, lent, missing = 10_000, False, False, dict[str, None]()
    with Reader(source) as reader:
        if reader.pages != len(pdf.pages):
            raise Unshowable(CANNOT)
        for index in which:
            shot, letters = reader.show(index)
            finest = min(finest, shot.dpi)
            borrowed = [one.text for one in letters if one.lent]
            lent = lent or bool(borrowed)
            missing.update(dict.fromkeys(one for one in borrowed if _shapeless(one)))
            kept = letters if keep_text else ()
            seen = seen or bool(kept)
            lay(pdf, pdf.pages[index], shot, kept, unseen, links[index])
    finish(pdf, [pdf.pages[index] for index in which], unseen)
    return Pictured(dpi=finest, text=seen, lent=lent, missing=tuple(missing))


def _speechless(font: pikepdf.Object) -> bool:
    """A face that is not in the file, whose codes are its own numbers and mean nothing here."""
    if not isinstance(font, pikepdf.Dictionary) or font.get("/Subtype") != pikepdf.Name.Type0:
        return False
    inner = font.get("/DescendantFonts", pikepdf.Array())
    if "/ToUnicode" in font or not str(font.get("/Encoding", "")).startswith("/Identity"):
        return False
    described = inner[0].get("/FontDescriptor", pikepdf.Dictionary())
    ordering = str(inner[0].get("/CIDSystemInfo", pikepdf.Dictionary()).get("/Ordering", ""))
    carried = any(key in described for key in ("/FontFile2", "/FontFile3", "/FontFile"))
    return not carried and ordering in ("Identity", "UCS", "")


@cache
def _drawable() -> frozenset[str]:
    return frozenset((faces.BUNDLED / "characters.txt").read_text(encoding="utf-8"))


def _shapeless(character: str) -> bool:
    """A character beyond the Latin faces of the reader that the bundled ones do not have."""
    return ord(character) >= 0x2E80 and character not in _drawable()
