"""Art. 10: who took part, who joined and who left; people in ledgers agree with the team."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from pipeline.diagnostics import Place
from pipeline.dossier.fields import Entry, without_note
from pipeline.dossier.ledger import MemberChangeKind
from pipeline.leaders import leader_on, signatories_on
from pipeline.names.comparison import ComparedName
from pipeline.rules.facts import Membership, everybody, exchanges, leader_names, member_changes
from pipeline.rules.finding import DOSSIER, INTAKE, LEDGERS, RECORD, Finding, Placed, Rule
from pipeline.rules.rows import forbids, warns

_ONE_DAY = datetime.timedelta(days=1)


def nobody_known_took_part(p: Placed) -> Iterator[Finding]:
    """An exchange or a result names at least one person of the studio."""
    names = {without_note(name) for name in everybody(p.case, p.stage)}
    for ledger in p.case.ledgers.values():
        named: list[tuple[Entry, str, tuple[str, ...]]] = [
            (e, "参加人", e.participants) for e in ledger.exchanges
        ]
        named += [(r, "完成人", r.authors) for r in ledger.results]
        for entry, key, people in named:
            if names.isdisjoint(map(without_note, people)):
                yield Finding(
                    entry.marks.at(key),
                    f"{key}里没有一个是本工作室的人",
                    "写上参加的带头人或成员；新成员先记入“人员变动”。",
                )


def headcount_too_small(p: Placed) -> Iterator[Finding]:
    """An activity has at least as many people as are named."""
    for exchange in exchanges(p.case):
        if exchange.headcount < len(exchange.participants):
            yield Finding(
                exchange.marks.at("人数"),
                f"人数 {exchange.headcount}，参加人却列了 {len(exchange.participants)} 个",
                "人数是到场总数；核对签到表。",
                (exchange.marks.at("参加人"),),
            )


def participant_twice(p: Placed) -> Iterator[Finding]:
    """Nobody is named twice in one entry."""
    for ledger in p.case.ledgers.values():
        named: list[tuple[Entry, str, tuple[str, ...]]] = [
            (e, "参加人", e.participants) for e in ledger.exchanges
        ]
        named += [(r, "完成人", r.authors) for r in ledger.results]
        for entry, key, people in named:
            for row, name in enumerate(people):
                if name in people[:row]:
                    yield Finding(
                        entry.marks.at(key, row), f"“{name}”在{key}里写了两次", "删去一处。"
                    )


def absent_member_took_part(p: Placed) -> Iterator[Finding]:
    """Who has left, or has not yet joined, does not act as a member; nor does a former leader who
    left, once another is named. Of one whose leaving no ledger tells nobody knows that he went."""
    team, leaders = Membership.of(p.case), leader_names(p.case, p.stage)
    moving = set(team.changes) - leaders
    former = _former_leaders(p)
    for ledger in p.case.ledgers.values():
        acting: list[tuple[Entry, str, ComparedName, int | None]] = [
            (daily, "主持人", daily.chair, None) for daily in ledger.daily
        ]
        acting += [
            (one, "参加人", name, row)
            for one in ledger.exchanges
            for row, name in enumerate(one.participants)
        ]
        for entry, key, name, position in acting:
            if name in moving and not team.belongs(name, entry.date):
                yield Finding(
                    entry.marks.at(key, position),
                    f"{name}在 {entry.date} 不是成员，却列为{key}",
                    "核对人员变动的日期；以外单位身份参加的，不列入参加人。",
                    (team.changes[name][0].marks.at("日期"),),
                )
            elif name in former and name in team.changes and not team.belongs(name, entry.date):
                since, place = former[name]
                if since < entry.date and name not in signatories_on(p.case, p.stage, entry.date):
                    yield Finding(
                        entry.marks.at(key, position),
                        f"{name}自 {since} 起不再是带头人，也不是成员，{entry.date} 却列为{key}",
                        "核对日期；仍是成员的，在“人员变动”里记“加入”；"
                        "以外单位身份参加的，不列入参加人。",
                        (place,),
                    )


def _former_leaders(p: Placed) -> dict[str, tuple[datetime.date, Place]]:
    """Who led the studio → since when another does, and where that is decided (Art. 14)."""
    found: dict[str, tuple[datetime.date, Place]] = {}
    for act in p.stage.of("重新命名"):
        before = leader_on(p.case, p.stage, act.date - _ONE_DAY).name
        if before != leader_on(p.case, p.stage, act.date).name:
            found[before] = (act.date, act.place)
    return found


def member_change_impossible(p: Placed) -> Iterator[Finding]:
    """Only a member leaves, only somebody else joins."""
    inside = {member.name for member in p.case.dossier.members} | leader_names(p.case, p.stage)
    for change in member_changes(p.case):
        if change.kind is MemberChangeKind.LEFT:
            if change.name not in inside:
                yield Finding(
                    change.marks.at("姓名"),
                    f"“{change.name}”不在成员里，却记了退出",
                    "核对姓名；先有加入才有退出。",
                )
            inside.discard(change.name)
        else:
            if change.name in inside - leader_names(p.case, p.stage):
                yield Finding(
                    change.marks.at("姓名"), f"“{change.name}”已是成员，又记了加入", "删去一处。"
                )
            inside.add(change.name)


def newcomer_without_particulars(p: Placed) -> Iterator[Finding]:
    """Who joins is entered as fully as the first members (Art. 6(二))."""
    for change in member_changes(p.case):
        if change.kind is not MemberChangeKind.JOINED:
            continue
        asked = {
            "性别": change.gender,
            "出生年月": change.born,
            "学历": change.education,
            "职称等级": change.title,
            "专业": change.speciality,
            "分工": change.duty,
            "一线": change.front_line,
        }
        if missing := [key for key, value in asked.items() if value is None]:
            yield Finding(
                change.marks.at("姓名"),
                f"新成员“{change.name}”没有填{'、'.join(missing)}",
                "按成员表补全。",
            )


RULES: tuple[Rule, ...] = (
    forbids("A10-1d", "10", "记录里没有本工作室的人", nobody_known_took_part,
            needs=RECORD | LEDGERS, about=("台账",)),
    forbids("A10-3a", "10", "人数少于列名的人", headcount_too_small, needs=DOSSIER, parts=LEDGERS,
            about=("台账",)),
    forbids("A10-3b", "10", "一条记录里人名重复", participant_twice, needs=DOSSIER, parts=LEDGERS,
            about=("台账",)),
    warns("A10-3c", "10", "不在职的成员列为参加人", absent_member_took_part,
          needs=RECORD | INTAKE | LEDGERS, about=("台账",)),
    forbids("A10-3d", "10", "人员变动不可能", member_change_impossible, needs=RECORD | LEDGERS,
            about=("台账",)),
    forbids("A10-3e", "10", "新成员信息不全", newcomer_without_particulars,
            needs=DOSSIER, parts=LEDGERS, about=("台账",)),
)  # fmt: skip
