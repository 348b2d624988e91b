"""Art. 13: an award and nominations, for an excellent re-review and for nothing else."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from pipeline.chinese import yuan
from pipeline.dossier.acts.cycle import Award, Grade, Nomination, Rereview
from pipeline.due import nominations_missing
from pipeline.lifted import put_off, spared
from pipeline.rules.articles.article_07.objections import is_upheld
from pipeline.rules.articles.article_13_nominees import shown_of
from pipeline.rules.finding import INTAKE, NOTED, RECORD, Finding, Placed, Rule
from pipeline.rules.listed import allowed, unlisted
from pipeline.rules.rows import forbids, warns
from pipeline.rules.scoring import outcome_of


def _disputed(p: Placed) -> bool:
    """Whether the sheets give another grade than is written: A12-1d holds all that follows."""
    review = p.stage.last("周期末复核")
    if review is None or not isinstance(review.record, Rereview):
        return False
    return review.record.grade not in outcome_of(review.record, p.policy_on(review.date)).grades


def _grade(p: Placed, on: datetime.date = datetime.date.max) -> Grade | None:
    """The grade of the last re-review by that day, or of the last at all."""
    reviews = p.stage.of("周期末复核")
    review = next((one for one in reversed(reviews) if one.date <= on), p.stage.last("周期末复核"))
    return review.record.grade if review and isinstance(review.record, Rereview) else None


def rewarded_without_excellence(p: Placed) -> Iterator[Finding]:
    """13: award and nomination are for an excellent re-review; which it is, must be known."""
    if _disputed(p):
        return
    for act in (*p.stage.of("奖励"), *p.stage.of("推荐")):
        grade = _grade(p, act.date)
        if grade is not None and grade is not Grade.EXCELLENT:
            yield Finding(
                act.place,
                f"复核等级是{grade}，却记了“{act.name} {act.date}”",
                "只有复核优秀的才奖励、推荐；删去这一项，或核对等级。",
            )


def award_amount_wrong(p: Placed) -> Iterator[Finding]:
    """13: the sum is given, by the policy of the award's day."""
    for act in p.stage.of("奖励"):
        wanted = p.policy_on(act.date).funds.award * 100
        if isinstance(act.record, Award) and act.record.amount != wanted:
            yield Finding(
                act.record.marks.at("金额"),
                f"奖励 {yuan(act.record.amount)} 元，应为 {yuan(wanted)} 元",
                "核对奖励通知。",
            )


def nominated_twice(p: Placed) -> Iterator[Finding]:
    """13: once to each list."""
    seen: set[str] = set()
    for act in p.stage.of("推荐"):
        if isinstance(act.record, Nomination):
            if act.record.target in seen:
                yield Finding(
                    act.record.marks.at("推荐对象"),
                    f"向“{act.record.target}”推荐了两次",
                    "删去一处，或改为另一个推荐对象。",
                )
            seen.add(act.record.target)


def target_unlisted(p: Placed) -> Iterator[Finding]:
    """13: to a list that there is."""
    remark = p.stage.policy.remark("nomination.targets")
    for act in p.stage.of("推荐"):
        if isinstance(act.record, Nomination):
            targets = allowed(p, act.date, lambda policy: policy.nomination.targets)
            place = act.record.marks.at("推荐对象")
            yield from unlisted(act.record.target, targets, place, "“推荐对象”", remark)


def excellence_unrewarded(p: Placed) -> Iterator[Finding]:
    """13: an excellent cycle is closed with its award and all nominations."""
    archived = p.stage.last("归档")
    if archived is None or _grade(p) is not Grade.EXCELLENT:
        return
    policy = p.stage.policy
    lacking = nominations_missing(p.stage)
    lacking = () if spared(p.stage, "推荐", archived.date) else lacking
    lacking = tuple(one for one in lacking if not all(_objected(p, to) for to in one.split("或")))
    missing = [f"推荐（{target}）{policy.remark('nomination.required')}" for target in lacking]
    if not p.stage.of("奖励") and not spared(p.stage, "奖励", archived.date):
        missing.insert(0, "奖励")
    if missing:
        yield Finding(
            archived.place,
            f"复核优秀，归档时还没有{'、'.join(missing)}",
            f"办理并补记；不推荐的，{NOTED}",
        )


