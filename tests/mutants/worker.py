"""Judges one fault after the other in a copy of the checkout, each in a child of its own.

Forked, so that pytest and the libraries of others are loaded once; of the pipeline nothing is
loaded before the fork. Reads orders from stdin, writes verdicts to stdout, one JSON a line.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import resource
import shutil
import signal
import sys
import time
import traceback
from pathlib import Path
from typing import TypedDict

import pytest

from tests.mutants.probe import CHOSEN

LOADED = (
    "pydantic", "docxtpl", "pikepdf", "pypdf", "rich.table", "yaml", "lxml.etree", "PIL.Image",
    "fontTools.ttLib", "click.testing", "openpyxl", "cn2an", "chinese_calendar", "jsonschema",
    "pypdfium2",
)  # fmt: skip


class Order(TypedDict):
    file: str
    source: str
    number: int
    tests: list[str]
    #: Seconds of processor.
    limit: float


def main() -> None:
    for name in LOADED:
        importlib.import_module(name)
    for line in sys.stdin:
        order: Order = json.loads(line)
        print(json.dumps(_judged(order)), flush=True)


def _judged(order: Order) -> str:
    """Exit code of pytest as text, or `late`."""
    path = Path(order["file"])
    kept = path.with_suffix(".kept")
    shutil.copy2(path, kept)
    try:
        path.write_text(order["source"], encoding="utf-8")
        # Byte code is known by second and size of its source: no two may have the same.
        os.utime(path, (order["number"] + 1, order["number"] + 1))
        child = os.fork()
        if child == 0:
            _run(order["tests"], order["limit"])
        return _ended(child, order["limit"])
    finally:
        kept.replace(path)


def _run(tests: list[str], limit: float) -> None:
    os.setsid()
    resource.setrlimit(resource.RLIMIT_CPU, (int(limit), int(limit) + 5))
    out = os.open("mutants.out", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for stream in (1, 2):
        os.dup2(out, stream)
    chosen = Path("mutants.json")
    chosen.write_text(json.dumps(tests), encoding="utf-8")
    os.environ[CHOSEN] = str(chosen.resolve())
    files = dict.fromkeys(test.partition("::")[0] for test in tests)
    options = ["-q", "-x", "-p", "tests.mutants.plugin", "-p", "no:cacheprovider", "-p", "no:xdist"]
    code = 3
    try:
        code = int(pytest.main([*options, *files]))
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _ended(child: int, limit: float) -> str:
    # The limit is one of processor time; who only waits has longer.
    until = time.monotonic() + 40 + 4 * limit
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            with contextlib.suppress(ProcessLookupError):  # what the test left behind
                os.killpg(child, signal.SIGKILL)
            return str(os.waitstatus_to_exitcode(status))
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "late"


if __name__ == "__main__":
    main()
