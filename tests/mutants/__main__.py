"""`make mutants`: 40 single faults in each folder of pipeline/, and how many the tests see.

`SEED=n` tries other faults and only lists; `FOLDERS="archive pdf"` asks of these alone, and
`TESTS="tests/archive tests/pdf"` asks these tests alone: quick, while tests are being written.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from tests.mutants.covering import covered
from tests.mutants.faults import Fault, chosen
from tests.mutants.worker import Order

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "pipeline"
SEED, COUNT, WANTED, WORKERS = 1, 40, 85, 2
FOLDERS = (
    "dossier", "rules", "documents", "archive", "pdf", "commands", "show", "recheck", "volumes",
    "policies",
)  # fmt: skip
#: The modules at the top level, with the two small folders beside them.
TOP = "pipeline"


def main() -> int:
    seed = int(os.environ.get("SEED", SEED))
    names = os.environ.get("FOLDERS", "").split() or [*FOLDERS, TOP]
    listed = {name: chosen(PACKAGE, _modules(name), seed, COUNT) for name in names}
    faults = [fault for name in names for fault in listed[name]]
    folders = [name for name in names for _ in listed[name]]
    with tempfile.TemporaryDirectory(prefix="mutants-") as place:
        copies = [_copy(Path(place) / str(number)) for number in range(WORKERS + 1)]
        started = time.monotonic()
        paths = os.environ.get("TESTS", "").split()
        coverage = covered(copies[0], faults, Path(place) / "reached", WORKERS, paths)
        _say(f"{len(coverage.fixtures)} tests measured in {time.monotonic() - started:.0f} s")
        for test in sorted(coverage.failed):
            _say(f"  not asked, since it does not pass without any fault: {test}")
        orders = [
            _order(number, fault, *coverage.tests_for(number, folder, fault))
            for number, (fault, folder) in enumerate(zip(faults, folders, strict=True))
        ]
        sound = _sound(orders, copies[1:])
        if not sound:
            return 3
        seen = []
        for fault, order, verdict in zip(faults, orders, _judged(orders, copies[1:]), strict=True):
            seen.append(verdict not in ("unreached", "0", "5"))
            if not seen[-1]:
                asked = f"{len(order['tests'])} tests" if verdict == "0" else "no test reaches it"
                print(f"{fault}  [{asked}]", flush=True)
    shares = {}
    print(f"\n{'folder':<12}{'seen':>6}{'all':>6}{'%':>6}")
    for name in names:
        own = [found for folder, found in zip(folders, seen, strict=True) if folder == name]
        shares[name] = 100 * sum(own) / len(own)
        print(f"{name:<12}{sum(own):>6}{len(own):>6}{shares[name]:>6.0f}")
    print(f"{'all':<12}{sum(seen):>6}{len(seen):>6}{100 * sum(seen) / len(seen):>6.0f}")
    return int(seed == SEED and min(shares.values()) < WANTED)


def _modules(folder: str) -> Sequence[Path]:
    if folder != TOP:
        return sorted((PACKAGE / folder).rglob("*.py"))
    every = PACKAGE.rglob("*.py")
    return sorted(one for one in every if one.relative_to(PACKAGE).parts[0] not in FOLDERS)


def _copy(target: Path) -> Path:
    ignored = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", "generated")
    shutil.copytree(ROOT, target, symlinks=True, ignore=ignored)
    return target


def _order(number: int, fault: Fault, tests: list[str], cost: float) -> Order:
    source = (ROOT / fault.file).read_bytes()
    # To start takes a few seconds, and a test may take another time with a fault in its way.
    return Order(
        file=fault.file,
        source=fault.applied(source).decode(),
        number=number,
        tests=tests,
        limit=20 + 3 * cost,
    )


def _sound(orders: Sequence[Order], copies: Sequence[Path]) -> bool:
    """Whether tests pass on code without a fault: else every fault would count as seen."""
    trial = min((order for order in orders if order["tests"]), key=lambda one: one["limit"])
    source = (ROOT / trial["file"]).read_text(encoding="utf-8")
    (verdict,) = _judged([Order({**trial, "source": source})], copies[:1])
    if verdict != "0":
        _say((copies[0] / "mutants.out").read_text(encoding="utf-8"))
    return verdict == "0"


def _judged(orders: Sequence[Order], copies: Sequence[Path]) -> Iterator[str]:
    """The verdicts, in order; each copy is used by one worker at a time."""
    free: SimpleQueue[subprocess.Popen[str]] = SimpleQueue()
    workers = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.mutants.worker"],
            cwd=copy,
            env={**os.environ, "PYTHONPATH": str(copy)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for copy in copies
    ]
    for worker in workers:
        free.put(worker)

    def judged(order: Order) -> str:
        if not order["tests"]:
            return "unreached"
        worker = free.get()
        try:
            assert worker.stdin and worker.stdout
            worker.stdin.write(json.dumps(order) + "\n")
            worker.stdin.flush()
            verdict: str = json.loads(worker.stdout.readline())
            return verdict
        finally:
            free.put(worker)

    with ThreadPoolExecutor(len(workers)) as threads:
        yield from threads.map(judged, orders)
    for worker in workers:
        assert worker.stdin
        worker.stdin.close()
        worker.wait()


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
