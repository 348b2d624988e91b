"""Which studios an act of an intake is about: those that it names, or all of them.

Must not judge, and must not ask whether they may stand there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.dossier.acts.base import GeneralAct
from pipeline.dossier.acts.deciding import CommitteeMeeting
from pipeline.dossier.acts.lists import YearSummary, studios_named
from pipeline.dossier.fields import Written
from pipeline.dossier.intake import Intake
from pipeline.dossier.load import Case
from pipeline.dossier.paths import is_key
from pipeline.lifecycle import Stage
from pipeline.rules.check import Checked


def keys_named(checked: Checked, year: int, block: Written) -> Iterator[str]:
    """YEAR/SLUG of each, those too that cannot be read: as the act names them, by folder name, or
    of other intakes by key. A general act that lifts a duty is about all whose volumes were
    open; a summary of the year is of all."""
    if isinstance(block, YearSummary):
        yield from checked.loaded.cases
        yield from (key for key in checked.loaded.unusable if is_key(key))
    if isinstance(block, GeneralAct) and block.effect:
        for case in checked.loaded.of_year(year):
            archived = checked.stages[case.key].last("归档")
            if not archived or archived.date >= block.date:
                yield case.key
    for name in studios_named(block):
        yield name if is_key(name) else f"{year:04}/{name}"


def studios_of(checked: Checked, year: int, block: Written) -> Iterator[tuple[Case, Stage]]:
    """As `keys_named`, those that could be read."""
    for key in keys_named(checked, year, block):
        if key in checked.stages:
            yield checked.loaded.cases[key], checked.stages[key]


def concerned(
    intake: Intake, cases: Sequence[tuple[Case, Stage]], block: Written
) -> list[tuple[Case, Stage]]:
    """The studios whose own step a block is, as the committee listed them, and be it none; all,
    for what precedes its list."""
    if block is intake.call or block is intake.panel:
        if intake.committee is None:
            return [*cases]
        chosen = [one for one in cases if one[0].slug in intake.committee.approved]
    else:
        place = block.marks.at()
        chosen = [
            one for one in cases if any(act.record.marks.at() == place for act in one[1].acts)
        ]
        # Who was reviewed was before the committee; on its list is whom it approved.
        own = block.approved if isinstance(block, CommitteeMeeting) else intake.ever_proposed
        chosen = [one for one in chosen if one[0].slug in own]
    order = intake.ever_proposed
    return sorted(chosen, key=lambda one: order.index(one[0].slug))
