"""Art. 7(三): what other offices said before the committee decided, where they were asked."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from pipeline.diagnostics import Place, RuleCode, Severity
from pipeline.dossier.acts.deciding import CommitteeMeeting
from pipeline.dossier.acts.review import Opinion, OpinionsSought, Sounding
from pipeline.dossier.intake import Intake
from pipeline.names.comparison import ComparedName
from pipeline.rules.finding import DOSSIER, INTAKE, RECORD, Batch, Finding, Placed, Rule

_OPINIONS = DOSSIER | RECORD


def approved_in_spite_of_an_office(b: Batch) -> Iterator[Finding]:
    """7(三): the committee may decide otherwise than an office wishes, and says so; it is asked
    before the committee meets."""
    if b.intake is None:
        return
    known = {one.slug: {one.applicant.text, one.leader.text} for one in b.members}
    for one in b.intake.opinions:
        for row, slug in enumerate(one.against):
            if slug in known:
                place, clear = one.marks.at("异议对象", row), cleared(b.intake, slug)
                yield from _unanswered(b.intake, one, slug, known[slug], place, clear)
        if met := _too_late(b.intake, one):
            yield Finding(
                one.marks.at("日期"),
                f"{one.office}的意见 {one.date} 才答复，工会委员会 {met} 已经研究",
                "核对日期；研究以后才答复的，在请示里说明。",
            )


def _too_late(intake: Intake, one: Opinion) -> datetime.date | None:
    """The day of the committee that an answer missed; None where the answer is of a round that
    comes later, or of what comes after the naming."""
    for round_ in intake.rounds:
        steps = [step.date for step in round_.steps.values() if step]
        if one.date <= min(steps, default=datetime.date.max):
            return None
    met = [(each.committee.date, each.naming) for each in intake.rounds if each.committee]
    day, naming = max(met, key=lambda each: each[0], default=(None, None))
    return None if naming and naming.date < one.date else day


def cleared(intake: Intake, slug: str) -> list[Opinion]:
    """What offices answered to the whole list, with nothing against the studio."""
    return [one for one in intake.opinions if slug not in one.against]


def withdrawn(objected: Opinion, clear: Iterable[Opinion], by: datetime.date) -> bool:
    """Whether the same office later, by that day, had nothing against the studio."""
    return any(one.office == objected.office and objected.date < one.date <= by for one in clear)


def own_studio_in_spite_of_an_office(p: Placed) -> Iterator[Finding]:
    """As above, of what was asked about one studio alone."""
    if p.case.intake is None:
        return
    names, asked = {p.case.dossier.leader.name}, own_opinions(p)
    clear = [*cleared(p.case.intake, p.case.slug), *of_verdict(asked, Sounding.CLEAR)]
    for one in of_verdict(asked, Sounding.OBJECTION):
        place = one.marks.at("结论")
        yield from _unanswered(p.case.intake, one, p.case.slug, names, place, clear)


def own_opinions(p: Placed, but_for: tuple[str, ...] = ()) -> list[Opinion]:
    """What offices answered about this studio alone, for other purposes than those."""
    acts = (act.record for act in p.stage.of("征求意见"))
    asked = [act for act in acts if isinstance(act, OpinionsSought)]
    meant = (act for act in asked if not any(word in act.purpose for word in but_for))
    return [one for act in meant for one in act.opinions]


def of_verdict(opinions: Iterable[Opinion], verdict: Sounding) -> list[Opinion]:
    return [one for one in opinions if one.verdict is verdict]


def _unanswered(
    intake: Intake,
    one: Opinion,
    slug: str,
    names: set[ComparedName],
    place: Place,
    clear: Iterable[Opinion],
) -> Iterator[Finding]:
    met: list[CommitteeMeeting] = [
        round_.committee
        for round_ in intake.rounds
        if round_.committee and one.date <= round_.committee.date
    ]
    approving = next((committee for committee in met if slug in committee.approved), None)
    if approving is None or withdrawn(one, clear, approving.date):
        return
    if not any(map(approving.speaks_of, names)):
        yield Finding(
            place,
            f"{one.office} {one.date} 对“{slug}”有异议，工会委员会 {approving.date} 同意命名，"
            "“意见”里没有说明",
            "在“工会委员会研究”的“意见”里写明带头人姓名、异议的核实情况和同意的理由。",
            (approving.marks.at("意见"),),
        )


def opinion_contradicts_itself(b: Batch) -> Iterator[Finding]:
    """7(三): who objects says against whom; who does not objects against nobody."""
    for one in b.intake.opinions if b.intake else ():
        objects = one.verdict is Sounding.OBJECTION
        if objects is not bool(one.against):
            yield Finding(
                one.marks.at("结论"),
                f"{one.office}的结论是“{one.verdict}”，"
                f"{'却没有写“异议对象”' if objects else '却写了“异议对象”'}",
                "“异议对象”写文件夹名；没有异议的不写。",
            )
        for row, slug in enumerate(one.against):
            if slug not in b.folders:
                yield Finding(
                    one.marks.at("异议对象", row),
                    f"{b.year} 年没有文件夹“{slug}”",
                    f"已有：{'、'.join(sorted(b.folders))}。",
                )


def opinion_after_its_act(p: Placed) -> Iterator[Finding]:
    """7(三): what is entered of one studio was answered by that day."""
    for act in p.stage.of("征求意见"):
        for one in act.record.opinions if isinstance(act.record, OpinionsSought) else ():
            if one.date > act.date:
                yield Finding(
                    one.marks.at("日期"),
                    f"{one.office} {one.date} 答复，晚于征求意见的日期 {act.date}",
                    "“征求意见”的日期写答复收齐的那一天；核对日期。",
                    (act.place,),
                )


RULES: tuple[Rule, ...] = (
    Rule(
        code=RuleCode("A07-3n"),
        article="7.3",
        title="有部门异议却没有说明",
        severity=Severity.WARNING,
        on_case=own_studio_in_spite_of_an_office,
        on_batch=approved_in_spite_of_an_office,
        needs=_OPINIONS | INTAKE,
        about=("征求意见",),
    ),
    Rule(
        code=RuleCode("A07-3o"),
        article="7.3",
        title="征求意见的记录矛盾",
        on_case=opinion_after_its_act,
        on_batch=opinion_contradicts_itself,
        needs=_OPINIONS,
        parts=INTAKE,
        about=("征求意见",),
    ),
)
