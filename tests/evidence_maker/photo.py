"""现场照片 and 作品照片: composed pictures with the marks a camera leaves.

Some lie on their side and say so (Orientation 6 or 8), some carry a place (GPS): the product must
turn the first and take the place out of the second.
"""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import PurePosixPath

from PIL import ExifTags, Image, ImageDraw

from tests.evidence_maker.facts import Facts
from tests.evidence_maker.scenes import scene_for
from tests.evidence_maker.scenes.stage import Stage, lettering

LONG, SHORT = 1280, 960
MOST_BYTES = 46_000
#: Degrees, minutes, seconds of a place in Taiyuan; the same for all, and nobody's home.
_LATITUDE, _LONGITUDE = (38.0, 0.0, 36.0), (112.0, 26.0, 24.0)


def photo(facts: Facts) -> bytes:
    dice = facts.dice
    upright = dice.random() < 0.22
    width, height = (SHORT, LONG) if upright else (LONG, SHORT)
    stage = Stage((width * 5 // 4, height * 5 // 4), dice, quiet=facts.sort == "场所")
    scene_for(facts)(stage, _with_theme(facts))
    picture = stage.finish((width, height))
    _stamp(picture, facts)
    exif = _exif(facts, dice.randint(9, 16), dice.randint(0, 59), gps=dice.random() < 0.25)
    if dice.random() < 0.3:
        # The camera was held upright (6) or the other way (8); the pixels lie as the sensor does.
        orientation = 8 if dice.random() < 0.35 else 6
        turn = Image.Transpose.ROTATE_90 if orientation == 6 else Image.Transpose.ROTATE_270
        picture = picture.transpose(turn)
        exif[ExifTags.Base.Orientation] = orientation
    return _encode(picture, exif)


def _with_theme(facts: Facts) -> Facts:
    """A place's photo is titled by its file name, which says what is seen."""
    if facts.sort != "场所":
        return facts
    return replace(facts, title=PurePosixPath(facts.path).stem.rpartition("-")[0])


def _stamp(picture: Image.Image, facts: Facts) -> None:
    pen = ImageDraw.Draw(picture)
    dice = facts.dice
    text = f"{facts.date:%Y-%m-%d} {dice.randint(9, 16):02d}:{dice.randint(0, 59):02d}"
    place = (picture.width - 22, picture.height - 20)
    pen.text(
        place,
        text,
        font=lettering("Hei", 25),
        fill=(255, 168, 60),
        anchor="rs",
        stroke_width=2,
        stroke_fill=(60, 30, 10),
    )
    pen.text(
        (18, picture.height - 20),
        "虚构样例",
        font=lettering("Hei", 15),
        fill=(225, 225, 225),
        anchor="ls",
        stroke_width=1,
        stroke_fill=(60, 60, 60),
    )


def _exif(facts: Facts, hour: int, minute: int, *, gps: bool) -> Image.Exif:
    exif = Image.Exif()
    moment = f"{facts.date:%Y:%m:%d} {hour:02d}:{minute:02d}:00"
    exif[ExifTags.Base.Make] = "Sample"
    exif[ExifTags.Base.Model] = facts.house.choice(("S-1 Camera", "S-20 Phone", "S-8 Compact"))
    exif[ExifTags.Base.DateTime] = moment
    exif[ExifTags.Base.Orientation] = 1
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = moment
    if gps:
        exif.get_ifd(ExifTags.IFD.GPSInfo).update(
            {
                ExifTags.GPS.GPSLatitudeRef: "N",
                ExifTags.GPS.GPSLatitude: _LATITUDE,
                ExifTags.GPS.GPSLongitudeRef: "E",
                ExifTags.GPS.GPSLongitude: _LONGITUDE,
            }
        )
    return exif


def _encode(picture: Image.Image, exif: Image.Exif) -> bytes:
    for quality in range(76, 30, -4):
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True, exif=exif)
        if out.tell() <= MOST_BYTES:
            break
    return out.getvalue()
