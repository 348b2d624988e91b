"""The engine that needs nothing installed: rdocx in this process. Its only importer."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version

from pipeline.documents.convert.pagefields import ONE_DIGIT
from pipeline.documents.convert.prepare import Foot, Needs, Prepared, prepare
from pipeline.documents.convert.proof import Proof, prove
from pipeline.documents.convert.result import Converted, Order, Substitution
from pipeline.documents.convert.signature import signed
from pipeline.documents.layout.findings import stranded
from pipeline.documents.layout.official import crowded_imprint, room_below_imprint
from pipeline.errors import PipelineError
from pipeline.pdf.enlarge import enlarged
from pipeline.pdf.graft import grafted, is_longer
from pipeline.pdf.pdfa import finish
from pipeline.workers import pool

#: Below this, starting processes (1 s each) costs more than it saves (0.1–0.2 s a document).
WORTH_A_POOL = 12
#: What rdocx does not do by itself, whatever the document (see `Needs`).
NEEDS = Needs(firm_top=True, break_words=True)


@dataclass(frozen=True, slots=True)
class Embedded:
    """rdocx, then PDF/A-2b; same docx and same fonts, same bytes."""

    name: str = "embedded"

    @classmethod
    def found(cls) -> Embedded:
        """Raises PipelineError if this system's rdocx is missing or does not load."""
        try:
            import rdocx  # noqa: F401
        except ImportError as error:
            raise PipelineError(
                f"内置转换引擎无法载入：{error}", "重新安装本程序：pip install rdocx==0.16.3"
            ) from error
        return cls()

    @property
    def signature(self) -> str:
        return signed(_rdocx())

    def convert(
        self, docx: bytes, *, title: str, created: datetime.date, scale: int = 1
    ) -> Converted:
        order = Order(docx=docx, title=title, created=created, scale=scale)
        drawn = _drawn(order, NEEDS)
        while (needs := _shown_by(drawn)) != drawn.needs:
            drawn = _drawn(order, needs)
        if crowded_imprint(drawn.proof.measures):
            drawn = _with_imprint_in_flow(order, needs)
        if outside := drawn.proof.outside:
            raise PipelineError(
                f"文字画到了纸外：{outside[:40]}",
                "缩短该栏内容，或改模板（行高用「最小值」，长栏不要垂直居中）。",
            )
        return Converted(
            pdf=drawn.pdf,
            pages=drawn.proof.pages,
            measures=drawn.proof.measures,
            fonts=drawn.proof.fonts,
            substitutions=drawn.substitutions,
        )

    def convert_many(
        self, orders: Sequence[Order], *, jobs: int = 1
    ) -> tuple[Converted | PipelineError, ...]:
        if jobs <= 1 or len(orders) < WORTH_A_POOL:
            return tuple(map(_attempt, orders))
        try:
            return tuple(_pool(jobs).map(_attempt, orders, chunksize=4))
        except BrokenProcessPool as error:
            _pool.cache_clear()
            raise PipelineError("转换进程意外终止", "可能内存不足：用 --jobs 1 重试。") from error


@cache
def _rdocx() -> str:
    return f"rdocx {version('rdocx')}"


@cache
def _pool(jobs: int) -> ProcessPoolExecutor:
    """Workers that stay for the whole run: a new one takes 1–2 s to load the typefaces."""
    return pool(jobs)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    """A proven drawing, and what rdocx was helped with for it."""

    needs: Needs
    pdf: bytes
    proof: Proof
    substitutions: tuple[Substitution, ...]


def _drawn(order: Order, needs: Needs) -> _Drawn:
    prepared, pages = _numbered(order.docx, needs)
    pdf = finish(enlarged(pages, order.scale), title=order.title, created=order.created)
    proof = prove(prepared.text, pdf)
    return _Drawn(needs=needs, pdf=pdf, proof=proof, substitutions=prepared.substitutions)


def _shown_by(drawn: _Drawn) -> Needs:
    """What the drawing shows that rdocx must be helped with. It only grows, so that asking ends.

    Measured: rdocx never splits a row with a centred cell and runs off the paper; see also
    `page_breaks`.
    """
    needs, proof = drawn.needs, drawn.proof
    return replace(
        needs,
        split_rows=needs.split_rows or bool(proof.outside),
        titles=needs.titles | {text for _, text in stranded(proof.measures)},
    )


def _with_imprint_in_flow(order: Order, needs: Needs) -> _Drawn:
    """Drawn to see where the 版记 comes to stand, then again with it at the frame's foot."""
    for apart in (False, True):
        flowing = _drawn(order, replace(needs, foot=Foot(apart=apart, drop=0.0)))
        room = room_below_imprint(flowing.proof.measures)
        if room is not None:
            break
    return _drawn(order, replace(needs, foot=Foot(apart=apart, drop=room or 0.0)))


def _numbered(docx: bytes, needs: Needs) -> tuple[Prepared, bytes]:
    """Drawn with page numbers that leave no blank: pages of one digit and of two need different
    room, so a longer document is drawn both ways (see `pagefields`)."""
    prepared = prepare(docx, replace(needs, tight_pages=True))
    tight = _pages(prepared)
    if not is_longer(tight, ONE_DIGIT):
        return prepared, tight
    prepared = prepare(docx, needs)
    return prepared, grafted(_pages(prepared), tight, ONE_DIGIT)


def _pages(prepared: Prepared) -> bytes:
    import rdocx

    fonts = [(face.family, data) for face in prepared.faces for data in face.read()]
    try:
        return bytes(rdocx.Document.from_bytes(prepared.docx).to_pdf(fonts=fonts))
    except (rdocx.RdocxError, ValueError, OSError) as error:
        raise PipelineError(
            f"内置引擎不能转换该文档：{error}", "请用 --engine libreoffice 重试。"
        ) from error


def _attempt(order: Order) -> Converted | PipelineError:
    try:
        return Embedded().convert(
            order.docx, title=order.title, created=order.created, scale=order.scale
        )
    except PipelineError as error:
        return error
