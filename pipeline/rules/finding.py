"""What a rule says, and what is known about a rule. A rule is a function named after its fault.

Three subjects: one studio (`Placed`), one intake (`Batch`), all intakes together (`Whole`).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.diagnostics import Diagnostic, Place, RuleCode, Severity
from pipeline.dossier.evidence import EvidenceReference, Seen
from pipeline.dossier.intake import Intake
from pipeline.dossier.load import Case
from pipeline.lifecycle import Stage
from pipeline.policies import Rulebook
from pipeline.rules.outline import Outline

_CODE = "{code}"
#: End of a hint for what cannot be mended any more: the reason goes on record, the rule is waived.
NOTED = f"在备注里写明原因，这一行末尾加“# 忽略 {_CODE}：见备注”。"


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault as the rule sees it; code, severity and article are the registry's."""

    place: Place
    message: str
    hint: str
    related: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What a case rule judges: the case and its stage. `stage.policy` holds the thresholds.

    `references` and `present` are what the files cite and what lies in evidence/: listed once,
    since several rules need them and a folder listing is the dearest thing a rule could do.
    `unread` says that a file of the studio could not be used, so that nothing follows from what
    seems to be missing. `evidence` holds where each written name lies, None for one that leads out;
    `seen` those that are files.
    """

    case: Case
    stage: Stage
    today: datetime.date
    references: tuple[EvidenceReference, ...] = ()
    present: tuple[str, ...] = ()
    evidence: Mapping[str, Path | None] = field(default_factory=dict)
    seen: Mapping[str, Seen] = field(default_factory=dict)
    unread: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What an intake rule judges: one year's studios together, by the workspace's rulebook."""

    year: int
    intake: Intake | None
    members: tuple[Outline, ...]
    today: datetime.date
    rulebook: Rulebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """What a rule over all intakes judges: people, document numbers and vouchers."""

    batches: tuple[Batch, ...]
    today: datetime.date

    @property
    def members(self) -> Iterator[Outline]:
        for batch in self.batches:
            yield from batch.members


Subject = Placed | Batch | Whole
CaseCheck = Callable[[Placed], Iterable[Finding]]
BatchCheck = Callable[[Batch], Iterable[Finding]]
WholeCheck = Callable[[Whole], Iterable[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A row of the registry. `article` is "6.2" for 第六条（二）; `title` names the fault in
    Chinese; `settings` are the policy keys that decide it. Exactly one `on_…` is given, or one
    for the studio and one for its intake when the same fault can stand in either file.

    An error is a paper that contradicts itself, another paper or the order of the articles, and
    can be mended; a warning is a shortfall in fact, or a figure the rule document only aims at.
    """

    code: RuleCode
    article: str
    title: str
    severity: Severity = Severity.ERROR
    on_case: CaseCheck | None = None
    on_batch: BatchCheck | None = None
    on_whole: WholeCheck | None = None
    settings: tuple[str, ...] = ()

    def judge(self, subject: Subject) -> Iterator[Diagnostic]:
        found: Iterable[Finding] = ()
        if isinstance(subject, Placed):
            found = self.on_case(subject) if self.on_case else ()
        elif isinstance(subject, Batch):
            found = self.on_batch(subject) if self.on_batch else ()
        else:
            found = self.on_whole(subject) if self.on_whole else ()
        for finding in found:
            yield Diagnostic(
                place=finding.place,
                code=self.code,
                severity=self.severity,
                article=self.article,
                message=finding.message,
                hint=finding.hint.replace(_CODE, self.code),
                related=finding.related,
            )


def warns(code: str, article: str, title: str, check: CaseCheck, *settings: str) -> Rule:
    """A rule over one studio that only warns."""
    return Rule(
        code=RuleCode(code),
        article=article,
        title=title,
        on_case=check,
        severity=Severity.WARNING,
        settings=settings,
    )


def forbids(code: str, article: str, title: str, check: CaseCheck, *settings: str) -> Rule:
    """A rule over one studio whose breach is an error."""
    return Rule(code=RuleCode(code), article=article, title=title, on_case=check, settings=settings)


def forbids_in_batch(
    code: str, article: str, title: str, check: BatchCheck, *settings: str
) -> Rule:
    """A rule over one intake whose breach is an error."""
    return Rule(
        code=RuleCode(code), article=article, title=title, on_batch=check, settings=settings
    )


def warns_in_batch(code: str, article: str, title: str, check: BatchCheck, *settings: str) -> Rule:
    """A rule over one intake that only warns."""
    return Rule(
        code=RuleCode(code),
        article=article,
        title=title,
        on_batch=check,
        severity=Severity.WARNING,
        settings=settings,
    )


def forbids_anywhere(code: str, article: str, title: str, check: WholeCheck) -> Rule:
    """A rule over all intakes whose breach is an error."""
    return Rule(code=RuleCode(code), article=article, title=title, on_whole=check)
