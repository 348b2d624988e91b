"""Where every letter and every straight line of a PDF stands, in points from the top left corner.

For measuring what our own engines draw. It reads and places; what a place means is judged
elsewhere. Turned pages are placed as stored.
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.pdf.font_codes import Decoder, decoder_of
from pipeline.pdf.read import DAMAGED, PdfFault

if TYPE_CHECKING:
    from pikepdf import Object, Page

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
OPERATORS = (
    "q Q cm BT Tm Td TD TL T* Tf Tj TJ ' \" Do Tc Tz w m l re h S s f F f* B B* b b* n rg RG g G"
)
#: A filled shape thinner than this is a line.
THIN = 3.0
#: A form inside a form inside a form: deeper nesting is no engine's.
MAX_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Letter:
    """One glyph: the start of its baseline, its advance, its size as drawn, its colour (RGB)."""

    text: str
    x: float
    y: float
    width: float
    size: float
    face: str
    color: str

    @property
    def end(self) -> float:
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A straight line, level or upright; x0 ≤ x1, y0 ≤ y1."""

    x0: float
    y0: float
    x1: float
    y1: float
    thickness: float
    color: str

    @property
    def upright(self) -> bool:
        return self.y1 - self.y0 > self.x1 - self.x0


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One page."""

    width: float
    height: float
    letters: tuple[Letter, ...]
    rules: tuple[DrawnLine, ...]


def drawings(pdf: bytes) -> tuple[Drawn, ...]:
    """Every page. Raises PdfFault if the file is damaged or locked."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            fonts: dict[tuple[int, int], Decoder] = {}
            return tuple(_page(page, fonts) for page in document.pages)
    except pikepdf.PasswordError as error:
        raise PdfFault("encrypted", "PDF 有密码保护") from error
    except (pikepdf.PdfError, ValueError, TypeError, LookupError, AttributeError) as error:
        raise PdfFault("damaged", DAMAGED) from error


def _page(page: Page, fonts: dict[tuple[int, int], Decoder]) -> Drawn:
    left, bottom, right, top = (float(one) for one in page.mediabox.as_list())
    pen = _Pen((1, 0, 0, -1, -left, top), fonts)
    pen.run(page.obj, page.obj.get("/Resources"), 0)
    return Drawn(
        width=right - left, height=top - bottom, letters=tuple(pen.letters), rules=tuple(pen.rules)
    )


@dataclass(slots=True)
class _State:
    """What q saves and Q restores."""

    matrix: Matrix
    fill: str = "000000"
    stroke: str = "000000"
    thickness: float = 1.0
    font: Decoder | None = None
    size: float = 0.0
    gap: float = 0.0
    stretch: float = 1.0

    def copy(self) -> _State:
        return _State(
            self.matrix,
            self.fill,
            self.stroke,
            self.thickness,
            self.font,
            self.size,
            self.gap,
            self.stretch,
        )


