"""Art. 9, 11: the union's own papers on a year: the audit committee's opinion, the summary."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.dossier.acts.lists import AuditOpinion, YearSummary
from pipeline.rules.finding import INTAKE, NOTHING, Finding, Rule, Whole
from pipeline.rules.rows import forbids_anywhere


def year_not_begun(w: Whole) -> Iterator[Finding]:
    """9: a year's money is judged and summed up in that year or later."""
    for act in _of_years(w):
        if act.year > act.date.year:
            yield Finding(
                act.marks.at("年度"),
                f"{act.act} {act.date} 的年度是 {act.year} 年，那时还没有到",
                "核对年度和日期。",
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
        "经审意见、年度汇总的年度在将来",
        year_not_begun,
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
)
