"""A reader in a process of its own, that is killed when a file asks too much of it.

One process reads many files (its start costs what ten files do), and a new one takes the place of
one that was killed. On Windows, which bounds neither memory nor processor time, only the deadline
holds. Must not know what is read.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, Self, cast

from pipeline.errors import PipelineError
from pipeline.foreign.limits import (
    BROKEN_DOWN,
    TOO_LONG,
    TOO_MUCH,
    Arguments,
    Exceeded,
    Limits,
    Value,
)

_WORKER = Path(__file__).with_name("worker.py")
#: What Rust and C++ say on their way out when there is no memory.
_NO_MEMORY = (b"memory allocation", b"bad_alloc", b"MemoryError", b"out of memory")


class Bounded:
    """Runs functions within `limits`, one at a time; a `with` block ends its process."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._process: subprocess.Popen[bytes] | None = None
        self._complaints: IO[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def call(
        self,
        function: Callable[Arguments, Value],
        *given: Arguments.args,
        **named: Arguments.kwargs,
    ) -> Value | Exceeded:
        """What `function` gives, which must be at the top of a module. A PipelineError comes
        through; whatever else it raises is a reading that broke down."""
        question = (function, given, named, self._limits.seconds, self._limits.memory)
        process, late = self._running(), threading.Event()

        def cut_off() -> None:
            late.set()
            process.kill()

        clock = threading.Timer(self._limits.deadline, cut_off)
        clock.daemon = True
        clock.start()
        try:
            kind, answer = self._asked(process, pickle.dumps(question, protocol=5))
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):
            return Exceeded(self._why_gone(process, late=late.is_set()))
        except BaseException:
            self.end()  # Ctrl-C: the answer would come to the next question
            raise
        finally:
            clock.cancel()
        if kind == "value":
            return cast("Value", answer)
        self.end()  # what ran out of memory or broke down half way is not asked again
        if kind == "memory":
            return Exceeded(TOO_MUCH)
        if isinstance(answer, PipelineError):
            raise answer
        return Exceeded(f"{BROKEN_DOWN}（{type(answer).__name__}）")

    @staticmethod
    def _asked(process: subprocess.Popen[bytes], question: bytes) -> tuple[str, object]:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(question)
        process.stdin.flush()
        kind, answer = pickle.load(process.stdout)  # noqa: S301 our own process
        return str(kind), answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.end()
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 closed by end
        try:
            process = subprocess.Popen(
                [sys.executable, "-X", "utf8", str(_WORKER)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._complaints,
            )
        except OSError as error:
            self.end()
            raise PipelineError(
                "无法启动读取佐证的进程", "可能内存不足：关掉别的程序重试。"
            ) from error
        self._process = process
        assert process.stdin is not None
        with contextlib.suppress(OSError):  # told when it is asked
            process.stdin.write(pickle.dumps((sys.path, os.getpid())))
        return process

    def _why_gone(self, process: subprocess.Popen[bytes], *, late: bool) -> str:
        try:
            code = process.wait(timeout=2)
        except subprocess.TimeoutExpired:  # it lives, and answered what nobody can read
            process.kill()
            code = process.wait()
        said = b""
        with contextlib.suppress(ValueError, OSError):  # closed by who ended us
            if self._complaints is not None:
                self._complaints.seek(0)
                said = self._complaints.read(100_000)
        self.end()
        # SIGXCPU is what a process gets that has used up its processor time.
        if late or code == -getattr(signal, "SIGXCPU", 0):
            return TOO_LONG
        if any(words in said for words in _NO_MEMORY):
            return TOO_MUCH
        return BROKEN_DOWN

    def end(self) -> None:
        """Kill the process, whatever it reads; the next call starts another."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with contextlib.suppress(OSError):
                        stream.close()
            process.wait()
        if self._complaints is not None:
            self._complaints.close()
            self._complaints = None
