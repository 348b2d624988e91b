"""A stage to compose a scene on: rooms with depth, light, people, banners, screens.

All places are fractions of width and height, so a scene fits landscape and portrait. Must not know
what is being shown.
"""

from __future__ import annotations

import functools
import random
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from tests.evidence_maker.lettering import FaceName, font_file

Rgb = tuple[int, int, int]
Point = tuple[float, float]
SKIN: tuple[Rgb, ...] = ((224, 184, 152), (212, 170, 138), (232, 196, 168))
HAIR: tuple[Rgb, ...] = ((32, 28, 28), (44, 36, 32), (24, 24, 28), (96, 92, 92))


@functools.cache
def lettering(face: FaceName, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font_file(face), size)


def shade(colour: Rgb, by: float) -> Rgb:
    """Darker (< 1) or lighter (> 1)."""
    red, green, blue = (max(0, min(255, round(part * by))) for part in colour)
    return red, green, blue


class Stage:
    """The picture under work."""

    def __init__(self, size: tuple[int, int], dice: random.Random, *, quiet: bool = False) -> None:
        self.w, self.h = size
        self.quiet = quiet
        self.dice = dice
        self.image = Image.new("RGB", size, (128, 128, 128))
        self.draw = ImageDraw.Draw(self.image)

    def at(self, point: Point) -> Point:
        return point[0] * self.w, point[1] * self.h

    @property
    def unit(self) -> float:
        """A hundredth of the shorter side."""
        return min(self.w, self.h) / 100

    def patch(self, points: Sequence[Point], top: Rgb, bottom: Rgb | None = None) -> None:
        """A polygon, shaded from top to bottom."""
        corners = [self.at(point) for point in points]
        if bottom is None:
            self.draw.polygon(corners, fill=top)
            return
        y0, y1 = min(y for _, y in corners), max(y for _, y in corners)
        strip = Image.new("RGB", (1, 64))
        for row in range(64):
            part = row / 63
            strip.putpixel(
                (0, row), tuple(round(a + (b - a) * part) for a, b in zip(top, bottom, strict=True))
            )
        mask = Image.new("L", self.image.size)
        ImageDraw.Draw(mask).polygon(corners, fill=255)
        size = (self.w, max(1, round(y1 - y0)))
        self.image.paste(
            strip.resize(size, Image.Resampling.BILINEAR),
            (0, round(y0)),
            mask.crop((0, round(y0), self.w, round(y0) + size[1])),
        )

    def rect(
        self, x: float, y: float, w: float, h: float, top: Rgb, bottom: Rgb | None = None
    ) -> None:
        self.patch(((x, y), (x + w, y), (x + w, y + h), (x, y + h)), top, bottom)

    def stroke(self, points: Sequence[Point], colour: Rgb, width: float) -> None:
        """A line as thick as `width` units, with round joints."""
        thick = max(1, round(width * self.unit))
        corners = [self.at(point) for point in points]
        self.draw.line(corners, fill=colour, width=thick, joint="curve")
        for x, y in (corners[0], corners[-1]):
            self.draw.ellipse(
                (x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2), fill=colour
            )

    def disc(self, x: float, y: float, rx: float, ry: float, colour: Rgb) -> None:
        """An ellipse; radii in units."""
        cx, cy = self.at((x, y))
        a, b = rx * self.unit, ry * self.unit
        self.draw.ellipse((cx - a, cy - b, cx + a, cy + b), fill=colour)

    def glow(self, x: float, y: float, radius: float, colour: Rgb, power: float = 1.0) -> None:
        """Light added around a point."""
        light = Image.new("RGB", (self.w // 4, self.h // 4))
        pen = ImageDraw.Draw(light)
        cx, cy, most = x * self.w / 4, y * self.h / 4, radius * self.unit / 4
        for step in range(12, 0, -1):
            r = most * step / 12
            pen.ellipse(
                (cx - r, cy - r, cx + r, cy + r), fill=shade(colour, power * (1 - step / 13) ** 2)
            )
        light = light.filter(ImageFilter.GaussianBlur(most / 8 + 1)).resize(self.image.size)
        self._replace(ImageChops.add(self.image, light))

    def shadow(self, x: float, y: float, rx: float, ry: float, depth: float = 0.45) -> None:
        """A soft dark patch on the floor."""
        cx, cy = self.at((x, y))
        a, b = rx * self.unit, ry * self.unit
        box = tuple(round(v) for v in (cx - 2 * a, cy - 2 * b, cx + 2 * a, cy + 2 * b))
        size = (box[2] - box[0], box[3] - box[1])
        mask = Image.new("L", size)
        ImageDraw.Draw(mask).ellipse((a, b, 3 * a, 3 * b), fill=round(255 * depth))
        mask = mask.filter(ImageFilter.GaussianBlur(b / 2 + 1))
        self.image.paste(Image.new("RGB", size, (18, 16, 18)), (box[0], box[1]), mask)

    def write(
        self,
        text: str,
        x: float,
        y: float,
        w: float,
        size: float,
        colour: Rgb,
        face: FaceName = "Hei",
    ) -> None:
        """`text` centred at (x, y), at most `w` of the width, broken in two lines if need be."""
        lines = [text]
        font = lettering(face, max(8, round(size * self.unit)))
        if font.getlength(text) > w * self.w * 1.25 and len(text) > 9:
            half = (len(text) + 1) // 2
            lines = [text[:half], text[half:]]
        longest = max(font.getlength(line) for line in lines)
        if longest > w * self.w:
            font = lettering(face, max(8, int(font.size * w * self.w / longest)))
        cx, cy = self.at((x, y))
        for number, line in enumerate(lines):
            drop = (number - (len(lines) - 1) / 2) * font.size * 1.2
            self.draw.text((cx, cy + drop), line, font=font, fill=colour, anchor="mm")

    def banner(self, text: str, x: float = 0.5, y: float = 0.2, w: float = 0.62) -> None:
        """A red cloth banner with the theme; for a place, the plate that names it."""
        if self.quiet:
            self.rect(x - 0.15, y - 0.032, 0.3, 0.064, (150, 118, 66), (120, 90, 48))
            self.rect(x - 0.146, y - 0.027, 0.292, 0.054, (226, 198, 136), (200, 168, 104))
            self.write(text, x, y, 0.27, 3.0, (92, 40, 24), "Song")
            return
        height = 7.2 * self.unit / self.h
        self.rect(x - w / 2, y - height / 2, w, height, (206, 30, 36), (168, 20, 28))
        for side in (-1, 1):
            edge = x + side * w / 2
            self.stroke(
                ((edge, y - height / 2), (edge + side * 0.012, y - height * 0.9)),
                (120, 110, 100),
                0.3,
            )
        colour = self.dice.choice(((255, 246, 214), (255, 226, 120), (255, 255, 255)))
        self.write(text, x, y, w * 0.92, 4.0, colour)

    def screen(self, text: str, x: float, y: float, w: float, h: float) -> None:
        """A lit screen: a title, some lines, a chart."""
        dice = self.dice
        self.rect(x - 0.008, y - 0.01, w + 0.016, h + 0.02, (30, 32, 36))
        ink = dice.choice(((28, 72, 140), (150, 34, 38), (24, 96, 92)))
        self.rect(x, y, w, h, (244, 248, 252), (218, 228, 240))
        self.rect(x, y, w, h * 0.2, ink, shade(ink, 0.8))
        self.write(text, x + w / 2, y + h * 0.1, w * 0.92, 2.6, (255, 255, 255))
        for row in range(4):
            length = dice.uniform(0.25, 0.42)
            self.rect(
                x + w * 0.06, y + h * (0.32 + row * 0.14), w * length, h * 0.035, (150, 158, 170)
            )
        for bar in range(5):
            tall = dice.uniform(0.15, 0.55)
            self.rect(
                x + w * (0.56 + bar * 0.08),
                y + h * (0.9 - tall),
                w * 0.05,
                h * tall,
                shade(ink, 1.2),
                shade(ink, 0.9),
            )
        self.glow(x + w / 2, y + h / 2, 42, (60, 70, 90), 0.5)

    def room(
        self,
        wall: Rgb,
        floor: Rgb,
        back: tuple[float, float, float, float] = (0.14, 0.1, 0.86, 0.6),
    ) -> None:
        """A room seen from one end; `back` is its far wall: left, top, right, bottom."""
        left, top, right, low = back
        self.patch(
            ((0, 0), (1, 0), (right, top), (left, top)), shade(wall, 1.08), shade(wall, 0.94)
        )
        self.patch(
            ((0, 0), (left, top), (left, low), (0, 1.06)), shade(wall, 0.84), shade(wall, 0.7)
        )
        self.patch(
            ((1, 0), (right, top), (right, low), (1, 1.06)), shade(wall, 0.9), shade(wall, 0.74)
        )
        self.patch(((left, top), (right, top), (right, low), (left, low)), wall, shade(wall, 0.9))
        self.patch(
            ((left, low), (right, low), (1.02, 1.06), (-0.02, 1.06)),
            shade(floor, 0.82),
            shade(floor, 1.1),
        )
        for step in range(-6, 13):
            far = left + (right - left) * step / 6
            if left <= far <= right:
                self.stroke(((far, low), (0.5 + (far - 0.5) * 1.55, 1.0)), shade(floor, 0.92), 0.15)
        for step in range(1, 6):
            y = low + (1 - low) * (step / 6) ** 1.6
            spread = (y - low) / (1.06 - low)
            self.stroke(
                ((left * (1 - spread), y), (right + (1 - right) * spread, y)),
                shade(floor, 0.93),
                0.15,
            )
        self.stroke(((left, low), (right, low)), shade(wall, 0.55), 0.5)
        for side in (0.34, 0.66):
            for far, near in ((0.25, 0.5), (0.62, 0.95)):
                xs = [side + (side - 0.5) * depth for depth in (far, near)]
                self.patch(
                    (
                        (xs[0] - 0.02, top * (1 - far)),
                        (xs[0] + 0.02, top * (1 - far)),
                        (xs[1] + 0.03, top * (1 - near)),
                        (xs[1] - 0.03, top * (1 - near)),
                    ),
                    (255, 255, 248),
                )
        self.glow(0.5, top * 0.6, 60, (70, 70, 62), 0.5)

    def window(self, x: float, y: float, w: float, h: float) -> None:
        self.rect(x - 0.006, y - 0.008, w + 0.012, h + 0.016, (236, 236, 232))
        self.rect(x, y, w, h, (186, 216, 240), (232, 240, 240))
        self.rect(x, y + h * 0.72, w, h * 0.28, (150, 172, 140), (128, 152, 120))
        self.rect(x + w / 2 - 0.004, y, 0.008, h, (236, 236, 232))
        self.glow(x + w / 2, y + h / 2, 30, (60, 64, 66), 0.5)

    def frame(
        self, x: float, y: float, w: float, h: float, text: str = "", paper: Rgb = (250, 248, 240)
    ) -> None:
        """A framed sheet on a wall."""
        self.rect(x, y, w, h, (120, 88, 56), (92, 64, 40))
        self.rect(x + 0.006, y + 0.008, w - 0.012, h - 0.016, paper)
        for row in range(4):
            self.rect(
                x + w * 0.16, y + h * (0.42 + row * 0.12), w * 0.68, h * 0.03, (176, 176, 172)
            )
        if text:
            self.write(text, x + w / 2, y + h * 0.24, w * 0.8, 1.9, (160, 30, 34))

    def finish(self, size: tuple[int, int]) -> Image.Image:
        """Lens and sensor: darker corners, slight grain, then down to the camera's pixels."""
        picture = self._framed().resize(size, Image.Resampling.LANCZOS)
        warm = 1 + self.dice.uniform(-0.05, 0.05)
        light = self.dice.uniform(0.92, 1.06)
        red, green, blue = picture.split()
        red = red.point(lambda value: min(255, value * light * warm))
        green = green.point(lambda value: min(255, value * light))
        blue = blue.point(lambda value: min(255, value * light / warm))
        picture = Image.merge("RGB", (red, green, blue))
        dark = Image.radial_gradient("L").resize(size)
        dark = dark.point(lambda value: max(0, value - 110) * 0.62)
        picture = Image.composite(Image.new("RGB", size, (14, 12, 16)), picture, dark)
        grain_size = (size[0] // 3, size[1] // 3)
        grain = Image.frombytes("L", grain_size, self.dice.randbytes(grain_size[0] * grain_size[1]))
        grain = grain.resize(size, Image.Resampling.BILINEAR)
        return Image.blend(picture, Image.merge("RGB", (grain,) * 3), 0.018)

    def _framed(self) -> Image.Image:
        """What the photographer caught: from a little nearer, to one side, not quite level."""
        turned = self.image.rotate(self.dice.uniform(-1.4, 1.4), Image.Resampling.BILINEAR)
        nearer = self.dice.uniform(0.86, 0.95)
        w, h = self.w * nearer, self.h * nearer
        left = (self.w - w) * self.dice.uniform(0.25, 0.75)
        top = (self.h - h) * self.dice.uniform(0.3, 0.7)
        return turned.crop((round(left), round(top), round(left + w), round(top + h)))

    def _replace(self, image: Image.Image) -> None:
        self.image = image
        self.draw = ImageDraw.Draw(image)
