"""Art. 7: an application that ends without a name: withdrawn, or told why it was not named."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from pipeline.dossier.acts.base import CheckVerdict
from pipeline.dossier.acts.deciding import Withheld
from pipeline.dossier.acts.review import OutcomeTold, Refusal
from pipeline.rounds import named_on, withheld
from pipeline.rules.articles.article_07.falsehood import listed_on
from pipeline.rules.articles.article_07.review import checks
from pipeline.rules.articles.article_07.sheets import reviews
from pipeline.rules.finding import INTAKE, RECORD, Finding, Placed, Rule
from pipeline.rules.rows import forbids


def went_on_after_withdrawal(p: Placed) -> Iterator[Finding]:
    """7(一): who took his papers back is not checked, reviewed, approved or named any more; what
    has no list of its own leaves him out."""
    withdrawn = next(iter(p.stage.of("撤回申报")), None)
    if withdrawn is None:
        return
    intake, slug = p.case.intake, p.case.slug
    lists = listed_on(intake, slug) if intake else ()
    steps = [(f"“{name}”里却有“{slug}”", place, day) for name, place, day in lists]
    steps += [
        (f"却有“{act.name}”", act.place, act.date)
        for act in p.stage.acts
        if act.name in ("初审", "专家评审")
    ]
    for what, place, day in steps:
        if withdrawn.date < day:
            yield Finding(
                place,
                f"{withdrawn.date} 已撤回申报，{day} {what}",
                "从这里删去；没有撤回的，删去“撤回申报”。",
                (withdrawn.place,),
            )


def outcome_unfounded(p: Placed) -> Iterator[Finding]:
    """7: what the applicant is told is what was decided by then."""
    for act in p.stage.of("结果告知"):
        told = act.record
        named = named_on(p.case.intake, p.case.slug) if p.case.intake else None
        if not isinstance(told, OutcomeTold) or (named and named < act.date):
            continue  # A07-5a tells of who was named before
        known = tuple(_outcomes(p, act.date))
        if told.outcome not in known:
            fitting = "、".join(dict.fromkeys(known))
            last = [one for one in checks(p) if one.date <= act.date][-1:]
            waits = told.outcome is Refusal.NOT_MET and any(
                one.verdict is CheckVerdict.CORRECT for one in last
            )
            yield Finding(
                told.marks.at("结果"),
                f"结果告知 {act.date} 写“{told.outcome}”，那时的记录里没有这样的结果",
                "补正没有通过的，再记一次“初审”（结论不通过），再告知初审未通过。"
                if waits
                else f"按记录应写：{fitting}。"
                if fitting
                else "有了结果再告知；补记在先的事项，核对日期。",
            )


def _outcomes(p: Placed, day: datetime.date) -> Iterator[Refusal]:
    """What an applicant could be told by `day`."""
    for check in [one for one in checks(p) if one.date <= day][-1:]:
        if check.verdict is CheckVerdict.FAILED:
            yield Refusal.NOT_MET
    for review in [one for one in reviews(p) if one.date <= day][-1:]:
        if not review.recommended:
            yield Refusal.NOT_RECOMMENDED
    intake, slug = p.case.intake, p.case.slug
    if word := withheld(intake, slug, day):
        refused = word.verdict is Withheld.REFUSED
        yield Refusal.NOT_APPROVED if refused else Refusal.PUT_OFF
    rounds = intake.rounds if intake else ()
    met = [one for one in rounds if one.committee and one.committee.date <= day]
    if met and not any(one.committee and slug in one.committee.approved for one in met):
        yield from (Refusal.NOT_APPROVED, Refusal.PUT_OFF)
    if any(one.naming and one.naming.date <= day and slug in one.proposed for one in rounds):
        yield from (Refusal.NOT_NAMED, Refusal.PUT_OFF)
    if any(act.date <= day for act in p.stage.of("通报批评")):
        yield Refusal.NOT_NAMED


RULES: tuple[Rule, ...] = (
    forbids(
        "A07-7a",
        "7.1",
        "撤回申报以后又评审、审定或命名",
        went_on_after_withdrawal,
        needs=RECORD | INTAKE,
        about=("初审", "专家评审", "工会委员会研究", "补充审定", "命名"),
    ),
    forbids(
        "A07-7b",
        "7",
        "告知的结果与记录不符",
        outcome_unfounded,
        needs=RECORD | INTAKE,
        about=("结果告知",),
    ),
)
