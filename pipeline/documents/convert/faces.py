"""Which typeface draws which name and which character: `fonts/roles.toml` and the machine's faces.

The machine's folders are read at most once, and only when something is asked that the bundled
faces cannot answer. The only importer of fontTools in the pipeline (the build script apart).
"""

from __future__ import annotations

import io
import os
import sys
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

BUNDLED = Path(__file__).parent.parent / "fonts"
#: OS/2 fsType bit 1: the maker forbids embedding, so PDF/A cannot use the face.
RESTRICTED = 0x0002
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
        for one in data["role"] for wanted in one["wanted"]
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


def undrawable(text: str) -> tuple[str, ...]:
    """The characters of `text` no face at hand can draw, each once, in order of appearance."""
    seen = dict.fromkeys(c for c in text if not c.isspace() and c.isprintable())
    return tuple(c for c in seen if fallback_for(c) is None)


@cache
def machine_faces() -> dict[str, Face]:
    """Every family installed on this machine that may be embedded, by each of its names."""
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
        Path("/usr/share/fonts"), Path("/usr/local/share/fonts"),
        home / ".local/share/fonts", home / ".fonts",
    )


def _regular_faces(path: Path) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """(index, family names) of each upright regular face of a file that may be embedded."""
    from fontTools.ttLib import TTCollection, TTFont, TTLibError

    try:
        if path.suffix.lower() in (".ttc", ".otc"):
            fonts = TTCollection(path, lazy=True).fonts
        else:
            fonts = [TTFont(path, lazy=True)]
        found = []
        for index, font in enumerate(fonts):
            style = font["OS/2"]
            if style.fsType & 0x000F == RESTRICTED or style.fsSelection & 0x21:
                continue
            names = {str(n) for n in font["name"].names if n.nameID == 1 and n.isUnicode()}
            found.append((index, tuple(sorted(names))))
        return tuple(found)
    except (TTLibError, OSError, KeyError, ValueError, AttributeError, UnicodeError):
        return ()  # a damaged file in a system folder: as good as not installed


@cache
def _covered(path: Path, index: int) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(path, fontNumber=index, lazy=True) as font:
        return frozenset(font.getBestCmap() or ())


@cache
def _file_bytes(path: Path, index: int) -> bytes:
    if path.suffix.lower() not in (".ttc", ".otc"):
        return path.read_bytes()
    from fontTools.ttLib import TTFont

    target = io.BytesIO()
    with TTFont(path, fontNumber=index, recalcTimestamp=False) as font:
        font.save(target)
    return target.getvalue()
