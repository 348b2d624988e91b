"""Told by instrumented code that it ran: which test reached which fault. Imports next to nothing.

Processes that a test starts report too: the test's name comes with the environment.
"""

from __future__ import annotations

import os

LOG, TEST = "MUTANTS_LOG", "MUTANTS_TEST"
#: A file with the names of the tests to run, in their order.
CHOSEN = "MUTANTS_CHOSEN"
_known: set[int] = set()


def begin(test: str) -> None:
    """From now on `test` runs, here and in the processes it starts."""
    os.environ[TEST] = test
    _known.clear()


def seen(*numbers: int) -> None:
    for number in numbers:
        if number not in _known:
            _known.add(number)
            note("seen", os.environ.get(TEST, ""), str(number))


def note(*words: str) -> None:
    """One line, appended at once: a process may be killed in the middle of a test."""
    if log := os.environ.get(LOG):
        handle = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.write(handle, ("\t".join(words) + "\n").encode())
        os.close(handle)
