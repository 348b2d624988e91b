"""Pages of a bundle against the PDF that was bound there: drawing, pictures, letterforms.

Binding keeps a page's drawing as it is and lays only the foot over it (`assemble`), so both can be
held side by side without making anything again: a later version of this program, that might bind
otherwise, accuses nobody. Annotations that were drawn onto the page stand behind its drawing.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Self

import pikepdf
from pikepdf.models.image import UnsupportedImageTypeError
from PIL.Image import Image

from pipeline.pdf.compare.likeness import alike, alike_image, alike_shown
from pipeline.pdf.compare.streams import decoded, same
from pipeline.pdf.inherited import inherited

_FAULTS = (
    pikepdf.PdfError,
    pikepdf.PasswordError,
    RecursionError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    IndexError,
)
#: What pikepdf raises besides for pictures that it cannot draw.
_UNDRAWN = (UnsupportedImageTypeError, NotImplementedError, OSError, MemoryError)
#: A page of a PDF (from 0) as a reader shows it: its RGB pixels, upright, and their columns and
#: rows; None if it cannot be shown.
Shown = Callable[[bytes, int], tuple[bytes, tuple[int, int]] | None]
#: The first thing drawn on a page that is a picture of one, whole.
_PICTURE = re.compile(rb"\s*q [-0-9. ]+ cm /(\w+) Do Q(?:\s|$)")
#: Forms in forms in forms: deeper ones are not followed.
_DEPTH = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """What a comparison found. `pages` of the file, 0: it cannot be opened; `other`: its pages
    (from 1) that show something else in the bundle; `pictured`: those that stand there as a
    picture; `unknown`: those that could not be compared, pictures among them where nobody shows
    the page."""

    pages: int
    other: tuple[int, ...] = ()
    pictured: tuple[int, ...] = ()
    unknown: tuple[int, ...] = ()


class BoundPages:
    """An opened bundle; a `with` block closes it. Raises ValueError if it cannot be opened.

    `shown` draws pages, for those that were bound as a picture."""

    def __init__(self, bundle: bytes, shown: Shown | None = None) -> None:
        self._shown = shown
        try:
            self._pdf = pikepdf.open(io.BytesIO(bundle))
        except _FAULTS as error:
            raise ValueError("no PDF") from error
        self._known: dict[tuple[object, ...], bool] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pdf.close()

    def against_pdf(self, data: bytes, first: int, count: int) -> Against:
        """Hold `count` pages from `first` (from 1) against the PDF `data`."""
        try:
            with pikepdf.open(io.BytesIO(data)) as source:
                pages = len(source.pages)
                if pages != count:
                    return Against(pages=pages)
                self._known.clear()  # numbers of objects are those of one file
                found: dict[str, list[int]] = {"other": [], "pictured": [], "unknown": []}
                for at in range(count):
                    verdict = self._verdict(first + at, source.pages[at])
                    if verdict:
                        found[verdict].append(at + 1)
                    if verdict == "pictured" and (
                        seen := self._as_shown(first + at, data, at, source.pages[at])
                    ):
                        found[seen].append(at + 1)
                return Against(pages=pages, **{key: tuple(of) for key, of in found.items()})
        except _FAULTS:
            return Against(pages=0)

    def against_picture(self, data: bytes, first: int, count: int) -> Against:
        """Hold `count` pages from `first` against the photo or scan `data`."""
        other, unknown = [], []
        for at in range(count):
            image = self._only_picture(first + at)
            seen = None if image is None else _seen(image, data, at)
            if image is None or seen is False:
                other.append(at + 1)
            elif seen is None:
                unknown.append(at + 1)
        return Against(pages=count, other=tuple(other), unknown=tuple(unknown))

    def _verdict(self, number: int, page: pikepdf.Page) -> str:
        form = self._form(number)
        if form is None:
            return "other"
        bound, own = decoded(form), _drawing(page)
        if bound is None or own is None:
            return "unknown"
        extended = "/Annots" in page.obj and _words(own) in _words(bound)
        if _words(bound) == _words(own) or extended:
            shown = inherited(page.obj, "/Resources")
            agree = shown is None or self._resources(form.get("/Resources"), shown, _DEPTH)
            return "" if agree else "other"
        picture = _PICTURE.match(bound)
        return "pictured" if picture and _fills(form, bound) else "other"

    def _as_shown(self, number: int, data: bytes, at: int, own: pikepdf.Page) -> str:
        """What there is to say of a page that stands in the bundle as a picture."""
        image, page = self._only_picture(number), self._shown and self._shown(data, at)
        drawn = None if image is None else _drawn(image)
        same_look = alike_shown(drawn, *page) if drawn is not None and page else None
        if same_look:
            return ""
        # Of marks without a look of their own, each reader makes what it likes, or nothing.
        return "unknown" if same_look is None or "/Annots" in own.obj else "other"

    def _form(self, number: int) -> pikepdf.Stream | None:
        """The page as it was bound, without its foot."""
        try:
            form = self._pdf.pages[number - 1].obj.Resources.XObject.ArchivePage
        except _FAULTS:
            return None
        return form if isinstance(form, pikepdf.Stream) else None

    def _only_picture(self, number: int) -> pikepdf.Stream | None:
        form = self._form(number)
        objects = _entries(form.get("/Resources") if form is not None else None, "/XObject")
        pictures = [one for one in objects.values() if one.get("/Subtype") == pikepdf.Name.Image]
        return (
            pictures[0] if len(pictures) == 1 and isinstance(pictures[0], pikepdf.Stream) else None
        )

    def _resources(self, bound: object, own: object, depth: int) -> bool:
        """Whether each picture, form and face that the file's page names is the same here."""
        return all(
            self._same_once(_entries(bound, kind).get(name), one, depth)
            for kind in ("/XObject", "/Font")
            for name, one in _entries(own, kind).items()
        )

    def _same_once(self, bound: object, own: pikepdf.Object, depth: int) -> bool:
        """Pages share their pictures and faces: each is compared once."""
        if not isinstance(bound, pikepdf.Object):
            return False
        key = (bound.objgen, own.objgen)
        if (0, 0) in key:
            return self._same_thing(bound, own, depth)
        if key not in self._known:
            self._known[key] = True  # until it is known: a form can hold itself
            self._known[key] = self._same_thing(bound, own, depth)
        return self._known[key]

    def _same_thing(self, bound: pikepdf.Object, own: pikepdf.Object, depth: int) -> bool:
        if isinstance(own, pikepdf.Stream):
            if not isinstance(bound, pikepdf.Stream) or not same(bound, own):
                return False
            inner = own.get("/Resources")
            return (
                not depth
                or inner is None
                or self._resources(bound.get("/Resources"), inner, depth - 1)
            )
        theirs = list(_programs(bound))
        return all(
            at < len(theirs) and same(theirs[at], one) for at, one in enumerate(_programs(own))
        )


