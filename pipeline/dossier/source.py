"""Step 1a, read: the bytes of one file into a tree of text that remembers where everything stands.

Here the bytes become text; `events` makes the tree, `oddities` finds what is odd in it. It must not
know any field of any dossier.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.diagnostics import Diagnostic, Place, code_typed
from pipeline.dossier.events import FORBIDDEN, Refused, read_tree
from pipeline.dossier.oddities import odd_characters, spot_of
from pipeline.dossier.syntax import fault_at
from pipeline.dossier.tree import Table
from pipeline.files import Sha256, sha256

MAX_BYTES = 2_000_000
_SUPPRESSION = re.compile(
    r"#\s*忽略\s*([A-Za-z][A-Za-z0-9-]*(?:\s*[、，,]\s*[A-Za-z][A-Za-z0-9-]*)*)"
    r"\s*(?:[：:]\s*(\S.*))?$"
)
#: What was meant to be one: prose may begin with the same word.
_MEANT = re.compile(r"(?:^|\s)([#＃]\s*忽略)\s*(?=[A-Za-zＡ-Ｚａ-ｚ：:]|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """A `# 忽略 CODE：reason` remark on a line; without a code what was only meant to be one."""

    place: Place
    code: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file as read: its bytes are read once, and `digest` is of exactly those bytes."""

    file: str
    data: bytes = field(repr=False)
    digest: Sha256
    root: Table = field(repr=False)
    suppressions: tuple[Suppression, ...] = ()

    def line(self, number: int) -> str:
        """The text of a line, from 1; empty beyond the end."""
        lines = self.data.decode("utf-8-sig", errors="replace").splitlines()
        return lines[number - 1] if 0 < number <= len(lines) else ""


def read_source(file: str, data: bytes) -> tuple[Source | None, tuple[Diagnostic, ...]]:
    """Read one file. `file` is the name shown in messages.

    Returns (None, faults) when nothing can be said about the content, else the Source with
    whatever milder faults were found.
    """
    try:
        text = _decode(file, data)
        root, faults = read_tree(file, text)
    except Refused as refused:
        return None, (refused.diagnostic,)
    if faults:
        return None, faults
    remarks = tuple(_suppressions(file, text)) if "忽略" in text else ()
    source = Source(file=file, data=data, digest=sha256(data), root=root, suppressions=remarks)
    return source, tuple(odd_characters(file, text))


def _decode(file: str, data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise Refused(
            fault_at(
                file,
                (1, 1),
                "R01",
                f"文件太大，超过上限 {MAX_BYTES:,} 字节",
                "档案文件只写文字；照片、扫描件放进 evidence/ 文件夹。",
            )
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused(
            fault_at(
                file,
                (1, 1),
                "R02",
                "文件是 UTF-16 编码",
                "用记事本“另存为”，编码选择 UTF-8，再保存。",
            )
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        guess = "，看起来是 GBK（ANSI）编码" if _is_gbk(data) else ""
        raise Refused(
            fault_at(
                file,
                (line, 1),
                "R02",
                f"第 {error.start} 字节起不是 UTF-8 文字{guess}",
                "用记事本“另存为”，编码选择 UTF-8，再保存。",
            )
        ) from error
    if "\r" in text:  # so that lines count as in an editor, whatever ends them
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := FORBIDDEN.search(text):
        raise Refused(
            fault_at(
                file,
                spot_of(text, found.start()),
                "R03",
                f"含有不可见的控制字符 U+{ord(found.group()):04X}",
                "删去该字符（多半是从别处粘贴带来的），重新输入这一处。",
            )
        )
    if not text.strip():
        raise Refused(
            fault_at(file, (1, 1), "R04", "文件是空的", "用 studio new 生成带说明的文件再填写。")
        )
    return text


def _is_gbk(data: bytes) -> bool:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return b"\0" not in data


def _suppressions(file: str, text: str) -> Iterator[Suppression]:
    for number, line in enumerate(text.split("\n"), 1):
        rest = 0
        if found := _SUPPRESSION.search(line):
            place = Place(file=file, line=number, column=found.start() + 1)
            rest = found.start(2) if found.group(2) else len(line)
            for code in re.split(r"[、，,]", found.group(1)):
                yield Suppression(
                    place=place,
                    code=code_typed(code),
                    reason=(found.group(2) or "").strip(),
                )
        if meant := _MEANT.search(line, rest):
            place = Place(file=file, line=number, column=meant.start(1) + 1)
            yield Suppression(place=place, code="", reason="")
