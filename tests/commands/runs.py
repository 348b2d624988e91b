"""Runs `studio` in this process, as a shell would see it."""

from __future__ import annotations

import contextlib
import datetime
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from pipeline.cli import main
from pipeline.recheck.looking import looks
from tests.conftest import ROOT

DAY = datetime.date(2026, 11, 23)


class Outcome(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


def runner(root: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """`run("gaps", "--format", "json")` in the workspace `root` on `DAY`."""

    def run(*arguments: str) -> Outcome:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(["--root", str(root), "--date", DAY.isoformat(), *arguments])
        out, err = capsys.readouterr()
        code = ended.value.code
        assert isinstance(code, int)
        return Outcome(code, out, err)

    return run


def looked_into(root: Path) -> Path:
    """`root`, whose evidence was looked into before, as that of the samples was: to open it takes
    longer than all that is tested here."""
    cache, own = ROOT / "output/.cache", root / "output/.cache"
    with looks(cache) as seen:
        seen.into(one for one in (root / "dossiers").glob("*/*/evidence/**/*") if one.is_file())
    if own != cache:
        own.mkdir(parents=True, exist_ok=True)
        for kept in cache.glob("looks-*.sqlite"):
            shutil.copy(kept, own)
    return root


def outcome(*arguments: str) -> Outcome:
    """`studio` with these arguments and with streams of its own; no fixture is needed."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    code: object = None
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main(list(arguments))
        except SystemExit as ended:
            code = ended.code
    assert isinstance(code, int)
    told = []
    for stream in (out, err):
        stream.seek(0)
        told.append(stream.read())
    return Outcome(code, *told)


def spawned(root: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[bytes]:
    """The program as a process of its own, with `settings` in its environment."""
    command = [sys.executable, "-m", "pipeline", "--root", str(root), "--date", DAY.isoformat()]
    return subprocess.run(
        [*command, *arguments],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **settings},
        check=False,
    )
