"""Art. 10: plans and summaries are written in their time."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from pipeline.dossier.ledger import YEARLY_PLAN, YEARLY_SUMMARY, Plan
from pipeline.rules.facts import plan_day
from pipeline.rules.finding import INTAKE, LEDGERS, RECORD, Finding, Placed, Rule
from pipeline.rules.rows import warns


def plan_or_summary_out_of_time(p: Placed) -> Iterator[Finding]:
    """10: a plan stands at the beginning of its year, a summary when the year is over."""
    lines = p.stage.policy.ledger
    for year in p.stage.years:
        plans = p.case.ledgers[year].plans if year in p.case.ledgers else None
        if plans is None:
            continue
        if plans.plan and (day := plan_day(p.stage, year)):
            key = "plan_due" if day == lines.plan_due.of(year) else "first_plan_due"
            yield from _late(p, year, YEARLY_PLAN, plans.plan, day, key)
        if plans.summary and year in p.stage.assessed_years:
            due = lines.summary_due.of(year + 1)
            yield from _late(p, year, YEARLY_SUMMARY, plans.summary, due, "summary_due")
            if plans.summary.date < (first := lines.assessment_from.of(year)):
                yield Finding(
                    plans.summary.marks.at("日期"),
                    f"{year} 年的{YEARLY_SUMMARY}写于 {plans.summary.date}，应在 {first} 以后，"
                    f"这一年还没有过完{p.stage.policy.remark('ledger.assessment_from')}",
                    "年末再写；核对日期和台账年度。",
                )


def _late(
    p: Placed, year: int, name: str, written: Plan, due: datetime.date, key: str
) -> Iterator[Finding]:
    # Beyond that year A10-1a speaks, beyond today A10-1f.
    if due < written.date <= min(p.today, datetime.date(due.year, 12, 31)):
        yield Finding(
            written.marks.at("日期"),
            f"{year} 年的{name}写于 {written.date}，应在 {due} 前"
            f"{p.stage.policy.remark(f'ledger.{key}')}",
            "核对日期；确属延迟的，由校工会在“放行”里写明。",
        )


RULES: tuple[Rule, ...] = (
    warns(
        "A10-1o",
        "10",
        "计划、总结没有按时写",
        plan_or_summary_out_of_time,
        "ledger.plan_due",
        "ledger.first_plan_due",
        "ledger.summary_due",
        "ledger.assessment_from",
        needs=RECORD | INTAKE,
        parts=LEDGERS,
        about=("台账",),
        family="delays",
    ),
)
