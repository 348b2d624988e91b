"""Figures: standing, sitting, seen from behind, at work. Anonymous on purpose."""

from __future__ import annotations

from typing import Literal

from tests.evidence_maker.scenes.stage import HAIR, SKIN, Rgb, Stage, shade

Pose = Literal["stand", "point", "work", "back", "carry"]
COATS: dict[str, tuple[Rgb, ...]] = {
    "plain": (
        (62, 74, 98),
        (120, 40, 46),
        (86, 96, 84),
        (206, 206, 200),
        (44, 48, 56),
        (150, 120, 90),
    ),
    "work": ((38, 62, 108), (44, 70, 118), (58, 66, 82)),
    "white": ((238, 240, 242), (230, 234, 238)),
    "vest": ((176, 34, 38), (196, 44, 40)),
}


def person(
    stage: Stage,
    x: float,
    foot: float,
    tall: float,
    *,
    pose: Pose = "stand",
    coat: str = "plain",
    helmet: Rgb | None = None,
    facing: int = 0,
) -> None:
    """A figure whose feet stand at (x, foot), `tall` of the picture's height."""
    dice = stage.dice
    shirt, skin, hair = dice.choice(COATS[coat]), dice.choice(SKIN), dice.choice(HAIR)
    trousers = dice.choice(((40, 42, 50), (58, 60, 70), (52, 46, 44)))
    facing = facing or dice.choice((-1, 1))
    ratio = stage.h / stage.w * tall
    top = foot - tall

    def y(part: float) -> float:
        return top + tall * part

    def dx(part: float) -> float:
        return x + ratio * part

    u = tall * stage.h / stage.unit
    stage.shadow(x, foot, u * 0.16, u * 0.03)
    hem = 0.66 if coat == "white" else 0.53
    for side in (-1, 1):
        stage.patch(
            (
                (dx(side * 0.01), y(0.5)),
                (dx(side * 0.115), y(0.5)),
                (dx(side * 0.1), y(0.97)),
                (dx(side * 0.03), y(0.97)),
            ),
            shade(trousers, 1.1),
            shade(trousers, 0.8),
        )
        stage.disc(dx(side * 0.075), y(0.98), u * 0.042, u * 0.018, (28, 26, 26))
    stage.patch(
        (
            (dx(-0.13), y(0.2)),
            (dx(-0.06), y(0.17)),
            (dx(0.06), y(0.17)),
            (dx(0.13), y(0.2)),
            (dx(0.125), y(hem)),
            (dx(-0.125), y(hem)),
        ),
        shade(shirt, 1.06),
        shade(shirt, 0.8),
    )
    stage.patch(
        (
            (dx(facing * 0.05), y(0.19)),
            (dx(facing * 0.13), y(0.2)),
            (dx(facing * 0.125), y(hem)),
            (dx(facing * 0.08), y(hem)),
        ),
        shade(shirt, 0.84),
        shade(shirt, 0.7),
    )
    _arms(stage, x, top, tall, ratio, pose, facing, shirt, skin)
    stage.rect(dx(-0.026), y(0.12), ratio * 0.052, tall * 0.07, shade(skin, 0.86))
    long_hair = dice.random() < 0.4
    if long_hair and not helmet:
        stage.disc(dx(0), y(0.078), u * 0.062, u * 0.066, hair)
        for side in (-1, 1):
            stage.rect(dx(side * 0.046) - ratio * 0.015, y(0.08), ratio * 0.03, tall * 0.085, hair)
    if pose != "back":
        stage.disc(dx(0), y(0.083), u * 0.05, u * 0.064, skin)
        stage.disc(dx(-facing * 0.016), y(0.046), u * 0.052, u * 0.036, hair)
        stage.disc(dx(facing * 0.014), y(0.088), u * 0.034, u * 0.045, shade(skin, 1.04))
    else:
        stage.disc(dx(0), y(0.078), u * 0.053, u * 0.064, hair)
    if helmet:
        stage.disc(dx(0), y(0.045), u * 0.062, u * 0.042, helmet)
        stage.rect(dx(-0.075), y(0.052), ratio * 0.15, tall * 0.014, shade(helmet, 0.85))


