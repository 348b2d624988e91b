"""Art. 9: the mid-term check: when, by whom, and what the papers show; `recheck` follows it up."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from pipeline.chinese import add_months
from pipeline.dossier.acts.base import CheckVerdict
from pipeline.dossier.acts.cycle import MidtermCheck
from pipeline.dossier.ledger import PLANS
from pipeline.dossier.record import StudioAct
from pipeline.lifted import put_off
from pipeline.names.comparison import ComparedName
from pipeline.rules.facts import (
    classes_due,
    everybody,
    finished_years,
    ledger_classes,
    unwritten_plans,
)
from pipeline.rules.finding import INTAKE, LEDGERS, NOTED, RECORD, Finding, Placed, Rule
from pipeline.rules.recusal import steps_aside
from pipeline.rules.rows import forbids, hints, warns

_ONE_DAY = datetime.timedelta(days=1)


def checks_made(p: Placed) -> list[MidtermCheck]:
    """Those that have been; of a day still to come A07-5d speaks."""
    checks = (act.record for act in p.stage.of("中期检查") if act.date <= p.today)
    return [check for check in checks if isinstance(check, MidtermCheck)]


def check_late(p: Placed) -> Iterator[Finding]:
    """9: the mid-term check stands in the middle of the cycle."""
    checks = checks_made(p)
    if not p.stage.cycle or not checks:
        return
    policy = p.stage.policy
    due = add_months(p.stage.cycle[0], policy.cycle.midterm_month) + datetime.timedelta(
        days=policy.cycle.midterm_grace_days
    )
    due = put_off(p.stage, "中期检查", due, checks[0].date)
    if checks[0].date > due:
        yield Finding(
            checks[0].marks.at("日期"),
            f"中期检查 {checks[0].date}，最迟应在 {due}{policy.remark('cycle.midterm_month')}",
            f"核对日期；确属延迟的，{NOTED}",
        )


def check_period_wrong(p: Placed) -> Iterator[Finding]:
    """9: a check looks at a stretch of the cycle that lies before it."""
    for check in checks_made(p):
        first = p.stage.cycle[0] if p.stage.cycle else check.first
        if not first <= check.first <= check.last <= check.date:
            yield Finding(
                check.marks.at("检查期间起"),
                f"中期检查 {check.date} 的检查期间 {check.first} 至 {check.last} "
                f"不在命名（{first}）与检查之间",
                "起不早于命名，止不晚于检查日期。",
            )


def too_few_checkers(p: Placed) -> Iterator[Finding]:
    """9: a check is signed by more than one, none of them looking at his own studio; how many, and
    who steps aside, the policy of its day says."""
    for check in checks_made(p):
        least = p.policy_on(check.date).cycle.midterm_checkers_min
        yield from not_enough_others(p, check, check.checkers, "检查人", least)


def not_enough_others(
    p: Placed, act: StudioAct, signed: tuple[ComparedName, ...], key: str, least: int
) -> Iterator[Finding]:
    """Who looks at a studio is nobody of it; how many there are of others."""
    people, policy = everybody(p.case, p.stage), p.policy_on(act.date)
    named = tuple(dict.fromkeys(signed))
    own = [name for name in named if steps_aside(name, people, policy)]
    count, told = len(named) - len(own), f"{act.act} {act.date} 的{key}"
    if own:
        told += f"{'、'.join(own)}是工作室的人，应回避{policy.remark('review.recusal')}"
    if count < least:
        told += f"，其余 {count} 人" if own else f" {count} 人"
        told += f"，至少 {least} 人{policy.remark('cycle.midterm_checkers_min')}"
    if own or count < least:
        yield Finding(
            act.marks.at(key),
            told,
            f"换由工作室以外的人{key[:-1]}；只是陪同的，不写进“{key}”。"
            if own
            else f"补写同去{key[:-1]}的人。",
        )


def check_early(p: Placed) -> Iterator[Finding]:
    """9: in the middle of a cycle there is something to look at."""
    if not p.stage.cycle:
        return
    policy = p.stage.policy
    first = add_months(p.stage.cycle[0], policy.cycle.midterm_earliest_month)
    for check in checks_made(p)[:1]:
        if p.stage.cycle[0] <= check.date < first:
            yield Finding(
                check.marks.at("日期"),
                f"中期检查 {check.date}，周期 {p.stage.cycle[0]} 才开始，最早应在 {first}"
                f"{policy.remark('cycle.midterm_earliest_month')}",
                f"核对日期；确属提前的，{NOTED}",
            )


def passed_against_papers(p: Placed) -> Iterator[Finding]:
    """9: what the check found agrees with what the ledgers show up to its day; and it left out no
    stretch as long as has to lie behind it. Who looks again looks at what was to be mended."""
    least, fewest = p.stage.policy.application.exchanges_min, p.stage.policy.application.results_min
    months = p.stage.policy.cycle.midterm_earliest_month
    for number, check in enumerate(checks_made(p)):
        named = p.stage.cycle[0] if p.stage.cycle else check.date
        if not number and named <= check.first <= check.last <= check.date:
            unseen = (check.first - named) + (check.date - check.last)
            if named + unseen >= add_months(named, months):
                yield Finding(
                    check.marks.at("检查期间起"),
                    f"中期检查 {check.date} 的检查期间 {check.first} 至 {check.last}，命名"
                    f"（{named}）以来有 {unseen.days} 天不在内，满 {months} 个月"
                    f"{p.stage.policy.remark('cycle.midterm_earliest_month')}",
                    "检查期间一般自命名之日起；核对起止日期。",
                )
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
    forbids("A09-4c", "9", "检查期间不符", check_period_wrong, needs=RECORD, parts=INTAKE,
            about=("中期检查",)),
    warns("A09-4d", "9", "检查人不足或应回避", too_few_checkers, "cycle.midterm_checkers_min",
          "review.recusal", needs=RECORD, parts=LEDGERS, about=("中期检查",),
          family="midterm_checkers"),
    warns("A09-4f", "9", "中期检查过早", check_early, "cycle.midterm_earliest_month",
          needs=RECORD | INTAKE, about=("中期检查",)),
    hints("A09-4i", "9", "检查结论与所查的不符", passed_against_papers,
          "cycle.midterm_earliest_month", "application.exchanges_min",
          "application.results_min", "ledger.plan_due", "ledger.summary_due", about=("中期检查",)),
)  # fmt: skip
