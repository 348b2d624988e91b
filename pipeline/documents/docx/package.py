"""A docx as a zip: read with suspicion, written with the same bytes every time.

Knows OPC (parts, relationships, content types) and nothing about templates. Measured: two
renders differ only in zip times, and deflating the untouched parts again is most of a naive
render; so times and order are fixed here and untouched parts are compressed once.
"""

from __future__ import annotations

import html
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

MAX_ENTRIES = 500
MAX_PART = 32 * 2**20
MAX_TOTAL = 64 * 2**20

CONTENT_TYPES = "[Content_Types].xml"
MAIN_RELATIONSHIPS = "_rels/.rels"
BODY = "word/document.xml"

#: Of the names in a strict document (ISO/IEC 29500 Strict), which no engine here reads.
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml"
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_EXTERNAL = re.compile(rb"""TargetMode\s*=\s*["']\s*External""", re.IGNORECASE)
_TARGET = re.compile(rb"""\bTarget\s*=\s*["']([^"']*)["']""")
_ACTIVE = re.compile(
    r"vbaproject|vbadata|/activex/|/embeddings/|oleobject|/afchunk|\.(?:bin|exe|dll|js|vbs)$",
    re.IGNORECASE,
)
_ACTIVE_TYPE = re.compile(rb"macroEnabled|vbaProject|oleObject|activeX", re.IGNORECASE)
_ACTIVE_XML = re.compile(rb"<(?:[\w.-]+:)?(?:altChunk|object|control|subDoc)\b")
#: A field's code may be cut into several runs; the marks between fields part the codes.
_FIELD = re.compile(
    rb"<(?:[\w.-]+:)?(?:instrText|delInstrText)\b[^>]*>(?P<cut>[^<]*)<"
    rb"|\binstr\s*=\s*(?P<mark>[\"'])(?P<whole>.*?)(?P=mark)|<(?:[\w.-]+:)?fldChar\b"
)
_CALLING_OUT = re.compile(r"\b(?:DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT)\b", re.I)


class BadPackage(ValueError):
    """The bytes are not a docx this project opens; the text says why, in Chinese."""


def read_package(data: bytes) -> dict[str, bytes]:
    """Every part of a docx by its name. Raises BadPackage."""
    parts = unpack(data)
    for fault in part_faults(parts):
        raise BadPackage(fault)
    return parts


