"""A sheet of paper to write on from top to bottom; it ends as a small PDF/A-2b.

Must not know what kinds of papers there are. Places are points, y counts downwards from the top.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pikepdf

from pipeline.pdf import pdfa
from pipeline.pdf.typeface import Align
from tests.evidence_maker.lettering import FaceName, light, ruler

Colour = tuple[float, float, float]
BLACK: Colour = (0, 0, 0)
RED: Colour = (0.78, 0.06, 0.1)
INK: Colour = (0.09, 0.13, 0.38)
GREY: Colour = (0.55, 0.55, 0.55)
A4 = (595.28, 841.89)
FACES: tuple[FaceName, ...] = ("Song", "Kai")
#: Thickness of the outline, in em, that stands for these faces: each further face costs 5 KB.
BOLD: dict[FaceName, float] = {"Hei": 0.028, "Biaosong": 0.036}
SMALL_PRINT = "虚构样例：人物、单位、编号、数字均为虚构，仅供软件演示"

#: Closing punctuation never begins a line, opening never ends one; numbers stay whole.
_UNIT = re.compile(r"[（《“〔]*(?:[A-Za-z0-9.,:%/~—+-]+|.)[，。；：、！？）》”〕…]*")


@dataclass(frozen=True, slots=True)
class _Run:
    face: FaceName
    text: str
    x: float
    y: float
    size: float
    align: Align
    colour: Colour
    tilt: float
    bold: float = 0


@dataclass(slots=True)
class Sheet:
    """Pages under work. `y` is where the next flowing thing begins."""

    wide: bool = False
    margin: float = 72
    pages: list[list[_Run | bytes]] = field(default_factory=lambda: [[]])
    y: float = 72

    @property
    def size(self) -> tuple[float, float]:
        return (A4[1], A4[0]) if self.wide else A4

    @property
    def room(self) -> float:
        return self.size[0] - 2 * self.margin

    def need(self, height: float) -> None:
        """Begin a new page unless `height` still fits."""
        if self.y + height > self.size[1] - 62:
            self.pages.append([])
            self.y = self.margin

    def put(
        self,
        text: str,
        x: float,
        y: float,
        size: float,
        face: FaceName = "Song",
        align: Align = "left",
        colour: Colour = BLACK,
        tilt: float = 0,
    ) -> None:
        """One line with its baseline at y. `tilt` in degrees, as a hand would."""
        bold = BOLD.get(face, 0) * size
        drawn: FaceName = "Song" if bold else face
        self.pages[-1].append(_Run(drawn, text, x, y, size, align, colour, tilt, bold))

    def signature(self, name: str, x: float, y: float, size: float, tilt: float) -> None:
        """A name as if signed with a pen."""
        self.put(name, x, y, size, "Kai", colour=INK, tilt=tilt)

    def line(
        self, x1: float, y1: float, x2: float, y2: float, width: float = 0.6, colour: Colour = BLACK
    ) -> None:
        top = self.size[1]
        self._raw(
            f"{_rgb(colour)} RG {width} w {x1:.2f} {top - y1:.2f} m {x2:.2f} {top - y2:.2f} l S"
        )

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        line: float = 0.6,
        colour: Colour = BLACK,
        fill: Colour | None = None,
    ) -> None:
        place = f"{x:.2f} {self.size[1] - y - height:.2f} {width:.2f} {height:.2f} re"
        if fill:
            self._raw(f"{_rgb(fill)} rg {place} f")
        if line:
            self._raw(f"{_rgb(colour)} RG {line} w {place} S")

    def seal(self, x: float, y: float, radius: float = 42) -> None:
        """Not anybody's seal: a ring that says that this is a sample."""
        top = self.size[1] - y
        k = 0.5523 * radius
        r = radius
        ring = (
            f"{x - r:.1f} {top:.1f} m {x - r:.1f} {top + k:.1f} {x - k:.1f} {top + r:.1f} {x:.1f} "
            f"{top + r:.1f} c {x + k:.1f} {top + r:.1f} {x + r:.1f} {top + k:.1f} {x + r:.1f} "
            f"{top:.1f} c {x + r:.1f} {top - k:.1f} {x + k:.1f} {top - r:.1f} {x:.1f} "
            f"{top - r:.1f} c {x - k:.1f} {top - r:.1f} {x - r:.1f} {top - k:.1f} {x - r:.1f} "
            f"{top:.1f} c S"
        )
        self._raw(f"{_rgb(RED)} RG 2 w {ring}")
        tips = [
            (x + q * math.sin(i * math.pi / 5), top + 8 + q * math.cos(i * math.pi / 5))
            for i in range(10)
            for q in (radius * (0.36 if i % 2 == 0 else 0.14),)
        ]
        path = " ".join(f"{a:.1f} {b:.1f} {'l' if i else 'm'}" for i, (a, b) in enumerate(tips))
        self._raw(f"{_rgb(RED)} rg {path} f")
        self.put("虚构样例", x, y + radius * 0.74, radius * 0.26, "Song", "centre", RED)

    def title(self, text: str, size: float = 20, face: FaceName = "Biaosong") -> None:
        """Centred, broken into lines of like length."""
        room = self.room * 0.94
        count = math.ceil(ruler(face).width(text, size) / room)
        per_line = ruler(face).width(text, size) / count + size
        for piece in wrap(text, size, min(room, per_line), face):
            self.y += size * 1.45
            self.put(piece, self.size[0] / 2, self.y, size, face, "centre")
        self.y += size * 0.9

    def paragraph(
        self,
        text: str,
        size: float = 12,
        face: FaceName = "Song",
        indent: float = 2,
        pitch: float = 1.75,
        align: Align = "left",
        colour: Colour = BLACK,
    ) -> None:
        for number, piece in enumerate(wrap(text, size, self.room, face, indent)):
            self.need(size * pitch)
            self.y += size * pitch
            start = {
                "left": self.margin,
                "centre": self.size[0] / 2,
                "right": self.size[0] - self.margin,
            }[align]
            shift = indent * size if number == 0 and align == "left" else 0
            self.put(piece, start + shift, self.y, size, face, align, colour)

    def table(
        self,
        widths: Sequence[float],
        rows: Iterable[Sequence[str]],
        size: float = 10.5,
        least: float = 24,
        head: FaceName | None = "Hei",
        centred: bool = True,
    ) -> None:
        """A ruled table over the whole room; the first row is its head, if `head` is a face."""
        scale = self.room / sum(widths)
        columns = [width * scale for width in widths]
        for number, row in enumerate(rows):
            face: FaceName = head if head and number == 0 else "Song"
            cells = [
                wrap(text, size, width - 8, face) for text, width in zip(row, columns, strict=True)
            ]
            height = max(least, max(map(len, cells)) * size * 1.4 + 8)
            self.need(height)
            x = self.margin
            for lines, width in zip(cells, columns, strict=True):
                self.box(x, self.y, width, height)
                base = self.y + (height - (len(lines) - 1) * size * 1.4) / 2 + size * 0.36
                short = centred or (len(lines) == 1 and len(lines[0]) < 7)
                for step, piece in enumerate(lines):
                    at = x + width / 2 if short else x + 5
                    self.put(
                        piece,
                        at,
                        base + step * size * 1.4,
                        size,
                        face,
                        "centre" if short else "left",
                    )
                x += width
            self.y += height

    def pdf(self, *, title: str, created: datetime.date) -> bytes:
        """The finished file."""
        return _bind(self, title, created)

    def _raw(self, operators: str) -> None:
        self.pages[-1].append(operators.encode("ascii") + b"\n")


