"""A finished docx as a fragment of HTML for the union's website: the same words, nothing else.

Headings, paragraphs, numbered lists and tables only; no styles, ids, scripts or links, so that
the website's own look applies. Page furniture (headers, footers) is left out.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from html import escape

from lxml import etree

from pipeline.documents.docx.package import BODY, read_package
from pipeline.documents.docx.xml import parse, qualified

#: Style of the house → element; any other paragraph is a p.
_HEADINGS = {"公文标题": "h1", "一级标题": "h2", "表外标题": "h2", "二级标题": "h3"}
_ITEM = re.compile(r"^(\d{1,2})[.．](?!\d)\s*")


def fragment(docx: bytes, take_down: datetime.date | None = None, mark: str = "") -> str:
    """The body of `docx` as one `article`, with the day on which it must be taken down. `mark`
    stands above and below it: what a draft has in the headers that are left out here."""
    parts = read_package(docx)
    names = _style_names(parts.get("word/styles.xml"))
    body = parse(parts[BODY]).find(qualified("body"))
    day = take_down.isoformat() if take_down else ""
    lines = [f'<article lang="zh-CN" data-take-down="{day}">' if day else '<article lang="zh-CN">']
    if day:
        lines.append(f"<!-- 公示期满，{day} 起撤下 -->")
    marked = [f"<p><strong>{_shown(mark)}</strong></p>"] if mark else []
    lines += [*marked, *_blocks(body, names), *marked]
    return "\n".join([*lines, "</article>", ""])


def _style_names(styles: bytes | None) -> dict[str, str]:
    """Word keeps a style under an id of its own; people and templates know its name."""
    if styles is None:
        return {}
    found = {}
    for one in parse(styles).iter(qualified("style")):
        name = one.find(qualified("name"))
        if name is not None:
            found[one.get(qualified("styleId"), "")] = name.get(qualified("val"), "")
    return found


def _blocks(body: etree._Element, names: dict[str, str]) -> Iterator[str]:
    title: list[str] = []
    items: list[str] = []
    for one in body:
        text = _text(one) if one.tag == qualified("p") else ""
        heading = _HEADINGS.get(_style(one, names), "") if text else ""
        item = _ITEM.match(text) if not heading else None
        counted = item is not None and int(item.group(1)) == len(items) + 1
        if title and heading != "h1":
            yield f"<h1>{''.join(title)}</h1>"  # one title, though broken over lines by sense
            title = []
        if items and not counted:
            yield from _list(items)
            items = []
        if heading == "h1":
            title.append(_shown(text))
        elif counted and item is not None:
            items.append(_shown(text[item.end() :]))
        elif text:
            yield f"<{heading or 'p'}>{_shown(text)}</{heading or 'p'}>"
        elif one.tag == qualified("tbl"):
            yield from _table(one)
    if title:
        yield f"<h1>{''.join(title)}</h1>"
    yield from _list(items)


def _list(items: list[str]) -> Iterator[str]:
    if items:
        yield "<ol>"
        yield from (f"<li>{one}</li>" for one in items)
        yield "</ol>"


def _style(paragraph: etree._Element, names: dict[str, str]) -> str:
    style = paragraph.find(qualified("pPr", "pStyle"))
    identity = style.get(qualified("val"), "") if style is not None else ""
    return names.get(identity, identity)


def _text(paragraph: etree._Element) -> str:
    """Visible text; a tab is a space, a line break a newline."""
    pieces = []
    for run in paragraph.iter(qualified("r")):
        if run.find(qualified("rPr", "vanish")) is not None:
            continue
        for one in run:
            if one.tag == qualified("t"):
                pieces.append(one.text or "")
            elif one.tag in (qualified("tab"), qualified("br")):
                pieces.append(" " if one.tag == qualified("tab") else "\n")
    return "".join(pieces).strip()


def _shown(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>")


def _table(table: etree._Element) -> Iterator[str]:
    rows = table.findall(qualified("tr"))
    yield "<table>"
    for at, row in enumerate(rows):
        tag = "th" if row.find(qualified("trPr", "tblHeader")) is not None else "td"
        cells = "".join(_cell(cell, tag, rows[at + 1 :], column) for cell, column in _columns(row))
        yield f"<tr>{cells}</tr>"
    yield "</table>"


def _columns(row: etree._Element) -> Iterator[tuple[etree._Element, int]]:
    """Each cell with the column of the grid that it begins in."""
    column = 0
    for cell in row.findall(qualified("tc")):
        yield cell, column
        column += _span(cell)


def _cell(cell: etree._Element, tag: str, below: list[etree._Element], column: int) -> str:
    merge = cell.find(qualified("tcPr", "vMerge"))
    if merge is not None and merge.get(qualified("val")) != "restart":
        return ""
    high = 1
    while merge is not None and high <= len(below) and _continues(below[high - 1], column):
        high += 1
    across = f' colspan="{_span(cell)}"' if _span(cell) > 1 else ""
    down = f' rowspan="{high}"' if high > 1 else ""
    lines = [_shown(text) for one in cell.findall(qualified("p")) if (text := _text(one))]
    return f"<{tag}{across}{down}>{'<br>'.join(lines)}</{tag}>"


def _continues(row: etree._Element, column: int) -> bool:
    for cell, at in _columns(row):
        merge = cell.find(qualified("tcPr", "vMerge"))
        if at == column:
            return merge is not None and merge.get(qualified("val")) != "restart"
    return False


def _span(cell: etree._Element) -> int:
    span = cell.find(qualified("tcPr", "gridSpan"))
    return int(span.get(qualified("val"), "1")) if span is not None else 1
