"""A Word file that others wrote, as pages, or why not: said of the file, never of a template.

Must stay light to import: whoever binds evidence calls it in another process.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.documents.convert.result import Engine
from pipeline.errors import PipelineError
from pipeline.foreign.limits import Exceeded, ForeignReader


@dataclass(frozen=True, slots=True, kw_only=True)
class WordPages:
    """The pages, and what the record must say of them ("" for nothing)."""

    pdf: bytes
    told: str


@dataclass(frozen=True, slots=True)
class WordFault:
    """Why the file cannot be shown as pages, in Chinese."""

    reason: str


def pages_of_word(
    docx: bytes, engine: Engine, *, title: str, created: datetime.date
) -> WordPages | WordFault:
    """`docx` as `engine` draws it, without its links."""
    from pipeline.documents.docx.package import (
        BadPackage,
        ZipEntry,
        part_faults,
        unpack,
        write_package,
    )
    from pipeline.documents.docx.unlinked import unlinked
    from pipeline.documents.docx.xml import Unreadable

    try:
        whole = unpack(docx)
        parts, clickable = unlinked(whole)
    except (BadPackage, Unreadable) as error:
        return WordFault(str(error))
    for fault in part_faults(parts):
        return WordFault(fault)
    plain = docx
    if parts != whole:
        plain = write_package(ZipEntry.of(name, body, level=1) for name, body in parts.items())
    try:
        drawn = engine.convert(plain, title=title, created=created)
    except PipelineError as error:
        return WordFault(f"Word 文件不能转换成页面：{error.message}")
    told = ("超链接只留文字",) if clickable else ()
    return WordPages(pdf=drawn.pdf, told="；".join((*told, *_unseen(parts))))


def _unseen(parts: Mapping[str, bytes]) -> Iterator[str]:
    """What Word shows beside the text and no page has."""
    if b"<w:comment " in parts.get("word/comments.xml", b""):
        yield "Word 里的批注未编入"
    if any(b"<w:delText" in body for name, body in parts.items() if name.startswith("word/")):
        yield "修订中删去的文字未编入"


def pages_within(
    reader: ForeignReader, docx: bytes, engine: Engine, *, title: str, created: datetime.date
) -> WordPages | WordFault | Exceeded:
    """As `pages_of_word`, within bounds: the engine of this process by `reader`, another one by
    the bounds of its own process."""
    if engine.name != "embedded":
        return pages_of_word(docx, engine, title=title, created=created)
    return reader.call(_embedded_pages, docx, title, created)


def _embedded_pages(docx: bytes, title: str, created: datetime.date) -> WordPages | WordFault:
    from pipeline.documents.convert import engine_named

    return pages_of_word(docx, engine_named("embedded"), title=title, created=created)
