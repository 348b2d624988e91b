"""Art. 6(一)(二): days of birth, careers and founding agree with each other and with the papers."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.dossier.application import Leader
from pipeline.dossier.fields import Month, Written
from pipeline.dossier.record import LeaderChange
from pipeline.rules.facts import member_changes
from pipeline.rules.finding import DOSSIER, LEDGERS, RECORD, Finding, Placed, Rule, forbids, warns


class _Entered(NamedTuple):
    """Somebody's month of birth, the block that holds it, and the day on which it was entered."""

    block: Written
    name: str
    born: Month
    on: datetime.date


def _successors(p: Placed) -> Iterator[tuple[Leader, datetime.date]]:
    for act in p.stage.of("带头人变更"):
        if isinstance(act.record, LeaderChange) and act.record.successor:
            yield act.record.successor, act.date


def _people(p: Placed) -> Iterator[_Entered]:
    dossier, applied = p.case.dossier, p.case.dossier.pledge.date
    for person in (dossier.leader, *dossier.members):
        yield _Entered(person, person.name, person.born, applied)
    for successor, day in _successors(p):
        yield _Entered(successor, successor.name, successor.born, day)
    for change in member_changes(p.case):
        if change.born:
            yield _Entered(change, change.name, change.born, change.date)


def age_unlikely(p: Placed) -> Iterator[Finding]:
    """6(一)(二): people at work are of an age to work, by the policy of the day of their entry."""
    for one in _people(p):
        youngest, oldest = p.policy_on(one.on).application.ages
        age = one.born.age_on(one.on)
        if not youngest <= age <= oldest:
            what = f" {age} 岁" if age >= 0 else "还没有出生"
            yield Finding(
                one.block.marks.at("出生年月"),
                f"{one.name}出生年月 {one.born}，{one.on} 时{what}，应在 {youngest} 至 {oldest} 岁"
                f"{p.policy_on(one.on).remark('application.ages')}",
                "核对出生年月。",
            )


def career_impossible(p: Placed) -> Iterator[Finding]:
    """6(一): a career runs forward, from after the birth to the day of the papers."""
    leaders = [(p.case.dossier.leader, p.case.dossier.pledge.date), *_successors(p)]
    for leader, day in leaders:
        written = Month(day.year, day.month)
        for row in leader.career:
            if not leader.born < row.first <= written:
                yield Finding(
                    row.marks.at("起"),
                    f"经历自 {row.first} 起，应在出生（{leader.born}）与填报（{day}）之间",
                    "核对起止年月。",
                )
            elif row.last and not row.first <= row.last <= written:
                yield Finding(
                    row.marks.at("止"),
                    f"经历到 {row.last} 止，应在起（{row.first}）与填报（{day}）之间",
                    "核对起止年月；至今仍在的，不写“止”。",
                )


def founded_after_application(p: Placed) -> Iterator[Finding]:
    """6(一): a team that applies exists."""
    dossier = p.case.dossier
    if dossier.profile.founded > dossier.pledge.date:
        yield Finding(
            dossier.profile.marks.at("成立日期"),
            f"成立日期 {dossier.profile.founded} 晚于申报日期 {dossier.pledge.date}",
            "先有团队再申报；核对日期。",
            (dossier.pledge.marks.at("日期"),),
        )


def goals_outside_cycle(p: Placed) -> Iterator[Finding]:
    """7: the yearly goals are for the years that a cycle begun this year would touch by then."""
    first, years = p.case.year, p.applied_under.cycle.years
    for goal in p.case.dossier.goals.yearly:
        if not first <= goal.year <= first + years:
            yield Finding(
                goal.marks.at("年度"),
                f"年度计划写的是 {goal.year} 年，周期在 {first} 至 {first + years} 年之间",
                "按周期所跨的年度写计划。",
            )


RULES: tuple[Rule, ...] = (
    warns("A06-1f", "6.1", "年龄不合情理", age_unlikely, "application.ages",
          needs=DOSSIER, parts=RECORD | LEDGERS, about=("申报", "台账", "带头人变更")),
    forbids("A06-1g", "6.1", "经历的起止年月不对", career_impossible, needs=DOSSIER, parts=RECORD,
            about=("申报", "带头人变更")),
    forbids("A06-1h", "6.1", "成立晚于申报", founded_after_application, needs=DOSSIER,
            about=("申报",)),
    forbids("A07-1g", "7", "年度计划不在周期内", goals_outside_cycle, "cycle.years", needs=DOSSIER,
            about=("申报",)),
)  # fmt: skip
