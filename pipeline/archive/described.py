"""How a file of a package is described: its format by content, its 稿本, how it came to be bound.

Words of DA/T 46—2009 and DA/T 18; a claim is made only of what was seen or made here. Must not
open a document: a few bytes at either end tell what a file is.
"""

from __future__ import annotations

import re
from enum import StrEnum

from pipeline.archive.model import Paper

#: What this program draws is written and judged as such (`pdf.pdfa`); a stranger's file is not.
PDFA = "PDF/A-2b"
_PDF = re.compile(rb"%PDF-(1\.[0-9]|2\.0)")
_CLAIM = re.compile(rb"pdfaid:part(?:>|=[\"'])2.{0,80}pdfaid:conformance(?:>|=[\"'])B", re.DOTALL)
#: 用途 in index.csv, of what was handed in and written by people: others find those rows by it.
AS_RECEIVED, WRITTEN_DOWN = "佐证，收到时的原样", "填写的档案文件"
#: How much of a file's front a reader searches for the sign of a PDF (as `bundle` does).
_FRONT = 1024
_SIGNS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "JPEG"), (b"\x89PNG\r\n\x1a\n", "PNG"), (b"GIF8", "GIF"), (b"BM", "BMP"),
    (b"II*\x00", "TIFF"), (b"MM\x00*", "TIFF"), (b"\xd0\xcf\x11\xe0", "旧版 Office"),
    (b"{\\rtf", "RTF"), (b"Rar!", "RAR"), (b"7z\xbc\xaf\x27\x1c", "7Z"),
)  # fmt: skip
#: A part that tells one zip from another.
_ZIPPED: tuple[tuple[bytes, str], ...] = (
    (b"word/document.xml", "DOCX"), (b"xl/workbook.xml", "XLSX"),
    (b"ppt/presentation.xml", "PPTX"), (b"OFD.xml", "OFD"),
)  # fmt: skip


class Manner(StrEnum):
    """How a paper stands in the bundle (编入方式)."""

    DIRECT = "直接编入"
    PICTURE = "图片排成一页"
    PAGE_PICTURES = "逐页成像"
    CONVERTED = "转换后编入"
    STAND_IN = "代页"


def format_of(data: bytes, *, ours: bool) -> str:
    """The format of a file by its content; `ours`: this program wrote it, so its claim to be
    PDF/A is no stranger's word."""
    if found := _PDF.search(data[:_FRONT]):
        claimed = ours and _CLAIM.search(data)
        return PDFA if claimed else f"PDF {found[1].decode('ascii')}"
    if data.startswith(b"PK\x03\x04"):
        return next((name for part, name in _ZIPPED if part in data), "ZIP")
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "WebP"
    return next((name for sign, name in _SIGNS if data.startswith(sign)), "不能识别")


def draft_of(paper: Paper) -> str:
    """稿本. Nothing here bears a signature or a seal, so nothing is called 正本: a document is the
    final text (定稿), a proof the copy that was handed in; and so is what belongs elsewhere."""
    if paper.elsewhere:
        return "副本"
    if paper.kind == "document":
        return "定稿"
    return "转换件" if paper.converted else "副本"


def uses_of(paper: Paper) -> tuple[str, str]:
    """用途 of a paper's own file, and of its originals."""
    if paper.kind == "document":
        return "定稿的 PDF，编入合订本", "定稿的 Word 文件"
    if paper.converted:
        return "佐证的转换件，编入合订本", AS_RECEIVED
    return AS_RECEIVED, ""
