"""The acts of a sealed volume, read again from the dossier files inside its package.

The seam for `archive.compared.acts`: there nobody knows a dossier. Must not judge, nor write.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.archive import bag
from pipeline.chinese import register_date
from pipeline.dossier.application import Dossier
from pipeline.dossier.intake import Intake
from pipeline.dossier.load import Case, Slug, load_file
from pipeline.dossier.paths import DOSSIER_FILE, INTAKE_FILE, RECORD_FILE
from pipeline.dossier.record import Record
from pipeline.lifecycle import Act, timeline
from pipeline.policies import built_in
from pipeline.volumes.decided import acts_of_intake

_NAMED = re.compile(r"[0-9]{4}-([a-z][a-z0-9-]*?)(?:-v[0-9]+)?")
_Acts = tuple[tuple[str, str], ...]


def acts_recorded(folder: Path, package: str) -> Sequence[_Acts]:
    """(day, act) up to the day of the package, as the files in `folder` (data/dossier) tell them.

    Which acts of the intake are a studio's depends on its folder's name, which the package's name
    ends with. For a package kept under another name, one answer for each studio of the intake.
    With no file of a studio they are those of the intake. Empty if the files cannot be read.
    """
    until = _day_of(folder.parent.parent)
    if not (folder / RECORD_FILE).exists() and not (folder / DOSSIER_FILE).exists():
        own, _, _ = load_file(folder / INTAKE_FILE, folder, Intake)
        return (_told(acts_of_intake(own, until)),) if own else ()
    record, _, _ = load_file(folder / RECORD_FILE, folder, Record)
    dossier, _, _ = load_file(folder / DOSSIER_FILE, folder, Dossier)
    intake, _, _ = load_file(folder / INTAKE_FILE, folder, Intake)
    if record is None or dossier is None or intake is None:
        return ()
    case = Case(
        year=intake.year,
        slug=Slug(""),
        folder=folder,
        dossier=dossier,
        ledgers={},
        record=record,
        intake=intake,
        rulebook=built_in(),
        sources={},
    )
    known = {*intake.ever_proposed, *intake.ever_named}
    named = _NAMED.fullmatch(package)
    # Who withdrew before the committee met is on no list.
    called = [named[1]] if named else []
    slugs = called if called and called[0] in known else [*called, *sorted(known)]
    return tuple(_acts(replace(case, slug=Slug(slug)), until) for slug in slugs)


def _day_of(package: Path) -> datetime.date:
    """Up to which day acts are in it: later versions go beyond the archiving."""
    try:
        info = bag.parse_info((package / bag.INFO_NAME).read_bytes()) or {}
        return datetime.date.fromisoformat(info.get("Bagging-Date", ""))
    except (OSError, ValueError):
        return datetime.date.max


def _acts(case: Case, until: datetime.date) -> _Acts:
    acts = timeline(case)
    if until == datetime.date.max:
        until = max((act.date for act in acts if act.name == "归档"), default=until)
    return _told([act for act in acts if act.date <= until])


def _told(acts: Sequence[Act]) -> _Acts:
    return tuple((register_date(act.date), act.told) for act in acts)
