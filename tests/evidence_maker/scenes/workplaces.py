"""Scenes at machines, furnaces, boilers, racks, and on the training mat."""

from __future__ import annotations

import math

from tests.evidence_maker.facts import Facts
from tests.evidence_maker.scenes.people import person
from tests.evidence_maker.scenes.rooms import bare_room
from tests.evidence_maker.scenes.stage import Rgb, Stage, shade

YELLOW: Rgb = (236, 190, 40)


def workshop(stage: Stage, facts: Facts) -> None:
    stage.room((206, 212, 214), (118, 134, 122), (0.2, 0.14, 0.8, 0.54))
    for x in (0.24, 0.44, 0.64):
        stage.window(x, 0.18, 0.12, 0.1)
    stage.banner(facts.title, 0.5, 0.1, 0.56)
    for x, y, k in ((0.3, 0.64, 0.7), (0.7, 0.64, 0.7), (0.17, 0.86, 1.15), (0.86, 0.86, 1.15)):
        machine(stage, x, y, k)
    stage.patch(((0.4, 1), (0.42, 0.56), (0.425, 0.56), (0.415, 1)), (232, 200, 60))
    stage.patch(((0.6, 1), (0.58, 0.56), (0.575, 0.56), (0.585, 1)), (232, 200, 60))
    person(stage, 0.38, 0.92, 0.46, pose="work", coat="work", facing=-1)
    person(stage, 0.47, 0.88, 0.42, coat="work")
    person(stage, 0.64, 0.95, 0.5, pose="point", coat="work", facing=1)
    person(stage, 0.54, 0.98, 0.48, pose="back")


