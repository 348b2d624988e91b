"""The embedded engine draws every letter, as PDF/A-2b, with the same bytes each time."""

from __future__ import annotations

import datetime
import io
import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from pipeline.documents.convert import Converted, Order, engine_named
from pipeline.documents.convert.prepare import Needs, prepare
from pipeline.documents.convert.proof import missing_text, prove
from pipeline.documents.docx.package import read_package
from pipeline.errors import ExitCode, PipelineError
from pipeline.pdf.pdfa import finish, fonts_of, problems
from pipeline.pdf.read import page_texts, pages
from templates.house.form import centred
from templates.house.sheet import Sheet
from tests.documents.convert.samples import (
    NOTICE,
    indented,
    narrow_cell,
    notice,
    tall_row,
    wrapped,
)
from tests.texts import squeezed

DAY = datetime.date(2024, 5, 6)


@pytest.fixture(scope="module")
def converted() -> Converted:
    return engine_named("embedded").convert(notice(), title="关于命名的决定", created=DAY)


def test_every_letter_arrives(converted: Converted) -> None:
    shown = "".join("".join(page_texts(converted.pdf)).split())
    for line in NOTICE:
        assert "".join(line.split()) in shown
    assert converted.pages == 1


def test_it_is_pdfa_with_our_faces_embedded(converted: Converted) -> None:
    assert problems(converted.pdf) == ()
    assert all(fonts_of(converted.pdf).values())
    assert converted.fonts == tuple(fonts_of(converted.pdf))


def test_a_word_sought_in_a_viewer_is_marked_where_it_stands(converted: Converted) -> None:
    with pikepdf.open(io.BytesIO(converted.pdf)) as document:
        (page,) = document.pages
        content = page.obj.Contents.read_bytes()
    assert b"/ActualText" not in content
    assert content.count(b" BDC") + content.count(b" BMC") == content.count(b"EMC")


def test_nothing_tells_machine_or_day(converted: Converted) -> None:
    for trace in (b"python-docx", b"rdocx", str(Path.home()).encode(), b"pikepdf"):
        assert trace not in converted.pdf


