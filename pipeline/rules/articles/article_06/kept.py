"""Art. 6(二)(三)(五) in mid-cycle: a condition for applying that no longer holds, and since when.

Conditions are asked of who applies; what was lost since is only told, and counted at the re-review.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from pipeline.diagnostics import Place
from pipeline.dossier.ledger import (
    MemberChange,
    MemberChangeKind,
    PremisesChange,
    PremisesChangeKind,
)
from pipeline.leaders import leader_on
from pipeline.premises import premises_changes, premises_on, untold
from pipeline.rules.facts import Membership, last_day, member_changes
from pipeline.rules.finding import DOSSIER, LEDGERS, Finding, Placed, Rule
from pipeline.rules.regulations import regulations_on
from pipeline.rules.rows import forbids, hints, warns

_ONE_DAY = datetime.timedelta(days=1)
_COUNTED = "周期末复核时计入"


def front_line_lost(p: Placed) -> Iterator[Finding]:
    """6(二): since when people who work hands-on are the majority no longer. Of a team that never
    had it, A06-2c speaks."""
    if not p.stage.cycle:
        return
    policy, had = p.stage.policy, False
    lost: tuple[datetime.date, Place, int, int] | None = None
    moments = [(change.date, change.marks.at("姓名")) for change in member_changes(p.case)]
    moments += [(act.date, act.place) for act in p.stage.of("重新命名")]
    end = min(last_day(p.stage), p.today)
    applied = (p.stage.cycle[0], p.case.dossier_place)
    for day, place in (applied, *sorted(moments, key=lambda one: one[0])):
        hands_on, team = _team(p, day) if day <= end else (0, 0)
        if team and Decimal(hands_on) / team > policy.application.front_line_share:
            had, lost = True, None
        elif team and had:
            lost = lost or (day, place, hands_on, team)
    if lost:
        day, place, hands_on, team = lost
        yield Finding(
            place,
            f"自 {day} 起，{team} 名成员中一线人员 {hands_on} 人，不再过半"
            f"{policy.remark('application.front_line_share')}；{_COUNTED}",
            "核对各人的“一线”；吸收一线人员后记入“人员变动”。",
        )


def _team(p: Placed, day: datetime.date) -> tuple[int, int]:
    """How many of the members after the changes of `day` work hands-on, and how many there are;
    the leader is none."""
    membership, leader = Membership.of(p.case), leader_on(p.case, p.stage, day).name
    front = {member.name: member.front_line for member in p.case.dossier.members}
    joined: list[MemberChange] = [
        one
        for one in member_changes(p.case)
        if one.kind is MemberChangeKind.JOINED and one.date <= day
    ]
    front |= {one.name: bool(one.front_line) for one in joined if one.front_line is not None}
    names = {member.name for member in p.case.dossier.members} | {one.name for one in joined}
    team = [n for n in names if n != leader and membership.belongs(n, day + _ONE_DAY)]
    return sum(front.get(name, False) for name in team), len(team)


def regulation_repealed(p: Placed) -> Iterator[Finding]:
    """6(五): since when a kind of regulation is lacking. Of one that never was, A06-5a speaks. The
    repeal of what there was not is told too: behind its slip a loss may hide."""
    if not p.stage.cycle:
        return
    policy = p.stage.policy
    kept = regulations_on(p.case, policy, min(last_day(p.stage), p.today))
    remark = policy.remark("application.repeal_words")
    for kind in policy.application.regulation_kinds:
        if kind in kept.lost:
            repeal = kept.lost[kind]
            yield Finding(
                repeal.marks.at("变动"),
                f"自 {repeal.date} 起没有“{kind}”类制度（“{repeal.name}”{repeal.what}）"
                f"{remark}；{_COUNTED}",
                "另行制定的，在“制度变动”里补记名称和施行日期。",
            )
    for repeal in kept.unknown:
        names = "、".join(f"“{name}”" for name in sorted(kept.in_force.get(repeal.kind, ())))
        yield Finding(
            repeal.marks.at("名称"),
            f"“{repeal.name}”{repeal.what}{remark}，“{repeal.kind}”类制度里没有这一项，"
            "没有计为废止",
            f"照申报时或“制度变动”里的名称、类别填写{f'；现有：{names}' if names else ''}。",
        )


def premises_lost(p: Placed) -> Iterator[Finding]:
    """6(三): since when there is no place, or none of the studio's own. Of who applied without
    one, A06-3a speaks; of a new one that is not told of, A06-3f."""
    if not p.stage.cycle:
        return
    held = premises_on(p.case, min(last_day(p.stage), p.today))
    if (lost := held.lost) and not (held.independent and untold(lost)):
        what = (
            f"场所{lost.kind.value}{f'（{lost.reason}）' if lost.reason else ''}"
            if held.independent
            else "场所不独立或不固定"
        )
        yield Finding(
            lost.marks.at("变动"),
            f"自 {lost.date} 起{what}，还没有新的独立、固定场所；周期末复核时计入",
            "有了场所，在“场所变动”里记“迁入”或“恢复”，写明地点、独立固定。",
        )


def new_premises_not_told(p: Placed) -> Iterator[Finding]:
    """6(三): as of the place applied with, it is told how large the new one is and whether it is
    the studio's own. Of one without an address, A06-3e speaks."""
    for change in premises_changes(p.case):
        if change.address and (lacking := untold(change)):
            yield Finding(
                change.marks.at("变动"),
                f"{change.date} 迁入“{change.address}”，没有写{'、'.join(lacking)}，"
                "不计为有了独立、固定的场所",
                f"补“{'”“'.join(lacking)}”：面积写平方米数，独立固定写是或否。",
            )


