"""Photos and scans from evidence: read whole, turned upright, in sRGB, of bounded size.

A JPEG that needs nothing goes in byte for byte as far as its picture goes; only its segments with
camera data and location are left out. Whatever else decodes to the last pixel is converted, and a
remark says so. Must not judge what a picture shows, and never raises for a bad file: a fault is
the value `ImageFault`.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageCms

from pipeline.pdf.pictures import jpeg
from pipeline.pdf.pictures.colours import flat
from pipeline.pdf.pictures.kinds import PLAIN, TAKEN, why_not
from pipeline.pdf.pictures.png import compressed_pixels
from pipeline.pdf.pictures.sheet import UPRIGHT, CodedPhoto, PhotoSheet, photo_sheet

#: A 109 KB PNG can hold 900 megapixels (measured); no office scanner or phone gives more than this.
MOST_PIXELS = 80_000_000
#: libwebp holds a picture three times (measured: 27 megapixels took 516 MB).
_MOST_OF = {"WEBP": 24_000_000}
#: Of all pages of a TIFF together, and how many: what can be drawn within the time for one file.
MOST_IN_ALL, MOST_PAGES = 240_000_000, 60
#: 300 dpi over the long side of A4: more detail stays in the original beside the bundle.
LONG_SIDE = 3508
#: Up to here a JPEG is compared with its continuation pixel by pixel, above it eighth by eighth.
COMPARED_WHOLE = 16_000_000
#: Phones write several JPEGs in one file (MPO); the first is the photo.
_JPEGS = ("JPEG", "MPO")
#: What Pillow raises for files that are damaged in one way or another.
FAULTS = (
    OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, AttributeError,
    struct.error, zlib.error, ImageCms.PyCMSError, OverflowError, RuntimeError,
    Image.DecompressionBombError,
)  # fmt: skip
#: EXIF orientation → how the stored picture is turned upright.
_TURNS = dict(
    zip(
        range(2, 9),
        (
            Image.Transpose.FLIP_LEFT_RIGHT,
            Image.Transpose.ROTATE_180,
            Image.Transpose.FLIP_TOP_BOTTOM,
            Image.Transpose.TRANSPOSE,
            Image.Transpose.ROTATE_270,
            Image.Transpose.TRANSVERSE,
            Image.Transpose.ROTATE_90,
        ),
        strict=True,
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageFault:
    """Why a picture cannot be used, in Chinese."""

    reason: str


class _TooLarge(Exception):
    """The text says how large, in Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """The pages of a picture file, what the record must say of them ("" for nothing), and which
    part of that a better copy would mend."""

    photos: tuple[CodedPhoto, ...]
    remark: str
    lost: str


def read_pictures(data: bytes) -> Pictures | ImageFault:
    """Decode `data` to the last pixel and make it fit for PDF/A: a page for each page of a TIFF,
    else the first picture."""
    try:
        with _opened(data) as image:
            converted, lost = "；".join(_conversions(image, data)), "；".join(_losses(image, data))
            photos = []
            pages = _pages(image)
            for at in pages:
                if at:
                    image.seek(at)
                photos.append(_photo(image, data, alone=len(pages) == 1))
            return Pictures(photos=tuple(photos), remark=_both(converted, lost), lost=lost)
    except _TooLarge as large:
        return ImageFault(reason=f"图片过大：{large}")
    except (Image.DecompressionBombError, MemoryError):
        return ImageFault(reason="图片过大")
    except FAULTS:
        return ImageFault(reason=why_not(data))


def read_photo(data: bytes) -> CodedPhoto | ImageFault:
    """The first of `read_pictures`."""
    found = read_pictures(data)
    return found if isinstance(found, ImageFault) else found.photos[0]


def drawn_pictures(data: bytes) -> PhotoSheet | ImageFault:
    """The pages that show `data`."""
    found = read_pictures(data)
    return found if isinstance(found, ImageFault) else photo_sheet(found.photos, found.remark)


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """An upright JPEG without camera data or location, for a page of an office document."""

    data: bytes
    width: int
    height: int


def office_print(data: bytes, longest: int) -> Print | ImageFault:
    """`data` as a person looks at it, at most `longest` pixels along its long side."""
    try:
        with _opened(data) as image:
            upright = _upright(image, longest)
    except _TooLarge as large:
        return ImageFault(reason=f"图片过大：{large}")
    except (Image.DecompressionBombError, MemoryError):
        return ImageFault(reason="图片过大")
    except FAULTS:
        return ImageFault(reason=why_not(data))
    stream = io.BytesIO()
    upright.save(stream, "JPEG", quality=85)
    return Print(data=stream.getvalue(), width=upright.width, height=upright.height)


