"""A whole intake as templates read it: its own words, its studios as lists, its naming.

Which studios are listed and in what order was decided in intake.yaml. Must not decide it.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from pipeline.documents.view.naming import named_view
from pipeline.documents.view.studio import intake_view, standards, studio_view
from pipeline.dossier.intake import Intake
from pipeline.dossier.load import Case
from pipeline.lifecycle import Stage
from pipeline.policies import Rulebook


def whole_intake_view(
    intake: Intake,
    cases: Sequence[tuple[Case, Stage]],
    listed: Sequence[tuple[Case, Stage]],
    day: datetime.date,
    rulebook: Rulebook,
) -> dict[str, object]:
    """全部 are `cases`; 名单 are those of `listed`, in that order; each as of `day`."""
    policy = rulebook.on(day)
    return {
        **intake_view(intake),
        "年度": intake.year,
        "名单": tuple(studio_view(case, stage, day) for case, stage in listed),
        "全部": tuple(studio_view(case, stage, day) for case, stage in cases),
        "细则文号": policy.document,
        "标准": standards(policy),
        **named_view(intake, tuple(cases), rulebook),
    }
