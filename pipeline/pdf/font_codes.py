"""What the codes of a PDF font mean (ToUnicode) and how wide each is drawn.

For fonts as our engines write them: Type0 with two-byte codes, or simple fonts with one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pikepdf import Object

_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_SECTION = re.compile(rb"begin(codespacerange|bfchar|bfrange)(.*?)end\1", re.DOTALL)
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(\[[^\]]*\]|<[0-9A-Fa-f\s]*>)")
#: Before the name of a subset (ISO 32000-1, 9.6.4).
_SUBSET = re.compile(r"^/?(?:[A-Z]{6}\+)?")


@dataclass(frozen=True, slots=True)
class Decoder:
    """One font: bytes per code, the text of each code, its width in em, the face's name."""

    size: int
    meaning: dict[int, str]
    face: str
    widths: dict[int, float]
    default_width: float

    def text(self, codes: bytes) -> str:
        return "".join(self.meaning.get(code, "") for code in self.codes(codes))

    def codes(self, shown: bytes) -> list[int]:
        step = self.size
        return [int.from_bytes(shown[i : i + step], "big") for i in range(0, len(shown), step)]

    def width(self, code: int) -> float:
        return self.widths.get(code, self.default_width)


def decoder_of(font: Object) -> Decoder:
    """Read a font dictionary. A font without ToUnicode has widths but no letters."""
    composite = font.get("/Subtype") == "/Type0"
    face = _SUBSET.sub("", str(font.get("/BaseFont", "")))
    widths, default = _composite_widths(font) if composite else (_simple_widths(font), 0.0)
    stream = font.get("/ToUnicode")
    size, meaning = 2 if composite else 1, dict[int, str]()
    for kind, body in _SECTION.findall(stream.read_bytes()) if stream is not None else ():
        if kind == b"bfchar":
            codes = [_hex(one) for one in _HEX.findall(body)]
            for code, text in zip(codes[::2], codes[1::2], strict=True):
                meaning[int.from_bytes(code, "big")] = _utf16(text)
        elif kind == b"bfrange":
            _add_ranges(meaning, body)
        else:
            size = len(_hex(_HEX.findall(body)[0]))
    return Decoder(size, meaning, face, widths, default)


def _simple_widths(font: Object) -> dict[int, float]:
    first = int(font.get("/FirstChar", 0))
    given = font.get("/Widths")
    if given is None:
        return {}
    return {first + at: float(one) / 1000 for at, one in enumerate(given.as_list())}


def _composite_widths(font: Object) -> tuple[dict[int, float], float]:
    """The W array: `first [w w …]` or `first last w`, in any order (9.7.4.3)."""
    from pikepdf import Array

    inner = font["/DescendantFonts"][0]
    listed = inner.get("/W", Array()).as_list()
    widths: dict[int, float] = {}
    at = 0
    while at + 1 < len(listed):
        first, second = int(listed[at]), listed[at + 1]
        if isinstance(second, Array):
            for offset, one in enumerate(second.as_list()):
                widths[first + offset] = float(one) / 1000
            at += 2
        else:
            for code in range(first, min(int(second), 0xFFFF) + 1):
                widths[code] = float(listed[at + 2]) / 1000
            at += 3
    return widths, float(inner.get("/DW", 1000)) / 1000


def _add_ranges(meaning: dict[int, str], body: bytes) -> None:
    for first, last, target in _RANGE.findall(body):
        low, high = int(first, 16), int(last, 16)
        texts = [_utf16(_hex(one)) for one in _HEX.findall(target)]
        for code in range(low, min(high, low + 0xFFFF) + 1):
            if target.startswith(b"["):
                meaning[code] = texts[code - low]
            else:
                meaning[code] = texts[0][:-1] + chr(ord(texts[0][-1]) + code - low)


def _hex(digits: bytes) -> bytes:
    return bytes.fromhex(digits.decode("ascii"))


def _utf16(data: bytes) -> str:
    return data.decode("utf-16-be", "replace")