@contextlib.contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    """By content. Raises _TooLarge before a pixel is decoded."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(data), formats=tuple(TAKEN)) as image:
            _bounded(image)
            yield image


def _bounded(image: Image.Image) -> None:
    if image.width * image.height > _MOST_OF.get(image.format or "", MOST_PIXELS):
        raise _TooLarge(f"{image.width}×{image.height} 像素")


def _pages(image: Image.Image) -> list[int]:
    """Which pictures of the file are its pages: of a TIFF all but small copies of others (TIFF 6.0,
    NewSubfileType); of what moves or belongs to a camera, the first. Raises _TooLarge."""
    found, pixels = [0], 0
    for at in range(1, MOST_PAGES + 1) if image.format == "TIFF" else ():
        try:
            image.seek(at)
        except EOFError:
            break
        _bounded(image)
        pixels += image.width * image.height
        if at == MOST_PAGES or pixels > MOST_IN_ALL:
            raise _TooLarge(f"超过 {MOST_PAGES} 页，或合计 {MOST_IN_ALL // 10**6} 百万像素")
        if not _subfile(image) & 1:
            found.append(at)
    if image.format == "TIFF":
        image.seek(0)
    return found


def _subfile(image: Image.Image) -> int:
    tags = getattr(image, "tag_v2", {})
    return int(tags.get(254, 0) or 0)


def _both(one: str, other: str) -> str:
    return "；".join(filter(None, (one, other)))


def _conversions(image: Image.Image, data: bytes) -> Iterator[str]:
    """What was done to it, and lost nothing."""
    if image.format not in PLAIN:
        yield f"由 {TAKEN.get(image.format or '', '')} 格式转换"
    elif image.mode == "CMYK":
        yield "由印刷色（CMYK）转换"
    if image.format in _JPEGS:
        try:
            jpeg.bare(data)
        except (ValueError, IndexError):
            yield "图片文件结构有损坏，编入时重新编码"


def _losses(image: Image.Image, data: bytes) -> Iterator[str]:
    """What is not there, or not shown."""
    if image.format not in _JPEGS:
        if image.format != "TIFF" and getattr(image, "is_animated", False):
            yield "动图只编入第一帧"
    elif jpeg.lacks_scans(data):
        yield "图片文件不完整，清晰度低于原样"
    elif (more := jpeg.continued(data)) is not None:
        small = image.width * image.height > COMPARED_WHOLE
        if _pixels(data, small=small) != _pixels(more, small=small):
            yield "图片文件不完整，缺少的部分显示为灰色"


def _pixels(data: bytes, *, small: bool) -> bytes:
    """A digest of what is decoded; `small` looks at one number of 64 pixels."""
    with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
        if small:
            image.draft(image.mode, (image.width // 8, image.height // 8))
        return hashlib.sha256(image.tobytes()).digest()


def _photo(image: Image.Image, data: bytes, *, alone: bool) -> CodedPhoto:
    orientation = _orientation(image)
    is_jpeg = image.format in _JPEGS
    plain = image.mode in ("RGB", "L") and not image.info.get("icc_profile")
    if is_jpeg and plain and max(image.size) <= LONG_SIDE:
        image.load()
        with contextlib.suppress(ValueError, IndexError):  # then it is coded anew
            return CodedPhoto(
                data=jpeg.bare(data),
                filter="DCTDecode",
                colours=3 if image.mode == "RGB" else 1,
                width=image.width,
                height=image.height,
                orientation=orientation,
            )
    # Lossless where it was; but a photo of many pages or of the web would take minutes.
    lossy = is_jpeg or image.format == "WEBP" or not (alone or image.mode in ("1", "P"))
    upright = _upright(image, LONG_SIDE)
    stream = io.BytesIO()
    if lossy:
        upright.save(stream, "JPEG", quality=90, subsampling=0)
    else:
        upright.save(stream, "PNG", compress_level=6 if alone else 3)
    return CodedPhoto(
        data=stream.getvalue() if lossy else compressed_pixels(stream.getvalue()),
        filter="DCTDecode" if lossy else "FlateDecode",
        colours=1 if upright.mode == "L" else 3,
        width=upright.width,
        height=upright.height,
    )


def _orientation(image: Image.Image) -> int:
    found = image.getexif().get(0x0112, 1)
    return found if isinstance(found, int) and found in UPRIGHT else 1


def _upright(image: Image.Image, longest: int) -> Image.Image:
    """In grey or RGB as a person looks at it, at most `longest` pixels along its long side."""
    turned = _orientation(image)
    if image.width * image.height > COMPARED_WHOLE:  # a JPEG can be decoded smaller
        image.draft(image.mode, (longest, longest))
    image.load()
    upright = flat(image, longest)
    if turned != 1 and image.format != "TIFF":  # Pillow turns those by itself
        upright = upright.transpose(_TURNS[turned])
    upright.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    return upright
