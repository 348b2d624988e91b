"""What a rule says, and what is known about a rule. A rule is a function named after its fault.

Three subjects: one studio (`Placed`), one intake (`Batch`), all intakes together (`Whole`).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.diagnostics import Diagnostic, Place, RuleCode, Severity
from pipeline.dossier.acts.deciding import Deciding
from pipeline.dossier.evidence import EvidenceReference, Seen
from pipeline.dossier.intake import Intake
from pipeline.dossier.load import Case
from pipeline.dossier.paths import FileKind, owner_of
from pipeline.foreign.look import Look, Looking, looks_nowhere
from pipeline.lifecycle import Stage
from pipeline.policies import Policy, Rulebook
from pipeline.policies.sections import Switch
from pipeline.policies.settings import ASSUMED_REMARK
from pipeline.rules.act_days import Days, day_at, intake_days, record_days
from pipeline.rules.compared.outline import Outline

#: What a rule can need, in the words of its row.
NOTHING = FileKind.OTHER
DOSSIER, RECORD, LEDGERS, INTAKE = (
    FileKind.DOSSIER,
    FileKind.RECORD,
    FileKind.LEDGER,
    FileKind.INTAKE,
)
EVERYTHING = DOSSIER | RECORD | LEDGERS | INTAKE

_CODE = "{code}"
#: End of a hint for what cannot be mended any more: the reason goes on record, the rule is waived.
NOTED = f"在备注里写明原因，这一行末尾加“# 忽略 {_CODE}：见备注”。"


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault as the rule sees it; code and severity are the registry's, and so is the article,
    unless a rule over acts of several articles says which of them orders this one."""

    place: Place
    message: str
    hint: str
    related: tuple[Place, ...] = ()
    article: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What a case rule judges: the case and its stage.

    Two days choose the thresholds. An act, and the application, are judged by the policy in force
    on their own day (`policy_on`, `applied_under`): nobody could know a later one. What a cycle
    owes and gets (its length, its money, its ledgers, what falls due in it) was settled when it
    began: `stage.policy`, that of the naming day.

    `references` and `present` are what the files cite and what lies in evidence/: listed once,
    since several rules need them and a folder listing is the dearest thing a rule could do.
    `evidence` holds where each written name lies, None for one that leads out;
    `seen` those that are files; `looks` what was found in them, where anybody looked.
    """

    case: Case
    stage: Stage
    today: datetime.date
    references: tuple[EvidenceReference, ...] = ()
    present: tuple[str, ...] = ()
    evidence: Mapping[str, Path | None] = field(default_factory=dict)
    seen: Mapping[str, Seen] = field(default_factory=dict)
    looks: Mapping[str, Look] = field(default_factory=dict)

    @property
    def policies(self) -> tuple[Policy, ...]:
        return self.case.rulebook.policies

    def policy_at(self, place: Place) -> Policy:
        """By which policy a finding is weighed: that of the application's or the act's day; in
        the ledgers the studio's."""
        kind = owner_of(place).kind
        if kind is FileKind.DOSSIER:
            return self.applied_under
        days: Days = ()
        if kind is FileKind.RECORD:
            days = record_days(self.case.record)
        elif kind is FileKind.INTAKE:
            days = intake_days(self.case.intake)
        day = day_at(days, place)
        return self.policy_on(day) if day else self.stage.policy

    def policy_on(self, day: datetime.date) -> Policy:
        """The policy that judges an act of `day`."""
        return self.case.rulebook.on(day)

    @property
    def applied_under(self) -> Policy:
        """The policy that judges the application: that of the day on which it was signed."""
        return self.policy_on(self.case.dossier.pledge.date)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What an intake rule judges: one year's studios together, by the workspace's rulebook.

    `folders` are all studios, those too whose dossier cannot be read; `lacking` says of members by
    slug which of their files cannot.
    """

    year: int
    intake: Intake | None
    members: tuple[Outline, ...]
    today: datetime.date
    rulebook: Rulebook
    folders: frozenset[str] = frozenset()
    lacking: Mapping[str, FileKind] = field(default_factory=dict)

    @property
    def policy(self) -> Policy:
        """That of the naming, until then that of the call: as for the studios themselves."""
        if self.intake is None:
            return self.rulebook.on(self.today)
        days = [one.naming.date for one in self.rounds if one.naming]
        return self.rulebook.on(min(days, default=self.intake.call.date))

    @property
    def rounds(self) -> tuple[Deciding, ...]:
        """The intake's own decision, then its supplements."""
        return self.intake.rounds if self.intake else ()

    def left(self, slug: str, before: datetime.date) -> bool:
        """Whether a studio had withdrawn or was criticised by then."""
        gone = next((one.left for one in self.members if one.slug == slug), None)
        return gone is not None and gone <= before

    @property
    def policies(self) -> tuple[Policy, ...]:
        return self.rulebook.policies

    def policy_at(self, place: Place) -> Policy:
        """As for one studio, of whichever member a finding tells, or of the intake itself."""
        owner = owner_of(place)
        member = next((one for one in self.members if one.slug == owner.slug), None)
        day: datetime.date | None = None
        if owner.kind is FileKind.INTAKE:
            day = day_at(intake_days(self.intake), place)
        elif member and owner.kind is FileKind.DOSSIER:
            day = member.applied
        elif member and owner.kind is FileKind.RECORD:
            day = day_at(member.act_days, place)
        return self.rulebook.on(day) if day else self.policy

    def without(self, needs: FileKind) -> Batch:
        """For a rule that needs these files: without the members that lack one of them."""
        left_out = {slug for slug, kinds in self.lacking.items() if kinds & needs}
        if not left_out:
            return self
        return replace(self, members=tuple(m for m in self.members if m.slug not in left_out))


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """What a rule over all intakes judges: people, papers, document numbers and vouchers. `root`
    is the workspace, where the evidence of two studios that looks alike can be read whole, and
    that of an intake be opened by `looking`."""

    batches: tuple[Batch, ...]
    today: datetime.date
    root: Path | None = None
    looking: Looking = looks_nowhere

    @property
    def members(self) -> Iterator[Outline]:
        for batch in self.batches:
            yield from batch.members

    @property
    def policies(self) -> tuple[Policy, ...]:
        return self.batches[0].policies if self.batches else ()

    def policy_at(self, place: Place) -> Policy:
        """As in the intake in whose files a finding stands."""
        year = owner_of(place).year
        return next(batch for batch in self.batches if batch.year == year).policy_at(place)

    def without(self, needs: FileKind) -> Whole:
        """As for one batch."""
        return replace(self, batches=tuple(batch.without(needs) for batch in self.batches))


