"""Of which studios a finding in the file of their intake tells, so that who asks for one sees it.

Must not judge.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from pipeline.diagnostics import Diagnostic, Place, Severity
from pipeline.dossier.intake import Intake
from pipeline.dossier.paths import FileKind, owner_of
from pipeline.rules.matters import (
    listed_in,
    matters_of_intake,
    named_in,
    spot_of,
    standing_at,
    studios_alone,
)

#: The acts of an intake that are about all who apply; the others are about who is on a list.
_OF_ALL = ("申报通知", "评审组")


def with_concerns(
    found: Iterable[Diagnostic], intakes: Mapping[int, Intake], folders: Collection[str]
) -> Iterator[Diagnostic]:
    """The findings, those in an intake with the studios concerned: whose name they stand at, whose
    files they cite, or else of an error, which holds papers back, all that its act is about."""
    named: dict[int, Mapping[Place, str]] = {}
    for one in found:
        owner = owner_of(one.place)
        intake = intakes.get(owner.year) if owner.year is not None else None
        if owner.kind is not FileKind.INTAKE or owner.year is None or intake is None:
            yield one
            continue
        if owner.year not in named:
            named[owner.year] = named_in(owner.year, intake)
        meant = studios_alone(one, named[owner.year])
        if not meant and one.severity is Severity.ERROR:
            meant = _of_act(one.place, owner.year, intake, folders)
        yield replace(one, concerns=tuple(sorted(meant & {*folders})))


def _of_act(place: Place, year: int, intake: Intake, folders: Collection[str]) -> frozenset[str]:
    """All studios of the intake that the act at `place` is about."""
    matter = standing_at(matters_of_intake(year, intake), place)
    if matter and matter.block and (named := listed_in(year, intake).get(matter.block)):
        return named
    for one in intake.supplements:
        # Of a round, with its list and its steps, those that it lists.
        blocks = (one, *(step for step in one.steps.values() if step))
        if matter and matter.block in {spot_of(block.marks.at()) for block in blocks}:
            return frozenset(f"{year:04}/{slug}" for slug in one.listed)
    name = matter.name if matter else ""
    if name not in intake.blocks or name in _OF_ALL:
        return frozenset(key for key in folders if key.startswith(f"{year:04}/"))
    listed = (
        *intake.ever_proposed,
        *intake.ever_named,
    )
    return frozenset(f"{year:04}/{slug}" for slug in listed)
