"""What comes next on the way to a name: the first act of the chain, and what lists still want.

Who is refused or withdrew learns of it, and his papers are kept (Art. 7, 10).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

from pipeline.acts import LEADER, TO_THE_NAME, UNIT
from pipeline.dossier.acts.base import CheckVerdict
from pipeline.dossier.acts.deciding import Publicity, Supplement
from pipeline.dossier.acts.lists import NomineePublicity
from pipeline.dossier.acts.review import PreliminaryCheck
from pipeline.dossier.load import Case
from pipeline.leaders import application_orphaned
from pipeline.lifecycle import Phase, Stage
from pipeline.owed.duty import Due, archiving, simple
from pipeline.rounds import withheld


def before_naming(case: Case, stage: Stage, done: set[str], today: datetime.date) -> Iterator[Due]:
    """The first act of the chain that has not happened; but first somebody who leads (Art. 14)."""
    following = _following(case, stage, done, today)
    if gone := application_orphaned(stage, today):
        told = "接任的人重新签署，补拟任带头人、承诺日期"
        yield Due(act=gone.name, by=None, who=UNIT, detail=told)
        following = replace(following, blocked_by=following.blocked_by or "还没有人接任带头人")
    yield following


def _following(case: Case, stage: Stage, done: set[str], today: datetime.date) -> Due:
    intake = case.intake
    following = next(name for name in TO_THE_NAME if name not in done)
    check = stage.last("初审")
    if (
        following == "专家评审"
        and check
        and isinstance(check.record, PreliminaryCheck)
        and check.record.verdict is CheckVerdict.CORRECT
    ):
        # The papers went back: the leader mends them, and the union checks again (Art. 7(二)).
        return Due(act="初审", by=check.record.supplement_by, who=LEADER, detail="补正后再审")
    if put_off := withheld(intake, case.slug, today):
        # It goes on when the Party committee agrees: a supplement of the intake (Art. 7(三)).
        return simple("党委同意", None, put_off.verdict.value, "补充审定")
    if following == "推荐申报":
        return simple(following, intake.call.deadline if intake else None)
    if shown := _without_result(stage):
        last = shown.last
        return simple("公示结果", None, f"公示到 {last} 才期满" if today <= last else "")
    return simple(following, None)


def _without_result(stage: Stage) -> Publicity | None:
    """The last publicity of the studio, where nothing is recorded of what came of it."""
    shown = stage.last("公示")
    if shown is None or len(stage.of("公示")) == len(stage.of("公示结果")):
        return None
    return shown.record if isinstance(shown.record, Publicity) else None


def after_refusal(case: Case, stage: Stage, done: set[str], today: datetime.date) -> Iterator[Due]:
    """Who is not named learns of it, and the papers are kept (Art. 7, 10)."""
    last = stage.acts[-1] if stage.acts else None
    if last is None:
        return
    refused, told = refused_on(case, stage, today), stage.last("结果告知")
    asked = stage.phase is Phase.REJECTED and "通报批评" not in done
    if asked and (told is None or told.date < refused):
        days = case.rulebook.on(stage.acts[0].date).review.tell_days
        by = refused + datetime.timedelta(days=days)
        yield replace(simple("结果告知", by), setting="review.tell_days")
    yield archiving(stage, last.date, "")


def refused_on(case: Case, stage: Stage, today: datetime.date) -> datetime.date:
    """When it was settled that the studio is not named: by its last act, by the committee or the
    Party committee, or by the list that leaves it out."""
    days = [act.date for act in stage.acts if act.date <= today]
    for one in case.intake.rounds if case.intake else ():
        listed = one.listed if isinstance(one, Supplement) else (case.slug,)
        if case.slug not in listed:
            continue  # a supplement about others settles nothing for it
        passed = (one.consent, one.naming) if case.slug in one.proposed else (one.committee,)
        days += [step.date for step in passed if step and step.date <= today]
    return max(days, default=case.dossier.pledge.date)


#: The policy's line for it; the rule that tells of it is A07-3e.
TAKING_DOWN = "publicity.take_down_days"


def taking_down(case: Case, stage: Stage, today: datetime.date) -> Iterator[Due]:
    """A list whose time is over comes down from the site (Art. 7(三), 13)."""
    for act in (*stage.of("公示"), *stage.of("推荐公示")):
        shown = act.record
        if isinstance(shown, Publicity) and not shown.taken_down and shown.last < today:
            days = case.rulebook.on(shown.date).publicity.take_down_days
            by = shown.last + datetime.timedelta(days=days)
            yield replace(simple(act.name, by, detail="期满撤下"), setting=TAKING_DOWN)


def nominees_results(stage: Stage, today: datetime.date) -> Iterator[Due]:
    """What came of a publicity of nominees is recorded once its time is over (Art. 13)."""
    for shown in without_result(stage, today):
        wait = f"公示到 {shown.last} 才期满" if today <= shown.last else ""
        yield simple("推荐公示", None, wait, "公示结果")


def without_result(stage: Stage, today: datetime.date) -> tuple[NomineePublicity, ...]:
    """The publicities that show the studio as a nominee, and of which nothing had come by today."""
    records = (act.record for act in stage.of("推荐公示"))
    shown = (one for one in records if isinstance(one, NomineePublicity))
    return tuple(one for one in shown if one.closed is None or one.closed > today)
