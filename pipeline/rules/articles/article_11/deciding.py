"""Art. 7, 11, 14: what goes before a decision that ends a title: facts, bodies, days."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from pipeline.dossier.acts.base import Decided
from pipeline.dossier.acts.end import Criticism, Revocation, Truth, Verification
from pipeline.dossier.fields import without_note
from pipeline.lifecycle import Act
from pipeline.rules.articles.article_07.meeting import more_than_entitled
from pipeline.rules.facts import everybody
from pipeline.rules.finding import INTAKE, LEDGERS, RECORD, Finding, Placed, Rule
from pipeline.rules.rows import forbids, hints, warns

_PREPARED = ("通报批评", "取消称号")


def studio_not_heard(p: Placed) -> Iterator[Finding]:
    """11: who is heard is there: the leader, or somebody of the studio."""
    people = {without_note(name) for name in everybody(p.case, p.stage)}
    for act in p.stage.of("核实听取"):
        record = act.record
        if isinstance(record, Verification) and people.isdisjoint(
            map(without_note, record.present)
        ):
            yield Finding(
                record.marks.at("到场人"),
                f"核实听取 {act.date} 的到场人里没有工作室的人",
                "到场的带头人或成员写进“到场人”；书面说明的、拒不到场的，在“工作室说明”里写明。",
            )


def heard_afterwards(p: Placed) -> Iterator[Finding]:
    """11: facts are looked into before what rests on them is decided. What was found untrue
    afterwards prepares nothing: the union decides anew."""
    for act in p.stage.of("核实听取"):
        decided = [one for one in p.stage.acts if one.name in _PREPARED]
        before = [one for one in decided if one.date < act.date]
        if not before or any(one.date >= act.date for one in decided):
            continue
        if isinstance(act.record, Verification) and act.record.verdict is not Truth.FALSE:
            yield Finding(
                act.place,
                f"核实听取 {act.date} 晚于所准备的“{before[-1].name} {before[-1].date}”",
                "先核实、听取说明，再作决定；核对两个日期。",
                (before[-1].place,),
            )


def _found_false(p: Placed, day: datetime.date) -> Act | None:
    """What was last looked into by `day`, where it was found untrue."""
    heard = [act for act in p.stage.of("核实听取") if act.date <= day]
    last = heard[-1] if heard else None
    untrue = last and isinstance(last.record, Verification) and last.record.verdict is Truth.FALSE
    return last if untrue else None


def decided_on_untrue_facts(p: Placed) -> Iterator[Finding]:
    """7, 11: what was looked into and found untrue is neither criticised nor costs the title, but
    where it was verified later. Other grounds rest on facts of their own (A11-3a)."""
    criticised = [act.record for act in p.stage.of("通报批评")]
    verified = [one.verified_on for one in criticised if isinstance(one, Criticism)]
    for act in p.stage.acts:
        false = _found_false(p, act.date)
        if false is None or any(false.date < day <= act.date for day in verified):
            continue
        record, revocation = act.record, p.policy_on(act.date).revocation
        place = act.place
        if isinstance(record, Revocation):
            told = {ground for ground in record.grounds if ground not in revocation.support}
            if not told:
                continue
            place = record.marks.at("事由")
        elif not isinstance(record, Criticism):
            continue
        yield Finding(
            place,
            f"核实听取 {false.date} 认定不属实，却记了“{act.name} {act.date}”",
            "不属实的，不通报、不取消称号；以后另行查证属实的，记那次查证或核实听取。",
            (false.record.marks.at("结论"),),
            p.stage.rule_of(act.name).article,
        )


def _decided(p: Placed) -> Iterator[tuple[Act, Decided]]:
    for name in ("取消称号", "取消命名", "重新命名", "其他事项"):
        for act in p.stage.of(name):
            if isinstance(act.record, Decided):
                yield act, act.record


def _begun(p: Placed, act: Act) -> Act | None:
    """What a decision cannot go before: the naming that it changes, or the application."""
    found = p.stage.of("推荐申报" if act.name == "其他事项" else "命名")
    return found[0] if found else None


def bodies_out_of_order(p: Placed) -> Iterator[Finding]:
    """11, 14: the body decides, the Party committee agrees, and then the decision goes out."""
    for act, record in _decided(p):
        meeting, consent = record.decision, record.consent
        article = p.stage.rule_of(act.name).article
        days = [("审定", meeting.date, meeting.marks.at("日期"))] if meeting else []
        days += [("党委同意", consent.date, consent.marks.at("日期"))] if consent else []
        begun = _begun(p, act)
        if days and begun and days[0][1] < begun.date:
            yield Finding(
                days[0][2],
                f"{act.name} {act.date} 的{days[0][0]} {days[0][1]} 早于{begun.name} {begun.date}",
                "核对年份和日期。",
                (begun.place,),
                article,
            )
        days.append((act.name, act.date, act.place))
        for (name, day, place), (later, after, other) in pairwise(days):
            if after < day:
                yield Finding(
                    place,
                    f"{name} {day} 晚于{later} {after}",
                    "依次是审定、党委同意、决定；改正其中一个日期。",
                    (other,),
                    article,
                )
        for finding in more_than_entitled(meeting, "审定") if meeting else ():
            yield replace(finding, article=article)


def body_not_told(p: Placed) -> Iterator[Finding]:
    """11, 14: a decision tells who took it, where the policy of its day asks."""
    for act, record in _decided(p):
        policy = p.policy_on(act.date)
        bodies = policy.revocation.bodies
        asked = (("审定", record.decision), ("党委同意", record.consent))[: len(bodies)]
        lacking = [name for name, told in asked if told is None]
        if lacking and act.name != "其他事项":
            yield Finding(
                act.place,
                f"{act.name} {act.date} 没有写{'、'.join(lacking)}：由{'、'.join(bodies)}依次决定"
                f"{policy.remark('revocation.bodies')}",
                f"补“{'”“'.join(lacking)}”。",
                article=p.stage.rule_of(act.name).article,
            )


def struck_off_after_archiving(p: Placed) -> Iterator[Finding]:
    """11: once a cycle is reviewed and archived, nothing of it can fail any more; falsehood costs
    the title at any time (Art. 7)."""
    archived = p.stage.last("归档")
    for act in p.stage.of("取消称号"):
        if archived is None or act.date <= archived.date or not isinstance(act.record, Revocation):
            continue
        falsehood = p.policy_on(act.date).revocation.falsehood
        for row, ground in enumerate(act.record.grounds):
            if ground != falsehood:
                yield Finding(
                    act.record.marks.at("事由", row),
                    f"{archived.date} 已归档，{act.date} 又以“{ground}”取消称号",
                    f"周期已经结束，不再按第十一条处理；查实申报造假的，事由写“{falsehood}”。",
                    (archived.place,),
                )


def award_not_taken_back(p: Placed) -> Iterator[Finding]:
    """7, 13: what was got by falsehood goes back, the award with it."""
    for act in p.stage.of("取消称号"):
        record, falsehood = act.record, p.policy_on(act.date).revocation.falsehood
        awards = [one for one in p.stage.of("奖励") if one.date <= act.date]
        if not awards or not isinstance(record, Revocation) or falsehood not in record.grounds:
            continue
        if "奖励" not in record.unspent:
            yield Finding(
                record.marks.at("结余经费处理"),
                f"取消称号 {act.date} 因{falsehood}，没有写奖励（{awards[-1].date}）怎样处理",
                "在“结余经费处理”里写明奖励经费的退回；退回后记“退回经费”，款项写奖励经费。",
                (awards[-1].place,),
            )


RULES: tuple[Rule, ...] = (
    hints(
        "A11-3i",
        "11",
        "核实听取时工作室没有人到场",
        studio_not_heard,
        needs=RECORD,
        parts=LEDGERS,
        about=("核实听取",),
    ),
    forbids(
        "A11-3j", "11", "核实听取晚于决定", heard_afterwards, needs=RECORD, about=("核实听取",)
    ),
    forbids(
        "A11-3k",
        "11",
        "核实不属实却作了决定",
        decided_on_untrue_facts,
        "revocation.support",
        needs=RECORD,
        about=("通报批评", "取消称号"),
    ),
    forbids(
        "A11-3l",
        "11",
        "审定、党委同意和决定次序不对",
        bodies_out_of_order,
        needs=RECORD,
        about=("取消称号", "取消命名", "重新命名", "其他事项"),
    ),
    warns(
        "A11-3m",
        "11",
        "没有写明由谁决定",
        body_not_told,
        "revocation.bodies",
        needs=RECORD,
        about=("取消称号", "取消命名", "重新命名"),
        family="deciding_bodies",
    ),
    forbids(
        "A11-3n",
        "11",
        "归档以后又按第十一条取消称号",
        struck_off_after_archiving,
        "revocation.falsehood",
        needs=RECORD,
        about=("取消称号",),
    ),
    hints(
        "A11-3p",
        "13",
        "弄虚作假取消称号没有写奖励的处理",
        award_not_taken_back,
        "revocation.falsehood",
        needs=RECORD,
        parts=INTAKE,
        about=("取消称号",),
    ),
)
