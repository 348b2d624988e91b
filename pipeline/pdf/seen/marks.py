"""What a reader shows over a foreign page: annotations and form fields, and what it tells of them.

Answers three questions of each mark: is it shown, is its drawing stored in the file, and what
does it say besides. Changes only flags and appearances, so that what is shown is what is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeGuard

import pikepdf

from pipeline.pdf.inherited import inherited
from pipeline.pdf.seen import looks

#: Annotation flags (ISO 32000-1, table 165).
INVISIBLE, HIDDEN, PRINT, NO_VIEW = 1, 2, 4, 32
#: Drawn by the reader itself where the file stores no drawing (measured with pdfium 8149).
SELF_DRAWN = frozenset(
    ("Circle", "Highlight", "Ink", "Square", "Squiggly", "StrikeOut", "Text", "Underline")
)
#: Shown as something else than a mark on the page, or as nothing.
UNMARKED = frozenset(("Link", "Popup", "PrinterMark", "TrapNet"))
NAMES = {
    "Caret": "插入号",
    "Circle": "圆形",
    "FileAttachment": "附件图标",
    "FreeText": "文本框",
    "Highlight": "高亮",
    "Ink": "手写",
    "Line": "直线",
    "Movie": "影片",
    "Polygon": "多边形",
    "PolyLine": "折线",
    "Redact": "涂黑标记",
    "RichMedia": "富媒体",
    "Screen": "影片",
    "Sound": "录音",
    "Square": "方框",
    "Squiggly": "波浪线",
    "Stamp": "图章",
    "StrikeOut": "删除线",
    "Text": "便笺",
    "3D": "三维图形",
    "Underline": "下划线",
    "Watermark": "水印",
    "Widget": "表单项",
}
#: Of a comment, how much is repeated; of comments, how many.
LONGEST, MOST = 60, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class MarksSeen:
    """`drawn`: pages (from 0) that only a reader can draw; `named`: what is told in words.

    `changed`: appearances were made or dropped, so the file as it came is not the one to draw.
    """

    drawn: frozenset[int]
    named: tuple[str, ...]
    changed: bool


def survey(pdf: pikepdf.Pdf) -> MarksSeen:
    """Look at every mark of `pdf`; give those an appearance that no reader's library draws."""
    drawn: set[int] = set()
    named: list[str] = []
    changed = False
    fresh = _asks_for_appearances(pdf)
    for index, page in enumerate(pdf.pages):
        for mark in _annotations(page):
            kind = str(mark.get("/Subtype", "/")).lstrip("/")
            if kind in UNMARKED:
                continue
            flags = _number(mark.get("/F", 0))
            if flags & HIDDEN:
                continue
            where = f"第 {index + 1} 页"
            if flags & NO_VIEW:
                if flags & PRINT and _stored(mark):
                    named.append(f"{where}只在打印时出现的{_called(kind)}，没有编入")
                continue
            if flags & INVISIBLE and kind in NAMES:
                mark.F = flags & ~INVISIBLE
            if kind == "Widget":
                words, redrawn, made = _field(mark, fresh)
            else:
                words, redrawn, made = _comment(pdf, mark, kind)
            named += [f"{where}{one}" for one in words]
            changed |= made
            if redrawn:
                drawn.add(index)
    return MarksSeen(drawn=frozenset(drawn), named=tuple(named), changed=changed)


def bounded(named: list[str]) -> tuple[str, ...]:
    """At most `MOST` of them, and how many more there are."""
    if len(named) <= MOST:
        return tuple(named)
    return (*named[:MOST], f"另有 {len(named) - MOST} 处，见原件")


