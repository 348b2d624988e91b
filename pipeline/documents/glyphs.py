"""Characters that no typeface at hand can draw, found at their line before anything is rendered.

A missing glyph would print as an empty box in a signed paper, so it is an error here.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.diagnostics import Diagnostic, Place, Report, RuleCode, Severity
from pipeline.documents.convert import undrawable
from pipeline.dossier.load import Case
from pipeline.dossier.source import Source
from pipeline.dossier.tree import Rows, Table
from pipeline.dossier.workspace import Loaded


def undrawable_characters(loaded: Loaded) -> Report:
    """One diagnostic per value that holds such characters."""
    return Report.of(one for case in loaded.cases.values() for one in undrawable_in(case))


def undrawable_in(case: Case) -> Iterator[Diagnostic]:
    """As `undrawable_characters`, for one studio."""
    for source in case.sources.values():
        yield from _of_source(source)


def _of_source(source: Source) -> Iterator[Diagnostic]:
    if lacking := frozenset(undrawable(source.data.decode("utf-8-sig"))):
        yield from _walk(source.root, lacking)


def _walk(table: Table, lacking: frozenset[str]) -> Iterator[Diagnostic]:
    for key, value in table.items():
        if isinstance(value, Table):
            yield from _walk(value, lacking)
        elif isinstance(value, str):
            yield from _fault(value, table.marks.at(key), lacking)
        elif isinstance(value, Rows):
            for row, one in enumerate(value):
                if isinstance(one, Table):
                    yield from _walk(one, lacking)
                elif isinstance(one, str):
                    yield from _fault(one, table.marks.at(key, row), lacking)


def _fault(value: str, place: Place, lacking: frozenset[str]) -> Iterator[Diagnostic]:
    found = [c for c in dict.fromkeys(value) if c in lacking]
    if found:
        shown = "、".join(f"“{c}”（U+{ord(c):04X}）" for c in found[:5])
        yield Diagnostic(
            place=place,
            code=RuleCode("G01"),
            severity=Severity.ERROR,
            article="",
            message=f"没有字体能印出 {shown}",
            hint="换成常用字或通用符号；确需此字的，请装上含此字的字体。",
        )
