"""The list of a naming decision (Art. 7(四)): by unit, with counts that follow from the rows.

Must not decide who is named: that is written in intake.yaml.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from types import MappingProxyType

from pipeline.documents.view.public import list_order, publicity_days
from pipeline.documents.view.written import View
from pipeline.dossier.acts.deciding import Deciding
from pipeline.dossier.application import StudioType
from pipeline.dossier.intake import Intake
from pipeline.dossier.load import Case
from pipeline.leaders import leader_on
from pipeline.lifecycle import Stage, name_on
from pipeline.names import in_order
from pipeline.policies import Policy, Rulebook


def named_view(
    intake: Intake, round_: Deciding, cases: tuple[tuple[Case, Stage], ...], rulebook: Rulebook
) -> dict[str, object]:
    """获命名, 分类计数, 周期年数 and 公示工作日数; without a naming yet the list is empty."""
    naming = round_.naming
    by_slug: dict[str, tuple[Case, Stage]] = {case.slug: (case, stage) for case, stage in cases}
    day = naming.date if naming else intake.call.date
    policy = rulebook.on(day)
    named = in_public_order(
        [by_slug[slug] for slug in (naming.named if naming else ()) if slug in by_slug], day, policy
    )
    units = Counter(case.dossier.profile.unit for case, _ in named)
    types = Counter(case.dossier.profile.type for case, _ in named)
    rows: list[View] = []
    for unit, count in units.items():
        own = [(case, stage) for case, stage in named if case.dossier.profile.unit == unit]
        for row, (case, stage) in enumerate(own):
            assert naming is not None
            rows.append(
                MappingProxyType(
                    {
                        "工作室名称": name_on(case, stage, naming.date),
                        "带头人姓名": leader_on(case, stage, naming.date).name,
                        "所在单位": unit,
                        "单位个数": count,
                        "首行": row == 0,
                    }
                )
            )
    return {
        "获命名": tuple(rows),
        "分类计数": "、".join(f"{one.value}{types[one]}个" for one in StudioType if types[one]),
        "公示工作日数": publicity_days(round_, rulebook.calendar),
        "排列": list_order(policy),
        "周期年数": policy.cycle.years,
    }


def in_public_order(
    cases: Sequence[tuple[Case, Stage]], day: datetime.date, policy: Policy
) -> tuple[tuple[Case, Stage], ...]:
    """As the policy has lists for everybody: by the leaders' names on `day`, or as they were
    decided."""
    return in_order(cases, lambda one: leader_on(*one, day).name, policy.publicity.order)
