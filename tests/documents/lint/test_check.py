"""Each fault a template can have is told with its code and place; a sound one is left alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from pipeline.documents.docx.readback import document_text
from pipeline.documents.kinds import load_kinds
from pipeline.documents.lint.check import CODES, Lint, lint, require_sound
from pipeline.documents.render import Template
from pipeline.errors import ExitCode, PipelineError
from tests.documents.docx_maker import repacked, template

ROOT = Path(__file__).parents[3]
DESCRIPTION = """title = "{工作室}证明"
file_name = "证明"
group = "06台账"
order = 88
articles = ["10"]
subject = "studio"
"""
Parts = dict[str, bytes]


def house_faces(parts: Parts) -> Mapping[str, bytes]:
    """python-docx's own styles name theme faces: take them for those of the house."""
    styles = parts["word/styles.xml"].decode()

    styles = re.sub(r"<w:rFonts[^>]*/>", '<w:rFonts w:eastAsia="宋体" w:ascii="宋体"/>', styles)
    return parts | {"word/styles.xml": styles.encode()}


def checked(
    folder: Path,
    *paragraphs: str,
    rows: tuple[tuple[str, ...], ...] = (),
    toml: str = DESCRIPTION,
    change: Callable[[Parts], Mapping[str, bytes]] | None = None,
) -> Lint:
    kind = folder / "templates" / "paper"
    kind.mkdir(parents=True)
    (kind / "kind.toml").write_text(toml, encoding="utf-8")
    path = repacked(template(kind / "template.docx", *paragraphs, rows=rows), house_faces)
    if change:
        repacked(path, change)
    return lint(folder / "templates")


def told(found: Lint) -> list[tuple[str, str]]:
    return [(one.code, one.message) for one in found.report]


def test_the_shipped_templates_are_sound() -> None:
    assert told(lint(ROOT / "templates")) == []


def test_a_sound_template_is_left_alone_and_its_names_are_listed(tmp_path: Path) -> None:
    found = checked(
        tmp_path,
        "{{ 工作室.名称 }}，{{ 承诺.日期 | 日期 }}",
        "{{ 成员 | map(attribute='姓名') | join('、') }}",
        "{%p for 行 in 佐证清单 %}",
        "{{ loop.index }}. {{ 行.文件 }}{% if not loop.last %}；{% endif %}",
        "{%p endfor %}",
        "{% if 技艺 %}{{ 技艺.技艺名称 }}{% endif %}{{ 联系人.手机 or '—' }}",
        "{{ 事项.首笔划拨.金额 | 元 if 事项.首笔划拨 is defined else '' }}",
        "{% for 段 in 工作室.简介.split('\\n') %}{{ 段 }}{% endfor %}",
        "{% for 类, 组 in 活动 | groupby('类别') %}{{ 组 | length }}{% endfor %}",
    )
    assert told(found) == []
    assert {"工作室.名称", "成员[].姓名", "佐证清单[].文件", "技艺.技艺名称"} <= set(
        found.used["paper"]
    )


