"""归档文件目录 and the values of cover and 备考表: as contexts for templates, and as CSV.

Form of DA/T 22—2015: dates as 20240416, 件号 of four digits. Must not render anything.
"""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.archive.model import RETENTIONS, CycleArchive, Paper

HEADINGS = (
    "序号", "档号", "文号", "责任者", "题名", "日期", "密级", "保管期限", "页数", "起页", "止页",
    "类目", "备注", "语种", "稿本", "格式", "文件",
)  # fmt: skip
NOTHING_TO_REMARK = "无缺损、修改、补充、移出、销毁情况。"
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

    @property
    def last_page(self) -> int:
        return self.first_page + self.pages - 1

    @property
    def span(self) -> str:
        one = self.pages == 1
        return str(self.first_page) if one else f"{self.first_page}—{self.last_page}"

    def context(self) -> dict[str, object]:
        """The row for the catalogue template."""
        paper = self.paper
        return {
            "sequence": self.sequence,
            "reference": self.reference,
            "number": paper.number,
            "responsible": paper.responsible,
            "title": paper.title,
            "date": register_date(paper.date),
            "security": paper.security,
            "retention": paper.retention,
            "pages": self.pages,
            "first_page": self.first_page,
            "last_page": self.last_page,
            "span": self.span,
            "group": group_name(paper.group),
            "note": paper.note,
        }

    def cells(self) -> tuple[str, ...]:
        """The row for catalogue.csv, in the order of HEADINGS (DA/T 46 asks for the last four)."""
        paper = self.paper
        return (
            str(self.sequence),
            self.reference,
            paper.number,
            paper.responsible,
            paper.title,
            register_date(paper.date),
            paper.security,
            paper.retention,
            str(self.pages),
            str(self.first_page),
            str(self.last_page),
            group_name(paper.group),
            paper.note,
            "汉语",
            "正本",
            "PDF/A-2b",
            self.file,
        )


def shared_context(archive: CycleArchive, page_count: int) -> dict[str, object]:
    """What all three archive templates receive."""
    first, last = archive.cycle
    # Of the cycle: a certificate from years before is evidence, not a paper of its time.
    year = str(first.year) if first.year == last.year else f"{first.year}—{last.year}"
    kinds = [paper.kind for paper in archive.papers]
    return {
        "reference": archive.reference,
        "title": archive.title,
        "studio": archive.studio,
        "fonds_number": archive.fonds_number,
        "fonds_name": archive.fonds_name,
        "organisation": archive.organisation,
        "year": year,
        "retention": longest_retention(archive.papers),
        "security": _security(archive.papers),
        "cycle_first": written_date(first),
        "cycle_last": written_date(last),
        "created": written_date(archive.created),
        "paper_count": len(kinds),
        "page_count": page_count,
        "document_count": kinds.count("document"),
        "evidence_count": kinds.count("evidence"),
    }


def groups_context(rows: Sequence[Row]) -> tuple[dict[str, object], ...]:
    """Name, number of papers and pages of each group, in the order of the papers."""
    names = list(dict.fromkeys(row.paper.group for row in rows))
    inside = {name: [row for row in rows if row.paper.group == name] for name in names}
    return tuple(
        {
            "name": group_name(name),
            "papers": len(inside[name]),
            "first_page": inside[name][0].first_page,
            "last_page": inside[name][-1].last_page,
        }
        for name in names
    )


def note_context(remarks: Sequence[str]) -> dict[str, object]:
    """备考表: the state of the contents; the two signatures are made by hand."""
    return {
        "remarks": tuple(remarks) or (NOTHING_TO_REMARK,),
        "compiled_by": "",
        "compiled_on": "",
        "checked_by": "",
        "checked_on": "",
    }


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


def register_date(date: datetime.date | None) -> str:
    """20240416, the form of the register; "" when the paper bears no date."""
    return f"{date:%Y%m%d}" if date else ""


def written_date(date: datetime.date) -> str:
    """2024年4月16日."""
    return f"{date.year}年{date.month}月{date.day}日"


def _security(papers: Sequence[Paper]) -> str:
    levels = ("秘密", "机密", "绝密")
    known = [p.security for p in papers if p.security in levels]
    return max(known, key=levels.index, default="")


def _as_text(cell: str) -> str:
    return f"'{cell}" if cell.startswith((*FORMULA_STARTS, "'")) else cell


def _from_text(cell: str) -> str:
    return cell[1:] if cell.startswith("'") else cell
