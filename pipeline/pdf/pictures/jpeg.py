"""The segments of a JPEG (ITU-T T.81, annex B), walked without decoding a pixel.

Decoders pass over what they do not understand and fill up with grey what is missing; here it is
told. Must not import a decoder.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_SOI, _EOI, _SOS, _DRI, _SOF2 = 0xD8, 0xD9, 0xDA, 0xDD, 0xC2
_RESTARTS = range(0xD0, 0xD8)
#: Frames coded by arithmetic: their last zero bytes are left out by right (T.81, D.1.8).
_ARITHMETIC = frozenset((0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF))
#: What no picture needs decodes to something else than the grey of nothing (see `continued`).
_NOISE = bytes((at * 181 + at // 7 * 59 + 90) % 255 for at in range(400))


@dataclass(frozen=True, slots=True)
class Segment:
    """A marker, where its own bytes begin, and where they end; a scan's with its coded pixels."""

    marker: int
    start: int
    end: int


def strict(data: bytes) -> Iterator[Segment]:
    """The segments one right behind the other, up to the end marker. Raises ValueError or
    IndexError for a file in which they do not follow each other."""
    at = 2
    while True:
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        marker = data[at + 1]
        if data[at] != 0xFF:
            raise ValueError("no marker")
        if marker == _EOI:
            yield Segment(marker, at, at + 2)
            return
        end = _end_of(data, at)
        yield Segment(marker, at, end)
        at = end


def _tolerant(data: bytes) -> Iterator[Segment]:
    """As decoders walk: what stands between two segments is passed over."""
    at = 2
    while 0 <= (at := data.find(b"\xff", at)) < len(data) - 3:
        marker = data[at + 1]
        if marker in (0, 0xFF, 1, _SOI) or marker in _RESTARTS:
            at += 1 if marker == 0xFF else 2
            continue
        if marker == _EOI:
            return
        end = _end_of(data, at)
        yield Segment(marker, at, end)
        at = end


def _end_of(data: bytes, at: int) -> int:
    end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return _scan_end(data, end) if data[at + 1] == _SOS else end


def _scan_end(data: bytes, at: int) -> int:
    """Where the coded pixels end: at the next marker that is neither stuffing nor a restart."""
    while True:
        at = data.index(b"\xff", at)
        if data[at + 1] != 0 and data[at + 1] not in _RESTARTS and data[at + 1] != 0xFF:
            return at
        at += 1 if data[at + 1] == 0xFF else 2


def bare(data: bytes) -> bytes:
    """The JPEG without camera data, location, thumbnails, comments and what follows its end.
    Raises as `strict`."""
    kept = [b"\xff\xd8"]
    for one in strict(data):
        # JFIF (APP0) and Adobe (APP14) say how colours are coded; the other APPn and COM do not.
        if not (0xE1 <= one.marker <= 0xED or one.marker in (0xEF, 0xFE)):
            kept.append(data[one.start : one.end])
    return b"".join(kept)


def continued(data: bytes) -> bytes | None:
    """The same file with noise behind the last coded pixels.

    A decoder that has all pixels by then never looks at it; one for which they ran out early
    (an end marker glued to half a file) draws the noise. So the two pictures differ exactly where
    something is missing. None where that cannot be asked.
    """
    last, interval = None, 0
    try:
        for one in _tolerant(data):
            if one.marker in _ARITHMETIC:
                return None
            if one.marker == _DRI:
                interval = int.from_bytes(data[one.start + 4 : one.start + 6], "big")
            if one.marker == _SOS:
                last = one
    except (ValueError, IndexError):
        return None
    if last is None:
        return None
    noise = _NOISE
    if interval:  # what is missing may begin with a restart marker
        seen = sum(data.count(bytes((0xFF, one)), last.start, last.end) for one in _RESTARTS)
        marks = (bytes((0xFF, _RESTARTS[(seen + at) % 8])) for at in range(3))
        noise += b"".join(mark + _NOISE for mark in marks)
    return data[: last.end] + noise + data[last.end :]


def lacks_scans(data: bytes) -> bool:
    """Whether a progressive JPEG ends before its last refinement (T.81, G.1.1.1): then it is
    drawn coarser than it was."""
    components: dict[int, list[int]] = {}
    try:
        for one in _tolerant(data):
            body = data[one.start + 4 : one.end]
            if one.marker == _SOF2:
                components = {body[6 + 3 * at]: [99] * 64 for at in range(body[5])}
            elif one.marker == _SOS and components:
                first, last, low = (
                    body[1 + 2 * body[0]],
                    body[2 + 2 * body[0]],
                    body[3 + 2 * body[0]],
                )
                for at in range(body[0]):
                    bits = components.get(body[1 + 2 * at])
                    for k in range(first, min(last, 63) + 1):
                        if bits is not None:
                            bits[k] = low & 15
    except (ValueError, IndexError):
        return False
    return any(left for bits in components.values() for left in bits)
