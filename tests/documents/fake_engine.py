"""An engine that draws nothing: the docx stands for its PDF."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.documents.convert import Converted, Order
from pipeline.errors import PipelineError


@dataclass(frozen=True, slots=True)
class FakeEngine:
    """Hands the docx back, under any signature."""

    signature: str = "none"
    name: str = "none"

    def convert(
        self, docx: bytes, *, title: str, created: datetime.date, scale: int = 1
    ) -> Converted:
        return Converted(pdf=docx, pages=1, measures=(), substitutions=(), fonts=())

    def convert_many(
        self, orders: Sequence[Order], *, jobs: int = 1
    ) -> tuple[Converted | PipelineError, ...]:
        return tuple(self.convert(one.docx, title=one.title, created=one.created) for one in orders)
