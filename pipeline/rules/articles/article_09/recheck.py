"""Art. 9: what a mid-term check leads to: time to mend, another look, the re-review (Art. 12)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import pairwise

from pipeline.dossier.acts.base import CheckVerdict
from pipeline.dossier.acts.cycle import MidtermCheck
from pipeline.lifecycle import check_before_review, in_favour
from pipeline.lifted import put_off
from pipeline.owed.orders import recheck_by
from pipeline.rules.articles.article_09.midterm import checks_made
from pipeline.rules.finding import INTAKE, NOTED, RECORD, Finding, Placed, Rule
from pipeline.rules.rows import forbids, warns


def correction_without_deadline(p: Placed) -> Iterator[Finding]:
    """9: who must correct something is told by when."""
    for check in checks_made(p):
        if check.verdict is not CheckVerdict.CORRECT:
            continue
        if check.correct_by is None:
            yield Finding(
                check.marks.at("结论"),
                f"中期检查 {check.date} 的结论是限期整改，没有写整改期限",
                "补“整改期限: 年-月-日”。",
            )
        elif check.correct_by < check.date:
            yield Finding(
                check.marks.at("整改期限"),
                f"整改期限 {check.correct_by} 早于检查 {check.date}",
                "核对日期。",
            )


def correction_without_order(p: Placed) -> Iterator[Finding]:
    """9: time to mend is given by one outcome only."""
    for check in checks_made(p):
        if check.correct_by and check.verdict is not CheckVerdict.CORRECT:
            yield Finding(
                check.marks.at("整改期限"),
                f"中期检查 {check.date} 的结论是{check.verdict}，又写了整改期限 {check.correct_by}",
                "结论应为限期整改，或删去整改期限。",
                (check.marks.at("结论"),),
            )


def recheck_late(p: Placed) -> Iterator[Finding]:
    """9: who did not pass is looked at again when the time to mend is over, within the cycle and
    before its re-review. While nothing has happened since, A07-5e speaks of it."""
    policy, review = p.stage.policy, p.stage.last("周期末复核")
    for check, following in pairwise(checks_made(p)):
        if check.verdict is CheckVerdict.PASSED:
            continue
        last, told = recheck_by(p.stage, check), f"中期检查 {check.date} {check.verdict}"
        if last:
            last = put_off(p.stage, "中期检查", last, following.date)
            told = f"中期检查 {check.date} 限期 {check.correct_by} 前整改"
        if review and check.date <= review.date < following.date:
            told += f"，周期末复核 {review.date} 以后 {following.date} 才复查"
        elif p.stage.cycle and following.date > p.stage.cycle[1]:
            told += f"，{following.date} 才复查，周期 {p.stage.cycle[1]} 已届满"
        elif last and following.date > last:
            told += (
                f"，{following.date} 才复查，应在 {last} 前{policy.remark('cycle.recheck_days')}"
            )
        else:
            continue
        yield Finding(
            following.marks.at("日期"),
            told,
            f"核对日期；确属延迟的，{NOTED}",
            (check.marks.at("整改期限" if last else "结论"),),
        )


def correction_too_long(p: Placed) -> Iterator[Finding]:
    """9: time to mend is a part of the cycle."""
    policy = p.stage.policy
    for check in checks_made(p):
        if check.verdict is not CheckVerdict.CORRECT or not check.correct_by:
            continue
        last = check.date + datetime.timedelta(days=policy.cycle.correction_days)
        place = check.marks.at("整改期限")
        if p.stage.cycle and check.correct_by > p.stage.cycle[1]:
            yield Finding(
                place,
                f"中期检查 {check.date} 的整改期限 {check.correct_by} 超出周期"
                f"（{p.stage.cycle[1]} 届满）",
                "核对年份；整改、复查应在周期内完成。",
            )
        elif check.correct_by > last:
            yield Finding(
                place,
                f"中期检查 {check.date} 的整改期限 {check.correct_by}，"
                f"至多 {policy.cycle.correction_days} 天，即 {last}"
                f"{policy.remark('cycle.correction_days')}",
                f"核对日期；确需这么久的，{NOTED}",
            )


def checked_again(p: Placed) -> Iterator[Finding]:
    """9 with 11: who did not mend it in the time given has not passed, and is not sent back once
    more; and who passed is not looked at again for the same months."""
    checks = checks_made(p)
    for number, (check, following) in enumerate(pairwise(checks)):
        sent_back = any(one.verdict is CheckVerdict.CORRECT for one in checks[:number])
        same = (check.first, check.last) == (following.first, following.last)
        if check.verdict is following.verdict is CheckVerdict.CORRECT:
            yield Finding(
                following.marks.at("结论"),
                f"中期检查 {check.date} 已限期整改，{following.date} 复查又是限期整改",
                f"整改后仍未达到要求的，结论是“不通过”；确需再给时间的，{NOTED}",
                (check.marks.at("结论"),),
            )
        elif sent_back and check.verdict is CheckVerdict.FAILED:
            yield Finding(
                following.marks.at("结论"),
                f"中期检查 {check.date} 整改后复查不通过，{following.date} 又作检查",
                f"整改后复查不通过的，按第十一条处理；确需再查的，{NOTED}",
                (check.marks.at("结论"),),
            )
        elif same and check.verdict is CheckVerdict.PASSED and check.date != following.date:
            yield Finding(
                following.marks.at("检查期间起"),
                f"中期检查 {check.date} 已通过，{following.date} 又记了一次，检查期间相同",
                "同一次检查的，删去多余的一项；确是另一次的，改检查期间。",
                (check.marks.at("日期"),),
            )


def reviewed_without_passing(p: Placed) -> Iterator[Finding]:
    """12 with 9 and 11: who did not pass the mid-term check mends it, or loses the title: the
    re-review comes after that."""
    review, check = p.stage.last("周期末复核"), check_before_review(p.stage)
    if review is None or review.date > p.today:
        return
    if check and isinstance(check.record, MidtermCheck) and not in_favour(check.record):
        yield Finding(
            review.place,
            f"周期末复核 {review.date} 以前的中期检查没有通过："
            f"{check.date} 结论是{check.record.verdict}",
            "复核以前已复查通过的，补记那次“中期检查”；没有通过的，不复核，按第十一条处理。",
            (check.record.marks.at("结论"),),
        )


RULES: tuple[Rule, ...] = (
    forbids(
        "A09-4b",
        "9",
        "整改期限缺少或早于检查",
        correction_without_deadline,
        needs=RECORD,
        about=("中期检查",),
    ),
    warns(
        "A09-4e",
        "9",
        "整改后没有按期复查",
        recheck_late,
        "cycle.recheck_days",
        needs=RECORD | INTAKE,
        about=("中期检查",),
    ),
    warns(
        "A09-4g",
        "9",
        "整改期限过长",
        correction_too_long,
        "cycle.correction_days",
        needs=RECORD | INTAKE,
        about=("中期检查",),
    ),
    warns(
        "A09-4h", "9", "一再限期整改，或重复检查", checked_again, needs=RECORD, about=("中期检查",)
    ),
    forbids(
        "A09-4j",
        "9",
        "整改期限与结论矛盾",
        correction_without_order,
        needs=RECORD,
        about=("中期检查",),
    ),
    forbids(
        "A12-3e",
        "12",
        "复核以前的中期检查没有通过",
        reviewed_without_passing,
        needs=RECORD,
        about=("周期末复核",),
    ),
)
