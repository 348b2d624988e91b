"""Photos and scans from evidence: read whole, turned upright, in sRGB, fitted to A4.

A JPEG that needs nothing goes in byte for byte as far as its picture goes; only its segments with
camera data and location are left out. Must not judge what a picture shows, and never raises for a
bad file: a fault is the value `ImageFault`.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
import zlib
from dataclasses import dataclass
from typing import Literal

import pikepdf
from PIL import Image, ImageCms, ImageOps

#: A 109 KB PNG can hold 900 megapixels (measured); no office scanner or phone gives more than this.
MOST_PIXELS = 80_000_000
#: 300 dpi over the long side of A4: more detail stays in the original beside the bundle.
LONG_SIDE = 3508
A4 = (595.28, 841.89)
MARGIN = 56.7  # 20 mm
FOOT = 85.0  # 30 mm: caption and running foot
#: Turns the stored picture upright, by EXIF orientation, as the matrix of a PDF unit square.
UPRIGHT: dict[int, tuple[int, int, int, int, int, int]] = {
    1: (1, 0, 0, 1, 0, 0), 2: (-1, 0, 0, 1, 1, 0), 3: (-1, 0, 0, -1, 1, 1), 4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1), 6: (0, -1, 1, 0, 0, 1), 7: (0, 1, 1, 0, 0, 0), 8: (0, 1, -1, 0, 1, 0),
}  # fmt: skip

#: By their first bytes, what people take for a picture or a PDF.
_OTHERS = tuple(
    (re.compile(start, re.DOTALL), name) for start, name in (
        (rb".{4}ftyp(?:hei|hev|mif|avif)", "HEIC 格式的照片"),
        (rb"RIFF.{4}WEBP", "WebP 格式的图片"), (rb"GIF8", "GIF 格式的图片"),
        (rb"BM", "BMP 格式的图片"), (rb"II\*\0|MM\0\*", "TIFF 格式的图片"),
        (rb"PK\x03\x04", "Office 文件或压缩包"), (rb"\xd0\xcf\x11\xe0", "旧版 Office 文件"),
        (rb"\Z", "空文件"),
    )
)  # fmt: skip
#: What Pillow raises for files that are damaged in one way or another.
FAULTS = (
    OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, struct.error,
    zlib.error, ImageCms.PyCMSError, Image.DecompressionBombError, MemoryError,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageFault:
    """Why a picture cannot be used, in Chinese."""

    reason: str


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


def read_photo(data: bytes) -> CodedPhoto | ImageFault:
    """Decode `data` (JPEG or PNG by content) to the last pixel and make it fit for PDF/A."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as image:
                if image.width * image.height > MOST_PIXELS:
                    return ImageFault(reason=f"图片过大：{image.width}×{image.height} 像素")
                image.load()
                return _photo(image, data)
    except (Image.DecompressionBombError, MemoryError):
        return ImageFault(reason="图片过大")
    except FAULTS:
        return ImageFault(reason=_why(data))


def _why(data: bytes) -> str:
    for start, name in _OTHERS:
        if start.match(data):
            return f"{name}，不能直接编入：请另附 PDF、JPEG 或 PNG"
    return "图片已损坏或不完整，也可能不是 JPEG、PNG"


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """An upright JPEG without camera data or location, for a page of an office document."""

    data: bytes
    width: int
    height: int


def office_print(data: bytes, longest: int) -> Print | ImageFault:
    """`data` as a person looks at it, at most `longest` pixels along its long side."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as image:
                if image.width * image.height > MOST_PIXELS:
                    return ImageFault(reason=f"图片过大：{image.width}×{image.height} 像素")
                image.load()
                upright = _srgb(ImageOps.exif_transpose(image))
    except FAULTS:
        return ImageFault(reason=_why(data))
    upright.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    stream = io.BytesIO()
    upright.save(stream, "JPEG", quality=85)
    return Print(data=stream.getvalue(), width=upright.width, height=upright.height)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoSheet:
    """One A4 page; `width` is the page's, `below` the height at which the picture ends."""

    pdf: bytes
    width: float
    below: float


