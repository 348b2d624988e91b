"""How a rule is registered: one name for each subject and severity.

A row names its fault, what the rule looks at and needs, and in which matters its findings stand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol, TypeVar

from pipeline.diagnostics import RuleCode, Severity
from pipeline.dossier.paths import FileKind
from pipeline.rules.finding import (
    DOSSIER,
    EVERYTHING,
    NOTHING,
    BatchCheck,
    CaseCheck,
    Rule,
    WholeCheck,
)

_Check = TypeVar("_Check")
_Given = TypeVar("_Given", contravariant=True)


class Registered(Protocol[_Given]):
    """A rule from what its row says; see `Rule`."""

    def __call__(
        self,
        code: str,
        article: str,
        title: str,
        check: _Given,
        *settings: str,
        about: tuple[str, ...],
        needs: FileKind = EVERYTHING,
        parts: FileKind = NOTHING,
        family: str = "",
    ) -> Rule: ...


def _row(
    severity: Severity, judged_by: Callable[[Rule, _Check], Rule], always: FileKind = NOTHING
) -> Registered[_Check]:
    """Rows of one severity; `always` is what every rule about such a subject needs."""

    def row(
        code: str,
        article: str,
        title: str,
        check: _Check,
        *settings: str,
        about: tuple[str, ...],
        needs: FileKind = EVERYTHING,
        parts: FileKind = NOTHING,
        family: str = "",
    ) -> Rule:
        rule = Rule(
            code=RuleCode(code),
            article=article,
            title=title,
            about=about,
            severity=severity,
            settings=settings,
            needs=needs | always,
            parts=parts,
            family=family,
        )
        return judged_by(rule, check)

    return row


def _on_case(rule: Rule, check: CaseCheck) -> Rule:
    return replace(rule, on_case=check)


def _on_batch(rule: Rule, check: BatchCheck) -> Rule:
    return replace(rule, on_batch=check)


def _on_whole(rule: Rule, check: WholeCheck) -> Rule:
    return replace(rule, on_whole=check)


#: Over one studio: an error, a warning, a hint.
forbids = _row(Severity.ERROR, _on_case, DOSSIER)
warns = _row(Severity.WARNING, _on_case, DOSSIER)
hints = _row(Severity.NOTE, _on_case, DOSSIER)
#: Over one intake.
forbids_in_batch = _row(Severity.ERROR, _on_batch)
warns_in_batch = _row(Severity.WARNING, _on_batch)
#: Over all intakes.
forbids_anywhere = _row(Severity.ERROR, _on_whole)
warns_anywhere = _row(Severity.WARNING, _on_whole)
hints_anywhere = _row(Severity.NOTE, _on_whole)
