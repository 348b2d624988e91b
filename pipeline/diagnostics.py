"""What is wrong in somebody's file, as values: collected, sorted, printed later.

This module knows no rule and no file format; it must not print.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NewType

RuleCode = NewType("RuleCode", str)
#: Of a file that cannot be read: how many rules were not asked because of it.
UNASKED = RuleCode("R13")
#: Of a 放行 in force: what the union let pass, why, and who agreed.
WAIVED = RuleCode("S04")
#: Of a remark of the union that silences something: what, and why.
REMARKED = RuleCode("S08")
#: What is let pass, and so is no fault: always told of.
IN_FORCE = (WAIVED, REMARKED)


class Severity(StrEnum):
    """错误 blocks the documents that depend on it; 警告 does not; 提示 only informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def label(self) -> str:
        return {"error": "错误", "warning": "警告", "note": "提示"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A spot in a file. `line` and `column` count from 1; `file` is relative to the workspace."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One fault: where it stands, what it is, which article asks otherwise, what to type.

    `concerns` are the studios (YEAR/SLUG) of which a finding in the file of their intake tells.
    """

    place: Place
    code: RuleCode
    severity: Severity
    article: str
    message: str
    hint: str
    related: tuple[Place, ...] = ()
    concerns: tuple[str, ...] = ()

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        return (self.place.file, self.place.line, self.place.column, self.code, self.message)

    def as_json(self) -> dict[str, str | int]:
        """The stable form others read: see README, 「机器可读输出」."""
        return {
            "file": self.place.file,
            "line": self.place.line,
            "column": self.place.column,
            "code": self.code,
            "severity": self.severity.value,
            "article": self.article,
            "message": self.message,
            "hint": self.hint,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """All diagnostics of a run, in a fixed order and without repetitions: what is said of one spot
    because of several others is said once, with all of those."""

    diagnostics: tuple[Diagnostic, ...] = ()

    @classmethod
    def of(cls, found: Iterable[Diagnostic]) -> Report:
        return cls(tuple(sorted(_told_once(found), key=lambda one: one.sort_key)))

    def __add__(self, other: Report) -> Report:
        return Report.of((*self.diagnostics, *other.diagnostics))

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.diagnostics)

    def __len__(self) -> int:
        return len(self.diagnostics)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        return tuple(d for d in self.diagnostics if d.severity is Severity.ERROR)

    @property
    def unasked(self) -> tuple[Diagnostic, ...]:
        """What says that rules were not asked: where there is any, silence proves nothing."""
        return tuple(d for d in self.diagnostics if d.code == UNASKED)

    def count(self, severity: Severity) -> int:
        return sum(d.severity is severity for d in self.diagnostics)


def _told_once(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    same: dict[Diagnostic, set[tuple[Place, ...]]] = defaultdict(set)
    whose: dict[Diagnostic, set[str]] = defaultdict(set)
    for one in found:
        alike = replace(one, related=(), concerns=())
        same[alike].add(one.related)
        whose[alike].update(one.concerns)
    for alike, groups in same.items():
        one = replace(alike, concerns=tuple(sorted(whose[alike])))
        if len(groups) == 1:
            yield replace(one, related=next(iter(groups)))
        else:
            places = {place for group in groups for place in group}
            order = sorted(places, key=lambda place: (place.file, place.line, place.column))
            yield replace(one, related=tuple(order))


def code_typed(typed: str) -> str:
    """A code as people type it → as it is written: A06-2a."""
    return typed.strip()[:1].upper() + typed.strip()[1:].lower()


def visible(text: str, limit: int = 60) -> str:
    """`text` for a message: control, format and surrogate characters, and spaces that look like
    another, shown as escapes.

    A dossier may hold terminal escape sequences; they must never reach the terminal.
    """
    cut = text if len(text) <= limit else text[: limit - 1] + "…"
    if cut.isprintable():
        return cut
    return "".join(
        c
        if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp", "Zs")
        or c in " \u3000"
        else f"\\u{ord(c):04x}"
        for c in cut
    )
