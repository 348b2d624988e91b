"""Two plugins for pytest in one: notes what each test reaches and costs; or runs chosen tests."""

from __future__ import annotations

import json
import os
import resource
import shutil
import sys
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.mutants.probe import CHOSEN, TEST, begin, note


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if chosen := os.environ.get(CHOSEN):
        order = {name: at for at, name in enumerate(json.loads(Path(chosen).read_text("utf-8")))}
        items[:] = sorted(
            (item for item in items if item.nodeid in order), key=lambda one: order[one.nodeid]
        )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Each test alone: what an earlier one left in memory or in the cache would hide its own."""
    shutil.rmtree(Path.cwd() / "output" / ".cache", ignore_errors=True)
    for name, module in list(sys.modules.items()):
        if name.startswith("pipeline"):
            for value in list(vars(module).values()):
                if clear := getattr(value, "cache_clear", None):
                    clear()
    begin(item.nodeid)
    note("uses", item.nodeid, " ".join(getattr(item, "fixturenames", ())))
    started = _spent()
    try:
        return (yield)
    finally:
        note("took", item.nodeid, f"{_spent() - started:.4f}")


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[object],
) -> Generator[None, object, object]:
    """What a shared fixture reaches counts for all who use it, not for the first alone."""
    if fixturedef.scope == "function":
        return (yield)
    before, started = os.environ.get(TEST, ""), _spent()
    begin(_name(fixturedef))
    try:
        return (yield)
    finally:
        took = _spent() - started
        note("took", _name(fixturedef), f"{took:.4f}")
        note("took", before, f"{-took:.4f}")
        begin(before)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.outcome != "passed":
        note("failed", report.nodeid, str(report.when))
    return report


def _spent() -> float:
    """Seconds of processor, of the processes it started too: the same on a busy machine."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _name(fixturedef: pytest.FixtureDef[object]) -> str:
    """`fixture>where it is known>name`: a test uses it by that name below that place."""
    return f"fixture>{fixturedef.baseid}>{fixturedef.argname}"