def wrap(
    text: str, size: float, room: float, face: FaceName = "Song", indent: float = 0
) -> list[str]:
    """`text` in lines that fit `room`."""
    measure = ruler(face)
    lines: list[str] = []
    for part in text.split("\n"):
        current, left = "", room - indent * size
        for unit in _UNIT.findall(part):
            # Half a character of hanging punctuation is allowed, as printers do.
            if current and measure.width(current + unit.rstrip("，。、；"), size) > left:
                lines.append(current)
                current, left = "", room
            current += unit
        lines.append(current)
    return lines


def _rgb(colour: Colour) -> str:
    return " ".join(f"{part:g}" for part in colour)


def _bind(sheet: Sheet, title: str, created: datetime.date) -> bytes:
    pdf = pikepdf.new()
    width, height = sheet.size
    for number, page in enumerate(sheet.pages):
        foot = SMALL_PRINT if len(sheet.pages) == 1 else f"{SMALL_PRINT}　·　{number + 1}"
        page.append(_Run("Song", foot, width / 2, height - 44, 7, "centre", GREY, 0))
    runs = [item for page in sheet.pages for item in page if isinstance(item, _Run)]
    faces = {
        name: light(
            name, "".join(sorted({c for run in runs if run.face == name for c in run.text}))
        )
        for name in FACES
        if any(run.face == name for run in runs)
    }
    drawn: list[bytes] = []
    for page in sheet.pages:
        parts = []
        for item in page:
            if isinstance(item, bytes):
                parts.append(item)
                continue
            turn = math.radians(item.tilt)
            cos, sin = math.cos(turn), math.sin(turn)
            # A Face names its font /F0 and draws black; a sheet has several of both.
            run = faces[item.face].run(item.text, 0, 0, item.size, item.align)
            run = run.replace(b"/F0 ", f"/{item.face} ".encode(), 1)
            run = run.replace(b" 0 g ", f" {_rgb(item.colour)} rg ".encode(), 1)
            matrix = f"{cos:.4f} {sin:.4f} {-sin:.4f} {cos:.4f} {item.x:.2f} {height - item.y:.2f}"
            pen = f"{_rgb(item.colour)} RG 2 Tr {item.bold:.2f} w " if item.bold else ""
            parts.append(f"q {matrix} cm {pen}".encode() + run + b"Q\n")
        drawn.append(b"".join(parts))
    fonts = pikepdf.Dictionary({f"/{name}": face.embed(pdf) for name, face in faces.items()})
    for content in drawn:
        pdf.add_blank_page(page_size=sheet.size)
        page_object = pdf.pages[-1].obj
        page_object.Contents = pdf.make_stream(content)
        page_object.Resources = pikepdf.Dictionary(Font=fonts)
    return pdfa.written(pdf, title=title, created=created, creator="evidence_maker")
