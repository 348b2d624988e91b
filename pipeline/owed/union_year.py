"""What the union owes in a year of its own: archived volumes go to the archive, a year is summed up
and its money looked into (Art. 9, 10, 11).

Must not judge what was done (that is `rules`) nor read the clock.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from pipeline.acts import UNION, who_acts
from pipeline.dossier.acts.lists import AuditOpinion, Handover, YearAct, YearSummary
from pipeline.dossier.paths import is_key
from pipeline.dossier.workspace import Loaded
from pipeline.lifecycle import Stage
from pipeline.owed.duty import Due


def union_dues(
    loaded: Loaded, stages: Mapping[str, Stage], today: datetime.date
) -> tuple[Due, ...]:
    """One for each day by which volumes must be handed over that are not; then the papers on a year
    that is over, where the union writes such."""
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
    cycles = (stage.cycle for stage in stages.values() if stage.cycle)
    running = {year for first, last in cycles for year in range(first.year, last.year + 1)}
    acts = [act for intake in loaded.intakes.values() for act in intake.year_acts]
    untold = untold_years(acts, running, today)
    volumes = (
        Due(
            act="档案移交",
            by=by,
            who=UNION,
            detail=f"{by.year - 1}年归档的{count}卷",
            setting="archive.handover_by",
        )
        for by, count in sorted(waiting.items())
    )
    papers = (
        Due(
            act=act,
            by=loaded.rulebook.on(today).funds.year_told_by.of(year + 1),
            who=who_acts(act),
            detail=f"{year}年度",
            setting=YEAR_TOLD_BY,
            year=year,
        )
        for act, year in untold
    )
    return (*volumes, *papers)


#: The policy's line for it; the rule that tells of it is A09-6k.
YEAR_TOLD_BY = "funds.year_told_by"


def untold_years(
    acts: Iterable[YearAct], running: Collection[int], today: datetime.date
) -> Iterator[tuple[str, int]]:
    """(act, year) of each paper on a year that is over and had studios, where an earlier year has
    such a paper: who never wrote one is not asked."""
    told: dict[str, set[int]] = {}
    for act in acts:
        if isinstance(act, AuditOpinion | YearSummary) and act.date <= today:
            told.setdefault(act.act, set()).add(act.year)
    for name, years in sorted(told.items()):
        for year in range(min(years) + 1, today.year):
            if year in running and year not in years:
                yield name, year
