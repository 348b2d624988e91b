"""Every way to store a colour becomes 8-bit sRGB or grey; large pictures strip by strip.

A picture of 80 megapixels takes 320 MB once; what copies it whole takes more than a computer of an
office has. Must not decide which pictures are taken.
"""

from __future__ import annotations

import io

from PIL import Image, ImageCms

#: Above this, strip by strip, and made smaller on the way.
WHOLE = 8_000_000
_STRIP = 256


def flat(image: Image.Image, longest: int) -> Image.Image:
    """`image`, loaded, as a new one in grey or RGB without profile, alpha or palette; a large one
    already nearer to `longest` pixels, which is at least as long as that."""
    most = _brightest(image)
    if image.width * image.height <= WHOLE:
        return _as_new(_srgb(image, most))
    times = max(1, max(image.size) // longest)
    target: Image.Image | None = None
    for top in range(0, image.height, _STRIP * times):
        strip = image.crop((0, top, image.width, min(image.height, top + _STRIP * times)))
        piece = _srgb(strip, most)
        piece = piece.reduce(times) if times > 1 else piece
        if target is None:
            target = Image.new(piece.mode, (piece.width, -(-image.height // times)))
        target.paste(piece, (0, top // times))
    assert target is not None
    return target


def _as_new(image: Image.Image) -> Image.Image:
    clean = Image.new(image.mode, image.size)
    clean.paste(image)
    return clean


def _srgb(image: Image.Image, most: float) -> Image.Image:
    """8-bit sRGB or grey; alpha is laid on white. `most` is the brightest of the whole picture."""
    if image.mode.startswith("I") or image.mode == "F":
        image = _eight_bits(image, most)
    if image.mode == "1":
        image = image.convert("L")
    if image.mode == "P" or "transparency" in image.info:
        image = image.convert("RGBA")
    profile, alpha = image.info.get("icc_profile"), None
    if image.mode in ("RGBa", "La"):  # alpha multiplied in
        image = image.convert(image.mode.upper())
    if image.mode in ("RGBA", "LA", "PA"):
        alpha = image.getchannel("A")
        image = image.convert("L" if image.mode == "LA" else "RGB")
    if image.mode == "LAB":
        image = _by_profile(image, None)
    elif profile and image.mode in ("RGB", "CMYK"):
        image = _by_profile(image, profile)
    if image.mode not in ("RGB", "L"):
        image = image.convert("RGB")
    if alpha is not None:
        image = Image.composite(image, Image.new(image.mode, image.size, "white"), alpha)
    return image


def _by_profile(image: Image.Image, profile: bytes | None) -> Image.Image:
    """As the profile (None: LAB) means it; as it is where that is broken or of other colours, as
    readers do."""
    try:
        source = io.BytesIO(profile) if profile is not None else ImageCms.createProfile("LAB")
        told = ImageCms.ImageCmsProfile(source)
        meant = ImageCms.profileToProfile(
            image, told, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image
    return meant if meant is not None else image


def _brightest(image: Image.Image) -> float:
    """Of a picture whose numbers have no largest value by themselves; else 0."""
    if image.mode not in ("I", "F"):
        return 0.0
    high = image.getextrema()[1]
    return float(high) if isinstance(high, int | float) else 0.0


def _eight_bits(image: Image.Image, most: float) -> Image.Image:
    """16 bits, and what has more, to their upper eight: Pillow's own convert() clips at 255."""
    if image.mode in ("I", "F"):
        # 16 bits where nothing is larger; fractions of one where all are.
        scale = 255.99 / max(most, 65_535.0 if image.mode == "I" else 1.0)
        return image.point(lambda value: value * scale + 0, "F").convert("L")
    if image.mode != "I;16":
        image = image.convert("I")
        return image.point(lambda value: value * (1 / 256) + 0, "F").convert("L")
    return image.point(lambda value: value / 256, "F").convert("L")
