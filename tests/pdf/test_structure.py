"""Links and places: what leads nowhere is 0, what is turned is found where it is seen."""

from __future__ import annotations

import datetime
import io

import pikepdf
import pytest

from pipeline.pdf.locate import rows
from pipeline.pdf.pdfa import finish
from pipeline.pdf.read import spots
from pipeline.pdf.structure import structure_of
from tests.archive.samples import document, pdf_of

DAY = datetime.date(2026, 7, 1)


@pytest.mark.parametrize(
    ("destination", "page"),
    [
        (pikepdf.String("chapter"), 0),
        (pikepdf.Name.Chapter, 0),
        (pikepdf.Array(), 0),
        (pikepdf.Array([1, pikepdf.Name.Fit]), 0),
        (pikepdf.Array([pikepdf.Dictionary(Type=pikepdf.Name.Page), pikepdf.Name.Fit]), 0),
        (None, 2),
    ],
)
def test_a_link_leads_to_a_page_or_nowhere(destination: pikepdf.Object | None, page: int) -> None:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(document("两页", 2))) as pdf:
        second = pikepdf.Array([pdf.pages[1].obj, pikepdf.Name.Fit])
        place = second if destination is None else destination
        link = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[1, 1, 9, 9], Dest=place)
        pdf.pages[0].obj.Annots = pikepdf.Array([link])
        pdf.save(stream)
    found = structure_of(stream.getvalue())
    assert found is not None and found.links == (page,)


def test_what_is_no_pdf_has_no_structure() -> None:
    assert structure_of(b"not a pdf") is None


@pytest.mark.parametrize(
    ("matrix", "place"),
    [
        (b"1 0 0 1 0 0", (60, 100)),
        (b"1 0 0 1 5 7", (65, 107)),
        (b"2 0 0 3 0 0", (120, 300)),
        (b"0 1 -1 0 400 0", (300, 60)),
        (b"0 -1 1 0 0 500", (100, 440)),
    ],
)
def test_a_piece_of_text_is_where_it_is_drawn(matrix: bytes, place: tuple[int, int]) -> None:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_of(((60, 100, "7"),)))) as pdf:
        content = pdf.pages[0].obj.Contents.read_bytes()
        pdf.pages[0].obj.Contents = pdf.make_stream(b"q " + matrix + b" cm " + content + b" Q")
        pdf.save(stream)
    (spot,) = spots(stream.getvalue())
    assert (round(spot.x), round(spot.y), spot.text, spot.page_width) == (*place, "7", 595)


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        (((60, 700, "1"), (60, 680, "2"), (60, 660, "3")), (700, 680, 660)),
        (((200, 720, "1"), (60, 700, "1"), (60, 680, "2"), (60, 660, "3")), (700, 680, 660)),
        (((60, 720, "5"), (60, 700, "1"), (60, 680, "2"), (60, 660, "3")), (700, 680, 660)),
        (((60, 700, "1"), (60, 660, "3")), None),
        (((60, 700, "1"), (90, 680, "2"), (60, 660, "3")), None),
        (((60, 660, "1"), (60, 680, "2"), (60, 700, "3")), None),
        (((60, 700, "1"), (66, 680, "2"), (54, 660, "3")), (700, 680, 660)),
    ],
)
def test_running_numbers_are_those_of_one_column_downwards(
    numbers: tuple[tuple[float, float, str], ...], found: tuple[int, ...] | None
) -> None:
    spots_found = rows(pdf_of(numbers), 3)
    heights = None if spots_found is None else tuple(round(one.y) for one in spots_found)
    assert heights == found


@pytest.mark.parametrize(
    "spoken",
    [
        b"/Span <</ActualText (abc)>> BDC",
        b"/Span<</ActualText<FEFF4E00>>>BDC",
        b"/Span << /ActualText (a\\)b\\(c) >>\nBDC",
        b"/Span <</ActualText (two\nlines)>> BDC",
        b"/Span <</ActualText (bro\\\nken)>> BDC",
    ],
)
def test_a_letter_says_no_more_than_itself(spoken: bytes) -> None:
    """A whole line laid on its first letter would be found and marked at that letter."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(document("证书"))) as pdf:
        content = pdf.pages[0].obj.Contents.read_bytes()
        pdf.pages[0].obj.Contents = pdf.make_stream(spoken + b" " + content + b" EMC")
        pdf.save(stream)
    with pikepdf.open(io.BytesIO(finish(stream.getvalue(), title="证书", created=DAY))) as done:
        written = done.pages[0].obj.Contents.read_bytes()
    assert b"ActualText" not in written and b"/Span BMC" in written and b"EMC" in written
