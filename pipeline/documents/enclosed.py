"""What lies behind a paper in the volume: its attachments, and of an intake's act its proof.

The acts of one studio keep their proof among its own evidence; a list's screenshots have no other
place than behind the notice (Art. 7(三), 10). Must not look at any file.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from pipeline.dossier.acts.base import GeneralAct
from pipeline.dossier.acts.deciding import Publicity
from pipeline.dossier.fields import Written


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """A file in the evidence folder of the paper's owner; `part` of the paper itself, or proof."""

    written: str
    title: str
    date: datetime.date | None
    part: bool = False


def attached(act: Written) -> tuple[Enclosed, ...]:
    """The attachments that a general act's own paper lists."""
    files = act.attachments if isinstance(act, GeneralAct) else ()
    several = len(files) > 1
    return tuple(
        Enclosed(
            written=one,
            title=f"附件{nth if several else ''}：{PurePosixPath(one).stem}",
            date=getattr(act, "date", None),
            part=True,
        )
        for nth, one in enumerate(files, 1)
    )


def enclosed_in(block: Written, besides: Iterable[str] = ()) -> tuple[Enclosed, ...]:
    """Attachments and proof of an intake's act; `besides` is proof that the intake cites as a
    whole."""
    return (*attached(block), *_proof(block, besides))


def _proof(block: Written, besides: Iterable[str]) -> Iterator[Enclosed]:
    for one in dict.fromkeys((*getattr(block, "evidence", ()), *besides)):
        yield Enclosed(written=one, title=PurePosixPath(one).stem, date=_day_of(block, one))


def _day_of(block: Written, written: str) -> datetime.date | None:
    """A screenshot is of the first day, or as its name says of the day the list came down."""
    if isinstance(block, Publicity):
        return block.taken_down if "撤下" in written else block.first
    day = getattr(block, "date", None)
    return day if isinstance(day, datetime.date) else None
