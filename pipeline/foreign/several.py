"""Many foreign files side by side, each within its bounds."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Self, TypeVar

from pipeline.foreign.bounded import Bounded
from pipeline.foreign.limits import Exceeded, Limits

Item = TypeVar("Item")
Result = TypeVar("Result")


class Several:
    """Up to `workers` processes that stay for the whole of a `with` block; the first starts with
    the first file, another only where there is enough for it."""

    def __init__(self, workers: int, limits: Limits | None = None) -> None:
        self._readers = [Bounded(limits) for _ in range(max(1, workers))]
        # A thread each, for as long as its process: on Linux that ends with the thread.
        self._threads = [ThreadPoolExecutor(1) for _ in self._readers]
        self._stopped = threading.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        for reader in self._readers:
            reader.end()  # also what is still reading, as after Ctrl-C
        for thread in self._threads:
            thread.shutdown()
        for reader in self._readers:
            reader.end()  # one may have begun anew in between

    def read(
        self, function: Callable[[Item], Result], items: Sequence[Item], *, share: int = 1
    ) -> list[Result | Exceeded]:
        """What `function` gives for each item, in order; by as many processes as get at least
        `share` items each."""
        used = max(1, min(len(self._readers), len(items) // share))

        def part(start: int) -> list[Result | Exceeded]:
            found: list[Result | Exceeded] = []
            for item in items[start::used]:
                if self._stopped.is_set():
                    break
                found.append(self._readers[start].call(function, item))
            return found

        waiting = [self._threads[at].submit(part, at) for at in range(used)]
        parts = [one.result() for one in waiting]
        return [parts[at % used][at // used] for at in range(len(items))]
