"""The catalogue as a table: no formulas, true spans, read back as written."""

import datetime
from dataclasses import replace

import pytest

from pipeline.archive import catalogue
from pipeline.archive.catalogue import Row
from pipeline.archive.model import Paper
from tests.archive.samples import usual_papers


def row(pages: int, first: int) -> Row:
    paper = usual_papers()[2]
    return Row(
        sequence=1, reference="A-0001", paper=paper, first_page=first, pages=pages, file="x.jpg"
    )


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@a", "\tx", "'quoted", "平常", 'a,"b"\nc'])
def test_no_cell_is_a_formula_and_all_are_read_back(cell: str) -> None:
    data = catalogue.table(("甲",), [(cell,)])
    assert data.startswith("\ufeff甲\r\n".encode())
    assert data.decode("utf-8-sig").splitlines()[1].lstrip('"')[0] not in "=+-@\t"
    assert catalogue.read_table(data) == ({"甲": cell},)


@pytest.mark.parametrize("data", [b"\xff", "甲,乙\r\n1\r\n".encode(), "甲\r\n1,2\r\n".encode()])
def test_a_broken_table_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        catalogue.read_table(data)


def test_spans_and_dates_have_the_register_form() -> None:
    assert (row(1, 8).span, row(3, 8).span) == ("8", "8—10")
    dated, undated = (
        replace(row(1, 8), paper=replace(row(1, 8).paper, date=day))
        for day in (datetime.date(2024, 4, 16), None)
    )
    assert (dated.date, undated.date) == ("20240416", "不详")
    assert (dated.cells()[5], undated.cells()[5]) == ("20240416", "不详")


def cells(paper: Paper) -> dict[str, str]:
    return dict(zip(catalogue.HEADINGS, replace(row(1, 8), paper=paper).cells(), strict=True))


def test_what_nobody_said_is_not_known() -> None:
    """The day of what a proof proves is not its own, and its author is nobody's guess."""
    proof = replace(usual_papers()[2], date=None, note="", proves=datetime.date(2025, 6, 26))
    told = cells(proof)
    assert (told["日期"], told["责任者"]) == ("不详", "不详")
    assert told["备注"] == "所证事项日期20250626"
    assert cells(replace(proof, note="缺页"))["备注"] == "缺页；所证事项日期20250626"


def test_a_title_that_the_paper_does_not_bear_stands_in_brackets() -> None:
    photo = usual_papers()[2]
    assert cells(replace(photo, title_given=True))["题名"] == "[焊接比武现场照片]"
    assert cells(photo)["题名"] == "焊接比武现场照片"


def test_the_volume_is_kept_as_long_as_its_longest_paper() -> None:
    assert catalogue.longest_retention(usual_papers()) == "30年"
