"""The bytes of a PDF stream as it would be read, never more than a bound of them.

A few hundred kilobytes can hold hundreds of megabytes; what is larger than the bound has no bytes
here, and whoever asked must say so. Must not know what a stream is for.
"""

from __future__ import annotations

import hashlib
import zlib

import pikepdf

#: Of one stream, decoded: fifty pages of a scan at 300 dpi stay below it.
MOST_DECODED = 64_000_000
#: What other filters than Flate may hold before it is decoded: they are small or they are pictures.
_MOST_CODED = 1_000_000
_PICTURES = frozenset(("/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"))


def decoded(stream: pikepdf.Stream) -> bytes | None:
    """The stream without its filters; None if that is too much, or cannot be done."""
    filters = _filters(stream)
    raw = stream.read_raw_bytes()
    if not filters:
        return raw if len(raw) <= MOST_DECODED else None
    if filters == ["/FlateDecode"] and "/DecodeParms" not in stream:
        return _inflated(raw)
    if _PICTURES.intersection(filters) or len(raw) > _MOST_CODED:
        return None
    try:
        return stream.read_bytes()
    except (pikepdf.PdfError, ValueError):
        return None


def same(one: pikepdf.Stream, other: pikepdf.Stream) -> bool:
    """Whether both hold the same: as they are coded, else as they are read."""
    if one.read_raw_bytes() == other.read_raw_bytes():
        return True
    first = decoded(one)
    return first is not None and first == decoded(other)


def digest(stream: pikepdf.Stream) -> bytes:
    return hashlib.sha256(stream.read_raw_bytes()).digest()


def _filters(stream: pikepdf.Stream) -> list[str]:
    written = stream.get("/Filter")
    if written is None:
        return []
    return [str(one) for one in (written if isinstance(written, pikepdf.Array) else [written])]


def _inflated(raw: bytes) -> bytes | None:
    """Damaged streams give what they give: qpdf and readers show that as well."""
    machine = zlib.decompressobj()
    try:
        data = machine.decompress(raw, MOST_DECODED)
    except zlib.error:
        return None
    return None if machine.unconsumed_tail else data
