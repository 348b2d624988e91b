"""What every engine's output depends on besides the document: the faces, and what finishes a PDF.

Must know no engine.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import version

from pipeline.documents.convert.faces import face_named
from pipeline.files import sha256_of

#: The faces that official documents ask for (GB/T 9704), as written into the templates.
OFFICIAL_FACES = ("仿宋_GB2312", "方正小标宋简体", "楷体_GB2312", "黑体", "宋体")


@cache
def signed(drawn_by: str) -> str:
    """An engine's signature, e.g. "rdocx 0.16.3, pikepdf 10.17.0; 仿宋_GB2312=Studio Song …"."""
    faces = " ".join(f"{wanted}={_drawn_with(wanted)}" for wanted in OFFICIAL_FACES)
    return f"{drawn_by}, pikepdf {version('pikepdf')}; {faces}"


def _drawn_with(wanted: str) -> str:
    """A face of the machine with a digest: its next edition draws other pages by the same name."""
    face = face_named(wanted)
    edition = "" if face.bundled else f"@{sha256_of(face.files[0][0])[:8]}"
    return f"{face.family}{edition}"


def face_used(wanted: str) -> tuple[str, bool]:
    """(family that draws text set in `wanted`, whether it is a bundled stand-in)."""
    face = face_named(wanted)
    return face.family, face.bundled


def stamping_face() -> bytes:
    """The bundled 宋体 as TrueType, for page numbers and captions of the archive."""
    (data,) = face_named("Studio Song").read()
    return data
