"""Files are whole or not there: the order in which the disk is told, and what is never replaced."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import ExitCode, PipelineError
from pipeline.files import (
    LOCK_NAME,
    STAGING_PREFIX,
    disk_faults,
    locked,
    path_inside,
    sha256,
    sha256_of,
    staged_folder,
    write_atomic,
)

REPOSITORY = Path(__file__).parent.parent

# argv: the folder to write in. Prints what the disk was told, in order. A rename is heard by the
# audit hook; there is no audit event for fsync, so it is passed on by a function that notes it.
WATCH = """
import os, sys
from pathlib import Path
folder = Path(sys.argv[1])
real = os.fsync
def noted(handle):
    print("fsync", Path(os.readlink(f"/proc/self/fd/{handle}")).name)
    real(handle)
os.fsync = noted
def heard(event, arguments):
    if event == "os.rename" and str(arguments[1]).startswith(str(folder)):
        print("rename", Path(arguments[0]).name, Path(arguments[1]).name)
sys.addaudithook(heard)
"""
ONE_FILE = "from pipeline.files import write_atomic\nwrite_atomic(folder / 'a.txt', b'new')"
A_FOLDER = """
from pipeline.files import staged_folder
with staged_folder(folder / "made") as staging:
    (staging / "sub").mkdir()
    (staging / "sub" / "a.txt").write_bytes(b"a")
    (staging / "b.txt").write_bytes(b"b")
"""


def told(work: str, folder: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", WATCH + work, str(folder)],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc to name a handle")
def test_a_file_is_on_the_disk_before_it_takes_its_name_and_the_name_after(tmp_path: Path) -> None:
    first, second, third = told(ONE_FILE, tmp_path)
    staging = first.removeprefix("fsync ")
    assert staging.startswith(STAGING_PREFIX)
    assert second == f"rename {staging} a.txt"
    assert third == f"fsync {tmp_path.name}"
    assert (tmp_path / "a.txt").read_bytes() == b"new"


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc to name a handle")
def test_a_folder_is_on_the_disk_with_all_it_holds_before_it_takes_its_name(tmp_path: Path) -> None:
    lines = told(A_FOLDER, tmp_path)
    (renamed,) = (line for line in lines if line.startswith("rename"))
    at = lines.index(renamed)
    staging = renamed.split()[1]
    assert sorted(lines[:at]) == sorted(
        ["fsync a.txt", "fsync b.txt", "fsync sub", f"fsync {staging}"]
    )
    assert lines.index("fsync a.txt") < lines.index("fsync sub") < lines.index(f"fsync {staging}")
    assert renamed == f"rename {staging} made"
    assert lines[at + 1 :] == [f"fsync {tmp_path.name}"]


def test_an_old_file_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    target = tmp_path / "sub" / "a.txt"
    write_atomic(target, b"old")
    write_atomic(target, b"new")
    assert target.read_bytes() == b"new"
    assert [path.name for path in target.parent.iterdir()] == ["a.txt"]


def test_a_folder_in_the_place_of_a_file_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(PipelineError, match="不是普通文件"):
        write_atomic(tmp_path / "a", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_what_cannot_be_renamed_leaves_nothing(tmp_path: Path) -> None:
    long = tmp_path / ("a" * 300)
    with pytest.raises(PipelineError, match="失败") as caught:
        write_atomic(long, b"x")
    assert caught.value.exit_code is ExitCode.ENVIRONMENT
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_filled_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), staged_folder(tmp_path / "made") as staging:
        (staging / "a.txt").write_bytes(b"a")
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "advice"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EDQUOT, "配额用尽"),
        (errno.EACCES, "没有写权限"),
        (errno.EPERM, "没有写权限"),
        (errno.EROFS, "只读"),
        (errno.EIO, "检查磁盘与目录"),
    ],
)
def test_each_trouble_of_a_disk_has_its_advice(number: int, advice: str) -> None:
    with pytest.raises(PipelineError) as caught, disk_faults(Path("a/b")):
        raise OSError(number, os.strerror(number))
    assert caught.value.message.startswith("写入 a/b 失败：")
    assert advice in caught.value.advice
    assert caught.value.exit_code is ExitCode.ENVIRONMENT


def test_a_lock_keeps_the_second_out_and_sweeps_what_a_killed_run_left(tmp_path: Path) -> None:
    left = tmp_path / "deep" / f"{STAGING_PREFIX}0000"
    (left / "more").mkdir(parents=True)
    (tmp_path / f"{STAGING_PREFIX}1111").write_bytes(b"half")
    (tmp_path / "kept.txt").write_bytes(b"whole")
    with locked(tmp_path):
        assert sorted(path.name for path in tmp_path.rglob("*")) == [LOCK_NAME, "deep", "kept.txt"]
        with pytest.raises(PipelineError) as caught, locked(tmp_path):
            pass
        assert caught.value.exit_code is ExitCode.LOCKED
    with locked(tmp_path):
        pass


@pytest.mark.parametrize(
    ("written", "inside"),
    [
        ("a.pdf", True),
        ("甲/乙.pdf", True),
        ("./a", True),
        ("a..b", True),
        ("", False),
        ("/etc/passwd", False),
        ("../a", False),
        ("a/../../b", False),
        ("~/a", False),
        ("C:\\a", False),
        ("C:a", False),
        ("\\a", False),
        ("a\\..\\b", False),
        ("a\0b", False),
        ("out/a", False),
        ("in/a", True),
    ],
)
def test_only_what_lies_inside_is_named(written: str, inside: bool, tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "real").mkdir(parents=True)
    (root / "out").symlink_to(tmp_path)
    (root / "in").symlink_to(root / "real")
    found = path_inside(root, written)
    assert found == (root / written if inside else None)


def test_a_digest_is_that_of_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc" * 1_000_000)
    assert sha256_of(tmp_path / "a") == sha256(b"abc" * 1_000_000)
    assert sha256(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
