"""Lines as wide as the frame with text between them: the red line under a number, and the 版记.

Tables, since a paragraph's border is drawn wider by one engine (measured: 157 mm for 156).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from templates.house import style


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A line: eighths of a point and colour."""

    eighths: int
    color: str = "000000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Text in one style, right-aligned if asked. `face` letters the part after the colon."""

    text: str
    style: str
    align: str = "left"
    hanging: int = 0
    face_after_colon: str = ""


def ruled_table(
    frame: int,
    rows: Sequence[tuple[Piece, ...]],
    rules: Sequence[Rule | None],
    *,
    side: int,
    above: int = 0,
    below: int = 0,
    at_foot: bool = False,
) -> object:
    """Rows of one or two pieces; `rules[n]` is the line above row n, the last the bottom one.

    `side`, `above`, `below` are the blank around the text, in twips; `side` is an indent, since a
    cell's margin shifts a placed table in one engine (measured). `at_foot` puts the table on the
    frame's bottom edge.
    """
    half = frame // 2
    drawn = []
    for row, top, bottom in zip(rows, rules, rules[1:], strict=False):
        lines = _line("top", top) + _line("bottom", bottom)
        widths = (frame,) if len(row) == 1 else (half, frame - half)
        span = '<w:gridSpan w:val="2"/>' if len(row) == 1 else ""
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}'
            f"<w:tcBorders>{lines}</w:tcBorders></w:tcPr>{_paragraph(piece, side)}</w:tc>"
            for piece, width in zip(row, widths, strict=True)
        )
        drawn.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
    margins = {"top": above, "left": 0, "bottom": below, "right": 0}
    blank = "".join(f'<w:{key} w:w="{one}" w:type="dxa"/>' for key, one in margins.items())
    return parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr>{_FOOT if at_foot else ''}"
        f'<w:tblW w:w="{frame}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{blank}</w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{half}"/><w:gridCol w:w="{frame - half}"/>'
        f"</w:tblGrid>{''.join(drawn)}</w:tbl>"
    )


#: Across from the page's edge: LibreOffice 7.4 leaves a table after the text if both are "margin".
_FOOT = (
    '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin"'
    f' w:horzAnchor="page" w:tblpX="{style.LEFT}" w:tblpYSpec="bottom"/>'
)


def _line(side: str, rule: Rule | None) -> str:
    if rule is None:
        return ""
    return f'<w:{side} w:val="single" w:sz="{rule.eighths}" w:space="0" w:color="{rule.color}"/>'


def _paragraph(piece: Piece, side: int) -> str:
    left, hanging = side + piece.hanging, piece.hanging
    runs = [("", piece.text)]
    if piece.face_after_colon:
        head, colon, tail = piece.text.partition("：")
        runs = [("", head + colon), (piece.face_after_colon, tail)]
    written = "".join(
        f"<w:r>{f'<w:rPr>{faces}</w:rPr>' if faces else ''}"
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
        for faces, text in runs
    )
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{piece.style}"/><w:keepNext/>'
        f'<w:ind w:left="{left}" w:right="{side}" w:hanging="{hanging}"/>'
        f'<w:jc w:val="{piece.align}"/></w:pPr>{written}</w:p>'
    )
