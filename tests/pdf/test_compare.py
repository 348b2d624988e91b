"""Bound pages against the file they were made of, pictures against pictures, files as they open."""

from __future__ import annotations

import datetime
import io
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from PIL import Image, ImageDraw

from pipeline.pdf.adopt import Adopted, adopt
from pipeline.pdf.assemble import Part, assemble
from pipeline.pdf.compare.likeness import alike, alike_image
from pipeline.pdf.compare.look import look
from pipeline.pdf.compare.pages import Against, BoundPages
from pipeline.pdf.compare.streams import MOST_DECODED, decoded
from pipeline.pdf.typeface import Typeface
from tests.archive.samples import FACE, document, docx, jpeg

DAY = datetime.date(2026, 7, 1)


def bound(*sources: bytes, inset: bool = False) -> bytes:
    parts = []
    for at, data in enumerate(sources):
        adopted = adopt(data, title=f"件{at}", created=DAY, judge=False)
        assert isinstance(adopted, Adopted)
        parts.append(Part(title=f"件{at}", pdf=adopted.pdf, foot="Z109-0001", inset=inset))
    return assemble(parts, face=Typeface(FACE), title="合订本", created=DAY)


def against(bundle: bytes, data: bytes, first: int, count: int) -> Against:
    with BoundPages(bundle) as pages:
        return pages.against_pdf(data, first, count)


def changed(data: bytes, change: Callable[[pikepdf.Pdf], object]) -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("inset", [False, True])
def test_pages_are_what_was_bound_and_no_other(inset: bool) -> None:
    one, other = document("甲", 3), document("乙", 2)
    bundle = bound(one, other, inset=inset)
    assert against(bundle, one, 1, 3) == Against(pages=3)
    assert against(bundle, other, 4, 2) == Against(pages=2)
    assert against(bundle, other, 1, 2).other == (1, 2)
    assert against(bundle, one, 1, 2) == Against(pages=3)  # the caller sees that pages are not two
    assert against(bundle, b"nothing", 1, 2) == Against(pages=0)


def scan(picture: bytes, note: str = "") -> bytes:
    """A page that is nothing but a picture, as scanners make it; with an annotation if `note`."""
    pdf = pikepdf.new()
    image = pikepdf.Stream(
        pdf,
        picture,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=400,
        Height=300,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[0, 0, 400, 300],
        Contents=pdf.make_stream(b"q 400 0 0 300 0 0 cm /Im0 Do Q"),
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image)),
    )
    if note:
        look_of_it = pdf.make_stream(b"1 0 0 rg 0 0 50 50 re f")
        look_of_it.Type, look_of_it.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        look_of_it.BBox = pikepdf.Array([0, 0, 50, 50])
        page.Annots = pikepdf.Array(
            [
                pdf.make_indirect(
                    pikepdf.Dictionary(
                        Type=pikepdf.Name.Annot,
                        Subtype=pikepdf.Name.Stamp,
                        F=4,
                        Rect=[10, 10, 60, 60],
                        AP=pikepdf.Dictionary(N=look_of_it),
                    )
                )
            ]
        )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    stream = io.BytesIO()
    pdf.save(stream)
    return stream.getvalue()


def test_scans_that_are_drawn_alike_are_told_apart_by_their_pictures() -> None:
    one, other = scan(jpeg()), scan(jpeg(401, 301))
    assert against(bound(one), one, 1, 1) == Against(pages=1)
    assert against(bound(one), other, 1, 1).other == (1,)


def test_a_stamp_that_was_drawn_onto_the_page_is_no_difference() -> None:
    data = scan(jpeg(), note="stamp")
    assert against(bound(data), data, 1, 1) == Against(pages=1)


def test_letterforms_are_compared_as_well() -> None:
    def swapped(pdf: pikepdf.Pdf) -> None:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Dictionary) and "/FontFile2" in one:
                one.FontFile2.write(one.FontFile2.read_bytes() + b"x")
            if isinstance(one, pikepdf.Dictionary) and "/FontFile3" in one:
                one.FontFile3.write(one.FontFile3.read_bytes() + b"x")

    data = document("甲")
    assert against(bound(data), changed(data, swapped), 1, 1).other == (1,)


def test_a_file_saved_anew_with_the_same_pages_is_the_same() -> None:
    """It is the digest that tells of it."""
    data = document("甲", 2)
    assert against(bound(data), changed(data, lambda pdf: None), 1, 2) == Against(pages=2)


def test_a_page_bound_as_a_picture_is_held_against_what_is_shown_of_the_file() -> None:
    picture, text = scan(saved(photo().resize((400, 300)), "JPEG")), document("甲")
    bundle = bound(picture)
    unseen = Against(pages=1, pictured=(1,), unknown=(1,))
    assert against(bundle, text, 1, 1) == unseen
    pixels = photo().resize((800, 600)).tobytes()
    with BoundPages(bundle, lambda data, at: (pixels, (800, 600))) as pages:
        assert pages.against_pdf(text, 1, 1) == Against(pages=1, pictured=(1,))
    with BoundPages(bundle, lambda data, at: (bytes(800 * 600 * 3), (800, 600))) as pages:
        assert pages.against_pdf(text, 1, 1) == Against(pages=1, other=(1,), pictured=(1,))
    with BoundPages(bundle, lambda data, at: None) as pages:
        assert pages.against_pdf(text, 1, 1) == unseen


@pytest.mark.parametrize("owner_only", [True, False])
def test_a_locked_file_is_told_apart_from_its_pages(owner_only: bool) -> None:
    found = against(bound(document("锁")), locked(owner_only), 1, 1)
    assert found == Against(pages=1 if owner_only else 0)


