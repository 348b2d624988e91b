"""Letters and rules are placed to the point, whatever operators place them."""

from __future__ import annotations

import io

import pikepdf
import pytest

from pipeline.pdf.drawing import Drawn, drawings

_UNICODE = (
    b"1 begincodespacerange <00> <ff> endcodespacerange"
    b" 2 beginbfchar <01> <4e00> <02> <0031> endbfchar"
)


def page(content: bytes) -> Drawn:
    """One A4 page that draws `content`; in font F0 code 1 is 一 and code 2 is 1, half as wide."""
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.TrueType,
        BaseFont=pikepdf.Name("/ABCDEF+Song"),
        FirstChar=1,
        LastChar=2,
        Widths=[1000, 500],
        ToUnicode=pdf.make_stream(_UNICODE),
    )
    form = pikepdf.Stream(
        pdf,
        b"BT /F0 10 Tf 0 0 Td (\x01) Tj ET",
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Form,
        BBox=[0, 0, 50, 50],
        Matrix=[1, 0, 0, 1, 5, 7],
    )
    resources = pikepdf.Dictionary(
        Font=pikepdf.Dictionary(F0=pdf.make_indirect(font)),
        XObject=pikepdf.Dictionary(X0=pdf.make_indirect(form)),
    )
    body = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[0, 0, 595, 842],
        Resources=resources,
        Contents=pdf.make_stream(content),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(body)))
    target = io.BytesIO()
    pdf.save(target)
    (drawn,) = drawings(target.getvalue())
    return drawn


@pytest.mark.parametrize(
    "content",
    [
        b"BT /F0 16 Tf 100 742 Td (\x01\x02) Tj ET",
        b"BT /F0 16 Tf 1 0 0 1 100 742 Tm [(\x01) 0 (\x02)] TJ ET",
        b"q 1 0 0 -1 0 842 cm BT /F0 16 Tf 1 0 0 -1 100 100 Tm (\x01\x02) Tj ET Q",
        b"q 2 0 0 2 100 742 cm BT /F0 8 Tf 0 0 Td (\x01\x02) Tj ET Q",
        b"BT /F0 16 Tf 20 TL 100 762 Td T* (\x01\x02) Tj ET",
    ],
)
def test_ways_to_place_the_same_letters(content: bytes) -> None:
    one, digit = page(content).letters
    assert (one.text, one.x, one.y, one.width, one.size) == ("一", 100, 100, 16, 16)
    assert (digit.text, digit.x, digit.width) == ("1", 116, 8)
    assert one.face == "Song" and one.color == "000000"


def test_spacing_moves_the_next_letter() -> None:
    first, second = page(b"BT /F0 16 Tf -0.25 Tc 0 0 Td (\x01\x01) Tj ET").letters
    assert second.x - first.x == pytest.approx(15.75)
    first, second = page(b"BT /F0 16 Tf 0 0 Td [(\x01) 125 (\x01)] TJ ET").letters
    assert second.x - first.x == pytest.approx(14)


def test_letters_inside_a_form_and_their_colour() -> None:
    (letter,) = page(b"1 0 0 rg /X0 Do").letters
    assert (letter.x, letter.y, letter.color) == (5, 835, "FF0000")


def test_rules_stroked_filled_and_not_painted() -> None:
    content = b"q 1 0 0 RG 2 w 10 800 m 110 800 l S Q 20 700 0.5 90 re f 0 0 300 300 re W n"
    red, thin = page(content).rules
    assert (red.x0, red.y0, red.x1, red.thickness, red.color) == (10, 42, 110, 2, "FF0000")
    assert thin.upright and (thin.x0, thin.y0, thin.y1) == (20, 52, 142)


def placed(content: bytes) -> list[str]:
    """Letters and rules in words, so that one line of a table says all of a page."""
    drawn = page(content)
    letters = [f"{a.text} {a.x:g},{a.y:g} {a.width:g}×{a.size:g} {a.color}" for a in drawn.letters]
    rules = [f"{r.x0:g},{r.y0:g}–{r.x1:g},{r.y1:g} {r.thickness:g} {r.color}" for r in drawn.rules]
    return letters + rules


