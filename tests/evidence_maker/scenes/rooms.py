"""Scenes in meeting rooms, halls, libraries, offices and out of doors."""

from __future__ import annotations

import math

from tests.evidence_maker.facts import Facts
from tests.evidence_maker.scenes.people import audience, person, seated
from tests.evidence_maker.scenes.stage import Rgb, Stage, shade

WALLS: tuple[Rgb, ...] = ((226, 222, 210), (216, 224, 226), (232, 226, 216), (210, 214, 206))
FLOORS: tuple[Rgb, ...] = ((168, 150, 128), (150, 152, 150), (140, 116, 92), (176, 172, 164))


def bare_room(stage: Stage) -> None:
    dice = stage.dice
    right = dice.uniform(0.82, 0.9)
    stage.room(dice.choice(WALLS), dice.choice(FLOORS), (dice.uniform(0.1, 0.18), 0.1, right, 0.6))


def meeting(stage: Stage, facts: Facts) -> None:
    bare_room(stage)
    if stage.dice.random() < 0.5:
        stage.screen(facts.title, 0.3, 0.17, 0.4, 0.28)
    else:
        stage.banner(facts.title, 0.5, 0.2)
        stage.window(0.24, 0.28, 0.16, 0.22)
        stage.window(0.6, 0.28, 0.16, 0.22)
    for x in (0.33, 0.44, 0.56, 0.67):
        seated(stage, x, 0.64, 13)
    wood = stage.dice.choice(((134, 92, 62), (150, 116, 84), (96, 70, 54)))
    stage.patch(((0.28, 0.62), (0.72, 0.62), (0.9, 0.93), (0.1, 0.93)), shade(wood, 1.25), wood)
    stage.patch(((0.1, 0.93), (0.9, 0.93), (0.9, 0.98), (0.1, 0.98)), shade(wood, 0.6))
    for row, big in ((0.7, 16), (0.83, 20)):
        spread = 0.5 + (row - 0.62) * 0.62
        for side in (-1, 1):
            seated(stage, 0.5 + side * (spread - 0.2), row + 0.06, big, back=False)
    for n in range(9):
        y = 0.66 + 0.028 * n
        half = 0.18 + (y - 0.62) * 0.5
        x = 0.5 + half * stage.dice.uniform(-0.85, 0.85)
        stage.patch(
            ((x, y), (x + 0.035, y), (x + 0.04, y + 0.022), (x - 0.004, y + 0.022)), (246, 246, 242)
        )
        if n % 3 == 0:
            stage.rect(x + 0.05, y - 0.012, 0.012, 0.026, (252, 252, 250), (190, 200, 206))


def lecture(stage: Stage, facts: Facts) -> None:
    bare_room(stage)
    stage.banner(facts.title, 0.5, 0.15, 0.66)
    stage.screen(facts.category or facts.studio.name, 0.36, 0.24, 0.36, 0.25)
    stage.rect(0.24, 0.47, 0.07, 0.16, (124, 84, 56), (88, 58, 40))
    person(stage, 0.3, 0.64, 0.34, pose="point", facing=1)
    audience(stage, 3)


def exhibition(stage: Stage, facts: Facts) -> None:
    stage.room((238, 234, 226), (120, 100, 84), (0.05, 0.08, 0.95, 0.62))
    stage.write(facts.title, 0.5, 0.15, 0.72, 4.6, (150, 30, 34), "Biaosong")
    red = "剪纸" in facts.studio.craft or "剪纸" in facts.title
    for n, x in enumerate((0.1, 0.27, 0.44, 0.61, 0.78)):
        high = 0.26 if n % 2 else 0.22
        stage.frame(
            x, 0.24, 0.12, high, stage.dice.choice(("作品", "成果", "工艺", "历程", "荣誉"))
        )
        if red:
            rosette(stage, x + 0.06, 0.24 + high / 2, 4.4, (190, 28, 34))
        stage.glow(x + 0.06, 0.22, 16, (70, 62, 44), 0.7)
    for x, tall in ((0.2, 0.44), (0.36, 0.46), (0.72, 0.5)):
        person(stage, x, 0.86 + tall / 6, tall, pose="back")
    person(stage, 0.54, 0.86, 0.44, pose="point", facing=1)


