"""Photos: whole, upright, sRGB, without location; a bad one is a value."""

import io

import pikepdf
import pytest
from PIL import Image, ImageCms, ImageOps

from pipeline.pdf.images import LONG_SIDE, ImageFault, read_photo
from pipeline.pdf.pictures.sheet import UPRIGHT, CodedPhoto, photo_sheet
from tests.archive.samples import jpeg


def picture(kind: str, mode: str, size: tuple[int, int] = (30, 20)) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size, (200, 60, 60)).convert(mode).save(stream, kind)
    return stream.getvalue()


def shown(data: bytes) -> Image.Image:
    """The picture on the sheet made from `data`, as a reader of the PDF gets it."""
    with pikepdf.open(io.BytesIO(photo_sheet([photo(data)]).pdf)) as pdf:
        image = pdf.pages[0].obj.Resources.XObject.Im0
        assert isinstance(image, pikepdf.Stream)
        assert image.ColorSpace in (pikepdf.Name.DeviceRGB, pikepdf.Name.DeviceGray)
        return pikepdf.PdfImage(image).as_pil_image()


def photo(data: bytes) -> CodedPhoto:
    found = read_photo(data)
    assert isinstance(found, CodedPhoto), found
    return found


@pytest.mark.parametrize("orientation", UPRIGHT)
def test_the_matrix_turns_as_the_camera_meant(orientation: int) -> None:
    stored = Image.new("L", (3, 2))
    stored.putdata([10, 20, 30, 40, 50, 60])
    stored.getexif()[0x0112] = orientation
    meant = ImageOps.exif_transpose(stored)
    a, b, c, d, e, f = UPRIGHT[orientation]
    for column in range(3):
        for row in range(2):
            u, v = (column + 0.5) / 3, 1 - (row + 0.5) / 2
            x, y = a * u + c * v + e, b * u + d * v + f
            at = (int(x * meant.width), int((1 - y) * meant.height))
            assert meant.getpixel(at) == stored.getpixel((column, row))


def test_a_plain_jpeg_keeps_its_pixels_and_loses_the_camera_data() -> None:
    data = jpeg(orientation=6)
    found = photo(data)
    assert b"GPSCANARY" in data
    assert b"GPSCANARY" not in found.data and b"Exif" not in found.data
    assert found.orientation == 6 and found.shown == (300, 400)
    with Image.open(io.BytesIO(found.data)) as bare, Image.open(io.BytesIO(data)) as old:
        assert bare.tobytes() == old.tobytes()


@pytest.mark.parametrize("part", range(5, 100, 5))
def test_a_truncated_jpeg_is_refused(part: int) -> None:
    data = jpeg()
    assert isinstance(read_photo(data[: len(data) * part // 100]), ImageFault)


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7"])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    assert isinstance(read_photo(data), ImageFault)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\0\0\0\x18ftypheic", "HEIC"),
        (b"RIFF\0\0\0\0WEBP", "WebP"),
        (b"GIF89a", "GIF"),
        (b"PK\x03\x04", "Office"),
        (b"", "空文件"),
    ],
)
def test_other_kinds_of_file_are_named(data: bytes, name: str) -> None:
    found = read_photo(data)
    assert isinstance(found, ImageFault) and name in found.reason


def test_the_photo_of_a_phone_that_writes_two_stays_a_jpeg() -> None:
    stream = io.BytesIO()
    second = Image.new("RGB", (30, 20), "blue")
    Image.new("RGB", (30, 20), "red").save(stream, "MPO", save_all=True, append_images=[second])
    found = photo(stream.getvalue())
    assert found.filter == "DCTDecode"
    assert Image.open(io.BytesIO(found.data)).convert("RGB").getpixel((3, 3)) == (254, 0, 0)


def test_a_picture_of_too_many_pixels_is_refused_unread() -> None:
    stream = io.BytesIO()
    Image.new("1", (20_000, 5_000)).save(stream, "PNG", compress_level=1)
    assert read_photo(stream.getvalue()) == ImageFault(reason="图片过大：20000×5000 像素")


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("JPEG", "CMYK"), ("JPEG", "L"), ("PNG", "RGBA"), ("PNG", "P"), ("PNG", "1"), ("PNG", "LA")],
)
def test_every_colour_ends_as_rgb_or_grey(kind: str, mode: str) -> None:
    assert shown(picture(kind, mode)).size == (30, 20)


