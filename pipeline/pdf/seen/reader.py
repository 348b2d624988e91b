"""Pages drawn as a reader shows them: annotations, form fields, layers. The only importer of
pypdfium2.

The machine's faces are never asked (`faces`): the same file gives the same picture on every machine
with the same library. Must not decide what is worth a picture.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

import pypdfium2
from pypdfium2 import raw

from pipeline.pdf.seen import faces
from pipeline.pdf.seen.unshowable import CANNOT, Unshowable

DPI = 200
#: A sheet larger than A2 gets fewer dots for the inch: one picture in memory, not a wall of them.
MOST_PIXELS = 16_000_000
#: Of the table of a font file that begins a collection; ours are no collections.
_COLLECTION = 0x74746366
#: Text rendering mode of letters that are not drawn: below a scan, what was recognised in it.
_UNSEEN = 3


@dataclass(frozen=True, slots=True)
class Shot:
    """One page as seen, upright: `rgb` is rows of three bytes for each dot, without padding."""

    rgb: bytes
    width: int
    height: int
    dpi: int


@dataclass(frozen=True, slots=True)
class ShownLetter:
    """A character where it stands, in the page's own coordinates (points, before any turn).

    (x, y) starts its baseline; `end` is where it ends along the writing; `size` the height.
    `angle` counts in radians against the clock. `lent`: it is drawn in a face that is
    not in the file.
    """

    text: str
    x: float
    y: float
    advance: float
    size: float
    angle: float
    lent: bool


class Reader:
    """An opened PDF. Close it, or use it in a `with`."""

    def __init__(self, data: bytes) -> None:
        _own_faces()
        try:
            self._pdf = pypdfium2.PdfDocument(data)
            self._pdf.init_forms()
            self.pages = len(self._pdf)
        except pypdfium2.PdfiumError as error:
            raise Unshowable(CANNOT) from error

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self._pdf.close()

    def show(self, index: int) -> tuple[Shot, tuple[ShownLetter, ...]]:
        """Page `index` (from 0) as a picture, and the characters on it. Raises Unshowable."""
        try:
            page = self._pdf[index]
        except (pypdfium2.PdfiumError, IndexError) as error:
            raise Unshowable(CANNOT) from error
        try:
            wide, high = page.get_size()
            if not (wide > 0 and high > 0 and math.isfinite(wide * high)):
                raise Unshowable(CANNOT)
            scale = min(DPI / 72, math.sqrt(MOST_PIXELS / (wide * high)))
            bitmap = page.render(scale=scale, rev_byteorder=True)
            try:
                shot = Shot(_packed(bitmap), bitmap.width, bitmap.height, round(scale * 72))
            finally:
                bitmap.close()
            return shot, tuple(_letters(page))
        except (pypdfium2.PdfiumError, ValueError) as error:
            raise Unshowable(CANNOT) from error
        finally:
            page.close()


def opens(data: bytes, pages: int) -> bool:
    """Whether the reader opens `data` and finds as many pages in it."""
    try:
        with Reader(data) as reader:
            return reader.pages == pages
    except Unshowable:
        return False


def _packed(bitmap: pypdfium2.PdfBitmap) -> bytes:
    row, stride = bitmap.width * bitmap.n_channels, bitmap.stride
    whole = bytes(bitmap.buffer)
    if stride == row:
        return whole
    return b"".join(whole[at : at + row] for at in range(0, stride * bitmap.height, stride))


def _letters(page: pypdfium2.PdfPage) -> Iterator[ShownLetter]:
    text = page.get_textpage()
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    embedded: dict[int, bool] = {}
    before: ShownLetter | None = None
    high_half = 0
    try:
        for at in range(text.count_chars()):
            code, high = raw.FPDFText_GetUnicode(text, at), high_half
            high_half = code if 0xD800 <= code < 0xDC00 else 0
            if high and 0xDC00 <= code < 0xE000:  # a rare character comes in two halves
                code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
            if code < 32 or 0xD800 <= code < 0xE000 or code in (0xFFFD, 0xFFFE, 0xFFFF):
                continue
            if raw.FPDFText_IsGenerated(text, at) == 1:
                if before is not None:  # a blank between words that the page leaves empty
                    yield replace(
                        before,
                        text=" ",
                        x=before.x + before.advance * math.cos(before.angle),
                        y=before.y + before.advance * math.sin(before.angle),
                        advance=0.0,
                        lent=False,
                    )
                continue
            if not raw.FPDFText_GetCharOrigin(text, at, x, y):
                continue
            raw.FPDFText_GetLooseCharBox(text, at, box)
            angle = max(0.0, raw.FPDFText_GetCharAngle(text, at))
            upright = abs(math.cos(angle)) >= abs(math.sin(angle))
            wide, tall = box.right - box.left, box.top - box.bottom
            before = ShownLetter(
                text=chr(code),
                x=x.value,
                y=y.value,
                advance=wide if upright else tall,
                size=tall if upright else wide,
                angle=angle,
                lent=not _embedded(text, at, embedded),
            )
            yield before
    finally:
        text.close()


def _embedded(text: pypdfium2.PdfTextPage, at: int, known: dict[int, bool]) -> bool:
    part = raw.FPDFText_GetTextObject(text, at)
    if not part or raw.FPDFTextObj_GetTextRenderMode(part) == _UNSEEN:
        return True
    font = raw.FPDFTextObj_GetFont(part)
    key = ctypes.cast(font, ctypes.c_void_p).value or 0
    if key not in known:
        known[key] = bool(font) and raw.FPDFFont_GetIsEmbedded(font) == 1
    return known[key]


@cache
def _own_faces() -> tuple[object, ...]:
    """Tell the library, once for this process, where faces come from; keeps what it calls back."""
    names: list[str] = []

    def map_font(
        _: object,
        weight: int,
        italic: int,
        charset: int,
        pitch: int,
        face: ctypes.c_void_p,
        exact: object,
    ) -> int | None:
        file = faces.file_for(ctypes.cast(face, ctypes.c_char_p).value or b"", charset, weight)
        if file is None:
            return None
        if file not in names:
            names.append(file)
        return names.index(file) + 1

    def font_data(_: object, handle: int, table: int, buffer: ctypes.c_void_p, size: int) -> int:
        if table == _COLLECTION:
            return 0
        data = _table(names[handle - 1], table)
        if buffer and size >= len(data):
            ctypes.memmove(ctypes.cast(buffer, ctypes.c_void_p), data, len(data))
        return len(data)

    def face_name(_: object, handle: int, buffer: ctypes.c_void_p, size: int) -> int:
        name = names[handle - 1].encode() + b"\0"
        if buffer and size >= len(name):
            ctypes.memmove(ctypes.cast(buffer, ctypes.c_void_p), name, len(name))
        return len(name)

    calls: dict[str, Callable[..., int | None]] = {
        "Release": lambda _: None,
        "MapFont": map_font,
        "GetFont": lambda _, face: None,
        "GetFontData": font_data,
        "GetFaceName": face_name,
        "GetFontCharset": lambda _, handle: 134,
        "DeleteFont": lambda _, handle: None,
    }
    # Version 2 asks for faces one by one; version 1 would first want a list of all.
    source = raw.FPDF_SYSFONTINFO(version=2)
    kinds = dict(raw.FPDF_SYSFONTINFO._fields_)
    kept = [source]
    for name, call in calls.items():
        kept.append(kinds[name](call))
        setattr(source, name, kept[-1])
    raw.FPDF_SetSystemFontInfo(source)
    return tuple(kept)


@cache
def _table(file: str, tag: int) -> bytes:
    """A bundled face's file (`tag` 0) or one table of it (OpenType: offset table)."""
    whole = (faces.BUNDLED / file).read_bytes()
    if tag == 0:
        return whole
    for at in range(12, 12 + 16 * int.from_bytes(whole[4:6], "big"), 16):
        if int.from_bytes(whole[at : at + 4], "big") == tag:
            start = int.from_bytes(whole[at + 8 : at + 12], "big")
            return whole[start : start + int.from_bytes(whole[at + 12 : at + 16], "big")]
    return b""