def library(stage: Stage, facts: Facts) -> None:
    stage.room((230, 222, 204), (150, 124, 96), (0.36, 0.16, 0.64, 0.52))
    colours: tuple[Rgb, ...] = (
        (150, 48, 44),
        (44, 76, 116),
        (196, 168, 96),
        (70, 100, 76),
        (220, 214, 200),
        (92, 64, 92),
    )
    for side in (-1, 1):
        for level in range(5):
            for n in range(26):
                near, far = 0.5 - 0.021 * n, 0.5 - 0.021 * (n + 0.85)
                x0, x1 = 0.5 + side * near, 0.5 + side * far
                if abs(x1 - 0.5) < 0.13:
                    continue

                def y(x: float, part: float) -> float:
                    k = (abs(x - 0.5) - 0.1) / 0.4
                    top, low = 0.2 - 0.24 * k, 0.5 + 0.5 * k
                    return top + (low - top) * part

                a, b = level / 5 + 0.02, (level + 1) / 5 - 0.035
                a += stage.dice.uniform(0, 0.05)
                stage.patch(
                    ((x0, y(x0, a)), (x1, y(x1, a)), (x1, y(x1, b)), (x0, y(x0, b))),
                    shade(stage.dice.choice(colours), 0.75 + abs(x0 - 0.5)),
                )
                stage.patch(
                    ((x0, y(x0, b)), (x1, y(x1, b)), (x1, y(x1, b + 0.03)), (x0, y(x0, b + 0.03))),
                    (124, 88, 56),
                )
    stage.banner(facts.title, 0.5, 0.11, 0.5)
    stage.patch(
        ((0.34, 0.72), (0.68, 0.72), (0.78, 0.94), (0.24, 0.94)), (206, 176, 136), (176, 142, 102)
    )
    for x in (0.38, 0.5, 0.62):
        seated(stage, x, 0.74, 15)
    for x in (0.36, 0.47, 0.58):
        stage.patch(
            ((x, 0.79), (x + 0.07, 0.79), (x + 0.08, 0.84), (x - 0.01, 0.84)), (250, 248, 240)
        )
    person(stage, 0.14, 0.96, 0.5, pose="work", facing=-1)
    person(stage, 0.88, 0.92, 0.46, pose="back")


def office(stage: Stage, facts: Facts) -> None:
    bare_room(stage)
    stage.write(facts.title, 0.5, 0.17, 0.6, 4.2, (30, 70, 130))
    for n in range(4):
        x = 0.19 + n * 0.17
        stage.rect(x, 0.26, 0.12, 0.1, (40, 84, 150), (30, 66, 124))
        stage.write(f"{n + 1}号", x + 0.06, 0.31, 0.1, 3, (255, 255, 255))
        seated(stage, x + 0.06, 0.6, 15, coat="work")
        stage.rect(x + 0.07, 0.5, 0.06, 0.07, (36, 38, 44), (60, 66, 76))
    stage.patch(
        ((0.12, 0.58), (0.88, 0.58), (0.95, 0.68), (0.05, 0.68)), (222, 214, 200), (200, 190, 172)
    )
    stage.patch(
        ((0.05, 0.68), (0.95, 0.68), (0.93, 0.84), (0.07, 0.84)), (110, 130, 156), (70, 86, 110)
    )
    for x in (0.24, 0.46, 0.74):
        person(stage, x, 0.97, 0.48, pose="back")


def computers(stage: Stage, facts: Facts) -> None:
    bare_room(stage)
    stage.screen(facts.title, 0.3, 0.15, 0.4, 0.24)
    person(stage, 0.24, 0.62, 0.34, pose="point", facing=1)
    for row in range(3):
        y, big = 0.66 + row * 0.13, 11 + row * 4.5
        stage.patch(
            (
                (0.1 - row * 0.05, y),
                (0.9 + row * 0.05, y),
                (0.92 + row * 0.05, y + 0.035),
                (0.08 - row * 0.05, y + 0.035),
            ),
            (214, 206, 192),
            (176, 168, 156),
        )
        count = 6 - row
        for n in range(count):
            x = 0.12 - row * 0.03 + (0.76 + row * 0.06) * (n + 0.5) / count
            w = big * stage.unit / stage.w
            stage.rect(x - w * 0.4, y - w * 0.62, w * 0.8, w * 0.6, (36, 38, 42))
            stage.rect(x - w * 0.36, y - w * 0.57, w * 0.72, w * 0.48, (40, 58, 84), (24, 34, 52))
            for line in range(4):
                stage.rect(
                    x - w * 0.3,
                    y - w * (0.5 - line * 0.1),
                    w * stage.dice.uniform(0.2, 0.55),
                    w * 0.04,
                    (120, 220, 160),
                )
            seated(stage, x, y + 0.12, big, back=True)


