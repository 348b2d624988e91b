"""Recorded marks laid out for forms: per item, per expert, with means as the policy takes them.

Only arranges and averages what is recorded; whether a mark is right is for the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType

from pipeline.chinese import round_mark
from pipeline.documents.view.written import View
from pipeline.dossier.acts.cycle import Rereview
from pipeline.dossier.acts.review import ExpertReview, Method
from pipeline.dossier.load import Case
from pipeline.lifecycle import Stage
from pipeline.policies import Policy
from pipeline.rules.scoring import Proposal, mean_of, proposals


def review_view(case: Case, stage: Stage) -> View | str:
    """The expert review (Art. 7(二)) in figures; "" while there is none."""
    act = stage.last("专家评审")
    if act is None or not isinstance(act.record, ExpertReview):
        return ""
    review = act.record
    drop = case.rulebook.on(review.date).review.drop_extremes
    panel = case.intake.panel if case.intake else None
    experts = panel.experts if panel else ()
    defence, visit = (
        {sheet.expert: sheet.total for sheet in review.sheets if sheet.method is method}
        for method in (Method.DEFENCE, Method.VISIT)
    )
    codes = sorted(defence.keys() | visit.keys())
    return MappingProxyType(
        {
            "专家数": len(experts) or len(codes),
            "到会数": sum(one.present for one in experts) if experts else len(codes),
            "答辩均分": mean(defence.values(), drop),
            "考察均分": mean(visit.values(), drop),
            "综合得分": review.mean,
            "同意": review.votes.in_favour,
            "反对": review.votes.against,
            "弃权": review.votes.abstained,
            "推荐": review.recommended,
            "专家得分": tuple(
                MappingProxyType(
                    {"编号": code, "答辩": defence.get(code, ""), "实地考察": visit.get(code, "")}
                )
                for code in codes
            ),
        }
    )


def mean(marks: Iterable[Decimal], drop_extremes: bool = False) -> Decimal | str:
    """To two decimals; "" of no marks."""
    given = tuple(marks)
    return round_mark(mean_of(given, drop_extremes=drop_extremes)) if given else ""


def review_items(policy: Policy) -> View:
    """Method → items with full marks, as the policy has them."""
    return MappingProxyType(
        {
            str(method): tuple(
                MappingProxyType({"项目": item, "满分": full}) for item, full in items.items()
            )
            for method, items in (
                (Method.DEFENCE, policy.review.defence_items),
                (Method.VISIT, policy.review.visit_items),
            )
        }
    )


def rereview_rows(case: Case, stage: Stage, review: Rereview) -> tuple[View, ...]:
    """One row per indicator: how it is marked, what the papers show, own mark, each expert's mark,
    their mean."""
    policy = case.rulebook.on(review.date)
    aspects = policy.rereview.aspects
    own = _last_self_marks(case, review)
    said = {(one.aspect, one.indicator): one for one in proposals(case, stage, policy)}
    return tuple(
        MappingProxyType(
            {
                "维度": aspect,
                "指标": indicator,
                "满分": full,
                "首行": row == 0,
                **_said(said.get((aspect, indicator))),
                "自评分": own.get(aspect, {}).get(indicator, ""),
                "得分": tuple(s.scores.get(aspect, {}).get(indicator, "") for s in review.sheets),
                "平均": mean(
                    s.scores[aspect][indicator]
                    for s in review.sheets
                    if indicator in s.scores.get(aspect, {})
                ),
            }
        )
        for aspect, indicators in aspects.items()
        for row, (indicator, full) in enumerate(indicators.items())
    )


def _said(one: Proposal | None) -> View:
    """What the policy and the papers say on an indicator; blanks where no criterion names it."""
    return {
        "评分标准": one.standard if one else "",
        "记载": one.evidence if one else "",
        "佐证编号": one.papers if one else "",
    }


def self_marked_year(case: Case, review: Rereview) -> int | str:
    """The last year whose self-assessment lies before the re-review; "" if there is none."""
    years = [
        year
        for year, ledger in case.ledgers.items()
        if ledger.plans and ledger.plans.assessment and ledger.plans.assessment.date <= review.date
    ]
    return max(years, default="")


def _last_self_marks(case: Case, review: Rereview) -> Mapping[str, Mapping[str, Decimal]]:
    year = self_marked_year(case, review)
    plans = case.ledgers[year].plans if isinstance(year, int) else None
    return plans.assessment.scores if plans and plans.assessment else {}
