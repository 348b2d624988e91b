"""Killed at any moment: old files or new ones, never half; the next run finishes the work."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.files import STAGING_PREFIX, sha256_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="SIGKILL is how a POSIX system kills"),
]
Workspace = Callable[..., Path]
KEY = "2025/guo-tiezhu"
KINDS = ("application-form", "plaque", "disbursement-notice", "midterm-check")
REPOSITORY = Path(__file__).parent.parent


def start(root: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline", "--root", str(root), "--date", "2026-11-23", *arguments],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def whole(path: Path) -> bool:
    """Whether a finished file can be opened to its end."""
    data = path.read_bytes()
    if path.suffix == ".pdf":
        return data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF")
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as package:
            return package.testzip() is None
    return bool(data)


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): sha256_of(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def test_a_killed_generate_leaves_whole_files_and_the_next_run_completes(
    workspace: Workspace,
) -> None:
    root = workspace(KEY)
    output = root / "output" / "generated"
    arguments = ("generate", "--studio", KEY, "--jobs", "1", *KINDS)
    started = time.monotonic()
    assert start(root, *arguments, "--output", str(root / "reference")).wait(120) in (0, 1)
    whole_run = time.monotonic() - started
    dice = random.Random(20240416)
    killed = 0
    for _ in range(6):
        run = start(root, *arguments)
        time.sleep(dice.uniform(0.2, whole_run))
        if run.poll() is None:
            os.killpg(run.pid, signal.SIGKILL)
            killed += 1
        run.wait()
        for path in output.rglob("*"):
            if path.is_file() and not path.name.startswith("."):
                assert whole(path), path
    assert killed >= 2
    assert start(root, *arguments).wait(120) in (0, 1)
    assert tree(output) == tree(root / "reference")
    assert not list(output.rglob(f"{STAGING_PREFIX}*"))


SEAL = """
import sys
from pathlib import Path
from pipeline.archive.package import seal
from pipeline.files import locked
from tests.archive.samples import FACE, compose, cycle
target = Path(sys.argv[1])
with locked(target.parent):
    seal(cycle(), target=target, compose=compose, face=FACE)
"""


def test_a_killed_sealing_leaves_no_package_or_a_whole_one(tmp_path: Path) -> None:
    from pipeline.archive.verify import verify

    def run(target: Path) -> subprocess.Popen[bytes]:
        target.parent.mkdir(exist_ok=True)
        return subprocess.Popen(
            [sys.executable, "-c", SEAL, str(target)],
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
            start_new_session=True,
        )

    started = time.monotonic()
    reference = tmp_path / "reference" / "2024-welding"
    assert run(reference).wait(120) == 0
    whole_run = time.monotonic() - started
    package = tmp_path / "archive" / "2024-welding"
    dice = random.Random(20250917)
    killed = 0
    for _ in range(8):
        sealing = run(package)
        time.sleep(dice.uniform(whole_run * 0.3, whole_run * 0.98))
        if sealing.poll() is None:
            os.killpg(sealing.pid, signal.SIGKILL)
            killed += 1
        sealing.wait()
        if package.exists():
            assert verify(package).verified
            break
    assert killed
    if not package.exists():
        assert run(package).wait(120) == 0
    assert tree(package) == tree(reference)
    assert not list(package.parent.glob(f"{STAGING_PREFIX}*"))
