"""Art. 14: a leader goes: reported in time, decided, named after the successor, plaque changed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from pipeline.diagnostics import Place
from pipeline.dossier.acts.end import LeaderChange, Renaming
from pipeline.dossier.application import Leader, StudioType
from pipeline.dossier.fields import without_note
from pipeline.leaders import came_back, left_by, undecided_changes
from pipeline.lifecycle import name_on
from pipeline.rules.facts import is_model_worker, type_on, without_school
from pipeline.rules.finding import INTAKE, NOTED, RECORD, Finding, Placed, Rule
from pipeline.rules.rows import forbids, warns

_ONE_DAY = datetime.timedelta(days=1)


def _changes(p: Placed) -> Iterator[LeaderChange]:
    for act in p.stage.of("带头人变更"):
        if isinstance(act.record, LeaderChange):
            yield act.record


def _renamings(p: Placed) -> Iterator[tuple[Renaming, LeaderChange | None]]:
    """Each renaming with the report that it answers; where the leader was back, A14-2k speaks."""
    for act in p.stage.of("重新命名"):
        if isinstance(act.record, Renaming):
            before = [one for one in p.stage.of("带头人变更") if one.date <= act.date]
            change = before[-1].record if before and not came_back(p.stage, before[-1]) else None
            yield act.record, change if isinstance(change, LeaderChange) else None


def reported_late(p: Placed) -> Iterator[Finding]:
    """14: the unit reports in time, as the policy of the day of the change has it; who is to follow
    may be told later."""
    told: set[datetime.date] = set()
    for change in _changes(p):
        if change.happened in told:
            continue
        told.add(change.happened)
        policy = p.policy_on(change.happened)
        days = (change.date - change.happened).days
        if days > policy.leader_change.report_days:
            yield Finding(
                change.marks.at("日期"),
                f"带头人 {change.happened} {change.reason}，{days} 天后才报告，"
                f"应在 {policy.leader_change.report_days} 天内"
                f"{policy.remark('leader_change.report_days')}",
                f"核对日期；确属延迟的，{NOTED}",
            )


def reported_by_other_unit(p: Placed) -> Iterator[Finding]:
    """14: it is the studio's unit that reports."""
    profile = p.case.dossier.profile
    for change in _changes(p):
        if without_school(p.case, change.unit) != without_school(p.case, profile.unit):
            yield Finding(
                change.marks.at("报告单位"),
                f"报告单位是{change.unit}，工作室所在单位是{profile.unit}",
                f"由所在单位报告；单位改了名的，{NOTED}",
                (profile.marks.at("所在单位"),),
            )


def reviewed_while_undecided(p: Placed) -> Iterator[Finding]:
    """14: the union decides, before the cycle is reviewed or archived. It stands at the act that
    came too early: the report is what the decision needs."""
    told: set[Place] = set()
    for act in p.stage.acts:
        if act.name not in ("周期末复核", "归档"):
            continue
        for change in undecided_changes(p.stage, act.date):
            if change.place not in told:
                told.add(change.place)
                yield Finding(
                    act.place,
                    f"带头人变更 {change.date} 还没有重新命名或取消命名，"
                    f"就记了“{act.name} {act.date}”",
                    f"补记校工会的决定；还没有决定的，先决定，再{act.name.removeprefix('周期末')}。",
                    (change.place,),
                )


def renamed_without_successor(p: Placed) -> Iterator[Finding]:
    """14: a new name needs somebody to be named after."""
    for renaming, change in _renamings(p):
        if change is not None and change.successor is None:
            yield Finding(
                renaming.marks.at("新名称"),
                "变更报告没有拟任带头人，却重新命名",
                "在“带头人变更”里补“拟任带头人”，或改为取消命名。",
                (change.marks.at("日期"),),
            )


