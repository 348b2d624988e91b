"""Every kind of picture is bound as it looks, or named; none takes long or much memory."""

from __future__ import annotations

import io
import resource
import time

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from pipeline.foreign.bounded import Bounded
from pipeline.foreign.limits import Exceeded
from pipeline.pdf.images import ImageFault, drawn_pictures, read_pictures
from pipeline.pdf.pictures.sheet import PhotoSheet
from tests.foreign.pictures import (
    Made,
    broken,
    drawn,
    every_kind,
    every_orientation,
    stored,
    with_pages,
    with_profiles,
    written,
)

Measured = tuple[PhotoSheet | ImageFault, float, int]


def measured(data: bytes) -> Measured:
    """What is drawn, in how many seconds of the processor, and the most memory so far in KB."""
    start = time.process_time()
    found = drawn_pictures(data)
    return found, time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def page_of(sheet: PhotoSheet, page: int = 0) -> Image.Image:
    """The picture on a page as a reader draws it: what is not the white around it."""
    document = pypdfium2.PdfDocument(sheet.pdf)
    image: Image.Image = document[page].render(scale=96 / 72).to_pil().convert("RGB")
    document.close()
    return image


def unlike(one: Image.Image, other: Image.Image) -> float:
    """How far the colours are from each other, eight by eight dots: the mean of each channel,
    added."""
    small = (one.width // 8, one.height // 8)
    pair = [each.resize(small, Image.Resampling.BOX) for each in (one, other)]
    return float(sum(ImageStat.Stat(ImageChops.difference(*pair)).mean))


def looks_like(page: Image.Image, shown: Image.Image) -> bool:
    """Whether the middle of the page shows it: drawn at 96 dpi, so dot by dot."""
    wide, high = shown.size
    # By sheet.py the picture stands in the middle across, its foot is at the same height always.
    white = ImageChops.difference(page, Image.new("RGB", page.size, "white")).getbbox()
    if white is None:
        return False
    left = (page.width - wide) // 2
    best = min(
        unlike(page.crop((x, y, x + wide, y + high)), shown)
        for x in range(left - 2, left + 3)
        for y in range(white[1] - 2, white[1] + 3)
    )
    return best < 3 * 14


ALL = (*every_kind(), *every_orientation(), *with_profiles())


@pytest.mark.parametrize("one", ALL[::9], ids=lambda one: one.name)
def test_a_picture_is_bound_as_it_looks(one: Made) -> None:
    sheet = drawn_pictures(one.data)
    assert isinstance(sheet, PhotoSheet), sheet
    assert looks_like(page_of(sheet), one.shown)


@pytest.mark.parametrize(
    ("name", "data", "pages"), list(with_pages()), ids=lambda one: str(one)[:9]
)
def test_each_page_of_a_scan_is_bound_and_of_what_moves_the_first(
    name: str, data: bytes, pages: int
) -> None:
    sheet = drawn_pictures(data)
    assert isinstance(sheet, PhotoSheet) and sheet.pages == pages
    assert ("只编入第一帧" in sheet.remark) is (pages == 1)


@pytest.mark.parametrize("kind", ["TIFF", "WEBP", "BMP", "GIF"])
def test_what_is_converted_says_so(kind: str) -> None:
    found = read_pictures(written(drawn(), kind))
    assert not isinstance(found, ImageFault) and found.remark.startswith("由 ")
    found = read_pictures(written(drawn(), "JPEG"))
    assert not isinstance(found, ImageFault) and found.remark == ""


@pytest.mark.parametrize("how", [{}, {"progressive": True}, {"restart_marker_rows": 1}])
def test_half_a_jpeg_with_an_end_glued_on_is_told(how: dict[str, object]) -> None:
    whole = written(drawn().resize((480, 320)), "JPEG", **how)
    half = whole[: len(whole) * 2 // 3].rstrip(b"\xff") + b"\xff\xd9"
    found = read_pictures(half)
    assert not isinstance(found, ImageFault) and "不完整" in found.remark
    found = read_pictures(whole)
    assert not isinstance(found, ImageFault) and found.remark == ""


def test_junk_between_the_segments_of_a_jpeg_is_passed_over_as_every_viewer_does() -> None:
    whole = written(drawn(), "JPEG")
    at = 4 + int.from_bytes(whole[4:6], "big")
    found = read_pictures(whole[:at] + b"\0\x01junk" + whole[at:])
    assert not isinstance(found, ImageFault) and "重新编码" in found.remark
    with Image.open(io.BytesIO(found.photos[0].data)) as seen:
        assert unlike(seen.convert("RGB"), drawn()) < 24


@pytest.mark.thorough
def test_all_pictures_whole_and_broken_are_bound_or_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    bound = named = 0
    longest, most = 0.0, 0
    with Bounded() as reader:
        first = reader.call(measured, written(drawn(), "PNG"))
        assert not isinstance(first, Exceeded)
        for one in ALL:
            found = reader.call(measured, one.data)
            assert not isinstance(found, Exceeded), one.name
            sheet, seconds, memory = found
            assert isinstance(sheet, PhotoSheet), (one.name, sheet)
            assert looks_like(page_of(sheet), one.shown), one.name
            longest, most, bound = max(longest, seconds), max(most, memory), bound + 1
            for name, data in broken(one.data):
                found = reader.call(measured, data)
                assert not isinstance(found, Exceeded), (one.name, name)
                sheet, seconds, memory = found
                assert isinstance(sheet, PhotoSheet) or sheet.reason, (one.name, name)
                longest, most = max(longest, seconds), max(most, memory)
                named += 1
    with capsys.disabled():
        said = f"{bound} whole bound, {named} broken bound or named"
        print(f"\n{said}; longest {longest:.2f} s, most {(most - first[2]) / 1000:.0f} MB")
    assert longest < 10 and most - first[2] < 500_000


@pytest.mark.thorough
def test_a_large_picture_takes_bounded_memory() -> None:
    """75 megapixels took 917 MB."""
    image = stored("RGB").resize((10_000, 7_500))
    with Bounded() as reader:
        for kind, how in (("PNG", {"compress_level": 1}), ("JPEG", {}), ("BMP", {})):
            found = reader.call(measured, written(image, kind, **how))
            assert not isinstance(found, Exceeded), kind
            assert isinstance(found[0], PhotoSheet), kind
