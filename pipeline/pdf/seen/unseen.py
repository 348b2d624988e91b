"""Text that is found and copied, but not seen: what a picture says, laid over the picture.

One face whose only glyph is empty, one em wide; a code for each character used. Rendering mode 3
(ISO 32000-1, 9.3.6) paints nothing. Must not know where the text came from.
"""

from __future__ import annotations

import io
from functools import cache

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib.tables._g_l_y_f import Glyph

from pipeline.pdf.typeface import FontProgram, composite_font, to_unicode

NAME = "Unseen"


class Unseen:
    """Gives text as content operators, remembers which characters it wrote."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}

    def run(self, text: str, place: tuple[float, ...], width: float) -> bytes:
        """Operators for `text`, `width` long in units of `place`, the six numbers of its matrix."""
        codes = "".join(f"{self._codes.setdefault(one, len(self._codes) + 1):04X}" for one in text)
        stretch = min(max(100 * width / len(text), 1.0), 10_000.0)
        where = " ".join(f"{value:.3f}" for value in place)
        return f"{stretch:.2f} Tz {where} Tm <{codes}> Tj\n".encode("ascii")

    def embed(self, pdf: pikepdf.Pdf) -> pikepdf.Object:
        """The font dictionary, for the characters written so far."""
        program = FontProgram(
            name=f"AAAAAA+{NAME}",
            data=_program(),
            box=(0, 0, 1000, 1000),
            ascent=1000,
            descent=0,
            places=b"\0\0" + b"\0\1" * len(self._codes),
        )
        meaning = {code: character for character, code in self._codes.items()}
        return composite_font(pdf, program, to_unicode(meaning))


@cache
def _program() -> bytes:
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "empty"])
    builder.setupCharacterMap({})
    builder.setupGlyf({".notdef": Glyph(), "empty": Glyph()})
    builder.setupHorizontalMetrics({".notdef": (1000, 0), "empty": (1000, 0)})
    builder.setupHorizontalHeader(ascent=1000, descent=0)
    builder.setupPost(keepGlyphNames=False)
    builder.font["head"].created = builder.font["head"].modified = 0x7C259DC0  # 1970
    builder.font.recalcTimestamp = False
    stream = io.BytesIO()
    builder.save(stream)
    return stream.getvalue()
