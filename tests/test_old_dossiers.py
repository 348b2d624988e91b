"""Dossiers of the day before acts like 其他事项 or 推荐公示 were known read as they did: two of the
samples of commit e45b534, without their evidence, with the errors and warnings it found in them."""

from __future__ import annotations

import datetime
from pathlib import Path

from pipeline.diagnostics import Severity
from pipeline.dossier.workspace import load_workspace
from pipeline.rules.check import check_workspace

OLD = Path(__file__).parent / "old_dossiers"


def test_an_old_dossier_is_told_nothing_new() -> None:
    report = check_workspace(load_workspace(OLD), datetime.date(2026, 11, 23)).report
    found = {f"{one.place} {one.code}" for one in report if one.severity is not Severity.NOTE}
    assert found == {*(OLD / "findings.txt").read_text("utf-8").splitlines()}
