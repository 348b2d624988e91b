"""Every page of a draft says that it is one, and nothing else of it changes."""

from __future__ import annotations

import datetime
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from pipeline.documents.convert import engine_named
from pipeline.documents.docx.draft_mark import MARK, marked_as_draft
from pipeline.documents.docx.readback import document_text
from pipeline.pdf.read import page_texts
from tests.commands.runs import runner
from tests.documents.docx_maker import template
from tests.texts import squeezed

DAY = datetime.date(2026, 11, 23)


def three_sections() -> bytes:
    """A cover without header, odd and even pages with their own, and a wide page."""
    document: Any = docx.Document()
    document.settings.odd_and_even_pages_header_footer = True
    first = document.sections[0]
    first.different_first_page_header_footer = True
    first.header.paragraphs[0].text = "单页页眉"
    first.even_page_header.paragraphs[0].text = "双页页眉"
    for number in range(3):
        document.add_paragraph(f"第一节第{number + 1}页")
        if number < 2:
            document.add_page_break()
    wide = document.add_section()
    wide.page_width, wide.page_height = wide.page_height, wide.page_width
    wide.header.is_linked_to_previous = False
    document.add_paragraph("第二节")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_every_page_of_every_section_bears_the_mark() -> None:
    pdf = engine_named("embedded").convert(
        marked_as_draft(three_sections()), title="草稿", created=DAY
    )
    pages = [squeezed(text) for text in page_texts(pdf.pdf)]
    assert len(pages) == 4
    assert all(squeezed(MARK) in page for page in pages), pages
    assert set(pdf.fonts) <= {"StudioHei", "StudioSong", "StudioLatin"}  # the mark's too
    assert not any(squeezed(line.text) == squeezed(MARK) for p in pdf.measures for line in p.lines)
    assert "双页页眉" in pages[1]
    assert "单页页眉" in pages[2]


def test_nothing_else_changes(tmp_path: Path) -> None:
    plain = template(tmp_path / "t.docx", "正文一段", rows=(("甲", "乙"),)).read_bytes()
    marked = marked_as_draft(plain)
    assert document_text(marked).replace(MARK, "").split() == document_text(plain).split()
    assert marked_as_draft(plain) == marked


def test_word_opens_it(tmp_path: Path) -> None:
    plain = template(tmp_path / "t.docx", "正文一段").read_bytes()
    document: Any = docx.Document(io.BytesIO(marked_as_draft(plain)))
    assert document.sections[0].header.paragraphs[0].text == MARK
    assert document.sections[0].even_page_header.paragraphs[0].text == MARK


@pytest.mark.parametrize("page", ["default", "even", "first"])
def test_the_mark_is_there_for_each_kind_of_page(tmp_path: Path, page: str) -> None:
    plain = template(tmp_path / "t.docx", "正文一段").read_bytes()
    document: Any = docx.Document(io.BytesIO(marked_as_draft(plain)))
    section = document.sections[0]
    header = {
        "default": section.header,
        "even": section.even_page_header,
        "first": section.first_page_header,
    }[page]
    assert [one.text for one in header.paragraphs] == [MARK]


def test_a_blocked_document_is_made_aside_and_marked(
    workspace: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    root = workspace("2026/dong-haoran")
    run = runner(root, capsys)
    plain = run("generate", "application-form", "--engine", "none", "--format", "json")
    assert [one["verdict"] for one in json.loads(plain.out)] == ["blocked"]
    assert not list((root / "output").rglob("*.docx"))
    done = run("generate", "application-form", "--engine", "none", "--format", "json", "--draft")
    (job,) = json.loads(done.out)
    assert job["verdict"] == "made"
    assert "/drafts/" in job["docx"]
    assert "（草稿）" in job["docx"]
    assert MARK in document_text((root / job["docx"]).read_bytes())
