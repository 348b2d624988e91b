"""What is to be said of a volume that is sealed already, or looks so: it is there, it is gone, what
it was sealed from has changed. Must change nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from pipeline.archive.paths import BUNDLE
from pipeline.archive.register import RegisterEntry
from pipeline.documents.plan import Job
from pipeline.dossier.load import Case
from pipeline.dossier.paths import is_key
from pipeline.files import shown_from
from pipeline.pdf.read import PdfFault, page_count
from pipeline.volumes.changed import since_sealing
from pipeline.volumes.numbering import volume_name
from pipeline.volumes.orders import SealingOutcome, Shelf

#: What was recorded, by the name of its act, and when.
Told = Sequence[tuple[str, datetime.date]]


def on_the_shelf(
    shelf: Shelf,
    sealed: RegisterEntry | None,
    key: str,
    name: str,
    *,
    case: Case,
    told: Told,
    belongs: Sequence[Job],
) -> SealingOutcome | None:
    """None if the volume `key`, of a studio or of the intake of `case`, is to be sealed. `told` is
    all that was recorded for it, `belongs` the papers that belong in it today."""
    root = shelf.root
    package = shelf.folder / (sealed.package if sealed else volume_name(key))
    blocked = partial(SealingOutcome, studio=key, name=name, verdict="blocked")
    if shelf.reason:
        return blocked(reason="还没有封存过，不用 --new-version")
    if sealed is None:
        if not package.exists():
            return None
        return blocked(reason=f"{package.name} 已在，登记册里却没有：用 studio verify 查明后移走")
    if not package.exists():
        gone = f"登记册记有 {package.name}（{sealed.day} 归档），包已不在这里"
        if key in shelf.handed_over:
            return SealingOutcome(studio=key, name=name, verdict="exists", reason=f"已移交；{gone}")
        return blocked(reason=f"{gone}：放回原处；确要重新封存的，用 --new-version 写明理由")
    papers = {
        f"{Path(job.target).name}.docx": root / "output" / "generated" / f"{job.target}.docx"
        for job in belongs
    }
    changes = since_sealing(case, package, sealed.day, papers, whole=is_key(key))
    return SealingOutcome(
        studio=key,
        name=name,
        verdict="exists",
        reason="；".join(filter(None, (_came_later(told, sealed.day), changes.told))),
        package=shown_from(root, package),
        bundle=shown_from(root, package / "data" / BUNDLE),
        digest=sealed.digest,
        pages=_pages_in(package),
        changed=changes.differs,
    )


def _came_later(told: Told, closed: datetime.date) -> str:
    """What was recorded after the volume was closed, and so is not in the package."""
    late = "、".join(f"{name} {date}" for name, date in told if date > closed)
    return f"归档以后记的 {late} 不在包里" if late else ""


def _pages_in(package: Path) -> int:
    """Pages of a sealed bundle; 0 if it cannot be read, which is for `verify` to explain."""
    try:
        return page_count((package / "data" / BUNDLE).read_bytes())
    except (OSError, PdfFault):
        return 0
