"""What the Word markup of a template may not hold, with the place where Word shows it.

Floating shapes and foreign faces come out differently in each engine; tracked changes, comments
and hidden text would go out with the document. Knows no tag and no kind; changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.diagnostics import Severity, visible
from pipeline.documents.docx.package import BODY
from pipeline.documents.docx.xml import OFFICE, qualified
from pipeline.documents.template.faults import part_name, place_in_part
from pipeline.documents.template.tags import TAG

#: The names the official faces go by in documents (GB/T 9704); the converter maps them.
HOUSE_FACES = ("仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体", "Times New Roman")
FIELDS = ("PAGE", "NUMPAGES")
_TRACKED = frozenset(
    qualified(name) for name in
    ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "sectPrChange")
)  # fmt: skip
_COMMENT = qualified("commentReference")
_HIDDEN = qualified("vanish"), qualified("webHidden")
_FIELD_CODES = qualified("instrText"), qualified("fldSimple")
_FLOATING = re.compile(r"\}(?:anchor|pict|txbxContent|framePr)$")
_LINKED = qualified("link", space=OFFICE)
_MARKS = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_WIDE = re.compile(r"｛[｛%％]|[｝%％]｝")


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that must not be there: its code, where, what, what to do in Word."""

    code: str
    part: str
    line: int
    message: str
    hint: str
    severity: Severity = Severity.ERROR


def flaws(name: str, root: etree._Element, styles: etree._Element | None) -> Iterator[Flaw]:
    """Every flaw of one part; `styles` is the root of word/styles.xml."""
    yield from broken_tags(name, root)
    yield from _elements(name, root)
    yield from _faces(name, root, styles)


def footer_flaws(root: etree._Element, settings: etree._Element | None) -> Iterator[Flaw]:
    """Odd pages number right, even pages left (GB/T 9704, 7.5): both footers must be there."""
    hint = "页面设置里勾选“奇偶页不同”，并分别放上页码。"
    if settings is None or settings.find(qualified("evenAndOddHeaders")) is None:
        yield Flaw("T12", BODY, 1, "公文没有设“奇偶页不同”", hint)
        return
    kinds = {one.get(qualified("type")) for one in root.iter(qualified("footerReference"))}
    for kind, shown in (("default", "单页"), ("even", "双页")):
        if kind not in kinds:
            yield Flaw("T12", BODY, 1, f"公文没有{shown}的页脚", hint)


def broken_tags(name: str, root: etree._Element) -> Iterator[Flaw]:
    """Tags with full-width braces, tags not closed in their paragraph, tags cut by formats."""
    for paragraph in root.iter(qualified("p")):
        runs = [run for run in paragraph.iter(qualified("r")) if _owner(run) is paragraph]
        texts = ["".join(t.text or "" for t in run.iter(qualified("t"))) for run in runs]
        whole = "".join(texts)
        if _WIDE.search(whole):
            yield flaw(
                "T02",
                name,
                root,
                paragraph,
                f"“{visible(whole, 30)}”用了全角花括号或百分号",
                "改成半角 {{ }}、{% %}。",
            )
        if broken := _MARKS.search(TAG.sub("", whole)):
            yield flaw(
                "T02",
                name,
                root,
                paragraph,
                f"“{visible(whole, 30)}”里的 {broken[0]} 没有配对：一个标签要写在同一段里",
                "补上另一半；标签中间不要回车。",
            )
        yield from _cut_tags(name, root, paragraph, runs, texts)


def _owner(run: etree._Element) -> etree._Element:
    return next(run.iterancestors(qualified("p")))


def _cut_tags(
    name: str,
    root: etree._Element,
    paragraph: etree._Element,
    runs: list[etree._Element],
    texts: list[str],
) -> Iterator[Flaw]:
    """Word may cut a tag into runs; that is harmless unless they look different."""
    looks = [_look(run) for run in runs]
    owners = [index for index, text in enumerate(texts) for _ in text]
    for tag in TAG.finditer("".join(texts)):
        if len({looks[index] for index in owners[tag.start() : tag.end()]}) > 1:
            yield flaw(
                "T02",
                name,
                root,
                paragraph,
                f"标签 {visible(tag[0], 60)} 前后格式不一",
                "选中整个标签，统一设一次字体和字号。",
                Severity.WARNING,
            )


