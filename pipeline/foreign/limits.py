"""What reading one foreign file may cost, and what is said when it costs more.

The value `Exceeded` takes the place of what the reading would have given. Must stay light: the
archive imports it, and knows no processes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ParamSpec, Protocol, TypeVar

Arguments = ParamSpec("Arguments")
Value = TypeVar("Value")

TOO_LONG, TOO_MUCH, BROKEN_DOWN = "读得太久", "占内存太多", "读取程序崩溃"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """For one file: `seconds` of processor time, bytes of `memory` above what the process had
    before, and `deadline` in seconds of the clock, for systems that cannot count the former and
    for a processor shared by many."""

    seconds: int = 10
    memory: int = 500_000_000
    deadline: float = 30.0


@dataclass(frozen=True, slots=True)
class Exceeded:
    """Why the reading was broken off, in Chinese."""

    reason: str


class ForeignReader(Protocol):
    """Whoever runs a function that reads a foreign file."""

    def call(
        self,
        function: Callable[Arguments, Value],
        *given: Arguments.args,
        **named: Arguments.kwargs,
    ) -> Value | Exceeded:
        """What `function` gives; or why it was broken off."""
        ...


class Unbounded:
    """Runs it here and now: for files of our own, and for tests."""

    def call(
        self,
        function: Callable[Arguments, Value],
        *given: Arguments.args,
        **named: Arguments.kwargs,
    ) -> Value | Exceeded:
        return function(*given, **named)
