"""Pictures on A4 pages, one to a page, with room below for text. Must not decode or change them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pikepdf

A4 = (595.28, 841.89)
MARGIN = 56.7  # 20 mm
FOOT = 85.0  # 30 mm: caption and running foot
#: Turns the stored picture upright, by EXIF orientation, as the matrix of a PDF unit square.
UPRIGHT: dict[int, tuple[int, int, int, int, int, int]] = {
    1: (1, 0, 0, 1, 0, 0), 2: (-1, 0, 0, 1, 1, 0), 3: (-1, 0, 0, -1, 1, 1), 4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1), 6: (0, -1, 1, 0, 0, 1), 7: (0, 1, 1, 0, 0, 0), 8: (0, 1, -1, 0, 1, 0),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedPhoto:
    """A picture ready for a PDF: `data` is coded as the filter says, `width`×`height` as stored."""

    data: bytes
    filter: Literal["DCTDecode", "FlateDecode"]
    colours: Literal[1, 3]
    width: int
    height: int
    orientation: int = 1

    @property
    def shown(self) -> tuple[int, int]:
        """Width and height as seen, after turning."""
        turned = self.orientation >= 5
        return (self.height, self.width) if turned else (self.width, self.height)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoSheet:
    """A4 pages; of the first, `width` is the page's, `below` the height at which the picture
    ends. `remark` is what the record must say of them, "" where all is plain."""

    pdf: bytes
    width: float
    below: float
    pages: int = 1
    remark: str = ""


def photo_sheet(photos: Sequence[CodedPhoto], remark: str = "") -> PhotoSheet:
    """Each of at least one picture on A4, upright or sideways as it is."""
    pdf = pikepdf.new()
    places = [_add(pdf, photo) for photo in photos]
    stream = io.BytesIO()
    pdf.save(stream, deterministic_id=True)
    width, below = places[0]
    return PhotoSheet(
        pdf=stream.getvalue(), width=width, below=below, pages=len(places), remark=remark
    )


def _add(pdf: pikepdf.Pdf, photo: CodedPhoto) -> tuple[float, float]:
    """One more page. The width of the page, and where the picture ends."""
    wide, high = photo.shown
    page_width, page_height = (A4[1], A4[0]) if wide > high else A4
    room = (page_width - 2 * MARGIN, page_height - MARGIN - FOOT)
    # Never below 96 dpi: a small picture blown up to A4 shows only its pixels.
    scale = min(room[0] / wide, room[1] / high, 72 / 96)
    width, height = wide * scale, high * scale
    x, y = (page_width - width) / 2, FOOT + (room[1] - height) / 2
    a, b, c, d, e, f = UPRIGHT[photo.orientation]
    matrix = (a * width, b * height, c * width, d * height, e * width + x, f * height + y)
    content = "q " + " ".join(f"{v:.3f}" for v in matrix) + " cm /Im0 Do Q\n"
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[0, 0, round(page_width, 2), round(page_height, 2)],
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=_xobject(pdf, photo))),
        Contents=pdf.make_stream(content.encode("ascii")),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    return page_width, y


def _xobject(pdf: pikepdf.Pdf, photo: CodedPhoto) -> pikepdf.Object:
    space = pikepdf.Name.DeviceGray if photo.colours == 1 else pikepdf.Name.DeviceRGB
    stream = pikepdf.Stream(
        pdf,
        photo.data,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=photo.width,
        Height=photo.height,
        ColorSpace=space,
        BitsPerComponent=8,
        Filter=pikepdf.Name(f"/{photo.filter}"),
    )
    if photo.filter == "FlateDecode":
        stream.DecodeParms = pikepdf.Dictionary(
            Predictor=15, Colors=photo.colours, BitsPerComponent=8, Columns=photo.width
        )
    return pdf.make_indirect(stream)
