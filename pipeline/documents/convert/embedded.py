"""The engine that needs nothing installed: rdocx in this process. Its only importer."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import cache, partial

from pipeline.documents.convert.pagefields import ONE_DIGIT
from pipeline.documents.convert.prepare import Prepared, prepare
from pipeline.documents.convert.proof import Proof, prove
from pipeline.documents.convert.result import Converted, Order
from pipeline.documents.layout.findings import stranded
from pipeline.documents.layout.official import crowded_imprint, room_below_imprint
from pipeline.errors import ExitCode, PipelineError
from pipeline.pdf.enlarge import enlarged
from pipeline.pdf.graft import grafted, page_count
from pipeline.pdf.pdfa import finish
from pipeline.workers import pool

#: Below this, starting processes (1 s each) costs more than it saves (0.1–0.2 s a document).
WORTH_A_POOL = 12


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

    def convert(
        self, docx: bytes, *, title: str, created: datetime.date, scale: int = 1
    ) -> Converted:
        wish = _Wish()
        while True:
            prepared, pdf, proof = _proven(docx, wish, title, created, scale)
            more = wish.after(proof)
            if more == wish:
                break
            wish = more
        if crowded_imprint(proof.measures):
            prepared, pdf, proof = _with_imprint_in_flow(docx, wish, title, created, scale)
        if proof.outside:
            raise PipelineError(
                f"文字画到了纸外：{proof.outside[:40]}",
                "缩短该栏内容，或改模板（行高用「最小值」，长栏不要垂直居中）。",
            )
        return Converted(
            pdf=pdf,
            pages=proof.pages,
            measures=proof.measures,
            engine=self.name,
            fonts=proof.fonts,
            substitutions=prepared.substitutions,
        )

    def convert_many(
        self, orders: Sequence[Order], *, jobs: int = 1
    ) -> tuple[Converted | PipelineError, ...]:
        if jobs <= 1 or len(orders) < WORTH_A_POOL:
            return tuple(_restored(_attempt(order)) for order in orders)
        try:
            return tuple(map(_restored, _pool(jobs).map(_attempt, orders, chunksize=4)))
        except BrokenProcessPool as error:
            _pool.cache_clear()
            raise PipelineError("转换进程意外终止", "可能内存不足：用 --jobs 1 重试。") from error


@cache
def _pool(jobs: int) -> ProcessPoolExecutor:
    """Workers that stay for the whole run: a new one takes 1–2 s to load the typefaces."""
    return pool(jobs)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """What a drawing showed that rdocx must be asked for. It only grows, so that asking ends.

    Measured: rdocx never splits a row with a centred cell and runs off the paper; see also
    `page_breaks`.
    """

    split_rows: bool = False
    titles: frozenset[str] = frozenset()
    foot: tuple[bool, float] | None = None

    def after(self, proof: Proof) -> _Wish:
        return replace(
            self,
            split_rows=self.split_rows or bool(proof.outside),
            titles=self.titles | {text for _, text in stranded(proof.measures)},
        )


def _proven(
    docx: bytes, wish: _Wish, title: str, created: datetime.date, scale: int
) -> tuple[Prepared, bytes, Proof]:
    prepared, drawn = _numbered(docx, wish)
    pdf = finish(enlarged(drawn, scale), title=title, created=created)
    return prepared, pdf, prove(prepared.text, pdf)


def _with_imprint_in_flow(
    docx: bytes, wish: _Wish, title: str, created: datetime.date, scale: int
) -> tuple[Prepared, bytes, Proof]:
    """Drawn to see where the 版记 comes to stand, then again with it at the frame's foot."""
    for apart in (False, True):
        flowing = _proven(docx, replace(wish, foot=(apart, 0.0)), title, created, scale)
        room = room_below_imprint(flowing[2].measures)
        if room is not None:
            break
    return _proven(docx, replace(wish, foot=(apart, room or 0.0)), title, created, scale)


def _numbered(docx: bytes, wish: _Wish) -> tuple[Prepared, bytes]:
    """Drawn with page numbers that leave no blank: pages of one digit and of two need different
    room, so a longer document is drawn both ways (see `pagefields`)."""
    ask = partial(
        prepare,
        docx,
        split_rows=wish.split_rows,
        titles=wish.titles,
        foot=wish.foot,
        firm_top=True,
        break_words=True,
    )
    prepared = ask(tight_pages=True)
    tight = _drawn(prepared)
    if page_count(tight) <= ONE_DIGIT:
        return prepared, tight
    prepared = ask()
    return prepared, grafted(_drawn(prepared), tight, ONE_DIGIT)


def _drawn(prepared: Prepared) -> bytes:
    import rdocx

    fonts = [(face.family, data) for face in prepared.faces for data in face.read()]
    try:
        return bytes(rdocx.Document.from_bytes(prepared.docx).to_pdf(fonts=fonts))
    except (rdocx.RdocxError, ValueError, OSError) as error:
        raise PipelineError(
            f"内置引擎不能转换该文档：{error}", "请用 --engine libreoffice 重试。"
        ) from error


#: PipelineError does not survive pickling, its three fields do.
_Failure = tuple[str, str, ExitCode]


def _attempt(order: Order) -> Converted | _Failure:
    try:
        return Embedded().convert(
            order.docx, title=order.title, created=order.created, scale=order.scale
        )
    except PipelineError as error:
        return (error.message, error.advice, error.exit_code)


def _restored(result: Converted | _Failure) -> Converted | PipelineError:
    return result if isinstance(result, Converted) else PipelineError(*result)
