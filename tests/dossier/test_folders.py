"""Files in the wrong folder are told, never passed over in silence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.dossier.folders import misplaced
from pipeline.dossier.workspace import load_workspace
from tests.commands.runs import runner

KEY = "2026/liang-jun"


def test_the_samples_lie_where_they_are_read(root: Path) -> None:
    assert not list(misplaced(root))


@pytest.mark.parametrize(
    ("where", "named"),
    [
        ("26/li-si/dossier.yaml", "26"),
        ("２０２６/li-si/dossier.yaml", "２０２６"),
        ("li-si/dossier.yaml", "li-si"),
        ("dossier.yaml", "dossier.yaml"),
        ("2026/dossier.yaml", "2026/dossier.yaml"),
        ("2026/intake.yml", "2026/intake.yml"),
    ],
)
def test_a_file_nobody_reads_is_a_finding(
    workspace: Callable[..., Path],
    capsys: pytest.CaptureFixture[str],
    where: str,
    named: str,
) -> None:
    root = workspace(KEY)
    path = root / "dossiers" / where
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("甲: 一\n", encoding="utf-8")
    (found,) = misplaced(root)
    assert (found.code, found.place.file) == ("F09", f"dossiers/{named}")
    assert found in load_workspace(root).report.errors
    for _ in range(2):  # found afresh, and told again
        done = runner(root, capsys)("check")
        assert (done.code, done.out.count(f"dossiers/{named}:1:1: 错误 F09")) == (1, 1)


def test_other_folders_are_let_be(workspace: Callable[..., Path]) -> None:
    root = workspace(KEY)
    (root / "dossiers" / "说明").mkdir()
    (root / "dossiers" / ".git").mkdir()
    (root / "dossiers" / ".git" / "x.yaml").write_text("", encoding="utf-8")
    assert not list(misplaced(root))
