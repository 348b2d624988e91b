"""The engine for those who want what LibreOffice draws: several runs of it side by side.

A document that a run gives no PDF of, or hangs on, is drawn once more by itself, and named; the
others are drawn all the same. What is drawn is checked like that of any engine.
"""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pipeline.documents.convert.prepare import Needs, Prepared, prepare
from pipeline.documents.convert.private_folder import sweep_left_folders
from pipeline.documents.convert.proof import prove
from pipeline.documents.convert.result import Converted, Order
from pipeline.documents.convert.signature import signed
from pipeline.documents.convert.soffice import INSTALL, OTHERWISE, draw, version_of
from pipeline.errors import PipelineError
from pipeline.pdf.enlarge import enlarged
from pipeline.pdf.pdfa import finish

PROGRAMS = ("soffice", "libreoffice", "soffice.com")
#: Below this, starting another soffice (1.7 s) costs more than it saves (0.2 s a document).
WORTH_A_RUN = 8
#: So many documents that hang one after the other are a fault of the program, not of them.
HANGS_IN_A_ROW = 3
#: What LibreOffice does not do by itself (see `Needs`).
NEEDS = Needs(plain_spacing=True)


@dataclass(frozen=True, slots=True)
class LibreOffice:
    """soffice in batches: 1.7 s for one document, 0.2 s for each of fifty (measured)."""

    program: Path
    name: str = "libreoffice"

    @classmethod
    def found(cls) -> LibreOffice:
        """The one on PATH. Raises PipelineError with how to install it."""
        for program in PROGRAMS:
            path = shutil.which(program)
            if path:
                return cls(Path(path))
        raise PipelineError("未找到 LibreOffice", INSTALL)

    @property
    def signature(self) -> str:
        return signed(version_of(self.program))

    def convert(
        self, docx: bytes, *, title: str, created: datetime.date, scale: int = 1
    ) -> Converted:
        (result,) = self.convert_many([Order(docx=docx, title=title, created=created, scale=scale)])
        if isinstance(result, PipelineError):
            raise result
        return result

    def convert_many(
        self, orders: Sequence[Order], *, jobs: int = 1
    ) -> tuple[Converted | PipelineError, ...]:
        """Half as many runs side by side as `jobs`: one keeps more than a processor busy."""
        sweep_left_folders()
        ready = [_prepared(order.docx) for order in orders]
        docs = {i: one.docx for i, one in enumerate(ready) if isinstance(one, Prepared)}
        drawn = self._drawn(docs, jobs)
        return tuple(
            one if isinstance(one, PipelineError) else _finished(order, one, drawn[index])
            for index, (order, one) in enumerate(zip(orders, ready, strict=True))
        )

    def _drawn(self, docs: Mapping[int, bytes], jobs: int) -> dict[int, bytes | PipelineError]:
        runs = max(1, min(jobs // 2, len(docs) // WORTH_A_RUN))
        shares = [dict(list(docs.items())[start::runs]) for start in range(runs)]
        with ThreadPoolExecutor(runs) as side_by_side:
            drawn = side_by_side.map(partial(drawn_or_named, self.program), shares)
            return {index: one for share in drawn for index, one in share.items()}


def drawn_or_named(program: Path, docs: Mapping[int, bytes]) -> dict[int, bytes | PipelineError]:
    """A PDF of each document, or why there is none after it was drawn once more by itself.

    soffice draws in the order it is given: where it was ended, or ended, the first without a PDF is
    the culprit, and the others go on without it.
    """
    found: dict[int, bytes | PipelineError] = {}
    left, in_vain = dict(docs), 0
    while left:
        run = draw(program, left)
        found |= run.pdfs
        left = {index: docx for index, docx in left.items() if index not in run.pdfs}
        if not left:
            break
        culprit = next(iter(left))
        alone = draw(program, {culprit: left.pop(culprit)})
        found[culprit] = alone.pdfs.get(culprit) or alone.fault_of(culprit)
        in_vain = in_vain + 1 if alone.late is not None and not run.pdfs else 0
        if in_vain == HANGS_IN_A_ROW:
            told = PipelineError("LibreOffice 接连停住，这一份没有再试", OTHERWISE)
            found |= dict.fromkeys(left, told)
            break
    return found


def _finished(
    order: Order, prepared: Prepared, pdf: bytes | PipelineError
) -> Converted | PipelineError:
    if isinstance(pdf, PipelineError):
        return pdf
    try:
        pdf = finish(enlarged(pdf, order.scale), title=order.title, created=order.created)
        proof = prove(prepared.text, pdf)
    except PipelineError as error:
        return error
    if proof.outside:
        return PipelineError(f"文字画到了纸外：{proof.outside[:40]}", "缩短该栏内容。")
    return Converted(
        pdf=pdf,
        pages=proof.pages,
        measures=proof.measures,
        fonts=proof.fonts,
        substitutions=prepared.substitutions,
    )


def _prepared(docx: bytes) -> Prepared | PipelineError:
    try:
        return prepare(docx, NEEDS)
    except PipelineError as error:
        return error
