"""What holds a document back: errors in what it states or rests on, wherever they stand.

Which matters those are stands in kind.toml (`relies`), which studios in the draft. Nothing else is
in the way: neither the order of the intake in that of a mid-term check, nor a later act in the
paper of an earlier one. Must not judge; the rules have.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import get_args

from pipeline.acts import TO_THE_NAME
from pipeline.diagnostics import Diagnostic, Place
from pipeline.documents.draft import Draft
from pipeline.documents.kinds import Kind, Subject
from pipeline.dossier.acts.cycle import Nomination
from pipeline.dossier.acts.lists import NomineePublicity
from pipeline.dossier.acts.review import ExpertReview
from pipeline.dossier.paths import FileKind, Owner, is_key, owner_of
from pipeline.policies.sections import PAYMENT_ACTS, Milestone
from pipeline.rules.all import RULE_BY_CODE
from pipeline.rules.check import Checked
from pipeline.rules.matters import (
    AWARD_SPENDING,
    LEDGER,
    NOMINEES_RESULT,
    OUTSIDE,
    Matter,
    Matters,
    spot_of,
)

_AWAITED = frozenset[str](get_args(Milestone))


class Gates:
    """The errors of a workspace, by whose they are."""

    def __init__(self, checked: Checked) -> None:
        self._matters, self._stages = Matters(checked.loaded), checked.stages
        self._errors: dict[str, list[tuple[Diagnostic, Owner, Matter | None]]] = {}
        for one in checked.in_the_way:
            owner = owner_of(one.place)
            found = (one, owner, self._matters.of(one))
            self._errors.setdefault(owner.key, []).append(found)

    def in_the_way(self, kind: Kind, draft: Draft) -> tuple[Diagnostic, ...]:
        """The errors that hold this draft back, in the report's order."""
        whose = {draft.owner[:4], *draft.named, *(key[:4] for key in draft.named)}
        return tuple(
            error
            for key in sorted(whose)
            for error, owner, matter in self._errors.get(key, ())
            if (
                _unread(kind, draft, owner)
                if error.code[0] in "RF"
                else matter is not None
                and _rests_on(kind, draft, matter)
                and self._paid_upon(draft, matter)
                and self._concerns(error, matter, draft)
                and self._shown_for(draft, matter)
                and not _of_another_round(draft, matter)
                and not (kind.nameplate and _of_a_number(error))
                and not _beside_the_sheet(draft, matter, error.place)
            )
        )

    def _paid_upon(self, draft: Draft, matter: Matter) -> bool:
        """A payment waits for one thing, and rests on no other that payments may wait for."""
        name = _paid(draft)
        stage = self._stages.get(matter.owner)
        if name not in PAYMENT_ACTS or matter.name not in _AWAITED or stage is None:
            return True
        return matter.name in stage.rule_of(name).after

    def _shown_for(self, draft: Draft, matter: Matter) -> bool:
        """A nomination rests on the publicity that last showed the studio for its own list."""
        record = draft.act.record if draft.act else None
        if not isinstance(record, Nomination) or matter.name not in ("推荐公示", NOMINEES_RESULT):
            return True
        shown = [
            act.record
            for act in self._stages[draft.owner].of("推荐公示")
            if act.date <= record.date and isinstance(act.record, NomineePublicity)
        ]
        own = [spot_of(one.marks.at()) for one in shown if record.target in one.targets]
        return matter.block in own[-1:]

    def _concerns(self, error: Diagnostic, matter: Matter, draft: Draft) -> bool:
        """Not where an intake errs about other studios: the list is wrong, this name in it not. Nor
        is a paper out of a list, or of a round, concerned by studios that it does not name, unless
        the error is in its own words."""
        if is_key(matter.owner):
            return True
        if not (is_key(draft.owner) or draft.block) and (
            matter.block is None or not draft.own or matter.block in draft.own
        ):
            return True
        if draft.block and matter.block == spot_of(draft.block.marks.at()):
            return True
        meant = self._matters.studios_meant(error)
        return not meant or not meant.isdisjoint((draft.owner, *draft.named))


def _of_a_number(error: Diagnostic) -> bool:
    """Whether it tells of a 文号, and of nothing that it stands on."""
    rule = RULE_BY_CODE.get(error.code)
    return rule is not None and rule.family == "document_numbers"


def _of_another_round(draft: Draft, matter: Matter) -> bool:
    """Whether it is a step towards a name that others took, in another round of the intake."""
    if matter.name not in TO_THE_NAME[3:] or matter.owner != draft.owner[:4]:
        return False
    return bool(draft.steps) and matter.block is not None and matter.block not in draft.steps


def _unread(kind: Kind, draft: Draft, owner: Owner) -> bool:
    """Whether a document needs a file that cannot be read: what it says is not known then, and the
    rules about it were not asked. Every paper but the application needs the record; a ledger is
    needed by what rests on ledgers, and perhaps by a condition."""
    if owner.kind is FileKind.LEDGER:
        reads = LEDGER in kind.relies or kind.when or kind.subject is Subject.GAPS
        later = draft.date and not kind.when and (owner.ledger_year or 0) > draft.date.year
        return bool(reads) and draft.ledger in (None, owner.ledger_year) and not later
    application = kind.subject is Subject.STUDIO and not kind.after
    return not (application and owner.kind is FileKind.RECORD)


def _rests_on(kind: Kind, draft: Draft, matter: Matter) -> bool:
    if matter.name not in kind.relies or (matter.award and AWARD_SPENDING not in kind.relies):
        return False
    if draft.sums_up:
        return True
    if matter.year is not None:  # a ledger: the paper's own year, or all that it could look back on
        if draft.ledger is not None:
            return matter.year == draft.ledger
        if draft.date and matter.year > draft.date.year:
            return False
    # Of its own name, of all payments, and of what is shown, the one that it is about: none rests
    # on another.
    own, name = (draft.act.record if draft.act else draft.block), _paid(draft)
    if own is None and matter.name == OUTSIDE:
        return matter.block in draft.steps
    alike = matter.name == OUTSIDE or {name, matter.name} <= {*PAYMENT_ACTS}
    if own is not None and (alike or matter.name in ((name,) if draft.act else kind.after)):
        place = own.marks.at()
        own_spot = (owner_of(place).key, spot_of(place))
        return own_spot in ((matter.owner, matter.spot), (matter.owner, matter.block))
    return matter.date is None or draft.date is None or matter.date <= draft.date


def _paid(draft: Draft) -> str:
    """The name of the act that a paper is of; of a joint payment, which of the payments it is."""
    return draft.act.name if draft.act else str(getattr(draft.block, "act", ""))


#: That a sheet is missing, and what the whole panel came to: no expert's sheet tells it.
_OUTCOME = ("评分表", "表决", "综合得分", "推荐命名")


def _beside_the_sheet(draft: Draft, matter: Matter, place: Place) -> bool:
    """A sheet states itself and what all sheets of its review share, such as the days."""
    review = draft.act.record if draft.act else None
    if draft.sheet is None or not isinstance(review, ExpertReview):
        return False
    if matter.spot != spot_of(review.marks.at()):
        return False
    keys = review.marks.keys
    sheets = {spot_of(sheet.marks.at()) for sheet in review.sheets}
    beside = {*sheets, *(keys[name] for name in _OUTCOME)} - {spot_of(draft.sheet.marks.at())}
    parts = sorted({*sheets, *keys.values()})
    return parts[bisect_right(parts, spot_of(place)) - 1] in beside