def machine(stage: Stage, x: float, low: float, k: float) -> None:
    """A machining centre: housing, window with a lit spindle, panel, beacon."""
    w, h = 0.22 * k, 0.36 * k
    left, top = x - w / 2, low - h
    stage.shadow(x, low, 15 * k, 2.4 * k)
    stage.rect(left, top, w, h, (232, 234, 232), (186, 190, 190))
    stage.rect(left, low - h * 0.2, w, h * 0.2, (60, 78, 104), (46, 58, 78))
    stage.rect(left + w * 0.1, top + h * 0.16, w * 0.5, h * 0.5, (28, 34, 42), (44, 54, 64))
    stage.rect(
        left + w * 0.31, top + h * 0.18, w * 0.08, h * 0.22, (176, 180, 184), (110, 114, 118)
    )
    stage.rect(left + w * 0.33, top + h * 0.4, w * 0.04, h * 0.1, (220, 200, 120))
    stage.rect(
        left + w * 0.18, top + h * 0.54, w * 0.34, h * 0.06, (150, 156, 160), (104, 110, 116)
    )
    stage.glow(left + w * 0.35, top + h * 0.42, 9 * k, (120, 130, 120), 0.8)
    stage.rect(left + w * 0.68, top + h * 0.22, w * 0.24, h * 0.36, (52, 58, 66), (40, 44, 50))
    stage.rect(left + w * 0.71, top + h * 0.25, w * 0.18, h * 0.14, (70, 150, 190), (40, 96, 140))
    for n in range(6):
        stage.disc(
            left + w * (0.73 + 0.07 * (n % 3)),
            top + h * (0.45 + 0.06 * (n // 3)),
            0.5 * k,
            0.5 * k,
            ((210, 60, 50), (80, 190, 90), (230, 200, 70))[n % 3],
        )
    stage.rect(left + w * 0.84, top - h * 0.12, w * 0.03, h * 0.12, (90, 90, 90))
    for n, colour in enumerate(((210, 60, 50), (236, 190, 60), (70, 190, 90))):
        stage.rect(left + w * 0.825, top - h * (0.16 - n * 0.035), w * 0.06, h * 0.035, colour)


def welding(stage: Stage, facts: Facts) -> None:
    stage.room((72, 76, 84), (64, 62, 60), (0.16, 0.12, 0.84, 0.58))
    for x in (0.3, 0.5, 0.7):
        stage.rect(x - 0.003, 0.12, 0.006, 0.5, (120, 60, 40))
        stage.rect(x + 0.003, 0.2, 0.17, 0.36, (150, 62, 34), (96, 40, 26))
    stage.banner(facts.title, 0.5, 0.14, 0.6)
    stage.rect(0.34, 0.68, 0.36, 0.03, (128, 128, 128), (84, 84, 86))
    for x in (0.37, 0.66):
        stage.rect(x, 0.71, 0.016, 0.18, (70, 72, 76))
    stage.rect(0.46, 0.655, 0.16, 0.028, (168, 150, 132), (104, 92, 84))
    person(stage, 0.34, 0.96, 0.56, pose="work", coat="work", helmet=(40, 44, 50), facing=1)
    stage.disc(0.345, 0.46, 3.2, 4.4, (30, 32, 36))
    stage.rect(0.342, 0.45, 0.026, 0.016, (60, 110, 80))
    stage.stroke(((0.42, 0.63), (0.5, 0.645)), (40, 40, 44), 1.0)
    spark = (0.51, 0.65)
    stage.glow(*spark, 62, (110, 140, 200), 0.9)
    stage.glow(*spark, 20, (255, 250, 255), 1.0)
    for _ in range(110):
        angle, far = stage.dice.uniform(-2.9, 0.5), stage.dice.uniform(0.02, 0.26) ** 1.1
        end = (
            spark[0] + math.cos(angle) * far * 0.8,
            spark[1] + math.sin(angle) * far + far * far * 2.4,
        )
        start = (spark[0] + (end[0] - spark[0]) * 0.82, spark[1] + (end[1] - spark[1]) * 0.8)
        stage.stroke(
            (start, end),
            stage.dice.choice(((255, 220, 130), (255, 180, 80), (255, 245, 210))),
            0.28,
        )
    person(stage, 0.8, 0.94, 0.52, coat="work", helmet=YELLOW, facing=-1)
    person(stage, 0.9, 0.97, 0.52, pose="back", coat="work", helmet=YELLOW)


def furnace(stage: Stage, facts: Facts) -> None:
    bare_room(stage)
    stage.banner(facts.title, 0.5, 0.17, 0.58)
    for x, lit in ((0.28, True), (0.5, False), (0.7, True)):
        stage.shadow(x, 0.7, 12, 2)
        stage.rect(x - 0.085, 0.36, 0.17, 0.34, (104, 122, 140), (74, 88, 104))
        stage.rect(x - 0.06, 0.4, 0.12, 0.13, (40, 38, 38))
        inside: Rgb = (255, 150, 50) if lit else (70, 60, 56)
        stage.rect(x - 0.05, 0.415, 0.1, 0.1, inside, shade(inside, 0.75))
        if lit:
            stage.glow(x, 0.465, 22, (200, 90, 24), 0.8)
            stage.rect(x - 0.02, 0.475, 0.045, 0.03, (255, 226, 150))
        stage.rect(x - 0.05, 0.57, 0.1, 0.05, (24, 26, 28))
        stage.write(f"{stage.dice.randrange(760, 1080, 10)}℃", x, 0.595, 0.08, 2.4, (255, 90, 60))
    person(stage, 0.38, 0.9, 0.48, pose="work", coat="work", helmet=(238, 238, 238), facing=-1)
    person(stage, 0.6, 0.92, 0.47, pose="point", coat="work", facing=1)
    for x in (0.14, 0.48, 0.82):
        person(stage, x, 0.98, 0.46, pose="back")


def boilers(stage: Stage, facts: Facts) -> None:
    stage.room((196, 196, 188), (128, 124, 118), (0.16, 0.12, 0.84, 0.56))
    stage.banner(facts.title, 0.5, 0.1, 0.56)
    for x, y, r in ((0.36, 0.46, 11), (0.66, 0.46, 11), (0.12, 0.62, 17)):
        stage.shadow(x, y + 0.18, r, 2)
        stage.disc(x, y, r * 1.06, r * 1.06, (54, 76, 104))
        stage.disc(x, y, r, r, (78, 106, 140))
        stage.disc(x - 0.01, y - 0.012, r * 0.84, r * 0.84, (94, 124, 160))
        stage.disc(x, y, r * 0.34, r * 0.34, (40, 44, 52))
        stage.disc(x, y, r * 0.24, r * 0.24, (255, 160, 60))
        stage.glow(x, y, r, (120, 60, 10), 0.8)
        for n in range(10):
            a = n * math.pi / 5
            stage.disc(
                x + math.cos(a) * r * 0.92 * stage.unit / stage.w,
                y + math.sin(a) * r * 0.92 * stage.unit / stage.h,
                0.5,
                0.5,
                (36, 46, 60),
            )
    for points, colour in (
        (((0.36, 0.32), (0.36, 0.22), (0.98, 0.22)), (176, 50, 44)),
        (((0.66, 0.32), (0.66, 0.26), (0.98, 0.26)), (52, 104, 160)),
        (((0.12, 0.4), (0.12, 0.19), (0.98, 0.18)), (186, 190, 190)),
        (((0.9, 0.18), (0.9, 0.78)), (190, 150, 60)),
    ):
        stage.stroke(points, shade(colour, 0.8), 3.0)
        stage.stroke([(x - 0.003, y - 0.006) for x, y in points], shade(colour, 1.15), 1.0)
    for x in (0.46, 0.56, 0.78):
        stage.disc(x, 0.36, 2.6, 2.6, (40, 42, 46))
        stage.disc(x, 0.36, 2.1, 2.1, (246, 246, 240))
        stage.stroke(((x, 0.36), (x + 0.012, 0.348)), (200, 40, 36), 0.3)
    person(stage, 0.5, 0.9, 0.48, pose="point", coat="work", helmet=YELLOW, facing=1)
    person(stage, 0.38, 0.93, 0.48, coat="work", helmet=(230, 230, 230))
    person(stage, 0.7, 0.94, 0.48, pose="work", coat="work", helmet=YELLOW)


def servers(stage: Stage, facts: Facts) -> None:
    stage.room((96, 108, 124), (84, 92, 104), (0.38, 0.2, 0.62, 0.5))
    for side in (-1, 1):
        for n in range(5):
            near, far = 0.5 - 0.083 * n, 0.5 - 0.083 * (n + 0.94)
            x0, x1 = 0.5 + side * near, 0.5 + side * far
            y0, y1 = ((0.5 - 0.3 * k / 0.5 * 1.5, 0.44 + 0.6 * k) for k in (near, far))
            stage.patch(
                ((x0, y0[0]), (x1, y1[0]), (x1, y1[1]), (x0, y0[1])), (40, 44, 52), (24, 27, 32)
            )
            for unit in range(22):
                part = (unit + 0.6) / 23
                ya, yb = (y[0] + (y[1] - y[0]) * part for y in (y0, y1))
                stage.stroke(
                    (
                        (x0 + (x1 - x0) * 0.1, ya + (yb - ya) * 0.1),
                        (x0 + (x1 - x0) * 0.9, ya + (yb - ya) * 0.9),
                    ),
                    (62, 68, 78),
                    0.5,
                )
                for _ in range(3):
                    t = stage.dice.uniform(0.15, 0.85)
                    stage.disc(
                        x0 + (x1 - x0) * t,
                        ya + (yb - ya) * t,
                        0.28,
                        0.28,
                        stage.dice.choice(
                            ((90, 240, 130), (90, 240, 130), (80, 170, 255), (255, 190, 70))
                        ),
                    )
    stage.glow(0.5, 0.34, 40, (50, 80, 110), 0.8)
    stage.write(facts.title, 0.5, 0.1, 0.7, 4.4, (226, 240, 255))
    person(stage, 0.43, 0.86, 0.46, pose="work", facing=-1, coat="work")
    person(stage, 0.6, 0.92, 0.5, pose="carry", coat="plain")
    stage.rect(0.57, 0.6, 0.06, 0.045, (180, 186, 194), (130, 136, 144))


def first_aid(stage: Stage, facts: Facts) -> None:
    bare_room(stage)
    stage.banner(facts.title, 0.5, 0.16, 0.62)
    stage.frame(0.22, 0.26, 0.14, 0.22, "急救流程")
    stage.frame(0.64, 0.26, 0.14, 0.22, "胸外按压")
    for x in (0.2, 0.34, 0.64, 0.8):
        person(stage, x, 0.74, 0.4, coat="plain")
    stage.patch(
        ((0.2, 0.82), (0.8, 0.82), (0.88, 0.96), (0.12, 0.96)), (60, 120, 130), (44, 98, 110)
    )
    for x in (0.36, 0.66):
        stage.patch(
            ((x - 0.13, 0.86), (x + 0.05, 0.85), (x + 0.06, 0.9), (x - 0.13, 0.905)),
            (232, 206, 180),
            (206, 176, 150),
        )
        stage.disc(x + 0.085, 0.872, 3.0, 2.7, (236, 208, 182))
        stage.rect(x - 0.05, 0.852, 0.08, 0.05, (90, 130, 180), (70, 106, 150))
        stage.patch(
            ((x - 0.06, 0.84), (x - 0.05, 0.66), (x + 0.03, 0.66), (x + 0.04, 0.84)),
            (244, 246, 248),
            (206, 212, 218),
        )
        for side in (-0.04, 0.03):
            stage.stroke(((x + side, 0.69), (x - 0.005, 0.852)), (236, 240, 242), 2.4)
        stage.disc(x - 0.005, 0.855, 1.8, 1.5, (224, 184, 152))
        stage.disc(x - 0.01, 0.615, 3.2, 4.0, (222, 182, 150))
        stage.disc(x - 0.012, 0.596, 3.4, 2.6, (36, 30, 30))
    stage.rect(0.83, 0.84, 0.07, 0.06, (210, 50, 46), (170, 34, 34))
    stage.write("AED", 0.865, 0.87, 0.06, 2.6, (255, 255, 255))


def kitchen(stage: Stage, facts: Facts) -> None:
    """A dough room: steamer towers against the wall, a long floured bench before it."""
    bare_room(stage)
    stage.banner(facts.title, 0.5, 0.17, 0.58)
    for x, layers in ((0.24, 5), (0.4, 4), (0.6, 5), (0.76, 3)):
        stage.rect(x - 0.075, 0.56, 0.15, 0.16, (196, 200, 202), (142, 148, 152))
        for n in range(layers):
            low = 0.56 - n * 0.045
            stage.rect(x - 0.065, low - 0.042, 0.13, 0.04, (214, 178, 122), (176, 138, 86))
            stage.stroke(((x - 0.065, low - 0.021), (x + 0.065, low - 0.021)), (140, 104, 62), 0.3)
        stage.glow(x, 0.5 - layers * 0.045, 9, (110, 112, 116), 0.7)
    for x in (0.34, 0.52, 0.68):
        person(stage, x, 0.88, 0.46, pose="work", coat="white", helmet=(244, 244, 244))
    stage.shadow(0.5, 0.95, 46, 3)
    stage.rect(0.14, 0.76, 0.72, 0.05, (226, 228, 228), (196, 200, 202))
    stage.rect(0.14, 0.81, 0.72, 0.12, (154, 160, 164), (112, 118, 122))
    for n in range(16):
        stage.disc(0.18 + n * 0.043, 0.765 - 0.004 * (n % 3), 1.5, 1.1, (246, 240, 226))
