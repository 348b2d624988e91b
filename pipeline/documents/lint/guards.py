"""What a test of a template makes sure of: the paths that have a content where it came out so.

Follows `and`, `or`, `not` and comparisons with constants. Where it does not see through a test, it
is sure of nothing. Must not look at any value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jinja2 import nodes

Paths = frozenset[str]
#: The path of a name or a member, "" for anything else.
PathOf = Callable[[nodes.Node], str]
NOTHING: Paths = frozenset()
_ORDERING = ("lt", "lteq", "gt", "gteq")
#: Filters whose result says nothing of what goes in.
_FILLED = ("default", "d", "join")
#: Which of several acts a document is about, as a template asks it.
ACT = "本事项.事项"


def sure_of(test: nodes.Node, truth: bool, path_of: PathOf) -> Paths:
    """The paths that have a content where `test` is `truth`."""
    if isinstance(test, nodes.Not):
        return sure_of(test.node, not truth, path_of)
    if isinstance(test, nodes.And | nodes.Or):
        left, right = (sure_of(one, truth, path_of) for one in (test.left, test.right))
        return left | right if isinstance(test, nodes.And) is truth else left & right
    if isinstance(test, nodes.Compare):
        return _compared(test, truth, path_of)
    if isinstance(test, nodes.Test):
        path = path_of(test.node) if truth and test.name == "defined" else ""
        # What is blank is defined all the same; only an act that was not recorded is not there.
        return _with_owners(path) if path.startswith("事项.") and path.count(".") == 1 else NOTHING
    if isinstance(test, nodes.Filter):
        seen = truth and test.node is not None and test.name not in _FILLED
        return sure_of(test.node, True, path_of) if seen and test.node else NOTHING
    return _with_owners(path_of(test)) if truth else NOTHING


def _compared(test: nodes.Compare, truth: bool, path_of: PathOf) -> Paths:
    """`甲 == '乙'` and `甲 != ''` where they hold, `甲 == ''` where it does not; an order of two
    values either way: a blank has none."""
    if len(test.ops) != 1:
        return NOTHING
    (operand,) = test.ops
    sides = (test.expr, operand.expr)
    if operand.op in _ORDERING:
        return frozenset().union(*(_with_owners(path_of(one)) for one in sides))
    if operand.op in ("in", "notin"):
        return _found(test.expr, path_of(operand.expr), (operand.op == "in") is truth)
    constants = [one.value for one in sides if isinstance(one, nodes.Const)]
    others = [one for one in sides if not isinstance(one, nodes.Const)]
    if len(others) != 1 or constants == [None] or operand.op not in ("eq", "ne"):
        return NOTHING
    if constants and path_of(others[0]) == ACT:
        same = (operand.op == "eq") is truth
        return frozenset({f"{ACT}{'=' if same else '≠'}{constants[0]}"})
    if constants == [0] and isinstance(others[0], nodes.Filter):
        return NOTHING  # a blank has a length of 0
    filled = (operand.op == ("ne" if constants == [""] else "eq")) is truth
    return sure_of(others[0], True, path_of) if filled else NOTHING


def _found(name: nodes.Expr, block: str, found: bool) -> Paths:
    """`'命名' in 事项`: the act was recorded."""
    known = isinstance(name, nodes.Const) and block == "事项" and found
    return _with_owners(f"{block}.{name.as_const()}") if known else NOTHING


def told_by_act(sure: Paths, acts: Mapping[str, Paths]) -> Paths:
    """`sure`, and what is there in the act that the document is about; `acts` are those it can
    be about, with what is there in each."""
    ways = [
        there
        for act, there in acts.items()
        if not any(one.startswith(f"{ACT}=") and one != f"{ACT}={act}" for one in sure)
        and f"{ACT}≠{act}" not in sure
    ]
    return sure | frozenset.intersection(*ways) if ways else sure


def _with_owners(path: str) -> Paths:
    """甲.乙[].丙 has a content, so 甲.乙[], 甲.乙 and 甲 have."""
    found = set()
    while path:
        found.add(path)
        path = path[:-2] if path.endswith("[]") else path.rpartition(".")[0]
    return frozenset(found)
