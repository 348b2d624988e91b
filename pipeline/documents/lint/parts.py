"""What the files hold besides acts, by the key under which people write it."""

from __future__ import annotations

from pipeline.documents.lint.schema import BLOCK, LIST, Shape, acts_of_union, items_of
from pipeline.dossier.acts.lists import YearAct
from pipeline.dossier.application import Dossier
from pipeline.dossier.intake import Intake
from pipeline.dossier.ledger import Ledger
from pipeline.dossier.paths import (
    DOSSIER_FILE,
    INTAKE_FILE,
    LEDGER_FILE_OF_A_YEAR,
    RECORD_FILE,
)
from pipeline.dossier.record import StudioAct

_FILES = ((Ledger, LEDGER_FILE_OF_A_YEAR), (Dossier, DOSSIER_FILE), (Intake, INTAKE_FILE))
#: The lists whose rows are acts told apart by their names: where they stand, and which acts.
ACT_LISTS = {
    "事项记录": (RECORD_FILE, tuple(acts_of_union(StudioAct, RECORD_FILE))),
    "年度事项": (INTAKE_FILE, tuple(acts_of_union(YearAct, INTAKE_FILE))),
}


def part_written(name: str) -> tuple[str, bool, Shape] | None:
    """In which file a part of that name stands, whether as a list, and its keys; None where it has
    none of its own."""
    for model, file in _FILES:
        shape = items_of(model, file).get(name)
        listed = shape is not None and shape.kind == LIST
        keys = shape.element if shape and listed else shape
        if keys and keys.kind == BLOCK and keys.items:
            return file, listed, keys
    return None
