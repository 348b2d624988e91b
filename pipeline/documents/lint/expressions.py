"""Follows every name of an expression to its shape, and tells what cannot be so.

Where the tree does not tell what a value is, it keeps silent: a fault reported here is one. Must
not know statements: what stands where is for `names`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

import jinja2
from jinja2 import nodes

from pipeline.documents.lint.filter_types import (
    BLANK_TAKERS,
    BY_ATTRIBUTE,
    COUNT_SHAPE,
    GIVES,
    MEMBERS_OF,
    ONE_OF_LIST,
    PAIR,
    SAME_LIST,
    TAKES,
    TEXT_SHAPE,
    TEXTS_SHAPE,
    TOTALS,
    unlike,
)
from pipeline.documents.lint.guards import NOTHING, Paths, sure_of, told_by_act
from pipeline.documents.lint.schema import (
    ANY,
    ANYTHING,
    BLOCK,
    CHOICE,
    LIST,
    MEASURED,
    TABLE,
    TEXT,
    YES,
    Shape,
)

#: A value as far as it is known: its shape, and the path it was reached by ("" if by none).
Known = tuple[Shape, str]
Scope = dict[str, Known]
_ORDERS = ("lt", "lteq", "gt", "gteq")
_NAMED = nodes.Name | nodes.Getattr | nodes.Getitem


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """What is wrong with the tag on `line`, by the code of its fault."""

    code: str
    line: int
    message: str


class Expressions:
    """`slips` and `used`, the paths of the names that were read, grow with what is looked at."""

    def __init__(self, rules: jinja2.Environment, acts: Mapping[str, Paths]) -> None:
        self.slips: list[Slip] = []
        self.used: set[str] = set()
        self._rules = rules
        self._sure: Paths = NOTHING
        self._acts = acts

    @contextmanager
    def under(self, sure: Paths) -> Iterator[None]:
        """What is looked at inside only stands where these paths have a content."""
        before, self._sure = self._sure, told_by_act(self._sure | sure, self._acts)
        yield
        self._sure = before

    def sure_of(self, test: nodes.Node, truth: bool, scope: Scope) -> Paths:
        """The paths that have a content where `test` is `truth`."""

        def path_of(node: nodes.Node) -> str:
            return self.value(node, scope)[1] if isinstance(node, _NAMED) else ""

        return sure_of(test, truth, path_of)

    def value(self, node: nodes.Node, scope: Scope) -> Known:
        """The shape and the path of an expression; faults on the way are told."""
        if isinstance(node, nodes.Name):
            return self._name(node, scope)
        if isinstance(node, nodes.Getattr):
            return self._member(node, node.node, node.attr, scope)
        if isinstance(node, nodes.Getitem):
            key = node.arg.value if isinstance(node.arg, nodes.Const) else None
            if isinstance(key, str):
                return self._member(node, node.node, key, scope)
            self.value(node.arg, scope)
            owner, path = self.value(node.node, scope)
            if isinstance(node.arg, nodes.Slice):
                return owner, path
            if owner.kind in (LIST, TABLE):
                return owner.element or ANYTHING, f"{path}[]"
            return ANYTHING, ""
        if isinstance(node, nodes.Filter):
            return self._filtered(node, scope)
        if isinstance(node, nodes.Call):
            return self._called(node, scope)
        if isinstance(node, nodes.Test):
            if node.name not in self._rules.tests:
                close = nearest(node.name, self._rules.tests)
                self.tell(node, "T03", f"没有名为 {node.name} 的判断{close}")
            if node.name not in ("defined", "undefined"):
                self._children(node, scope)
            return Shape(kind=YES), ""
        if isinstance(node, nodes.Const):
            return (TEXT_SHAPE if isinstance(node.value, str) else ANYTHING), ""
        return self._operation(node, scope), ""

    def _operation(self, node: nodes.Node, scope: Scope) -> Shape:
        """What `and`, `~`, `+`, `==` and the like give; their sides are looked at."""
        if isinstance(node, nodes.Concat):
            for part in node.nodes:
                self.require_content(part, *self.value(part, scope), "印出来是一处空白")
            return TEXT_SHAPE
        if isinstance(node, nodes.And | nodes.Or):
            self.value(node.left, scope)
            with self.under(self.sure_of(node.left, isinstance(node, nodes.And), scope)):
                self.value(node.right, scope)
            return ANYTHING
        if isinstance(node, nodes.CondExpr):
            self.value(node.test, scope)
            for truth, branch in ((True, node.expr1), (False, node.expr2)):
                if branch is not None:
                    with self.under(self.sure_of(node.test, truth, scope)):
                        self.value(branch, scope)
            return ANYTHING
        if isinstance(node, nodes.BinExpr):
            for side in (node.left, node.right):
                self.require_content(side, *self.value(side, scope), "不能计算")
            return ANYTHING
        if isinstance(node, nodes.Compare):
            self._compared(node, scope)
            return Shape(kind=YES)
        self._children(node, scope)
        return Shape(kind=YES) if isinstance(node, nodes.Not) else ANYTHING

    def require_content(self, node: nodes.Node, shape: Shape, path: str, what: str) -> None:
        """Tell where a date, a number or an amount may be blank and no test made sure."""
        measured = shape.kind in MEASURED or isinstance(node, nodes.Filter)
        if measured and shape.optional and path and path not in self._sure:
            told = f"{path}可能没有内容，{what}：先用 {{% if … %}} 判断，或写 or '—'"
            self.tell(node, "T15", told)

    def _compared(self, node: nodes.Compare, scope: Scope) -> None:
        left, path = self.value(node.expr, scope)
        for operand in node.ops:
            right, other = self.value(operand.expr, scope)
            if operand.op in _ORDERS:
                self.require_content(node.expr, left, path, "不能比大小")
                self.require_content(operand.expr, right, other, "不能比大小")
            if operand.op in ("eq", "ne", *_ORDERS):
                for shape, name, against in ((left, path, operand.expr), (right, other, node.expr)):
                    if name and (why := unlike(shape, against)):
                        self.tell(node, "T16", f"{name}{why}")
            left, path = right, other

    def _children(self, node: nodes.Node, scope: Scope) -> None:
        for one in node.iter_child_nodes():
            self.value(one, scope)

    def _name(self, node: nodes.Name, scope: Scope) -> Known:
        if node.name in scope:
            shape, path = scope[node.name]
            if path and not path.endswith("[]"):
                self.used.add(path)
            return shape, path
        if node.name not in self._rules.globals:
            self.tell(node, "T03", f"没有名为 {node.name} 的数据{nearest(node.name, scope)}")
        return ANYTHING, ""

    def _member(self, node: nodes.Node, owner_node: nodes.Node, name: str, scope: Scope) -> Known:
        owner, path = self.value(owner_node, scope)
        if owner.kind == TABLE and name not in MEMBERS_OF[TABLE]:
            return owner.element or ANYTHING, f"{path}.*"
        if owner.kind in (BLOCK, PAIR) and name in owner.items:
            whole = f"{path}.{name}" if path else ""
            if whole:
                self.used.add(whole)
            found = owner.items[name]
            missing = owner.optional and path not in self._sure
            return (replace(found, optional=True) if missing else found), whole
        if owner.kind in (ANY, PAIR) or name in MEMBERS_OF.get(owner.kind, ()):
            return ANYTHING, ""
        shown = path or "这个值"
        if owner.kind == BLOCK:
            self.tell(node, "T03", f"{shown} 里没有名为 {name} 的项{nearest(name, owner.items)}")
        elif owner.kind == LIST:
            self.tell(node, "T03", f"{shown} 是列表，要先逐项取出（for），才能取 {name}")
        else:
            self.tell(node, "T03", f"{shown} 是{owner.kind}，里面没有 {name}")
        return ANYTHING, ""

    def _filtered(self, node: nodes.Filter, scope: Scope) -> Known:
        shape, path = self.value(node.node, scope) if node.node else (TEXT_SHAPE, "")
        for one in (*node.args, *node.kwargs):
            self.value(one.value if isinstance(one, nodes.Keyword) else one, scope)
        name = node.name
        if name not in self._rules.filters:
            self.tell(node, "T03", f"没有名为 {name} 的格式{nearest(name, self._rules.filters)}")
            return ANYTHING, ""
        wanted = TAKES.get(name)
        if wanted and shape.kind not in (*wanted, ANY):
            self.tell(node, "T04", f"{path or '这个值'}是{shape.kind}，不能用 | {name}")
        element = shape.element or ANYTHING
        row = self._by_attribute(node, element, path)
        if name in TOTALS and path:
            self.require_content(node, row, f"{path}[].{_attribute(node)}", "不能求和")
        if wanted and name not in BLANK_TAKERS and shape.kind in MEASURED:
            self.require_content(node, shape, path, f"不能用 | {name}")
        if name in TAKES and shape.kind in MEASURED and shape.optional and name in BLANK_TAKERS:
            return replace(TEXT_SHAPE, optional=True), path
        if name in GIVES or name in TAKES:
            return GIVES.get(name, TEXT_SHAPE), ""
        if name in SAME_LIST:
            return _selected(node, shape), path
        if name in ONE_OF_LIST:
            return element, f"{path}[]" if path else ""
        if name == "groupby":
            items = {"grouper": row, "list": shape}
            pair = Shape(kind=PAIR, values=("grouper", "list"), items=items)
            return Shape(kind=LIST, element=pair), ""
        if name == "map":
            return Shape(kind=LIST, element=row if _attribute(node) else TEXT_SHAPE), ""
        if name in ("items", "dictsort") and shape.kind == TABLE:
            pair = Shape(kind=PAIR, values=("k", "v"), items={"k": TEXT_SHAPE, "v": element})
            return Shape(kind=LIST, element=pair), ""
        return ANYTHING, ""

    def _by_attribute(self, node: nodes.Filter, element: Shape, path: str) -> Shape:
        """The item that `selectattr('结论', …)`, `map(attribute='姓名')` and the like look at."""
        attribute = _attribute(node)
        shape = element
        for name in attribute.split(".") if attribute else ():
            if shape.kind != BLOCK:
                return ANYTHING
            if name not in shape.items:
                close = nearest(name, shape.items)
                self.tell(node, "T03", f"{path or '这个值'} 里没有名为 {name} 的项{close}")
                return ANYTHING
            shape = shape.items[name]
            path = f"{path.removesuffix('[]')}[].{name}" if shape is element else path
        if attribute and path:
            self.used.add(f"{path}[].{attribute}")
        return shape if attribute else ANYTHING

    def _called(self, node: nodes.Call, scope: Scope) -> Known:
        for one in (*node.args, *node.kwargs):
            self.value(one.value if isinstance(one, nodes.Keyword) else one, scope)
        if isinstance(node.node, nodes.Getattr):
            owner, _ = self.value(node.node.node, scope)
            method = node.node.attr
            if owner.kind in (TEXT, CHOICE) and method in ("split", "splitlines"):
                return TEXTS_SHAPE, ""
            if owner.kind == TABLE and method == "items":
                pair = Shape(
                    kind=PAIR,
                    values=("k", "v"),
                    items={"k": TEXT_SHAPE, "v": owner.element or ANYTHING},
                )
                return Shape(kind=LIST, element=pair), ""
        elif isinstance(node.node, nodes.Name) and node.node.name == "range":
            return Shape(kind=LIST, element=COUNT_SHAPE), ""
        self.value(node.node, scope)
        return ANYTHING, ""

    def tell(self, node: nodes.Node, code: str, message: str) -> None:
        slip = Slip(code=code, line=node.lineno, message=message)
        if slip not in self.slips:
            self.slips.append(slip)


def _attribute(node: nodes.Filter) -> str:
    """The name of an item that a filter is given, as text; "" if it is given none."""
    given = [one.value for one in node.kwargs if one.key == "attribute"]
    if not given and node.name in BY_ATTRIBUTE:
        given = node.args[:1]
    found = given[0].value if given and isinstance(given[0], nodes.Const) else ""
    return found if isinstance(found, str) else ""


def _selected(node: nodes.Filter, shape: Shape) -> Shape:
    """A list of rows out of which `selectattr('评审')` took those that have a 评审."""
    name, element = _attribute(node), shape.element
    if node.name != "selectattr" or len(node.args) != 1 or element is None:
        return shape
    items = dict(element.items)
    if name in items:
        items[name] = replace(items[name], optional=False)
    return replace(shape, element=replace(element, items=items))


def nearest(name: str, known: Iterable[str]) -> str:
    """ "，最接近的是 姓名", or nothing if nothing is near."""
    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.4)
    return f"，最接近的是 {close[0]}" if close else ""
