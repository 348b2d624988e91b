"""Killed at any moment: old files or new ones, never half; the next run finishes the work.

Moments are counted, not timed: the run kills itself just before its n-th change of the disk,
so every machine, fast or slow, tries the same moments.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.archive.verify import verify
from pipeline.files import LOCK_NAME, STAGING_PREFIX, sha256_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="SIGKILL is how a POSIX system kills"),
]
Workspace = Callable[..., Path]
KEY = "2025/guo-tiezhu"
KINDS = ("plaque", "disbursement-notice", "midterm-check")
REPOSITORY = Path(__file__).parent.parent

# argv: the folder watched; the change to die before (0: live, and print how many there were).
WATCH = """
import atexit, os, signal, sys
folder, fatal = sys.argv.pop(1), int(sys.argv.pop(1))
CHANGES = {"os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.link"}
seen = 0
def watch(event, arguments):
    global seen
    if event in CHANGES or (event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR)):
        if str(arguments[0]).startswith(folder):
            seen += 1
            if seen == fatal:
                os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
if not fatal:
    atexit.register(lambda: print(seen))
"""
GENERATE = """
from pipeline.cli import main
main()
"""
SEAL = """
from pathlib import Path
from pipeline.archive.package import seal
from pipeline.files import locked
from tests.archive.samples import FACE, compose, cycle
target = Path(sys.argv[1])
with locked(target.parent):
    seal(cycle(), target=target, compose=compose, face=FACE)
"""


def run(work: str, folder: Path, *arguments: str, fatal: int = 0) -> int:
    """Change `folder`, dying before change number `fatal`; else the number of changes."""
    folder.mkdir(parents=True, exist_ok=True)
    ended = subprocess.run(
        [sys.executable, "-c", WATCH + work, str(folder), str(fatal), *arguments],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=120,
        check=False,
    )
    if fatal:
        assert ended.returncode == -signal.SIGKILL
        return 0
    assert ended.returncode in (0, 1)
    return int(ended.stdout.split()[-1])


def assert_whole(path: Path) -> None:
    """A finished file can be opened to its end."""
    data = path.read_bytes()
    if path.suffix == ".pdf":
        assert data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF"), path
    elif path.suffix == ".docx":
        with zipfile.ZipFile(path) as package:
            assert package.testzip() is None, path
    else:
        assert data, path


def finished(folder: Path) -> list[Path]:
    """Files a user would take for results: neither the lock nor leftovers of a kill."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and path.name != LOCK_NAME
        and not any(part.startswith(STAGING_PREFIX) for part in path.relative_to(folder).parts)
    ]


def tree(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): sha256_of(path) for path in finished(folder)}


def test_a_killed_generate_leaves_whole_files_and_the_next_run_completes(
    workspace: Workspace,
) -> None:
    root = workspace(KEY)
    reference, output = root / "reference", root / "output" / "generated"

    def generate(target: Path, fatal: int = 0) -> int:
        return run(
            GENERATE,
            target,
            "--root",
            str(root),
            "--date",
            "2026-11-23",
            "generate",
            "--studio",
            KEY,
            "--jobs",
            "1",
            "--output",
            str(target),
            *KINDS,
            fatal=fatal,
        )

    changes = generate(reference)
    # Each killed run keeps what the former ones finished, so the last moment comes early.
    for fatal in (2, 7, changes // 2):
        generate(output, fatal)
        for path in finished(output):
            assert_whole(path)
    generate(output)
    assert tree(output) == tree(reference)
    assert not list(output.rglob(f"{STAGING_PREFIX}*"))


@pytest.mark.thorough
def test_a_killed_sealing_leaves_no_package_or_a_whole_one(tmp_path: Path) -> None:
    reference, archive = tmp_path / "reference", tmp_path / "archive"
    changes = run(SEAL, reference, str(reference / "2024-welding"))
    package = archive / "2024-welding"
    # The bundle just begun; its outer digest written; all done but the name.
    for fatal in (5, changes * 2 // 3, changes):
        run(SEAL, archive, str(package), fatal=fatal)
        assert not package.exists()
    run(SEAL, archive, str(package))
    assert verify(package).verified
    assert tree(archive) == tree(reference)
    assert not list(archive.rglob(f"{STAGING_PREFIX}*"))