def photo_sheet(photo: CodedPhoto) -> PhotoSheet:
    """The picture on A4, upright or sideways as the picture is, with room below for text."""
    pdf = pikepdf.new()
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
    stream = io.BytesIO()
    pdf.save(stream, deterministic_id=True)
    return PhotoSheet(pdf=stream.getvalue(), width=page_width, below=y)


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


def _photo(image: Image.Image, data: bytes) -> CodedPhoto:
    orientation = int(image.getexif().get(0x0112, 1) or 1)
    if orientation not in UPRIGHT:
        orientation = 1
    # Phones write several JPEGs in one file (MPO); the first is the photo.
    lossy = image.format in ("JPEG", "MPO")
    plain = image.mode in ("RGB", "L") and not image.info.get("icc_profile")
    if lossy and plain and max(image.size) <= LONG_SIDE:
        return CodedPhoto(
            data=_bare_jpeg(data),
            filter="DCTDecode",
            colours=3 if image.mode == "RGB" else 1,
            width=image.width,
            height=image.height,
            orientation=orientation,
        )
    upright = _srgb(ImageOps.exif_transpose(image))
    upright.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    stream = io.BytesIO()
    if lossy:
        upright.save(stream, "JPEG", quality=90, subsampling=0)
    else:
        upright.save(stream, "PNG", compress_level=6)
    return CodedPhoto(
        data=stream.getvalue() if lossy else _idat(stream.getvalue()),
        filter="DCTDecode" if lossy else "FlateDecode",
        colours=1 if upright.mode == "L" else 3,
        width=upright.width,
        height=upright.height,
    )


def _srgb(image: Image.Image) -> Image.Image:
    """8-bit sRGB or grey without profile, alpha (laid on white) or palette."""
    if image.mode.startswith("I") or image.mode == "F":
        # 16-bit grey: Pillow's own convert() clips at 255 instead of scaling.
        image = image.point(lambda value: value / 256, "F").convert("L")
    if image.mode == "P" or "transparency" in image.info:
        image = image.convert("RGBA")
    profile, alpha = image.info.get("icc_profile"), None
    if image.mode in ("RGBA", "LA", "PA"):
        alpha = image.getchannel("A")
        image = image.convert("L" if image.mode == "LA" else "RGB")
    if profile and image.mode in ("RGB", "CMYK"):
        converted = ImageCms.profileToProfile(
            image,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGB",
        )
        image = converted if converted is not None else image
    if image.mode not in ("RGB", "L"):
        image = image.convert("RGB")
    if alpha is not None:
        image = Image.composite(image, Image.new(image.mode, image.size, "white"), alpha)
    clean = Image.new(image.mode, image.size)
    clean.paste(image)
    return clean


def _bare_jpeg(data: bytes) -> bytes:
    """The JPEG without camera data, location, thumbnails, comments and what follows its end."""
    kept, at = [b"\xff\xd8"], 2
    while True:
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        marker = data[at + 1]
        if marker == 0xD9:
            return b"".join([*kept, b"\xff\xd9"])
        if data[at] != 0xFF:
            raise ValueError("no marker")
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xDA:
            end = _scan_end(data, end)
        # JFIF (APP0) and Adobe (APP14) say how colours are coded; the other APPn and COM do not.
        if not (0xE1 <= marker <= 0xED or marker in (0xEF, 0xFE)):
            kept.append(data[at:end])
        at = end


def _scan_end(data: bytes, at: int) -> int:
    """Where the coded pixels end: at the next marker that is neither stuffing nor a restart."""
    while True:
        at = data.index(b"\xff", at)
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7 and data[at + 1] != 0xFF:
            return at
        at += 1 if data[at + 1] == 0xFF else 2


def _idat(png: bytes) -> bytes:
    """The compressed pixels of a PNG: PDF reads them as Flate with PNG predictors."""
    parts, at = [], 8
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        if png[at + 4 : at + 8] == b"IDAT":
            parts.append(png[at + 8 : at + 8 + length])
        at += 12 + length
    return b"".join(parts)