def _arms(
    stage: Stage,
    x: float,
    top: float,
    tall: float,
    ratio: float,
    pose: Pose,
    facing: int,
    shirt: Rgb,
    skin: Rgb,
) -> None:
    thick = tall * stage.h / stage.unit * 0.062
    hands: dict[Pose, tuple[tuple[float, float], ...]] = {
        "stand": ((-0.17, 0.36), (-0.15, 0.52)),
        "back": ((-0.17, 0.36), (-0.15, 0.52)),
        "point": ((0.22, 0.26), (0.34, 0.2)),
        "work": ((0.19, 0.36), (0.28, 0.42)),
        "carry": ((0.15, 0.38), (0.08, 0.42)),
    }
    for side in (-1, 1):
        elbow, hand = hands["stand" if side != facing and pose == "point" else pose]
        flip = -side if pose in ("stand", "back") or (side != facing and pose == "point") else side
        if pose in ("work",):
            flip = facing
        points = [
            (side * 0.115, 0.225),
            (flip * elbow[0], elbow[1] + 0.01 * side),
            (flip * hand[0], hand[1] + 0.02 * side),
        ]
        spots = [(x + ratio * a, top + tall * b) for a, b in points]
        stage.stroke(spots, shade(shirt, 0.9 if side == facing else 0.96), thick)
        stage.disc(*spots[-1], thick * 0.5, thick * 0.5, skin)


def seated(
    stage: Stage, x: float, y: float, big: float, *, coat: str = "plain", back: bool = False
) -> None:
    """Head and shoulders above a table or a chair's back; y is where the body is cut off."""
    dice = stage.dice
    shirt, skin, hair = dice.choice(COATS[coat]), dice.choice(SKIN), dice.choice(HAIR)
    tall = big * stage.unit / stage.h
    wide = big * stage.unit / stage.w
    stage.patch(
        (
            (x - wide * 0.42, y),
            (x - wide * 0.4, y - tall * 0.42),
            (x - wide * 0.16, y - tall * 0.56),
            (x + wide * 0.16, y - tall * 0.56),
            (x + wide * 0.4, y - tall * 0.42),
            (x + wide * 0.42, y),
        ),
        shade(shirt, 1.08),
        shade(shirt, 0.78),
    )
    stage.rect(x - wide * 0.07, y - tall * 0.66, wide * 0.14, tall * 0.14, shade(skin, 0.85))
    if dice.random() < 0.4:
        stage.disc(x, y - tall * 0.8, big * 0.19, big * 0.2, hair)
        for side in (-1, 1):
            stage.rect(
                x + side * wide * 0.145 - wide * 0.045,
                y - tall * 0.8,
                wide * 0.09,
                tall * 0.27,
                hair,
            )
    if back:
        stage.disc(x, y - tall * 0.8, big * 0.165, big * 0.205, hair)
    else:
        stage.disc(x, y - tall * 0.78, big * 0.15, big * 0.19, skin)
        stage.disc(x, y - tall * 0.9, big * 0.16, big * 0.11, hair)


def audience(stage: Stage, rows: int, first: float = 0.66, coat: str = "plain") -> None:
    """Rows of backs, larger towards the camera."""
    for row in range(rows):
        big = 11 + row * 6.0
        y = first + (1.06 - first) * (row + 1) / rows
        step = big * stage.unit / stage.w * 1.12
        x = 0.03 + stage.dice.uniform(0, step / 2)
        while x < 1:
            if stage.dice.random() < 0.84:
                seated(stage, x + stage.dice.uniform(-0.01, 0.01), y, big, coat=coat, back=True)
                wide, tall = big * stage.unit / stage.w, big * stage.unit / stage.h
                stage.rect(
                    x - wide * 0.46,
                    y - tall * 0.2,
                    wide * 0.92,
                    tall * 0.24,
                    (72, 60, 54),
                    (48, 40, 38),
                )
            x += step