NAMES = {
    "{{ 带头人.姓明 }}": ("T03", "带头人 里没有名为 姓明 的项，最接近的是 姓名"),
    "{{ 代头人.姓名 }}": ("T03", "没有名为 代头人 的数据，最接近的是 带头人"),
    "{% for 人 in 成员 %}{{ 人.姓氏 }}{% endfor %}": ("T03", "成员[] 里没有名为 姓氏 的项"),
    "{% if 工作室.类形 == '甲' %}{% endif %}": ("T03", "里没有名为 类形 的项，最接近的是 类型"),
    "{{ 成员.姓名 }}": ("T03", "成员 是列表，要先逐项取出（for），才能取 姓名"),
    "{{ 承诺.日期 | 曰期 }}": ("T03", "没有名为 曰期 的格式，最接近的是 日期"),
    "{{ 成员 | selectattr('分公', 'eq', '甲') | list | length }}": ("T03", "最接近的是 分工"),
    "{{ 成员 | sort(reverse=true, attribute='姓明') | list | length }}": ("T03", "最接近的是 姓名"),
    "{% if 成员 is oddd %}{% endif %}": ("T03", "没有名为 oddd 的判断，最接近的是 odd"),
    "{{ 承诺.日期 }}": ("T04", "承诺.日期不能直接印出：是日期，加 | 日期"),
    "{{ 场所.独立固定 }}": ("T04", "加 | 是否"),
    "{{ 成员 }}": ("T04", "是列表"),
    "{{ 带头人 }}": ("T04", "是一组数据"),
    "{{ 工作室.名称 | 日期 }}": ("T04", "工作室.名称是文字，不能用 | 日期"),
    "{{ 经费预算 | sum(attribute='金额') | 日期 }}{{ 预算合计 | 日期 }}": ("T04", "是金额"),
    "{{ 工作室.名称": ("T02", "没有配对"),
    "{% if 技艺 %}": ("T02", "这个 if 后面没有 endif"),
    "{{ 工作室.名称 }}{% endfor %}": ("T02", "这个 endfor 前面没有对应的 for"),
    "{{ 工作室 名称 }}": ("T02", "标签写法有误"),
    "｛{ 工作室.名称 }｝ ｛｛ 甲 ｝｝": ("T02", "全角花括号"),
    "姓名：{ 带头人.姓名 }": ("T02", "“{ 带头人.姓名 }”少了花括号"),
    "{带头人.姓名}": ("T02", "少了花括号"),
    "{ { 带头人.姓名 } }": ("T02", "少了花括号"),
    "于{ 承诺.日期 | 日期 }": ("T02", "“{ 承诺.日期 | 日期 }”少了花括号"),
    "｛带头人．姓名｝": ("T02", "“｛带头人．姓名｝”少了花括号"),
    "{ 行.文件 }": ("T02", "少了花括号"),
    "【带头人.姓名】": ("T02", "没有写在花括号里"),
    "«带头人.姓名»": ("T02", "没有写在花括号里"),
    "【姓名】": ("T02", "没有写在花括号里"),
    "由带头人.姓名签字，带头人.姓名": ("T02", "“带头人.姓名”是名字"),
}


@pytest.mark.parametrize("text", NAMES)
def test_a_bad_tag_is_told_with_its_cell(tmp_path: Path, text: str) -> None:
    code, words = NAMES[text]
    found = told(checked(tmp_path, "前文", rows=(("甲", "乙"), ("丙", text))))
    assert [one for one, _ in found if one == code], found
    message = next(message for one, message in found if one == code)
    assert words in message
    assert "第 1 个表格第 2 行第 2 格" in message


def test_all_faults_are_told_at_once_with_their_paragraphs(tmp_path: Path) -> None:
    found = checked(tmp_path, "{{ 甲甲 }}", "好", "{{ 乙乙 }}", "{{ 承诺.日期 }}")
    assert [(one.code, one.place.line) for one in found.report] == [
        ("T03", 1),
        ("T03", 3),
        ("T04", 4),
    ]


