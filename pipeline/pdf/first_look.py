"""A first look into a PDF of others: will its pages stand in the bundle as they are?

`adopt` knows, and takes a tenth of a second to tell; of most files it need not be asked, since
they have nothing but text in faces of their own, and pictures. Must not change the file.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator

import pikepdf

from pipeline.foreign.look import Look
from pipeline.pdf import bounds
from pipeline.pdf.adopt import FAULTS, Unfit, adopt

#: Of no consequence: what is taken over says it of itself afterwards.
_DAY = datetime.date(2000, 1, 1)
_FACES = ("/FontFile", "/FontFile2", "/FontFile3")
#: Where files, layers and forms begin.
_CARRYING = ("/OCProperties", "/AcroForm", "/Names", "/Collection", "/AF")
#: Deeper than this no office program nests its drawings.
_DEEPEST = 12


def first_look(data: bytes) -> Look:
    """What binding the PDF `data` will meet; less than that where it looks plain."""
    if (reason := bounds.excess_of_tables(data)) is not None:
        return Look(obstacle=reason)
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if not pdf.is_encrypted and (reason := bounds.excess(pdf)) is not None:
                return Look(obstacle=reason)
            if _is_plain(pdf):
                return Look()
    except (pikepdf.PasswordError, *FAULTS):
        pass  # said by the part that will bind it
    found = adopt(data, title="佐证", created=_DAY)
    if isinstance(found, Unfit):
        return Look(obstacle=found.reason)
    left_out = f"编入时去除：{'、'.join(found.stripped)}" if found.stripped else ""
    named = f"页面上没有的：{'、'.join(found.named)}" if found.named else ""
    repaired = "文件结构有损坏，编入时已修复" if found.repaired else ""
    return Look(remark="；".join(one for one in (found.pictured, left_out, named, repaired) if one))


def _is_plain(pdf: pikepdf.Pdf) -> bool:
    return not (
        pdf.is_encrypted
        or len(pdf.pages) == 0
        or pdf.get_warnings()
        or any(key in pdf.Root for key in _CARRYING)
        or any(map(_has_marks, pdf.pages))
        or any(map(_has_bare_face, _resources(pdf)))
    )


def _has_marks(page: pikepdf.Page) -> bool:
    marks = page.obj.get("/Annots", pikepdf.Array())
    return any(one.get("/Subtype") != pikepdf.Name.Link for one in marks)


def _resources(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Of every page and of every drawing in one, each once."""
    waiting: list[tuple[pikepdf.Object, int]] = [(page.resources, 0) for page in pdf.pages]
    known: set[tuple[int, int]] = set()
    while waiting:
        one, depth = waiting.pop()
        if one.is_indirect:
            if one.objgen in known:
                continue
            known.add(one.objgen)
        yield one
        drawings = one.get("/XObject", pikepdf.Dictionary())
        for key in drawings.keys() if depth < _DEEPEST else ():
            if "/Resources" in drawings[key] and drawings[key].objgen not in known:
                known.add(drawings[key].objgen)
                waiting.append((drawings[key].Resources, depth + 1))


def _has_bare_face(resources: pikepdf.Object) -> bool:
    """Whether a face has no glyphs in the file: another computer draws it with another one."""
    faces = resources.get("/Font", pikepdf.Dictionary())
    return any(_is_bare(faces[key]) for key in faces.keys())  # noqa: SIM118


def _is_bare(face: pikepdf.Object) -> bool:
    if face.get("/Subtype") == pikepdf.Name.Type0:
        return any(map(_is_bare, face.get("/DescendantFonts", pikepdf.Array())))
    if face.get("/Subtype") == pikepdf.Name.Type3:
        return False
    described = face.get("/FontDescriptor", pikepdf.Dictionary())
    return not any(key in described for key in _FACES)
