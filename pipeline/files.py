"""Writing so that a kill, a full disk or a second run never leaves half a file.

Measured: writing in place leaves 0 bytes on ENOSPC or SIGKILL; a sibling, fsync, rename and a
fsync of the folder kept the old file in every fault tried.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import NewType

from pipeline.errors import ExitCode, PipelineError, cause

Sha256 = NewType("Sha256", str)

#: Leftovers of a killed run carry this prefix; the next run that holds the lock removes them.
STAGING_PREFIX = ".staging-"
LOCK_NAME = ".lock"


def sha256(data: bytes) -> Sha256:
    """Hex digest of `data`."""
    return Sha256(hashlib.sha256(data).hexdigest())


def sha256_of(path: Path) -> Sha256:
    """Hex digest of a file, read in pieces of 1 MiB."""
    with path.open("rb") as stream:
        return Sha256(hashlib.file_digest(stream, "sha256").hexdigest())


@contextlib.contextmanager
def disk_faults(target: Path) -> Iterator[None]:
    """Turn an OSError while writing `target` into a PipelineError with advice (exit 3)."""
    try:
        yield
    except OSError as error:
        advice = {
            errno.ENOSPC: "磁盘已满：清理空间后重新运行，已有文件未受影响。",
            errno.EDQUOT: "磁盘配额用尽：清理空间后重新运行，已有文件未受影响。",
            errno.EACCES: "没有写权限：换一个 --output 目录，或请管理员授权。",
            errno.EPERM: "没有写权限：换一个 --output 目录，或请管理员授权。",
            errno.EROFS: "该位置只读：换一个 --output 目录。",
        }.get(error.errno or 0, "检查磁盘与目录后重新运行，已有文件未受影响。")
        raise PipelineError(f"写入 {target} 失败：{cause(error)}", advice) from error


def write_atomic(target: Path, data: bytes) -> None:
    """Replace `target` by `data`, whole or not at all. Raises PipelineError (exit 3)."""
    staging = target.with_name(f"{STAGING_PREFIX}{secrets.token_hex(4)}")
    with disk_faults(target):
        if target.exists() and not target.is_file():
            raise PipelineError(f"{target} 不是普通文件，不会覆盖", "换一个文件名。")
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with staging.open("xb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            staging.replace(target)
        except BaseException:
            staging.unlink(missing_ok=True)
            raise
        sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename inside `folder` survive a power cut; no-op where folders cannot be opened."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(folder: Path) -> None:
    """fsync every file and folder below `folder`, then `folder` itself."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_file():
            with path.open("rb+") as stream:
                os.fsync(stream.fileno())
        else:
            sync_folder(path)
    sync_folder(folder)


def read_only(folder: Path) -> None:
    """Nobody changes a file below `folder` by mistake; whoever means to, can."""
    for path in folder.rglob("*"):
        if path.is_file():
            path.chmod(stat.S_IREAD | stat.S_IRGRP | stat.S_IROTH)


def remove_tree(folder: Path) -> None:
    """Delete `folder` with files that are read-only: Windows refuses those as they are."""
    if os.name == "nt":
        for path in folder.rglob("*"):
            path.chmod(stat.S_IREAD | stat.S_IWRITE)
    shutil.rmtree(folder)


@contextlib.contextmanager
def staged_folder(target: Path) -> Iterator[Path]:
    """A fresh sibling of `target` to fill; it takes the name `target` when the block ends well.

    Raises PipelineError if `target` exists: sealed things are never overwritten.
    """
    if target.exists():
        raise PipelineError(f"{target} 已存在，不会覆盖", "如需重做，请先人工移走旧目录。")
    staging = target.with_name(f"{STAGING_PREFIX}{secrets.token_hex(4)}")
    with disk_faults(target):
        staging.mkdir(parents=True)
        try:
            yield staging
            sync_tree(staging)
            staging.rename(target)
        except BaseException:
            shutil.rmtree(staging, ignore_errors=True)
            raise
        sync_folder(target.parent)


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold `folder` for this process alone; sweep what a killed run left behind.

    The lock is the operating system's, so it ends with its process. Raises PipelineError with
    `ExitCode.LOCKED` while another run holds it.
    """
    with disk_faults(folder):
        folder.mkdir(parents=True, exist_ok=True)
        stream = (folder / LOCK_NAME).open("a+b")
    with stream:
        if not _try_lock(stream.fileno()):
            raise PipelineError(f"{folder} 正被另一次运行使用", "等它结束后再试。", ExitCode.LOCKED)
        for left in folder.rglob(f"{STAGING_PREFIX}*"):
            remove_tree(left) if left.is_dir() else left.unlink()
        yield


def _try_lock(handle: int) -> bool:
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def shown_from(root: Path, path: Path) -> str:
    """A path as people read it: relative to the workspace `root` where it lies in it."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def path_inside(root: Path, written: str) -> Path | None:
    """`root / written` if it names something strictly inside `root`, else None.

    Refuses absolute, drive, home and `..` paths on every system, and symbolic links that lead out.
    """
    posix, windows = PurePosixPath(written), PureWindowsPath(written)
    if not written or posix.is_absolute() or windows.drive or windows.root or written[0] == "~":
        return None
    if ".." in posix.parts or ".." in windows.parts or "\\" in written:
        return None
    path = root / posix
    try:
        resolved = path.resolve()
    except (OSError, RuntimeError, ValueError):
        return None
    return path if resolved.is_relative_to(root.resolve()) else None
