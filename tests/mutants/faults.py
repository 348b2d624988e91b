"""Single faults: every place where code can be wrong in one way, and the text that makes it so.

Must not run anything. What is left out, and why, stands in tests/README.md.
"""

from __future__ import annotations

import ast
import copy
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

#: Keywords that decide no behaviour a test could see.
SILENT = frozenset(
    {"help", "metavar", "encoding", "errors", "maxsize", "frozen", "slots", "kw_only", "strict"}
    | {"timeout", "check"}
)
#: Decorators that do not change what a function or class does, or only how fast.
BARE = (
    "dataclass",
    "functools.",
    "cache",
    "property",
    "staticmethod",
    "contextmanager",
    "override",
)
OTHER_COMPARISON: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
OTHER_SIGN: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult, ast.Mod: ast.FloorDiv,
}  # fmt: skip
SENTENCE = re.compile(
    "[\u4e00-\u9fff].*[，。：；、“”《》（）… ]|[，。：；、“”《》（）… ].*[\u4e00-\u9fff]", re.S
)
#: Calls that only narrow a type or tune the collector.
UNCHANGED = frozenset({"isinstance", "cast", "freeze", "set_threshold"})
TEXT = (ast.JoinedStr, str)
REMOVED = (ast.AugAssign, ast.Raise, ast.Continue, ast.Break, ast.Delete)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One change of one module. `statement` is where (line, column) the code around it begins;
    None if it runs at import: then `names` are what it gives its value to."""

    file: str
    line: int
    sort: str
    start: int
    end: int
    new: str
    old: str
    statement: tuple[int, int] | None
    names: frozenset[str]
    rank: str = ""

    def applied(self, source: bytes) -> bytes:
        return source[: self.start] + self.new.encode() + source[self.end :]

    def __str__(self) -> str:
        old, new = (" ".join(one.split()) for one in (self.old, self.new))
        return f"{self.file}:{self.line} {self.sort}: {old[:90]} → {new[:90]}"


def chosen(package: Path, modules: Sequence[Path], seed: int, count: int) -> list[Fault]:
    """`count` faults of these modules: each sort in turn, one on a line, by a hash of the place.

    A hash, not a random number: an edit elsewhere does not exchange the whole choice.
    """
    by_sort: dict[str, list[Fault]] = defaultdict(list)
    for path in modules:
        for fault in faults(path.read_bytes(), path.relative_to(package.parent).as_posix()):
            by_sort[fault.sort].append(fault)
    queues = []
    for sort in sorted(by_sort):
        ranked = sorted(by_sort[sort], key=lambda one: _hash(seed, one.rank), reverse=True)
        queues.append(ranked)
    picked: dict[tuple[str, int], Fault] = {}
    while len(picked) < count and any(queues):
        for queue in queues:
            while queue:
                fault = queue.pop()
                if (fault.file, fault.line) not in picked:
                    picked[fault.file, fault.line] = fault
                    break
            if len(picked) == count:
                break
    return sorted(picked.values(), key=lambda one: (one.file, one.line))


def _hash(seed: int, rank: str) -> str:
    return hashlib.sha256(f"{seed}:{rank}".encode()).hexdigest()


def faults(source: bytes, file: str) -> Iterator[Fault]:
    """Every fault of a module whose text still compiles."""
    finder = _Finder(source, file)
    finder.visit(ast.parse(source))
    for fault in finder.found:
        try:
            compile(fault.applied(source), file, "exec")
        except SyntaxError:
            continue
        yield fault


class _Finder(ast.NodeVisitor):
    def __init__(self, source: bytes, file: str) -> None:
        self.source, self.file = source, file
        self.found: list[Fault] = []
        self.starts = [0]
        for line in source.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))
        self.scope: tuple[str, ...] = ()
        self.inside = False  # a function
        self.statement: ast.stmt | None = None
        self.names: frozenset[str] = frozenset()
        self.times: dict[str, int] = defaultdict(int)

    # Where nothing is changed.
    def visit_Import(self, node: ast.Import) -> None: ...
    def visit_ImportFrom(self, node: ast.ImportFrom) -> None: ...
    def visit_Assert(self, node: ast.Assert) -> None: ...
    def visit_JoinedStr(self, node: ast.JoinedStr) -> None: ...
    def visit_arg(self, node: ast.arg) -> None: ...

    def visit_Subscript(self, node: ast.Subscript) -> None:
        if not (isinstance(node.value, ast.Name) and node.value.id[:1].isupper()):  # a type
            self.generic_visit(node)

    def visit_keyword(self, node: ast.keyword) -> None:
        if node.arg not in SILENT:
            self.generic_visit(node)

    def visit(self, node: ast.AST) -> None:
        if not isinstance(node, ast.stmt):
            super().visit(node)
            return
        before, names = self.statement, self.names
        self.statement = node
        if not self.inside:
            self.names = names | _given(node)
        self._statement(node)
        super().visit(node)
        self.statement, self.names = before, names

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        scope, inside = self.scope, self.inside
        for decorator in node.decorator_list:
            if not ast.unparse(decorator).startswith(BARE):
                self.visit(decorator)
        for default in (*node.args.defaults, *node.args.kw_defaults):
            if default:
                self.visit(default)
        self.scope, self.inside = (*scope, node.name), True
        self._body(node)
        self.scope, self.inside = scope, inside

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        scope = self.scope
        self.scope = (*scope, node.name)
        self._body(node)
        self.scope = scope

    def visit_Module(self, node: ast.Module) -> None:
        self._body(node)

    def _body(self, node: ast.Module | ast.ClassDef | ast.FunctionDef) -> None:
        for child in node.body:
            if not (isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)):
                self.visit(child)

    def visit_Assign(self, node: ast.Assign) -> None:
        named = isinstance(node.targets[0], ast.Name) and node.targets[0].id.startswith("__")
        call = node.value
        typed = isinstance(call, ast.Call) and ast.unparse(call.func) in ("TypeVar", "NewType")
        if not named and not typed:
            self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value:
            self.visit(node.value)

    # What is changed.
    def _statement(self, node: ast.stmt) -> None:
        value = getattr(node, "value", None)
        if isinstance(node, REMOVED) or (
            isinstance(node, ast.Expr)
            and isinstance(value, ast.Call | ast.Yield | ast.YieldFrom)
            and not (isinstance(value, ast.Call) and _called(value) in UNCHANGED)
        ):
            self._add(node, "removed", "pass")
        elif isinstance(node, ast.Return) and value and not isinstance(value, ast.Constant):
            self._add(node, "returned", "return None")
        elif isinstance(node, ast.If):
            self._add(node.test, "condition", f"not ({self._text(node.test)})")

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self._add(node.test, "condition", f"(not ({self._text(node.test)}))")
        self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        changed = copy.deepcopy(node)
        changed.ops[-1] = OTHER_COMPARISON[type(node.ops[-1])]()
        self._exchange(node, "comparison", changed)
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        changed = copy.deepcopy(node)
        changed.op = ast.And() if isinstance(node.op, ast.Or) else ast.Or()
        self._exchange(node, "and/or", changed)
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not):
            self._add(node, "not", f"bool({self._text(node.operand)})")
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        wordy = any(isinstance(getattr(one, "value", one), TEXT) for one in (node.left, node.right))
        if (other := OTHER_SIGN.get(type(node.op))) and not wordy:  # paths and texts have one sign
            changed = copy.deepcopy(node)
            changed.op = other()
            self._exchange(node, "arithmetic", changed)
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        for one in node.ifs:
            self._add(one, "filter", "True")
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        """The last argument that can be left out; all fields of a class are needed."""
        name = _called(node)
        if name in UNCHANGED:
            return
        spoken = [one for one in node.keywords if one.arg and one.arg not in SILENT]
        if not name[:1].isupper() and (spoken or len(node.args) > 1):
            changed = copy.deepcopy(node)
            if spoken:
                del changed.keywords[node.keywords.index(spoken[-1])]
            else:
                changed.args.pop()
            self._exchange(node, "argument", changed)
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        value = node.value
        if isinstance(value, bool):
            self._add(node, "constant", str(not value))
        elif isinstance(value, int | float):
            self._add(node, "number", repr(value + 1))
        elif isinstance(value, str) and not SENTENCE.search(value):
            self._add(node, "text", repr(f"XX{value}"))
        elif isinstance(value, bytes):
            self._add(node, "text", repr(b"XX" + value))

    def _exchange(self, node: ast.expr, sort: str, changed: ast.expr) -> None:
        self._add(node, sort, f"({ast.unparse(changed)})")

    def _add(self, node: ast.expr | ast.stmt, sort: str, new: str) -> None:
        statement = self.statement
        assert statement is not None and node.end_lineno and node.end_col_offset is not None
        old = self._text(node)
        rank = f"{self.file}:{'.'.join(self.scope)}:{sort}:{old}"
        self.times[rank] += 1
        fault = Fault(
            file=self.file,
            line=node.lineno,
            sort=sort,
            start=self.starts[node.lineno - 1] + node.col_offset,
            end=self.starts[node.end_lineno - 1] + node.end_col_offset,
            new=new,
            old=old,
            statement=(statement.lineno, statement.col_offset) if self.inside else None,
            names=self.names,
            rank=f"{rank}:{self.times[rank]}",
        )
        self.found.append(fault)

    def _text(self, node: ast.expr | ast.stmt) -> str:
        assert node.end_lineno and node.end_col_offset is not None
        start = self.starts[node.lineno - 1] + node.col_offset
        return self.source[start : self.starts[node.end_lineno - 1] + node.end_col_offset].decode()


def _called(node: ast.Call) -> str:
    return ast.unparse(node.func).rpartition(".")[2]


def _given(node: ast.stmt) -> frozenset[str]:
    """The names that a statement at module or class level gives values to."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return frozenset({node.name})
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return frozenset(one.id for one in targets if isinstance(one, ast.Name))
