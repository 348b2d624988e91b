"""Fonts as other programs write them: ranges of codes, lists of widths, letters of two bytes."""

from __future__ import annotations

import pikepdf
import pytest

from pipeline.pdf.font_codes import Decoder, decoder_of


def simple(unicode: bytes, **keys: object) -> Decoder:
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.TrueType,
        BaseFont=pikepdf.Name("/ABCDEF+Song"),
        ToUnicode=pdf.make_stream(unicode),
    )
    for key, value in keys.items():
        font[f"/{key}"] = value
    return decoder_of(font)


def composite(unicode: bytes, **keys: object) -> Decoder:
    pdf = pikepdf.new()
    inner = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.CIDFontType2)
    for key, value in keys.items():
        inner[f"/{key}"] = value
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type0,
        BaseFont=pikepdf.Name("/Song"),
        DescendantFonts=[inner],
        ToUnicode=pdf.make_stream(unicode),
    )
    return decoder_of(font)


ONE = b"1 begincodespacerange <00> <ff> endcodespacerange "
TWO = b"1 begincodespacerange <0000> <ffff> endcodespacerange "


@pytest.mark.parametrize(
    ("unicode", "codes", "text"),
    [
        (ONE + b"2 beginbfchar <01> <4e00> <02> <0031> endbfchar", b"\1\2", "一1"),
        (ONE + b"1 beginbfrange <10> <13> <4e00> endbfrange", b"\x10\x11\x13", "一丁七"),
        (ONE + b"1 beginbfrange <10> <11> [<0041> <007a>] endbfrange", b"\x10\x11", "Az"),
        (
            ONE + b"2 beginbfrange <10> <11> <0041> <20> <20> <0061> endbfrange",
            b"\x10\x11\x20",
            "ABa",
        ),
        (ONE + b"1 beginbfchar <01> <00660069> endbfchar", b"\1", "fi"),
        (ONE + b"1 beginbfchar <01> <d842dfb7> endbfchar", b"\1", "\U00020bb7"),
    ],
)
def test_codes_become_letters(unicode: bytes, codes: bytes, text: str) -> None:
    decoder = simple(unicode)
    assert "".join(decoder.meaning.get(code, "?") for code in codes) == text
    assert decoder.face == "Song" and decoder.size == 1


def test_two_bytes_make_a_code_where_the_font_says_so() -> None:
    decoder = composite(TWO + b"1 beginbfrange <0100> <0102> <4e00> endbfrange")
    assert (decoder.size, decoder.meaning) == (2, {256: "一", 257: "丁", 258: "丂"})


def test_widths_of_a_simple_font_are_counted_from_its_first_letter() -> None:
    decoder = simple(ONE, FirstChar=32, Widths=[250, 500, 1000])
    assert [decoder.width(code) for code in (31, 32, 33, 34, 35)] == [0, 0.25, 0.5, 1, 0]
    assert simple(ONE).width(32) == 0


def test_widths_of_a_composite_font_come_one_by_one_or_for_a_range() -> None:
    decoder = composite(TWO, W=[1, [500, 600], 10, 12, 250, 20, [700]], DW=900)
    found = {code: decoder.width(code) for code in (0, 1, 2, 3, 9, 10, 11, 12, 13, 20, 21)}
    assert found == {
        0: 0.9,
        1: 0.5,
        2: 0.6,
        3: 0.9,
        9: 0.9,
        10: 0.25,
        11: 0.25,
        12: 0.25,
        13: 0.9,
        20: 0.7,
        21: 0.9,
    }
    assert composite(TWO).width(7) == 1
