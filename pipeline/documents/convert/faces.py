"""Which typeface draws which name and which character: `fonts/roles.toml` and the machine's faces.

The machine's folders are read at most once, and only when something is asked that the bundled
faces cannot answer.
"""

from __future__ import annotations

import io
import os
import re
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

BUNDLED = Path(__file__).parent.parent / "fonts"
#: OS/2 fsType bit 1: the maker forbids embedding, so PDF/A cannot use the face.
RESTRICTED = 0x0002
#: OS/2 fsSelection bits 0 and 5.
ITALIC_OR_BOLD = 0x21
SUFFIXES = (".ttf", ".ttc", ".otf", ".otc")


@dataclass(frozen=True, slots=True)
class Role:
    """A place in an official document that wants a certain style of face."""

    name: str
    wanted: tuple[str, ...]
    real: tuple[str, ...]
    bundled: str


@dataclass(frozen=True, slots=True)
class Face:
    """A family and the files (with the index inside a collection) that hold it."""

    family: str
    files: tuple[tuple[Path, int], ...]
    bundled: bool

    def read(self) -> tuple[bytes, ...]:
        """The bytes of each file, taken out of its collection where it stands in one."""
        return tuple(_file_bytes(path, index) for path, index in self.files)

    def digit_width(self) -> float:
        """Advance of a digit, in ems."""
        return self.advance("0")

    def advance(self, letter: str) -> float:
        """Advance of a Latin letter, in ems."""
        widths = _advances(*self.files[0])
        return widths.get(ord(letter), widths[ord("0")])

    def has(self, character: str) -> bool:
        return ord(character) in _covered(*self.files[0])


@dataclass(frozen=True, slots=True)
class _Table:
    faces: dict[str, Face]
    roles: dict[str, Role]
    unknown: dict[str, str]
    fallback: tuple[str, ...]


@cache
def _table() -> _Table:
    data = tomllib.loads((BUNDLED / "roles.toml").read_text(encoding="utf-8"))
    faces = {
        one["family"]: Face(one["family"], tuple((BUNDLED / f, 0) for f in one["files"]), True)
        for one in data["face"]
    }
    roles = {
        wanted: Role(one["name"], tuple(one["wanted"]), tuple(one["real"]), one["bundled"])
        for one in data["role"]
        for wanted in one["wanted"]
    }
    return _Table(faces, roles, data["unknown"], tuple(data["fallback"]["families"]))


@cache
def face_named(wanted: str, *, latin: bool = False) -> Face:
    """The face that draws text set in `wanted`; an unknown name counts as 宋体 or Times."""
    table = _table()
    if wanted in table.faces:
        return table.faces[wanted]
    role = table.roles.get(wanted)
    if role is None:
        installed = machine_faces().get(wanted)
        if installed:
            return installed
        role = table.roles[table.unknown["latin" if latin else "east_asian"]]
    for name in role.real:
        if name in machine_faces():
            return machine_faces()[name]
    return table.faces[role.bundled]


def default_name(*, latin: bool) -> str:
    """The name assumed where a style names none."""
    return _table().unknown["latin" if latin else "east_asian"]


@cache
def fallback_for(character: str) -> Face | None:
    """A face that can draw `character`: a bundled one, else one of the machine's, else None."""
    for family in _table().fallback:
        if _table().faces[family].has(character):
            return _table().faces[family]
    for _, face in sorted(machine_faces().items()):
        if face.has(character):
            return face
    return None


@cache
def _unlisted() -> re.Pattern[str]:
    """A character, not white space, that not every bundled Chinese face was built to draw.

    A font's own table takes 0.2 s to read, and a set of all letters of a studio ten times as long
    as this pattern.
    """
    lines = (BUNDLED / "characters.txt").read_text(encoding="utf-8").splitlines()
    # “#” begins a remark there, so the list cannot show it.
    listed = "".join(line for line in lines if not line.startswith("# ")) + "#"
    spaces = "".join(c for c in map(chr, range(0x3001)) if c.isspace())
    return re.compile(f"[^{re.escape(listed + spaces)}]")


def unlisted(text: str) -> tuple[str, ...]:
    """The characters of `text` that not every bundled face was built to draw, each once, in order
    of appearance: only these depend on what is installed. White space needs no face."""
    return tuple(dict.fromkeys(_unlisted().findall(text))) if text else ()


def undrawable(text: str) -> tuple[str, ...]:
    """The characters of `text` no face at hand can draw, each once, in order of appearance.

    Invisible ones (zero-width space, private use) count: pasted by mistake, they draw as boxes.
    """
    return tuple(c for c in unlisted(text) if fallback_for(c) is None)


@cache
def machine_faces() -> dict[str, Face]:
    """Every family installed on this machine that may be embedded, by each of its names."""
    import logging

    # fontTools warns of odd dates in other people's fonts; nobody here can mend them.
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    found: dict[str, Face] = {}
    for folder in _font_folders():
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.suffix.lower() in SUFFIXES and path.is_file():
                for index, names in _regular_faces(path):
                    for name in names:
                        found.setdefault(name, Face(name, ((path, index),), False))
    return found


def _font_folders() -> tuple[Path, ...]:
    home = Path.home()
    if os.name == "nt":
        windows = Path(os.environ.get("WINDIR", r"C:\Windows"))
        local = os.environ.get("LOCALAPPDATA")
        extra = (Path(local) / "Microsoft/Windows/Fonts",) if local else ()
        return (windows / "Fonts", *extra)
    if sys.platform == "darwin":
        return (Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts")
    return (
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local/share/fonts",
        home / ".fonts",
    )


def _regular_faces(path: Path) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """(index, family names) of each upright regular face of a file that may be embedded."""
    from fontTools.ttLib import TTCollection, TTFont, TTLibError

    try:
        if path.suffix.lower() in (".ttc", ".otc"):
            with TTCollection(path, lazy=True) as collection:
                fonts = enumerate(collection.fonts)
                return tuple((index, _names(font)) for index, font in fonts if _fit(font))
        with TTFont(path, lazy=True) as font:
            return ((0, _names(font)),) if _fit(font) else ()
    except (TTLibError, OSError, KeyError, ValueError, AttributeError):
        return ()  # a damaged file in a system folder: as good as not installed


def _fit(font: TTFont) -> bool:
    style = font["OS/2"]
    return style.fsType & 0x000F != RESTRICTED and not style.fsSelection & ITALIC_OR_BOLD


def _names(font: TTFont) -> tuple[str, ...]:
    records = font["name"].names
    return tuple(sorted({str(one) for one in records if one.nameID == 1 and one.isUnicode()}))


@cache
def _covered(path: Path, index: int) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(path, fontNumber=index, lazy=True) as font:
        return frozenset(font.getBestCmap() or ())


@cache
def _advances(path: Path, index: int) -> Mapping[int, float]:
    """Code → advance in ems, of Latin letters, digits and signs; 0 is always there."""
    from fontTools.ttLib import TTFont

    with TTFont(path, fontNumber=index, lazy=True) as font:
        names, em = font.getBestCmap() or {}, font["head"].unitsPerEm
        codes = [ord("0"), *(code for code in range(0x20, 0x250) if code in names)]
        return {code: font["hmtx"][names.get(code, ".notdef")][0] / em for code in codes}


@cache
def _file_bytes(path: Path, index: int) -> bytes:
    if path.suffix.lower() not in (".ttc", ".otc"):
        return path.read_bytes()
    from fontTools.ttLib import TTFont

    target = io.BytesIO()
    with TTFont(path, fontNumber=index, recalcTimestamp=False) as font:
        font.save(target)
    return target.getvalue()
