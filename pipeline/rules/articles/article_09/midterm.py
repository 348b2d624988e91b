"""Art. 9: the mid-term check: when, by whom, what it led to, and what the papers show."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import pairwise

from pipeline.chinese import add_months
from pipeline.dossier.ledger import PLANS
from pipeline.dossier.record import CheckVerdict, MidtermCheck
from pipeline.rules.facts import classes_due, finished_years, ledger_classes, unwritten_plans
from pipeline.rules.finding import INTAKE, NOTED, RECORD, Finding, Placed, Rule
from pipeline.rules.rows import forbids, hints, warns

_ONE_DAY = datetime.timedelta(days=1)


def _checks(p: Placed) -> list[MidtermCheck]:
    return [a.record for a in p.stage.of("中期检查") if isinstance(a.record, MidtermCheck)]


def check_late(p: Placed) -> Iterator[Finding]:
    """9: the mid-term check stands in the middle of the cycle."""
    checks = _checks(p)
    if not p.stage.cycle or not checks:
        return
    policy = p.stage.policy
    due = add_months(p.stage.cycle[0], policy.cycle.midterm_month) + datetime.timedelta(
        days=policy.cycle.midterm_grace_days
    )
    if checks[0].date > due:
        yield Finding(
            checks[0].marks.at("日期"),
            f"中期检查 {checks[0].date}，最迟应在 {due}{policy.remark('cycle.midterm_month')}",
            f"核对日期；确属延迟的，{NOTED}",
        )


def check_period_wrong(p: Placed) -> Iterator[Finding]:
    """9: a check looks at a stretch of the cycle that lies before it."""
    for check in _checks(p):
        first = p.stage.cycle[0] if p.stage.cycle else check.first
        if not first <= check.first <= check.last <= check.date:
            yield Finding(
                check.marks.at("检查期间起"),
                f"中期检查 {check.date} 的检查期间 {check.first} 至 {check.last} "
                f"不在命名（{first}）与检查之间",
                "起不早于命名，止不晚于检查日期。",
            )


def correction_without_deadline(p: Placed) -> Iterator[Finding]:
    """9: who must correct something is told by when."""
    for check in _checks(p):
        if check.verdict is CheckVerdict.CORRECT and check.correct_by is None:
            yield Finding(
                check.marks.at("结论"),
                f"中期检查 {check.date} 的结论是限期整改，没有写整改期限",
                "补“整改期限: 年-月-日”。",
            )
        if check.correct_by and check.correct_by < check.date:
            yield Finding(
                check.marks.at("整改期限"),
                f"整改期限 {check.correct_by} 早于检查 {check.date}",
                "核对日期。",
            )


def too_few_checkers(p: Placed) -> Iterator[Finding]:
    """9: a check is signed by more than one; how many, the policy of its day says."""
    for check in _checks(p):
        policy = p.policy_on(check.date)
        least = policy.cycle.midterm_checkers_min
        if len(set(check.checkers)) < least:
            yield Finding(
                check.marks.at("检查人"),
                f"中期检查 {check.date} 的检查人 {len(set(check.checkers))} 人，至少 {least} 人"
                f"{policy.remark('cycle.midterm_checkers_min')}",
                "补写同去检查的人。",
            )


def check_early(p: Placed) -> Iterator[Finding]:
    """9: in the middle of a cycle there is something to look at."""
    if not p.stage.cycle:
        return
    policy = p.stage.policy
    first = add_months(p.stage.cycle[0], policy.cycle.midterm_earliest_month)
    for check in _checks(p)[:1]:
        if p.stage.cycle[0] <= check.date < first:
            yield Finding(
                check.marks.at("日期"),
                f"中期检查 {check.date}，周期 {p.stage.cycle[0]} 才开始，最早应在 {first}"
                f"{policy.remark('cycle.midterm_earliest_month')}",
                f"核对日期；确属提前的，{NOTED}",
            )


def recheck_late(p: Placed) -> Iterator[Finding]:
    """9: who was given time to mend is looked at again when it is over. While nothing else has
    happened since, A07-5e speaks of it."""
    checks, policy = _checks(p), p.stage.policy
    for check, following in pairwise([*checks, None]):
        if check is None or check.verdict is not CheckVerdict.CORRECT or not check.correct_by:
            continue
        if check.correct_by < check.date:
            continue  # A09-4b speaks of it
        told = f"中期检查 {check.date} 限期 {check.correct_by} 前整改"
        last = check.correct_by + datetime.timedelta(days=policy.cycle.recheck_days)
        if following and following.date > last:
            yield Finding(
                following.marks.at("日期"),
                f"{told}，{following.date} 才复查，应在 {last} 前"
                f"{policy.remark('cycle.recheck_days')}",
                f"核对日期；确属延迟的，{NOTED}",
                (check.marks.at("整改期限"),),
            )
        later = [
            act
            for act in p.stage.acts
            if act.name in ("周期末复核", "归档") and check.date <= act.date <= p.today
        ]
        if following is None and later and p.stage.ended_on is None:
            yield Finding(
                check.marks.at("结论"),
                f"{told}，没有复查就记了“{later[0].name} {later[0].date}”",
                "补记整改后的复查（另记一次“中期检查”）。",
                (later[0].place,),
            )


def correction_too_long(p: Placed) -> Iterator[Finding]:
    """9: time to mend is a part of the cycle."""
    policy = p.stage.policy
    for check in _checks(p):
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


def corrected_again(p: Placed) -> Iterator[Finding]:
    """9 with 11: who did not mend it in the time given has not passed."""
    for check, following in pairwise(_checks(p)):
        if check.verdict is following.verdict is CheckVerdict.CORRECT:
            yield Finding(
                following.marks.at("结论"),
                f"中期检查 {check.date} 已限期整改，{following.date} 复查又是限期整改",
                f"整改后仍未达到要求的，结论是“不通过”；确需再给时间的，{NOTED}",
                (check.marks.at("结论"),),
            )


def passed_against_papers(p: Placed) -> Iterator[Finding]:
    """9: what the check found agrees with what the ledgers show up to its day."""
    least, fewest = p.stage.policy.application.exchanges_min, p.stage.policy.application.results_min
    for check in _checks(p):
        if check.verdict is not CheckVerdict.PASSED or not p.stage.cycle:
            continue
        short: list[str] = []
        for year in finished_years(p.case, p.stage, check.date + _ONE_DAY):
            if len(year.exchanges) < least:
                short.append(f"{year.label}培训交流活动 {len(year.exchanges)} 次")
            if len(year.recognised) < fewest:
                short.append(f"{year.label}得到认可的成果 {len(year.recognised)} 项")
        for when, ledger in p.case.ledgers.items():
            if when in p.stage.years and when < check.date.year:
                kept = {*ledger_classes(ledger, p.stage), PLANS.name}
                lacking = [name for name in classes_due(p.stage, when) if name not in kept]
                short += [f"{when} 年没有{name}" for name in lacking]
        for when, name, _, _ in unwritten_plans(p.case, p.stage, check.date):
            short.append(f"{when} 年没有{name}")
        if short:
            yield Finding(
                check.marks.at("结论"),
                f"中期检查 {check.date} 的结论是通过，而台账：{'，'.join(short)}",
                "核对台账是否漏记；没有漏记的，核对结论，或在“存在问题”里写明。",
            )


RULES: tuple[Rule, ...] = (
    warns("A09-4a", "9", "中期检查延迟", check_late,
          "cycle.midterm_month", "cycle.midterm_grace_days", needs=RECORD | INTAKE,
          about=("中期检查",), family="check_dates"),
    forbids("A09-4b", "9", "整改期限缺少或早于检查", correction_without_deadline, needs=RECORD,
            about=("中期检查",)),
    forbids("A09-4c", "9", "检查期间不符", check_period_wrong, needs=RECORD, parts=INTAKE,
            about=("中期检查",)),
    warns("A09-4d", "9", "检查人不足", too_few_checkers, "cycle.midterm_checkers_min",
          needs=RECORD, about=("中期检查",), family="midterm_checkers"),
    warns("A09-4e", "9", "整改后没有按期复查", recheck_late, "cycle.recheck_days",
          needs=RECORD | INTAKE, about=("中期检查",)),
    warns("A09-4f", "9", "中期检查过早", check_early, "cycle.midterm_earliest_month",
          needs=RECORD | INTAKE, about=("中期检查",)),
    warns("A09-4g", "9", "整改期限过长", correction_too_long, "cycle.correction_days",
          needs=RECORD | INTAKE, about=("中期检查",)),
    warns("A09-4h", "9", "一再限期整改", corrected_again, needs=RECORD, about=("中期检查",)),
    hints("A09-4i", "9", "检查结论与台账不符", passed_against_papers,
          "application.exchanges_min", "application.results_min", "ledger.plan_due",
          "ledger.summary_due", about=("中期检查",)),
)  # fmt: skip
