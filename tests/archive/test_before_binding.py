"""The two reports: a page of the bundle on what was tested before binding, a file beside the
package on what was tested after sealing."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from pipeline.archive import catalogue
from pipeline.archive.before_binding import before_binding
from pipeline.archive.catalogue import Row
from pipeline.archive.described import Manner
from pipeline.archive.forms import Form, PropertyReport
from pipeline.archive.model import Sealed
from pipeline.archive.package import seal
from pipeline.archive.paths import report_path
from pipeline.archive.verify import verify
from pipeline.errors import PipelineError
from pipeline.pdf.read import page_texts
from pipeline.pdf.structure import structure_of
from tests.archive.samples import FACE, compose, cycle, usual_papers


def rows(**changes: Manner) -> tuple[Row, ...]:
    return tuple(
        Row(
            sequence=at,
            reference=f"A-{at:04d}",
            paper=paper,
            first_page=at,
            pages=1,
            file="x",
            manner=changes.get(f"row{at}", Manner.DIRECT),
        )
        for at, paper in enumerate(usual_papers(), start=1)
    )


def outcomes(*listed: Row, events: int = 1) -> dict[str, tuple[str, str]]:
    found = before_binding(listed, events)
    return {one.item: (one.outcome.value, one.detail) for one in found}


def test_what_cannot_be_tested_before_binding_is_not_passed() -> None:
    told = outcomes(*rows())
    assert {told[item][0] for item in ("1-1", "1-11", "2-10", "3-8", "4-1")} == {"未检测"}
    assert {told[item][0] for item in ("1-2", "1-3", "2-3", "2-5", "2-6", "3-3")} == {"通过"}


def test_a_paper_that_only_a_sheet_stands_for_is_no_pass() -> None:
    told = outcomes(*rows(row2=Manner.STAND_IN, row3=Manner.STAND_IN))
    assert told["3-3"] == ("不通过", "第 2、3 件以代页编入，原因见备考表")
    assert outcomes(*rows())["3-3"][1] == "PDF/A-2b 2 件，JPEG 1 件"


def test_what_is_wrong_in_the_rows_is_told() -> None:
    one, two, three = rows()
    assert outcomes(one, one, three)["1-3"][0] == "不通过"
    assert outcomes(one, three)["2-6"][0] == "不通过"
    assert outcomes(one, two, three, events=0)["2-5"][0] == "未检测"
    undated = dataclasses.replace(three, paper=dataclasses.replace(three.paper, date=None))
    assert outcomes(one, two, undated)["2-3"] == ("通过", "1 件的日期注明不详")
    assert outcomes(one, two, undated)["1-2"][0] == "通过"


def test_the_page_stands_before_the_note(sealed: Sealed) -> None:
    data = sealed.bundle.read_bytes()
    body, texts = structure_of(data), page_texts(data)
    assert body is not None
    assert [(m.title, m.page) for m in body.bookmarks[-2:]] == [("四性检测报告", 9), ("备考表", 10)]
    assert "1-1 固化信息（摘要）有效 未检测" in texts[8]
    assert "Z109-WS·2026·D30·工会-A01　四性检测报告" in texts[8]


def test_the_file_beside_says_what_verify_says(sealed: Sealed) -> None:
    data = report_path(sealed.package).read_bytes()
    assert data.startswith("\ufeff归档包四性检测报告（封存后）\r\n".encode())
    assert b"\n" not in data.replace(b"\r\n", b"")
    told = data.decode("utf-8-sig")
    assert sealed.digest in told and "2024-welding" in told and "结论：相符" in told
    assert str(sealed.package.parent) not in told
    for check in verify(sealed.package).checks:
        assert f"{check.name}：" in told
        if check.item != "1-14":  # there was no digest beside it yet
            assert f"{check.name}：{check.outcome}" in told


def test_the_same_package_gives_the_same_report(sealed: Sealed, tmp_path: Path) -> None:
    target = tmp_path / sealed.package.name
    seal(cycle(), target=target, compose=compose, face=FACE)
    assert report_path(target).read_bytes() == report_path(sealed.package).read_bytes()


def test_a_workspace_without_the_template_seals_without_the_page(tmp_path: Path) -> None:
    def older(form: Form) -> bytes | None:
        return None if isinstance(form, PropertyReport) else compose(form)

    made = seal(cycle(), target=tmp_path / "a", compose=older, face=FACE)
    listed = catalogue.read_table((made.package / "data/catalogue.csv").read_bytes())
    assert made.pages == int(listed[-1]["止页"]) + 1
    assert "四性检测报告" not in "".join(page_texts(made.bundle.read_bytes()))
    assert verify(made.package).verified


@pytest.mark.parametrize("kind", ["archive-cover", "archive-note"])
def test_a_form_that_must_be_there_is_named_where_it_is_not(kind: str, tmp_path: Path) -> None:
    def without(form: Form) -> bytes | None:
        return None if form.kind == kind else compose(form)

    with pytest.raises(PipelineError, match=f"没有归档模板 {kind}"):
        seal(cycle(), target=tmp_path / "a", compose=without, face=FACE)