BLANK = "事项.初审.补正截止可能没有内容"
UNGUARDED = {
    "请于{{ 事项.初审.补正截止 | 日期 }}前补正": f"{BLANK}，印出来是一处空白",
    "{{ 事项.初审.补正截止 | 登记日期 }}": f"{BLANK}，不能用 | 登记日期",
    "{% if 事项.初审 is defined %}至{{ 事项.初审.补正截止 | 日期 }}{% endif %}": BLANK,
    "{% if 事项.初审.补正截止 %}甲{% else %}至{{ 事项.初审.补正截止 | 日期 }}{% endif %}": BLANK,
    "{% if 技艺 or 事项.初审.补正截止 %}至{{ 事项.初审.补正截止 | 日期 }}{% endif %}": BLANK,
    "{% if 事项.初审.补正截止 > 承诺.日期 %}甲{% endif %}": f"{BLANK}，不能比大小",
    "{{ '至' ~ (事项.初审.补正截止 | 日期) }}": BLANK,
    "共{% for 台 in 场所.设备 %}{{ 台.价值 | 元 }}元{% endfor %}": "场所.设备[].价值可能没有内容",
    "{{ 场所.设备 | 合计('价值') | 元 }}": "场所.设备[].价值可能没有内容，不能求和",
    "{{ 评审.综合得分 + 1 }}": "评审.综合得分可能没有内容，不能计算",
    "{% if 评审.到会数 | int == 0 %}共{{ 评审.到会数 }}人{% endif %}": "评审.到会数可能没有内容",
    "共{{ 评审.到会数 }}人": "评审.到会数可能没有内容",
    "周期至{{ 周期.止 | 日期 }}": "周期.止可能没有内容",
}
GUARDED = (
    "{{ 事项.初审.补正截止 | 日期 }}",
    "{% if 事项.初审.补正截止 %}请于{{ 事项.初审.补正截止 | 日期 }}前{% endif %}",
    "{% if not 事项.初审.补正截止 %}甲{% else %}至{{ 事项.初审.补正截止 | 日期 }}{% endif %}",
    "{% if 周期 == '' %}甲{% elif 技艺 %}至{{ 周期.止 | 日期 }}{% endif %}",
    "{% if 技艺 and 事项.初审.补正截止 %}至{{ 事项.初审.补正截止 | 日期 }}{% endif %}",
    "请于{{ 事项.初审.补正截止 | 日期 if 事项.初审.补正截止 else '近日' }}补正",
    "请于{{ 事项.初审.补正截止 | 日期 or '近日' }}补正",
    "{% if 事项.初审.补正截止 and 事项.初审.补正截止 > 承诺.日期 %}甲{% endif %}",
    "{% set 截止 = 事项.初审.补正截止 %}{% if 截止 %}至{{ 截止 | 日期 }}{% endif %}",
    "共{% for 台 in 场所.设备 if 台.价值 %}{{ 台.价值 | 元 }}元{% endfor %}",
    "{{ 场所.设备 | selectattr('价值') | 合计('价值') | 元 }}",
    "{% if 评审 %}共{{ 评审.到会数 }}人{% endif %}",
    "{% if '初审' in 事项 %}于{{ 事项.初审.日期 | 日期 }}{% endif %}",
    "{% if 事项.初审 is defined %}于{{ 事项.初审.日期 | 日期 }}{% endif %}",
)


@pytest.mark.parametrize("text", UNGUARDED)
def test_what_may_be_blank_and_is_printed_all_the_same(tmp_path: Path, text: str) -> None:
    found = checked(tmp_path, "前文", text)
    assert [(one.code, one.severity.value) for one in found.report] == [("T15", "warning")]
    assert UNGUARDED[text] in told(found)[0][1]
    require_sound(load_kinds(tmp_path / "templates"))  # a warning stops nothing


@pytest.mark.parametrize("text", GUARDED)
def test_what_may_be_blank_and_is_asked_for_first(tmp_path: Path, text: str) -> None:
    assert told(checked(tmp_path, "前文", text)) == []


ACTS = DESCRIPTION.replace("studio", "act") + 'after = ["奖励", "推荐"]\n'


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("{{ 本事项.金额 | 元 }}元", ["T15"]),
        ("{% if 本事项.事项 == '推荐' %}{{ 本事项.金额 | 元 }}{% endif %}", ["T15"]),
        ("{% if 本事项.事项 == '奖励' %}{{ 本事项.金额 | 元 }}{% endif %}", []),
        ("{% if 本事项.事项 != '推荐' %}{{ 本事项.金额 | 元 }}{% endif %}", []),
        ("{{ 事项.周期末复核.日期 | 日期 }}复核，{{ 周期.止 | 日期 }}期满", []),
        ("{{ 事项.首笔划拨.日期 | 日期 }}划拨", ["T15"]),
    ],
)
def test_what_an_act_presupposes_is_there(tmp_path: Path, text: str, codes: list[str]) -> None:
    assert [one.code for one in checked(tmp_path, "前文", text, toml=ACTS).report] == codes


