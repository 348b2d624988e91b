"""What was shown to the public of those whom a paper lists, and what was objected (Art. 7(三)).

A later publicity stands beside the first: a paper cites all that showed one of its studios.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection
from types import MappingProxyType

from pipeline.documents.view.public import publicity_days
from pipeline.dossier.acts.deciding import Deciding
from pipeline.dossier.intake import Intake
from pipeline.policies import Rulebook
from pipeline.rounds import consented, shown_in


def publicity_view(
    intake: Intake,
    round_: Deciding,
    slugs: Collection[str],
    day: datetime.date,
    rulebook: Rulebook,
) -> dict[str, object]:
    """历次公示 of those studios by `day`, 公示异议 in figures that name nobody, and 退出数, how
    many the publicity of `round_` showed that are not among them any more."""
    seen = {id(one) for slug in slugs for one in shown_in(intake, slug, day)}
    shown = [(one, one.publicity) for one in intake.rounds if id(one) in seen and one.publicity]
    results = [(one.publicity_result, publicity.last) for one, publicity in shown]
    objections = [
        (objection, last)
        for result, last in results
        if result and result.date <= day
        for objection in result.objections
    ]
    gone = {*consented(round_, intake)}.difference(slugs) if round_.publicity else set()
    return {
        "历次公示": tuple(
            MappingProxyType(
                {
                    "起": publicity.first,
                    "止": publicity.last,
                    "工作日数": publicity_days(one, rulebook.calendar),
                }
            )
            for one, publicity in shown
        ),
        "公示异议": MappingProxyType(
            {
                "件数": len(objections),
                "涉及": sum(objection.studio in slugs for objection, _ in objections),
                "期内": all(objection.date <= last for objection, last in objections),
            }
        ),
        "退出数": len(gone),
    }
