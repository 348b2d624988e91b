"""Where the studios of a later round come from, by the record: put off, refused, added, or shown
again (Art. 7(三)). Must not judge.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from types import MappingProxyType

from pipeline.documents.view.written import View
from pipeline.dossier.acts.base import CheckVerdict
from pipeline.dossier.acts.deciding import Deciding, Supplement
from pipeline.dossier.acts.review import PreliminaryCheck
from pipeline.dossier.intake import Intake
from pipeline.dossier.load import Case
from pipeline.lifecycle import Stage, name_on

ADDED, AGAIN = "增加", "再次"


def origins(
    intake: Intake, round_: Deciding, listed: Sequence[tuple[Case, Stage]], day: datetime.date
) -> tuple[View, ...]:
    """来由: what the rounds before came to for each studio of a supplement, like ones together."""
    if not isinstance(round_, Supplement):
        return ()
    at = next(nth for nth, one in enumerate(intake.rounds) if one is round_)
    found: dict[tuple[str, datetime.date | None, datetime.date | None], list[str]] = {}
    for case, stage in listed:
        before = [one for one in intake.rounds[:at] if case.slug in one.proposed]
        found.setdefault(_outcome(case.slug, before, intake), []).append(name_on(case, stage, day))
    return tuple(
        MappingProxyType(
            {
                "名称": "、".join(names),
                "缘起": origin,
                "研究日期": met or "",
                "日期": when or "",
            }
        )
        for (origin, met, when), names in found.items()
    )


def applied(cases: Sequence[tuple[Case, Stage]], day: datetime.date) -> View:
    """申报情况 by `day`: how many were reviewed, and why others were not."""
    withdrawn = failed = reviewed = 0
    for _, stage in cases:
        known = {act.name: act.record for act in stage.acts if act.date <= day}
        first = known.get("初审")
        if "专家评审" in known:
            reviewed += 1
        elif "撤回申报" in known:
            withdrawn += 1
        elif isinstance(first, PreliminaryCheck):
            failed += first.verdict is not CheckVerdict.PASSED
    return MappingProxyType({"撤回": withdrawn, "未过初审": failed, "评审": reviewed})


def _outcome(
    slug: str, before: Sequence[Deciding], intake: Intake
) -> tuple[str, datetime.date | None, datetime.date | None]:
    """(what became of it, when the committee approved it, and the day of that)."""
    if not before:
        return ADDED, None, intake.committee.date if intake.committee else None
    met = [one.committee.date for one in before if one.committee]
    for one in reversed(before):
        for row in one.consent.withheld if one.consent else ():
            if row.studio == slug and one.consent:
                return row.verdict.value, met[-1] if met else None, one.consent.date
        if one.consent:
            break
    shown = [one.publicity.date for one in before if one.publicity]
    return AGAIN, met[-1] if met else None, shown[-1] if shown else None