@pytest.mark.parametrize(
    ("content", "found"),
    [
        # Rules: closed paths, boxes, thick and thin fills, what is both, what is cut away.
        (
            b"10 800 m 110 800 l 110 700 l 10 700 l h S",
            [
                "10,42–110,42 1 000000",
                "110,42–110,142 1 000000",
                "10,142–110,142 1 000000",
                "10,42–10,142 1 000000",
            ],
        ),
        (
            b"10 700 100 50 re S",
            [
                "10,142–110,142 1 000000",
                "110,92–110,142 1 000000",
                "10,92–110,92 1 000000",
                "10,92–10,142 1 000000",
            ],
        ),
        (b"10 800 m 110 700 l S", []),
        (b"10 800 m 110 797.5 l S", ["10,42–110,44.5 1 000000"]),
        (b"10 800 m 110 797 l S", []),
        (b"10 700 100 2.9 re f", ["10,139.1–110,142 2.9 000000"]),
        (b"10 700 100 3 re f", []),
        (
            b"0 1 0 RG 0 0 1 rg 4 w 10 700 100 1 re B",
            [
                "10,141–110,142 1 0000FF",
                "10,142–110,142 4 00FF00",
                "110,141–110,142 4 00FF00",
                "10,141–110,141 4 00FF00",
                "10,141–10,142 4 00FF00",
            ],
        ),
        (b"10 700 100 1 re n", []),
        (
            b"10 700 m 50 700 l S 60 700 m 90 700 l S",
            ["10,142–50,142 1 000000", "60,142–90,142 1 000000"],
        ),
        (
            b"10 700 m 50 700 l 60 700 m 90 700 l S",
            ["10,142–50,142 1 000000", "60,142–90,142 1 000000"],
        ),
        (
            b"q 2 0 0 2 0 0 cm 3 w 10 300 m 50 300 l S Q 10 700 m 50 700 l S",
            ["20,242–100,242 6 000000", "10,142–50,142 1 000000"],
        ),
        (b"0.5 G 10 700 m 50 700 l S", ["10,142–50,142 1 808080"]),
        # Letters: leading, the two signs that begin a line, stretched, spaced, turned, coloured.
        (
            b"BT /F0 10 Tf 100 742 Td 20 TL (\1) Tj T* (\1) Tj ET",
            ["一 100,100 10×10 000000", "一 100,120 10×10 000000"],
        ),
        (
            b"BT /F0 10 Tf 100 742 Td 0 -15 TD (\1) Tj T* (\1) Tj ET",
            ["一 100,115 10×10 000000", "一 100,130 10×10 000000"],
        ),
        (
            b"BT /F0 10 Tf 100 742 Td 12 TL (\1) ' 0 0 (\1) \" ET",
            ["一 100,112 10×10 000000", "一 100,124 10×10 000000"],
        ),
        (
            b"BT /F0 10 Tf 50 Tz 2 Tc 100 742 Td (\1\2\1) Tj ET",
            ["一 100,100 5×10 000000", "1 106,100 2.5×10 000000", "一 109.5,100 5×10 000000"],
        ),
        (
            b"BT /F0 10 Tf 100 742 Td [(\1) -500 (\1)] TJ ET",
            ["一 100,100 10×10 000000", "一 115,100 10×10 000000"],
        ),
        (
            b"BT /F0 10 Tf 50 Tz 100 742 Td [(\1) -500 (\1)] TJ ET",
            ["一 100,100 5×10 000000", "一 107.5,100 5×10 000000"],
        ),
        (
            b"BT /F0 10 Tf 0 1 -1 0 100 742 Tm (\1\2) Tj ET",
            ["一 100,100 10×10 000000", "1 100,90 5×10 000000"],
        ),
        (
            b"q 0 0 1 rg BT /F0 10 Tf 100 742 Td (\1) Tj ET Q BT /F0 10 Tf 100 700 Td (\1) Tj ET",
            ["一 100,100 10×10 0000FF", "一 100,142 10×10 000000"],
        ),
        (b"Q BT /F0 10 Tf 1 0 0 1 100 742 Tm 10 5 Td (\1) Tj ET", ["一 110,95 10×10 000000"]),
        (b"BT 100 742 Td (\1) Tj ET", []),
    ],
)
def test_what_a_page_shows(content: bytes, found: list[str]) -> None:
    assert placed(content) == found
