"""The gaps as a spreadsheet. The only module that imports openpyxl, which is optional.

Measured: openpyxl makes a formula of any text that begins with “=”, unless the cell's type is set
to text afterwards; so it is for every cell. Same matrix and day, same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from pipeline.articles import article_text
from pipeline.errors import PipelineError
from pipeline.rules.lacking.cell import GapState
from pipeline.show.gaps_matrix import Matrix, Square
from pipeline.show.table import display_width

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

#: state → (fill, text colour): told apart by brightness as well, for a grey print.
_LOOK = {
    GapState.PRESENT: ("E6F4E6", "111111"), GapState.MISSING: ("FFE08A", "111111"),
    GapState.OVERDUE: ("A61B1B", "FFFFFF"), GapState.NOT_DUE: ("FFFFFF", "111111"),
    GapState.NOT_APPLICABLE: ("D9D9D9", "444444"), GapState.STATED: ("EDEDED", "111111"),
}  # fmt: skip
_HEAD_FILL = "EEEEEE"


def gaps_workbook(matrix: Matrix) -> bytes:
    """Two sheets: 台账缺项 and 催办. Raises PipelineError (exit 3) without openpyxl."""
    try:
        from openpyxl import Workbook
    except ImportError:
        raise PipelineError(
            "没有安装 openpyxl，不能写 xlsx",
            "安装：pip install 'studio-pipeline[xlsx]'；或改用 --format html。",
        ) from None
    book = Workbook()
    book.remove(book.active)
    _matrix_sheet(book.create_sheet("台账缺项"), matrix)
    _reminder_sheet(book.create_sheet("催办"), matrix)
    buffer = io.BytesIO()
    book.save(buffer)
    return _repeatable(buffer.getvalue(), matrix)


def _matrix_sheet(sheet: Worksheet, matrix: Matrix) -> None:
    heads = ["工作室", "编号", "带头人", "期间", *(column.title for column in matrix.columns)]
    _head(sheet, heads, (26, 20, 9, 24, *(16 for _ in matrix.columns)))
    for number, line in enumerate(matrix.lines, 2):
        texts = (line.name, line.studio, line.leader, line.period)
        for index, text in enumerate(texts, 1):
            _write(sheet, number, index, text)
        for index, column in enumerate(matrix.columns, len(texts) + 1):
            if square := line.squares.get(column):
                _write_square(sheet, number, index, square)
    sheet.freeze_panes = "E2"
    _print_setup(sheet, f"台账缺项  截至 {matrix.today}")


def _reminder_sheet(sheet: Worksheet, matrix: Matrix) -> None:
    heads = ["带头人", "工作室", "编号", "期间", "缺什么", "情况", "状态", "期限", "依据", "怎么补"]
    _head(sheet, heads, (9, 26, 20, 24, 24, 16, 9, 12, 14, 36))
    number = 1
    for reminder in matrix.reminders:
        for gap in reminder.gaps:
            number += 1
            texts = (
                reminder.leader,
                reminder.name,
                reminder.studio,
                gap.period,
                gap.item,
                gap.detail,
                gap.state.value,
                gap.due.isoformat() if gap.due else "",
                article_text(gap.article),
                gap.next_step,
            )
            for index, text in enumerate(texts, 1):
                _write(sheet, number, index, text)
            _paint(sheet.cell(number, 7), gap.state)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:J{number}"
    _print_setup(sheet, f"催办  截至 {matrix.today}")


def _head(sheet: Worksheet, heads: list[str], widths: tuple[int, ...]) -> None:
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    for index, (head, width) in enumerate(zip(heads, widths, strict=True), 1):
        cell = _write(sheet, 1, index, head)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor=_HEAD_FILL)
        room = max(width, display_width(head) + 2)
        sheet.column_dimensions[get_column_letter(index)].width = room


def _write(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    from openpyxl.styles import Alignment, Border, Side

    cell = sheet.cell(row, column, text)
    assert not hasattr(cell, "merged"), "no cell of ours is merged"
    cell.data_type = "s"
    edge = Side(style="thin", color="999999")
    cell.border = Border(left=edge, right=edge, top=edge, bottom=edge)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


def _write_square(sheet: Worksheet, row: int, column: int, square: Square) -> None:
    until = f"期限 {square.until}" if square.until else ""
    text = "\n".join(part for part in (square.state.value, square.note, until) if part)
    _paint(_write(sheet, row, column, text), square.state)


def _paint(cell: Cell, state: GapState) -> None:
    from openpyxl.styles import Font, PatternFill

    fill, colour = _LOOK[state]
    cell.fill = PatternFill("solid", fgColor=fill)
    cell.font = Font(
        color=colour,
        bold=state in (GapState.OVERDUE, GapState.MISSING),
        italic=state is GapState.NOT_APPLICABLE,
    )


def _print_setup(sheet: Worksheet, title: str) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    sheet.oddHeader.left.text = title
    sheet.oddFooter.right.text = "&P / &N"


def _repeatable(data: bytes, matrix: Matrix) -> bytes:
    """The same workbook with the matrix's day for the hour of writing, in zip and properties."""
    stamp = f"{matrix.today}T00:00:00Z".encode()
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as written,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as fixed,
    ):
        for entry in written.infolist():
            body = written.read(entry)
            if entry.filename == "docProps/core.xml":
                body = re.sub(rb">[0-9-]+T[0-9:]+Z<", b">" + stamp + b"<", body)
            same = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            same.compress_type = zipfile.ZIP_DEFLATED
            fixed.writestr(same, body)
    return buffer.getvalue()