class _Pen:
    """Follows one page's operators."""

    def __init__(self, base: Matrix, fonts: dict[tuple[int, int], Decoder]) -> None:
        self._now = _State(base)
        self._saved: list[_State] = []
        self._line = self._text = IDENTITY
        self._leading = 0.0
        self._path: list[list[tuple[float, float]]] = []
        self._fonts = fonts
        self.letters: list[Letter] = []
        self.rules: list[DrawnLine] = []

    def run(self, stream: Object, resources: Object | None, depth: int) -> None:
        import pikepdf

        for instruction in pikepdf.parse_content_stream(stream, OPERATORS):
            name, operands = str(instruction.operator), list(instruction.operands)
            if name in ("Tf", "Do") and resources is not None:
                self._resource(name, operands, resources, depth)
            elif name in _TEXT:
                self._write(name, operands)
            elif name in _PATH:
                self._draw(name, operands)
            else:
                self._set(name, operands)

    def _resource(
        self, name: str, operands: Sequence[Object], resources: Object, depth: int
    ) -> None:
        if name == "Tf":
            font = resources["/Font"][str(operands[0])]
            if font.objgen not in self._fonts:
                self._fonts[font.objgen] = decoder_of(font)
            self._now.font, self._now.size = self._fonts[font.objgen], float(operands[1])
            return
        form = resources["/XObject"][str(operands[0])]
        if form.get("/Subtype") == "/Form" and depth < MAX_DEPTH:
            before, saved = self._now, self._saved
            self._now, self._saved = before.copy(), []
            self._now.matrix = times(matrix_of(form.get("/Matrix", IDENTITY)), before.matrix)
            self.run(form, form.get("/Resources", resources), depth + 1)
            self._now, self._saved = before, saved

    def _set(self, name: str, operands: Sequence[Object]) -> None:
        now = self._now
        if name == "q":
            self._saved.append(now.copy())
        elif name == "Q":
            self._now = self._saved.pop() if self._saved else now
        elif name == "cm":
            now.matrix = times(matrix_of(operands), now.matrix)
        elif name in ("rg", "g"):
            now.fill = _color(operands)
        elif name in ("RG", "G"):
            now.stroke = _color(operands)
        elif name == "w":
            now.thickness = float(operands[0])
        elif name == "Tc":
            now.gap = float(operands[0])
        elif name == "Tz":
            now.stretch = float(operands[0]) / 100
        elif name == "TL":
            self._leading = float(operands[0])

    def _write(self, name: str, operands: Sequence[Object]) -> None:
        if name == "BT":
            self._line = self._text = IDENTITY
        elif name == "Tm":
            self._line = self._text = matrix_of(operands)
        elif name in ("Td", "TD"):
            if name == "TD":
                self._leading = -float(operands[1])
            self._next_line(float(operands[0]), float(operands[1]))
        elif name == "T*":
            self._next_line(0, -self._leading)
        else:
            if name in ("'", '"'):
                self._next_line(0, -self._leading)
            self._show(operands[-1])

    def _next_line(self, right: float, up: float) -> None:
        self._line = self._text = times((1, 0, 0, 1, right, up), self._line)

    def _show(self, shown: Object) -> None:
        import pikepdf

        now, font = self._now, self._now.font
        if font is None:
            return
        for piece in shown if isinstance(shown, pikepdf.Array) else [shown]:
            if not isinstance(piece, pikepdf.String):
                self._advance(-float(piece) / 1000 * now.size * now.stretch)
                continue
            for code in font.codes(bytes(piece)):
                place = times(self._text, now.matrix)
                width = font.width(code) * now.size * now.stretch
                text = font.meaning.get(code, "")
                if text.strip():
                    across, up = abs(place[0]) or abs(place[1]), abs(place[3]) or abs(place[2])
                    self.letters.append(
                        Letter(
                            text,
                            place[4],
                            place[5],
                            width * across,
                            now.size * up,
                            font.face,
                            now.fill,
                        )
                    )
                self._advance(width + now.gap * now.stretch)

    def _advance(self, right: float) -> None:
        self._text = times((1, 0, 0, 1, right, 0), self._text)

    def _draw(self, name: str, operands: Sequence[Object]) -> None:
        if name in ("m", "l"):
            place = self._place(float(operands[0]), float(operands[1]))
            if name == "m" or not self._path:
                self._path.append([])
            self._path[-1].append(place)
        elif name == "re":
            x, y, width, height = (float(one) for one in operands)
            corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y))
            self._path.append([self._place(*one) for one in corners])
        elif name == "h" and self._path and self._path[-1]:
            self._path[-1].append(self._path[-1][0])
        else:
            for points in self._path if name != "n" else ():
                self._paint(name, points)
            self._path = []

    def _place(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self._now.matrix
        return a * x + c * y + e, b * x + d * y + f

    def _paint(self, name: str, points: list[tuple[float, float]]) -> None:
        now = self._now
        if name in "fFf*BB*bb*":
            xs, ys = [x for x, _ in points], [y for _, y in points]
            wide, high = max(xs) - min(xs), max(ys) - min(ys)
            if min(wide, high) < THIN:
                self.rules.append(
                    DrawnLine(min(xs), min(ys), max(xs), max(ys), min(wide, high), now.fill)
                )
        if name in "SsBB*bb*":
            for (x0, y0), (x1, y1) in itertools.pairwise(points):
                if abs(x1 - x0) < THIN or abs(y1 - y0) < THIN:
                    scale = abs(now.matrix[0]) or abs(now.matrix[1])
                    self.rules.append(
                        DrawnLine(
                            min(x0, x1),
                            min(y0, y1),
                            max(x0, x1),
                            max(y0, y1),
                            now.thickness * scale,
                            now.stroke,
                        )
                    )


_TEXT = frozenset(("BT", "Tm", "Td", "TD", "T*", "Tj", "TJ", "'", '"'))
_PATH = frozenset(("m", "l", "re", "h", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"))


def _color(operands: Sequence[Object]) -> str:
    parts = [round(float(one) * 255) for one in operands]
    red, green, blue = parts if len(parts) == 3 else parts * 3
    return f"{red:02X}{green:02X}{blue:02X}"


def matrix_of(values: Iterable[Object | float]) -> Matrix:
    """Six numbers of a PDF array."""
    a, b, c, d, e, f = (float(one) for one in values)
    return a, b, c, d, e, f


def times(one: Matrix, other: Matrix) -> Matrix:
    """The matrix that does `one` first, then `other` (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )
