"""A photo that still lies in a folder: named and digested when planned, opened when printed.

A plan must stay cheap, so a value only names the file and its digest; whoever prints it asks for
the picture: upright, of bounded size, without camera data or location.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.documents.docx.photo import Photo
from pipeline.errors import PipelineError
from pipeline.files import Sha256, sha256

#: The room of one picture, two beside each other within the frame of 156 mm.
WIDTH_MM, HEIGHT_MM = 70.0, 54.0
#: 300 dpi over that width.
LONGEST = 830


class Unprintable(Exception):
    """The file cannot be shown; the text says why, in Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFile:
    """A photo that stands in evidence/: which file, with which content, and its caption."""

    path: Path
    digest: Sha256
    caption: str

    def opened(self) -> Photo:
        """The picture for the page. Raises Unprintable, and PipelineError for a file that was
        changed meanwhile."""
        from pipeline.pdf.images import ImageFault, office_print

        data = self.path.read_bytes()
        if sha256(data) != self.digest:
            raise PipelineError(f"照片 {self.path.name} 在生成途中被改动", "再运行一次。")
        seen = office_print(data, LONGEST)
        if isinstance(seen, ImageFault):
            raise Unprintable(f"照片 {self.path.name}：{seen.reason}")
        scale = min(WIDTH_MM / seen.width, HEIGHT_MM / seen.height)
        return Photo(
            data=seen.data,
            media="jpeg",
            caption=self.caption,
            width_mm=round(seen.width * scale, 1),
            height_mm=round(seen.height * scale, 1),
        )
