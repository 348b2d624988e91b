"""A first look into a PDF of others: what keeps its pages out of the bundle, what changes them.

Cheap, for every piece of evidence is looked at before anything is sealed; `adopt`, which judges
each page by the standard, may find more. Must not change the file.
"""

from __future__ import annotations

import io

import pikepdf

from pipeline.foreign.look import Look
from pipeline.pdf.adopt import MOST_PAGES

_LOCKED, _RESTRICTED = "文件已加密，需要口令", "文件已加密（设有权限口令）"


def first_look(data: bytes) -> Look:
    """What binding the PDF `data` will meet."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return Look(obstacle=_obstacle(pdf), remark=_remark(pdf))
    except pikepdf.PasswordError:
        return Look(obstacle=_LOCKED)
    except (pikepdf.PdfError, RecursionError, ValueError, TypeError, KeyError, AttributeError):
        return Look(obstacle="文件已损坏或不是 PDF")


def _obstacle(pdf: pikepdf.Pdf) -> str:
    pages = len(pdf.pages)
    if pdf.is_encrypted:
        return _RESTRICTED
    if pages == 0:
        return "文件没有页面"
    if pages > MOST_PAGES:
        return f"页数过多（{pages} 页，超过 {MOST_PAGES} 页）"
    return ""


def _remark(pdf: pikepdf.Pdf) -> str:
    bare = sorted({name for one in pdf.objects for name in _bare_font(one)})
    return f"字体没有嵌入（{'、'.join(bare[:3])}）" if bare else ""


def _bare_font(one: pikepdf.Object) -> list[str]:
    """The name of a font that carries no glyphs: another computer draws it with another face."""
    if not isinstance(one, pikepdf.Dictionary) or one.get("/Type") != pikepdf.Name.Font:
        return []
    if one.get("/Subtype") in (pikepdf.Name.Type0, pikepdf.Name.Type3):
        return []  # the glyphs are with its descendants, or drawn in the file
    described = one.get("/FontDescriptor")
    keys = ("/FontFile", "/FontFile2", "/FontFile3")
    if isinstance(described, pikepdf.Dictionary) and any(key in described for key in keys):
        return []
    return [str(one.get("/BaseFont", "无名"))[1:].rpartition("+")[2]]
