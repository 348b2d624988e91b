"""What the union owes in a year of its own, beside the studios: archived volumes go to the archive
(Art. 10). Must not judge what was done (that is `rules`) nor read the clock.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping

from pipeline.acts import UNION
from pipeline.dossier.acts.lists import Handover
from pipeline.dossier.paths import is_key
from pipeline.dossier.workspace import Loaded
from pipeline.lifecycle import Stage
from pipeline.owed.duty import Due


def union_dues(
    loaded: Loaded, stages: Mapping[str, Stage], today: datetime.date
) -> tuple[Due, ...]:
    """One for each day by which volumes must be handed over that are not."""
    handed = {
        name if is_key(name) else f"{year:04}/{name}"
        for year, intake in loaded.intakes.items()
        for act in intake.year_acts
        if isinstance(act, Handover) and act.date <= today
        for name in act.volumes
    }
    waiting: Counter[datetime.date] = Counter()
    for key, stage in stages.items():
        archived = stage.last("归档")
        if archived and archived.date <= today and key not in handed:
            waiting[stage.policy.archive.handover_by.of(archived.date.year + 1)] += 1
    return tuple(
        Due(
            act="档案移交",
            by=by,
            who=UNION,
            detail=f"{by.year - 1}年归档的{count}卷",
            setting="archive.handover_by",
        )
        for by, count in sorted(waiting.items())
    )
