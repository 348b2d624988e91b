"""events.csv against the acts that the package's own dossier files record.

Who reads those files comes in as a function: the archive knows no dossier. Must not judge an act.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pipeline.archive import catalogue
from pipeline.archive.compared.tables import EVENTS_PATH
from pipeline.archive.report import Fault

#: (day as in the register, act) of each recorded act, from the folder `data/dossier` and the name
#: of the package: several answers if that leaves it open, none if the files cannot be read.
Recorded = Callable[[Path, str], Sequence[Sequence[tuple[str, str]]]]
_MOST = 5


def event_faults(root: Path, recorded: Recorded) -> Iterator[Fault]:
    """What the log has and the record has not, and the other way round."""
    try:
        rows = catalogue.read_table((root / EVENTS_PATH).read_bytes())
        logged = Counter((row["日期"], row["事项"]) for row in rows)
    except (OSError, ValueError, KeyError):
        return  # the process record is judged by itself
    answers = [Counter(acts) for acts in recorded(root / "data" / "dossier", root.name)]
    if not answers:
        return
    written = min(answers, key=lambda acts: ((acts - logged) + (logged - acts)).total())
    lost = [f"没有 {day} {what}，档案文件里有" for day, what in (written - logged).elements()]
    more = [f"有 {day} {what}，档案文件里没有" for day, what in (logged - written).elements()]
    for message in sorted([*lost, *more])[:_MOST]:
        yield Fault(code="V-EVENTS", file=EVENTS_PATH, message=f"办理过程{message}")
