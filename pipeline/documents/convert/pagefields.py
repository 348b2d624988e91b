"""Tightens the page number of a footer for rdocx, which keeps room for two digits (measured).

Without this, 「— 1 —」 has a digit's width of blank on its right. Only for the first nine pages:
there the second digit is never drawn.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.documents.convert.faces import face_named
from pipeline.documents.convert.styles import LATIN
from pipeline.documents.docx.xml import qualified

ONE_DIGIT = 9
_TYPE = qualified("fldCharType")


def tighten(tree: etree._Element) -> None:
    """Take one digit's width off the spacing after each result of a PAGE field in `tree`."""
    for run in _results(tree):
        properties = run.find(qualified("rPr"))
        if properties is None or properties.find(qualified("spacing")) is not None:
            continue
        fonts, size = properties.find(qualified("rFonts")), properties.find(qualified("sz"))
        if fonts is None or size is None:
            continue  # the size stands in a style: the blank stays, nothing is lost
        half_points = float(size.get(qualified("val"), "0"))
        em = face_named(fonts.get(LATIN, ""), latin=True).digit_width()
        # Twentieths of a point; spacing counts for both digits, hence half of one each.
        value = str(-round(half_points * 10 * em / 2))
        size.addprevious(etree.Element(qualified("spacing"), {qualified("val"): value}))


def _results(tree: etree._Element) -> Iterator[etree._Element]:
    for simple in tree.iter(qualified("fldSimple")):
        if simple.get(qualified("instr"), "").split()[:1] == ["PAGE"]:
            yield from simple.iter(qualified("r"))
    for paragraph in tree.iter(qualified("p")):
        is_page = in_result = False
        for run in paragraph.iterfind(qualified("r")):
            for node in run:
                if node.tag == qualified("instrText"):
                    is_page = (node.text or "").split()[:1] == ["PAGE"]
                elif node.tag == qualified("fldChar"):
                    in_result = node.get(_TYPE) == "separate"
                elif node.tag == qualified("t") and is_page and in_result:
                    yield run
