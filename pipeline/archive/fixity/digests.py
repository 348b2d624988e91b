"""Digests of a file by all algorithms that are asked for, in one reading."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from pipeline.archive import bag


def digests_of(path: Path, algorithms: Iterable[str]) -> dict[str, str]:
    """All digests of one file in one reading. Raises OSError."""
    wanted = {*bag.ALGORITHMS, *algorithms}
    states = {name: hashlib.new(name, usedforsecurity=False) for name in wanted}
    with path.open("rb") as stream:
        while piece := stream.read(1 << 20):
            for state in states.values():
                state.update(piece)
    return {name: state.hexdigest() for name, state in states.items()}


def holds(expected: Mapping[str, str], now: Mapping[str, str]) -> bool:
    return all(now.get(name) == digest for name, digest in expected.items())


def all_of(data: bytes, algorithms: Iterable[str]) -> dict[str, str]:
    return {a: hashlib.new(a, data, usedforsecurity=False).hexdigest() for a in algorithms}