def test_bytes_do_not_depend_on_zone_folder_or_hash_seed(
    converted: Converted, tmp_path: Path
) -> None:
    source = tmp_path / "一.docx"
    source.write_bytes(notice())
    program = (
        "import sys,datetime,hashlib,pathlib;from pipeline.documents.convert import engine_named;"
        "r=engine_named('embedded').convert(pathlib.Path(sys.argv[1]).read_bytes(),"
        "title='关于命名的决定',created=datetime.date(2024,5,6));"
        "sys.stdout.write(hashlib.sha256(r.pdf).hexdigest())"
    )
    root = Path(__file__).parents[3]
    environment = {
        **os.environ,
        "TZ": "America/Caracas",
        "PYTHONHASHSEED": "7",
        "LC_ALL": "C",
        "PYTHONPATH": str(root),
    }
    done = subprocess.run(
        [sys.executable, "-c", program, str(source)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    import hashlib

    assert done.stdout == hashlib.sha256(converted.pdf).hexdigest()


def test_a_row_taller_than_a_page_is_split_not_lost() -> None:
    result = engine_named("embedded").convert(tall_row(70), title="表", created=DAY)
    assert result.pages > 1
    assert [page.outside for page in pages(result.pdf)] == [""] * result.pages


def test_text_beside_the_paper_is_refused() -> None:
    with pytest.raises(PipelineError, match="文字画到了纸外：画到纸外") as caught:
        engine_named("embedded").convert(indented("画到纸外", 250), title="表", created=DAY)
    assert "改模板" in caught.value.advice


@pytest.mark.parametrize(("heading", "rows"), [("带头人荣誉", 20), ("", 21)])
def test_column_titles_never_stay_behind_their_table(heading: str, rows: int) -> None:
    for filled in (rows - 1, rows, rows + 1):
        page = Sheet.a4("样张")
        for number in range(filled):
            page.line(f"第{number}行", "主送机关")
        if heading:
            page.line(heading, "表外标题")
        form = page.form(20, 136)
        form.head("序号", "称号")
        form.row(centred("1"), centred("先进"))
        result = engine_named("embedded").convert(page.docx(), title="表", created=DAY)
        shown = [one.text for sheet in result.measures for one in sheet.lines]
        assert shown[filled:] == [*filter(None, [heading]), "序号称号", "1先进"]
        (last,) = [one for one in result.measures if one.lines[-1].text == "1先进"]
        assert [one.text for one in last.lines][-2] == "序号称号", filled


def test_one_bad_document_does_not_stop_the_others() -> None:
    good = Order(docx=notice(NOTICE[:1]), title="好", created=DAY)
    bad = Order(docx=b"PK", title="坏", created=DAY)
    first, second, third = engine_named("embedded").convert_many([good, bad, good])
    assert isinstance(first, Converted) and isinstance(third, Converted)
    assert first.pdf == third.pdf
    assert isinstance(second, PipelineError) and second.exit_code is ExitCode.ENVIRONMENT


@pytest.mark.slow
def test_many_processes_give_the_same_bytes() -> None:
    orders = [Order(docx=notice((f"第{n}号",)), title=f"第{n}号", created=DAY) for n in range(13)]
    engine = engine_named("embedded")
    parallel = engine.convert_many(orders, jobs=2)
    assert [one.pdf for one in parallel if isinstance(one, Converted)] == [
        engine.convert(o.docx, title=o.title, created=o.created).pdf for o in orders
    ]


def test_lost_text_is_named() -> None:
    assert missing_text("甲乙\n丙丁", "甲 乙\n丙丁戊") is None
    assert missing_text("甲乙\n丙丁", "甲乙丙") == "丙丁"
    assert missing_text("工会", "⼯会") == "工会"


def test_proof_refuses_what_is_not_right(converted: Converted) -> None:
    with pytest.raises(PipelineError, match="丢失了文字：另有一行"):
        prove("另有一行", converted.pdf)
    with pytest.raises(PipelineError, match="无法读取"):
        prove("", b"%PDF-1.7 broken")


def test_braces_that_somebody_wrote_are_printed() -> None:
    """Half a tag of a template is refused before it is filled (see `render`)."""
    line = "页面用 {{ msg }} 显示结果，{% if %} 由学生自己写"
    made = engine_named("embedded").convert(notice((line,)), title="函", created=DAY)
    assert squeezed(line) in squeezed("".join(page_texts(made.pdf)))


@pytest.mark.parametrize("wrapper", ["smartTag", "customXml", "bdo", "dir"])
def test_text_in_wrappers_of_old_forms_is_drawn(wrapper: str) -> None:
    docx = wrapped(notice(("带头人：裴玉兰同志",)), wrapper)
    made = engine_named("embedded").convert(docx, title="函", created=DAY)
    assert "裴玉兰同志" in squeezed("".join(page_texts(made.pdf)))


def test_an_engine_that_does_not_exist() -> None:
    with pytest.raises(PipelineError, match="没有名为 word 的转换引擎") as caught:
        engine_named("word")
    assert caught.value.exit_code is ExitCode.ENVIRONMENT


def test_finishing_twice_changes_nothing_visible(converted: Converted) -> None:
    again = finish(converted.pdf, title="关于命名的决定", created=DAY)
    assert page_texts(again) == page_texts(converted.pdf)


def test_importing_the_package_loads_no_engine() -> None:
    program = (
        "import sys,pipeline.documents.convert;"
        "sys.stdout.write(' '.join(m for m in ('rdocx','pikepdf','pypdf','fontTools','docx')"
        " if m in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == ""


def test_page_numbers_leave_no_blank_in_long_documents_either() -> None:
    """Measured: rdocx keeps room for two digits, so 「— 9 —」 had a hole before its last dash."""
    text = "根据细则，各分工会应当按时报送材料。" * 12
    engine = engine_named("embedded")
    short = engine.convert(notice((text,)), title="短", created=DAY)
    long = engine.convert(notice((text,) * 30), title="长", created=DAY)
    assert 9 < long.pages < 100
    widths = [number.right - number.left for page in long.measures if (number := page.number)]
    alone = short.measures[0].number
    assert alone and len(widths) == long.pages
    assert widths[:9] == pytest.approx([alone.right - alone.left] * 9, abs=0.1)
    assert widths[9] > widths[8] + 1
    assert problems(long.pdf) == ()


def test_a_word_wider_than_its_cell_breaks_inside() -> None:
    """Measured: rdocx ran an address without a break over the next cells and off the paper."""
    plain = prepare(narrow_cell("DQ16-WS·2024-D30-GH02"), Needs(break_words=True))
    assert b"<w:br" not in read_package(plain.docx)["word/document.xml"]  # its parts fit
    address = "资料见https://www.example.edu.cn/" + "abcdefghij" * 12 + "（网址）"
    result = engine_named("embedded").convert(narrow_cell(address), title="表", created=DAY)
    (page,) = pages(result.pdf)
    assert page.outside == ""
    (measure,) = result.measures
    assert max(line.right for line in measure.lines) < measure.width - 25
    assert address in "".join(page_texts(result.pdf)[0].split())
