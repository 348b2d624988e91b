"""Which studios an act in a list of an intake is about: those that it names, or all of them.

Must not judge, and must not ask whether they may stand there.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.dossier.acts.base import GeneralAct
from pipeline.dossier.acts.lists import studios_named
from pipeline.dossier.fields import Written
from pipeline.dossier.load import Case
from pipeline.dossier.paths import is_key
from pipeline.lifecycle import Stage
from pipeline.rules.check import Checked


def keys_named(checked: Checked, year: int, block: Written) -> Iterator[str]:
    """YEAR/SLUG of each, those too that cannot be read: as the act names them, by folder name, or
    of other intakes by key. A general act that lifts a duty is about all whose volumes were
    open."""
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
