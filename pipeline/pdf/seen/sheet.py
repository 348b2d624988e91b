"""A page that is a picture of what a reader shows, with its text to be found and copied.

Black text on white keeps every dot; whatever has colours or shades is JPEG (measured: as
small, and three times as fast as without loss). Must not decide which pages are pictured.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Iterator, Sequence

import pikepdf
from PIL import Image

from pipeline.pdf.pictures.png import compressed_pixels
from pipeline.pdf.seen.reader import Shot, ShownLetter
from pipeline.pdf.seen.unseen import Unseen
from pipeline.pdf.upright import upright

#: Of a page in black and white, the share that is bare paper; with less it is a photograph.
LEAST_GROUND = 0.5
JPEG_QUALITY = 90
#: Two letters belong to one word while the gap is below this part of their height.
GAP = 0.5


def lay(
    pdf: pikepdf.Pdf,
    page: pikepdf.Page,
    shot: Shot,
    letters: Sequence[ShownLetter],
    unseen: Unseen,
    links: Sequence[pikepdf.Object] = (),
) -> None:
    """Put the picture in the page's place; the font of `unseen` is to be set by `finish`.

    `links` are annotations of the page that stay; their places move with it.
    """
    matrix, wide, high = upright(page)
    content = f"q {wide:.3f} 0 0 {high:.3f} 0 0 cm /Im0 Do Q\n".encode("ascii")
    words = b"".join(_written(unseen, word, matrix) for word in _words(letters))
    if words:
        content += b"BT 3 Tr /F0 1 Tf\n" + words + b"ET\n"
    for link in links:
        box = pikepdf.Rectangle(*(float(value) for value in link.Rect.as_list()))
        link.Rect = matrix.transform(box).as_array()
        if "/QuadPoints" in link:
            del link["/QuadPoints"]
    for key in set(page.obj.keys()) - {"/Type", "/Parent"}:
        del page.obj[key]
    page.obj.MediaBox = pikepdf.Array([0, 0, round(wide, 3), round(high, 3)])
    page.obj.Resources = pikepdf.Dictionary(
        XObject=pikepdf.Dictionary(Im0=_image(pdf, shot)), Font=pikepdf.Dictionary()
    )
    page.obj.Contents = pdf.make_stream(content)
    if links:
        page.obj.Annots = pikepdf.Array(links)


def finish(pdf: pikepdf.Pdf, pages: Iterable[pikepdf.Page], unseen: Unseen) -> None:
    """Give the pictured pages the one font of all their text."""
    font = unseen.embed(pdf)
    for page in pages:
        page.obj.Resources.Font.F0 = font


def _image(pdf: pikepdf.Pdf, shot: Shot) -> pikepdf.Object:
    image = Image.frombytes("RGB", (shot.width, shot.height), shot.rgb)
    red, green, blue = image.split()
    grey = red.tobytes() == green.tobytes() == blue.tobytes()
    if grey:
        image = red
    stream = io.BytesIO()
    if grey and image.histogram()[255] >= LEAST_GROUND * shot.width * shot.height:
        image.save(stream, "PNG", compress_level=3)
        data, coding = compressed_pixels(stream.getvalue()), pikepdf.Name.FlateDecode
    else:
        image.save(stream, "JPEG", quality=JPEG_QUALITY, subsampling=0)
        data, coding = stream.getvalue(), pikepdf.Name.DCTDecode
    made = pikepdf.Stream(
        pdf,
        data,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=shot.width,
        Height=shot.height,
        ColorSpace=pikepdf.Name.DeviceGray if grey else pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=coding,
    )
    if coding == pikepdf.Name.FlateDecode:
        made.DecodeParms = pikepdf.Dictionary(
            Predictor=15, Colors=1, BitsPerComponent=8, Columns=shot.width
        )
    return pdf.make_indirect(made)


def _words(letters: Sequence[ShownLetter]) -> Iterator[list[ShownLetter]]:
    """Neighbours on one line, up to a blank, which ends its word."""
    word: list[ShownLetter] = []
    for letter in letters:
        if letter.size <= 0 or letter.advance < 0:
            continue
        if word and _apart(word[-1], letter):
            yield word
            word = []
        word.append(letter)
        if letter.text.isspace():
            yield word
            word = []
    if word:
        yield word


def _apart(one: ShownLetter, other: ShownLetter) -> bool:
    along = (math.cos(one.angle), math.sin(one.angle))
    right = (other.x - one.x) * along[0] + (other.y - one.y) * along[1] - one.advance
    up = (other.y - one.y) * along[0] - (other.x - one.x) * along[1]
    return (
        abs(other.angle - one.angle) > 0.01
        or abs(other.size - one.size) > 0.3 * one.size
        or abs(up) > 0.3 * one.size
        or not -one.size < right < GAP * one.size
    )


def _written(unseen: Unseen, word: Sequence[ShownLetter], page: pikepdf.Matrix) -> bytes:
    first, last = word[0], word[-1]
    cosine, sine = math.cos(first.angle), math.sin(first.angle)
    along = (last.x - first.x) * cosine + (last.y - first.y) * sine + last.advance
    size = first.size
    own = pikepdf.Matrix(size * cosine, size * sine, -size * sine, size * cosine, first.x, first.y)
    text = "".join(letter.text for letter in word)
    # A blank that the page leaves empty follows the word and takes nothing from its length.
    share = along / max(sum(letter.advance > 0 for letter in word), 1)
    return unseen.run(text, (own @ page).shorthand, max(share * len(text), 0.01) / size)
