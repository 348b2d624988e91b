"""What a fault is about: the application, the ledgers, or the act in whose record it stands.

A paper states such matters and rests on others; a kind lists them (`relies` in kind.toml), and a
rule lists where its findings stand (`about` in its row). What holds a paper back and what
`explain` says of it are both read off these two lists. Must not judge.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.diagnostics import Diagnostic, Place
from pipeline.dossier.acts.cycle import Purse
from pipeline.dossier.acts.deciding import Deciding, Supplement
from pipeline.dossier.acts.lists import Handover, NomineePublicity, studios_named
from pipeline.dossier.duties import Project
from pipeline.dossier.fields import Entry, Written
from pipeline.dossier.intake import DatedBlock, Intake
from pipeline.dossier.ledger import (
    Ledger,
    MemberChange,
    Plan,
    RegulationChange,
    SelfAssessment,
    classes_in,
)
from pipeline.dossier.load import Case
from pipeline.dossier.paths import (
    RECORD_FILE,
    FileKind,
    intake_path,
    is_key,
    ledger_file,
    owner_of,
    shown_path,
)
from pipeline.dossier.workspace import Loaded
from pipeline.policies.sections import PAYMENT_ACTS
from pipeline.rules.all import RULE_BY_CODE

#: The matters that are no acts: dossier.yaml, what the ledgers of a studio say, and what proves it:
#: who inspects finds what has no proof yet, and his paper must be able to say so.
APPLICATION, LEDGER, PROOF = "申报", "台账", "台账佐证"
#: A later round of an intake's decision, with its list.
SUPPLEMENT = "补充审定"
#: What came of a publicity of nominees: its day, conclusion and objections.
NOMINEES_RESULT = "推荐公示结果"
#: That something is shown outside, and may be: a fault of that is of the one paper that shows it.
OUTSIDE = "对外公开"
#: What a ledger says of the award: the papers that give it do not rest on how it is spent.
AWARD_SPENDING = "奖励支出"
NO_ACTS = (APPLICATION, LEDGER, PROOF, AWARD_SPENDING, SUPPLEMENT, NOMINEES_RESULT, OUTSIDE)
#: In a rule's `about`: any act of a record or an intake; in both lists: every payment.
EVERY_ACT, EVERY_PAYMENT = "各事项", "各笔划拨"
_Spot = tuple[int, int]


def may_concern(about: Iterable[str], relies: Iterable[str]) -> bool:
    """Whether a finding of a rule about these matters can stand in one of those."""
    wanted = {*relies}
    for name in about:
        if name == EVERY_ACT:
            found = bool(wanted.difference(NO_ACTS))
        elif name == EVERY_PAYMENT:
            found = not wanted.isdisjoint(PAYMENT_ACTS)
        else:
            found = name in wanted
        if found:
            return True
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """`owner` is the studio (YEAR/SLUG) or the intake (YEAR); `date` the day of an act, or of an
    entry in a ledger, whose `year` is given then, and `award` where it is of that purse; `spot` is
    where it begins, `block` tells acts of one name in an intake apart."""

    name: str
    owner: str
    date: datetime.date | None = None
    year: int | None = None
    award: bool = False
    spot: _Spot = (1, 1)
    block: _Spot | None = None


class Matters:
    """Every matter of a workspace, found by a place in its files."""

    def __init__(self, loaded: Loaded) -> None:
        self._files: dict[str, list[Matter]] = {}
        self._named: dict[Place, str] = {}
        self._lists: dict[tuple[str, _Spot | None], frozenset[str]] = {}
        for case in loaded.cases.values():
            self._files[shown_path(case.key, RECORD_FILE)] = [*_of_record(case)]
            for year, ledger in case.ledgers.items():
                name = shown_path(case.key, ledger_file(year))
                self._files[name] = [*_of_ledger(case.key, year, ledger)]
        for year, intake in loaded.intakes.items():
            self._files[intake_path(year)] = matters_of_intake(year, intake)
            self._named |= named_in(year, intake)
            listed = listed_in(year, intake)
            self._lists |= {(f"{year:04}", block): keys for block, keys in listed.items()}

    def at(self, place: Place) -> Matter | None:
        """What stands at `place`; None before the first act and in files that hold no matter."""
        owner = owner_of(place)
        if owner.kind is FileKind.DOSSIER:
            return Matter(name=APPLICATION, owner=owner.key)
        if found := standing_at(self._files.get(place.file, []), place):
            return found
        if owner.kind is FileKind.LEDGER:  # above its first key, or in what could not be read
            return Matter(name=LEDGER, owner=owner.key, year=owner.ledger_year)
        return None

    def of(self, error: Diagnostic) -> Matter | None:
        """What an error is about: what stands at its place, or the proof of that, or that it is
        shown."""
        matter, rule = self.at(error.place), RULE_BY_CODE.get(error.code)
        if matter and rule and OUTSIDE in rule.about:
            return replace(matter, name=OUTSIDE)
        if matter and matter.name == LEDGER and rule and LEDGER not in rule.about:
            return replace(matter, name=PROOF)
        return matter

    def studios_meant(self, error: Diagnostic) -> frozenset[str]:
        """Of which studios alone an error in an intake tells: whose name it stands at, else those
        in whose files it cites places, else those whom the one act of a list names. Empty: of
        all."""
        meant = studios_alone(error, self._named)
        if meant or owner_of(error.place).kind is not FileKind.INTAKE:
            return meant
        matter = self.at(error.place)
        key = (matter.owner, matter.block) if matter else ("", None)
        return self._lists.get(key, frozenset())


def standing_at(listed: Sequence[Matter], place: Place) -> Matter | None:
    """The matter of one file in which a place stands; None above the first."""
    row = bisect_right(listed, spot_of(place), key=lambda one: one.spot)
    return listed[row - 1] if row else None


def studios_alone(error: Diagnostic, named: Mapping[Place, str]) -> frozenset[str]:
    """As `Matters.studios_meant`; `named` is what `named_in` says of the intake."""
    if key := named.get(error.place):
        return frozenset((key,))
    keys = (owner_of(place).key for place in error.related)
    return frozenset(key for key in keys if is_key(key))


def named_in(year: int, intake: Intake) -> Mapping[Place, str]:
    """Where an intake names a studio, or tells of an objection against it, and which one."""
    return {
        place: name if is_key(name) else f"{year:04}/{name}" for place, name in _named_in(intake)
    }


def listed_in(year: int, intake: Intake) -> Mapping[_Spot, frozenset[str]]:
    """Whom each act of an intake's lists names, by where it begins."""
    return {
        spot_of(block.marks.at()): frozenset(
            name if is_key(name) else f"{year:04}/{name}" for name in studios_named(block)
        )
        for _, block in intake.dated
        if studios_named(block)
    }


