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
#: Two spaces between digest and path: then `sha256sum -c` reads the manifest as well.
_LINE = re.compile(r"([0-9A-Fa-f]+)[ \t]+\*?(.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Digests by decoded path; `faults` names lines that cannot be read and repeated paths."""

    entries: Mapping[str, str]
    faults: tuple[str, ...]


def encode_path(path: str) -> str:
    """Percent-encode what would break a manifest line: %, CR, LF (RFC 8493, 2.1.3)."""
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def decode_path(written: str) -> str:
    """The inverse; other percent signs stand for themselves."""
    for code, character in (("0D", "\r"), ("0A", "\n"), ("25", "%")):
        written = re.sub(f"%{code}", character, written, flags=re.IGNORECASE)
    return written


def manifest(digests: Mapping[str, str]) -> bytes:
    """A manifest in the order of the paths."""
    lines = (f"{digest}  {encode_path(path)}\n" for path, digest in sorted(digests.items()))
    return "".join(lines).encode("utf-8")


def manifests(files: Mapping[str, bytes], prefix: str) -> dict[str, bytes]:
    """`{prefix}-sha256.txt` and `-sha512.txt` over `files`."""
    return {
        f"{prefix}-{name}.txt": manifest(
            {path: hashlib.new(name, data).hexdigest() for path, data in files.items()}
        )
        for name in ALGORITHMS
    }


def parse_manifest(data: bytes, algorithm: str) -> Manifest:
    """Read a manifest; what cannot be read is named, by line, and left out."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return Manifest(entries={}, faults=(f"不是 UTF-8（第 {error.start} 字节）",))
    entries: dict[str, str] = {}
    faults = []
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
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
    return Manifest(entries=entries, faults=tuple(faults))


def info(fields: Mapping[str, str]) -> bytes:
    """bag-info.txt: one field a line; a line break inside a value becomes a space."""
    lines = (f"{key}: {' '.join(value.split())}\n" for key, value in fields.items() if value)
    return "".join(lines).encode("utf-8")


def parse_info(data: bytes) -> dict[str, str] | None:
    """The fields of bag-info.txt (the last wins), or None if it is not in that form."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    fields: dict[str, str] = {}
    last = ""
    for line in filter(None, re.split(r"\r\n|\n|\r", text)):
        key, colon, value = line.partition(":")
        if line[0] in " \t" and last:
            fields[last] += " " + line.strip()
        elif colon and key.strip():
            last = key.strip()
            fields[last] = value.strip()
        else:
            return None
    return fields


def oxum(files: Mapping[str, bytes]) -> str:
    """Payload-Oxum: bytes.count, for a quick check without digests."""
    return f"{sum(len(data) for data in files.values())}.{len(files)}"
