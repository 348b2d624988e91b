"""What a conversion yields, and what an engine is. Values only."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from pipeline.documents.layout.measure import PageMeasure


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Substitution:
    """A face the document asks for and the face that drew it."""

    wanted: str
    used: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """A PDF/A-2b file, checked, with what must be known about how it came to be.

    `fonts` are the PostScript names embedded: same docx, engine and fonts make the same bytes.
    """

    pdf: bytes
    pages: int
    measures: tuple[PageMeasure, ...]
    substitutions: tuple[Substitution, ...]
    fonts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One document to convert: the docx and what the PDF says about itself."""

    docx: bytes
    title: str
    created: datetime.date
    #: How many times the size of the docx page the PDF page has.
    scale: int = 1


class Engine(Protocol):
    """Turns a docx into PDF/A. Every failure is a PipelineError (exit 3)."""

    @property
    def name(self) -> str: ...

    @property
    def signature(self) -> str:
        """What decides the bytes besides the document: versions and faces, as one line.

        A document made under another signature is not fresh.
        """
        ...

    def convert(
        self, docx: bytes, *, title: str, created: datetime.date, scale: int = 1
    ) -> Converted: ...

    def convert_many(
        self, orders: Sequence[Order], *, jobs: int = 1
    ) -> tuple[Converted | PipelineError, ...]:
        """Each order's result in its place; one that fails does not stop the others."""
        ...
