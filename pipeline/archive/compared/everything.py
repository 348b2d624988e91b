"""All comparisons of a package's contents with each other, in one call."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.archive.compared.acts import Recorded, event_faults
from pipeline.archive.compared.bound import BoundCheck, bound_check
from pipeline.archive.compared.inspected import Inspected, inspected
from pipeline.archive.compared.tables import (
    environment,
    environment_faults,
    info_faults,
    numbering_faults,
    retention_faults,
)
from pipeline.archive.fixity.examine import Fixity
from pipeline.archive.report import Fault
from pipeline.archive.reread import BUNDLE_PATH, CATALOGUE_PATH, Reread
from pipeline.foreign.limits import ForeignReader, Unbounded
from pipeline.pdf.compare.pages import Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Faults, what was bound (None: not to be opened), and every file as it was found."""

    faults: tuple[Fault, ...]
    bound: BoundCheck | None
    files: Inspected


def compared(
    root: Path,
    fixity: Fixity,
    book: Reread,
    recorded: Recorded | None,
    shown: Shown | None = None,
    reader: ForeignReader | None = None,
) -> Compared:
    """Hold the parts of the package at `root` against each other; `recorded` and `shown`: see
    `event_faults` and `bound_check`; `reader` looks at each file."""
    said = environment(root)
    # Of a file that is known not to be what was sealed, its cause is told, not what follows.
    wrong = {fault.file for fault in fixity.faults}
    whole = book.readable and not wrong.intersection((BUNDLE_PATH, CATALOGUE_PATH))
    remarks = said.remarks if said else ()
    bound = bound_check(root, book, fixity.digests, remarks, shown) if whole else None
    faults = [
        *(bound.faults if bound else ()),
        *(environment_faults(said, book) if whole else ()),
        *info_faults(root, said, book),
        *retention_faults(root),
        *numbering_faults(root),
        *(event_faults(root, recorded) if recorded else ()),
    ]
    return Compared(
        faults=tuple(fault for fault in faults if fault.file not in wrong),
        bound=bound,
        files=inspected(root, fixity.digests, reader or Unbounded()),
    )
