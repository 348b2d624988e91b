"""Filling templates: nothing lost, nothing run, all faults at once, same bytes."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest
from docxtpl import RichText
from PIL import Image

from pipeline.documents.docx.readback import document_text
from pipeline.documents.render import Photo, Template, TemplateFaults
from pipeline.errors import PipelineError
from tests.documents.docx_maker import repacked, template

NAUGHTY = (
    "Smith & Sons <b>粗</b>",
    "引号 \" ' “ ” ‘ ’",
    "{{ 7*7 }} {% if x %} {# c #} {_{ }_}",
    "  前后空格，  中间两个  ",
    "一行\n二行\r\n三行\r四行",
    "制\t表",
    "𠮷 㐂 〇 é e\u0301 👨\u200d👩\u200d👧 \u202e反",
    "]]> &amp; &#10; %s {0} \\n",
    "",
)


def rendered(path: Path, context: dict[str, object]) -> str:
    return document_text(Template.load(path).render(context))


@pytest.mark.parametrize("text", NAUGHTY)
def test_every_letter_arrives(tmp_path: Path, text: str) -> None:
    path = template(tmp_path / "t.docx", "【{{ 值 }}】", rows=(("{{ 值 }}", "旁"),))
    seen = text.replace("\r\n", "\n").replace("\r", "\n")
    assert rendered(path, {"值": text}) == f"【{seen}】\n{seen}\n旁"


def test_word_reads_what_was_written(tmp_path: Path) -> None:
    path = template(tmp_path / "t.docx", "{{ 值 }}")
    written = Template.load(path).render({"值": NAUGHTY[0]})
    document: Any = docx.Document(io.BytesIO(written))
    assert document.paragraphs[0].text == NAUGHTY[0]


def test_numbers_print_and_loops_repeat_rows(tmp_path: Path) -> None:
    rows = (
        ("序号", "金额"),
        ("{%tr for 项 in 表 %}", ""),
        ("{{ loop.index }}", "{{ 项.金额 }}"),
        ("{%tr endfor %}", ""),
    )
    path = template(tmp_path / "t.docx", "{%p if 有 %}", "有{{ 分 }}", "{%p endif %}", rows=rows)
    context = {"有": True, "分": Decimal("92.5"), "表": [{"金额": 1}, {"金额": 20000}]}
    assert rendered(path, context) == "有92.5\n序号\n金额\n1\n1\n2\n20000"


def test_tag_cut_into_runs_by_word(tmp_path: Path) -> None:
    document: Any = docx.Document()
    paragraph = document.add_paragraph("")
    for piece in ("{", "{ 带头", "人.姓名 }", "}"):
        paragraph.add_run(piece).bold = piece == "{ 带头"
    document.save(str(tmp_path / "t.docx"))
    assert rendered(tmp_path / "t.docx", {"带头人": {"姓名": "陈志强"}}) == "陈志强"


def test_merged_cells_from_flat_rows(tmp_path: Path) -> None:
    rows = (
        ("{%tr for 行 in 表 %}", ""),
        ("{% vmerge 行.首行 %}{% if 行.首行 %}{{ 行.维度 }}{% endif %}", "{{ 行.指标 }}"),
        ("{%tr endfor %}", ""),
    )
    path = template(tmp_path / "t.docx", rows=rows)
    flags = [("甲", True), ("甲", False), ("乙", True)]
    table = [{"维度": name, "首行": first, "指标": "x"} for name, first in flags]
    document: Any = docx.Document(io.BytesIO(Template.load(path).render({"表": table})))
    assert [row.cells[0].text for row in document.tables[0].rows] == ["甲", "甲", "乙"]


def test_headers_footers_and_title_are_filled(tmp_path: Path) -> None:
    document: Any = docx.Document()
    document.sections[0].header.paragraphs[0].text = "页眉{{ 名 }}"
    document.core_properties.title = "{{ 名 }}申报表"
    document.save(str(tmp_path / "t.docx"))
    done = Template.load(tmp_path / "t.docx").render({"名": "A&B"})
    result: Any = docx.Document(io.BytesIO(done))
    assert result.sections[0].header.paragraphs[0].text == "页眉A&B"
    assert result.core_properties.title == "A&B申报表"


def test_same_values_same_bytes(tmp_path: Path) -> None:
    path = template(tmp_path / "t.docx", "{{ 值 }}")
    first = Template.load(path).render({"值": "一"})
    assert Template.load(path).render({"值": "一"}) == first
    assert Template.load(path).render({"值": "二"}) != first


def test_changed_template_is_not_served_stale(tmp_path: Path) -> None:
    path = template(tmp_path / "t.docx", "旧{{ 值 }}")
    before = Template.load(path)
    template(path, "新{{ 值 }}")
    after = Template.load(path)
    assert after.digest != before.digest
    assert document_text(after.render({"值": ""})) == "新"


def test_all_unknown_names_at_once_with_their_places(tmp_path: Path) -> None:
    path = template(
        tmp_path / "t.docx",
        "好{{ 有 }}",
        "{{ 无一 }}",
        "{% if 假 %}{{ 无二 }}{% endif %}",
        rows=(("{{ 有 }}", "{{ 人.无三 }}"),),
    )
    with pytest.raises(TemplateFaults) as caught:
        Template.load(path).render({"有": "1", "假": False, "人": {"姓名": "某"}})
    assert [one.message for one in caught.value.diagnostics] == [
        "正文第 2 段，标签 {{ 无一 }}：没有名为 无一 的数据",
        "正文第 1 个表格第 1 行第 2 格，标签 {{ 人.无三 }}：其中没有名为 无三 的项",
        "正文第 3 段，标签 {{ 无二 }}：没有名为 无二 的数据",
    ]
    assert caught.value.diagnostics[0].place.line == 2


@pytest.mark.parametrize(
    ("value", "part"),
    [
        (None, "值为空"),
        (True, "加 | 是否"),
        (1.5, "浮点数"),
        (datetime.date(2024, 4, 16), "加 | 日期"),
        (("甲", "乙"), "不能直接打印 tuple"),
        ("响\x07铃", "控制字符"),
        ("半\ud800个", "控制字符"),
        ("非\ufffe字", "控制字符"),
    ],
)
def test_values_that_must_not_be_printed(tmp_path: Path, value: object, part: str) -> None:
    path = template(tmp_path / "t.docx", "{{ 值 }}")
    with pytest.raises(TemplateFaults, match="第 1 段") as caught:
        Template.load(path).render({"值": value})
    assert part in caught.value.message


def test_filters_are_given_and_their_failure_is_placed(tmp_path: Path) -> None:
    def only_positive(value: int) -> str:
        if value < 0:
            raise ValueError("负数")
        return str(value)

    path = template(tmp_path / "t.docx", "{{ 数|正 }}{{ 无|正 }}")
    loaded = Template.load(path, {"正": only_positive})
    assert document_text(loaded.render({"数": 3, "无": 4})) == "34"
    with pytest.raises(TemplateFaults) as caught:
        loaded.render({"数": -3})
    assert len(caught.value.diagnostics) == 2
    assert "ValueError：负数" in caught.value.message


@pytest.mark.parametrize(
    "tag",
    [
        "{{ cycler.__init__.__globals__.os.popen('touch CANARY').read() }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ self.__init__.__globals__ }}",
        "{{ ''.__class__.__name__ }}",
        "{{ 表.__len__() }}",
        "{{ ''['__class__'].__name__ }}",
        "{{ range.__name__ }}",
        "{{ 表.append(1) }}",
        "{{ 值|attr('__class__') }}",
        "{{ '%999999999s'|format(值) }}",
        "{{ 值|safe }}",
        "{{ range(99999)|length }}",
        "{% for a in range(5000) %}{% for b in range(5000) %}{% endfor %}{% endfor %}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ 'x' * 999999999 }}",
        "{{ 'x'.ljust(999999999) }}",
        "{{ '%999999999d' % 1 }}",
        "{% include 'a' %}",
        "{{ lipsum() }}",
        "{{ 值|random }}",
    ],
)
def test_templates_cannot_run_code(
    tmp_path: Path, tag: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = template(tmp_path / "t.docx", tag)
    with pytest.raises(TemplateFaults, match="第 1 段"):
        Template.load(path).render({"值": "x", "表": []})
    assert not (tmp_path / "CANARY").exists()


def test_syntax_fault_is_placed(tmp_path: Path) -> None:
    path = template(tmp_path / "t.docx", "好", rows=(("甲", "{{ 值 }"), ("{% if %}", "乙")))
    with pytest.raises(TemplateFaults, match=r"第 1 个表格第 1 行第 2 格：.*没有配对"):
        Template.load(path)


def test_hidden_text_counts_as_lost(tmp_path: Path) -> None:
    document: Any = docx.Document()
    document.add_paragraph("").add_run("{{ 值 }}").font.hidden = True
    document.save(str(tmp_path / "t.docx"))
    with pytest.raises(TemplateFaults, match="值没有完整进入文档：“陈志强”"):
        Template.load(tmp_path / "t.docx").render({"值": "陈志强"})


def test_cell_left_without_paragraph(tmp_path: Path) -> None:
    path = template(tmp_path / "t.docx", rows=(("{%p if 值 %}{%p endif %}", "乙"),))
    with pytest.raises(TemplateFaults):
        Template.load(path).render({"值": ""})


def test_photos_in_a_loop_are_stored_once(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(buffer, "JPEG")
    photo = Photo(
        data=buffer.getvalue(), media="jpeg", width_mm=60, height_mm=45, caption="焊接 & <示范>"
    )
    path = template(
        tmp_path / "t.docx", "{%p for 照 in 照片 %}", "{{ 照 }}{{ 照.caption }}", "{%p endfor %}"
    )
    done = Template.load(path).render({"照片": [photo, photo]})
    document: Any = docx.Document(io.BytesIO(done))
    assert len(document.inline_shapes) == 2
    assert document.inline_shapes[0].width.mm == 60
    images = [part for part in document.part.package.iter_parts() if "media" in part.partname]
    assert [part.blob for part in images] == [buffer.getvalue()]
    assert document_text(done) == "焊接 & <示范>\n焊接 & <示范>"
    assert done == Template.load(path).render({"照片": [photo, photo]})


def test_photo_of_another_type() -> None:
    with pytest.raises(ValueError, match="not a png"):
        Photo(data=b"\xff\xd8\xff", media="png", width_mm=1, height_mm=1, caption="")


@pytest.mark.parametrize(("width", "height"), [(0, 1), (1, 0), (-1, 1), (2000.1, 1), (1, 2000.1)])
def test_photo_of_a_size_no_paper_has(width: float, height: float) -> None:
    with pytest.raises(ValueError, match="no size for paper"):
        Photo(data=b"\xff\xd8\xff", media="jpeg", width_mm=width, height_mm=height, caption="")


def test_photo_as_small_or_as_large_as_there_is() -> None:
    for size in (0.5, 2000):
        Photo(data=b"\xff\xd8\xff", media="jpeg", width_mm=size, height_mm=size, caption="")


def test_a_template_that_is_no_package_is_named_with_the_cause(tmp_path: Path) -> None:
    path = tmp_path / "t.docx"
    path.write_bytes(b"PK\x03\x04 cut short")
    with pytest.raises(TemplateFaults, match="docx") as caught:
        Template.load(path).render({})
    (fault,) = caught.value.diagnostics
    assert fault.message and fault.place.file.endswith("t.docx")


def test_missing_file_is_the_operators_problem(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="无法读取模板"):
        Template.load(tmp_path / "none.docx")


def test_tags_where_nothing_fills_them(tmp_path: Path) -> None:
    path = repacked(
        template(tmp_path / "t.docx", "x"),
        lambda parts: {**parts, "word/comments.xml": b"<c>{{ x }}</c>"},
    )
    with pytest.raises(TemplateFaults, match=r"word/comments\.xml"):
        Template.load(path)


def test_rich_text_of_docxtpl_is_printed_and_proven(tmp_path: Path) -> None:
    rich = RichText("红 & 字\n二行", color="ff0000", bold=True)
    rich.add("常")
    written = Template.load(template(tmp_path / "t.docx", "前{{r 值 }}后")).render({"值": rich})
    document: Any = docx.Document(io.BytesIO(written))
    assert document_text(written) == "前红 & 字\n二行常后"
    assert [run.bold for run in document.paragraphs[0].runs if "红" in run.text] == [True]
    with pytest.raises(TemplateFaults, match="富文本要写成"):
        rendered(template(tmp_path / "t.docx", "前{{ 值 }}"), {"值": rich})


def test_blocks_are_proven_where_they_are_printed(tmp_path: Path) -> None:
    text = "{% set 甲 %}{{ 值 }}号{% endset %}{{ 数 }}{{ 甲 }}{{ 甲 }}"
    text += "{% filter upper %}{{ 值 }}{% endfilter %}"
    assert rendered(template(tmp_path / "t.docx", text), {"值": "a", "数": 1}) == "1a号a号A"


PLAIN_USES = {
    "{{ '、'.join(['甲', '乙']) }}{{ [1, 2]|join('<') }}": "甲、乙1<2",
    "{{ '%.2f'|format(1.5) }} {{ '{:,.2f}元（100%）'.format(1234.5) }}": "1.50 1,234.50元（100%）",
    "{% for 行 in [1, 2, 3]|batch(2) %}{{ 行|join }};{% endfor %}": "12;3;",
    "{{ 'a<b'|e }}{{ 'a' ~ 1 ~ '&' }}{{ 'ab'.replace('a', '<') }}": "a<ba1&<b",
    "{% raw %}{{ 原样 }}{% endraw %}{# 注 {{ 无 }} #}": "{{ 原样 }}",
    "{% for 甲 in [] %}{% else %}空{% endfor %}{% for 甲 in [1, 2] %}{{ loop.length }}{% endfor %}":
        "空22",
    "{% macro 号(数) %}（{{ 数 }}）{% endmacro %}{{ 号(1) ~ 号(2) }}": "（1）（2）",
}  # fmt: skip


@pytest.mark.parametrize("tag", PLAIN_USES)
def test_plain_uses_of_jinja_work(tmp_path: Path, tag: str) -> None:
    assert rendered(template(tmp_path / "t.docx", tag), {}) == PLAIN_USES[tag]


def test_words_that_name_field_codes_are_only_words(tmp_path: Path) -> None:
    path = template(tmp_path / "t.docx", "{{ 值 }}")
    text = "DDE 与 INCLUDETEXT 的用法 <w:altChunk/>"
    assert rendered(path, {"值": text}) == text


def test_a_table_of_6000_equal_rows_is_read_back(tmp_path: Path) -> None:
    rows = (("{%tr for 行 in 表 %}", ""), ("{{ 行 }}", "同"), ("{%tr endfor %}", ""))
    path = template(tmp_path / "t.docx", rows=rows)
    assert rendered(path, {"表": ["甲"] * 6_000}).count("甲") == 6_000


def test_a_body_that_is_no_xml_is_refused(tmp_path: Path) -> None:
    path = repacked(
        template(tmp_path / "t.docx"), lambda parts: {**parts, "word/document.xml": b""}
    )
    with pytest.raises(TemplateFaults, match="不是完好的 XML（第 1 行第 1 列）"):
        Template.load(path)


FAULTS = {
    "{{ 值 | }}{{ 值 }}": "正文第 1 段，标签 {{ 值 | }}：标签写法有误：标签里缺内容，没有写完",
    "{{ 值 }}{% for 甲 in 值 %}": "标签 {% for 甲 in 值 %}：这个 for 后面没有 endfor",
    "{{ 值 }}{% endfor %}": "标签 {% endfor %}：这个 endfor 前面没有对应的 for",
    "甲{{ 值 }}乙{{ 值": "正文第 1 段：“甲{{ 值 }}乙{{ 值”里的 {{ 没有配对",
    "{% do 值 %}": "没有名为 do 的语句",
    "{{ 值|反 }}": "没有名为 反 的格式",
    "{% include 'a' %}": "不能引用别的模板",
    "{% for 甲 in 3 %}{% endfor %}": "这个值不是列表",
    "{{ 值() }}": "后面不能加括号",
    "{{ 1 // 0 }}": "除数是零",
    "{{ 值 ~ 空 }}": "值为空",
    "{{ [空]|join }}": "值为空",
    "{{ 空|upper }}": "值为空",
    "{% raw %}{{ 甲 }}{{ 乙 }}{% endraw %}{{ 值 }}{{ 无 }}": "标签 {{ 无 }}：没有名为 无 的数据",
}


@pytest.mark.parametrize("tag", FAULTS)
def test_faults_are_told_in_chinese_at_their_tag(tmp_path: Path, tag: str) -> None:
    with pytest.raises(TemplateFaults) as caught:
        rendered(template(tmp_path / "t.docx", tag), {"值": "x", "空": None})
    assert FAULTS[tag] in caught.value.message