def _seen(image: pikepdf.Stream, data: bytes, frame: int) -> bool | None:
    """Whether the picture in the bundle is the one in the file; None: nobody can tell."""
    if str(image.get("/Filter", "")) == "/DCTDecode":
        coded = image.read_raw_bytes()
        scan = coded.find(b"\xff\xda")
        if scan >= 0 and coded[scan:-2] in data:  # taken over as it is, but for camera data
            return True
        return alike(coded, data, frame)
    drawn = _drawn(image)
    return None if drawn is None else alike_image(drawn, data, frame)


def _drawn(image: pikepdf.Stream) -> Image | None:
    try:
        return pikepdf.PdfImage(image).as_pil_image()
    except (*_FAULTS, *_UNDRAWN):
        return None


def _drawing(page: pikepdf.Page) -> bytes | None:
    contents = page.obj.get("/Contents")
    streams = list(contents.as_list()) if isinstance(contents, pikepdf.Array) else [contents]
    parts = [decoded(one) for one in streams if isinstance(one, pikepdf.Stream)]
    return None if None in parts else b"\n".join(part for part in parts if part is not None)


def _words(drawing: bytes) -> bytes:
    return b" ".join(drawing.split())


def _fills(form: pikepdf.Stream, drawing: bytes) -> bool:
    """Whether the picture drawn first covers the whole page."""
    numbers = [float(one) for one in drawing.split()[1:7]]
    x0, y0, x1, y1 = (float(one) for one in form.BBox.as_list())
    wide, high = abs(numbers[0]), abs(numbers[3])
    return wide >= 0.98 * abs(x1 - x0) and high >= 0.98 * abs(y1 - y0)


def _entries(resources: object, kind: str) -> dict[str, pikepdf.Object]:
    if not isinstance(resources, pikepdf.Dictionary):
        return {}
    named = resources.get(kind)
    return dict(named.items()) if isinstance(named, pikepdf.Dictionary) else {}


def _programs(font: pikepdf.Object) -> Iterator[pikepdf.Stream]:
    """The streams that hold the letterforms of a font: its program, or its drawn glyphs."""
    if not isinstance(font, pikepdf.Dictionary):
        return
    below = font.get("/DescendantFonts")
    holders = [font, *(below.as_list() if isinstance(below, pikepdf.Array) else ())]
    for holder in holders:
        descriptor = holder.get("/FontDescriptor", pikepdf.Dictionary())
        for key in ("/FontFile", "/FontFile2", "/FontFile3"):
            if isinstance(descriptor.get(key), pikepdf.Stream):
                yield descriptor[key]
    glyphs = _entries(font, "/CharProcs")
    yield from (one for _, one in sorted(glyphs.items()) if isinstance(one, pikepdf.Stream))
