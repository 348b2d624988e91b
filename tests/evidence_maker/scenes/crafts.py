"""Scenes of handicraft, and pictures of single works."""

from __future__ import annotations

import math

from tests.evidence_maker.facts import Facts
from tests.evidence_maker.scenes.people import person, seated
from tests.evidence_maker.scenes.rooms import bare_room, rosette
from tests.evidence_maker.scenes.stage import Rgb, Stage, shade

LACQUER: Rgb = (42, 16, 16)
GOLD: Rgb = (214, 170, 82)
RED: Rgb = (188, 28, 34)


def _motif(facts: Facts) -> str:
    said = facts.studio.craft + facts.title
    return next((word for word in ("剪纸", "砚", "漆") if word in said), "漆")


def craft(stage: Stage, facts: Facts) -> None:
    bare_room(stage)
    motif = _motif(facts)
    stage.banner(facts.title, 0.5, 0.16, 0.6)
    for x in (0.2, 0.36, 0.54, 0.7):
        if motif == "剪纸":
            stage.frame(x, 0.25, 0.11, 0.18)
            rosette(stage, x + 0.055, 0.34, 4, RED)
        else:
            stage.rect(x - 0.01, 0.42, 0.14, 0.014, (124, 84, 54), (90, 60, 40))
            _small(stage, x + 0.06, 0.42, motif)
    for x in (0.24, 0.46, 0.7):
        seated(stage, x, 0.68, 21)
    stage.patch(
        ((0.08, 0.64), (0.92, 0.64), (1.06, 1.0), (-0.06, 1.0)), (186, 140, 96), (150, 106, 70)
    )
    for n in range(26):
        y = 0.66 + n * 0.013
        stage.stroke(
            ((-0.05, y), (1.05, y + stage.dice.uniform(-0.004, 0.004))), (168, 122, 82), 0.12
        )
    for x, y in ((0.24, 0.76), (0.48, 0.74), (0.72, 0.77), (0.36, 0.9), (0.64, 0.92)):
        _on_table(stage, x, y, motif)
    for n in range(5):
        x = 0.1 + n * 0.2 + stage.dice.uniform(-0.03, 0.03)
        stage.stroke(((x, 0.86), (x + 0.05, 0.82)), (96, 62, 38), 0.8)
        stage.stroke(((x + 0.05, 0.82), (x + 0.066, 0.807)), (180, 184, 188), 0.6)
    person(stage, 0.9, 0.96, 0.56, pose="work", facing=-1)


def _small(stage: Stage, x: float, low: float, motif: str) -> None:
    """A work on a shelf."""
    if motif == "砚":
        stage.disc(x, low - 0.045, 4.6, 4.0, (92, 72, 62))
        stage.disc(x, low - 0.05, 3.2, 2.6, (64, 50, 46))
    else:
        body = stage.dice.choice((LACQUER, (120, 22, 22), (24, 20, 22)))
        stage.disc(x, low - 0.05, 4.4, 4.6, shade(body, 1.5))
        stage.disc(x, low - 0.05, 3.9, 4.1, body)
        stage.stroke(((x - 0.02, low - 0.03), (x, low - 0.07), (x + 0.02, low - 0.04)), GOLD, 0.4)


def _on_table(stage: Stage, x: float, y: float, motif: str) -> None:
    stage.shadow(x, y + 0.012, 7, 3, 0.35)
    if motif == "剪纸":
        stage.patch(
            (
                (x - 0.06, y - 0.02),
                (x + 0.04, y - 0.035),
                (x + 0.07, y + 0.02),
                (x - 0.05, y + 0.035),
            ),
            RED,
            shade(RED, 0.85),
        )
        for _ in range(8):
            stage.disc(
                x + stage.dice.uniform(-0.04, 0.05),
                y + stage.dice.uniform(-0.02, 0.02),
                0.7,
                0.5,
                (190, 144, 100),
            )
    elif motif == "砚":
        stage.disc(x, y, 8, 4.6, (104, 84, 72))
        stage.disc(x, y - 0.006, 6.4, 3.4, (74, 58, 52))
        stage.disc(x + 0.012, y - 0.008, 3.4, 1.6, (46, 38, 38))
    else:
        stage.disc(x, y, 8, 4.4, (70, 26, 22))
        stage.disc(x, y - 0.006, 7.2, 3.8, LACQUER)
        _scroll(stage, x, y - 0.006, 4.5, 2.2)