UNLIKE = {
    "{% if 事项.初审.结论 == '需补正' %}甲{% endif %}": "只能是 通过、限期整改、不通过，从不是",
    "{% if 承诺.日期 == '2024-04-16' %}甲{% endif %}": "承诺.日期是日期，不能与文字比较",
    "{% if 场所.独立固定 == '是' %}甲{% endif %}": "直接写这个名字",
    "{% if 预算合计 > '20000' %}甲{% endif %}": "以分计",
    "{% if 联系人.手机 == none %}甲{% endif %}": "空着写成 ''",
}


@pytest.mark.parametrize("text", UNLIKE)
def test_a_comparison_that_never_holds(tmp_path: Path, text: str) -> None:
    found = checked(tmp_path, "前文", text)
    assert [(one.code, one.severity.value) for one in found.report] == [("T16", "warning")]
    assert UNLIKE[text] in told(found)[0][1]


def test_comparisons_that_may_hold(tmp_path: Path) -> None:
    found = checked(
        tmp_path,
        "{% if 事项.初审.结论 == '通过' and 联系人.手机 != '' %}甲{% endif %}",
        "{% if 预算合计 > 20000 * 100 and 承诺.日期.year >= 2025 %}甲{% endif %}",
        "{% if 工作室.名称 == '甲' or 承诺.日期 > 工作室.成立日期 %}甲{% endif %}",
    )
    assert told(found) == []


def in_body(markup: str) -> Callable[[Parts], Mapping[str, bytes]]:
    def change(parts: Parts) -> Mapping[str, bytes]:
        body = parts["word/document.xml"].replace(b"<w:sectPr", markup.encode() + b"<w:sectPr", 1)
        return parts | {"word/document.xml": body}

    return change


def run(inside: str) -> str:
    return f"<w:p><w:r>{inside}</w:r></w:p>"


MARKUP = {
    "T06": run('<w:rPr><w:rFonts w:eastAsia="微软雅黑"/></w:rPr><w:t>字</w:t>'),
    "T07": run("<w:pict/>"),
    "T08": '<w:p><w:ins w:id="1" w:author="x"><w:r><w:t>字</w:t></w:r></w:ins></w:p>',
    "T09": run('<w:commentReference w:id="0"/>'),
    "T10": run("<w:rPr><w:vanish/></w:rPr><w:t>字</w:t>"),
    "T11": run("<w:instrText> TOC \\o </w:instrText>"),
}


@pytest.mark.parametrize("code", MARKUP)
def test_markup_that_must_not_be_there(tmp_path: Path, code: str) -> None:
    found = told(checked(tmp_path, "一", "二", change=in_body(MARKUP[code])))
    assert [one for one, _ in found] == [code]
    assert "正文第 3 段" in found[0][1]


@pytest.mark.parametrize(
    "markup",
    [
        run("<w:instrText> PAGE </w:instrText>"),
        run('<w:rPr><w:vanish w:val="0"/></w:rPr><w:t>字</w:t>'),
        run('<w:rPr><w:rFonts w:eastAsia="黑体" w:hint="eastAsia"/></w:rPr><w:t>字</w:t>'),
    ],
)
def test_markup_that_may_be_there(tmp_path: Path, markup: str) -> None:
    assert told(checked(tmp_path, "一", change=in_body(markup))) == []


def test_a_tag_cut_by_formats_is_a_warning(tmp_path: Path) -> None:
    cut = (
        "<w:p><w:r><w:t>{{ 工作室</w:t></w:r>"
        "<w:r><w:rPr><w:b/></w:rPr><w:t>.名称 }}</w:t></w:r></w:p>"
    )
    same = cut.replace("<w:rPr><w:b/></w:rPr>", "")
    found = checked(tmp_path / "a", "一", change=in_body(cut))
    assert [(one.code, one.severity.value) for one in found.report] == [("T02", "warning")]
    assert told(checked(tmp_path / "b", "一", change=in_body(same))) == []


