"""Whether two pictures show the same, although they are coded differently.

Each becomes a small grid of grey cells; coding, another size or another library move a cell by a
few levels, another picture, or a retouched patch of it, by many. Never raises for a bad file.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

from PIL import Image, ImageCms

from pipeline.pdf.images import FAULTS, MOST_PIXELS

GRID = (192, 192)
#: Grey levels of 255. Measured on photos coded anew (quality 90, from 4,000 to 3,508 pixels): a
#: cell moves by 3 at most; the pages of two scans of one form differ by more than 60 somewhere.
MOST_APART, MOST_ON_AVERAGE = 32, 6.0
#: Rows of pixels that are made grey at a time.
_BAND = 256
_TURNS = (None, *Image.Transpose)


def alike(coded: bytes, other: bytes, frame: int = 0) -> bool | None:
    """Whether two picture files show the same, in any orientation; None if one cannot be read."""
    return _compared(_grid(coded, 0), other, frame)


def alike_image(image: Image.Image, other: bytes, frame: int = 0) -> bool | None:
    """As `alike`, for a picture that is decoded already."""
    try:
        return _compared(_cells(image), other, frame)
    except FAULTS:
        return None


def alike_shown(image: Image.Image, rgb: bytes, size: tuple[int, int]) -> bool | None:
    """Whether a decoded picture shows what the bare pixels `rgb` show, both upright."""
    try:
        return _close(_cells(image), _cells(Image.frombytes("RGB", size, rgb)))
    except FAULTS:
        return None


def _compared(mine: Image.Image | None, other: bytes, frame: int) -> bool | None:
    theirs = _grid(other, frame)
    if mine is None or theirs is None:
        return None
    return any(_close(mine, turned) for turned in _turned(theirs))


def _turned(image: Image.Image) -> Iterator[Image.Image]:
    for way in _TURNS:
        yield image if way is None else image.transpose(way)


def _close(one: Image.Image, other: Image.Image) -> bool:
    apart = [abs(a - b) for a, b in zip(one.tobytes(), other.tobytes(), strict=True)]
    return max(apart) <= MOST_APART and sum(apart) / len(apart) <= MOST_ON_AVERAGE


def _grid(data: bytes, frame: int) -> Image.Image | None:
    """None also where colours are of a kind whose conversion has more than one right answer."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as image:
                if image.width * image.height > MOST_PIXELS:
                    return None
                image.seek(frame)
                if image.mode in ("CMYK", "LAB", "YCbCr", "F", "I"):
                    return None
                image.draft(image.mode, (GRID[0] * 4, GRID[1] * 4))
                return _cells(_plain(image))
    except FAULTS:
        return None


def _plain(image: Image.Image) -> Image.Image:
    """In sRGB where the file says what its colours mean."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode != "RGB":
        return image
    small = image.reduce(max(1, min(image.size) // (GRID[0] * 2)))
    found = ImageCms.profileToProfile(
        small, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
    )
    return small if found is None else found


def _cells(image: Image.Image) -> Image.Image:
    """In bands: a whole copy of 80 megapixels with alpha would take 300 MB more, twice."""
    grey = Image.new("L", image.size)
    for top in range(0, image.height, _BAND):
        bottom = min(top + _BAND, image.height)
        grey.paste(_grey(image.crop((0, top, image.width, bottom))), (0, top))
    return grey.resize(GRID, Image.Resampling.BOX)


def _grey(image: Image.Image) -> Image.Image:
    """Laid on white where it is transparent."""
    if image.mode.startswith("I"):  # 16-bit grey: Pillow's own convert() clips instead of scaling
        image = image.point(lambda value: value / 256, "F")
    if image.mode in ("P", "PA", "RGBA", "LA") or "transparency" in image.info:
        above = image.convert("RGBA")
        image = Image.new("RGBA", above.size, "white")
        image.alpha_composite(above)
    return image.convert("L")
