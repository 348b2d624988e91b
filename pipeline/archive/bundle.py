"""The bundle of one cycle: cover, catalogue, every paper, report, 备考表, in one PDF/A-2b.

The page numbers in the catalogue depend on how many pages the catalogue itself takes, so the
front is composed again until the numbers stand still. Must not write files.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.archive import catalogue
from pipeline.archive.before_binding import before_binding
from pipeline.archive.catalogue import Row
from pipeline.archive.described import Manner
from pipeline.archive.forms import Compose, Form, forms
from pipeline.archive.model import CycleArchive, Paper
from pipeline.chinese import chinese_date
from pipeline.errors import PipelineError
from pipeline.files import sha256
from pipeline.foreign.limits import Exceeded, ForeignReader, Unbounded
from pipeline.pdf import locate
from pipeline.pdf.adopt import Adopted, Unfit, adopt
from pipeline.pdf.assemble import A4, Link, Part, Text, assemble, blank_sheet
from pipeline.pdf.images import ImageFault, drawn_pictures
from pipeline.pdf.pictures.sheet import PhotoSheet
from pipeline.pdf.typeface import Typeface

COVER_TITLE, CATALOGUE_TITLE = "封面", "归档文件目录"
REPORT_TITLE, NOTE_TITLE = "四性检测报告", "备考表"
#: How the remark on a replaced face begins; every run tells of those anyway.
STAND_IN = "字体替代："
#: The catalogue grows by a page only when a number gets a digit more, so this is ample.
ROUNDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundPaper:
    """A paper as it stands in the bundle. `remark` goes into the 备考表, "" when all is plain."""

    pdf: bytes
    pages: int
    texts: tuple[Text, ...] = ()
    remark: str = ""
    inset: bool = False
    manner: Manner = Manner.DIRECT


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """The finished PDF and the catalogue that agrees with it."""

    pdf: bytes
    pages: int
    rows: tuple[Row, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ends:
    cover: Adopted
    catalogue: Adopted
    report: Adopted | None
    note: Adopted


def bundle(
    archive: CycleArchive,
    *,
    files: Sequence[str],
    compose: Compose,
    face: bytes,
    reader: ForeignReader | None = None,
) -> Bundle:
    """Bind `archive`; `files` are the papers' places in the package, in their order. `reader`
    reads what others made, here and now if there is none."""
    if not archive.papers:
        raise PipelineError("没有可归档的文件", "先运行 studio generate 生成文件，再归档。")
    ink = Typeface(face)
    created = archive.created
    sheets = [
        _sheets(paper, file, ink, created, reader or Unbounded())
        for paper, file in zip(archive.papers, files, strict=True)
    ]
    remarks = (*(s.remark for s in sheets if s.remark), *_standing_remarks(archive))
    ends, rows, total = _settle(archive, sheets, files, remarks, compose, created)
    parts = [
        Part(title=COVER_TITLE, pdf=ends.cover.pdf, foot=_foot(archive, COVER_TITLE)),
        Part(title=CATALOGUE_TITLE, pdf=ends.catalogue.pdf, foot=_foot(archive, CATALOGUE_TITLE)),
        *(
            Part(
                title=row.title,
                group=catalogue.group_name(row.paper.group),
                pdf=sheet.pdf,
                foot=f"{row.reference}　{row.paper.title}",
                texts=sheet.texts,
                inset=sheet.inset,
            )
            for row, sheet in zip(rows, sheets, strict=True)
        ),
        *_last_parts(archive, ends),
    ]
    links = _links(ends, rows)
    title = f"{archive.reference} {archive.title}"
    pdf = assemble(parts, face=ink, title=title, created=created, links=links)
    return Bundle(pdf=pdf, pages=total, rows=rows, remarks=remarks)


def _last_parts(archive: CycleArchive, ends: _Ends) -> Iterator[Part]:
    if ends.report:
        yield Part(title=REPORT_TITLE, pdf=ends.report.pdf, foot=_foot(archive, REPORT_TITLE))
    yield Part(title=NOTE_TITLE, pdf=ends.note.pdf, foot=_foot(archive, NOTE_TITLE))


def _settle(
    archive: CycleArchive,
    sheets: Sequence[BoundPaper],
    files: Sequence[str],
    remarks: Sequence[str],
    compose: Compose,
    created: datetime.date,
) -> tuple[_Ends, tuple[Row, ...], int]:
    """Compose the volume's own forms with numbers that are true of the result."""

    def tried(form: Form) -> Adopted | None:
        drawn = compose(form)
        if drawn is None:
            return None
        result = adopt(drawn, title=form.kind, created=created, judge=False)
        if isinstance(result, Unfit):
            raise PipelineError(
                f"归档模板 {form.kind} 的 PDF 不可用：{result.reason}", "检查转换引擎。"
            )
        return result

    def made(form: Form) -> Adopted:
        result = tried(form)
        if result is None:
            raise PipelineError(f"没有归档模板 {form.kind}", f"放回 templates/{form.kind}。")
        return result

    front, back = 2, 2
    for _ in range(ROUNDS):
        rows = _rows(archive, sheets, files, front + 1)
        total = front + sum(sheet.pages for sheet in sheets) + back
        checks = before_binding(rows, len(archive.events))
        cover, listed, report, note = forms(archive, rows, total, remarks, checks)
        ends = _Ends(
            cover=made(cover), catalogue=made(listed), report=tried(report), note=made(note)
        )
        was, front = (front, back), ends.cover.pages + ends.catalogue.pages
        back = ends.note.pages + (ends.report.pages if ends.report else 0)
        if was == (front, back):
            return ends, rows, total
    raise PipelineError("归档文件目录的页码无法稳定", "检查归档目录模板是否每次排版结果不同。")


