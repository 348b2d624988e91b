"""Pictures of every kind as phones, scanners and programs write them, whole and broken."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageDraw

SIZE = (96, 64)
#: Format → the modes it can be stored in.
MODES = {
    "JPEG": ("L", "RGB", "CMYK"),
    "PNG": ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"),
    "TIFF": ("1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "LAB", "YCbCr", "I;16", "I", "F"),
    "WEBP": ("RGB", "RGBA"),
    "BMP": ("1", "L", "P", "RGB"),
    "GIF": ("1", "L", "P", "RGB"),
}
#: Format → ways to write it besides the usual one.
WAYS: dict[str, tuple[dict[str, object], ...]] = {
    "JPEG": (
        {"progressive": True},
        {"restart_marker_rows": 1},
        {"subsampling": 0},
        {"quality": 30},
    ),
    "TIFF": ({"compression": "tiff_lzw"}, {"compression": "tiff_deflate"}),
    "WEBP": ({"lossless": True},),
    "PNG": ({"compress_level": 0},),
}


#: EXIF orientation → how a viewer turns what is stored.
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_90,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Made:
    """A file, and the picture a viewer shows of it in RGB."""

    name: str
    data: bytes
    shown: Image.Image


def drawn() -> Image.Image:
    """Four unlike corners, so that no turn looks like another."""
    image = Image.new("RGB", SIZE, (250, 250, 250))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 40, 24), (200, 30, 30))
    draw.rectangle((56, 0, 95, 24), (30, 160, 60))
    draw.rectangle((0, 40, 40, 63), (30, 60, 180))
    draw.ellipse((60, 36, 90, 60), (20, 20, 20))
    return image


def stored(mode: str) -> Image.Image:
    image = drawn()
    if mode == "LAB":
        made = ImageCms.profileToProfile(
            image, ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), outputMode="LAB"
        )
        assert made is not None
        return made
    if mode in ("I;16", "I", "F"):
        grey = image.convert("L")
        if mode == "F":
            return grey.point(lambda value: value / 255.0 + 0, "F")
        return grey.convert("I").point(lambda value: value * 257 + 0).convert(mode)
    return image.convert(mode)


def written(image: Image.Image, kind: str, **how: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **how)
    return stream.getvalue()


def every_kind() -> Iterator[Made]:
    for kind, modes in MODES.items():
        for mode in modes:
            for how in ({}, *WAYS.get(kind, ())):
                if mode in ("F", "I", "LAB") and how:
                    continue
                image = stored(mode)
                shown = drawn()
                if mode in ("1", "L", "LA", "I;16", "I", "F"):
                    shown = shown.convert("1" if mode == "1" else "L").convert("RGB")
                name = f"{kind} {mode} {how}"
                yield Made(name, written(image, kind, **how), shown)


def every_orientation() -> Iterator[Made]:
    for kind in ("JPEG", "PNG", "WEBP", "TIFF"):
        for turned in range(1, 9):
            exif = Image.Exif()
            exif[0x0112] = turned
            data = written(drawn(), kind, exif=exif)
            shown = drawn().transpose(TURNS[turned]) if turned > 1 else drawn()
            yield Made(f"{kind} turned {turned}", data, shown)


def with_profiles() -> Iterator[Made]:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for kind in ("JPEG", "PNG", "TIFF", "WEBP"):
        yield Made(f"{kind} sRGB", written(drawn(), kind, icc_profile=profile), drawn())
        broken = profile[:300]
        yield Made(f"{kind} bad profile", written(drawn(), kind, icc_profile=broken), drawn())


def with_pages() -> Iterator[tuple[str, bytes, int]]:
    """(name, file, how many pages there must be)."""
    for mode in ("1", "L", "RGB", "CMYK"):
        image = stored(mode)
        more = [image.transpose(Image.Transpose.ROTATE_180)] * 2
        yield f"TIFF {mode}", written(image, "TIFF", save_all=True, append_images=more), 3
    moving = [drawn().transpose(Image.Transpose.ROTATE_180)] * 2
    for kind in ("GIF", "WEBP", "PNG"):
        yield kind, written(drawn(), kind, save_all=True, append_images=moving), 1


def broken(data: bytes) -> Iterator[tuple[str, bytes]]:
    """At ten places: cut off, cut off with the old end glued on, and eight bytes overwritten."""
    for at in range(1, 11):
        place = len(data) * at // 11
        yield f"cut {at}", data[:place]
        yield f"glued {at}", data[:place] + data[-12:]
        yield f"spoilt {at}", data[:place] + b"\x5a\xc3" * 4 + data[place + 8 :]