def successor_unfit(p: Placed) -> Iterator[Finding]:
    """14 with 6(一): whoever takes over meets what the title asks of a leader on that day."""
    for renaming, change in _renamings(p):
        if change is None or change.successor is None:
            continue
        policy = p.policy_on(renaming.date)
        kind = type_on(p.case, p.stage, renaming.date)
        fit = is_model_worker(change.successor, policy)
        if kind is StudioType.MODEL_WORKER and not fit:
            yield Finding(
                renaming.marks.at("新名称"),
                f"{change.successor.name}没有劳动模范类称号，不能带{kind}"
                f"{policy.remark('application.model_worker_titles')}",
                "补荣誉，或在“重新命名”里写“类型”，改为职工创新工作室。",
                (change.successor.marks.at("姓名"),),
            )


def old_name_wrong(p: Placed) -> Iterator[Finding]:
    """14: the old name is the one that stood the day before."""
    for renaming, _ in _renamings(p):
        wanted = name_on(p.case, p.stage, renaming.date - _ONE_DAY)
        if renaming.old_name != wanted:
            yield Finding(
                renaming.marks.at("原名称"),
                f"原名称写“{renaming.old_name}”，此前的名称是“{wanted}”",
                f"改为“{wanted}”。",
            )


def new_name_wrong(p: Placed) -> Iterator[Finding]:
    """14 with the naming custom: successor's full name and title."""
    for renaming, change in _renamings(p):
        if change is None or change.successor is None:
            continue
        wanted = _called_after(p, renaming, change.successor)
        if renaming.new_name not in (wanted, renaming.old_name) and not renaming.name_reason:
            yield Finding(
                renaming.marks.at("新名称"),
                f"新名称写“{renaming.new_name}”，由拟任带头人和类型应为“{wanted}”",
                f"改为“{wanted}”；确需另起名称的，填“名称理由”。",
            )


def _called_after(p: Placed, renaming: Renaming, leader: Leader) -> str:
    return f"{without_note(leader.name)}{type_on(p.case, p.stage, renaming.date)}"


def name_unchanged(p: Placed) -> Iterator[Finding]:
    """14: a renaming gives another name; A14-2d says nothing of this one."""
    for renaming, change in _renamings(p):
        if renaming.new_name == renaming.old_name and not renaming.name_reason:
            leader = change.successor if change else None
            wanted = _called_after(p, renaming, leader) if leader else renaming.old_name
            yield Finding(
                renaming.marks.at("新名称"),
                f"重新命名 {renaming.date} 的新名称“{renaming.new_name}”就是原名称",
                "确需沿用原名称的，填“名称理由”；重复记的，删去这一项。"
                if wanted == renaming.old_name
                else f"改为“{wanted}”；确需沿用原名称的，填“名称理由”。",
                (renaming.marks.at("原名称"),),
            )


def plaque_not_exchanged(p: Placed) -> Iterator[Finding]:
    """14: the plaque follows the name; a cancelled name gives its plaque back."""
    for renaming, _ in _renamings(p):
        if renaming.plaque_exchanged and renaming.plaque_exchanged < renaming.date:
            yield Finding(
                renaming.marks.at("换牌日期"),
                f"换牌 {renaming.plaque_exchanged} 早于重新命名 {renaming.date}",
                "先重新命名再换牌；核对日期。",
            )
    archived, cancelled = p.stage.last("归档"), p.stage.last("取消命名")
    before = archived and cancelled and cancelled.date <= archived.date
    if archived and cancelled and before and p.stage.of("挂牌") and not p.stage.of("收回牌匾"):
        yield Finding(
            cancelled.place,
            f"取消命名 {cancelled.date} 后没有收回牌匾，就记了“归档 {archived.date}”",
            "收回后记“收回牌匾”，再归档。",
        )


