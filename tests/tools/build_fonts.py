"""Makes the bundled faces from their sources: `python -m tests.tools.build_fonts SOURCE_DIR`.

Run by hand, once per new release of a source; the results are committed. SOURCE_DIR holds the files
named in `FACES` (see README.md beside the faces for the packages they come from). Same sources,
same bytes: nothing is dated by the clock.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import _g_l_y_f as glyf

import pipeline.documents.fonts

HERE = Path(pipeline.documents.fonts.__file__).parent
#: Seconds since 1904, for head.created and head.modified: 2026-01-01. Otherwise the clock's.
FIXED_TIME = 3850070400
EM = 1000
#: White beside a quotation mark, on the side of the quoted words.
SIDE = 80
#: Name records kept as they are, as the OFL asks: copyright, designer, licence, licence address.
NOTICES = (0, 9, 13, 14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One face to make. New names: OFL 1.1 (3) reserves 「Source」「LXGW」「Liberation」."""

    family: str
    source: str
    latin_only: bool = False
    bold: bool = False

    @property
    def file(self) -> str:
        return self.family.replace(" ", "") + ("-Bold" if self.bold else "") + ".ttf"


FACES = (
    Face(family="Studio Song", source="NotoSerifSC_400Regular.ttf"),
    # 小标宋 is a heavy-stemmed Song: Bold comes nearest in colour, Black fills at 22 pt.
    Face(family="Studio Biaosong", source="NotoSerifSC_700Bold.ttf"),
    # 黑体 of official papers is a medium weight: Regular looks thin beside the Song text.
    Face(family="Studio Hei", source="NotoSansSC_500Medium.ttf"),
    Face(family="Studio Kai", source="LXGWWenKai-Regular.ttf"),
    # Same widths as Times New Roman, so that Word and this program break lines alike.
    Face(family="Studio Latin", source="LiberationSerif-Regular.ttf", latin_only=True),
    Face(family="Studio Latin", source="LiberationSerif-Bold.ttf", latin_only=True, bold=True),
)


def characters() -> str:
    """Every character of characters.txt, and those it cannot show: the spaces and 「#」."""
    lines = (HERE / "characters.txt").read_text(encoding="utf-8").splitlines()
    return "".join(line for line in lines if not line.startswith("# ")) + " \u00a0\u3000#"


def latin() -> str:
    """The part of the list that a Latin face draws; Chinese marks stay with Chinese faces."""
    return "".join(c for c in characters() if ord(c) < 0x250)


def draw_boxes(font: TTFont) -> None:
    """Add ☐ ☑ ☒ ✔, which the sources lack and forms need, out of □ ✓ × of the same face."""
    names = font.getBestCmap()
    box, tick, cross = names[0x25A1], names[0x2713], names[0xD7]
    made = {0x2610: (box,), 0x2611: (box, tick), 0x2612: (box, cross), 0x2714: (tick,)}
    for code, parts in made.items():
        if code not in names:
            _add_composite(font, code, parts)


def set_full_width(font: TTFont) -> None:
    """Give — “ ” ‘ ’ · the width of a character, as GB/T 15834 prints them; let —— join up.

    The sources do so by features (locl, ccmp) that no engine here applies, or not at all (Kai).
    """
    glyphs, metrics, names = font["glyf"], font["hmtx"], font.getBestCmap()
    for code in (0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0xB7):
        name = names[code]
        glyph = glyphs[name]
        width = glyph.xMax - glyph.xMin
        if code == 0x2014:
            glyph.coordinates.scale((EM / width, 1))
            left = 0
        elif code == 0xB7:
            left = (EM - width) // 2
        else:
            left = EM - width - SIDE if code in (0x2018, 0x201C) else SIDE
        glyph.recalcBounds(glyphs)
        glyph.coordinates.translate((left - glyph.xMin, 0))
        glyph.recalcBounds(glyphs)
        metrics[name] = (EM, glyph.xMin)


def _add_composite(font: TTFont, code: int, parts: tuple[str, ...]) -> None:
    glyphs, metrics = font["glyf"], font["hmtx"]
    name = f"uni{code:04X}"
    pen = TTGlyphPen(glyphs)
    pen.addComponent(parts[0], (1, 0, 0, 1, 0, 0))
    for part in parts[1:]:
        pen.addComponent(part, _centred(glyphs, part, parts[0]))
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    glyphs[name] = pen.glyph()
    glyphs[name].recalcBounds(glyphs)
    metrics[name] = (metrics[parts[0]][0], glyphs[name].xMin)
    if "vmtx" in font:
        font["vmtx"][name] = font["vmtx"][parts[0]]
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[code] = name


def _centred(
    glyphs: glyf.table__g_l_y_f, part: str, box: str
) -> tuple[float, float, float, float, float, float]:
    """A transform that puts `part` in the middle of `box`, filling 0.7 of it."""
    inner, outer = glyphs[part], glyphs[box]
    inner.recalcBounds(glyphs)
    outer.recalcBounds(glyphs)
    scale = round(
        0.7
        * min(
            (outer.xMax - outer.xMin) / (inner.xMax - inner.xMin),
            (outer.yMax - outer.yMin) / (inner.yMax - inner.yMin),
        ),
        3,
    )
    shift_x = (outer.xMin + outer.xMax) / 2 - scale * (inner.xMin + inner.xMax) / 2
    shift_y = (outer.yMin + outer.yMax) / 2 - scale * (inner.yMin + inner.yMax) / 2
    return (scale, 0, 0, scale, round(shift_x), round(shift_y))


def rename(font: TTFont, face: Face) -> None:
    """Give the face its own family, regular weight and no trade marks of others."""
    style = "Bold" if face.bold else "Regular"
    table = font["name"]
    notices = {i: table.getDebugName(i) for i in NOTICES if table.getDebugName(i)}
    postscript = face.file.removesuffix(".ttf") + ("" if face.bold else "-Regular")
    named = {
        1: face.family,
        2: style,
        3: f"{postscript};studio-pipeline",
        4: f"{face.family} {style}",
        5: "Version 1.000",
        6: postscript,
    }
    table.names = []
    for number, text in sorted({**notices, **named}.items()):
        table.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = 700 if face.bold else 400
    font["OS/2"].fsSelection = 0x20 if face.bold else 0x40
    font["OS/2"].fsType = 0  # OFL: may be embedded freely
    font["head"].macStyle = 1 if face.bold else 0
    font["head"].created = font["head"].modified = FIXED_TIME


def make(face: Face, sources: Path) -> Path:
    """Write one face beside this file and return where it stands."""
    font = TTFont(sources / face.source, recalcTimestamp=False)
    if not face.latin_only:
        draw_boxes(font)
        set_full_width(font)
    options = subset.Options(
        # Advance widths alone place glyphs: no feature may turn “——” or （） into other widths.
        layout_features=[],
        hinting=False,
        desubroutinize=True,
        notdef_outline=True,
        name_IDs=["*"],
        name_languages=["*"],
        recalc_timestamp=False,
        glyph_names=False,
        drop_tables=["DSIG", "STAT", "GDEF", "GPOS", "GSUB", "BASE", "FFTM", "vmtx", "vhea"],
    )
    tool = subset.Subsetter(options)
    tool.populate(text=latin() if face.latin_only else characters())
    tool.subset(font)
    rename(font, face)
    target = HERE / face.file
    font.save(target, reorderTables=True)
    return target


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        sys.stderr.write("用法：python -m tests.tools.build_fonts 源字体目录\n")
        return 2
    for face in FACES:
        target = make(face, Path(arguments[0]))
        sys.stderr.write(f"{target.name} {target.stat().st_size:,} 字节\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
