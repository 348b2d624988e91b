"""Art. 7: people and names that stand in two studios whose cycles run at the same time.

The articles do not say who may be where; this only warns, and the union may choose.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pipeline.rules.compared.outline import Outline
from pipeline.rules.compared.spells import Spell
from pipeline.rules.finding import DOSSIER, EVERYTHING, INTAKE, RECORD, Finding, Rule, Whole
from pipeline.rules.rows import warns_anywhere as warns


def member_of_two_running_studios(w: Whole) -> Iterator[Finding]:
    """7: nobody belongs to two studios whose cycles run at the same time; who left one may join the
    other, on the same day even. What A07-1c and A07-1d say is not said again."""
    seen: dict[str, list[tuple[Outline, Spell]]] = defaultdict(list)
    for member in w.members:
        for spell in member.spells:
            for other, before in seen[spell.name]:
                first, last = max(spell.first, before.first), min(spell.last, before.last)
                if (
                    other.key == member.key
                    or not (member.running or other.running)
                    or first >= last
                    or _told(member, other, spell.name)
                ):
                    continue
                (mine, its), (key, place) = (spell, before), (other.key, before.place)
                if before.first > spell.first:
                    (mine, its), (key, place) = (before, spell), (member.key, spell.place)
                yield Finding(
                    mine.place,
                    f"“{spell.name}”自 {first} 起是这里的{mine.role}，又是 {key} 的{its.role}，"
                    "两个周期同时进行",
                    "一人同时只在一个工作室：另一边先记“退出”或办带头人变更，或从这里删去；"
                    "确为同名的两人，在姓名后加注单位。",
                    (place,),
                )
            seen[spell.name].append((member, spell))


def _told(one: Outline, other: Outline, name: str) -> bool:
    """Whether both applications of one year name the person (A07-1c), or both studios are called
    after it (A07-1d, or A07-6d)."""
    return one.applied_beside(other, name) or one.leader.text == other.leader.text == name


def name_of_other_running_studio(w: Whole) -> Iterator[Finding]:
    """7: two studios whose cycles run at the same time are told apart by their names."""
    seen: dict[str, list[Outline]] = defaultdict(list)
    for member in w.members:
        for other in seen[member.name.text]:
            if _side_by_side(member, other):
                yield Finding(
                    member.name.place,
                    f"名称“{member.name.text}”与 {other.key} 相同，那边的周期到 {_end(other)} 才满",
                    "核对带头人姓名；确为同名的，填“名称”“名称理由”另定名称。",
                    (other.name.place,),
                )
        seen[member.name.text].append(member)


def _side_by_side(member: Outline, other: Outline) -> bool:
    """Whether the cycles share a day and one still runs, or one applies while the other runs. Of
    two that run and have one leader A07-1c and A07-1d speak, of a leader who applies A07-6b."""
    if member.cycle and other.cycle:
        shared = max(member.cycle[0], other.cycle[0]) <= min(member.cycle[1], other.cycle[1])
        if member.leader.text == other.leader.text and member.running and other.running:
            return False
        return shared and (member.running or other.running)
    if not (member.applying and other.running and other.cycle):
        return False
    return member.applied <= other.cycle[1] and member.applicant.text != other.leader.text


def _end(studio: Outline) -> str:
    return studio.cycle[1].isoformat() if studio.cycle else ""


RULES: tuple[Rule, ...] = (
    warns(
        "A07-6a",
        "7",
        "一人同时在两个工作室",
        member_of_two_running_studios,
        needs=EVERYTHING,
        about=("申报", "台账", "带头人变更"),
        family="running_person",
    ),
    warns(
        "A07-6d",
        "7",
        "与周期内的工作室同名",
        name_of_other_running_studio,
        needs=DOSSIER | RECORD | INTAKE,
        about=("申报",),
        family="same_name",
    ),
)
