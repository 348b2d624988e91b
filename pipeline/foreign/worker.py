"""The process that reads: asked through its standard input, answers through its output.

Started as a script, so that nothing of the program is loaded that the question does not name. It
ends when its input ends, and with its parent where the system can do that (Linux).
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import sys
import time
from collections.abc import Iterator

#: From linux/prctl.h.
_SET_PARENT_DEATH_SIGNAL = 1


def main() -> None:
    """Answer until there is no more question: ("value", …), ("error", …) or ("memory", None)."""
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    silence = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1):  # a library that prints must not spoil an answer
        os.dup2(silence, number)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.path[:], parent = pickle.load(questions)  # noqa: S301 our own parent
    _end_with(parent)
    while True:
        try:
            function, given, named, seconds, memory = pickle.load(questions)  # noqa: S301
        except EOFError:
            return
        try:
            with _bounds(seconds, memory):
                answer = pickle.dumps(("value", function(*given, **named)), protocol=5)
        except MemoryError:
            answer = pickle.dumps(("memory", None))
        except Exception as error:
            answer = _told(error)
        function = given = named = None  # what was read goes before the next is read
        answers.write(answer)
        answers.flush()


def _told(error: Exception) -> bytes:
    try:
        return pickle.dumps(("error", error))
    except Exception:
        return pickle.dumps(("error", RuntimeError(f"{type(error).__name__}: {error}")))


def _end_with(parent: int) -> None:
    """Be killed with the parent; at once if it has gone already."""
    if sys.platform != "linux":
        return
    import ctypes

    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)


@contextlib.contextmanager
def _bounds(seconds: int, memory: int) -> Iterator[None]:
    """Within them, memory that is not there raises MemoryError, and time that is up kills."""
    if sys.platform == "win32":
        yield
        return
    import resource as system

    def bound(which: int, most: int) -> None:
        # A system that does not know this limit leaves it to the parent's deadline.
        with contextlib.suppress(OSError, ValueError):
            system.setrlimit(which, (most, system.getrlimit(which)[1]))

    bound(system.RLIMIT_CORE, 0)
    bound(system.RLIMIT_CPU, int(time.process_time()) + 1 + seconds)
    bound(system.RLIMIT_DATA, _data_now() + memory)
    try:
        yield
    finally:
        bound(system.RLIMIT_DATA, system.RLIM_INFINITY)
        bound(system.RLIMIT_CPU, system.RLIM_INFINITY)


def _data_now() -> int:
    """Bytes that count against RLIMIT_DATA now; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as told:  # noqa: PTH123 light to start
            return int(told.read().split()[5]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


if __name__ == "__main__":
    main()
