"""Which letters a PDF of our own engines draws, and which of them fall off the paper.

For proving a fresh conversion: several times faster than pypdf on the one-glyph-a-time content
that rdocx writes (measured: 0.13 s against 1.2 s for five pages). Foreign files go through `read`.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.pdf.read import EDGE, PageText, PdfFault

if TYPE_CHECKING:
    from pikepdf import Object, Page

_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1, 0, 0, 1, 0, 0)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_SECTION = re.compile(rb"begin(codespacerange|bfchar|bfrange)(.*?)end\1", re.DOTALL)
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(\[[^\]]*\]|<[0-9A-Fa-f\s]*>)")
#: The rest (colours, marks, lines) is most of a page; leaving it out halves the time.
OPERATORS = "q Q cm BT Tm Td TD TL T* Tf Tj TJ ' \" Do"
#: A form inside a form inside a form: deeper nesting is no engine's.
MAX_DEPTH = 8


def drawn_pages(pdf: bytes) -> tuple[PageText, ...]:
    """The text of every page in drawing order. Raises PdfFault."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            fonts: dict[tuple[int, int], _Decoder] = {}
            return tuple(_page(page, fonts) for page in document.pages)
    except pikepdf.PasswordError as error:
        raise PdfFault("encrypted", "PDF 有密码保护") from error
    except (pikepdf.PdfError, ValueError, TypeError, LookupError) as error:
        raise PdfFault("damaged", f"PDF 已损坏：{error}") from error


@dataclass(frozen=True, slots=True)
class _Decoder:
    """A font's ToUnicode map: how many bytes a code has, and what each code means."""

    size: int
    meaning: dict[int, str]

    def text(self, codes: bytes) -> str:
        return "".join(
            self.meaning.get(int.from_bytes(codes[i : i + self.size], "big"), "")
            for i in range(0, len(codes), self.size)
        )


def _page(page: Page, fonts: dict[tuple[int, int], _Decoder]) -> PageText:
    left, bottom, right, top = (float(one) for one in page.mediabox.as_list())
    paper = (left - EDGE, bottom - EDGE, right + EDGE, top + EDGE)
    reading = _Reading(paper, fonts)
    reading.run(page.obj, page.obj.get("/Resources"), _IDENTITY, 0)
    return PageText(text="".join(reading.text), outside="".join(reading.outside))


class _Reading:
    """Walks one page's operators, keeping only what decides where and what a letter is."""

    def __init__(
        self, paper: tuple[float, float, float, float], fonts: dict[tuple[int, int], _Decoder]
    ) -> None:
        self._paper = paper
        self._fonts = fonts
        self.text: list[str] = []
        self.outside: list[str] = []

    def run(self, stream: Object, resources: Object | None, base: _Matrix, depth: int) -> None:
        import pikepdf

        now, saved = base, list[_Matrix]()
        line = _IDENTITY
        leading = 0.0
        font: _Decoder | None = None
        for instruction in pikepdf.parse_content_stream(stream, OPERATORS):
            operands, name = instruction.operands, str(instruction.operator)
            if name == "q":
                saved.append(now)
            elif name == "Q" and saved:
                now = saved.pop()
            elif name == "cm":
                now = _times(_matrix(operands), now)
            elif name == "BT":
                line = _IDENTITY
            elif name == "Tm":
                line = _matrix(operands)
            elif name in ("Td", "TD"):
                if name == "TD":
                    leading = -float(operands[1])
                line = _times((1, 0, 0, 1, float(operands[0]), float(operands[1])), line)
            elif name == "TL":
                leading = float(operands[0])
            elif name == "T*":
                line = _times((1, 0, 0, 1, 0, -leading), line)
            elif name == "Tf" and resources is not None:
                font = self._decoder(resources["/Font"][str(operands[0])])
            elif name in ("Tj", "TJ", "'", '"') and font is not None:
                if name in ("'", '"'):
                    line = _times((1, 0, 0, 1, 0, -leading), line)
                self._show(operands[-1], font, _times(line, now))
            elif name == "Do" and resources is not None and depth < MAX_DEPTH:
                form = resources["/XObject"][str(operands[0])]
                if form.get("/Subtype") == "/Form":
                    own = _matrix(form.get("/Matrix", _IDENTITY))
                    self.run(form, form.get("/Resources", resources), _times(own, now), depth + 1)

    def _show(self, shown: Object, font: _Decoder, place: _Matrix) -> None:
        import pikepdf

        pieces = list(shown) if isinstance(shown, pikepdf.Array) else [shown]
        text = "".join(font.text(bytes(p)) for p in pieces if isinstance(p, pikepdf.String))
        self.text.append(text)
        left, bottom, right, top = self._paper
        if text.strip() and not (left <= place[4] <= right and bottom <= place[5] <= top):
            self.outside.append(text)

    def _decoder(self, font: Object) -> _Decoder:
        if font.objgen not in self._fonts:
            self._fonts[font.objgen] = _decoder_of(font)
        return self._fonts[font.objgen]


def _decoder_of(font: Object) -> _Decoder:
    size = 2 if font.get("/Subtype") == "/Type0" else 1
    stream = font.get("/ToUnicode")
    if stream is None:
        return _Decoder(size, {})
    meaning: dict[int, str] = {}
    for kind, body in _SECTION.findall(stream.read_bytes()):
        if kind == b"bfchar":
            codes = [_hex(one) for one in _HEX.findall(body)]
            for code, text in zip(codes[::2], codes[1::2], strict=True):
                meaning[int.from_bytes(code, "big")] = _utf16(text)
        elif kind == b"bfrange":
            _add_ranges(meaning, body)
        else:
            size = len(_hex(_HEX.findall(body)[0]))
    return _Decoder(size, meaning)


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


def _matrix(values: object) -> _Matrix:
    a, b, c, d, e, f = (float(one) for one in values)  # type: ignore[attr-defined]
    return a, b, c, d, e, f


def _times(one: _Matrix, other: _Matrix) -> _Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
            e * g + f * i + k, e * h + f * j + m)
