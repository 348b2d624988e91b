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
        ("li-si/dossier.yaml.txt", "li-si"),
        ("dossier.yaml", "dossier.yaml"),
        ("2026/dossier.yaml", "2026/dossier.yaml"),
        ("2026/intake.yml", "2026/intake.yml"),
        ("2026/intake.yaml.txt", "2026/intake.yaml.txt"),
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


def test_a_link_in_place_of_dossiers_does_not_change_names(
    workspace: Callable[..., Path],
    capsys: pytest.CaptureFixture[str],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    root = workspace(KEY)
    elsewhere = tmp_path_factory.mktemp("share") / "files"
    (root / "dossiers").rename(elsewhere)
    (root / "dossiers").symlink_to(elsewhere)
    (elsewhere / "2026/intake.yaml").write_text("年度: 2026\n", encoding="utf-8")
    assert {one.place.file for one in load_workspace(root).report} == {"dossiers/2026/intake.yaml"}
    done = runner(root, capsys)("check", KEY)  # its intake is why rules were not asked
    assert {line.split(":")[0] for line in done.out.splitlines() if line[0] != " "} == {
        "dossiers/2026/intake.yaml"
    }


@pytest.mark.parametrize(
    "path", ["../..", "/", "x" * 5000, "2026/liang-jun/none.yaml", "pyproject.toml", "templates"]
)
def test_a_path_to_check_must_be_among_the_dossiers(
    root: Path, capsys: pytest.CaptureFixture[str], path: str
) -> None:
    done = runner(root, capsys)("check", path)
    assert (done.code, done.out) == (2, "")


@pytest.mark.parametrize(
    ("path", "studios"), [(".", 21), ("..", 21), ("2026", 6), ("2026/dong-haoran/dossier.yaml", 1)]
)
def test_a_path_to_check_selects_what_lies_below(
    root: Path, capsys: pytest.CaptureFixture[str], path: str, studios: int
) -> None:
    done = runner(root, capsys)("check", path)
    assert done.code == 1
    assert "dossiers/2026/dong-haoran/dossier.yaml" in done.out
    assert f"检查了 {studios} 个工作室" in done.err
