"""Proves that a PDF shows what the docx says, before anybody is given it.

An engine's exit code says nothing (measured: 0 with no file, 0 with half the text). What fails
here is the engine's fault, so a PipelineError; the caller's document is not to blame.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pipeline.documents.layout.measure import PageMeasure, measured
from pipeline.errors import PipelineError
from pipeline.pdf.drawing import drawings
from pipeline.pdf.letters import page_text
from pipeline.pdf.pdfa import fonts_of
from pipeline.pdf.read import PdfFault

ADVICE = "请换用另一转换引擎（--engine），并把该文档交给维护者。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What a PDF holds: its pages, its fonts, and the text that fell off the paper."""

    pages: int
    measures: tuple[PageMeasure, ...]
    outside: str
    fonts: tuple[str, ...]


def prove(said: str, pdf: bytes) -> Proof:
    """Check pages, fonts, every letter of `said`. Raises PipelineError on the first that fails."""
    try:
        drawn = drawings(pdf)
    except PdfFault as fault:
        raise PipelineError(f"转换得到的 PDF 无法读取：{fault.detail}", ADVICE) from fault
    if not drawn:
        raise PipelineError("转换得到的 PDF 没有页面", ADVICE)
    fonts = fonts_of(pdf)
    bare = [name for name, embedded in fonts.items() if not embedded]
    if bare:
        raise PipelineError(f"PDF 未嵌入字体：{'、'.join(bare)}", ADVICE)
    found = [page_text(page) for page in drawn]
    text = "".join(page.text for page in found)
    lost = missing_text(said, text)
    if lost:
        raise PipelineError(f"PDF 丢失了文字：{lost}", ADVICE)
    return Proof(
        pages=len(found),
        measures=measured(drawn),
        fonts=tuple(fonts),
        outside="".join(page.outside for page in found),
    )


def missing_text(said: str, shown: str) -> str | None:
    """The first paragraph of `said` that `shown` lacks letters of, or None.

    Letters are counted, not strings compared: a page break inside a cell puts the footer between
    two halves of a sentence. Kangxi radicals (⼯ for 工) are other letters, hence found.
    """
    lacking = Counter(_letters(said)) - Counter(_letters(shown))
    if not lacking:
        return None
    whole = "".join(_letters(shown))
    for line in said.splitlines():
        letters = "".join(_letters(line))
        if letters and letters not in whole and any(c in lacking for c in letters):
            return letters[:60]
    return "".join(lacking)[:60]


def _letters(text: str) -> list[str]:
    return [c for c in text if not c.isspace() and c.isprintable()]