def _of_block(owner: str, name: str, block: DatedBlock) -> Matter:
    own = spot_of(block.marks.at())
    return Matter(name=name, owner=owner, date=block.date, spot=own, block=own)


def _named_in(intake: Intake) -> Iterable[tuple[Place, str]]:
    for round_ in intake.rounds:
        yield from _listed(round_)
    for share in (row for one in intake.payments for row in one.shares):
        yield from _of_row(share, share.studio)
    for announcement in intake.announcements:
        for row, slug in enumerate(announcement.listed):
            yield announcement.marks.at("名单", row), slug
        for award in announcement.awards:
            yield from _of_row(award, award.studio)
    for act in intake.year_acts:
        for row, name in enumerate(act.volumes if isinstance(act, Handover) else ()):
            yield act.marks.at("案卷", row), name
    for nominees in intake.nominees:
        for row, slug in enumerate(nominees.listed):
            yield nominees.marks.at("名单", row), slug
        for objection in nominees.objections:
            yield from _of_row(objection, objection.studio)


def _listed(round_: Deciding) -> Iterable[tuple[Place, str]]:
    if isinstance(round_, Supplement):
        for row, slug in enumerate(round_.listed):
            yield round_.marks.at("名单", row), slug
    if committee := round_.committee:
        for row, slug in enumerate(committee.approved):
            yield committee.marks.at("同意命名", row), slug
        for vote in (vote for met in committee.sittings for vote in met.votes):
            yield from _of_row(vote, vote.studio)
    for one in round_.consent.withheld if round_.consent else ():
        yield from _of_row(one, one.studio)
    if naming := round_.naming:
        for row, slug in enumerate(naming.named):
            yield naming.marks.at("命名名单", row), slug
    for objection in round_.publicity_result.objections if round_.publicity_result else ():
        yield from _of_row(objection, objection.studio)


