"""What a rule says, and what is known about a rule. A rule is a function named after its fault."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pipeline.diagnostics import Diagnostic, Place, RuleCode, Severity
from pipeline.dossier.intake import Intake
from pipeline.dossier.load import Case
from pipeline.lifecycle import Stage


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault as the rule sees it; code, severity and article are the registry's."""

    place: Place
    message: str
    hint: str
    related: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What a case rule judges: the case and its stage. `stage.policy` holds the thresholds."""

    case: Case
    stage: Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What an intake rule judges: one year's studios together."""

    year: int
    intake: Intake | None
    members: tuple[Placed, ...]


CaseCheck = Callable[[Placed], Iterable[Finding]]
BatchCheck = Callable[[Batch], Iterable[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A row of the registry. `article` is "6.2" for 第六条（二）; `title` names the fault in
    Chinese; `settings` are the policy keys that decide it."""

    code: RuleCode
    article: str
    title: str
    severity: Severity = Severity.ERROR
    on_case: CaseCheck | None = None
    on_batch: BatchCheck | None = None
    settings: tuple[str, ...] = ()

    def judge(self, subject: Placed | Batch) -> Iterator[Diagnostic]:
        check = self.on_case if isinstance(subject, Placed) else self.on_batch
        if check is None:
            return
        for finding in check(subject):  # type: ignore[arg-type]
            yield Diagnostic(
                place=finding.place,
                code=self.code,
                severity=self.severity,
                article=self.article,
                message=finding.message,
                hint=finding.hint,
                related=finding.related,
            )