def outdoors(stage: Stage, facts: Facts) -> None:
    stage.rect(0, 0, 1, 0.5, (132, 182, 226), (222, 234, 240))
    stage.glow(0.8, 0.1, 46, (90, 84, 60), 0.8)
    for x, w, top in ((0.02, 0.34, 0.2), (0.36, 0.36, 0.12), (0.72, 0.3, 0.24)):
        stage.rect(x, top, w, 0.46 - top + 0.12, (196, 176, 152), (170, 148, 126))
        for row in range(4):
            for n in range(6):
                stage.rect(
                    x + w * (0.06 + n * 0.155),
                    top + 0.03 + row * 0.075,
                    w * 0.09,
                    0.042,
                    (104, 130, 150),
                    (76, 96, 116),
                )
    stage.rect(0, 0.56, 1, 0.5, (172, 170, 162), (150, 146, 138))
    stage.rect(0, 0.55, 1, 0.03, (104, 140, 84), (84, 118, 66))
    for x in (0.06, 0.3, 0.7, 0.94):
        stage.rect(x - 0.008, 0.4, 0.016, 0.2, (96, 74, 56))
        for _ in range(14):
            green = stage.dice.randint(86, 130)
            stage.disc(
                x + stage.dice.uniform(-0.06, 0.06),
                0.34 + stage.dice.uniform(-0.1, 0.08),
                5,
                4.4,
                (58, green, 54),
            )
    count = min(9, max(5, facts.headcount or 7))
    for foot, tall in ((0.78, 0.36), (0.93, 0.4)):
        for n in range(count):
            x = 0.12 + 0.76 * (n + (0.5 if foot > 0.8 else 0.15)) / count
            person(stage, x, foot, tall * stage.dice.uniform(0.94, 1.03))
    stage.banner(facts.title, 0.5, 0.83, 0.66)


def ceremony(stage: Stage, facts: Facts) -> None:
    stage.room((160, 34, 38), (146, 96, 66), (0.04, 0.06, 0.96, 0.62))
    stage.write(facts.title, 0.5, 0.2, 0.8, 6.4, (255, 226, 130), "Biaosong")
    stage.write(facts.studio.name, 0.5, 0.34, 0.7, 3.4, (255, 240, 210), "Song")
    stage.patch(((0.04, 0.62), (0.96, 0.62), (1, 0.72), (0, 0.72)), (178, 120, 84), (150, 92, 62))
    for x in (0.24, 0.4, 0.6, 0.76):
        person(stage, x, 0.78, 0.42, pose="carry")
    for x in (0.32, 0.68):
        stage.rect(x - 0.075, 0.52, 0.15, 0.12, (222, 184, 96), (186, 142, 60))
        stage.rect(x - 0.07, 0.527, 0.14, 0.106, (236, 206, 128), (208, 168, 84))
        stage.write(facts.studio.name, x, 0.58, 0.13, 2.2, (140, 24, 28), "Biaosong")
    audience(stage, 2, 0.78)


def rosette(stage: Stage, x: float, y: float, radius: float, colour: Rgb) -> None:
    """A folded paper-cut: everything eight times around."""
    dice = stage.dice
    paper: Rgb = (250, 246, 238)
    k, m = radius * stage.unit / stage.w, radius * stage.unit / stage.h
    stage.disc(x, y, radius, radius, colour)
    holes = [
        (dice.uniform(0.25, 0.95), dice.uniform(0, 0.39), dice.uniform(0.03, 0.09))
        for _ in range(14)
    ]
    for turn in range(8):
        for far, angle, size in holes:
            for sign in (1, -1):
                a = turn * math.pi / 4 + sign * angle
                stage.disc(
                    x + math.cos(a) * far * k,
                    y + math.sin(a) * far * m,
                    size * radius,
                    size * radius * 1.2,
                    paper,
                )
        axis = turn * math.pi / 4
        stage.disc(
            x + math.cos(axis) * k * 1.0,
            y + math.sin(axis) * m * 1.0,
            radius * 0.16,
            radius * 0.16,
            colour,
        )
    stage.disc(x, y, radius * 0.16, radius * 0.16, paper)
    stage.disc(x, y, radius * 0.09, radius * 0.09, colour)