def _scroll(stage: Stage, x: float, y: float, a: float, b: float) -> None:
    """A gold ornament: leaves along a turning line."""
    for turn in range(3):
        start = stage.dice.uniform(0, 6)
        line = [
            (
                x + math.cos(start + t / 5) * a * (0.25 + t / 28) * stage.unit / stage.w,
                y + math.sin(start + t / 5) * b * (0.25 + t / 28) * stage.unit / stage.h,
            )
            for t in range(18)
        ]
        stage.stroke(line, shade(GOLD, 0.8 + turn * 0.14), 0.3)
        for spot in line[4::4]:
            stage.disc(*spot, 0.7, 0.45, shade(GOLD, 1.1))


def masterpiece(stage: Stage, facts: Facts) -> None:
    """作品照片: the work alone before a plain ground, with its card."""
    ground = stage.dice.choice(((196, 192, 186), (176, 182, 188), (206, 200, 186)))
    stage.rect(0, 0, 1, 0.7, shade(ground, 0.8), shade(ground, 1.12))
    stage.rect(0, 0.7, 1, 0.3, shade(ground, 1.12), shade(ground, 0.86))
    stage.glow(0.36, 0.3, 70, (60, 58, 52), 0.9)
    motif = _motif(facts)
    x, y = 0.5, 0.45
    if motif == "剪纸":
        stage.shadow(x + 0.01, 0.46, 37, 37, 0.3)
        stage.rect(
            0.5 - 0.36 * stage.h / stage.w * 0.95,
            0.09,
            0.72 * stage.h / stage.w * 0.95,
            0.72,
            (250, 246, 238),
            (240, 234, 222),
        )
        rosette(stage, x, y, 29, RED)
        rosette(stage, x, y, 11, RED)
    elif motif == "砚":
        stage.shadow(x + 0.02, 0.66, 34, 9, 0.5)
        base = stage.dice.choice(((112, 92, 74), (122, 76, 62), (92, 96, 84)))
        stage.disc(x, y + 0.04, 33, 22, shade(base, 0.7))
        stage.disc(x, y, 33, 22, base)
        stage.disc(x - 0.004, y - 0.008, 31.5, 20.6, shade(base, 1.14))
        stage.disc(x + 0.03, y + 0.02, 21, 13, shade(base, 0.86))
        stage.disc(x + 0.03, y + 0.03, 19.6, 11.4, shade(base, 0.98))
        stage.disc(x - 0.1, y - 0.02, 6.5, 5.4, shade(base, 0.5))
        for n in range(9):
            a = 2.4 + n * 0.26
            stage.disc(x + math.cos(a) * 0.25, y + math.sin(a) * 0.2, 2.6, 1.8, shade(base, 1.3))
            stage.disc(
                x + math.cos(a) * 0.25 + 0.004,
                y + math.sin(a) * 0.2 + 0.006,
                2.1,
                1.4,
                shade(base, 0.9),
            )
    elif any(word in facts.title for word in ("屏", "漆画", "卷", "联")):
        _screen(stage, 4 if "屏" in facts.title else 2)
    elif any(word in facts.title for word in ("盒", "匣", "箱")):
        _box(stage)
    else:
        stage.shadow(x + 0.02, 0.74, 30, 6, 0.5)
        body = stage.dice.choice((LACQUER, (128, 20, 22), (26, 22, 24)))
        stage.disc(x, y, 33, 33, shade(GOLD, 0.7))
        stage.disc(x, y, 32, 32, body)
        stage.disc(x, y, 26, 26, shade(body, 1.25))
        stage.disc(x, y, 25.4, 25.4, shade(body, 1.05))
        for k in (22.0, 15.0, 9.0):
            _scroll(stage, x, y, k, k)
        for n in range(36):
            a = n * math.pi / 18
            stage.disc(
                x + math.cos(a) * 29 * stage.unit / stage.w,
                y + math.sin(a) * 29 * stage.unit / stage.h,
                1.0,
                1.0,
                GOLD,
            )
        stage.glow(x - 0.08, y - 0.14, 16, (90, 80, 76), 0.7)
    stage.rect(0.33, 0.86, 0.34, 0.1, (252, 250, 244), (238, 234, 226))
    stage.write(facts.title, 0.5, 0.895, 0.31, 3.0, (40, 36, 34), "Kai")
    stage.write(
        f"{facts.studio.leader}　{facts.date.year}", 0.5, 0.935, 0.3, 2.0, (110, 100, 92), "Kai"
    )


