"""Art. 7: falsehood is verified, criticised, and costs the qualification."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from pipeline.acts import GIVEN
from pipeline.diagnostics import Place
from pipeline.dossier.acts.deciding import Supplement
from pipeline.dossier.acts.end import Criticism
from pipeline.dossier.intake import Intake
from pipeline.rules.finding import INTAKE, RECORD, Finding, Placed, Rule
from pipeline.rules.rows import forbids


def criticism_before_verification(p: Placed) -> Iterator[Finding]:
    """7: what was handed in is verified, then criticised."""
    received = p.stage.last("推荐申报")
    for act in p.stage.of("通报批评"):
        if not isinstance(act.record, Criticism):
            continue
        verified, place = act.record.verified_on, act.record.marks.at("查证日期")
        if verified > act.date:
            yield Finding(
                place,
                f"查证日期 {verified} 晚于通报 {act.date}",
                "查证属实以后才通报；改正其中一个日期。",
                (act.place,),
            )
        if received and verified < received.date:
            yield Finding(
                place,
                f"查证日期 {verified} 早于收到申报材料的 {received.date}",
                "收到材料以后才能查证；改正其中一个日期。",
                (received.place,),
            )


#: What a studio is given, and what goes on as if its title stood. What a check or an assessment
#: finds out is no gift.
_GIVEN = (*GIVEN, "周期末复核", "归档")


def given_after_criticism(p: Placed) -> Iterator[Finding]:
    """7: falsehood costs the qualification: a named studio that was criticised is given nothing
    more, and not archived as if the title stood. It stands at each later act: the criticism must
    go out, and what was right on its day stays right."""
    criticism, ended = next(iter(p.stage.of("通报批评")), None), p.stage.ended_on
    if criticism is None or not p.stage.cycle:
        return
    for act in p.stage.acts:
        # Of what followed the end A07-5c speaks.
        answered = ended is not None and act.date >= ended
        if act.name in _GIVEN and act.date >= criticism.date and not answered:
            yield Finding(
                act.place,
                f"{criticism.date} 因弄虚作假通报批评，没有“取消称号”就记了“{act.name} {act.date}”",
                "先作取消称号的决定，记“取消称号”"
                f"（事由“{p.stage.policy.revocation.falsehood}”）；没有办的，删去这一项。",
                (criticism.place,),
            )


def criticised_but_named(p: Placed) -> Iterator[Finding]:
    """7: who was criticised for falsehood is not approved or named. It stands at the first such
    list after the criticism, at the studio's own row: the list holds others too, whose papers go
    on; what has no list of its own leaves him out. Once the title is struck off, the list is
    history."""
    criticism = next(iter(p.stage.of("通报批评")), None)
    if p.case.intake is None or criticism is None or p.stage.ended_on is not None:
        return
    for name, place, day in listed_on(p.case.intake, p.case.slug):
        if criticism.date < day:
            yield Finding(
                place,
                f"{criticism.date} 因弄虚作假通报批评，{day} 的“{name}”里却有“{p.case.slug}”",
                "从名单里删去；已经命名的，补记“取消称号”。",
                (criticism.place,),
            )
            return


def listed_on(intake: Intake, slug: str) -> Iterator[tuple[str, Place, datetime.date]]:
    """(what, where, day) of each list towards a name that holds the studio; of a supplement whose
    own lists do not, the list that it begins with."""
    for one in intake.rounds:
        committee, naming = one.committee, one.naming
        if committee and slug in committee.approved:
            row = committee.approved.index(slug)
            yield "同意命名", committee.marks.at("同意命名", row), committee.date
        if naming and slug in naming.named:
            row = naming.named.index(slug)
            yield "命名名单", naming.marks.at("命名名单", row), naming.date
        began = min((step.date for step in one.steps.values() if step), default=None)
        own = {*(committee.approved if committee else ()), *(naming.named if naming else ())}
        if isinstance(one, Supplement) and began and slug in {*one.listed} - own:
            yield "名单", one.marks.at("名单", one.listed.index(slug)), began


RULES: tuple[Rule, ...] = (
    forbids("A07-1e", "7", "查证早于申报或晚于通报", criticism_before_verification, needs=RECORD,
            about=("通报批评",)),
    forbids("A07-1f", "7", "通报批评后没有取消资格", given_after_criticism, needs=RECORD | INTAKE,
            about=("挂牌", "各笔划拨", "重新命名", "周期末复核", "奖励", "推荐", "归档")),
    forbids("A07-4d", "7.4", "通报批评以后又命名", criticised_but_named, needs=RECORD | INTAKE,
            about=("补充审定", "工会委员会研究", "命名")),
)  # fmt: skip
