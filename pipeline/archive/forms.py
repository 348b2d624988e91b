"""What the forms of a volume say: cover (案卷封面), catalogue (归档文件目录), report on what was
tested (四性检测报告), note (备考表).

Plain values, days already written out as their form has them (DA/T 22—2015). Whoever draws the
forms gives the fields names of their own. Must not render anything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import ClassVar

from pipeline.archive.catalogue import Row, group_name, longest_retention
from pipeline.archive.model import CycleArchive, Paper
from pipeline.archive.report import Check
from pipeline.chinese import chinese_date

NOTHING_TO_REMARK = "无缺损、修改、补充、移出、销毁情况。"


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeFacts:
    """What all forms say of the volume."""

    reference: str
    title: str
    studio: str
    fonds_number: str
    fonds_name: str
    organisation: str
    year: str
    retention: str
    security: str
    span_name: str
    cycle_first: str
    cycle_last: str
    ending: str
    created: str
    paper_count: int
    page_count: int
    document_count: int
    evidence_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """One group of papers: how many, and their pages in the bundle."""

    name: str
    papers: int
    first_page: int
    last_page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueLine:
    """One paper."""

    sequence: int
    reference: str
    number: str
    responsible: str
    title: str
    date: str
    security: str
    retention: str
    pages: int
    first_page: int
    last_page: int
    span: str
    group: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover(VolumeFacts):
    kind: ClassVar[str] = "archive-cover"
    groups: tuple[GroupLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue(VolumeFacts):
    kind: ClassVar[str] = "archive-catalogue"
    rows: tuple[CatalogueLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """One item of the 四性检测."""

    aspect: str
    item: str
    name: str
    outcome: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyReport(VolumeFacts):
    """What was tested before the volume was bound."""

    kind: ClassVar[str] = "archive-report"
    checks: tuple[ReportLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(VolumeFacts):
    """The state of the contents. Who compiled and checked it, whoever seals it knows."""

    kind: ClassVar[str] = "archive-note"
    remarks: tuple[str, ...]
    compiled_by: str = ""
    compiled_on: str = ""
    checked_by: str = ""
    checked_on: str = ""


Form = Cover | Catalogue | PropertyReport | Note
#: A form → a PDF/A-2b file; None for a report of which the workspace has no template.
Compose = Callable[[Form], bytes | None]


def forms(
    archive: CycleArchive,
    rows: Sequence[Row],
    page_count: int,
    remarks: Sequence[str],
    checks: Sequence[Check],
) -> tuple[Cover, Catalogue, PropertyReport, Note]:
    """The forms of a volume of these rows and pages, in the order they are bound."""
    facts = _facts(archive, page_count)
    shared = {one.name: getattr(facts, one.name) for one in fields(facts)}
    return (
        Cover(**shared, groups=_groups(rows)),
        Catalogue(**shared, rows=tuple(_line(row) for row in rows)),
        PropertyReport(**shared, checks=tuple(_tested(check) for check in checks)),
        Note(**shared, remarks=tuple(remarks) or (NOTHING_TO_REMARK,)),
    )


def _facts(archive: CycleArchive, page_count: int) -> VolumeFacts:
    first, last = archive.cycle
    kinds = [paper.kind for paper in archive.papers]
    return VolumeFacts(
        reference=archive.reference,
        title=archive.title,
        studio=archive.studio,
        fonds_number=archive.fonds_number,
        fonds_name=archive.fonds_name,
        organisation=archive.organisation,
        # Of the cycle: a certificate from years before is evidence, not a paper of its time.
        year=str(first.year) if first.year == last.year else f"{first.year}—{last.year}",
        retention=longest_retention(archive.papers),
        security=_security(archive.papers),
        span_name="创建周期" if archive.named else "起止日期",
        cycle_first=chinese_date(first),
        cycle_last=chinese_date(last),
        ending=archive.ending,
        created=chinese_date(archive.created),
        paper_count=len(kinds),
        page_count=page_count,
        document_count=kinds.count("document"),
        evidence_count=kinds.count("evidence"),
    )


def _groups(rows: Sequence[Row]) -> tuple[GroupLine, ...]:
    """In the order of the papers."""
    names = list(dict.fromkeys(row.paper.group for row in rows))
    inside = {name: [row for row in rows if row.paper.group == name] for name in names}
    return tuple(
        GroupLine(
            name=group_name(name),
            papers=len(found),
            first_page=found[0].first_page,
            last_page=found[-1].last_page,
        )
        for name, found in inside.items()
    )


def _line(row: Row) -> CatalogueLine:
    paper = row.paper
    return CatalogueLine(
        sequence=row.sequence,
        reference=row.reference,
        number=paper.number,
        responsible=row.responsible,
        title=row.title,
        date=row.date,
        security=paper.security,
        retention=paper.retention,
        pages=row.pages,
        first_page=row.first_page,
        last_page=row.last_page,
        span=row.span,
        group=group_name(paper.group),
        note=row.note,
    )


def _tested(check: Check) -> ReportLine:
    return ReportLine(
        aspect=check.aspect,
        item=check.item,
        name=check.name,
        outcome=check.outcome,
        detail=check.detail,
    )


def _security(papers: Sequence[Paper]) -> str:
    levels = ("秘密", "机密", "绝密")
    known = [p.security for p in papers if p.security in levels]
    return max(known, key=levels.index, default="")
