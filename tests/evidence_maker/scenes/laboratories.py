"""Scenes along a laboratory bench: microscopes, glassware, instruments."""

from __future__ import annotations

import math

from tests.evidence_maker.facts import Facts
from tests.evidence_maker.scenes.people import person, seated
from tests.evidence_maker.scenes.rooms import bare_room
from tests.evidence_maker.scenes.stage import Rgb, Stage, shade


def bench(stage: Stage, facts: Facts, top: tuple[Rgb, Rgb] = ((70, 78, 84), (52, 58, 64))) -> None:
    """A laboratory with a long bench; the caller puts things on it."""
    bare_room(stage)
    stage.banner(facts.title, 0.5, 0.17, 0.6)
    for x in (0.2, 0.42, 0.64):
        stage.rect(x, 0.25, 0.18, 0.16, (214, 206, 190), (190, 180, 162))
        stage.rect(x + 0.006, 0.262, 0.08, 0.136, (170, 196, 206), (140, 168, 180))
        stage.rect(x + 0.094, 0.262, 0.08, 0.136, (170, 196, 206), (140, 168, 180))
    for x in (0.26, 0.5, 0.72):
        person(stage, x, 0.88, 0.46, pose="work", coat="white")
    stage.patch(((0.04, 0.64), (0.96, 0.64), (1.04, 0.76), (-0.04, 0.76)), *top)
    stage.rect(-0.04, 0.76, 1.08, 0.26, (214, 216, 214), (176, 180, 178))
    for n in range(7):
        stage.rect(0.02 + n * 0.145, 0.79, 0.125, 0.19, (232, 232, 228), (204, 206, 204))
        stage.rect(0.06 + n * 0.145, 0.81, 0.04, 0.008, (120, 124, 128))


def microscopes(stage: Stage, facts: Facts) -> None:
    bench(stage, facts, ((244, 246, 246), (206, 212, 216)))
    for n, x in enumerate((0.16, 0.38, 0.6, 0.82)):
        stage.rect(x - 0.03, 0.64, 0.06, 0.016, (40, 44, 50))
        stage.stroke(((x + 0.02, 0.64), (x + 0.024, 0.55), (x - 0.004, 0.53)), (226, 228, 230), 1.7)
        stage.stroke(((x - 0.006, 0.52), (x - 0.006, 0.59)), (60, 64, 70), 1.3)
        stage.stroke(((x - 0.008, 0.52), (x - 0.034, 0.49)), (36, 38, 42), 1.2)
        stage.rect(x - 0.026, 0.605, 0.05, 0.01, (80, 84, 90))
        if n % 2:
            stage.rect(x + 0.05, 0.54, 0.08, 0.08, (30, 32, 36))
            for _ in range(14):
                stage.disc(
                    x + 0.09 + stage.dice.uniform(-0.03, 0.03),
                    0.58 + stage.dice.uniform(-0.028, 0.028),
                    0.9,
                    0.7,
                    stage.dice.choice(((200, 196, 180), (150, 148, 140), (226, 222, 206))),
                )


def chemistry(stage: Stage, facts: Facts) -> None:
    bench(stage, facts)
    for _ in range(11):
        x = stage.dice.uniform(0.06, 0.94)
        liquid: Rgb = stage.dice.choice(
            ((80, 150, 210), (230, 170, 70), (120, 190, 130), (200, 90, 110), (210, 226, 236))
        )
        base = stage.dice.uniform(0.67, 0.73)
        if stage.dice.random() < 0.5:
            stage.patch(
                (
                    (x - 0.007, base - 0.09),
                    (x + 0.007, base - 0.09),
                    (x + 0.007, base - 0.06),
                    (x + 0.03, base),
                    (x - 0.03, base),
                    (x - 0.007, base - 0.06),
                ),
                (222, 234, 238),
            )
            stage.patch(
                (
                    (x - 0.018, base - 0.03),
                    (x + 0.018, base - 0.03),
                    (x + 0.029, base - 0.002),
                    (x - 0.029, base - 0.002),
                ),
                liquid,
                shade(liquid, 0.8),
            )
        else:
            stage.rect(x - 0.016, base - 0.07, 0.032, 0.07, (226, 236, 240))
            stage.rect(x - 0.014, base - 0.04, 0.028, 0.038, liquid, shade(liquid, 0.8))
    person(stage, 0.9, 1.0, 0.5, pose="back", coat="white")


def electronics(stage: Stage, facts: Facts) -> None:
    bench(stage, facts, ((96, 132, 120), (70, 104, 94)))
    for x in (0.12, 0.36, 0.6, 0.84):
        stage.rect(x - 0.07, 0.57, 0.14, 0.1, (206, 208, 204), (170, 172, 170))
        stage.rect(x - 0.062, 0.58, 0.082, 0.08, (14, 32, 34))
        phase, pace = stage.dice.uniform(0, 6), stage.dice.uniform(120, 260)
        wave = [
            (x - 0.06 + n * 0.0013, 0.62 + 0.026 * math.sin(phase + n * 0.0013 * pace))
            for n in range(60)
        ]
        stage.stroke(wave, (110, 250, 150), 0.3)
        for n in range(6):
            stage.disc(
                x + 0.035 + 0.018 * (n % 2), 0.595 + 0.022 * (n // 2), 0.6, 0.6, (60, 64, 68)
            )
        stage.patch(
            ((x - 0.05, 0.7), (x + 0.03, 0.7), (x + 0.035, 0.735), (x - 0.06, 0.735)), (30, 96, 60)
        )
        for _ in range(9):
            stage.rect(
                x + stage.dice.uniform(-0.05, 0.02),
                stage.dice.uniform(0.702, 0.725),
                0.008,
                0.007,
                (30, 32, 34),
            )
        stage.stroke(((x + 0.04, 0.66), (x + 0.05, 0.7), (x + 0.01, 0.715)), (190, 40, 40), 0.4)
    seated(stage, 0.24, 1.04, 26, back=True)
    seated(stage, 0.72, 1.05, 28, back=True)
