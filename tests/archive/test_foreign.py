"""Evidence of others in the bundle: drawn, converted and said so, or a page that names it."""

from __future__ import annotations

import datetime

from pipeline.archive.bundle import Bundle, bundle
from pipeline.archive.model import Original, Paper
from pipeline.archive.package import paper_file
from pipeline.foreign.bounded import Bounded
from pipeline.foreign.limits import ForeignReader, Limits
from pipeline.pdf.read import page_texts
from tests.archive.samples import FACE, compose, cycle, document, jpeg, usual_papers
from tests.foreign.pictures import drawn, stored, written


def evidence(title: str, data: bytes, *, obstacle: str = "", told: str = "") -> Paper:
    return Paper(
        kind="evidence",
        group="04台账",
        title=title,
        date=datetime.date(2025, 5, 1),
        source=Original(name=f"evidence/{title}", data=data),
        obstacle=obstacle,
        told=told,
    )


def bound(*papers: Paper, reader: ForeignReader | None = None) -> Bundle:
    all_papers = (usual_papers()[1], *papers)
    files = [paper_file(paper, at) for at, paper in enumerate(all_papers, start=1)]
    return bundle(cycle(*all_papers), files=files, compose=compose, face=FACE, reader=reader)


def test_what_stands_in_the_way_is_said_on_the_page_that_stands_for_it() -> None:
    made = bound(
        evidence("成果说明", b"PK\x03\x04", obstacle="不是 Word 文档：缺 word/document.xml")
    )
    (remark,) = [one for one in made.remarks if "成果说明" in one]
    assert "以代页编入合订本：不是 Word 文档" in remark
    page = page_texts(made.pdf)[made.rows[1].first_page - 1]
    assert "原文件名：evidence/成果说明" in page and "缺 word/document.xml" in page


def test_what_was_done_before_binding_is_told() -> None:
    made = bound(evidence("成果说明", document("成果说明"), told="超链接只留文字"))
    assert "《成果说明》超链接只留文字；原件原样保存。" in made.remarks


def test_each_page_of_a_scan_is_counted() -> None:
    more = [stored("1")] * 2
    scan = written(drawn().convert("1"), "TIFF", save_all=True, append_images=more)
    made = bound(evidence("合同", scan), evidence("照片", jpeg()))
    assert [(row.first_page, row.pages) for row in made.rows[1:]] == [(5, 3), (8, 1)]
    assert "《合同》由 TIFF 格式转换；原件原样保存。" in made.remarks
    assert len(page_texts(made.pdf)) == made.pages


def test_what_asks_too_much_stands_as_a_page_with_the_reason() -> None:
    with Bounded(Limits(deadline=0.001)) as reader:
        made = bound(evidence("照片", jpeg()), evidence("证书", document("证")), reader=reader)
    said = [one for one in made.remarks if "代页" in one]
    assert [one.split("：")[1].split("；")[0] for one in said] == ["读得太久", "读得太久"]


def test_within_bounds_the_bundle_is_the_same() -> None:
    papers = (evidence("照片", jpeg(orientation=6)), evidence("证书", document("证书")))
    with Bounded() as reader:
        assert bound(*papers, reader=reader).pdf == bound(*papers).pdf