def _comment(pdf: pikepdf.Pdf, mark: pikepdf.Object, kind: str) -> tuple[list[str], bool, bool]:
    """(what is told, whether only a reader draws it, whether an appearance was made)."""
    words = []
    text = said(mark.get("/Contents"))
    stored = _stored(mark)
    if kind == "FileAttachment":
        file = mark.get("/FS")
        name = said(file.get("/UF", file.get("/F"))) if _is_table(file) else ""
        words.append(f"{_called(kind)}“{name or text}”" + ("" if stored else "，未能画出"))
    elif text and kind != "FreeText":
        author = said(mark.get("/T"))
        by = f"（{author}）" if author else ""
        words.append(f"{_called(kind)}{by}的文字：“{text}”")
    if stored or kind == "FileAttachment":
        return words, False, False
    if kind in SELF_DRAWN:
        return words, True, False
    if looks.give(pdf, mark, kind):
        return words, True, True
    detail = said(mark.get("/Name")) or said(mark.get("/OverlayText"))
    words.append(f"{_called(kind)}{f'“{detail}”' if detail else ''}没有存下样子，未能画出")
    return words, False, False


def _field(mark: pikepdf.Object, fresh: bool) -> tuple[list[str], bool, bool]:
    """The same for a form field; `fresh`: the file asks readers to draw every field anew."""
    kind = str(inherited(mark, "/FT") or "").lstrip("/")
    value, stored = inherited(mark, "/V"), _stored(mark)
    if kind in ("Tx", "Ch"):
        filled = value is not None and said(value) != ""
        if stored and not fresh:
            # Some readers draw the value, some what is stored: it is told where both cannot agree.
            name = said(inherited(mark, "/T")) or "未命名"
            stale = filled and not _writes(mark.AP.N)
            return [f"表单项“{name}”填的“{said(value)}”"] if stale else [], False, False
        if fresh and stored:
            del mark["/AP"]
        return [], filled or stored, fresh and stored
    if stored:
        # A file that asks for fresh drawings has no field flattened into the page.
        return [], fresh, False
    on = isinstance(value, pikepdf.Name) and value != pikepdf.Name.Off
    return [], kind == "Btn" and (on or "/MK" in mark), False


def _writes(look: pikepdf.Object) -> bool:
    """Whether a stored appearance has any text, or draws something that may have."""
    if not isinstance(look, pikepdf.Stream):
        return True
    return re.search(rb"(?:Tj|TJ|Do|['\"])\s", look.read_bytes() + b" ") is not None


def _asks_for_appearances(pdf: pikepdf.Pdf) -> bool:
    form = pdf.Root.get("/AcroForm")
    return _is_table(form) and form.get("/NeedAppearances", False) is True


def _annotations(page: pikepdf.Page) -> Iterator[pikepdf.Object]:
    listed = page.obj.get("/Annots")
    for mark in listed.as_list() if isinstance(listed, pikepdf.Array) else ():
        if _is_table(mark):
            yield mark


def _stored(mark: pikepdf.Object) -> bool:
    """Whether the normal appearance is in the file."""
    kept = mark.get("/AP")
    return _is_table(kept) and isinstance(kept.get("/N"), pikepdf.Stream | pikepdf.Dictionary)


def _is_table(one: object) -> TypeGuard[pikepdf.Dictionary]:
    return isinstance(one, pikepdf.Dictionary) and not isinstance(one, pikepdf.Stream)


def _called(kind: str) -> str:
    return NAMES.get(kind, "批注")


def _number(value: object) -> int:
    return int(value) if isinstance(value, int | Decimal) else 0


def said(value: object) -> str:
    """The text of a string or name, on one line, at most `LONGEST` characters."""
    if not isinstance(value, pikepdf.String | pikepdf.Name | pikepdf.Array):
        return ""
    if isinstance(value, pikepdf.Array):
        text = "、".join(said(one) for one in value.as_list())
    else:
        try:
            text = str(value)
        except UnicodeDecodeError:  # names in the encoding of an old Chinese system
            text = bytes(value).decode("gbk", "replace")
    text = " ".join(text.lstrip("/").split() if isinstance(value, pikepdf.Name) else text.split())
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"