def _rows(
    archive: CycleArchive, sheets: Sequence[BoundPaper], files: Sequence[str], page: int
) -> tuple[Row, ...]:
    rows = []
    for position, (paper, sheet, file) in enumerate(
        zip(archive.papers, sheets, files, strict=True), start=1
    ):
        direct = sheet.manner is Manner.DIRECT
        row = Row(
            sequence=position,
            reference=archive.reference_of(position),
            paper=paper,
            first_page=page,
            pages=sheet.pages,
            file=file,
            manner=Manner.CONVERTED if paper.converted and direct else sheet.manner,
        )
        rows.append(row)
        page += sheet.pages
    return tuple(rows)


def _sheets(
    paper: Paper, file: str, ink: Typeface, created: datetime.date, reader: ForeignReader
) -> BoundPaper:
    """The paper's pages, or one 代页 in their place that says why and where the original is."""
    data = paper.source.data
    if paper.obstacle:
        return _substitute(paper, file, paper.obstacle, ink, created)
    if not data.startswith(b"%PDF-") and b"%PDF-" not in data[:1024]:
        drawn = reader.call(drawn_pictures, data)
        if isinstance(drawn, ImageFault | Exceeded):
            return _substitute(paper, file, drawn.reason, ink, created)
        framed = adopt(drawn.pdf, title=paper.title, created=created, judge=False)
        if isinstance(framed, Unfit):
            return _substitute(paper, file, framed.reason, ink, created)
        remark = f"《{paper.title}》{drawn.remark}；原件原样保存。" if drawn.remark else ""
        return BoundPaper(
            pdf=framed.pdf,
            pages=framed.pages,
            texts=_caption(paper, ink, drawn),
            remark=remark,
            manner=Manner.PICTURE,
        )
    foreign = paper.kind == "evidence"
    if foreign:
        result = reader.call(adopt, data, title=paper.title, created=created)
    else:
        result = adopt(data, title=paper.title, created=created, judge=False)
    if isinstance(result, Adopted):
        return BoundPaper(
            pdf=result.pdf,
            pages=result.pages,
            remark=_remark(paper, result),
            inset=foreign,
            manner=Manner.PAGE_PICTURES if result.pictured else Manner.DIRECT,
        )
    if paper.kind == "document":
        raise PipelineError(
            f"《{paper.title}》不能编入合订本：{result.reason}", "重新生成该文件后再归档。"
        )
    return _substitute(paper, file, result.reason, ink, created)


def _caption(paper: Paper, ink: Typeface, drawn: PhotoSheet) -> tuple[Text, ...]:
    words = paper.title + (f"　{chinese_date(paper.date)}" if paper.date else "")
    lines = ink.wrap(words, 10.5, drawn.width - 2 * 57)[:2]
    return tuple(
        Text(text=line, x=drawn.width / 2, y=drawn.below - 20 - 15 * at, size=10.5, align="centre")
        for at, line in enumerate(lines)
    )


def _substitute(
    paper: Paper, file: str, reason: str, ink: Typeface, created: datetime.date
) -> BoundPaper:
    lines = (
        f"题名：{paper.title}",
        f"责任者：{paper.responsible}" if paper.responsible else "",
        f"原文件名：{paper.source.name}",
        f"未编入原因：{reason}",
        f"原件存放：data/{file}",
        f"原件大小：{len(paper.source.data)} 字节",
        f"原件 SHA-256：{sha256(paper.source.data)}",
    )
    texts, y = [Text(text="代　页", x=A4[0] / 2, y=720, size=22, align="centre")], 660.0
    for line in filter(None, lines):
        for piece in ink.wrap(line, 12, A4[0] - 150):
            texts.append(Text(text=piece, x=75, y=y, size=12))
            y -= 20
        y -= 6
    sheet = adopt(blank_sheet(), title=paper.title, created=created)
    assert isinstance(sheet, Adopted)  # our own empty page
    remark = f"《{paper.title}》以代页编入合订本：{reason}；原件原样存于 data/{file}。"
    return BoundPaper(
        pdf=sheet.pdf, pages=1, texts=tuple(texts), remark=remark, manner=Manner.STAND_IN
    )


def _remark(paper: Paper, result: Adopted) -> str:
    notes = [one for one in (paper.told, result.pictured) if one]
    if result.signed:
        notes.append("带有电子签名，合订本内只存其页面，签名以原件为准")
    if result.repaired:
        notes.append("文件结构有损坏，编入时已修复")
    if result.stripped:
        notes.append(f"编入时去除：{'、'.join(result.stripped)}")
    if result.named:
        notes.append(f"页面上没有的：{'、'.join(result.named)}")
    return f"《{paper.title}》{'；'.join(notes)}；原件原样保存。" if notes else ""


def _standing_remarks(archive: CycleArchive) -> tuple[str, ...]:
    fonts = tuple(f"{STAND_IN}{line}" for line in archive.substitutions)
    return (*fonts, "版式文件为 PDF/A-2b，未另行形成 OFD（GB/T 33190）文件。")


def _foot(archive: CycleArchive, name: str) -> str:
    return f"{archive.reference}　{name}"


def _links(ends: _Ends, rows: Sequence[Row]) -> tuple[Link, ...]:
    """One link over each row of the catalogue."""
    spots = locate.rows(ends.catalogue.pdf, len(rows))
    if spots is None:
        raise PipelineError(
            "归档文件目录中找不到序号列", "模板 archive-catalogue 的序号单元格只应写 row.sequence。"
        )
    links = []
    for row, spot in zip(rows, spots, strict=True):
        box = (spot.x - 8, spot.y - 5, spot.page_width - spot.x + 8, spot.y + 13)
        page = ends.cover.pages + spot.page
        links.append(Link(page=page, box=box, target=row.first_page - 1))
    return tuple(links)
