"""Tables of forms: rows of labels and values, lists, and the cells where people sign.

Measured: a row with vertically centred cells is never split over pages by the embedded engine,
so only short rows are centred; long text and lists of text are not, and may run on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from templates.house.style import TWIPS_PER_MM

#: A line of text and a line of signature, as `style` sets them (18 and 22 pt).
_LINE_MM, _SIGN_MM = 6.4, 7.8
_DENSE = ("表格标签", "表格内容", "表格居中")
BLANK_DATE = "　　年　　月　　日"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Text of one cell; a newline starts a paragraph, so `{%p … %}` lines may stand alone."""

    text: str
    style: str
    span: int = 1
    #: A Jinja condition true in the first row of a run of rows that share this cell.
    first_row: str = ""
    #: Plain vertical merging of fixed rows.
    merge: Literal["", "restart", "continue"] = ""
    #: Lines below the text with their styles, and the millimetres between.
    foot: tuple[tuple[str, str], ...] = ()
    foot_gap: float = 0


def label(text: str, span: int = 1) -> Cell:
    """What the form asks, in 黑体."""
    return Cell(text=text, style="表格标签", span=span)


def value(text: str, span: int = 1) -> Cell:
    """What is filled in: words, flush left."""
    return Cell(text=text, style="表格内容", span=span)


def centred(text: str, span: int = 1, first_row: str = "") -> Cell:
    """What is filled in: names, dates, numbers. `first_row`: see Cell."""
    return Cell(text=text, style="表格居中", span=span, first_row=first_row)


def prose(expression: str) -> str:
    """Paragraphs for a cell, one for each line of a text: never none, which Word refuses."""
    return f"{{%p for 段 in ({expression}).split('\\n') %}}\n{{{{ 段 }}}}\n{{%p endfor %}}"


class Form:
    """Rows of one table, over the columns given in millimetres and fitted to the frame."""

    def __init__(self, columns: tuple[float, ...], frame: int, dense: bool = False) -> None:
        self._dense = dense
        scale = frame / sum(columns)
        self._widths = [round(one * scale) for one in columns]
        self._rows: list[str] = []

    def row(self, *cells: Cell, height: float = 9) -> None:
        """Short fields side by side; `height` in mm is a minimum."""
        self._add(cells, height=height)

    def head(self, *titles: str) -> None:
        """Column titles, repeated on every page."""
        self._add([label(one) for one in titles], header=True, keep_next=True)

    def each(
        self, loop: str, *cells: Cell, height: float = 9, empty: str = "", keep: bool = False
    ) -> None:
        """One row for each: `loop` reads `成员 in 成员列表`. `empty` stands alone if there is none;
        `keep` holds the rows and the row after them on one page, for lists shorter than that."""
        self._tag(f"{{%tr for {loop} %}}")
        self._add(cells, height=height, keep_next=keep)
        if empty:
            self._tag("{%tr else %}")
            self._add((centred(empty, len(self._widths)),), height=height)
        self._tag("{%tr endfor %}")

    def when(self, condition: str, *cells: Cell, height: float = 9) -> None:
        """A row that is there only if the condition holds."""
        self._tag(f"{{%tr if {condition} %}}")
        self._add(cells, height=height)
        self._tag("{%tr endif %}")

    def text(self, title: str, body: str, height: float = 20) -> None:
        """A label and long text, which may run over pages."""
        shown = Cell(text=body, style="表格段落", span=len(self._widths) - 1)
        self._add((label(title), shown), height=height, centre=False, split=True)

    def opinion(
        self,
        title: str,
        body: str = "",
        *,
        signer: str = "签名：",
        seal: bool = True,
        date: str = BLANK_DATE,
        height: float = 45,
    ) -> None:
        """An opinion with signature, seal and date below it, never torn apart.

        One cell: rows without a line between them come apart at the foot of a page (seen). The
        gap above the signature makes an empty cell `height` mm high, in every engine alike.
        """
        # Room to sign is an indent, not blanks: LibreOffice lets blanks hang out (seen).
        lines = [(signer, "表格签字")] if signer else []
        lines += [("（盖章）", "表格盖章")] if seal else []
        lines.append((date, "表格签署"))
        gap = max(4.0, height - _LINE_MM - _SIGN_MM * len(lines))
        shown = Cell(
            text=body, style="表格段落", span=len(self._widths) - 1, foot=tuple(lines), foot_gap=gap
        )
        self._add((label(title), shown), height=height)

    def _tag(self, tag: str) -> None:
        self._add((value(tag, len(self._widths)),))

    def _add(
        self,
        cells: tuple[Cell, ...] | list[Cell],
        *,
        height: float = 9,
        centre: bool = True,
        split: bool = False,
        header: bool = False,
        keep_next: bool = False,
    ) -> None:
        assert sum(one.span for one in cells) == len(self._widths), [one.text for one in cells]
        drawn, column = [], 0
        for one in cells:
            width = sum(self._widths[column : column + one.span])
            if self._dense and one.style in _DENSE:
                one = replace(one, style=f"{one.style}密")
            drawn.append(_cell(one, width, centre=centre, keep_next=keep_next))
            column += one.span
        self._rows.append(
            f"<w:tr><w:trPr>{'' if split else '<w:cantSplit/>'}"
            f'<w:trHeight w:val="{round(height * TWIPS_PER_MM)}" w:hRule="atLeast"/>'
            f"{'<w:tblHeader/>' if header else ''}</w:trPr>{''.join(drawn)}</w:tr>"
        )

    def element(self) -> object:
        """The w:tbl: lines of 0.5 pt, fixed columns."""
        sides = ("top", "left", "bottom", "right", "insideH", "insideV")
        lines = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in sides
        )
        grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in self._widths)
        return parse_xml(
            f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(self._widths)}" w:type="dxa"/>'
            f'<w:jc w:val="center"/><w:tblBorders>{lines}</w:tblBorders>'
            '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="40" w:type="dxa"/>'
            '<w:left w:w="85" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/>'
            '<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(self._rows)}</w:tbl>"
        )


def _cell(cell: Cell, width: int, *, centre: bool, keep_next: bool) -> str:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    merge = f'<w:vMerge w:val="{cell.merge}"/>' if cell.merge else ""
    align = '<w:vAlign w:val="center"/>' if centre and not cell.foot else ""
    text = cell.text
    if cell.first_row:
        text = f"{{% vmerge {cell.first_row} %}}{{% if {cell.first_row} %}}{text}{{% endif %}}"
    lines = [_line(one, cell.style, keep_next=keep_next) for one in text.split("\n")]
    if cell.foot:
        (first, named), *rest = cell.foot
        lines.append(_line(first, named, before=cell.foot_gap))
        lines += [_line(one, named) for one, named in rest]
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{align}</w:tcPr>'
        f"{''.join(lines)}</w:tc>"
    )


def _line(text: str, name: str, *, keep_next: bool = False, before: float = 0) -> str:
    keep = "<w:keepNext/>" if keep_next else ""
    gap = f'<w:spacing w:before="{round(before * TWIPS_PER_MM)}"/>' if before else ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{name}"/>{keep}{gap}</w:pPr>'
        f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )
