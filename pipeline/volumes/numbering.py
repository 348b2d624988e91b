"""Which place in its intake a volume has: as registered, as the act 归档 fixes it, or the next.

A number is given once. Never counted from the folders that are there: one more of them must not
move the others. Must not write the register.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from pipeline.archive.register import RegisterEntry, RegisterLine
from pipeline.dossier.acts.cycle import Archiving
from pipeline.dossier.acts.lists import Handover
from pipeline.dossier.intake import Intake
from pipeline.dossier.paths import is_key
from pipeline.lifecycle import Stage
from pipeline.policies import Rulebook


def volume_name(key: str) -> str:
    """What the packages of a studio (YEAR/SLUG) are called, without their version."""
    return key.replace("/", "-")


def latest(lines: Sequence[RegisterLine], volume: str) -> RegisterEntry | None:
    """The newest version of a volume that was sealed."""
    return next((one.entry for one in reversed(lines) if one.entry.volume == volume), None)


def fixed_positions(
    stages: Mapping[str, Stage], intakes: Mapping[int, Intake] = MappingProxyType({})
) -> dict[str, int]:
    """The places that acts 归档 fix, by studio; that of an intake's own papers by its year."""
    fixed: dict[str, int] = {}
    for key, stage in stages.items():
        archiving = stage.last("归档")
        if archiving and isinstance(archiving.record, Archiving) and archiving.record.position:
            fixed[key] = archiving.record.position
    for year, intake in intakes.items():
        if intake.archiving and intake.archiving.position:
            fixed[str(year)] = intake.archiving.position
    return fixed


def positions(
    waiting: Sequence[tuple[datetime.date, str]],
    lines: Sequence[RegisterLine],
    fixed: Mapping[str, int],
) -> dict[str, int | str]:
    """The place of each volume that waits, by the days of their archiving; or why it gets none."""
    given = {
        (line.entry.year, line.entry.position): line.entry.volume
        for line in lines
        if line.entry.position
    }
    found: dict[str, int | str] = {}
    for _, key in sorted(waiting):
        year, wanted = int(key[:4]), fixed.get(key)
        known = latest(lines, volume_name(key))
        others = {fixed[one] for one in fixed if one != key and one[:4] == key[:4]}
        if known and known.position:
            place: int | str = known.position
            if wanted and wanted != place:
                place = f"登记册给它的顺序号是 {place}，“归档”写的案卷顺序号是 {wanted}"
        elif wanted:
            place, owner = wanted, given.get((year, wanted))
            if owner:
                place = f"“归档”写的案卷顺序号 {wanted} 登记册已经给了 {owner}"
            elif wanted in others:
                place = f"“归档”写的案卷顺序号 {wanted}，同年另一卷也写了"
        else:
            place = max((at for of, at in given if of == year), default=0) + 1
            while place in others:
                place += 1
        found[key] = place
        if isinstance(place, int):
            given[year, place] = volume_name(key)
    return found


def handed_over(intakes: Mapping[int, Intake]) -> frozenset[str]:
    """The volumes that went to the university's archive, by YEAR/SLUG; an intake's own by YEAR."""
    return frozenset(
        name if is_key(name) or name.isdecimal() else f"{year:04}/{name}"
        for year, intake in intakes.items()
        for act in intake.year_acts
        if isinstance(act, Handover)
        for name in act.volumes
    )


def position_reader(rulebook: Rulebook) -> Callable[[str], int]:
    """How the place is read from the 案卷号 of a package that was sealed before there was a
    register: behind the code of the union's office, or the last digits. 0 where there is none."""
    offices = "|".join(sorted({re.escape(one.archive.department) for one in rulebook.policies}))

    def read(number: str) -> int:
        found = re.findall(rf"(?:{offices})(\d+)", number) or re.findall(r"(\d+)\D*$", number)
        return int(found[-1]) if found else 0

    return read
