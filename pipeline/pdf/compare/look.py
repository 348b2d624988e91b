"""One file as a reader finds it: its format, whether it opens, and what in it can act.

`look` is one function of bytes to a value, so that it can be run in a process with limits. It
never raises for a bad file. Must not judge: which format lasts, and what may act, others say.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from dataclasses import dataclass

import pikepdf
from PIL import Image, UnidentifiedImageError

from pipeline.pdf.compare.streams import decoded
from pipeline.pdf.hazards import hazards
from pipeline.pdf.images import FAULTS, MOST_PIXELS

ARCHIVAL, PLAIN_PDF, TEXT, UNKNOWN = "PDF/A", "非 PDF/A 的 PDF", "纯文本", "格式不认识"
_CLAIM = re.compile(rb"pdfaid:part")
#: Parts of an Office file that act or carry files, by the end of their name or a folder in it.
_PARTS = {"vbaProject.bin": "宏", "/embeddings/": "内嵌对象", "/activeX/": "ActiveX 控件"}
_OFFICE = {"word/": "Word（docx）", "xl/": "Excel（xlsx）", "ppt/": "PowerPoint（pptx）"}
_SUFFIXES = {
    **dict.fromkeys(("pdf",), PLAIN_PDF),
    **dict.fromkeys(("jpg", "jpeg"), "JPEG"),
    **dict.fromkeys(("txt", "yaml", "csv", "json", "md"), TEXT),
    **{suffix: suffix.upper() for suffix in ("png", "gif", "bmp", "webp")},
    **dict.fromkeys(("tif", "tiff"), "TIFF"),
    **dict.fromkeys(("docx", "xlsx", "pptx", "zip"), "压缩包"),
}
#: An Office file of more than this, unpacked, is not looked into.
_MOST_UNPACKED = 500_000_000
_LOCKED, _DAMAGED, _TOO_LARGE = "已加密", "已损坏，打不开", "过大，没有打开"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLook:
    """`format` in words; `obstacle`: why it cannot be read, "" if it can; `acts`: what can act."""

    format: str
    obstacle: str = ""
    acts: tuple[str, ...] = ()


def look(name: str, data: bytes) -> FileLook:
    """FileLook at the file `name` whose bytes are `data`; the content decides, then the suffix."""
    if not data:
        return FileLook(format=_by_suffix(name), obstacle="空文件")
    if b"%PDF-" in data[:1024]:
        return _pdf(data)
    if data.startswith(b"PK\x03\x04"):
        return _packed(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return FileLook(format="旧版 Office 文件")
    if name.endswith((".txt", ".yaml", ".csv", ".json", ".md")):
        return _text(data)
    return _picture(name, data)


def _pdf(data: bytes) -> FileLook:
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            metadata = pdf.Root.get("/Metadata")
            claim = decoded(metadata) if isinstance(metadata, pikepdf.Stream) else None
            found = ARCHIVAL if claim and _CLAIM.search(claim) else PLAIN_PDF
            obstacle = _LOCKED if pdf.is_encrypted else ""
            if not len(pdf.pages):
                obstacle = "没有页面"
            return FileLook(format=found, obstacle=obstacle, acts=hazards(pdf))
    except pikepdf.PasswordError:
        return FileLook(format=PLAIN_PDF, obstacle=_LOCKED)
    except (pikepdf.PdfError, RecursionError, ValueError, TypeError, KeyError, AttributeError):
        return FileLook(format=PLAIN_PDF, obstacle=_DAMAGED)


def _packed(data: bytes) -> FileLook:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            names = [one.filename for one in parts]
            known = (kind for start, kind in _OFFICE.items() if f"{start}" in _folders(names))
            found = next(known, "压缩包") if "[Content_Types].xml" in names else "压缩包"
            acts = {
                what
                for part, what in _PARTS.items()
                for name in names
                if name.endswith(part) or part in name
            }
            obstacle = _LOCKED if any(one.flag_bits & 1 for one in parts) else ""
            if sum(one.file_size for one in parts) > _MOST_UNPACKED:
                obstacle = _TOO_LARGE
            elif not obstacle and packed.testzip() is not None:
                obstacle = _DAMAGED
            return FileLook(format=found, obstacle=obstacle, acts=tuple(sorted(acts)))
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError):
        return FileLook(format="压缩包", obstacle=_DAMAGED)


def _folders(names: list[str]) -> set[str]:
    return {name.partition("/")[0] + "/" for name in names if "/" in name}


def _text(data: bytes) -> FileLook:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return FileLook(format=TEXT, obstacle="不是 UTF-8")
    return FileLook(format=TEXT)


def _picture(name: str, data: bytes) -> FileLook:
    """Decoded to its last line; a JPEG at an eighth of its size, which reads all of the file."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as image:
                found = image.format or UNKNOWN
                if image.width * image.height > MOST_PIXELS:
                    return FileLook(format=found, obstacle=_TOO_LARGE)
                image.draft(image.mode, (image.width // 8, image.height // 8))
                image.load()
                return FileLook(format="JPEG" if found == "MPO" else found)
    except UnidentifiedImageError:
        found = _by_suffix(name)
        return FileLook(format=found, obstacle="" if found.startswith(UNKNOWN) else _DAMAGED)
    except FAULTS:
        return FileLook(format=_by_suffix(name), obstacle=_DAMAGED)


def _by_suffix(name: str) -> str:
    """The format that a file's name promises."""
    suffix = name.rpartition(".")[2].lower() if "." in name else ""
    told = f"{UNKNOWN}（.{suffix}）" if suffix else UNKNOWN
    return _SUFFIXES.get(suffix, told)
