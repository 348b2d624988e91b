"""Whether a file has its beginning and its end, by the marks that its format has there.

A format without marks, and text that ends with a line, give None: nobody can tell. Must not say
what a file means, only whether something of it is missing.
"""

from __future__ import annotations

import csv
import io
import json

_TEXTS = (".txt", ".yaml", ".yml", ".md")
#: How the formats begin, by suffix.
_STARTS = {
    (".pdf",): b"%PDF-",
    (".jpg", ".jpeg"): b"\xff\xd8\xff",
    (".png",): b"\x89PNG",
    (".docx", ".xlsx", ".pptx", ".zip"): b"PK",
}
#: The longest comment that can follow the end record of a zip file.
_ZIP_END = 65_557


def begins(path: str, data: bytes) -> bool | None:
    """Whether the file starts as its suffix says; None where the suffix says nothing."""
    start = next((mark for suffixes, mark in _STARTS.items() if path.endswith(suffixes)), None)
    if start is None:
        return None
    return start in data[:1024] if start == b"%PDF-" else data.startswith(start)


def ends(path: str, data: bytes) -> bool | None:
    """Whether the file is there to its end."""
    if b"%PDF-" in data[:1024]:
        return b"%%EOF" in data[-1024:]
    if data.startswith(b"\xff\xd8"):  # the end of the last scan; a preview inside has its own
        return data.rfind(b"\xff\xd9") > data.rfind(b"\xff\xda") >= 0
    if data.startswith(b"\x89PNG"):
        return data.rfind(b"IEND") >= 0
    if data.startswith(b"PK"):
        return b"PK\x05\x06" in data[-_ZIP_END:]
    if path.endswith(".csv"):
        return _table(data)
    if path.endswith(".json"):
        return _object(data)
    if path.endswith(_TEXTS) and data:
        return None if data.endswith((b"\n", b"\r")) else False
    return None


def _table(data: bytes) -> bool | None:
    """A row with fewer cells than the first was cut; after a whole row nobody can tell."""
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    except (csv.Error, UnicodeDecodeError):
        return False
    if not data.endswith((b"\n", b"\r")) or not rows or len(rows[-1]) != len(rows[0]):
        return False
    return None


def _object(data: bytes) -> bool:
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True
