"""Who belonged to a studio from when to when: facts, kept with the outline for the others."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.diagnostics import Place
from pipeline.dossier.acts.end import LeaderChange
from pipeline.dossier.ledger import MemberChangeKind
from pipeline.dossier.load import Case
from pipeline.leaders import applicant, came_back
from pipeline.lifecycle import Stage
from pipeline.names.comparison import ComparedName
from pipeline.rules.facts import last_day, member_changes

LEADER, MEMBER = "带头人", "成员"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """From when to when somebody belonged to a studio in its cycle."""

    name: ComparedName
    role: str
    first: datetime.date
    last: datetime.date
    place: Place


def spells_of(case: Case, stage: Stage) -> Iterator[Spell]:
    """Leaders and members of a named studio; a successor counts from the report on (Art. 14)."""
    if not stage.cycle:
        return
    start, end = stage.cycle[0], last_day(stage)
    dossier = case.dossier
    inside: dict[ComparedName, tuple[str, datetime.date, Place]] = {
        one.name: (MEMBER, start, one.marks.at("姓名")) for one in dossier.members
    }
    leader = applicant(case, stage)
    inside[leader.name] = (LEADER, start, leader.marks.at("姓名"))
    moves: list[tuple[datetime.date, str, ComparedName, Place | None]] = [
        (
            change.date,
            MEMBER,
            change.name,
            change.marks.at("姓名") if change.kind is MemberChangeKind.JOINED else None,
        )
        for change in member_changes(case)
    ]
    for act in stage.of("带头人变更"):
        if stage.before_naming(act) or came_back(stage, act):
            continue
        if isinstance(act.record, LeaderChange) and (new := act.record.successor):
            moves.append((act.date, LEADER, leader.name, None))
            moves.append((act.date, LEADER, new.name, new.marks.at("姓名")))
            leader = new
    for day, role, name, joined in sorted(moves, key=lambda move: move[0]):
        if name in inside and (joined is None or role == LEADER):
            was, first, place = inside.pop(name)
            yield Spell(name=name, role=was, first=first, last=min(day, end), place=place)
        if joined is not None:
            inside.setdefault(name, (role, max(day, start), joined))
    for name, (role, first, place) in inside.items():
        yield Spell(name=name, role=role, first=first, last=end, place=place)
