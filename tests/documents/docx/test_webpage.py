"""The fragment for the website says what the docx says, in plain elements."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import docx
from lxml import etree

from pipeline.documents.docx.readback import document_text
from pipeline.documents.docx.webpage import fragment
from pipeline.documents.render import Template
from pipeline.documents.template.filters import FILTERS
from tests.documents.docx_maker import template

NOTICE = Path(__file__).parents[3] / "templates" / "publicity-notice" / "template.docx"


def parsed(html: str) -> Any:
    return etree.fromstring(html.replace("<br>", "<br/>"))


def document(path: Path, fill: Any) -> bytes:
    made: Any = docx.Document()
    fill(made)
    made.save(str(path))
    return path.read_bytes()


def test_the_shipped_notice_says_the_same_words() -> None:
    row = {
        "工作室名称": "甲<乙>&丙工作室",
        "类型": "职工",
        "带头人姓名": "张三",
        "所在单位": "学院",
    }
    union = {
        key: f"{key}值"
        for key in ("名称", "地址", "电话", "邮箱", "纪检监察电话", "党委名称", "公示网站")
    }
    day = datetime.date(2024, 6, 17)
    context = {
        "年度": 2024,
        "细则文号": "校工字〔2024〕2号",
        "校工会": union,
        "名单": (row,),
        "申报通知": {"文号": "校工字〔2024〕3号", "日期": day},
        "研究日期": day,
        "会议": "第3次会议",
        "公示": {"日期": day, "起": day, "止": day, "工作日数": 1},
        "同意日期": day,
        "排列": "按带头人姓氏笔画为序",
        "补充": False,
        "首次公示": day,
        "推荐对象": "",
    }
    filled = Template.load(NOTICE, FILTERS).render(context)
    html = fragment(filled, datetime.date(2024, 6, 18))
    root = parsed(html)
    said = "".join("".join(root.itertext()).split()).replace("公示期满，2024-06-18起撤下", "")
    shown = "".join(document_text(filled).split())
    body = shown.replace("—1—", "")
    assert said == body
    assert root.get("data-take-down") == "2024-06-18" and "2024-06-18 起撤下" in html
    assert [one.tag for one in root.iter("h1", "table")] == ["h1", "table"]
    assert {name for one in root.iter() for name in one.attrib} <= {
        "lang",
        "data-take-down",
        "colspan",
        "rowspan",
    }


def test_markup_in_a_value_stays_text(tmp_path: Path) -> None:
    path = template(tmp_path / "a.docx", "<script>alert(1)</script> & 其他")
    assert "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; 其他</p>" in fragment(path.read_bytes())


def test_numbered_lines_become_a_list_and_other_numbers_do_not(tmp_path: Path) -> None:
    path = template(tmp_path / "a.docx", "附件：", "1. 名单", "2. 说明", "3.5 米宽", "5. 另起")
    html = fragment(path.read_bytes())
    assert "<ol>\n<li>名单</li>\n<li>说明</li>\n</ol>\n<p>3.5 米宽</p>\n<p>5. 另起</p>" in html


def test_merged_cells_span(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        table = made.add_table(3, 3)
        for row in range(3):
            for column in range(3):
                table.cell(row, column).text = f"{row}{column}"
        table.cell(0, 0).merge(table.cell(0, 1)).text = "宽"
        table.cell(1, 2).merge(table.cell(2, 2)).text = "高"

    html = fragment(document(tmp_path / "a.docx", fill))
    assert '<tr><td colspan="2">宽</td><td>02</td></tr>' in html
    assert '<tr><td>10</td><td>11</td><td rowspan="2">高</td></tr>' in html
    assert "<tr><td>20</td><td>21</td></tr>" in html
    assert "data-take-down" not in html
