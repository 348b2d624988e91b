"""Reading PDFs: both readers agree, and every fault has one name."""

from __future__ import annotations

import datetime
import io

import pikepdf
import pytest

from pipeline.documents.convert import engine_named
from pipeline.pdf.letters import drawn_pages
from pipeline.pdf.pdfa import finish, problems
from pipeline.pdf.read import PdfFault, page_count, page_texts, pages
from tests.documents.convert.samples import notice

DAY = datetime.date(2024, 5, 6)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return engine_named("embedded").convert(notice(), title="决定", created=DAY).pdf


def test_both_readers_see_the_same_letters(pdf: bytes) -> None:
    squeezed = ["".join(page.text.split()) for page in drawn_pages(pdf)]
    assert squeezed == ["".join(text.split()) for text in page_texts(pdf)]
    assert page_count(pdf) == len(squeezed) == 1


def test_text_off_the_paper_is_seen_by_both(pdf: bytes) -> None:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.pages[0].mediabox = pikepdf.Array([0, 0, 595, 500])
        document.save(target)
    for reader in (pages, drawn_pages):
        assert "江东理工大学工会文件" in "".join(reader(target.getvalue())[0].outside.split())


@pytest.mark.parametrize("reader", [page_count, page_texts, pages, drawn_pages])
def test_encrypted_and_damaged_are_told_apart(reader: object, pdf: bytes) -> None:
    assert callable(reader)
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(target, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(PdfFault) as caught:
        reader(target.getvalue())
    assert caught.value.kind == "encrypted"
    with pytest.raises(PdfFault) as caught:
        reader(b"not a pdf at all")
    assert caught.value.kind == "damaged"


@pytest.mark.parametrize("keep", range(0, 100, 7))
def test_a_cut_file_is_read_or_refused_never_worse(keep: int, pdf: bytes) -> None:
    for reader in (page_texts, drawn_pages):
        try:
            reader(pdf[: len(pdf) * keep // 100])
        except PdfFault as fault:
            assert fault.kind == "damaged"


def test_finish_sets_title_language_and_day(pdf: bytes) -> None:
    done = finish(pdf, title="另一题目", created=datetime.date(2025, 1, 2))
    with pikepdf.open(io.BytesIO(done)) as document:
        assert str(document.docinfo["/Title"]) == "另一题目"
        assert str(document.docinfo["/CreationDate"]) == "D:20250102000000+08'00"
        assert str(document.Root.Lang) == "zh-CN"
        with document.open_metadata() as xmp:
            assert xmp["dc:title"] == "另一题目"
            assert xmp["xmp:MetadataDate"] == "2025-01-02T00:00:00+08:00"
    assert problems(done) == ()


def test_problems_names_what_is_wrong() -> None:
    target = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(target)
    assert any(
        "6.6" in one or "6.2" in one or "metadata" in one.lower()
        for one in problems(target.getvalue())
    )
    assert problems(b"nonsense")[0].startswith("PDF 已损坏")