def successor_is_leader(p: Placed) -> Iterator[Finding]:
    """14: who takes over is somebody else than who goes."""
    for act in p.stage.of("带头人变更"):
        before, change = left_by(p.case, p.stage, act).name, act.record
        if not isinstance(change, LeaderChange):
            continue
        if change.successor and change.successor.name == before:
            yield Finding(
                change.successor.marks.at("姓名"),
                f"拟任带头人{before}就是变动前的带头人",
                "填接任的人；离开以后又回来带头的，删去“拟任带头人”，回来时记“恢复履职”。",
            )


def plaque_in_future(p: Placed) -> Iterator[Finding]:
    """14: a plaque is entered as changed once it is. The day stands in the renaming, whose paper
    may be due before it, so that this only warns."""
    for renaming, _ in _renamings(p):
        exchanged = renaming.plaque_exchanged
        if exchanged and renaming.date <= p.today < exchanged:  # else A07-5d speaks
            yield Finding(
                renaming.marks.at("换牌日期"),
                f"重新命名 {renaming.date} 的换牌日期 {renaming.plaque_exchanged} 还没有到"
                f"（今天 {p.today}）",
                "换牌以后核对，与计划不同的改为实际日期。",
            )


def rewarded_while_undecided(p: Placed) -> Iterator[Finding]:
    """14 with 13: nobody is awarded or nominated in the name of a leader who has gone. What was
    undecided at the re-review, A14-1b tells there; a nomination rests on its award."""
    told: set[Place] = set()
    for act in (*p.stage.of("奖励"), *p.stage.of("推荐")):
        for review in p.stage.of("周期末复核"):
            if review.date <= act.date:
                told.update(one.place for one in undecided_changes(p.stage, review.date))
        untold = [c for c in undecided_changes(p.stage, act.date) if c.place not in told]
        for change in untold[:1]:
            if act.name == "奖励":
                told.add(change.place)
            yield Finding(
                act.place,
                f"带头人变更 {change.date} 还没有决定，就记了“{act.name} {act.date}”",
                "先重新命名或取消命名，再奖励、推荐；核对日期。",
                (change.place,),
            )


RULES: tuple[Rule, ...] = (
    warns("A14-1a", "14", "带头人变更报告延迟", reported_late, "leader_change.report_days",
          needs=RECORD, about=("带头人变更",), family="delays"),
    warns("A14-1d", "14", "报告单位不是所在单位", reported_by_other_unit, needs=RECORD,
          parts=INTAKE, about=("带头人变更",)),
    forbids("A14-1b", "14", "带头人变更没有决定就复核或归档", reviewed_while_undecided,
            needs=RECORD | INTAKE, about=("周期末复核", "归档")),
    forbids("A14-1c", "14", "拟任带头人就是原带头人", successor_is_leader, needs=RECORD,
            about=("带头人变更",)),
    forbids("A14-1e", "14", "带头人变更未决就奖励或推荐", rewarded_while_undecided, needs=RECORD,
            parts=INTAKE, about=("奖励", "推荐", "复核通报")),
    warns("A14-2f", "14", "换牌日期在将来", plaque_in_future, needs=RECORD, about=("重新命名",)),
    forbids("A14-2a", "14", "没有拟任带头人却重新命名", renamed_without_successor, needs=RECORD,
            about=("重新命名",)),
    forbids("A14-2b", "14", "拟任带头人不合条件", successor_unfit,
            "application.model_worker_titles", needs=RECORD, about=("重新命名",)),
    forbids("A14-2c", "14", "原名称不符", old_name_wrong, needs=RECORD, about=("重新命名",)),
    forbids("A14-2d", "14", "新名称不符", new_name_wrong, needs=RECORD, about=("重新命名",),
            family="name_form"),
    forbids("A14-2h", "14", "新名称就是原名称", name_unchanged, needs=RECORD, about=("重新命名",)),
    forbids("A14-2e", "14", "牌匾没有随名称更换或收回", plaque_not_exchanged, needs=RECORD,
            about=("重新命名", "取消命名")),
)  # fmt: skip
