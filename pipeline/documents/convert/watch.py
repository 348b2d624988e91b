"""Run as a script, by itself: starts a program, and ends it with all that it started when whoever
asked for it is gone, even by kill -9. Then its folder goes too.

`watch.py FOLDER PROGRAM [ARGUMENT…]`. Standard input is a pipe from whoever asks: a byte says to
end the program, its end that nobody waits any more. Must import nothing of this package: it is
started without it. Not for Windows, which has no groups of processes.
"""

import contextlib
import os
import shutil
import signal
import sys
import threading

#: Beside a folder: its lock (see `private_folder`).
LOCK_SUFFIX = ".lock"


def main(folder: str, command: list[str]) -> None:
    """Ends with the exit code of the program."""
    program = os.fork()
    if program == 0:
        try:
            os.setsid()
            os.execvp(command[0], command)  # noqa: S606 no shell is wanted
        finally:
            os._exit(127)
    ending = threading.Event()
    listener = threading.Thread(target=_listen, args=(program, folder, ending), daemon=True)
    listener.start()
    _, status = os.waitpid(program, 0)
    _end(program)
    if ending.is_set():
        listener.join()
    os._exit(os.waitstatus_to_exitcode(status) & 0xFF)


def _listen(program: int, folder: str, ending: threading.Event) -> None:
    told = os.read(0, 1)
    ending.set()
    _end(program)
    if not told:
        shutil.rmtree(folder, ignore_errors=True)
        with contextlib.suppress(OSError):
            os.unlink(folder + LOCK_SUFFIX)  # noqa: PTH108 pathlib takes longer than all of this
        os._exit(1)


def _end(program: int) -> None:
    """The program and what it started: TERM does not reach the child of soffice (measured)."""
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(program, signal.SIGKILL)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
