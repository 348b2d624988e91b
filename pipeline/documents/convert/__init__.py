"""Turns a docx into checked PDF/A-2b: one interface, two engines.

Light to import: fonts, rdocx, pikepdf and pypdf are loaded when first used.
"""

from __future__ import annotations

from pipeline.documents.convert.faces import undrawable, unlisted
from pipeline.documents.convert.result import Converted, Engine, Order, Substitution
from pipeline.errors import PipelineError

__all__ = [
    "ENGINES", "Converted", "Engine", "Order", "Substitution", "engine_named", "undrawable",
    "unlisted",
]  # fmt: skip

ENGINES = ("embedded", "libreoffice")


def engine_named(name: str) -> Engine:
    """The engine of that name, ready to use. Raises PipelineError (exit 3) if it is missing."""
    if name == "embedded":
        from pipeline.documents.convert.embedded import Embedded

        return Embedded.found()
    if name == "libreoffice":
        from pipeline.documents.convert.libreoffice import LibreOffice

        return LibreOffice.found()
    raise PipelineError(f"没有名为 {name} 的转换引擎", f"可用：{'、'.join(ENGINES)}。")
