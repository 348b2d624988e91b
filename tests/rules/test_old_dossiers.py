"""What was written before the program knew more acts is still read, and nothing new is held
against it.

`before/dossiers.zip` holds the YAML files of all samples as they were on 2026-11-28, without
their evidence; `before/findings.txt` what was found in them then, on three days (a line each: day,
file:line, code, severity; without hints, and without A10-2, which asks for the evidence).
"""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path

import pytest

from pipeline.dossier.workspace import load_workspace
from pipeline.rules.check import check_workspace

KEPT = Path(__file__).parent / "before"
FOUND = (KEPT / "findings.txt").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("before")
    with zipfile.ZipFile(KEPT / "dossiers.zip") as packed:
        packed.extractall(root)
    return root


@pytest.mark.parametrize("day", sorted({line.partition(" ")[0] for line in FOUND}))
def test_an_old_dossier_stays_as_valid_as_it_was(old: Path, day: str) -> None:
    checked = check_workspace(load_workspace(old), datetime.date.fromisoformat(day))
    now = {
        f"{day} {one.place.file}:{one.place.line} {one.code} {one.severity.label}"
        for one in checked.report
        if one.severity.value != "note" and not one.code.startswith("A10-2")
    }
    assert now == {line for line in FOUND if line.startswith(day)}
