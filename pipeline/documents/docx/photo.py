"""A picture as a value: templates print it like text, `{{ photo }}`, also inside loops.

Knows drawing XML and nothing about files. The bytes were decoded and cleaned when the evidence
was read; here only the first bytes are compared with the claimed type.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import quoteattr

from pipeline.documents.docx.xml import OFFICE
from pipeline.files import sha256

#: English Metric Units in a millimetre (ECMA-376 part 1, 20.1.10.16).
EMU_PER_MM = 36_000
IMAGE_RELATIONSHIP = f"{OFFICE}/image"
_MAGIC = {"jpeg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}

_INLINE = (
    '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:extent cx="{cx}" cy="{cy}"/><wp:docPr id="{id}" name="photo{id}" descr={alt}/>'
    "<wp:cNvGraphicFramePr/>"
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:nvPicPr><pic:cNvPr id="{id}" name="photo{id}" descr={alt}/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="{relationship}"'
    ' xmlns:r="{office}"/>'
    "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """An image with its size on paper. `caption` is also the alternative text."""

    data: bytes
    media: Literal["jpeg", "png"]
    width_mm: float
    height_mm: float
    caption: str

    def __post_init__(self) -> None:
        if not self.data.startswith(_MAGIC[self.media]):
            raise ValueError(f"not a {self.media}: {self.data[:8]!r}")
        if not (0 < self.width_mm <= 2000 and 0 < self.height_mm <= 2000):
            raise ValueError(f"no size for paper: {self.width_mm} × {self.height_mm} mm")

    @property
    def part(self) -> str:
        """Where it lies in the docx: named by content, so one picture is stored once."""
        return f"word/media/{sha256(self.data)[:16]}.{self.media}"

    @property
    def relationship(self) -> str:
        return f"photo{sha256(self.data)[:16]}"

    def drawing(self, number: int) -> str:
        """The inline drawing for a run; `number` is unique in its document."""
        return _INLINE.format(
            cx=round(self.width_mm * EMU_PER_MM),
            cy=round(self.height_mm * EMU_PER_MM),
            id=1000 + number,
            alt=quoteattr(self.caption, {"\n": " ", "\r": " ", "\t": " "}),
            relationship=self.relationship,
            office=OFFICE,
        )
