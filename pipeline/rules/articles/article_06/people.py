"""Art. 6(一)(二): people are what an application needs; their days of birth, careers and the
founding agree with each other and with the papers."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.dossier.application import Leader, Member, StudioType
from pipeline.dossier.fields import Month, Written
from pipeline.dossier.ledger import MemberChange
from pipeline.leaders import leader_on
from pipeline.rules.facts import application_day, member_changes, successors, type_on
from pipeline.rules.finding import DOSSIER, INTAKE, LEDGERS, RECORD, Finding, Placed, Rule
from pipeline.rules.rows import forbids, warns
from pipeline.rules.wording import alike, parts_of


class _Entered(NamedTuple):
    """Somebody's month of birth, the block that holds it, and the day on which it was entered."""

    block: Written
    name: str
    born: Month
    on: datetime.date


def _people(p: Placed) -> Iterator[_Entered]:
    dossier, applied = p.case.dossier, p.case.dossier.pledge.date
    for person in (dossier.leader, *dossier.members):
        yield _Entered(person, person.name, person.born, applied)
    for act, successor in successors(p.stage):
        yield _Entered(successor, successor.name, successor.born, act.date)
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
    """6(一): a career runs forward, from after the birth to the day of the papers; nobody is
    honoured before he is born."""
    leaders = [(p.case.dossier.leader, p.case.dossier.pledge.date)]
    leaders += [(successor, act.date) for act, successor in successors(p.stage)]
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
        for honour in leader.honours:
            if Month(honour.date.year, honour.date.month) <= leader.born:
                yield Finding(
                    honour.marks.at("日期"),
                    f"荣誉“{honour.title}”{honour.date} 早于{leader.name}的出生年月 {leader.born}",
                    "核对荣誉日期和出生年月。",
                    (leader.marks.at("出生年月"),),
                )


def founded_after_application(p: Placed) -> Iterator[Finding]:
    """6(一): a team that applies exists."""
    dossier = p.case.dossier
    applied = application_day(p.case, p.today)
    if applied and dossier.profile.founded > applied:
        yield Finding(
            dossier.profile.marks.at("成立日期"),
            f"成立日期 {dossier.profile.founded} 晚于申报日期 {applied}",
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


def leader_without_title_or_honour(p: Placed) -> Iterator[Finding]:
    """6(一): a leader, and who takes over from him, is a model worker or a skilled person."""
    policy = p.applied_under
    none, remark = policy.application.no_titles, policy.remark("application.no_titles")
    for leader in (p.case.dossier.leader, *(one for _, one in successors(p.stage))):
        titles = parts_of(leader.title)
        empty = [title for title in titles if title in none]
        if len(empty) == len(titles) and not leader.honours:
            yield Finding(
                leader.marks.at("职称等级"),
                f"{leader.name}的职称等级写“{leader.title}”，也没有荣誉，"
                f"看不出是劳模或技术人才{remark}",
                "补上职称或技能等级；有劳模、技能类称号的，写在“荣誉”里。",
            )
        elif empty and len(empty) < len(titles):
            yield Finding(
                leader.marks.at("职称等级"),
                f"{leader.name}的职称等级写“{leader.title}”，有“{empty[0]}”又有等级，"
                f"看不出是不是技术人才{remark}",
                f"没有的不写；删去“{empty[0]}”，或删去其余的。",
            )


def successor_without_craft(p: Placed) -> Iterator[Finding]:
    """1, 6(一), 14: who takes over a craft studio that stays one is a master of a craft."""
    craft = p.case.dossier.craft
    for act, successor in successors(p.stage):
        policy = p.policy_on(act.date)
        words = policy.application.craft_words
        decided = [one.date for one in p.stage.of("重新命名") if one.date >= act.date]
        if type_on(p.case, p.stage, min(decided, default=act.date)) is not StudioType.CRAFT:
            continue
        own = {leader_on(p.case, p.stage, act.date).speciality, craft.name if craft else ""}
        if not (_shows(successor, words) or successor.speciality in own):
            yield Finding(
                successor.marks.at("姓名"),
                f"{successor.name}接任传统工艺（手艺）大师创新工作室，职称等级、专业和荣誉里都"
                f"看不出手艺上的资格{policy.remark('application.craft_words')}",
                "有的补在“荣誉”里（如代表性传承人、工艺美术师）；没有的，“重新命名”时改“类型”。",
                (act.place,),
            )


def _shows(leader: Leader, words: Iterable[str]) -> bool:
    shown = (leader.title, leader.speciality, *(honour.title for honour in leader.honours))
    return any(word in one for one in shown for word in words)


def student_on_front_line(p: Placed) -> Iterator[Finding]:
    """6(二): the team consists mainly of employees at the front line; a student is none. Who is
    employed and studies beside it has a title."""
    policy = p.applied_under
    words, none = policy.application.student_words, policy.application.no_titles
    people: tuple[Member | MemberChange, ...] = (*p.case.dossier.members, *member_changes(p.case))
    for person in people:
        title, education = person.title or "", person.education or ""
        titles = parts_of(title)
        untitled = all(one in none or alike(one, education) for one in titles)
        told = (title, education) if untitled else titles
        word = next((word for word in words for one in told if word in one), None)
        if person.front_line and word:
            yield Finding(
                person.marks.at("一线"),
                f"{person.name}的学历、职称等级里有“{word}”，像是在校学生，却算作一线人员"
                f"{policy.remark('application.student_words')}",
                "学生不是职工：“一线”改为“否”或从成员里删去；在职读学位的，写明职称等级。",
                (person.marks.at("职称等级" if title else "姓名"),),
            )


RULES: tuple[Rule, ...] = (
    warns("A06-1f", "6.1", "年龄不合情理", age_unlikely, "application.ages",
          needs=DOSSIER, parts=RECORD | LEDGERS, about=("申报", "台账", "带头人变更"),
          family="ages"),
    forbids("A06-1g", "6.1", "经历、荣誉的日期不对", career_impossible, needs=DOSSIER, parts=RECORD,
            about=("申报", "带头人变更")),
    forbids("A06-1h", "6.1", "成立晚于申报", founded_after_application, needs=DOSSIER,
            about=("申报",)),
    forbids("A07-1g", "7", "年度计划不在周期内", goals_outside_cycle, "cycle.years", needs=DOSSIER,
            about=("申报",)),
    warns("A06-1i", "6.1", "带头人没有职称也没有荣誉", leader_without_title_or_honour,
          "application.no_titles", needs=DOSSIER, parts=RECORD, about=("申报", "带头人变更")),
    warns("A06-1j", "6.1", "手艺工作室的接任者没有手艺资格", successor_without_craft,
          "application.craft_words", needs=RECORD | INTAKE, about=("带头人变更",)),
    warns("A06-1k", "6.2", "学生算作一线人员", student_on_front_line,
          "application.student_words", "application.no_titles", needs=DOSSIER, parts=LEDGERS,
          about=("申报", "台账")),
)  # fmt: skip
