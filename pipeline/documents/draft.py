"""A document that could be made: everything a job is made of but the judging. Must not find any."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.diagnostics import Place
from pipeline.documents.enclosed import Enclosed
from pipeline.documents.kinds import Kind
from pipeline.documents.view.gaps import open_gaps
from pipeline.documents.view.written import View
from pipeline.dossier.acts.review import Sheet
from pipeline.dossier.fields import Written
from pipeline.lifecycle import Act
from pipeline.policies.sections import PAYMENT_ACTS
from pipeline.rules.check import Checked
from pipeline.rules.lacking.cell import Gap
from pipeline.rules.matters import spot_of
from pipeline.rules.waiving.waivers import waived_places


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One document that could be made. `owner` is the studio or the intake, as a folder; `part`
    tells its documents of one kind apart, as `#初审-2`; `names` fill the patterns of the title.

    `waits` says why there is nothing to write about yet; such a draft has no view.
    """

    owner: str
    part: str = ""
    names: Mapping[str, str]
    date: datetime.date | None = None
    number: str = ""
    view: View = field(default_factory=dict, repr=False)
    #: The studios that it names.
    named: tuple[str, ...] = ()
    #: The act that it is of, and of a review the one sheet; or the block out of an intake's list.
    act: Act | None = None
    block: Written | None = None
    sheet: Sheet | None = None
    #: The one ledger that it is of.
    ledger: int | None = None
    #: Where the steps towards a name begin that it rests on: its own, and of those not taken again
    #: the earlier ones.
    steps: frozenset[tuple[int, int]] = frozenset()
    #: Of a paper of a round: where that round begins, and each of its own steps.
    own: frozenset[tuple[int, int]] = frozenset()
    #: Whether it sums up what came after its own day too.
    sums_up: bool = False
    #: What is bound behind it.
    enclosed: tuple[Enclosed, ...] = ()
    waits: str = ""


@dataclass(frozen=True, kw_only=True)
class Run:
    """What all drafts are found in. Without a day there are no notices of gaps."""

    checked: Checked
    today: datetime.date | None

    @cached_property
    def gaps(self) -> Mapping[str, tuple[Gap, ...]]:
        return open_gaps(self.checked, self.today) if self.today else {}

    @cached_property
    def waived(self) -> frozenset[Place]:
        return waived_places(self.checked.report)


def number_of(kind: Kind, record: Written) -> str:
    """The 文号 that the document itself bears; a plaque made after a decision bears none."""
    return str(getattr(record, "number", "") or "") if kind.numbered else ""


def titled(draft: Draft, kind: Kind) -> Mapping[str, str]:
    """Its names, and for a title that the act itself will bring, that of the act."""
    return {**draft.names, "题名": "、".join(kind.after)}


def not_yet(kind: Kind) -> str:
    later = PAYMENT_ACTS[1:]  # of all payments, the first is waited for
    after = [name for name in kind.after if name not in later]
    return f"尚未{'、'.join(after)}" if after else "档案还不能用"


def spots(steps: Iterable[Written]) -> frozenset[tuple[int, int]]:
    """Where steps begin."""
    return frozenset(spot_of(step.marks.at()) for step in steps)
