"""How a rule is registered: one helper for each subject and severity.

A row names its fault, what the rule looks at and needs, and in which matters its findings stand.
"""

from __future__ import annotations

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


def warns(
    code: str,
    article: str,
    title: str,
    check: CaseCheck,
    *settings: str,
    about: tuple[str, ...],
    needs: FileKind = EVERYTHING,
    parts: FileKind = NOTHING,
    family: str = "",
) -> Rule:
    """A rule over one studio that only warns."""
    return Rule(
        code=RuleCode(code),
        article=article,
        title=title,
        about=about,
        on_case=check,
        severity=Severity.WARNING,
        settings=settings,
        needs=needs | DOSSIER,
        parts=parts,
        family=family,
    )


def hints(
    code: str,
    article: str,
    title: str,
    check: CaseCheck,
    *settings: str,
    about: tuple[str, ...],
    needs: FileKind = EVERYTHING,
    parts: FileKind = NOTHING,
) -> Rule:
    """A rule over one studio that only informs."""
    return Rule(
        code=RuleCode(code),
        article=article,
        title=title,
        about=about,
        on_case=check,
        severity=Severity.NOTE,
        settings=settings,
        needs=needs | DOSSIER,
        parts=parts,
    )


def forbids(
    code: str,
    article: str,
    title: str,
    check: CaseCheck,
    *settings: str,
    about: tuple[str, ...],
    needs: FileKind = EVERYTHING,
    parts: FileKind = NOTHING,
    family: str = "",
) -> Rule:
    """A rule over one studio whose breach is an error."""
    return Rule(
        code=RuleCode(code),
        article=article,
        title=title,
        about=about,
        on_case=check,
        settings=settings,
        needs=needs | DOSSIER,
        parts=parts,
        family=family,
    )


def forbids_in_batch(
    code: str,
    article: str,
    title: str,
    check: BatchCheck,
    *settings: str,
    about: tuple[str, ...],
    needs: FileKind = EVERYTHING,
    family: str = "",
) -> Rule:
    """A rule over one intake whose breach is an error."""
    return Rule(
        code=RuleCode(code),
        article=article,
        title=title,
        about=about,
        on_batch=check,
        settings=settings,
        needs=needs,
        family=family,
    )


def warns_in_batch(
    code: str,
    article: str,
    title: str,
    check: BatchCheck,
    *settings: str,
    about: tuple[str, ...],
    needs: FileKind = EVERYTHING,
    family: str = "",
) -> Rule:
    """A rule over one intake that only warns."""
    return Rule(
        code=RuleCode(code),
        article=article,
        title=title,
        about=about,
        on_batch=check,
        severity=Severity.WARNING,
        settings=settings,
        needs=needs,
        family=family,
    )


def forbids_anywhere(
    code: str,
    article: str,
    title: str,
    check: WholeCheck,
    *,
    about: tuple[str, ...],
    needs: FileKind = EVERYTHING,
    parts: FileKind = NOTHING,
    family: str = "",
) -> Rule:
    """A rule over all intakes whose breach is an error."""
    return Rule(
        code=RuleCode(code),
        article=article,
        title=title,
        about=about,
        on_whole=check,
        needs=needs,
        parts=parts,
        family=family,
    )


def warns_anywhere(
    code: str,
    article: str,
    title: str,
    check: WholeCheck,
    *,
    about: tuple[str, ...],
    needs: FileKind = EVERYTHING,
    parts: FileKind = NOTHING,
    severity: Severity = Severity.WARNING,
    family: str = "",
) -> Rule:
    """A rule over all intakes that only warns, or only informs."""
    return Rule(
        code=RuleCode(code),
        article=article,
        title=title,
        about=about,
        on_whole=check,
        severity=severity,
        needs=needs,
        parts=parts,
        family=family,
    )
