"""What the union owes in a year of its own: the hand-over of archived volumes (Art. 10)."""

from __future__ import annotations

import datetime
from pathlib import Path

from pipeline.dossier.workspace import load_workspace
from pipeline.lifecycle import place
from pipeline.owed.union_year import union_dues
from tests.conftest import ROOT


def _told(root: Path, day: datetime.date) -> list[tuple[str, str]]:
    loaded = load_workspace(root)
    stages = {key: place(case, day) for key, case in loaded.cases.items()}
    return [(str(due.by), due.detail) for due in union_dues(loaded, stages, day)]


def test_volumes_wait_until_they_are_handed_over() -> None:
    """One was archived in May, six on 30 October, one on 12 November; five of them were handed over
    on 20 November."""
    assert _told(ROOT, datetime.date(2026, 5, 27)) == []
    assert _told(ROOT, datetime.date(2026, 10, 29)) == [("2027-06-30", "2026年归档的1卷")]
    assert _told(ROOT, datetime.date(2026, 11, 19)) == [("2027-06-30", "2026年归档的8卷")]
    assert _told(ROOT, datetime.date(2026, 11, 23)) == [("2027-06-30", "2026年归档的3卷")]


def test_a_year_is_told_of_once_one_was() -> None:
    """The papers on 2025 were the first; on 2026 they fall due when it is over."""
    told = [one for one in _told(ROOT, datetime.date(2026, 12, 31)) if "年度" in one[1]]
    assert told == []
    told = [one for one in _told(ROOT, datetime.date(2027, 1, 1)) if "年度" in one[1]]
    assert told == [("2027-06-30", "2026年度"), ("2027-06-30", "2026年度")]
