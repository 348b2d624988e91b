"""Art. 7(一): an application within its call, and each person in one studio at a time."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.diagnostics import Place, RuleCode
from pipeline.dossier.fields import without_note
from pipeline.lifecycle import Phase
from pipeline.rules.compared.outline import Outline
from pipeline.rules.finding import DOSSIER, INTAKE, RECORD, Batch, Finding, Placed, Rule, Whole
from pipeline.rules.rows import forbids, forbids_anywhere, forbids_in_batch


def applied_outside_call(p: Placed) -> Iterator[Finding]:
    """7(一): papers arrive before the call's deadline, and not before they are signed."""
    received = p.stage.last("推荐申报")
    if received is None:
        return
    pledge = p.case.dossier.pledge
    call = p.case.intake.call if p.case.intake else None
    if call and call.date <= call.deadline < received.date:
        yield Finding(
            received.place,
            f"{received.date} 收到，晚于申报截止 {call.deadline}",
            "核对收件日期；逾期的列入下一批次。",
            (call.marks.at("申报截止"),),
        )
    # Of a pledge that is earlier still, or of a day to come, A07-1h speaks.
    if call and received.date < call.date <= pledge.date:
        yield Finding(
            received.place,
            f"{received.date} 收到，早于申报通知 {call.date}",
            "核对收件日期；通知以前的申报不属这一批次。",
            (call.marks.at("日期"),),
        )
    if received.date < pledge.date <= p.today:
        yield Finding(
            received.place,
            f"{received.date} 收到，早于带头人承诺日期 {pledge.date}",
            "先签承诺再报送；改正其中一个日期。",
            (pledge.marks.at("日期"),),
        )


def call_window_wrong(b: Batch) -> Iterator[Finding]:
    """7(一): the call comes before its deadline, and the review after it."""
    if b.intake is None:
        return
    call, panel = b.intake.call, b.intake.panel
    if call.deadline < call.date:
        yield Finding(
            call.marks.at("申报截止"),
            f"申报截止 {call.deadline} 早于申报通知 {call.date}",
            "核对日期。",
            (call.marks.at("日期"),),
        )
    elif panel and panel.date < call.deadline:
        yield Finding(
            call.marks.at("申报截止"),
            f"申报截止 {call.deadline} 晚于评审 {panel.date}",
            "截止以后再评审；核对日期。",
            (panel.marks.at("日期"),),
        )


def pledge_not_by_leader(p: Placed) -> Iterator[Finding]:
    """7: the leader answers for the truth of the papers."""
    dossier = p.case.dossier
    if without_note(dossier.pledge.signed) != without_note(dossier.leader.name):
        yield Finding(
            dossier.pledge.marks.at("承诺人"),
            f"承诺人是{dossier.pledge.signed}，带头人是{dossier.leader.name}",
            "由带头人本人承诺。",
            (dossier.leader.marks.at("姓名"),),
        )


def person_in_two_studios(b: Batch) -> Iterator[Finding]:
    """7: one application a year for one person; nobody stands in two studios of an intake."""
    seen: dict[str, tuple[str, Place]] = {}
    for member in b.members:
        for person in member.people if member.phase is not Phase.WITHDRAWN else ():
            name = person.text
            if name in seen and seen[name][0] != member.key:
                yield Finding(
                    person.place,
                    f"“{name}”同时在 {seen[name][0]} 里",
                    "同一批次一人只进一个工作室；确为同名的两人，在姓名后加注单位。",
                    (seen[name][1],),
                )
            seen.setdefault(name, (member.key, person.place))


def leader_of_two_running_studios(w: Whole) -> Iterator[Finding]:
    """7: nobody leads two studios whose cycles run at the same time, successors included. It stands
    where he came second; of two applications of one intake that name him A07-1c speaks."""
    seen: dict[str, Outline] = {}
    for member in w.members:
        if not member.running:
            continue
        name = member.leader.text
        first = seen.setdefault(name, member)
        if first is member or first.applied_beside(member, name):
            continue
        earlier, later = first, member
        if first.led_from(name) > member.led_from(name):
            earlier, later = member, first
        yield Finding(
            later.leader.place,
            f"“{name}”还带着 {earlier.key}，两个周期都没有结束",
            "一人同时只带一个工作室；确为同名的两人，在姓名后加注单位。",
            (earlier.leader.place,),
        )


RULES: tuple[Rule, ...] = (
    Rule(
        code=RuleCode("A07-1a"),
        article="7.1",
        title="申报日期不在期限内或先报后签",
        on_case=applied_outside_call,
        on_batch=call_window_wrong,
        needs=DOSSIER | RECORD,
        parts=INTAKE,
        about=("推荐申报", "申报通知"),
    ),
    forbids(
        "A07-1b", "7", "承诺人不是带头人", pledge_not_by_leader, needs=DOSSIER, about=("申报",)
    ),
    forbids_in_batch(
        "A07-1c",
        "7.1",
        "一人进了两个工作室",
        person_in_two_studios,
        needs=DOSSIER,
        about=("申报",),
        family="one_person",
    ),
    forbids_anywhere(
        "A07-1d",
        "7",
        "一人同时带两个工作室",
        leader_of_two_running_studios,
        needs=RECORD | INTAKE,
        about=("申报", "带头人变更"),
        family="one_person",
    ),
)
