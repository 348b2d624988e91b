"""Photos of activities for a document: chosen here, opened when they are printed."""

from __future__ import annotations

from types import MappingProxyType

from pipeline.documents.docx.photo_file import PictureFile
from pipeline.documents.view.written import View
from pipeline.dossier.evidence import PICTURES, locate, media_of, references
from pipeline.dossier.ledger import Daily, Exchange, PlainEntry
from pipeline.dossier.load import Case
from pipeline.dossier.paths import owner_of
from pipeline.files import sha256_of

#: Activities of a year shown in its report; the archive keeps them all.
MOST = 8


def activity_photos(case: Case, year: int) -> tuple[View, ...]:
    """The photos that the activities of a year cite, two to a row: 左, and 右 or ""."""
    found: list[View] = []
    for reference in references(case):
        inside = owner_of(reference.place).ledger_year == year
        path = locate(case, reference.written)
        if not inside or path is None or not path.is_file():
            continue
        entry = reference.owner
        if isinstance(entry, Daily | Exchange | PlainEntry):
            if media_of(path) not in PICTURES:
                continue
            picture = PictureFile(path=path, digest=sha256_of(path), caption=entry.theme)
            found.append(
                MappingProxyType({"题名": entry.theme, "日期": entry.date, "照片": picture})
            )
    rows = [(*found[at : at + 2], "")[:2] for at in range(0, min(len(found), MOST), 2)]
    return tuple(MappingProxyType({"左": left, "右": right}) for left, right in rows)
