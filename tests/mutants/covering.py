"""Which tests reach which fault, and what they cost: the tests run once over code with probes."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.mutants.faults import Fault
from tests.mutants.probe import LOG

Function = ast.FunctionDef | ast.AsyncFunctionDef
IMPORT = ast.parse("from tests.mutants.probe import seen as __seen__").body[0]
#: Left out: they read the source text or measure, and see no behaviour.
UNASKED = ("tests/test_house.py", "tests/test_benchmarks.py", "tests/mutants")
#: Seconds of processor that one fault is worth. Tests beyond have no say here.
BUDGET = 25.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """`seconds` of each test and each shared fixture; `fixtures` of each test."""

    reached: Mapping[int, frozenset[str]]
    seconds: Mapping[str, float]
    fixtures: Mapping[str, frozenset[str]]
    failed: frozenset[str]

    def tests_for(self, number: int, folder: str, fault: Fault) -> tuple[list[str], float]:
        """The tests that reach a fault, and their cost: first those of its folder, and of these the
        ones named after a code that its module holds; then the fast.

        What runs at import is asked of its folder's tests too: the parser of the command line
        refuses before any function is entered.
        """
        tests = {
            test
            for name in self.reached.get(number, ())
            for test in (self._users(name) if name.startswith("fixture>") else [name])
            if test in self.fixtures
        }
        own = "tests/test_" if folder == "pipeline" else f"tests/{folder}/"
        if fault.statement is None:
            tests |= {test for test in self.fixtures if test.startswith(own)}
        cost = {test: self._cost(test) for test in tests - self.failed}
        codes = _codes(fault.file)
        times: dict[str, int] = defaultdict(int)
        ranked = []
        for test in sorted(cost, key=lambda one: (cost[one], one)):
            function = test.partition("[")[0]
            times[function] += 1
            far = not test.startswith(own)
            other = not any(code in test for code in codes)
            ranked.append((cost[test] > 2, far, other, times[function], cost[test], test))
        picked: list[str] = []
        fixtures: set[str] = set()
        total = 0.0
        for *_, test in sorted(ranked):
            more = self.fixtures.get(test, frozenset()) - fixtures
            price = self.seconds[test] + sum(self.seconds[one] for one in more)
            if total + price <= BUDGET:
                picked.append(test)
                fixtures |= more
                total += price
        return picked, total

    def _cost(self, test: str) -> float:
        return self.seconds[test] + sum(self.seconds[one] for one in self.fixtures[test])

    def _users(self, fixture: str) -> list[str]:
        return [test for test, used in self.fixtures.items() if fixture in used]


@cache
def _codes(file: str) -> frozenset[str]:
    """The codes of rules that a module holds: there are hundreds of cases, named after them, and
    nearly all reach nearly every rule."""
    text = (Path(__file__).parents[2] / file).read_text(encoding="utf-8")
    return frozenset(re.findall(r'"([A-Z]\d{2}-\d[a-z]?)"', text))


def covered(
    checkout: Path, faults: Sequence[Fault], log: Path, workers: int, paths: Sequence[str]
) -> Coverage:
    """Run the tests of `paths`, or all, once over the copy `checkout`; it is spoilt afterwards."""
    for path in sorted((checkout / "pipeline").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        probed = _probed(text, path.relative_to(checkout).as_posix(), faults)
        if probed:
            path.write_text(probed, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-n", str(workers), "--dist", "loadfile"]
    ignored = [f"--ignore={one}" for one in UNASKED]
    subprocess.run(
        [*command, "-p", "tests.mutants.plugin", "-p", "no:cacheprovider", *ignored, *paths],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout), LOG: str(log)},
        stdout=log.with_suffix(".out").open("w"),
        stderr=subprocess.STDOUT,
        check=False,
    )
    return _read(log)


def _read(log: Path) -> Coverage:
    reached: dict[int, set[str]] = defaultdict(set)
    seconds: dict[str, float] = defaultdict(float)
    used: dict[str, frozenset[str]] = {}
    failed = set()
    for line in log.read_text(encoding="utf-8").splitlines():
        what, name, value = line.split("\t")
        if what == "seen":
            reached[int(value)].add(name)
        elif what == "took":
            seconds[name] += float(value)
        elif what == "uses":
            used[name] = frozenset(value.split())
        elif what == "failed":
            failed.add(name)
    shared = [name.split(">") for name in seconds if name.startswith("fixture>")]
    fixtures = {
        test: frozenset(
            f"fixture>{place}>{name}"
            for _, place, name in shared
            if name in names and test.startswith(place)
        )
        for test, names in used.items()
    }
    return Coverage(
        reached={number: frozenset(names) for number, names in reached.items()},
        seconds=seconds,
        fixtures=fixtures,
        failed=frozenset(failed),
    )


def _probed(text: str, file: str, faults: Sequence[Fault]) -> str:
    """The module with a call of `seen` before each statement that will be spoilt. What runs at
    import counts as reached where a function of its module, or one that names it, is entered."""
    at: dict[tuple[int, int], list[int]] = defaultdict(list)
    whole: list[int] = []
    named: dict[str, list[int]] = defaultdict(list)
    for number, fault in enumerate(faults):
        if fault.statement is None:
            whole += [number] * (fault.file == file)
            for name in fault.names:
                named[name].append(number)
        elif fault.file == file:
            at[fault.statement].append(number)
    tree = ast.parse(text)
    for node in ast.walk(tree):
        for field in ("body", "orelse", "finalbody"):
            statements = getattr(node, field, None)
            if isinstance(statements, list):
                probed = (
                    one
                    for statement in statements
                    for one in (*_probe(at[statement.lineno, statement.col_offset]), statement)
                )
                setattr(node, field, list(probed))
    for node in ast.walk(tree):
        if isinstance(node, Function):
            words = {getattr(n, "id", getattr(n, "attr", "")) for n in ast.walk(node)}
            numbers = {*whole, *(number for word in words for number in named.get(word, ()))}
            first = int(ast.get_docstring(node, clean=False) is not None)
            node.body[first:first] = _probe(sorted(numbers))
    if not any(isinstance(n, ast.Name) and n.id == "__seen__" for n in ast.walk(tree)):
        return ""
    first = sum(
        getattr(one, "module", "") == "__future__"
        or (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))
        for one in tree.body[:2]
    )
    tree.body.insert(first, IMPORT)
    return ast.unparse(ast.fix_missing_locations(tree))


def _probe(numbers: Sequence[int]) -> list[ast.stmt]:
    return ast.parse(f"__seen__({', '.join(map(str, numbers))})").body if numbers else []