def test_a_bomb_is_not_unpacked() -> None:
    pdf = pikepdf.new()
    bomb = pikepdf.Stream(pdf, zlib.compress(bytes(MOST_DECODED + 1)))
    bomb.Filter = pikepdf.Name.FlateDecode
    assert decoded(bomb) is None
    small = pikepdf.Stream(pdf, zlib.compress(b"x" * 1000))
    small.Filter = pikepdf.Name.FlateDecode
    assert decoded(small) == b"x" * 1000
    assert decoded(pikepdf.Stream(pdf, b"plain")) == b"plain"


def photo(words: str = "", size: tuple[int, int] = (1600, 1200)) -> Image.Image:
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    draw = ImageDraw.Draw(image)
    draw.rectangle((200, 200, 700, 500), fill=(30, 90, 160))
    draw.ellipse((900, 500, 1300, 900), fill=(200, 60, 40))
    for at, letter in enumerate(words):
        draw.rectangle((300 + 60 * at, 900, 340 + 60 * at, 980), fill=(ord(letter) % 255, 0, 0))
    return image


def saved(image: Image.Image, kind: str, **how: int) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **how)
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP", "BMP"])
@pytest.mark.parametrize("way", [None, *Image.Transpose])
def test_a_picture_coded_anew_shows_the_same(kind: str, way: Image.Transpose | None) -> None:
    image = photo()
    turned = image if way is None else image.transpose(way)
    assert alike(saved(image.resize((1403, 1052)), "JPEG", quality=90), saved(turned, kind))


def test_another_or_a_retouched_picture_does_not() -> None:
    data = saved(photo("2025"), "JPEG", quality=92)
    assert alike(data, saved(photo("2025"), "PNG")) is True
    assert alike(data, saved(photo("20"), "PNG")) is False
    assert alike(data, saved(photo().convert("L").point(lambda v: 255 - v), "PNG")) is False
    assert alike(data, b"nothing") is None


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_bare_pixels_are_compared_with_every_mode_of_a_file(mode: str) -> None:
    grey = photo().convert("L")
    if mode == "I;16":
        other = Image.frombytes("I;16", grey.size, b"".join(bytes((v, v)) for v in grey.tobytes()))
        shown = grey
    else:
        other = grey.convert(mode) if mode != "P" else grey.convert("RGB").convert("P")
        shown = other.convert("L")
    assert alike_image(shown, saved(other, "PNG"))


def test_the_pages_of_a_scan_are_compared_one_by_one() -> None:
    stream = io.BytesIO()
    photo("1").save(stream, "TIFF", save_all=True, append_images=[photo("99999999")])
    second = saved(photo("99999999"), "JPEG")
    assert alike(second, stream.getvalue(), 1) is True
    assert alike(second, stream.getvalue(), 0) is False
    assert alike(second, stream.getvalue(), 2) is None


def zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name, data in parts.items():
            packed.writestr(name.replace("__", "/"), data)
    return stream.getvalue()


def locked(owner_only: bool) -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(document("锁"))) as pdf:
        user = "" if owner_only else "b"
        pdf.save(stream, encryption=pikepdf.Encryption(owner="a", user=user))
    return stream.getvalue()


def scripted() -> bytes:
    def script(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="1")

    return changed(document("脚本"), script)


MACROS = {
    "[Content_Types].xml": b"",
    "word__vbaProject.bin": b"",
    "word__embeddings__o.bin": b"",
}


@pytest.mark.parametrize(
    ("name", "data", "form", "obstacle", "acts"),
    [
        ("a.pdf", document("甲"), "PDF/A", "", ()),
        ("a.pdf", scan(jpeg()), "非 PDF/A 的 PDF", "", ()),
        ("a.pdf", locked(False), "非 PDF/A 的 PDF", "已加密", ()),
        ("a.pdf", locked(True), "PDF/A", "已加密", ()),
        ("a.pdf", b"%PDF-1.7 noise %%EOF", "非 PDF/A 的 PDF", "已损坏，打不开", ()),
        ("a.pdf", b"", "非 PDF/A 的 PDF", "空文件", ()),
        ("a.pdf", b"no PDF", "非 PDF/A 的 PDF", "已损坏，打不开", ()),
        ("a.pdf", scripted(), "PDF/A", "", ("打开时动作", "脚本")),
        ("a.jpg", jpeg(), "JPEG", "", ()),
        ("a.jpg", jpeg()[:900], "JPEG", "已损坏，打不开", ()),
        ("a.png", saved(photo(), "PNG")[:3000], "PNG", "已损坏，打不开", ()),
        ("a.tif", saved(photo(), "TIFF"), "TIFF", "", ()),
        ("a.docx", docx(), "Word（docx）", "", ()),
        ("a.docx", docx()[:-30], "压缩包", "已损坏，打不开", ()),
        ("a.docx", zipped(a=b"x"), "压缩包", "", ()),
        (
            "a.docx",
            zipped(**MACROS),
            "Word（docx）",
            "",
            ("内嵌对象", "宏"),
        ),
        ("a.xls", b"\xd0\xcf\x11\xe0" + bytes(99), "旧版 Office 文件", "", ()),
        ("a.yaml", "名称: 甲\n".encode(), "纯文本", "", ()),
        ("a.txt", "甲".encode("gbk"), "纯文本", "不是 UTF-8", ()),
        ("a.wps", b"something", "格式不认识（.wps）", "", ()),
        ("a", b"something", "格式不认识", "", ()),
    ],
)
def test_a_file_is_told_as_a_reader_finds_it(
    name: str, data: bytes, form: str, obstacle: str, acts: tuple[str, ...]
) -> None:
    found = look(name, data)
    assert (found.format, found.obstacle, found.acts) == (form, obstacle, acts)