def _of_row(row: Written, slug: str) -> Iterable[tuple[Place, str]]:
    yield row.marks.at(), slug
    for key in row.marks.keys:
        yield row.marks.at(key), slug


def _of_record(case: Case) -> Iterable[Matter]:
    """Its acts, and its other blocks under their keys: no paper rests on those."""
    if case.record is None:
        return ()
    blocks = (
        Matter(name=name, owner=case.key, spot=spot)
        for name, spot in case.record.marks.keys.items()
    )
    acts = (
        Matter(name=act.act, owner=case.key, date=act.date, spot=spot_of(act.marks.at()))
        for act in case.record.acts
    )
    return sorted((*blocks, *acts), key=lambda one: one.spot)


_Dated = Plan | SelfAssessment | Entry | MemberChange | RegulationChange | Project


def _of_ledger(key: str, year: int, ledger: Ledger) -> Iterable[Matter]:
    """Its keys, which are of no day, and what is dated in it."""
    plans = ledger.plans
    written = (plans.plan, plans.summary, plans.assessment) if plans else ()
    dated: tuple[_Dated | None, ...] = (
        *written,
        *(entry for kept in classes_in(ledger) for entry in kept.entries(ledger)),
        *ledger.member_changes,
        *ledger.regulation_changes,
        *ledger.premises_changes,
        *ledger.disclosures,
        *ledger.projects,
    )
    days = {spot_of(one.marks.at()): one.date for one in dated if one}
    awards = {spot_of(one.marks.at()) for one in ledger.spendings if one.purse is Purse.AWARD}
    return sorted(
        (
            Matter(
                name=LEDGER,
                owner=key,
                date=days.get(spot),
                year=year,
                award=spot in awards,
                spot=spot,
            )
            for spot in {*ledger.marks.keys.values(), *days}
        ),
        key=lambda one: one.spot,
    )


def matters_of_intake(year: int, intake: Intake) -> list[Matter]:
    """Its blocks, those too that are no acts, and the acts within its lists."""
    blocks = intake.blocks
    owner = f"{year:04}"
    keys = []
    for name, spot in intake.marks.keys.items():
        block = blocks.get(name)
        day, own = (block.date, spot_of(block.marks.at())) if block else (None, None)
        keys.append(Matter(name=name, owner=owner, date=day, spot=spot, block=own))
    acts = (_of_block(owner, name, block) for name, block in intake.dated)
    supplements = (
        Matter(
            name=SUPPLEMENT,
            owner=owner,
            # Who decided nothing yet holds no paper back.
            date=min((s.date for s in one.steps.values() if s), default=datetime.date.max),
            spot=spot_of(one.marks.at()),
            block=spot_of(one.marks.at()),
        )
        for one in intake.supplements
    )
    results = (one for nominees in intake.nominees for one in _parts_of(owner, nominees))
    return sorted((*keys, *acts, *supplements, *results), key=lambda one: one.spot)


def _parts_of(owner: str, nominees: NomineePublicity) -> Iterable[Matter]:
    """Its keys, those of its result apart, in whatever order they are written."""
    act = _of_block(owner, "推荐公示", nominees)
    result = replace(act, name=NOMINEES_RESULT, date=nominees.closed)
    for key, spot in nominees.marks.keys.items():
        yield replace(result if key in ("结果日期", "结论", "异议") else act, spot=spot)


def spot_of(place: Place) -> _Spot:
    """Line and column, which order the matters of one file."""
    return (place.line, place.column)
