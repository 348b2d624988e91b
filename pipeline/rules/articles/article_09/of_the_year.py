"""Art. 9, 11: the union's own papers on a year: the audit committee's opinion, the summary."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.dossier.acts.lists import AuditOpinion, YearSummary
from pipeline.dossier.paths import INTAKE_FILE
from pipeline.owed.union_year import untold_years
from pipeline.rules.finding import INTAKE, NOTHING, RECORD, Finding, Rule, Whole
from pipeline.rules.rows import forbids_anywhere, warns_anywhere


def year_out_of_range(w: Whole) -> Iterator[Finding]:
    """9: a year's money is judged and summed up in that year or later, and there was none before
    the rules."""
    first = min((policy.effective for policy in w.policies), default=None)
    for act in _of_years(w):
        if first and act.year < first.year:
            yield Finding(
                act.marks.at("年度"),
                f"{act.act} {act.date} 的年度是 {act.year} 年，细则 {first} 才施行",
                "核对年度。",
            )
        if act.year > act.date.year:
            yield Finding(
                act.marks.at("年度"),
                f"{act.act} {act.date} 的年度是 {act.year} 年，那时还没有到",
                "核对年度和日期。",
            )


def year_still_runs(w: Whole) -> Iterator[Finding]:
    """9, 11: a year is judged and summed up when it is over; on its last day at the earliest."""
    for act in _of_years(w):
        if act.year == act.date.year and (act.date.month, act.date.day) < (12, 31):
            yield Finding(
                act.marks.at("年度"),
                f"{act.act} {act.date} 的年度是 {act.year} 年，这一年还没有过完",
                "年度过完再记；核对年度和日期；年中的小结、审查记“其他事项”。",
            )


def year_not_told(w: Whole) -> Iterator[Finding]:
    """9, 11: who sums up and looks into one year does so for the next, by the policy's day. An
    intake that cannot be read may hold it."""
    if any(batch.intake is None for batch in w.batches):
        return
    cycles = (member.cycle for member in w.members if member.cycle)
    running = {year for first, last in cycles for year in range(first.year, last.year + 1)}
    acts = [act for batch in w.batches if batch.intake for act in batch.intake.year_acts]
    for name, year in untold_years(acts, running, w.today):
        last = max((one for one in _of_years(w) if one.act == name), key=lambda one: one.date)
        policy = w.policy_at(last.marks.at("年度"))
        by, remark = policy.funds.year_told_by.of(year + 1), policy.remark("funds.year_told_by")
        if by < w.today:
            yield Finding(
                last.marks.at("年度"),
                f"{year} 年度的{name}应在 {by} 前作出{remark}，还没有记",
                f"作出以后记“{name}”，写在办理那年的 {INTAKE_FILE} 的“年度事项”里；作过的补记。",
            )


def year_told_twice(w: Whole) -> Iterator[Finding]:
    """9, 11: one opinion of a body and one summary for each year, in whichever intake it stands."""
    first: dict[tuple[str, int, str], AuditOpinion | YearSummary] = {}
    for act in _of_years(w):
        key = (act.act, act.year, act.body if isinstance(act, AuditOpinion) else "")
        if key in first:
            yield Finding(
                act.marks.at("年度"),
                f"{act.year} 年度的{act.act}记了两次：{first[key].date}、{act.date}",
                "一个年度只有一次；删去一处，或改正年度。",
                (first[key].marks.at("年度"),),
            )
        first.setdefault(key, act)


def _of_years(w: Whole) -> Iterator[AuditOpinion | YearSummary]:
    for batch in w.batches:
        for act in batch.intake.year_acts if batch.intake else ():
            if isinstance(act, AuditOpinion | YearSummary):
                yield act


RULES: tuple[Rule, ...] = (
    forbids_anywhere(
        "A09-6h",
        "9",
        "经审意见、年度汇总的年度不对",
        year_out_of_range,
        needs=NOTHING,
        parts=INTAKE,
        about=("经审意见", "年度汇总"),
    ),
    forbids_anywhere(
        "A09-6i",
        "9",
        "一个年度的经审意见、年度汇总记了两次",
        year_told_twice,
        needs=NOTHING,
        parts=INTAKE,
        about=("经审意见", "年度汇总"),
    ),
    warns_anywhere(
        "A09-6j",
        "9",
        "年度没有过完就记了经审意见、年度汇总",
        year_still_runs,
        needs=NOTHING,
        parts=INTAKE,
        about=("经审意见", "年度汇总"),
    ),
    warns_anywhere(
        "A09-6k",
        "9",
        "经审意见、年度汇总没有按期作出",
        year_not_told,
        "funds.year_told_by",
        needs=NOTHING,
        parts=INTAKE | RECORD,
        about=("经审意见", "年度汇总"),
    ),
)
