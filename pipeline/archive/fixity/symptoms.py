"""From the bytes of one changed file to what happened to it: flipped, cut, grown, saved anew.

Nothing is guessed where a digest can tell: each cause that can be undone is undone, and holds if
the digest of sealing comes out. What only looks likely is worded so. Works on bytes alone; touches
no file.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.archive.fixity.whole import begins, ends

#: Below this size every single bit is tried, and every length (at 8 KB under half a second).
SMALL = 8192
#: A disk reads and loses whole sectors.
SECTOR = 512
_TEXTS = (".csv", ".txt", ".yaml", ".yml", ".json", ".md")
_MARK = b"\xef\xbb\xbf"
_LIMIT = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class AsSealed:
    """What is known of a file as it was sealed: a digest, its size, and perhaps its very bytes (a
    copy of it, or a manifest that follows from the files)."""

    algorithm: str
    digest: str
    size: int | None = None
    data: bytes | None = None

    def matches(self, data: bytes) -> bool:
        return hashlib.new(self.algorithm, data, usedforsecurity=False).hexdigest() == self.digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Symptom:
    """The code of a fault and, in Chinese, its cause."""

    code: str
    cause: str


def symptom(path: str, now: bytes, was: AsSealed) -> Symptom:
    """What happened to the file at `path`, whose bytes are `now`."""
    for cause in (_saved_anew(path, now, was), _grown(now, was), _by_the_original(now, was)):
        if cause:
            return Symptom(code="V-CHANGED", cause=cause)
    size = len(was.data) if was.data is not None else was.size
    if size is not None and len(now) < size:
        return _shrunk(path, now, size)
    if flipped := _flipped(now, was) if size is None or len(now) == size else "":
        return Symptom(code="V-CHANGED", cause=flipped)
    if blank := _blank(now):
        return Symptom(code="V-CHANGED", cause=blank)
    if size is None:
        if path.endswith(_TEXTS) and not now.endswith((b"\n", b"\r")):
            return Symptom(code="V-TRUNCATED", cause="末行不完整：后面的内容不见了")
        return Symptom(code="V-CHANGED", cause="内容被改写，或在行末被截断")
    if len(now) > size:
        return Symptom(code="V-CHANGED", cause=f"中间多出 {len(now) - size} 字节：被改写")
    if len(now) <= SMALL:
        return Symptom(code="V-CHANGED", cause="大小未变，但不止改了一位：被改写")
    return Symptom(code="V-CHANGED", cause="大小未变：存储位翻转，或被改写")


def _saved_anew(path: str, now: bytes, was: AsSealed) -> str:
    """An editor or a spreadsheet wrote the same text with its own line ends, mark or encoding."""
    if not path.endswith(_TEXTS) or len(now) > 1 << 22:
        return ""
    for text in _texts(now):
        lines = re.sub(b"\r\n|\r", b"\n", text.encode("utf-8"))
        for body, ending, mark in itertools.product(
            (lines, lines.rstrip(b"\n") + b"\n", lines.rstrip(b"\n")),
            (b"\n", b"\r\n"),
            (b"", _MARK),
        ):
            if was.matches(mark + body.replace(b"\n", ending)):
                return "另存过：文字相同，只是换行、BOM、编码或末尾空行变了"
    return ""


def _texts(now: bytes) -> Iterator[str]:
    for codec in ("utf-8-sig", "gb18030", "utf-16"):
        try:
            yield now.decode(codec)
        except UnicodeError:
            continue


def _grown(now: bytes, was: AsSealed) -> str:
    """Something was put behind it, or before it, and the rest is as it was."""
    if was.size is not None:
        more = len(now) - was.size
        if more <= 0:
            return ""
        if was.matches(now[: was.size]):
            return f"末尾多出 {more} 字节，其余未变"
        return f"开头多出 {more} 字节，其余未变" if was.matches(now[more:]) else ""
    if len(now) > SMALL:
        return ""
    state = hashlib.new(was.algorithm, usedforsecurity=False)
    for at in range(len(now)):
        if state.hexdigest() == was.digest:
            return f"末尾多出 {len(now) - at} 字节，其余未变"
        state.update(now[at : at + 1])
    for at in range(1, len(now)):
        if was.matches(now[at:]):
            return f"开头多出 {at} 字节，其余未变"
    return ""


def _by_the_original(now: bytes, was: AsSealed) -> str:
    """With the bytes of sealing at hand there is nothing to guess; but of what is missing from
    the end or the beginning, `_shrunk` speaks."""
    data = was.data
    if data is None or (len(now) < len(data) and (data.startswith(now) or data.endswith(now))):
        return ""
    if len(now) != len(data):
        first = next((at for at, (a, b) in enumerate(zip(now, data, strict=False)) if a != b), 0)
        line = data.count(b"\n", 0, first) + 1
        return f"从第 {first + 1} 字节（第 {line} 行）起被改写"
    odd = [at for at, (a, b) in enumerate(zip(now, data, strict=True)) if a != b]
    if len(odd) == 1 and (now[odd[0]] ^ data[odd[0]]).bit_count() == 1:
        return _one_bit(odd[0])
    return _blank(now) or f"大小未变，第 {odd[0] + 1} 字节起有 {len(odd)} 字节不同：被改写"


def _one_bit(at: int) -> str:
    return f"第 {at + 1} 字节有一位翻转，其余未变：存储或传输出错"


def _flipped(now: bytes, was: AsSealed) -> str:
    """Each bit turned back in a small file; the digest before it is worked out once."""
    if len(now) > SMALL:
        return ""
    before = hashlib.new(was.algorithm, usedforsecurity=False)
    for at, byte in enumerate(now):
        rest = now[at + 1 :]
        for bit in range(8):
            state = before.copy()
            state.update(bytes((byte ^ 1 << bit,)) + rest)
            if state.hexdigest() == was.digest:
                return _one_bit(at)
        before.update(now[at : at + 1])
    return ""


def _blank(now: bytes) -> str:
    """Whole sectors of nothing but zeros: files of our formats have none."""
    nothing = bytes(SECTOR)
    starts = range(0, len(now) - SECTOR + 1, SECTOR)
    first = next((at for at in starts if now.startswith(nothing, at)), None)
    if first is None:
        return ""
    end = first + len(now[first:]) - len(now[first:].lstrip(b"\0"))
    if end == len(now):
        return f"从第 {first + 1} 字节起到末尾全是零：写盘或复制中断"
    return f"第 {first + 1} 至 {end} 字节全是零（整个扇区）：磁盘坏块，或复制出错"


def _shrunk(path: str, now: bytes, size: int) -> Symptom:
    """Cut only if its end (or its beginning) really is not there."""
    less, sizes = size - len(now), f"应为 {size} 字节，现为 {len(now)} 字节"
    if begins(path, now) is False:
        return Symptom(code="V-TRUNCATED", cause=f"开头的内容不见了：{sizes}")
    if path.endswith(".csv") and b"\r\n" not in now and b"\n" in now:  # ours end with CRLF
        return Symptom(code="V-CHANGED", cause=f"另存过：换行变了，文字也有改动，{sizes}")
    whole = ends(path, now)
    if whole is False:
        return Symptom(code="V-TRUNCATED", cause=f"后面的内容不见了：{sizes}")
    if whole:
        return Symptom(code="V-CHANGED", cause=f"少了 {less} 字节，但首尾完整：另存或改写过")
    return Symptom(code="V-CHANGED", cause=f"少了 {less} 字节：在行末被截断，或被改写")
