"""The operator's problems, and the exit codes that every command keeps.

A mistake in a dossier is not an error here: it is a value, see `diagnostics`. A fault of the
program itself is not one either: it stays a traceback and ends with `ExitCode.BUG`.
"""

from __future__ import annotations

import errno
from enum import IntEnum

_CAUSES = {
    errno.ENOENT: "没有这个文件", errno.EISDIR: "这是文件夹，不是文件",
    errno.EACCES: "没有权限", errno.EPERM: "没有权限", errno.EROFS: "该位置只读",
    errno.ENOSPC: "磁盘已满", errno.EDQUOT: "磁盘配额用尽", errno.EFBIG: "文件过大",
    errno.EIO: "磁盘读写出错", errno.ENOTDIR: "路径不对", errno.ENAMETOOLONG: "文件名过长",
    errno.ELOOP: "符号链接循环", errno.EEXIST: "已有同名的文件", errno.EMFILE: "打开的文件太多",
    errno.EBUSY: "正被别的程序占用",
}  # fmt: skip


class ExitCode(IntEnum):
    """What the shell sees. Stable; listed in README."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    ENVIRONMENT = 3
    NOT_VERIFIED = 4
    LOCKED = 5
    BUG = 70
    INTERRUPTED = 130


class PipelineError(Exception):
    """Something the person at the keyboard must mend: an engine, a font, a disk, a lock.

    `message` says in Chinese what happened, `advice` what to do about it.
    """

    def __init__(
        self, message: str, advice: str = "", exit_code: ExitCode = ExitCode.ENVIRONMENT
    ) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice
        self.exit_code = exit_code

    def __reduce__(self) -> tuple[type[PipelineError], tuple[str, str, ExitCode]]:
        """Survives the way back from a worker process; a subclass arrives as its base."""
        return (PipelineError, (self.message, self.advice, self.exit_code))


def cause(error: OSError) -> str:
    """Why a file cannot be read or written, in Chinese where it is a usual reason."""
    return _CAUSES.get(error.errno or 0, error.strerror or type(error).__name__)
