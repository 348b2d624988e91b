"""Appearances for marks that readers draw by themselves and the library that draws pages does not.

Free text, lines, polygons, stamps by name: drawn plainly, in their own colour and place. They go
into a picture and nowhere else, so that their face need not be embedded.
"""

from __future__ import annotations

import re

import pikepdf

_COLOUR = re.compile(r"([\d.]+)\s+([\d.]+)\s+([\d.]+)\s+rg|([\d.]+)\s+g\b")
_SIZE = re.compile(r"([\d.]+)\s+Tf")
PLAIN_SIZE, LEADING, INSET = 12.0, 1.2, 2.0
#: Most characters of a text box that are drawn; the box ends before that.
MOST_LETTERS = 2000
STAMP_COLOUR = (0.75, 0.0, 0.0)


def give(pdf: pikepdf.Pdf, mark: pikepdf.Object, kind: str) -> bool:
    """Give `mark` a normal appearance, if its kind can be drawn from what the file says."""
    try:
        box = [float(one) for one in mark.Rect.as_list()]
        drawing = {
            "FreeText": _free_text,
            "Stamp": _stamp,
            "Line": _line,
            "Polygon": _polygon,
            "PolyLine": _polygon,
            "Redact": _redact,
        }[kind](mark, box)
    except (KeyError, AttributeError, TypeError, ValueError, IndexError):
        return False
    if not drawing:
        return False
    look = pdf.make_stream(drawing)
    look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    left, low, right, top = min(box[::2]), min(box[1::2]), max(box[::2]), max(box[1::2])
    look.BBox = pikepdf.Array([left, low, right, top])
    look.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F0=_face(pdf)))
    mark.AP = pikepdf.Dictionary(N=look)
    return True


def _free_text(mark: pikepdf.Object, box: list[float]) -> bytes:
    said = str(mark.get("/DA", ""))
    size = float(found[1]) if (found := _SIZE.search(said)) else PLAIN_SIZE
    colour = _text_colour(said)
    ground = _colour(mark, "/C")
    drawing = b""
    if ground is not None:
        drawing += _rg(ground, "rg") + _re(box) + b"f\n"
    if _thickness(mark, 1.0):
        drawing += _rg(colour, "RG") + _re(box) + b"S\n"
    return drawing + _text(str(mark.Contents), box, size or PLAIN_SIZE, colour)


def _stamp(mark: pikepdf.Object, box: list[float]) -> bytes:
    name = str(mark.get("/Name", "/Draft")).lstrip("/")
    colour = _colour(mark, "/C") or STAMP_COLOUR
    high, wide = abs(box[3] - box[1]), abs(box[2] - box[0])
    size = max(min(high * 0.6, wide / max(len(name) * 0.55, 1)), 4.0)
    return _rg(colour, "RG") + b"1.5 w " + _re(box) + b"S\n" + _text(name, box, size, colour)


def _line(mark: pikepdf.Object, box: list[float]) -> bytes:
    return _path(mark, [float(one) for one in mark.L.as_list()], close=False)


def _polygon(mark: pikepdf.Object, box: list[float]) -> bytes:
    points = [float(one) for one in mark.Vertices.as_list()]
    return _path(mark, points, close=mark.Subtype == pikepdf.Name.Polygon)


def _redact(mark: pikepdf.Object, box: list[float]) -> bytes:
    return _rg(_colour(mark, "/OC") or (1.0, 0.0, 0.0), "RG") + _re(box) + b"S\n"


def _path(mark: pikepdf.Object, points: list[float], *, close: bool) -> bytes:
    thick = _thickness(mark, 1.0)
    inside = _colour(mark, "/IC") if close else None
    drawing = _rg(_colour(mark, "/C") or (0.0, 0.0, 0.0), "RG") + f"{thick:.2f} w ".encode()
    if inside is not None:
        drawing += _rg(inside, "rg")
    pairs = list(zip(points[::2], points[1::2], strict=False))
    for at, (x, y) in enumerate(pairs):
        drawing += f"{x:.2f} {y:.2f} {'l' if at else 'm'} ".encode()
    return drawing + (b"b\n" if inside is not None else b"s\n" if close else b"S\n")


def _text(text: str, box: list[float], size: float, colour: tuple[float, ...]) -> bytes:
    """Lines broken between any two characters: half an em for ASCII, an em for all others."""
    room = max(abs(box[2] - box[0]) - 2 * INSET, size)
    lines, used = [""], 0.0
    for character in text[:MOST_LETTERS]:
        wide = size * (0.5 if character.isascii() else 1.0)
        if character in "\r\n" or used + wide > room:
            lines.append("")
            used = 0.0
        if character not in "\r\n":
            lines[-1] += character
            used += wide
    top, left = max(box[1], box[3]) - INSET - size, min(box[0], box[2]) + INSET
    drawing = _rg(colour, "rg") + f"BT /F0 {size:.2f} Tf {size * LEADING:.2f} TL ".encode()
    drawing += f"{left:.2f} {top + size * 0.12:.2f} Td ".encode()
    for line in lines:
        codes = line.encode("utf-16-be", "replace").hex().upper()
        drawing += f"<{codes}> Tj T* ".encode()
    return drawing + b"ET\n"


def _face(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """A Chinese face by name, which the reader maps to a bundled one; ASCII half an em wide."""
    descendant = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.CIDFontType0,
        BaseFont=pikepdf.Name("/STSong-Light"),
        CIDSystemInfo=pikepdf.Dictionary(Registry="Adobe", Ordering="GB1", Supplement=4),
        FontDescriptor=pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor,
            FontName=pikepdf.Name("/STSong-Light"),
            Flags=6,
            FontBBox=[-25, -254, 1000, 880],
            ItalicAngle=0,
            Ascent=880,
            Descent=-120,
            StemV=93,
        ),
        DW=1000,
        W=[1, 95, 500],
    )
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type0,
        BaseFont=pikepdf.Name("/STSong-Light-UniGB-UCS2-H"),
        Encoding=pikepdf.Name("/UniGB-UCS2-H"),
        DescendantFonts=[pdf.make_indirect(descendant)],
    )


def _text_colour(said: str) -> tuple[float, ...]:
    found = _COLOUR.search(said)
    if found is None:
        return (0.0, 0.0, 0.0)
    return tuple(float(one) for one in (found.groups()[:3] if found[1] else [found[4]] * 3))


def _colour(mark: pikepdf.Object, key: str) -> tuple[float, ...] | None:
    """Red, green, blue of an entry like /C; None where it is absent, empty or in ink."""
    given = mark.get(key)
    parts = [float(one) for one in given.as_list()] if isinstance(given, pikepdf.Array) else []
    if len(parts) == 4:
        parts = [(1 - one) * (1 - parts[3]) for one in parts[:3]]
    return tuple(parts if len(parts) == 3 else parts * 3) if len(parts) in (1, 3) else None


def _thickness(mark: pikepdf.Object, otherwise: float) -> float:
    if "/BS" in mark:
        return float(mark.BS.get("/W", 1))
    if "/Border" in mark:
        return float(mark.Border[2])
    return otherwise


def _rg(colour: tuple[float, ...], operator: str) -> bytes:
    return (" ".join(f"{one:.3f}" for one in colour) + f" {operator} ").encode("ascii")


def _re(box: list[float]) -> bytes:
    left, low, right, top = min(box[::2]), min(box[1::2]), max(box[::2]), max(box[1::2])
    return f"{left:.2f} {low:.2f} {right - left:.2f} {top - low:.2f} re ".encode("ascii")