def premises_change_impossible(p: Placed) -> Iterator[Finding]:
    """6(三): what becomes of a place follows from what was there: only what is closed opens again,
    nothing is lost twice, and who moves in says where."""
    for change in premises_on(p.case, datetime.date.max).unmatched:
        yield Finding(change.marks.at("变动"), *_SAID[change.kind](change))


def _said_of_loss(change: PremisesChange) -> tuple[str, str]:
    return (
        f"{change.date} 的“{change.kind.value}”以前，场所已经停用或迁出",
        "核对日期；其间另有场所的，补记“迁入”或“恢复”；一次变动只记一条。",
    )


_SAID: Mapping[PremisesChangeKind, Callable[[PremisesChange], tuple[str, str]]] = {
    PremisesChangeKind.LEFT: _said_of_loss,
    PremisesChangeKind.CLOSED: _said_of_loss,
    PremisesChangeKind.MOVED_IN: lambda change: (
        f"{change.date} 的“迁入”没有写地点",
        "写上新场所的地点、面积、独立固定。",
    ),
    PremisesChangeKind.REOPENED: lambda change: (
        f"{change.date} 的“恢复”以前，场所没有停用或迁出",
        "先记“停用”或“迁出”，再记“恢复”；换了地方的记“迁入”。",
    ),
}

RULES: tuple[Rule, ...] = (
    hints("A06-2e", "6.2", "周期内一线人员不再过半", front_line_lost,
          "application.front_line_share", about=("台账", "重新命名")),
    hints("A06-5e", "6.5", "周期内制度废止", regulation_repealed, "application.repeal_words",
          "application.regulation_kinds", about=("台账",)),
    hints("A06-3d", "6.3", "周期内没有了场所", premises_lost, about=("台账",)),
    warns("A06-3f", "6.3", "迁入的场所没有写明", new_premises_not_told, needs=DOSSIER,
          parts=LEDGERS, about=("台账",)),
    forbids("A06-3e", "6.3", "场所变动前后不符", premises_change_impossible, needs=DOSSIER,
            parts=LEDGERS, about=("台账",)),
)  # fmt: skip
