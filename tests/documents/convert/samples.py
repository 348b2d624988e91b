"""Small Word documents to convert, made with python-docx."""

from __future__ import annotations

import io
import re
from typing import Any

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from pipeline.documents.docx.package import BODY, ZipEntry, read_package, write_package

NOTICE = (
    "江东理工大学工会文件",
    "根据《办法》第六条，2024年4月16日研究：经费20,000元/周期，温度25℃±2，面积≥60㎡……",
    "“以赛促建”——详见www.example.edu.cn，李䶮、王𬱖参加。☑是 ☐否 ①②③",
)


def lettered(run: Any, face: str, latin: str, size: float = 16) -> None:
    """Give a run its faces and size."""
    run.font.size = Pt(size)
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    for key, name in (("ascii", latin), ("hAnsi", latin), ("eastAsia", face)):
        fonts.set(qn(f"w:{key}"), name)


def notice(paragraphs: tuple[str, ...] = NOTICE, pages: bool = True) -> bytes:
    """Paragraphs in 仿宋 and Times, and 「— n —」 below."""
    document = Document()
    for text in paragraphs:
        lettered(document.add_paragraph().add_run(text), "仿宋_GB2312", "Times New Roman")
    if pages:
        footer = document.sections[0].footer.paragraphs[0]
        lettered(footer.add_run("— "), "宋体", "宋体", 14)
        for kind in ("begin", "code", "separate", "result", "end"):
            run = footer.add_run("1" if kind == "result" else "")
            lettered(run, "宋体", "宋体", 14)
            if kind == "code":
                code = OxmlElement("w:instrText")
                code.text = " PAGE "
                run._r.append(code)
            elif kind != "result":
                mark = OxmlElement("w:fldChar")
                mark.set(qn("w:fldCharType"), kind)
                run._r.append(mark)
        lettered(footer.add_run(" —"), "宋体", "宋体", 14)
    return saved(document)


def tall_row(height_in_lines: int) -> bytes:
    """A form whose one row, centred, is taller than a page."""
    document = Document()
    table = document.add_table(1, 2, style="Table Grid")
    for cell in table.rows[0].cells:
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    lettered(table.cell(0, 0).paragraphs[0].add_run("主要事迹"), "黑体", "黑体", 12)
    for number in range(height_in_lines):
        text = f"第{number}段，长期从事电气自动化研究。"
        lettered(table.cell(0, 1).add_paragraph().add_run(text), "仿宋_GB2312", "仿宋_GB2312")
    return saved(document)


def indented(text: str, millimetres: float) -> bytes:
    """One paragraph that begins so far from the left margin."""
    document = Document()
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.left_indent = Mm(millimetres)
    lettered(paragraph.add_run(text), "仿宋_GB2312", "仿宋_GB2312")
    return saved(document)


def narrow_cell(text: str) -> bytes:
    """A table of two columns, the second 20 mm wide and filled with `text`, by the right margin."""
    document = Document()
    table = document.add_table(1, 2, style="Table Grid")
    for cell, width in zip(table.rows[0].cells, (Mm(130), Mm(20)), strict=True):
        cell.width = width
    for column, width in zip(table.columns, (Mm(130), Mm(20)), strict=True):
        column.width = width
    lettered(table.cell(0, 1).paragraphs[0].add_run(text), "仿宋_GB2312", "仿宋_GB2312", 12)
    return saved(document)


def wrapped(docx: bytes, wrapper: str) -> bytes:
    """The document with the first run of each paragraph in a wrapper as Word 2003 wrote it."""
    start = f'<w:{wrapper} w:uri="urn:x" w:element="name"><w:{wrapper}Pr/>'
    parts = read_package(docx)
    body = re.sub(r"(<w:r>.*?</w:r>)", rf"{start}\1</w:{wrapper}>", parts[BODY].decode(), count=1)
    parts[BODY] = body.encode()
    return write_package(ZipEntry.of(name, one) for name, one in parts.items())


def saved(document: Any) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()