def test_packages_that_are_no_plain_documents(tmp_path: Path) -> None:
    found = checked(tmp_path, "一", change=lambda parts: parts | {"word/vbaProject.bin": b"x"})
    assert [one.code for one in found.report] == ["T01"]
    (tmp_path / "templates" / "paper" / "template.docx").write_bytes(b"PK")
    assert [one.code for one in lint(tmp_path / "templates").report] == ["T01"]
    (tmp_path / "templates" / "paper" / "template.docx").unlink()
    assert [one.code for one in lint(tmp_path / "templates").report] == ["T14"]


def test_a_tag_where_none_is_filled(tmp_path: Path) -> None:
    extra = b'<w:x xmlns:w="urn:x">{{ a }}</w:x>'
    found = checked(tmp_path, "一", change=lambda parts: parts | {"word/odd.xml": extra})
    assert [one.code for one in found.report] == ["T05"]


def test_a_notice_without_even_pages(tmp_path: Path) -> None:
    found = checked(tmp_path, "一", toml=DESCRIPTION + 'layout = "notice"\n')
    assert [one.code for one in found.report] == ["T12"]


TOML = {
    'order = "八"': "order 应是 1 到 99 的整数",
    'group = "06"': "group 不能是 06",
    'articles = ["99"]': "细则没有第 99 条",
    'title = "{工作台}"': "title 里的 {工作台} 没有值",
    'subject = "act"': "subject 是 act 时要写 after",
    'after = ["命明"]': "没有名为 命明 的事项，最接近的是 命名",
    'relies = ["命明"]': "没有名为 命明 的依据，最接近的是 命名",
    'retention = "20年"': "retention 不能是 20年",
    'oder = "1"': "不认识的键 oder",
    'types = "甲"': "types 应是一串文字",
    'when = ""': "when 是空的",
    'when_not = "甲"': "没有 when 就删去",
    'when = "技艺 = 1"': "when 写得不对：相等写两个等号 ==",
    'when = "技艺 and"': "when 写得不对：没有写完",
    'when = "技艺 联系人"': "when 写得不对：“联系人”前缺运算符",
    'when = "计艺"': "when 里没有名为 计艺 的数据，最接近的是 技艺",
    "when = \"事项.初审.结论 == '需补正'\"": "when 里事项.初审.结论只能是 通过",
    'when = "工作室.名称"': "when 里工作室.名称是文字，总有内容，不是判断",
    'when = "not 评审 or 承诺.日期"': "when 里承诺.日期是日期，总有内容，不是判断",
    'when = "评审.综合得分 >= 80"': "when 里评审.综合得分可能没有内容，不能比大小",
    'when = "技艺 is defined"': "when 里技艺空着也算 defined",
    'when = "技艺 | 曰期"': "没有名为 曰期 的格式",
    'until = "事项.公示.至"': "until 里的 事项.公示.至 不是日期的名字，最接近的是 事项.公示.起",
    'until = "工作室.名称"': "until 里的 工作室.名称 不是日期的名字",
}


@pytest.mark.parametrize("line", TOML)
def test_a_fault_of_the_description_is_told_with_its_line(tmp_path: Path, line: str) -> None:
    key = line.split(" ")[0]
    kept = [one for one in DESCRIPTION.splitlines() if not one.startswith(f"{key} ")]
    found = checked(tmp_path, "一", toml="\n".join([*kept, line]) + "\n")
    (one,) = [one for one in found.report if one.code == "T13"]
    assert TOML[line] in one.message
    assert one.place.line == len(kept) + 1


def test_a_day_that_is_one_is_no_fault(tmp_path: Path) -> None:
    found = checked(tmp_path, "一", toml=f'{DESCRIPTION}until = "事项.公示.止"\n')
    assert [one.code for one in found.report] == []


WHEN = (
    "技艺",
    "not 技艺 or 事项.初审.补正截止",
    "评审 and 评审.综合得分 >= 80",
    "事项.挂牌 is defined and 事项.挂牌.日期 > 承诺.日期",
    "事项.初审.结论 in ('通过', '限期整改')",
    "事项.初审.逐条审核 | selectattr('结论', 'eq', '需补正') | list",
    "“张” in 带头人.姓名 and (成员 | length) >= 5",
)