def test_transparency_is_laid_on_white() -> None:
    stream = io.BytesIO()
    Image.new("RGBA", (4, 4), (200, 0, 0, 0)).save(stream, "PNG")
    assert shown(stream.getvalue()).getpixel((0, 0)) == (255, 255, 255)


def test_sixteen_bits_are_scaled_not_clipped() -> None:
    stream = io.BytesIO()
    Image.new("I;16", (4, 4), 0x8000).save(stream, "PNG")
    assert shown(stream.getvalue()).getpixel((0, 0)) == 128


def test_a_large_picture_is_brought_to_300_dpi() -> None:
    found = photo(picture("JPEG", "RGB", (5000, 100)))
    assert max(found.width, found.height) == LONG_SIDE


@pytest.mark.parametrize(("size", "landscape"), [((800, 600), True), ((600, 800), False)])
def test_the_sheet_lies_as_the_picture_does(size: tuple[int, int], landscape: bool) -> None:
    sheet = photo_sheet([photo(picture("JPEG", "RGB", size))])
    with pikepdf.open(io.BytesIO(sheet.pdf)) as pdf:
        _, _, width, height = (float(v) for v in pdf.pages[0].mediabox)
    assert (width > height) is landscape and sheet.below > 80


def test_a_picture_that_would_fill_the_memory_is_refused_at_its_head() -> None:
    stream = io.BytesIO()
    Image.new("1", (20_000, 10_000)).save(stream, "PNG", compress_level=1)
    assert read_photo(stream.getvalue()) == ImageFault(reason="图片过大")


@pytest.mark.parametrize(
    ("kind", "mode", "filters"),
    [
        ("JPEG", "RGB", ("DCTDecode", 3)),
        ("JPEG", "L", ("DCTDecode", 1)),
        ("JPEG", "CMYK", ("DCTDecode", 3)),
        ("PNG", "RGB", ("FlateDecode", 3)),
        ("PNG", "L", ("FlateDecode", 1)),
        ("PNG", "LA", ("FlateDecode", 1)),
        ("PNG", "1", ("FlateDecode", 1)),
    ],
)
def test_how_a_picture_is_stored(kind: str, mode: str, filters: tuple[str, int]) -> None:
    found = photo(picture(kind, mode))
    assert (found.filter, found.colours) == filters


def test_a_jpeg_without_profile_keeps_its_bytes_and_one_with_a_profile_is_drawn_anew() -> None:
    """Colours of another profile mean something else in sRGB."""
    plain, told = io.BytesIO(), io.BytesIO()
    image = Image.new("RGB", (32, 32), (200, 60, 60))
    image.save(plain, "JPEG", quality=90)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image.save(told, "JPEG", quality=90, icc_profile=profile)
    kept, drawn = photo(plain.getvalue()), photo(told.getvalue())
    assert kept.data in plain.getvalue() or len(kept.data) <= len(plain.getvalue())
    assert b"ICC_PROFILE" not in drawn.data and drawn.data != kept.data
    for one in (kept, drawn):
        with Image.open(io.BytesIO(one.data)) as seen:
            red, green, blue = seen.convert("RGB").getpixel((9, 9))  # type: ignore[misc]  # three channels
        assert abs(red - 200) < 4 and abs(green - 60) < 4 and abs(blue - 60) < 4


@pytest.mark.parametrize("value", [0, 0x4000, 0x8080, 0xFFFF])
def test_sixteen_bits_become_the_upper_eight(value: int) -> None:
    stream = io.BytesIO()
    Image.new("I;16", (4, 4), value).save(stream, "PNG")
    assert shown(stream.getvalue()).getpixel((0, 0)) == value >> 8


def test_half_transparent_is_half_white() -> None:
    for mode, colour in (("RGBA", (200, 0, 0, 128)), ("LA", (0, 128))):
        stream = io.BytesIO()
        Image.new(mode, (4, 4), colour).save(stream, "PNG")
        seen = shown(stream.getvalue()).convert("RGB").getpixel((0, 0))
        assert isinstance(seen, tuple)
        assert abs(seen[1] - 127) <= 1


@pytest.mark.parametrize(("wide", "high"), [(3508, 3000), (3509, 3000), (3000, 3509)])
def test_a_jpeg_is_kept_up_to_300_dpi_and_made_smaller_beyond(wide: int, high: int) -> None:
    data = picture("JPEG", "L", (wide, high))
    found = photo(data)
    assert max(found.width, found.height) == LONG_SIDE
    assert (found.width, found.height) == (wide, high) or wide / high == pytest.approx(
        found.width / found.height, rel=0.001
    )
