"""Which bundled face draws letters whose own face a foreign PDF does not carry.

The program's faces and no others, so that a picture is the same on every machine. The table is
`roles.toml`, as for our own documents. Latin letters are left to the reader's built-in faces.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

BUNDLED = Path(__file__).parents[2] / "documents/fonts"
#: Windows charsets of Japanese, Korean, simplified and traditional Chinese (FPDF_SYSFONTINFO).
EAST_ASIAN = frozenset((128, 129, 134, 136))
BOLD = 700
_BY_SOUND = (
    (re.compile(r"hei|yahei|gothic|sans|黑"), "StudioHei.ttf"),
    (re.compile(r"kai|楷"), "StudioKai.ttf"),
    (re.compile(r"biaosong|标宋"), "StudioBiaosong.ttf"),
    (re.compile(r"song|simsun|ming|mincho|fang|宋|仿|明"), "StudioSong.ttf"),
)
_STYLE = re.compile(r"[,-](?:bold|italic|bolditalic|regular|light|identity-h)+$")


def file_for(name: bytes, charset: int, weight: int) -> str | None:
    """The bundled file for a face called `name`; None where the reader's own Latin will do."""
    said = _STYLE.sub("", _decoded(name).lower().replace(" ", "").lstrip("@"))
    found = _chinese().get(said)
    if found is None:
        found = next((file for sound, file in _BY_SOUND if sound.search(said)), None)
        if found is None or not (charset in EAST_ASIAN or re.search(r"[^\x00-\x7f]", said)):
            found = "StudioSong.ttf" if charset in EAST_ASIAN else None
    return "StudioBiaosong.ttf" if found == "StudioSong.ttf" and weight >= BOLD else found


def _decoded(name: bytes) -> str:
    """Old programs write the names of Chinese faces in GBK."""
    for encoding in ("utf-8", "gbk"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name.decode("latin-1")


@cache
def _chinese() -> dict[str, str]:
    """Name in small letters without blanks → file, for the roles of Chinese faces."""
    data = tomllib.loads((BUNDLED / "roles.toml").read_text(encoding="utf-8"))
    files = {one["family"]: one["files"][0] for one in data["face"]}
    found = {
        wanted.lower().replace(" ", ""): files[one["bundled"]]
        for one in data["role"]
        for wanted in one["wanted"]
    }
    # They stand among the Chinese roles because Word names them for Latin letters.
    latin = ("arial", "calibri")
    return {
        name: file
        for name, file in found.items()
        if not file.startswith("StudioLatin") and name not in latin
    }
