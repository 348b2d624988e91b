"""How a page lies as it is looked at: turned, cropped, in its own unit, with (0, 0) bottom left."""

from __future__ import annotations

import pikepdf


def upright(page: pikepdf.Page) -> tuple[pikepdf.Matrix, float, float]:
    """The matrix from the page's own coordinates, and width and height in points as seen."""
    unit = float(page.obj.get("/UserUnit", 1))
    x0, y0, x1, y1 = (float(v) for v in page.cropbox)
    turn = int(page.obj.get("/Rotate", 0)) % 360
    wide, high = abs(x1 - x0) * unit, abs(y1 - y0) * unit
    if turn in (90, 270):
        wide, high = high, wide
    left, low, right, top = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
    matrix = {
        0: pikepdf.Matrix(unit, 0, 0, unit, -left * unit, -low * unit),
        90: pikepdf.Matrix(0, -unit, unit, 0, -low * unit, right * unit),
        180: pikepdf.Matrix(-unit, 0, 0, -unit, right * unit, top * unit),
        270: pikepdf.Matrix(0, unit, -unit, 0, top * unit, -left * unit),
    }.get(turn, pikepdf.Matrix())
    return matrix, wide, high
