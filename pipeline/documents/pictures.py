"""Photos of activities for a document: chosen when it is planned, opened when it is printed.

A plan must stay cheap, so a view only names the file and its digest; the sandbox asks for the
picture when a tag prints it: upright, of bounded size, without camera data or location.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pipeline.documents.photo import Photo
from pipeline.dossier.evidence import locate, media_of, references
from pipeline.dossier.load import Case
from pipeline.files import Sha256, sha256, sha256_of

#: The room of one picture, two beside each other within the frame of 156 mm.
WIDTH_MM, HEIGHT_MM = 70.0, 54.0
#: 300 dpi over that width.
LONGEST = 830
#: Activities of a year shown in its report; the archive keeps them all.
MOST = 8
_SECTIONS = ("日常活动", "交流活动")


class Unprintable(Exception):
    """The file cannot be shown; the text says why, in Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFile:
    """A photo that stands in evidence/: which file, with which content, and its caption."""

    path: Path
    digest: Sha256
    caption: str

    def opened(self) -> Photo:
        """The picture for the page. Raises Unprintable."""
        from pipeline.pdf.images import ImageFault, office_print

        data = self.path.read_bytes()
        if sha256(data) != self.digest:
            raise Unprintable(f"照片 {self.path.name} 在生成途中被改动")
        seen = office_print(data, LONGEST)
        if isinstance(seen, ImageFault):
            raise Unprintable(f"照片 {self.path.name}：{seen.reason}")
        scale = min(WIDTH_MM / seen.width, HEIGHT_MM / seen.height)
        return Photo(
            data=seen.data, media="jpeg", caption=self.caption,
            width_mm=round(seen.width * scale, 1), height_mm=round(seen.height * scale, 1),
        )  # fmt: skip


def activity_photos(case: Case, year: int) -> tuple[Mapping[str, Any], ...]:
    """The photos that the activities of a year cite, two to a row: 左, and 右 or ""."""
    found: list[Mapping[str, Any]] = []
    for reference in references(case):
        inside = reference.place.file.endswith(f"/ledger-{year}.yaml")
        path = locate(case, reference.written)
        if not inside or path is None or not path.is_file():
            continue
        if reference.section[-1:] and reference.section[-1] in _SECTIONS:
            if media_of(path) not in ("jpeg", "png"):
                continue
            theme = str(getattr(reference.owner, "theme", "")) or path.stem
            picture = PictureFile(path=path, digest=sha256_of(path), caption=theme)
            date = getattr(reference.owner, "date", "")
            found.append(MappingProxyType({"题名": theme, "日期": date, "照片": picture}))
    rows = [(*found[at : at + 2], "")[:2] for at in range(0, min(len(found), MOST), 2)]
    return tuple(MappingProxyType({"左": left, "右": right}) for left, right in rows)
