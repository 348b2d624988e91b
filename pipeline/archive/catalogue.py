"""归档文件目录: its rows, and the catalogue as CSV.

Form of DA/T 22—2015: dates as 20240416, 件号 of four digits, titles given by whoever catalogued
in [ ]. What is not known is said to be unknown, never taken from elsewhere. Must not render.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.archive.described import Manner, draft_of, format_of
from pipeline.archive.model import RETENTIONS, Paper
from pipeline.chinese import register_date

HEADINGS = (
    "序号", "档号", "文号", "责任者", "题名", "日期", "密级", "保管期限", "页数", "起页", "止页",
    "类目", "备注", "互见号", "语种", "稿本", "格式", "编入方式", "文件", "同存文件",
)  # fmt: skip
#: Of a date and a responsible person that nobody recorded.
UNKNOWN = "不详"
#: Spreadsheets take a cell that begins so for a formula; CSV offers no other way to say "text".
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One paper with its place in the bundle and the package."""

    sequence: int
    reference: str
    paper: Paper
    first_page: int
    pages: int
    file: str
    manner: Manner = Manner.DIRECT
    #: Where the `originals` of the paper lie, in their order.
    beside: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """As it is catalogued: one that is not on the paper stands in [ ] (DA/T 22—2015)."""
        return f"[{self.paper.title}]" if self.paper.title_given else self.paper.title

    @property
    def number(self) -> str:
        return self.paper.number

    @property
    def responsible(self) -> str:
        return self.paper.responsible or UNKNOWN

    @property
    def note(self) -> str:
        """备注: what was said, and the day of what a proof proves, which is not the proof's."""
        proved = self.paper.proves
        day = f"所证事项日期{register_date(proved)}" if proved else ""
        elsewhere = f"互见{self.paper.elsewhere}" if self.paper.elsewhere else ""
        return "；".join(filter(None, (self.paper.note, day, elsewhere)))

    @property
    def format(self) -> str:
        """Of the paper's own file, as it lies in the package."""
        ours = self.paper.kind == "document" or self.paper.converted
        return format_of(self.paper.source.data, ours=ours)

    @property
    def last_page(self) -> int:
        return self.first_page + self.pages - 1

    @property
    def span(self) -> str:
        one = self.pages == 1
        return str(self.first_page) if one else f"{self.first_page}—{self.last_page}"

    @property
    def date(self) -> str:
        """As the register has it; 不详 where nobody recorded it."""
        return register_date(self.paper.date) if self.paper.date else UNKNOWN

    def cells(self) -> tuple[str, ...]:
        """The row for catalogue.csv, in the order of HEADINGS (DA/T 46 asks for the last six)."""
        paper = self.paper
        return (
            str(self.sequence),
            self.reference,
            self.number,
            self.responsible,
            self.title,
            self.date,
            paper.security,
            paper.retention,
            str(self.pages),
            str(self.first_page),
            str(self.last_page),
            group_name(paper.group),
            self.note,
            paper.elsewhere,
            "汉语",
            draft_of(paper),
            self.format,
            self.manner,
            self.file,
            "、".join(self.beside),
        )


def catalogue_csv(rows: Iterable[Row]) -> bytes:
    """The catalogue as a table that Excel and WPS open rightly."""
    return table(HEADINGS, (row.cells() for row in rows))


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """CSV in UTF-8 with BOM, so that Excel takes it for UTF-8; no cell can become a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([_as_text(cell) for cell in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def read_table(data: bytes) -> tuple[Mapping[str, str], ...]:
    """The rows of a table written by `table`. Raises ValueError if it is not one."""
    try:
        reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        rows = [dict(row) for row in reader]
    except csv.Error as error:
        raise ValueError(str(error)) from error
    if any(None in row or None in row.values() for row in rows):
        raise ValueError("rows of different length")
    return tuple({key: _from_text(value) for key, value in row.items()} for row in rows)


def longest_retention(papers: Sequence[Paper]) -> str:
    """The volume is kept as long as its longest-kept paper."""
    known = [paper.retention for paper in papers if paper.retention in RETENTIONS]
    return max(known, key=[*RETENTIONS].index, default="")


def group_name(group: str) -> str:
    """ "01申报" → "申报"."""
    return group.lstrip("0123456789") or group


def _as_text(cell: str) -> str:
    return f"'{cell}" if cell.startswith((*FORMULA_STARTS, "'")) else cell


def _from_text(cell: str) -> str:
    return cell[1:] if cell.startswith("'") else cell
