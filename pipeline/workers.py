"""Processes that work side by side, and end at once and without a word on Ctrl-C.

Must import nothing heavy: each process reads this first, before what it is to do.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from pipeline.errors import PipelineError

Item = TypeVar("Item")
Result = TypeVar("Result")


def pool(workers: int) -> ProcessPoolExecutor:
    """Spawned, not forked: rdocx starts threads, and a forked lock stays locked."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_end_quietly)


def _end_quietly() -> None:
    # The terminal sends Ctrl-C to all; the parent alone says so. What a process was writing
    # lies in a staging name, which the next run sweeps.
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def spread(
    function: Callable[[Item], Result], items: Sequence[Item], workers: int
) -> Iterator[Result]:
    """What `function` gives for each item, in order; in processes if there are several of both."""
    if workers < 2 or len(items) < 2:
        yield from map(function, items)
        return
    with pool(min(workers, len(items))) as processes:
        try:
            yield from processes.map(function, items)
        except BrokenProcessPool as error:
            raise PipelineError("工作进程意外终止", "可能内存不足：用 --jobs 1 重试。") from error
