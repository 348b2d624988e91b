"""Killed at any moment: old files or new ones, never half; the next run finishes the work.

Moments are counted, not timed: the run kills itself just before its n-th change of the disk,
so every machine, fast or slow, tries the same moments.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.archive import register_table
from pipeline.archive.model import Standing
from pipeline.archive.package import seal
from pipeline.archive.paths import PENDING_PREFIX, REGISTER
from pipeline.archive.shelf import mend
from pipeline.archive.verify import verify
from pipeline.files import LOCK_NAME, STAGING_PREFIX, locked, sha256_of
from tests.archive.samples import FACE, compose, cycle

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
#: What changes a disk, as the interpreter tells it.
CHANGES = frozenset(("os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.link", "os.chmod"))


def opened_to_write(arguments: tuple[object, ...]) -> bool:
    flags = arguments[2]
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))


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


def assert_agree(folder: Path) -> None:
    """Every package that stands there is whole and has its line and its digest."""
    path = folder / REGISTER
    lines = register_table.read(path.read_bytes()) if path.exists() else ()
    named = {line.entry.package: line.entry.digest for line in lines}
    for package in folder.glob("2024-*/"):
        assert named[package.name] == sha256_of(package / "tagmanifest-sha256.txt")
        assert verify(package, quick=True).verified
    # What has its line and no name yet waits whole for the next run.
    for name in named:
        assert (folder / name).exists() or (folder / f"{PENDING_PREFIX}{name}").exists()


def seal_both(shelf: Path) -> None:
    """Two volumes sealed as `archive` does it, whatever a former run left."""
    with locked(shelf):
        sealed = {line.entry.package for line in mend(shelf)}
        for position, name in enumerate(("2024-first", "2024-second"), start=1):
            standing = Standing(year=2024, position=position)
            volume = replace(cycle(), reference=f"X-{position}", standing=standing)
            if name not in sealed:
                seal(volume, target=shelf / name, compose=compose, face=FACE)


def in_a_child(shelf: Path, fatal: int) -> int:
    """`seal_both` in a forked process that dies before change number `fatal` of the disk; without
    one, the number of changes. Forked: what was drawn once need not be drawn again."""
    shelf.mkdir(exist_ok=True)
    reads, writes = os.pipe()
    child = os.fork()
    if not child:
        seen = 0

        def watch(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal seen
            changes = event in CHANGES or (event == "open" and opened_to_write(arguments))
            if changes and str(arguments[0]).startswith(str(shelf)):
                seen += 1
                if seen == fatal:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)
        seal_both(shelf)
        os.write(writes, str(seen).encode())
        os._exit(0)
    os.close(writes)
    _, status = os.waitpid(child, 0)
    told = os.read(reads, 9)
    os.close(reads)
    assert (os.WTERMSIG(status) == signal.SIGKILL) if fatal else status == 0
    return int(told or 0)


def killed_at_every_moment(work: Path, step: int = 10) -> int:
    """Kill, look, finish, compare; how many moments there were. Of those while a package is made
    aside, every tenth; all of those around its line in the register."""
    seal_both(work / "warm")
    moments = in_a_child(work / "unharmed", 0)
    whole = tree(work / "unharmed")
    around = {*range(moments // 2 - 8, moments // 2 + 4), *range(moments - 11, moments + 1)}
    tried = sorted({*range(1, moments, step), *around})
    for fatal in tried:
        shelf = work / str(fatal)
        in_a_child(shelf, fatal)
        assert_agree(shelf)
        in_a_child(shelf, 0)
        assert tree(shelf) == whole, fatal
        left = [*shelf.rglob(f"{STAGING_PREFIX}*"), *shelf.glob(f"{PENDING_PREFIX}*")]
        assert not left, fatal
        shutil.rmtree(shelf)
    return len(tried)


@pytest.mark.thorough
def test_a_sealing_killed_at_any_moment_is_finished_by_the_next_run(tmp_path: Path) -> None:
    """In a process of its own: it forks, and nothing else of the tests may live in the children."""
    work = "import sys; from pathlib import Path; from tests.test_crash import *; "
    done = subprocess.run(
        [sys.executable, "-c", f"{work}print(killed_at_every_moment(Path(sys.argv[1])))", tmp_path],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 30
