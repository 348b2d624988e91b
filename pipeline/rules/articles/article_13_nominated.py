"""Art. 13: who is nominated was shown before, for that list, with an outcome and no objection."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.diagnostics import Place, visible
from pipeline.dossier.acts.cycle import Nomination
from pipeline.dossier.acts.lists import NomineePublicity
from pipeline.dossier.acts.review import Opinion, Sounding
from pipeline.dossier.paths import INTAKE_FILE
from pipeline.lifecycle import Act
from pipeline.rules.articles.article_07.objections import is_open, is_upheld
from pipeline.rules.articles.article_07.sounding import (
    cleared,
    of_verdict,
    own_opinions,
    withdrawn,
)
from pipeline.rules.articles.article_13_nominees import shown_of
from pipeline.rules.finding import INTAKE, RECORD, Finding, Placed, Rule
from pipeline.rules.rows import forbids, warns


def nominated_over_objection(p: Placed) -> Iterator[Finding]:
    """13: who is sent up has nothing against him that was upheld, or that nobody settled."""
    for act in p.stage.of("推荐"):
        if not isinstance(act.record, Nomination):
            continue
        for one in shown_of(p):
            policy = p.policy_on(one.date).publicity
            for objection in one.objections:
                wrong = is_upheld(objection.settled, policy) or is_open(
                    objection.settled, policy.unsettled_words
                )
                about = objection.studio == p.case.slug and act.record.target in one.targets
                if about and wrong and objection.date <= act.date:
                    yield Finding(
                        act.place,
                        f"对“{p.case.slug}”的异议（{objection.date}）处理结果写"
                        f"“{visible(objection.settled, 30)}”，{act.date} 却已推荐",
                        "查实的不推荐；没有查清的先不推荐；查证后仍可推荐的，在“处理结果”里写明“不影响推荐”和理由。",
                        (objection.marks.at("处理结果"),),
                    )


def _shown_for(p: Placed, target: str) -> list[NomineePublicity]:
    return [one for one in shown_of(p) if target in one.targets]


def nominated_while_shown(p: Placed) -> Iterator[Finding]:
    """13: nominees are shown before they are sent up, and that ends first."""
    for act in p.stage.of("推荐"):
        shown = _shown_for(p, act.record.target) if isinstance(act.record, Nomination) else []
        if shown and all(act.date <= one.last for one in shown):
            yield Finding(
                act.place,
                f"推荐 {act.date} 时，推荐公示还没有期满（{shown[0].first} 至 {shown[0].last}）",
                "公示期满、没有异议的再推荐；核对日期。",
                (shown[0].marks.at("止"),),
            )


def nominated_unshown(p: Placed) -> Iterator[Finding]:
    """13: where the union holds one, a publicity with its outcome precedes the nomination."""
    for act in p.stage.of("推荐"):
        if not isinstance(act.record, Nomination):
            continue
        shown = _shown_for(p, act.record.target)
        done = any(one.closed and one.closed <= act.date for one in shown)
        if not done and not (shown and all(act.date <= one.last for one in shown)):
            yield Finding(
                act.place,
                f"推荐 {act.date} 以前没有已出结果的推荐公示（{act.record.target}）",
                f"公示过的，在 {INTAKE_FILE} 记“推荐公示”及其结果日期、结论。",
            )


def _freely(p: Placed) -> Iterator[tuple[Act, Nomination]]:
    """The nominations under a policy that asks for no publicity: where one was made all the same,
    it counts. Where it is asked for, A13-3i speaks."""
    for act in p.stage.of("推荐"):
        asked = p.policy_on(act.date).switch("nominee_publicity") != "不查"
        if isinstance(act.record, Nomination) and not asked:
            yield act, act.record


def nominated_without_outcome(p: Placed) -> Iterator[Finding]:
    """13: what came of a publicity is known before the nominee is sent up."""
    for act, record in _freely(p):
        shown = _shown_for(p, record.target)
        over = [one for one in shown if one.last < act.date]
        if over and not any(one.closed and one.closed <= act.date for one in shown):
            told = f"{over[-1].closed} 才有结果" if over[-1].closed else "没有记结果"
            yield Finding(
                over[-1].marks.at("日期"),
                f"推荐公示（{over[-1].first} 至 {over[-1].last}）{told}，在那以前已经推荐"
                if over[-1].closed
                else f"推荐公示（{over[-1].first} 至 {over[-1].last}）{told}，却已推荐",
                "在这里补“结果日期”“结论”；核对日期。",
                (act.place,),
            )


def nominated_beside_the_list(p: Placed) -> Iterator[Finding]:
    """13: where nominees are shown, who is sent up stands in the list, and for that list."""
    nominees = p.case.intake.nominees if p.case.intake else ()
    for act, record in _freely(p):
        if _shown_for(p, record.target):
            continue
        slug = p.case.slug
        for one in nominees:
            if one.date <= act.date and (record.target in one.targets or slug in one.listed):
                listed = slug in one.listed
                told = f"“推荐对象”里没有“{record.target}”" if listed else f"名单里没有“{slug}”"
                yield Finding(
                    act.record.marks.at("推荐对象"),
                    f"推荐 {act.date}，推荐公示 {one.date} 的{told}",
                    f"核对推荐对象和公示的名单；另行公示的，在 {INTAKE_FILE} 再记一次“推荐公示”。",
                    (one.marks.at("推荐对象" if listed else "名单"),),
                )
                break


def nominated_in_spite_of_an_office(p: Placed) -> Iterator[Finding]:
    """13 with 7(三): the union may nominate otherwise than an office wishes, and says so."""
    intake, slug = p.case.intake, p.case.slug
    own = own_opinions(p, but_for=("带头人", "命名", "审定"))
    against: list[tuple[Opinion, Place]] = [
        (one, one.marks.at("结论")) for one in of_verdict(own, Sounding.OBJECTION)
    ]
    for each in intake.opinions if intake else ():
        if slug in each.against:
            against.append((each, each.marks.at("异议对象", each.against.index(slug))))
    clear = [*(cleared(intake, slug) if intake else ()), *of_verdict(own, Sounding.CLEAR)]
    named = p.stage.last("命名")
    for one, place in against:
        for act in p.stage.of("推荐"):
            if not isinstance(act.record, Nomination) or not named:
                continue
            asked_for_it = named.date < one.date <= act.date
            told = any(word in act.record.opinion for word in (one.office, "异议", "核实", "查"))
            if asked_for_it and not told and not withdrawn(one, clear, act.date):
                yield Finding(
                    place,
                    f"{one.office} {one.date} 对“{slug}”有异议，{act.date} 却已推荐，"
                    "“推荐意见”里没有说明",
                    "在“推荐”的“推荐意见”里写明异议的核实情况和推荐的理由。",
                    (act.record.marks.at("推荐意见"),),
                )
                break


RULES: tuple[Rule, ...] = (
    forbids(
        "A13-3g",
        "13",
        "异议没有排除就推荐",
        nominated_over_objection,
        "publicity.upheld_words",
        "publicity.unsettled_words",
        needs=RECORD | INTAKE,
        about=("推荐",),
    ),
    forbids(
        "A13-3h",
        "13",
        "公示没有期满就推荐",
        nominated_while_shown,
        needs=RECORD | INTAKE,
        about=("推荐",),
    ),
    warns(
        "A13-3i",
        "13",
        "推荐以前没有公示",
        nominated_unshown,
        needs=RECORD | INTAKE,
        about=("推荐",),
        family="nominee_publicity",
    ),
    warns(
        "A13-3p",
        "13",
        "推荐公示没有结果就推荐",
        nominated_without_outcome,
        needs=RECORD | INTAKE,
        about=("推荐公示",),
    ),
    warns(
        "A13-3q",
        "13",
        "推荐与公示的名单不符",
        nominated_beside_the_list,
        needs=RECORD | INTAKE,
        about=("推荐",),
    ),
    warns(
        "A13-3r",
        "13",
        "有部门异议却没有说明就推荐",
        nominated_in_spite_of_an_office,
        needs=RECORD | INTAKE,
        about=("征求意见",),
    ),
)
