"""Nothing is asked of a studio for days on which its cycle is over."""

from __future__ import annotations

import datetime
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.dossier.workspace import load_workspace
from pipeline.lifecycle import place
from pipeline.rules.check import check_workspace
from pipeline.rules.facts import plan_day
from pipeline.rules.gaps import ledger_matrix
from tests.rules.corpus import BASE, TODAY


def test_the_last_year_s_activities_are_due_when_the_cycle_ends() -> None:
    checked = check_workspace(load_workspace(BASE), TODAY)
    (cell,) = [
        one
        for one in ledger_matrix(checked, TODAY, ended=True)
        if (one.year, one.item) == (2026, "日常活动记录")
    ]
    assert cell.due == datetime.date(2026, 6, 25)


@pytest.mark.parametrize(
    ("first", "last", "year", "due"),
    [
        ("2024-06-26", "2026-06-25", 2024, "2024-12-31"),
        ("2024-06-26", "2026-06-25", 2025, "2025-03-15"),
        ("2024-06-26", "2026-06-25", 2026, "2026-03-15"),
        ("2024-03-14", "2026-03-13", 2024, "2024-03-15"),
        ("2024-03-15", "2026-03-14", 2024, "2024-12-31"),
        ("2024-03-15", "2026-03-14", 2026, None),
        ("2024-03-16", "2026-03-15", 2026, "2026-03-15"),
    ],
)
def test_a_plan_is_due_only_while_the_cycle_runs(
    first: str, last: str, year: int, due: str | None
) -> None:
    stage = place(load_workspace(BASE).cases["2024/sample"], TODAY)
    cycle = (datetime.date.fromisoformat(first), datetime.date.fromisoformat(last))
    day = plan_day(replace(stage, cycle=cycle), year)
    assert (day.isoformat() if day else None) == due


def test_a_ledger_that_cannot_be_read_is_all_that_is_told_of_its_year(tmp_path: Path) -> None:
    """Nobody is reminded of papers that may stand in a file with a missing bracket."""
    shutil.copytree(BASE / "dossiers", tmp_path / "dossiers")
    path = tmp_path / "dossiers" / "2024/sample/ledger-2025.yaml"
    path.write_text(f"多余: [\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    checked = check_workspace(load_workspace(tmp_path), TODAY)
    found = [one for one in ledger_matrix(checked, TODAY, ended=True) if one.open]
    assert [(one.item, one.detail) for one in found] == [
        ("台账文件", "ledger-2025.yaml 有错，读不了")
    ]
