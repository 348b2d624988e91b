"""The one part of a PNG that PDF reads as it is."""

from __future__ import annotations

_SIGNATURE = 8


def compressed_pixels(png: bytes) -> bytes:
    """All IDAT chunks of a whole PNG in one: Flate with PNG predictors."""
    parts, at = [], _SIGNATURE
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        if png[at + 4 : at + 8] == b"IDAT":
            parts.append(png[at + 8 : at + 8 + length])
        at += 12 + length
    return b"".join(parts)