def _screen(stage: Stage, panels: int) -> None:
    """Standing panels with one landscape running across."""
    wide = 0.72 / panels
    stage.shadow(0.5, 0.79, 36, 4, 0.5)
    for n in range(panels):
        x, fold = 0.14 + n * wide, 0.014 * (1 if n % 2 else -1)
        stage.patch(
            ((x, 0.14 + fold), (x + wide, 0.14 - fold), (x + wide, 0.78 - fold), (x, 0.78 + fold)),
            (70, 22, 20),
        )
        a, b = x + 0.012, x + wide - 0.012
        stage.patch(
            ((a, 0.17 + fold), (b, 0.17 - fold), (b, 0.75 - fold), (a, 0.75 + fold)),
            (30, 18, 20),
            (52, 22, 20),
        )
        for level in range(3):
            y, tone = 0.42 + level * 0.1, shade(GOLD, 0.5 + 0.25 * level)
            ridge = [(a + (b - a) * k / 8, y + stage.dice.uniform(-0.05, 0.03)) for k in range(9)]
            stage.patch([*ridge, (b, y + 0.07), (a, y + 0.07)], tone, (52, 24, 20))
        for _ in range(5):
            y = stage.dice.uniform(0.66, 0.73)
            stage.stroke(((a + 0.01, y), (b - 0.01, y)), shade(GOLD, 0.8), 0.2)
    stage.disc(0.14 + wide * 0.6, 0.27, 4, 4, (196, 60, 40))


def _box(stage: Stage) -> None:
    """A round box of three tiers with a lid."""
    body = stage.dice.choice((LACQUER, (128, 20, 22)))
    stage.shadow(0.52, 0.76, 24, 5, 0.5)
    for n in range(3):
        low = 0.74 - n * 0.13
        stage.disc(0.5, low, 20, 5, shade(body, 0.8))
        k = 20 * stage.unit / stage.w
        stage.rect(0.5 - k, low - 0.12, 2 * k, 0.12, shade(body, 1.3), shade(body, 0.85))
        stage.disc(0.5, low - 0.12, 20, 5, shade(GOLD, 0.8))
        stage.disc(0.5, low - 0.123, 19.6, 4.8, body)
        for leaf in range(9):
            x = 0.5 - k * 0.8 + k * 0.2 * leaf
            stage.stroke(
                ((x, low - 0.02), (x + 0.012, low - 0.055), (x + 0.03, low - 0.06)), GOLD, 0.35
            )
    stage.disc(0.5, 0.35, 20, 7, shade(body, 1.25))
    stage.disc(0.5, 0.345, 15, 4.4, shade(body, 1.45))
    stage.disc(0.5, 0.32, 2, 1.6, GOLD)
    stage.stroke(
        ((0.5 - 0.16, 0.7), (0.5 - 0.16, 0.2), (0.5 + 0.16, 0.2), (0.5 + 0.16, 0.7)),
        shade(body, 1.6),
        1.2,
    )
