"""bagit.txt: the version of BagIt, and in what encoding the other tag files are written.

RFC 8493, 2.1.1. Reads bytes; must not touch a disk, nor read the other tag files.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from pipeline.archive.bag import UTF8
from pipeline.diagnostics import visible

#: 0.93 to 0.97 are the drafts of 1.0.
_VERSION = re.compile(r"1\.0|0\.9[3-7]")
#: Codecs of Python that are no registered character set (RFC 8493 asks for those of IANA).
_NO_CHARSET = frozenset(
    ("idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What bagit.txt says. `codec` is the name Python has for the declared encoding, "" if it is
    not known: then `encoding` says how it is written. `fault`: it is not a declaration at all."""

    codec: str = UTF8
    encoding: str = "UTF-8"
    fault: str = ""
    loose: tuple[str, ...] = ()


def declaration(data: bytes) -> Declaration:
    """Read bagit.txt. What can be read without doubt is read, and named in `loose`."""
    loose = []
    text = data.decode("utf-8", errors="replace")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", errors="replace")
        loose.append("bagit.txt 应为 UTF-8")
    elif text.startswith("\ufeff"):
        text = text.removeprefix("\ufeff")
        loose.append("bagit.txt 开头有 BOM")
    pairs = [line.partition(":") for line in text.splitlines() if line.strip()]
    fields = {key.strip().lower(): value.strip() for key, _, value in pairs}
    version, encoding = fields.get("bagit-version"), fields.get("tag-file-character-encoding")
    if version is None or encoding is None:
        return Declaration(fault="bagit.txt 的两行声明不对")
    if not _VERSION.fullmatch(version):
        return Declaration(fault=f"bagit.txt 声明的版本 {visible(version, 40)} 不认识")
    if len(pairs) != 2 or pairs[0][0].strip().lower() != "bagit-version":
        loose.append("bagit.txt 应只有两行，先版本、后编码")
    return Declaration(codec=_codec(encoding), encoding=visible(encoding, 40), loose=tuple(loose))


def _codec(encoding: str) -> str:
    try:
        name = codecs.lookup(encoding).name
        "".encode(name)  # refuses codecs that are not of text
    except (LookupError, ValueError):
        return ""
    return "" if name.replace("_", "-") in _NO_CHARSET else name