def unpack(data: bytes) -> dict[str, bytes]:
    """Every part, its contents not judged yet. Raises BadPackage.

    The directory is judged before anything is unpacked: a bomb costs nothing.
    """
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise BadPackage("文件已加密，或为旧版 .doc：请另存为未加密的 .docx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _judge_directory(package.infolist())
            parts = {one.filename: package.read(one) for one in package.infolist()}
    except (zipfile.BadZipFile, zlib.error, EOFError, struct.error, UnicodeDecodeError) as error:
        raise BadPackage("不是完整的 .docx（压缩包损坏或截断）") from error
    except (NotImplementedError, RuntimeError, OSError) as error:
        raise BadPackage(f"压缩方式无法读取：{error}") from error
    if CONTENT_TYPES not in parts or BODY not in parts:
        raise BadPackage("不是 Word 文档：缺 [Content_Types].xml 或 word/document.xml")
    if _STRICT in parts[BODY][:8192]:
        raise BadPackage("是“Strict Open XML 文档”格式：另存为普通的“Word 文档（.docx）”")
    return parts


def _judge_directory(entries: list[zipfile.ZipInfo]) -> None:
    names = [one.filename.casefold() for one in entries]
    if len(names) > MAX_ENTRIES:
        raise BadPackage(f"部件过多：{len(names)} 个，上限 {MAX_ENTRIES}")
    if len(set(names)) != len(names):
        raise BadPackage("压缩包内有同名部件，无法判断以哪个为准")
    for one in entries:
        if one.flag_bits & 0x1:
            raise BadPackage(f"部件 {one.filename} 已加密")
        if ".." in one.filename.split("/") or one.filename.startswith("/") or "\\" in one.filename:
            raise BadPackage(f"部件名越出文档：{one.filename}")
        if one.file_size > MAX_PART:
            raise BadPackage(f"部件 {one.filename} 解压后过大（疑为压缩炸弹）")
    if sum(one.file_size for one in entries) > MAX_TOTAL:
        raise BadPackage("解压后总量过大（疑为压缩炸弹）")


def part_faults(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Everything in the parts that this project does not open: one sentence each."""
    if _ACTIVE_TYPE.search(parts[CONTENT_TYPES]):
        yield "含宏或嵌入对象：请另存为不含宏的 .docx"
    for name, body in parts.items():
        if _ACTIVE.search("/" + name):
            yield f"含宏、控件或嵌入对象：{name}"
        if not name.endswith((".xml", ".rels")):
            continue
        if body[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in body[:64]:
            yield f"部件 {name} 不是 UTF-8"
        if _DOCTYPE.search(body):
            yield f"部件 {name} 含 DOCTYPE 或实体声明"
        if name.endswith(".rels"):
            yield from _relationship_faults(name, body)
        elif _ACTIVE_XML.search(body) or _CALLING_OUT.search(_field_codes(body)):
            yield f"部件 {name} 含外部引用域或嵌入对象"


def _field_codes(body: bytes) -> str:
    codes = (found["cut"] or found["whole"] or b" " for found in _FIELD.finditer(body))
    return html.unescape(b"".join(codes).decode("utf-8", "replace"))


def _relationship_faults(name: str, body: bytes) -> Iterator[str]:
    """Linked images leak local files and call out when converted (measured: 5 of 14 probes)."""
    if _EXTERNAL.search(body):
        yield f"{name} 含外部链接（链接的图片、模板或超链接）：请改为嵌入"
        return
    for target in _TARGET.findall(body):
        if b"://" in target or target.lower().startswith((b"file:", b"\\\\", b"//")):
            yield f"{name} 指向文档之外"
            return


@dataclass(frozen=True, slots=True)
class ZipEntry:
    """One zip entry, already compressed."""

    name: bytes
    method: int
    crc: int
    size: int
    packed: bytes

    @classmethod
    def of(cls, name: str, body: bytes, *, store: bool = False, level: int = 6) -> ZipEntry:
        """`store` for what is compressed already (photos)."""
        crc = zlib.crc32(body)
        if store:
            return cls(name.encode(), 0, crc, len(body), body)
        squeeze = zlib.compressobj(level, zlib.DEFLATED, -15)
        return cls(name.encode(), 8, crc, len(body), squeeze.compress(body) + squeeze.flush())


def part_order(name: str) -> tuple[int, str]:
    """Content types first, as OPC readers like it; then by name."""
    return (
        (CONTENT_TYPES, MAIN_RELATIONSHIPS, BODY).index(name)
        if name in (CONTENT_TYPES, MAIN_RELATIONSHIPS, BODY)
        else 3,
        name,
    )


# Version 2.0, names in UTF-8, 1980-01-01 00:00: the earliest time a zip can hold.
_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")
_UTF8, _TIME, _DATE = 0x800, 0, 0x21


def write_package(entries: Iterable[ZipEntry]) -> bytes:
    """The zip of `entries` in the order of `part_order`; same entries, same bytes."""
    ordered = sorted(entries, key=lambda one: part_order(one.name.decode()))
    pieces: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for one in ordered:
        shape = (one.method, _TIME, _DATE, one.crc, len(one.packed), one.size, len(one.name), 0)
        local = _LOCAL.pack(b"PK\3\4", 20, _UTF8, *shape)
        directory += (_CENTRAL.pack(b"PK\1\2", 20, 20, _UTF8, *shape, 0, 0, 0, 0, offset), one.name)
        pieces += (local, one.name, one.packed)
        offset += len(local) + len(one.name) + len(one.packed)
    size = sum(map(len, directory))
    end = _END.pack(b"PK\5\6", 0, 0, len(ordered), len(ordered), size, offset, 0)
    return b"".join((*pieces, *directory, end))


def relationships_of(part: str) -> str:
    """`word/document.xml` → `word/_rels/document.xml.rels`."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"
