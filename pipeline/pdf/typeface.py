"""One TrueType face for what the archive itself writes on a page: stamps, captions, notes.

Draws text runs and embeds one subset of the face per file, as a CID font with ToUnicode, so that
page numbers can be searched and copied. (Helvetica, unembedded, would break PDF/A: measured.)
Must not know what a stamp or a caption says.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont, TTLibError

from pipeline.errors import PipelineError

#: Stands for a character that the face does not have; 〓 (geta) is the printers' sign for it.
GETA = "〓"
Align = Literal["left", "centre", "right"]


class Typeface:
    """Measures text, gives it as content operators, remembers which glyphs it drew."""

    def __init__(self, data: bytes) -> None:
        try:
            font = TTFont(io.BytesIO(data), lazy=True, recalcTimestamp=False)
            self._glyphs: dict[int, str] = font.getBestCmap() or {}
            self._widths: dict[str, tuple[int, int]] = font["hmtx"].metrics
            self._units: int = font["head"].unitsPerEm
            outlines = "glyf" in font
        except (TTLibError, KeyError, OSError) as error:
            raise PipelineError(
                f"页码字体无法读取：{error}", "请重新安装本程序自带的字体。"
            ) from error
        if not outlines:
            raise PipelineError("页码字体不是 TrueType 轮廓", "请使用本程序自带的字体。")
        self._data = data
        #: Code of each glyph drawn, from 1 in order of first use: known before the subset is made.
        self._codes: dict[str, int] = {}
        self._meaning: dict[int, str] = {}

    def width(self, text: str, size: float) -> float:
        """Width of `text` in points."""
        return sum(self._widths[self._glyph(c)][0] for c in text) * size / self._units

    def fit(self, text: str, size: float, room: float) -> str:
        """`text`, or as much of its beginning with … as `room` points hold."""
        if self.width(text, size) <= room:
            return text
        while text and self.width(text + "…", size) > room:
            text = text[:-1]
        return text + "…"

    def wrap(self, text: str, size: float, room: float) -> tuple[str, ...]:
        """`text` in lines of at most `room` points, broken between any two characters."""
        lines = [""]
        for character in text:
            if lines[-1] and self.width(lines[-1] + character, size) > room:
                lines.append("")
            lines[-1] += character
        return tuple(lines)

    def run(self, text: str, x: float, y: float, size: float, align: Align = "left") -> bytes:
        """Operators that draw `text` with its baseline at (x, y) in font /F0."""
        x -= {"left": 0.0, "centre": 0.5, "right": 1.0}[align] * self.width(text, size)
        codes = "".join(f"{self._code(c):04X}" for c in text)
        return f"BT /F0 {size:.2f} Tf 0 g {x:.2f} {y:.2f} Td <{codes}> Tj ET\n".encode("ascii")

    def embed(self, pdf: pikepdf.Pdf) -> pikepdf.Object:
        """The font dictionary for /F0, holding the glyphs drawn so far."""
        font = self._subset()
        tag = hashlib.sha256("".join(sorted(self._meaning.values())).encode()).digest()
        prefix = "".join(chr(ord("A") + byte % 26) for byte in tag[:6])
        stream = io.BytesIO()
        font.save(stream, reorderTables=False)
        scale = 1000 / self._units
        head, hhea = font["head"], font["hhea"]
        places = [0, *(font.getGlyphID(glyph) for glyph in self._codes)]
        program = FontProgram(
            name=f"{prefix}+{_ascii_name(font)}",
            data=stream.getvalue(),
            box=[round(v * scale) for v in (head.xMin, head.yMin, head.xMax, head.yMax)],
            ascent=round(hhea.ascent * scale),
            descent=round(hhea.descent * scale),
            places=b"".join(at.to_bytes(2, "big") for at in places),
            widths=[round(self._widths[glyph][0] * scale) for glyph in self._codes],
        )
        return composite_font(pdf, program, to_unicode(self._meaning))

    def _glyph(self, character: str) -> str:
        for candidate in (character, GETA, "?"):
            if (name := self._glyphs.get(ord(candidate))) is not None:
                return name
        return ".notdef"

    def _code(self, character: str) -> int:
        code = self._codes.setdefault(self._glyph(character), len(self._codes) + 1)
        self._meaning.setdefault(code, character if ord(character) in self._glyphs else GETA)
        return code

    def _subset(self) -> TTFont:
        """A fresh subset with the glyphs drawn and no others."""
        options = subset.Options(
            notdef_outline=True,
            layout_features=[],
            name_IDs=[6],
            glyph_names=False,
            recalc_timestamp=False,
            hinting=False,
        )
        options.drop_tables += ["GSUB", "GPOS", "GDEF", "vhea", "vmtx", "DSIG", "OS/2"]
        font = TTFont(io.BytesIO(self._data), recalcTimestamp=False)
        subsetter = subset.Subsetter(options)
        subsetter.populate(glyphs=list(self._codes))
        subsetter.subset(font)
        return font


def _ascii_name(font: TTFont) -> str:
    name = str(font["name"].getDebugName(6) or "") if "name" in font else ""
    return "".join(c for c in name if c.isascii() and (c.isalnum() or c == "-")) or "Face"


@dataclass(frozen=True, slots=True, kw_only=True)
class FontProgram:
    """A TrueType file, `name` with the tag of its subset, and its measures in thousandths of the
    size: the box of all glyphs, the heights above and below the line, the width of each character
    from the first on and of all others. `places` are glyph numbers, two bytes each, from 0 on."""

    name: str
    data: bytes
    box: Sequence[int]
    ascent: int
    descent: int
    places: bytes
    widths: Sequence[int] = field(default=())
    usual_width: int = 1000


def composite_font(pdf: pikepdf.Pdf, program: FontProgram, meaning: bytes) -> pikepdf.Object:
    """An indirect Type 0 font of `pdf` (PDF 32000-1, 9.7) with all that PDF/A-2b asks for (ISO
    19005-2, 6.2.11); `meaning` is its ToUnicode."""
    name = pikepdf.Name(f"/{program.name}")
    descriptor = pikepdf.Dictionary(
        Type=pikepdf.Name.FontDescriptor,
        FontName=name,
        Flags=4,
        FontBBox=[*program.box],
        ItalicAngle=0,
        Ascent=program.ascent,
        Descent=program.descent,
        CapHeight=program.ascent,
        StemV=80,
        FontFile2=pdf.make_stream(program.data, Length1=len(program.data)),
    )
    descendant = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=pikepdf.Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=program.usual_width,
        CIDToGIDMap=pdf.make_stream(program.places),
    )
    if program.widths:
        descendant.W = [1, pikepdf.Array(program.widths)]
    composite = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type0,
        BaseFont=name,
        Encoding=pikepdf.Name("/Identity-H"),
        DescendantFonts=[pdf.make_indirect(descendant)],
        ToUnicode=pdf.make_stream(meaning),
    )
    return pdf.make_indirect(composite)


def to_unicode(used: dict[int, str]) -> bytes:
    """The CMap from glyph codes back to characters, in blocks of 100 as the format demands."""
    pairs = [f"<{code:04X}> <{c.encode('utf-16-be').hex().upper()}>" for code, c in used.items()]
    pairs.sort()
    blocks = []
    for start in range(0, len(pairs), 100):
        part = pairs[start : start + 100]
        blocks.append(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar\n")
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        + "".join(blocks)
        + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")
