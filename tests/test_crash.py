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
    arguments = ("generate", "--studio", KEY, "--jobs", "1")
    started = time.monotonic()
    assert start(root, *arguments, "--output", str(root / "reference")).wait(120) in (0, 1)
    whole_run = time.monotonic() - started
    dice = random.Random(20240416)
    killed = 0
    for _ in range(8):
        run = start(root, *arguments)
        time.sleep(dice.uniform(0.2, whole_run))
        if run.poll() is None:
            os.killpg(run.pid, signal.SIGKILL)
            killed += 1
        run.wait()
        for path in output.rglob("*"):
            if path.is_file() and not path.name.startswith("."):
                assert whole(path), path
    assert killed >= 3
    assert start(root, *arguments).wait(120) in (0, 1)
    assert tree(output) == tree(root / "reference")
    assert not list(output.rglob(f"{STAGING_PREFIX}*"))


def test_a_killed_archive_leaves_no_package_or_a_whole_one(workspace: Workspace) -> None:
    from pipeline.archive.verify import verify

    key = "2024/sun-lihua"
    root = workspace(key)
    intake = root / "dossiers/2024/intake.yaml"
    text = intake.read_text(encoding="utf-8")
    for other in ("zhang-jianye", "wang-shouyi", "li-xiuying", "chen-zhiqiang", "zhao-guoqing"):
        text = text.replace(f"{other}, ", "").replace(f", {other}", "")
    intake.write_text(text, encoding="utf-8")
    package = root / "output/archive/2024-sun-lihua"
    started = time.monotonic()
    reference = ("archive", key, "--output", str(root / "reference"))
    assert start(root, *reference).wait(180) == 0
    whole_run = time.monotonic() - started
    dice = random.Random(20250917)
    for _ in range(4):
        run = start(root, "archive", key)
        time.sleep(dice.uniform(whole_run * 0.2, whole_run))
        if run.poll() is None:
            os.killpg(run.pid, signal.SIGKILL)
        run.wait()
        if package.exists():
            assert verify(package).verified
            break
    assert start(root, "archive", key).wait(180) == 0
    assert verify(package).verified
    assert tree(package) == tree(root / "reference/2024-sun-lihua")
    assert not list(package.parent.glob(f"{STAGING_PREFIX}*"))
