"""Art. 14 with 6, 7 and 10: a leader who goes, and who follows him, agree with the other papers."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from pipeline.dossier.acts.end import LeaderChange, Renaming
from pipeline.dossier.application import Gender, Person
from pipeline.dossier.fields import Month
from pipeline.dossier.ledger import MemberChange, MemberChangeKind
from pipeline.dossier.paths import RECORD_FILE
from pipeline.leaders import DECISIONS, leader_on, left_by
from pipeline.lifecycle import Act
from pipeline.rules.facts import Membership, member_changes, successors
from pipeline.rules.finding import INTAKE, LEDGERS, NOTED, RECORD, Finding, Placed, Rule
from pipeline.rules.rows import forbids, hints, warns

_ONE_DAY = datetime.timedelta(days=1)


def _reports(p: Placed) -> Iterator[tuple[LeaderChange, str]]:
    """Each report of a change, and who led until then."""
    for act in p.stage.of("带头人变更"):
        if isinstance(act.record, LeaderChange):
            yield act.record, left_by(p.case, p.stage, act).name


def leader_left_in_ledger_only(p: Placed) -> Iterator[Finding]:
    """14, 10: a leader who leaves by the ledger is reported, as having gone on that day. Who took
    over that day is no member any more; who led before may have stayed as one."""
    renamed = [act.date for act in p.stage.of("重新命名")]
    team, reports = Membership.of(p.case), tuple(_reports(p))
    for change in member_changes(p.case):
        name, day = change.name, change.date
        if change.kind is not MemberChangeKind.LEFT:
            continue
        leads = leader_on(p.case, p.stage, day).name == name
        if leads and name != leader_on(p.case, p.stage, day - _ONE_DAY).name:
            continue
        told = [
            report
            for report, before in reports
            if before == name and not (leads and any(report.date <= one < day for one in renamed))
        ]
        if any(report.happened == day for report in told):
            continue
        if told and (leads or not team.belongs(name, day)):
            yield Finding(
                change.marks.at("日期"),
                f"带头人{name} {day} 退出，带头人变更 {told[-1].date} 的变动日期却是"
                f" {told[-1].happened}",
                "改正其中一个日期；不再带头、仍是成员的，先记“加入”。",
                (told[-1].marks.at("变动日期"),),
            )
        elif leads and not told:
            yield Finding(
                change.marks.at("姓名"),
                f"带头人{name} {day} 退出，没有记“带头人变更”",
                f"由所在单位报告，校工会在 {RECORD_FILE} 记“带头人变更”；"
                "带头人没有走的，删去这一行。",
            )


def gone_before_the_naming(p: Placed) -> Iterator[Finding]:
    """6(一), 7: a studio is named with the leader it has. Of a report before it A07-5a speaks."""
    naming = p.stage.last("命名")
    for report, before in _reports(p):
        if naming and report.happened < naming.date <= report.date:
            yield Finding(
                report.marks.at("变动日期"),
                f"带头人{before} {report.happened} 就已{report.reason}，"
                f"{naming.date} 却以其为带头人命名",
                f"核对变动日期；属实的，请校工会研究命名能否保留，{NOTED}",
                (naming.place,),
            )


def successor_contradicts_roster(p: Placed) -> Iterator[Finding]:
    """14, 6(二): who takes over is who stands in the papers under that name. Of the leader who goes
    himself A14-1c speaks."""
    dossier = p.case.dossier
    known: dict[str, list[Person | MemberChange]] = {}
    listed: tuple[Person | MemberChange, ...] = (
        dossier.leader,
        *dossier.members,
        *member_changes(p.case),
    )
    for one in listed:
        known.setdefault(one.name, []).append(one)
    for act, successor in successors(p.stage):
        if successor.name == left_by(p.case, p.stage, act).name:
            continue
        for key in ("出生年月", "性别"):
            mine = _particular(successor, key)
            for one in known.get(successor.name, ()):
                its = _particular(one, key)
                if its and its != mine:
                    yield Finding(
                        successor.marks.at(key),
                        f"拟任带头人{successor.name}的{key}写 {mine}，名单里的{one.name}是 {its}",
                        "改正其中一处；确为同名的两人，在拟任带头人的姓名后加注单位。",
                        (one.marks.at(key),),
                    )
                    break
        known.setdefault(successor.name, []).append(successor)


def _particular(person: Person | MemberChange, key: str) -> Month | Gender | None:
    return person.born if key == "出生年月" else person.gender


def decided_again(p: Placed) -> Iterator[Finding]:
    """14: one report has one decision."""
    answered: Act | None = None
    for act in p.stage.acts:
        if act.name == "带头人变更":
            answered = None
        elif act.name in ("重新命名", "取消命名"):
            if answered:
                yield Finding(
                    act.place,
                    f"{answered.name} {answered.date} 以后没有新的带头人变更，"
                    f"又记了“{act.name} {act.date}”",
                    "重复记的删去一项；带头人又变了的，先记“带头人变更”；"
                    f"校工会改变决定的，{NOTED}",
                    (answered.place,),
                )
            answered = act


def decided_though_he_is_back(p: Placed) -> Iterator[Finding]:
    """14: a decision answers a report that stands: once the leader is back, there is none."""
    open_: Act | None = None
    back: Act | None = None
    for act in p.stage.acts:
        if act.name == "带头人变更":
            open_, back = act, None
        elif act.name == "恢复履职":
            back = act if open_ else None
        elif act.name in ("重新命名", "取消命名"):
            if back:
                yield Finding(
                    act.place,
                    f"恢复履职 {back.date} 以后没有待决定的带头人变更，"
                    f"却记了“{act.name} {act.date}”",
                    "另有变动的，先记“带头人变更”；带头人没有回来的，删去“恢复履职”；核对日期。",
                    (back.place,),
                )
            open_ = back = None


def _completes(later: LeaderChange, told: LeaderChange) -> bool:
    """Whether a report names the successor whom the one before of the same day left open."""
    named_now = told.successor is None and later.successor is not None
    return named_now and later.happened == told.happened


def gone_twice(p: Placed) -> Iterator[Finding]:
    """14: who has gone and is not back does not go again."""
    open_: Act | None = None
    for act in p.stage.acts:
        if act.name in DECISIONS:
            open_ = None
        elif act.name == "带头人变更" and isinstance(act.record, LeaderChange):
            told = open_.record if open_ else None
            if isinstance(told, LeaderChange) and _completes(act.record, told):
                open_ = act
                continue
            if open_ and isinstance(told, LeaderChange) and not p.stage.before_naming(open_):
                leader = left_by(p.case, p.stage, act).name
                yield Finding(
                    act.place,
                    f"带头人变更 {told.date} 已报告{leader}{told.reason}（{told.happened}），"
                    f"其后没有恢复履职或重新命名，{act.date} 又记了“带头人变更”",
                    "同一次变动记了两次的，删去一项；回来过的，补记“恢复履职”；"
                    f"拟任带头人也变了的，{NOTED}",
                    (told.marks.at("日期"),),
                )
            open_ = act


def renamed_before_he_goes(p: Placed) -> Iterator[Finding]:
    """14: a report may come in advance; the new name counts from its own day all the same."""
    for act in p.stage.of("重新命名"):
        before = [report for report, _ in _reports(p) if report.date <= act.date]
        if isinstance(act.record, Renaming) and before and act.date < before[-1].happened:
            yield Finding(
                act.place,
                f"重新命名 {act.date} 早于变动日期 {before[-1].happened}，"
                "自重新命名起就由接任的人带头",
                "提前决定的不用改；日期写错的改正。",
                (before[-1].marks.at("变动日期"),),
            )


RULES: tuple[Rule, ...] = (
    warns(
        "A14-1f",
        "14",
        "带头人退出没有报告或日期不符",
        leader_left_in_ledger_only,
        needs=RECORD | INTAKE | LEDGERS,
        about=("台账",),
    ),
    warns(
        "A14-1g",
        "6.1",
        "命名时带头人已经离开",
        gone_before_the_naming,
        needs=RECORD | INTAKE,
        about=("带头人变更",),
    ),
    forbids(
        "A14-2g",
        "14",
        "拟任带头人与名单矛盾",
        successor_contradicts_roster,
        needs=RECORD,
        parts=LEDGERS,
        about=("带头人变更",),
    ),
    warns(
        "A14-2i",
        "14",
        "一次变更决定了两次",
        decided_again,
        needs=RECORD,
        about=("重新命名", "取消命名"),
    ),
    forbids(
        "A14-2k",
        "14",
        "带头人回来以后仍作了决定",
        decided_though_he_is_back,
        needs=RECORD,
        parts=INTAKE,
        about=("重新命名", "取消命名"),
    ),
    warns(
        "A14-2l",
        "14",
        "带头人变更没有决定又记一次",
        gone_twice,
        needs=RECORD,
        parts=INTAKE,
        about=("带头人变更",),
    ),
    hints(
        "A14-2j",
        "14",
        "重新命名早于变动日期",
        renamed_before_he_goes,
        needs=RECORD,
        about=("重新命名",),
    ),
)
