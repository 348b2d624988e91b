"""The acts of a sealed volume, read again from the dossier files inside its package.

The seam for `archive.compared.acts`: there nobody knows a dossier. Must not judge, nor write.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.chinese import register_date
from pipeline.dossier.application import Dossier
from pipeline.dossier.intake import Intake
from pipeline.dossier.load import Case, Slug, load_file
from pipeline.dossier.paths import DOSSIER_FILE, INTAKE_FILE, RECORD_FILE
from pipeline.dossier.record import Record
from pipeline.lifecycle import timeline
from pipeline.policies import built_in

_NAMED = re.compile(r"[0-9]{4}-([a-z][a-z0-9-]*?)(?:-v[0-9]+)?")
_Acts = tuple[tuple[str, str], ...]


def acts_recorded(folder: Path, package: str) -> Sequence[_Acts]:
    """(day, act) up to the archiving, as the files in `folder` (data/dossier) tell them.

    Which acts of the intake are a studio's depends on its folder's name, which the package's name
    ends with. For a package kept under another name, one answer for each studio of the intake.
    Empty if the files cannot be read, or are not those of a studio.
    """
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
    own = [named[1]] if named else []
    slugs = own if own and own[0] in known else [*own, *sorted(known)]
    return tuple(_acts(replace(case, slug=Slug(slug))) for slug in slugs)


def _acts(case: Case) -> _Acts:
    acts = timeline(case)
    archived = max((act.date for act in acts if act.name == "归档"), default=datetime.date.max)
    return tuple((register_date(act.date), act.told) for act in acts if act.date <= archived)