def _look(run: etree._Element) -> bytes:
    """How a run is drawn, without what only the editor notes in it."""
    properties = run.find(qualified("rPr"))
    if properties is None:
        return b""
    kept = [one for one in properties if one.tag not in (qualified("lang"), qualified("noProof"))]
    kept = [one for one in kept if one.get(qualified("hint")) is None or len(one.attrib) > 1]
    return b"".join(sorted(etree.tostring(one) for one in kept))


def _elements(name: str, root: etree._Element) -> Iterator[Flaw]:
    for node in root.iter(etree.Element):
        tag = node.tag
        if tag in _TRACKED:
            yield flaw("T08", name, root, node, "有未处理的修订", "审阅里接受或拒绝全部修订。")
        elif tag == _COMMENT:
            yield flaw("T09", name, root, node, "有批注", "审阅里删除全部批注。")
        elif tag in _HIDDEN and _on(node):
            yield flaw("T10", name, root, node, "有隐藏文字", "取消“隐藏”，或删去。")
        elif tag in _FIELD_CODES:
            code = node.get(qualified("instr")) or node.text or ""
            if (word := code.split()[:1]) and word[0].upper() not in FIELDS:
                yield flaw(
                    "T11",
                    name,
                    root,
                    node,
                    f"有域 {visible(word[0])}，各引擎的结果不同",
                    "只用页码域；其余改成普通文字或标签。",
                )
        elif _FLOATING.search(tag):
            yield flaw(
                "T07",
                name,
                root,
                node,
                "有浮动的图形、文本框或图文框",
                "图片设为“嵌入型”；文本框改成段落或表格。",
            )
        elif node.get(_LINKED) is not None:
            yield flaw("T07", name, root, node, "有链接的图片", "改为嵌入图片。")


def _on(node: etree._Element) -> bool:
    return node.get(qualified("val"), "true") not in ("0", "false", "off")


def _faces(name: str, root: etree._Element, styles: etree._Element | None) -> Iterator[Flaw]:
    seen: set[str] = set()
    for node in (*root.iter(qualified("rFonts")), *_used_styles(root, styles)):
        for attribute, face in node.attrib.items():
            key = attribute.rpartition("}")[2]
            theme = key.endswith("Theme")
            if key == "hint" or face in seen or (not theme and face in HOUSE_FACES):
                continue
            seen.add(face)
            shown = "主题字体" if theme else f"字体“{visible(face)}”"
            yield flaw(
                "T06",
                name,
                root,
                node,
                f"用了版式以外的{shown}",
                f"改用 {'、'.join(HOUSE_FACES)} 之一。",
                Severity.WARNING,
            )


def _used_styles(root: etree._Element, styles: etree._Element | None) -> Iterator[etree._Element]:
    """The faces of the styles that the part uses, those they are based on, and the defaults."""
    if styles is None:
        return
    known = {one.get(qualified("styleId")): one for one in styles.iter(qualified("style"))}
    named = map(qualified, ("pStyle", "rStyle", "tblStyle"))
    wanted = [node.get(qualified("val")) for node in root.iter(*named)]
    wanted += [key for key, one in known.items() if one.get(qualified("default")) == "1"]
    done: set[str | None] = set()
    while wanted:
        key = wanted.pop()
        style = known.get(key)
        if key in done or style is None:
            continue
        done.add(key)
        wanted += [one.get(qualified("val")) for one in style.iter(qualified("basedOn"))]
        yield from style.iter(qualified("rFonts"))
    for one in styles.iter(qualified("docDefaults")):
        yield from one.iter(qualified("rFonts"))


def flaw(
    code: str,
    name: str,
    root: etree._Element,
    node: etree._Element,
    message: str,
    hint: str,
    severity: Severity = Severity.ERROR,
) -> Flaw:
    """A flaw at `node` of the part `name`, told with the paragraph or row that Word shows."""
    line, where = place_in_part(root, node)
    return Flaw(code, name, line, f"{part_name(name)}{where}：{message}", hint, severity)