@pytest.mark.parametrize("when", WHEN)
def test_a_condition_may_ask_for_whatever_the_template_sees(tmp_path: Path, when: str) -> None:
    found = checked(tmp_path, "一", toml=DESCRIPTION + f'when = "{when}"\n')
    assert told(found) == []
    assert found.used["paper"]  # its names count as used


def test_what_a_condition_makes_sure_of_the_template_need_not_ask(tmp_path: Path) -> None:
    toml = DESCRIPTION + 'when = "技艺 and 事项.初审.补正截止"\n'
    assert told(checked(tmp_path, "至{{ 事项.初审.补正截止 | 日期 }}", toml=toml)) == []


def test_a_paper_of_the_volume_has_no_condition(tmp_path: Path) -> None:
    toml = DESCRIPTION.replace("studio", "volume") + 'when = "件数 > 1"\n'
    assert "when 里" not in told(checked(tmp_path, "一", toml=toml))[0][1]
    assert told(lint(tmp_path / "templates"))[0][0] == "T13"


def test_two_kinds_may_not_share_a_place_in_the_archive(tmp_path: Path) -> None:
    checked(tmp_path, "一")
    other = tmp_path / "templates" / "other"
    other.mkdir()
    (other / "kind.toml").write_text(DESCRIPTION, encoding="utf-8")
    repacked(template(other / "template.docx", "一"), house_faces)
    found = told(lint(tmp_path / "templates"))
    assert found == [("T13", "order 88 与另一种文件相同")] * 2


def test_a_broken_template_stops_everything_before_anything_is_written(tmp_path: Path) -> None:
    checked(tmp_path, "{{ 甲甲 }}", "{{ 乙乙 }}")
    with pytest.raises(PipelineError) as raised:
        require_sound(load_kinds(tmp_path / "templates"))
    assert raised.value.exit_code is ExitCode.FINDINGS
    assert "甲甲" in raised.value.message
    assert "乙乙" in raised.value.message


def test_every_code_is_explained() -> None:
    assert all(CODES.values())
    shown = {*MARKUP, *(code for code, _ in NAMES.values())}
    assert shown | {"T01", "T05", "T12", "T13", "T14", "T15", "T16"} == {*CODES}


def test_text_in_brackets_is_left_alone(tmp_path: Path) -> None:
    """Whole sentences, words that are no names, and what is printed on purpose."""
    found = checked(
        tmp_path,
        "【正文】〔2024〕2号《细则》{ 此处盖章 }，见 [1]、<附件>，e.g. www.example.edu.cn。",
        "{% raw %}{{ 带头人.姓名 }}{% endraw %}写成 {_{ 名 }_}",
        "第1.2.3条，5.0版",
    )
    assert told(found) == []


def test_a_strict_document_is_named(tmp_path: Path) -> None:
    def strict(parts: Parts) -> Mapping[str, bytes]:
        word = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        body = parts["word/document.xml"]
        other = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
        return parts | {"word/document.xml": body.replace(word, other)}

    ((code, message),) = told(checked(tmp_path, "{{ 工作室.名称 }}", change=strict))
    assert code == "T01" and "Strict" in message and "另存为普通的" in message


def test_a_tag_cut_by_a_smart_tag_is_read(tmp_path: Path) -> None:
    def wrapped(parts: Parts) -> Mapping[str, bytes]:
        body = parts["word/document.xml"].decode()
        cut = "</w:t></w:r><w:smartTag w:element='n'><w:smartTagPr/><w:r><w:t>"
        body = body.replace("带头人.", f"{cut}带头人.").replace(
            "姓名", "姓名</w:t></w:r></w:smartTag><w:r><w:t>"
        )
        return parts | {"word/document.xml": body.encode()}

    found = checked(tmp_path, "人：{{ 带头人.姓名 }}", change=wrapped)
    assert told(found) == [] and "带头人.姓名" in found.used["paper"]
    made = Template.load(tmp_path / "templates/paper/template.docx")
    assert document_text(made.render({"带头人": {"姓名": "裴玉兰"}})) == "人：裴玉兰"
