"""Where the house style puts things on finished pages: GB/T 9704—2012 in millimetres."""

from __future__ import annotations

import datetime

import pytest

from pipeline.documents.convert import engine_named
from pipeline.documents.layout.grid import MM
from pipeline.documents.layout.measure import Line, PageMeasure
from templates.house.form import centred, value
from templates.house.official import Official
from templates.house.style import RED

DAY = datetime.date(2024, 6, 26)
ORGAN = "中北大学工会委员会"


def drawn(page: Official) -> tuple[PageMeasure, ...]:
    engine = engine_named("embedded")
    return engine.convert(page.docx(), title="样张", created=DAY).measures


def line_of(page: PageMeasure, text: str) -> Line:
    return next(line for line in page.lines if text in line.text)


def test_a_full_page_holds_22_lines_of_28_characters() -> None:
    page = Official.a4("样张")
    page.body("永" * 28 * 30)
    first, second = drawn(page)
    assert len(first.lines) == 22
    assert {len(line.text) for line in first.lines[1:]} == {28}
    pitch = {
        round((b.baseline - a.baseline) / MM, 2)
        for a, b in zip(first.lines, first.lines[1:], strict=False)
    }
    assert pitch == {28.95}
    assert first.lines[1].left == pytest.approx(28, abs=0.2)
    assert first.lines[1].right == pytest.approx(184, abs=0.5)
    assert first.number and second.number
    assert 184 - first.number.right == pytest.approx(14 * MM, abs=0.5)
    assert second.number.left - 28 == pytest.approx(14 * MM, abs=0.5)


def test_red_head_number_rule_and_imprint() -> None:
    page = Official.a4("样张")
    page.red_head(f"{ORGAN}文件", 11)
    page.number("校工字〔2024〕5号")
    page.title("关于样张的决定")
    page.body("正文。")
    page.signature(ORGAN, "2024年6月26日")
    page.imprint("财务部", ORGAN, "2024年6月26日")
    (sheet,) = drawn(page)
    head, number = line_of(sheet, f"{ORGAN}文件"), line_of(sheet, "〔2024〕5号")
    assert head.color == RED and (head.left + head.right) / 2 == pytest.approx(106, abs=1)
    red = [one for one in sheet.strokes if one.color == RED]
    assert red and red[0].left == pytest.approx(28, abs=0.2)
    assert red[0].right == pytest.approx(184, abs=0.2)
    assert red[0].top - number.baseline == pytest.approx(4.7, abs=0.5)  # 4 mm below the letters
    black = sorted(one.bottom for one in sheet.strokes if one.color != RED)
    assert black[-1] == pytest.approx(262, abs=1), "the last rule lies on the frame's edge"


def test_an_imprint_never_covers_the_text() -> None:
    for count in (19, 20, 21, 22, 23):
        page = Official.a4("样张")
        for number in range(count):
            page.line(f"第{number}行", "主送机关")
        page.imprint("财务部", ORGAN, "2024年6月26日")
        pages = drawn(page)
        lines = [one.text for sheet in pages for one in sheet.lines]
        assert lines[:count] == [f"第{number}行" for number in range(count)], "drawn whole"
        assert len(pages) == 1 + (count > 20)
        for sheet in pages:
            copied = [line for line in sheet.lines if line.text.startswith("抄送")]
            text = [line.baseline for line in sheet.lines if line.text.startswith("第")]
            assert not copied or not text or max(text) < copied[0].baseline - 5, count


def test_long_text_before_an_imprint_is_set_in_full_lines() -> None:
    """Its paragraph goes on overleaf, where the imprint stands."""
    page = Official.a4("样张")
    page.body("永" * 28 * 30)
    page.imprint("财务部", ORGAN, "2024年6月26日")
    first, second = drawn(page)
    assert [len(line.text) for line in first.lines[1:]] == [28] * 21
    assert line_of(second, "印发").bottom == pytest.approx(258.4, abs=1)


def test_an_imprint_never_covers_a_list() -> None:
    for count in (21, 22, 23, 24):
        page = Official.a4("样张")
        form = page.form(20, 136)
        for number in range(count):
            form.row(centred(str(number)), value("工作室"))
        page.imprint("财务部", ORGAN, "2024年6月26日")
        pages = drawn(page)
        assert not any(sheet.crossed for sheet in pages), count
        assert line_of(pages[-1], "抄送") and line_of(pages[-1], "印发"), count


def test_a_letter_has_its_head_above_the_frame_and_no_first_number() -> None:
    page = Official.letter("样张", ORGAN, len(ORGAN))
    page.letter_number("校工字〔2026〕7号")
    page.title("关于样张的函")
    page.body("永" * 28 * 24)
    first, second = drawn(page)
    assert first.number is None and second.number is not None
    head, number = line_of(first, ORGAN), line_of(first, "〔2026〕7号")
    assert head.baseline < number.baseline < line_of(first, "永" * 20).baseline
    lines = [one for one in first.strokes if one.color == RED]
    assert {round(one.right - one.left) for one in lines} <= {170, 171}
    assert min(one.top for one in lines) - head.baseline == pytest.approx(5.5, abs=1)
    assert max(one.bottom for one in lines) == pytest.approx(277, abs=0.5)
