"""Art. 11, second sentence: the union assesses a studio: when, by whom, and what follows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pipeline.dossier.acts.cycle import AssessmentVerdict, PeriodicAssessment
from pipeline.lifecycle import sent_back
from pipeline.owed.orders import recheck_by
from pipeline.rules.articles.article_09.midterm import not_enough_others
from pipeline.rules.finding import INTAKE, LEDGERS, NOTED, RECORD, Finding, Placed, Rule
from pipeline.rules.rows import forbids, hints, warns


def _assessed(p: Placed) -> list[PeriodicAssessment]:
    """Those that have been; of a day still to come A07-5d speaks."""
    made = (act.record for act in p.stage.of("考核") if act.date <= p.today)
    return [one for one in made if isinstance(one, PeriodicAssessment)]


def assessed_period_wrong(p: Placed) -> Iterator[Finding]:
    """11: an assessment looks at a stretch of the cycle that lies before it."""
    for one in _assessed(p):
        named = p.stage.cycle[0] if p.stage.cycle else one.first
        last = p.stage.cycle[1] if p.stage.cycle else one.last
        if not named <= one.first <= one.last <= min(one.date, last):
            yield Finding(
                one.marks.at("考核期间起"),
                f"考核 {one.date} 的考核期间 {one.first} 至 {one.last} 不在命名（{named}）与"
                f"{'考核' if one.date <= last else f'周期届满（{last}）'}之间",
                "起不早于命名，止不晚于考核日期和周期届满。",
            )


def time_to_mend_wrong(p: Placed) -> Iterator[Finding]:
    """11: who must mend something is told by when, and nobody else is."""
    for one in _assessed(p):
        told = f"考核 {one.date} 的结论是{one.verdict}"
        correcting = one.verdict is AssessmentVerdict.CORRECT
        if correcting and one.correct_by is None:
            yield Finding(
                one.marks.at("结论"), f"{told}，没有写整改期限", "补“整改期限: 年-月-日”。"
            )
        elif one.correct_by and not correcting:
            yield Finding(
                one.marks.at("整改期限"),
                f"{told}，又写了整改期限 {one.correct_by}",
                "结论应为限期整改，或删去整改期限。",
                (one.marks.at("结论"),),
            )
        elif one.correct_by and one.correct_by < one.date:
            yield Finding(
                one.marks.at("整改期限"),
                f"整改期限 {one.correct_by} 早于考核 {one.date}",
                "核对日期。",
            )


def too_few_assessors(p: Placed) -> Iterator[Finding]:
    """11: as the mid-term check: signed by more than one, none of them of the studio."""
    for one in _assessed(p):
        least = p.policy_on(one.date).cycle.midterm_checkers_min
        yield from not_enough_others(p, one, one.assessors, "考核人", least)


def assessed_again_late(p: Placed) -> Iterator[Finding]:
    """11: who was given time to mend is assessed again when it is over. While nothing has happened
    since, A07-5e speaks of it."""
    for one, following in pairwise(_assessed(p)):
        last = recheck_by(p.stage, one)
        if last and following.date > last:
            yield Finding(
                following.marks.at("日期"),
                f"考核 {one.date} 限期 {one.correct_by} 前整改，{following.date} 才再考核，"
                f"应在 {last} 前{p.stage.policy.remark('cycle.recheck_days')}",
                f"核对日期；确属延迟的，{NOTED}",
                (one.marks.at("整改期限"),),
            )


def reviewed_before_assessed_again(p: Placed) -> Iterator[Finding]:
    """11 with 12: what was to be mended has been looked at before the cycle is reviewed; it stands
    beside, and holds nothing back: an assessment is no condition of the re-review."""
    review, made = p.stage.last("周期末复核"), _assessed(p)
    if review is None or review.date > p.today or not made:
        return
    before = [one for one in made if one.date <= review.date]
    if before and before[-1] is made[-1] and sent_back(before[-1]):
        yield Finding(
            review.place,
            f"考核 {before[-1].date} 限期 {before[-1].correct_by} 前整改，没有再考核，"
            f"就记了“周期末复核 {review.date}”",
            "复核以前再考核过的，补记那次“考核”；没有的，复核时一并看整改情况，写进复核意见。",
            (before[-1].marks.at("整改期限"),),
        )


RULES: tuple[Rule, ...] = (
    forbids(
        "A11-4a",
        "11",
        "考核期间不符",
        assessed_period_wrong,
        needs=RECORD,
        parts=INTAKE,
        about=("考核",),
    ),
    forbids(
        "A11-4b",
        "11",
        "考核的整改期限与结论不符",
        time_to_mend_wrong,
        needs=RECORD,
        about=("考核",),
    ),
    warns(
        "A11-4c",
        "11",
        "考核人不足或应回避",
        too_few_assessors,
        "cycle.midterm_checkers_min",
        "review.recusal",
        needs=RECORD,
        parts=LEDGERS,
        about=("考核",),
        family="midterm_checkers",
    ),
    warns(
        "A11-4d",
        "11",
        "整改后没有按期再考核",
        assessed_again_late,
        "cycle.recheck_days",
        needs=RECORD | INTAKE,
        about=("考核",),
    ),
    hints(
        "A11-4e",
        "11",
        "限期整改后没有再考核就复核",
        reviewed_before_assessed_again,
        needs=RECORD,
        about=("周期末复核",),
    ),
)