def _objected(p: Placed, target: str) -> bool:
    """Whether an objection to the nominee was upheld, who then is not nominated to that list."""
    return any(
        objection.studio == p.case.slug
        and is_upheld(objection.settled, p.policy_on(one.date).publicity)
        for one in shown_of(p)
        if target in one.targets
        for objection in one.objections
    )


def nominated_before_award(p: Placed) -> Iterator[Finding]:
    """13: who is awarded is nominated: the award comes first."""
    awards = p.stage.of("奖励")
    for act in p.stage.of("推荐") if _grade(p) is Grade.EXCELLENT else ():
        if spared(p.stage, "奖励", act.date):
            continue
        if not awards:
            yield Finding(
                act.place,
                f"有“推荐 {act.date}”，却没有在先的“奖励”",
                "补记“奖励”及其日期，再推荐。",
            )
        elif awards[0].date > act.date:
            yield Finding(
                act.place,
                f"“推荐”{act.date} 早于“奖励”{awards[0].date}",
                "“奖励”在先；改正其中一个日期。",
                (awards[0].place,),
            )


def rewarded_late(p: Placed) -> Iterator[Finding]:
    """13: award and nominations follow the re-review in time; the naming day laid it out. Of a
    re-review on an impossible day A12-3d speaks."""
    review, policy = p.stage.last("周期末复核"), p.stage.policy
    if review is None or _grade(p) is not Grade.EXCELLENT or not p.stage.cycle:
        return
    if review.date < p.stage.cycle[1] - datetime.timedelta(days=policy.rereview.early_days):
        return
    for name, days, setting in (
        ("奖励", policy.funds.award_days, "funds.award_days"),
        ("推荐", policy.nomination.within_days, "nomination.within_days"),
    ):
        due = review.date + datetime.timedelta(days=days)
        for act in p.stage.of(name):
            if act.date > put_off(p.stage, name, due, act.date):
                yield Finding(
                    act.place,
                    f"“{name}”{act.date} 办理，复核是 {review.date}，应在 {due} 前"
                    f"{policy.remark(setting)}",
                    f"核对日期；确属延迟的，{NOTED}",
                    (review.place,),
                )


RULES: tuple[Rule, ...] = (
    forbids("A13-1a", "13", "没有优秀却奖励或推荐", rewarded_without_excellence, needs=RECORD,
            parts=INTAKE, about=("奖励", "推荐", "复核通报")),
    forbids("A13-1b", "13", "奖励金额不符", award_amount_wrong, "funds.award",
            needs=RECORD, parts=INTAKE, about=("奖励", "复核通报")),
    forbids("A13-1c", "13", "重复推荐", nominated_twice, needs=RECORD, about=("推荐",)),
    warns("A13-1d", "13", "复核优秀没有奖励或推荐", excellence_unrewarded, "nomination.targets",
          "nomination.required", needs=RECORD | INTAKE, about=("归档",)),
    warns("A13-1g", "13", "奖励或推荐延迟", rewarded_late, "funds.award_days",
          "nomination.within_days", "rereview.early_days", needs=RECORD | INTAKE,
          about=("奖励", "推荐", "复核通报"), family="delays"),
    forbids("A13-1f", "13", "推荐早于奖励", nominated_before_award,
            needs=RECORD | INTAKE, about=("推荐",)),
    forbids("A13-1e", "13", "推荐对象不在标准里", target_unlisted, "nomination.targets",
            needs=RECORD | INTAKE, about=("推荐",)),
)  # fmt: skip
