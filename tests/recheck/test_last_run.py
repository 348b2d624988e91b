"""A run told again: never another answer than a fresh run gives, and no model loaded for it."""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.diagnostics import Report
from pipeline.dossier.folders import studio_folders
from pipeline.recheck import last_run
from pipeline.recheck.judging import judge_folders
from pipeline.recheck.last_run import findings_of_last_run
from pipeline.recheck.result_cache import result_cache
from tests.commands.runs import DAY

KEYS = ("2025/xu-ming", "2025/wu-haibo")


@pytest.fixture
def folder(workspace: Callable[..., Path]) -> Path:
    return workspace(*KEYS)


def judged(root: Path) -> Report:
    with result_cache(root / "output/.cache") as cache:
        return judge_folders(root, studio_folders(root), DAY, cache)


def told(root: Path) -> Report | None:
    with result_cache(root / "output/.cache") as cache:
        return findings_of_last_run(root, studio_folders(root), DAY, cache)[0]


def changed_row(root: Path, body: bytes, *, signed: bool) -> None:
    table = sqlite3.connect(next((root / "output/.cache").glob("*.sqlite")))
    with table:
        table.execute("UPDATE run SET body = ?", (body,))
        if signed:
            digest = hashlib.sha256(body).hexdigest()
            table.execute("UPDATE run SET body_digest = ?", (digest,))
    table.close()


def test_told_again_is_what_was_found(folder: Path) -> None:
    assert told(folder) is None
    wanted = judged(folder)
    assert len(wanted) > 0
    assert told(folder) == told(folder) == judged(folder) == wanted


@pytest.mark.parametrize("name", ["intake.yaml", "xu-ming/dossier.yaml", "wu-haibo/record.yaml"])
def test_a_changed_file_is_noticed(folder: Path, name: str) -> None:
    judged(folder)
    path = folder / "dossiers/2025" / name
    path.write_bytes(path.read_bytes() + "# 备注\n".encode())
    assert told(folder) is None


def test_a_studio_that_goes_is_noticed(folder: Path) -> None:
    judged(folder)
    (folder / "dossiers/2025/xu-ming").rename(folder / "elsewhere")
    assert told(folder) is None


def test_a_folder_with_a_link_is_not_findings_of_last_run(folder: Path) -> None:
    (folder / "dossiers/2025/xu-ming/evidence/link.pdf").symlink_to(folder / "outside.pdf")
    judged(folder)
    assert told(folder) is None


def test_fonts_that_go_are_noticed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (folder / "dossiers/2025/xu-ming/dossier.yaml").open("a", encoding="utf-8") as stream:
        stream.write("# \U0001d2c0\n")
    monkeypatch.setattr(last_run, "undrawable", lambda text: ())
    judged(folder)
    assert told(folder) is not None
    monkeypatch.setattr(last_run, "undrawable", tuple)
    assert told(folder) is None


@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize("body", [b'[[], "", []', b'[[[1]], "", []]', b"{}"])
def test_a_body_of_another_shape_is_not_believed(folder: Path, body: bytes, signed: bool) -> None:
    judged(folder)
    changed_row(folder, body, signed=signed)
    assert told(folder) is None


def test_a_second_run_loads_no_model(folder: Path) -> None:
    """Start-up would cost more than all the rest; results of single studios stay for later."""
    program = (
        "import sys; from pipeline.cli import studio\n"
        "studio.main(sys.argv[1:], standalone_mode=False)\n"
        "print('pydantic' in sys.modules, 'yaml' in sys.modules)"
    )
    command = [
        sys.executable,
        "-c",
        program,
        "--root",
        str(folder),
        "--date",
        DAY.isoformat(),
        "check",
        "--format",
        "json",
    ]
    first, second = (
        subprocess.run(command, capture_output=True, check=True, text=True).stdout.rsplit("\n", 2)
        for _ in range(2)
    )
    assert first[0] == second[0]
    assert (first[1], second[1]) == ("True True", "False False")
    table = sqlite3.connect(next((folder / "output/.cache").glob("*.sqlite")))
    assert table.execute("SELECT count(*) FROM result").fetchone() == (len(KEYS),)
    table.close()
