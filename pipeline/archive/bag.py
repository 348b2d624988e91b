"""The tag files of BagIt 1.0 (RFC 8493): written and parsed, nothing else.

Written directly: the library bagit 1.9.0 writes version 0.97 and builds in place (measured).
Must not touch the payload.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
DECLARATION_NAME, INFO_NAME = "bagit.txt", "bag-info.txt"
#: SHA-256 for `sha256sum`, SHA-512 as RFC 8493 recommends. Digests of both are always checked.
ALGORITHMS = {"sha256": 64, "sha512": 128}
#: What bags made elsewhere may be sealed with (RFC 8493, 2.4): read, never written.
READABLE = ALGORITHMS | {"md5": 32, "sha1": 40, "sha224": 56, "sha384": 96}
UTF8 = "utf-8"
#: Two spaces between digest and path: then `sha256sum -c` reads the manifest as well.
_LINE = re.compile(r"([0-9A-Fa-f]+)[ \t]+\*?(.+)")
_BREAK = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Digests by decoded path; `faults` names lines that cannot be read and repeated paths.

    `loose`: what is written otherwise than the standard has it, and was read all the same.
    """

    entries: Mapping[str, str]
    faults: tuple[str, ...]
    loose: tuple[str, ...] = ()


def encode_path(path: str) -> str:
    """Percent-encode what would break a manifest line: %, CR, LF (RFC 8493, 2.1.3)."""
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def decode_path(written: str) -> str:
    """The inverse; other percent signs stand for themselves."""
    for code, character in (("0D", "\r"), ("0A", "\n"), ("25", "%")):
        written = re.sub(f"%{code}", character, written, flags=re.IGNORECASE)
    return written


def plain_path(written: str) -> tuple[str, str]:
    """`written` without `./` before it and with / for \\, and in Chinese what was odd about it."""
    path, odd = written, ""
    if "\\" in path:
        path, odd = path.replace("\\", "/"), "路径用 \\ 分隔"
    while path.startswith("./"):
        path, odd = path[2:], "路径以 ./ 开头"
    return path, odd


def manifest(digests: Mapping[str, str]) -> bytes:
    """A manifest in the order of the paths."""
    lines = (f"{digest}  {encode_path(path)}\n" for path, digest in sorted(digests.items()))
    return "".join(lines).encode(UTF8)


def manifests(files: Mapping[str, bytes], prefix: str) -> dict[str, bytes]:
    """`{prefix}-sha256.txt` and `-sha512.txt` over `files`."""
    return {
        f"{prefix}-{name}.txt": manifest(
            {path: hashlib.new(name, data).hexdigest() for path, data in files.items()}
        )
        for name in ALGORITHMS
    }


def tag_text(data: bytes, codec: str = UTF8) -> tuple[str, bool]:
    """A tag file as text, and whether a byte order mark stood before it. Raises UnicodeError."""
    text = data.decode(codec)
    return text.removeprefix("\ufeff"), text.startswith("\ufeff")


def parse_manifest(data: bytes, algorithm: str, codec: str = UTF8) -> Manifest:
    """Read a manifest; what cannot be read is named, by line, and left out."""
    try:
        text, marked = tag_text(data, codec)
    except UnicodeError as error:
        start = error.start if isinstance(error, UnicodeDecodeError) else 0
        return Manifest(entries={}, faults=(f"不是 {codec.upper()}（第 {start} 字节）",))
    entries: dict[str, str] = {}
    faults = []
    for number, line in enumerate(_BREAK.split(text), start=1):
        if not line:
            continue
        match = _LINE.fullmatch(line)
        if match is None or len(match[1]) != READABLE[algorithm]:
            faults.append(f"第 {number} 行不是“摘要  路径”")
            continue
        path = decode_path(match[2])
        if path in entries:
            faults.append(f"第 {number} 行重复列出 {path}")
            continue
        entries[path] = match[1].lower()
    loose = ("开头有 BOM",) if marked else ()
    return Manifest(entries=entries, faults=tuple(faults), loose=loose)


def info(fields: Mapping[str, str]) -> bytes:
    """bag-info.txt: one field a line; a line break inside a value becomes a space."""
    lines = (f"{key}: {' '.join(value.split())}\n" for key, value in fields.items() if value)
    return "".join(lines).encode(UTF8)


def parse_info(data: bytes, codec: str = UTF8) -> dict[str, str] | None:
    """The fields of bag-info.txt (the last wins), or None if it is not in that form."""
    try:
        text, _ = tag_text(data, codec)
    except UnicodeError:
        return None
    fields: dict[str, str] = {}
    last = ""
    for line in filter(None, _BREAK.split(text)):
        key, colon, value = line.partition(":")
        if line[0] in " \t" and last:
            fields[last] += " " + line.strip()
        elif colon and key.strip():
            last = key.strip()
            fields[last] = value.strip()
        else:
            return None
    return fields


def parse_fetch(data: bytes, codec: str = UTF8) -> tuple[str, ...]:
    """The paths that fetch.txt lists (`URL LENGTH PATH`, RFC 8493, 2.2.3); lines of no such form
    are left out."""
    try:
        text, _ = tag_text(data, codec)
    except UnicodeError:
        return ()
    lines = (line.split(maxsplit=2) for line in _BREAK.split(text))
    return tuple(plain_path(decode_path(parts[2]))[0] for parts in lines if len(parts) == 3)


def oxum(files: Mapping[str, bytes]) -> str:
    """Payload-Oxum: bytes.count, for a quick check without digests."""
    return f"{sum(len(data) for data in files.values())}.{len(files)}"
