"""会议纪要 and 活动记录: Word files, as a studio's secretary types them.

Word files carry the clock twice, in the zip and in the properties; both are fixed here.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from tests.evidence_maker.facts import Facts
from tests.evidence_maker.papers.attendance import names_of
from tests.evidence_maker.sheet import SMALL_PRINT

_ZIP_TIME = (2026, 1, 1, 0, 0, 0)


def minutes(facts: Facts) -> bytes:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(28)
    normal = document.styles["Normal"]
    normal.font.size, normal.font.name = Pt(12), "Times New Roman"
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    # Without a language, dashes and commas are drawn as in Taiwan: in the middle of the square.
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    normal.element.rPr.append(language)
    _forget_unused_styles(document)
    style = facts.house.randrange(3)
    kind = facts.kind if facts.kind in ("会议纪要", "活动记录") else "活动记录"
    _line(document, f"{facts.studio.name}{kind}", 18, "黑体", centre=True)
    names = names_of(facts, 16)
    shown = "、".join(names) + (f"等{facts.headcount}人" if facts.headcount > len(names) else "")
    pairs = [
        ("时间", facts.day),
        ("地点", facts.place),
        ("主持人", facts.chair),
        ("主题", facts.title),
        ("类别", facts.category),
        ("合作单位", facts.partner),
        ("参加人员", shown),
        ("记录人", facts.studio.team[-1]),
    ]
    pairs = [pair for pair in pairs if pair[1]]
    if style == 0:
        for label, value in pairs:
            _line(document, f"{label}：{value}", 12)
    else:
        _grid(document, pairs)
    _body(document, facts, style)
    _line(document, f"{facts.studio.name}　　{facts.day}", 12, right=True)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    small = foot.add_run(SMALL_PRINT)
    small.font.size, small.font.color.rgb = Pt(7.5), RGBColor(0x80, 0x80, 0x80)
    said = document.core_properties
    said.author, said.title, said.comments = facts.studio.team[-1], f"{kind}　{facts.title}", ""
    said.last_modified_by, said.revision = facts.studio.team[-1], 1
    moment = datetime.datetime.combine(facts.date, datetime.time(9, 0))
    said.created = said.modified = moment
    return _fixed(document)


def _forget_unused_styles(document: docx.document.Document) -> None:
    """python-docx's template has 25 KB of styles, compressed, of which five are used here."""
    used = {"Normal", "DefaultParagraphFont", "TableNormal", "TableGrid", "Footer"}
    styles = document.styles.element
    for child in list(styles):
        if child.tag == qn("w:latentStyles") or (
            child.tag == qn("w:style") and child.get(qn("w:styleId")) not in used
        ):
            styles.remove(child)
    for relation, part in list(document.part.rels.items()):
        if part.reltype.endswith(("/stylesWithEffects", "/customXml")):
            document.part.drop_rel(relation)


def _body(document: docx.document.Document, facts: Facts, style: int) -> None:
    dice = facts.dice
    text = "".join(facts.body[:1]) or _told(facts)
    heads = (
        ("一、内容", "二、议定事项"),
        ("会议内容" if facts.kind == "会议纪要" else "过程记录", "下一步"),
        ("【内容】", "【落实】"),
    )[style]
    _line(document, heads[0], 13, "黑体")
    sentences = [part for part in re.split(r"(?<=[。；])", text.replace("\n", "")) if part]
    for number in range(0, len(sentences), 2):
        _line(document, "".join(sentences[number : number + 2]), 12, indent=True)
    _line(document, heads[1], 13, "黑体")
    for part in facts.body[1:]:
        _line(document, part, 12, indent=True)
    who = dice.choice(facts.people or facts.studio.team)
    closing = dice.choice(
        (
            f"由{who}负责整理资料，一周内归入台账。",
            f"以上事项由{who}牵头落实，下次例会通报结果。",
            f"照片、签到表由{who}留存；问题清单逐项销号。",
        )
    )
    _line(document, closing, 12, indent=True)


def _told(facts: Facts) -> str:
    """What happened, for entries that give only theme, place and head count."""
    host = facts.partner or facts.studio.unit
    told = facts.dice.choice(
        (
            "先由{leader}介绍本室情况和近期遇到的问题。{host}有关人员结合实例作了讲解，并在现场演示。"
            "随后分组操作，逐项核对，提出的疑问当场解答；一时不能确定的，记入问题清单。",
            "{host}人员到场后，双方先看现场，再看记录。围绕“{title}”逐条讨论，意见一致的当场定下，"
            "有分歧的约定各自试做后再比较。{leader}作了小结。",
            "活动分讲解、练习、点评三段。讲解用实物和图表，练习两人一组，点评由{leader}逐组进行。"
            "参加人员填写了意见表，多数希望增加练习时间。",
        )
    )
    return told.format(leader=facts.studio.leader, host=host, title=facts.title)


def _line(
    document: docx.document.Document,
    text: str,
    size: float,
    face: str = "",
    *,
    centre: bool = False,
    right: bool = False,
    indent: bool = False,
) -> None:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    if face:
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)
    if centre or right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centre else WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.paragraph_format.line_spacing = 1.5
    paragraph.paragraph_format.space_after = Pt(10 if centre else 0)
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(size * 2)


def _grid(document: docx.document.Document, pairs: list[tuple[str, str]]) -> None:
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    table.columns[0].width, table.columns[1].width = Mm(28), Mm(126)
    for label, value in pairs:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, value
        cells[0].width, cells[1].width = Mm(28), Mm(126)
        for cell in cells:
            form = cell.paragraphs[0].paragraph_format
            form.space_before = form.space_after = Pt(4)


def _fixed(document: docx.document.Document) -> bytes:
    raw, out = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with (
        zipfile.ZipFile(raw) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target,
    ):
        for name in source.namelist():
            if name == "docProps/thumbnail.jpeg":
                continue
            data = source.read(name)
            if name in ("_rels/.rels", "[Content_Types].xml"):
                data = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", data)
                data = re.sub(rb'<Default Extension="jpeg"[^>]*/>', b"", data)
            target.writestr(zipfile.ZipInfo(name, _ZIP_TIME), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
