"""What the rules over several studios need of each one: a few lines, not the whole case.

So a run holds one case at a time, and what it learned of a studio can be kept for the next run. A
rule that needs more of a studio adds a field here; the type checker sees to it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pipeline.diagnostics import Place
from pipeline.dossier.acts.cycle import Award, Disbursement, Nomination, Refund
from pipeline.dossier.acts.review import ExpertReview
from pipeline.dossier.evidence import EvidenceReference, Seen
from pipeline.dossier.load import Case
from pipeline.leaders import applicant, leader_on
from pipeline.lifecycle import Phase, Stage, name_now
from pipeline.rounds import left_on
from pipeline.rules.act_days import Days, record_days
from pipeline.rules.compared.dismissals import Dismissal, dismissals_of
from pipeline.rules.compared.spells import LEADER, Spell, spells_of
from pipeline.rules.compared.traces import CitedFile, Shown, papers_of, shown_of
from pipeline.rules.facts import last_day
from pipeline.shares import AwardedShare, JointShare, shared_acts


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name or a number, and where it is written."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedAct:
    """An act with a document number."""

    number: str
    date: datetime.date
    place: Place
    act: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Voucher:
    """What a payment or a spending was booked under."""

    number: str
    date: datetime.date
    place: Place
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """What the experts' last review recommended (Art. 7(二))."""

    given: bool
    date: datetime.date
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """When a volume was closed, and which place in its intake the act fixes for it, if it does."""

    date: datetime.date
    place: Place
    position: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A nomination that answers a notice, and how many the notice allows (Art. 13)."""

    notice: str
    target: str
    quota: int | None
    date: datetime.date
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One studio among the others of its intake."""

    year: int
    slug: str
    phase: Phase
    #: The leader of today (Art. 14); `people` are the leader and members of the application.
    leader: Mention
    people: tuple[Mention, ...]
    recommendation: Recommendation | None
    numbers: tuple[NumberedAct, ...]
    vouchers: tuple[Voucher, ...]
    #: The name of today, the day of the application, and the days of the cycle that was had.
    name: Mention
    applied: datetime.date
    signed: Place
    cycle: tuple[datetime.date, datetime.date] | None
    dismissals: tuple[Dismissal, ...]
    spells: tuple[Spell, ...]
    papers: tuple[CitedFile, ...]
    shown: tuple[Shown, ...]
    act_days: Days = ()
    #: The day on which it withdrew or was criticised (Art. 7).
    left: datetime.date | None = None
    sent: tuple[Sent, ...] = ()
    archived: Archived | None = None

    @property
    def key(self) -> str:
        return f"{self.year}/{self.slug}"

    @property
    def applicant(self) -> Mention:
        """The leader of the application."""
        return self.people[0]

    def led_from(self, name: str) -> datetime.date:
        """The day from which that person led the studio, for the last time."""
        days = [one.first for one in self.spells if one.role == LEADER and one.name == name]
        return max(days, default=self.applied)

    def applied_beside(self, other: Outline, name: str) -> bool:
        """Whether the applications of one intake both name the person: A07-1c says so."""
        return self.year == other.year and all(
            any(person.text == name for person in each.people) for each in (self, other)
        )

    @property
    def running(self) -> bool:
        return self.phase in (Phase.RUNNING, Phase.REREVIEW_DUE)

    @property
    def applying(self) -> bool:
        return self.phase in (Phase.DRAFT, Phase.APPLIED, Phase.DECIDING)


def outline_of(
    case: Case,
    stage: Stage,
    today: datetime.date,
    cited: Iterable[EvidenceReference] = (),
    seen: Mapping[str, Seen] = MappingProxyType({}),
) -> Outline:
    """What the others may ask of this studio; of its papers, those cited that were seen."""
    leader, first = leader_on(case, stage, today), applicant(case, stage)
    reviews = [act.record for act in stage.of("专家评审") if isinstance(act.record, ExpertReview)]
    return Outline(
        year=case.year,
        slug=case.slug,
        phase=stage.phase,
        leader=Mention(text=leader.name, place=leader.marks.at("姓名")),
        people=tuple(
            Mention(text=one.name, place=one.marks.at("姓名"))
            for one in (
                first,
                *(member for member in case.dossier.members if member.name != first.name),
            )
        ),
        recommendation=Recommendation(
            given=reviews[-1].recommended,
            date=reviews[-1].date,
            place=reviews[-1].marks.at("推荐命名"),
        )
        if reviews
        else None,
        numbers=tuple(
            NumberedAct(number=number, date=act.date, place=act.marks.at("文号"), act=act.act)
            for act in (case.record.acts if case.record else ())
            if (number := getattr(act, "number", ""))
        ),
        vouchers=tuple(_vouchers(case)),
        name=Mention(text=name_now(case, stage), place=case.dossier.leader.marks.at("姓名")),
        applied=case.dossier.pledge.date,
        signed=case.dossier.pledge.marks.at("日期"),
        cycle=(stage.cycle[0], last_day(stage)) if stage.cycle else None,
        dismissals=tuple(dismissals_of(case, stage, today)),
        spells=tuple(spells_of(case, stage)),
        papers=tuple(papers_of(cited, seen)),
        shown=tuple(shown_of(case)),
        act_days=record_days(case.record),
        left=left_on(case),
        sent=tuple(_sent(case)),
        archived=_archived(stage),
    )


def _archived(stage: Stage) -> Archived | None:
    act = stage.last("归档")
    if act is None:
        return None
    position = getattr(act.record, "position", None)
    return Archived(date=act.date, place=act.place, position=position)


def _sent(case: Case) -> Iterator[Sent]:
    for act in case.record.acts if case.record else ():
        if isinstance(act, Nomination) and (notice := act.notice):
            yield Sent(
                notice=notice.number,
                target=act.target,
                quota=notice.quota,
                date=act.date,
                place=notice.marks.at("名额" if notice.quota is not None else "文号"),
            )


def _vouchers(case: Case) -> Iterator[Voucher]:
    for ledger in case.ledgers.values():
        for spent in ledger.spendings:
            place = spent.marks.at("凭证号")
            yield Voucher(number=spent.voucher, date=spent.date, place=place, what="支出")
    for act in case.record.acts if case.record else ():
        if isinstance(act, Disbursement | Award | Refund) and act.voucher:
            place = act.marks.at("凭证号")
            yield Voucher(number=act.voucher, date=act.date, place=place, what=act.act)
    for name, _, share in shared_acts(case):
        if isinstance(share, JointShare | AwardedShare) and share.voucher:
            place = share.marks.at("凭证号")
            yield Voucher(number=share.voucher, date=share.date, place=place, what=name)
