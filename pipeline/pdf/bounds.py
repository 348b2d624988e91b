"""How much a foreign PDF unpacks to, found out before anything unpacks it.

A 525 KB file held 360 MB of drawing operators (measured: 58 s, 789 MB). Counts bytes, keeps none;
pictures inside are counted by their declared dots, because nothing here decodes them.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Iterator, Sequence

import pikepdf

#: Decoded bytes of all drawing operators, forms, CMaps together; of embedded faces; of the tables
#: of objects. A year's plan of a campus with all its lines has 20 MB of operators.
MOST_DRAWING, MOST_FACES, MOST_TABLES = 48_000_000, 200_000_000, 64_000_000
#: Dots of one picture: A0 at 300 dpi has 140 million.
MOST_DOTS = 200_000_000
MOST_OBJECTS = 500_000
TOO_MUCH = "文件内容解压后过大"
_FACES = ("/Type1C", "/CIDFontType0C", "/OpenType")
_TABLE = re.compile(rb"/Type\s*/(?:ObjStm|XRef)\b")
_STREAM = re.compile(rb"stream\r?\n")
#: Deflate gives at most so many bytes for one (zlib, technical details).
_MOST_GAIN = 1032
#: Read at a time, and given out at a time.
_STEP = 1 << 20


def excess_of_tables(data: bytes) -> str | None:
    """Tables of objects are unpacked by the library on opening, so they are counted in the raw."""
    tables = []
    for found in _TABLE.finditer(data):
        begin = _STREAM.search(data, found.end(), found.end() + 2000)
        if begin is not None:
            end = data.find(b"endstream", begin.end())
            tables.append((begin.end(), end if end > 0 else len(data)))
    if sum(end - begin for begin, end in tables) * _MOST_GAIN <= MOST_TABLES:
        return None
    room = MOST_TABLES
    for start, end in tables:
        table = _inflated(data[start:end], room)
        if table is None:
            return TOO_MUCH
        room -= len(table)
    return None


def excess(pdf: pikepdf.Pdf) -> str | None:
    """Why `pdf` is more than this program unpacks, or None."""
    if len(pdf.objects) > MOST_OBJECTS:
        return "文件里的对象过多"
    drawing, faces = list[pikepdf.Stream](), list[pikepdf.Stream]()
    for one in pdf.objects:
        if not isinstance(one, pikepdf.Stream):
            continue
        if one.get("/Subtype") == pikepdf.Name.Image:
            wide, high = one.get("/Width", 0), one.get("/Height", 0)
            if isinstance(wide, int) and isinstance(high, int) and wide * high > MOST_DOTS:
                return f"文件里的图像过大（{wide}×{high} 像素）"
        elif "/Length1" in one or one.get("/Subtype") in _FACES:
            faces.append(one)
        else:
            drawing.append(one)
    fits = _fit(drawing, MOST_DRAWING) and _fit(faces, MOST_FACES)
    return None if fits else TOO_MUCH


def _fit(streams: Sequence[pikepdf.Stream], room: int) -> bool:
    plain = all(list(_filters(one)) in ([], ["/FlateDecode"]) for one in streams)
    if plain and sum(len(one.read_raw_bytes()) for one in streams) * _MOST_GAIN <= room:
        return True
    for one in streams:
        size = decoded(one, room)
        if size is None:
            return False
        room -= size
    return True


def decoded(stream: pikepdf.Stream, room: int) -> int | None:
    """Decoded size of `stream`; None when it is more than `room`."""
    data = stream.read_raw_bytes()
    for name in _filters(stream):
        if name in ("/FlateDecode", "/Fl"):
            unpacked = _inflated(data, room)
            if unpacked is None:
                return None
            data = unpacked
        elif name in ("/ASCII85Decode", "/A85", "/ASCIIHexDecode", "/AHx"):
            data = _from_letters(data, hexadecimal="H" in name)
        elif name in ("/LZWDecode", "/LZW"):
            return _within(_lzw_size(data), room)
        elif name in ("/RunLengthDecode", "/RL"):
            return _within(_run_size(data), room)
        else:
            break
    return _within(len(data), room)


def _within(size: int, room: int) -> int | None:
    return size if size <= room else None


def _filters(stream: pikepdf.Stream) -> Iterator[str]:
    named = stream.get("/Filter")
    for one in named.as_list() if isinstance(named, pikepdf.Array) else [named]:
        if isinstance(one, pikepdf.Name):
            yield str(one)


def _inflated(data: bytes, room: int) -> bytes | None:
    """What deflate gives, as far as it is whole; None when it is more than `room`."""
    stream, parts, size = zlib.decompressobj(), list[bytes](), 0
    try:
        while data and not stream.eof:
            part = stream.decompress(data, _STEP)
            parts.append(part)
            size += len(part)
            if size > room:
                return None
            data = stream.unconsumed_tail
    except zlib.error:
        pass
    return b"".join(parts)


def _from_letters(data: bytes, *, hexadecimal: bool) -> bytes:
    """ASCII85 or hexadecimal; a fault in it ends it, as it does for readers."""
    end = data.find(b">" if hexadecimal else b"~>")
    body = re.sub(rb"\s", b"", data if end < 0 else data[:end])
    try:
        if hexadecimal:
            return binascii.unhexlify(body[: len(body) // 2 * 2])
        return base64.a85decode(body)
    except ValueError:
        return data


def _run_size(data: bytes) -> int:
    """Decoded size of RunLength (ISO 32000-1, 7.4.5)."""
    size = at = 0
    while at < len(data) and (head := data[at]) != 128:
        size += head + 1 if head < 128 else 257 - head
        at += head + 2 if head < 128 else 2
    return size


def _lzw_size(data: bytes) -> int:
    """Decoded size of LZW (7.4.4), from the lengths of its words alone."""
    lengths, size, before, bits, have, width = [1] * 258, 0, 0, 0, 0, 9
    for byte in data:
        bits, have = (bits << 8 | byte) & 0xFFFFFF, have + 8
        if have < width:
            continue
        have -= width
        code = bits >> have & (1 << width) - 1
        if code == 257:
            break
        if code == 256:
            lengths, before, width = lengths[:258], 0, 9
            continue
        length = lengths[code] if code < len(lengths) else before + 1
        if before and len(lengths) < 4096:
            lengths.append(before + 1)
        size, before = size + length, length
        width = min(max((len(lengths) + 1).bit_length(), 9), 12)
    return size