RuleSubject = Placed | Batch | Whole
CaseCheck = Callable[[Placed], Iterable[Finding]]
BatchCheck = Callable[[Batch], Iterable[Finding]]
WholeCheck = Callable[[Whole], Iterable[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A row of the registry. `article` is "6.2" for 第六条（二）; `title` names the fault in
    Chinese; `settings` are the policy keys that decide it. Exactly one `on_…` is given, or one
    for the studio and one for its intake when the same fault can stand in either file.

    `needs` are the files that must have been read for what the rule says to be true: with one of
    them missing it is not asked of that studio. Every file, unless the row says less, so that a
    row which forgets to say so is told of as not asked, rather than crying after what is missing.
    What hangs on the cycle needs the record and the intake; what asks `stage.policy` needs the
    intake, whose naming day chooses it. `parts` are files
    of which the rule judges one passage by itself: without one of them it says less, and nothing
    untrue, so it is asked of the others. `about` are the matters in which its findings stand (see
    `matters`): an error holds back every paper that states one of them or rests on it.
    `family` is set where the basis is not the articles: a line of the policy's `switches`, which
    then decides the severity, or that nobody asks; `severity` is what comes with the program. The
    policy is that of the day of what a finding tells of, so the rule is asked if any asks it.

    An error is a paper that contradicts itself, another paper or the order of the articles, and
    can be mended; a warning is a shortfall in fact, or a figure the rule document only aims at.
    """

    code: RuleCode
    article: str
    title: str
    about: tuple[str, ...]
    severity: Severity = Severity.ERROR
    on_case: CaseCheck | None = None
    on_batch: BatchCheck | None = None
    on_whole: WholeCheck | None = None
    settings: tuple[str, ...] = ()
    needs: FileKind = EVERYTHING
    parts: FileKind = NOTHING
    family: str = ""

    def severity_under(self, policy: Policy) -> Severity | None:
        """What its findings are where `policy` is in force; None: it is not asked there."""
        return _SWITCHED[policy.switch(self.family)] if self.family else self.severity

    def judge(self, subject: RuleSubject) -> Iterator[Diagnostic]:
        if self.family and not any(map(self.severity_under, subject.policies)):
            return
        found: Iterable[Finding] = ()
        if isinstance(subject, Placed):
            found = self.on_case(subject) if self.on_case else ()
        elif isinstance(subject, Batch):
            found = self.on_batch(subject.without(self.needs)) if self.on_batch else ()
        else:
            found = self.on_whole(subject.without(self.needs)) if self.on_whole else ()
        for finding in found:
            # Which policy weighs it is looked up only where that can make a difference.
            policy = subject.policy_at(finding.place) if self.family else None
            severity = self.severity_under(policy) if policy else self.severity
            if severity is None:
                continue
            yield Diagnostic(
                place=finding.place,
                code=self.code,
                severity=severity,
                article=finding.article or self.article,
                message=self._remarked(finding.message, policy),
                hint=finding.hint.replace(_CODE, self.code),
                related=finding.related,
            )

    def _remarked(self, message: str, policy: Policy | None) -> str:
        """The message, and that its family is assumed, unless it says so of a threshold."""
        if policy is None or ASSUMED_REMARK in message:
            return message
        assumed = policy.settings[f"switches.{self.family}"].assumed
        return f"{message}（查不查这一条是{ASSUMED_REMARK}）" if assumed else message


#: What a policy says of a family → what its findings are.
_SWITCHED: Mapping[Switch, Severity | None] = {
    "错误": Severity.ERROR,
    "警告": Severity.WARNING,
    "不查": None,
}
