"""Reads the tags of a template as Jinja's own syntax tree and follows every name to its shape.

So an unknown name, a filter that does not exist and a value that cannot be printed as it is are
found without filling anything, in branches taken and not taken. Where the tree does not tell what
a value is, it keeps silent: a fault reported here is one.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

import jinja2
from jinja2 import nodes

from pipeline.documents.lint.filter_types import (
    ADVICE,
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
)
from pipeline.documents.lint.schema import (
    ANY,
    ANYTHING,
    BLOCK,
    CHOICE,
    COUNT,
    DAY,
    LIST,
    MONEY,
    MONTH,
    NUMBER,
    TABLE,
    TEXT,
    YES,
    Schema,
    Shape,
)
from pipeline.documents.template.faults import Fault

Scope = dict[str, tuple[Shape, str]]


class Reading:
    """What one part says: `faults` by tag, and `used`, the paths of the names it reads."""

    def __init__(self, schema: Schema, rules: jinja2.Environment) -> None:
        self.faults: list[Fault] = []
        self.used: set[str] = set()
        self._rules = rules
        self._schema = schema

    def read(self, tree: nodes.Template) -> None:
        self._all(tree.body, {name: (shape, name) for name, shape in self._schema.items()})

    def _all(self, body: Iterable[nodes.Node], scope: Scope) -> None:
        for node in body:
            self._statement(node, scope)

    def _statement(self, node: nodes.Node, scope: Scope) -> None:
        if isinstance(node, nodes.Output):
            for one in node.nodes:
                self._printed(one, scope)
        elif isinstance(node, nodes.For):
            self._loop(node, scope)
        elif isinstance(node, nodes.If):
            self._value(node.test, scope)
            for body in (node.body, node.elif_, node.else_):
                self._all(body, scope)
        elif isinstance(node, nodes.Assign):
            self._bind(node.target, self._value(node.node, scope), scope)
        elif isinstance(node, nodes.Macro):
            inner = {**scope, **{one.name: (ANYTHING, "") for one in node.args}}
            scope[node.name] = (ANYTHING, "")
            self._all(node.body, inner)
        elif isinstance(node, nodes.With):
            inner = dict(scope)
            for target, value in zip(node.targets, node.values, strict=True):
                self._bind(target, self._value(value, scope), inner)
            self._all(node.body, inner)
        elif isinstance(node, nodes.Expr):
            self._value(node, scope)
        else:
            if isinstance(node, nodes.AssignBlock):
                self._bind(node.target, (TEXT_SHAPE, ""), scope)
            self._all(node.iter_child_nodes(exclude=("target",)), scope)

    def _loop(self, node: nodes.For, scope: Scope) -> None:
        shape, path = self._value(node.iter, scope)
        if shape.kind in (DAY, MONTH, YES, MONEY, NUMBER, COUNT):
            self._tell(node, f"{path or '这个值'}是{shape.kind}，不能用 for 逐项写")
        element = shape.element or ANYTHING
        inner = dict(scope)
        if shape.kind == TABLE and not isinstance(node.target, nodes.Tuple):
            element = TEXT_SHAPE
        self._bind(node.target, (element, f"{path}[]" if path else ""), inner)
        counts = ("index", "index0", "revindex", "revindex0", "length", "depth")
        turn = {
            **dict.fromkeys(counts, COUNT_SHAPE),
            "first": Shape(kind=YES),
            "last": Shape(kind=YES),
            "previtem": element,
            "nextitem": element,
            "cycle": ANYTHING,
            "changed": ANYTHING,
        }
        inner["loop"] = (Shape(kind=BLOCK, items=turn), "")
        if node.test is not None:
            self._value(node.test, inner)
        self._all(node.body, inner)
        self._all(node.else_, dict(scope))

    def _bind(self, target: nodes.Node, value: tuple[Shape, str], scope: Scope) -> None:
        if isinstance(target, nodes.Name):
            scope[target.name] = value
        elif isinstance(target, nodes.Tuple):
            parts = value[0].values if value[0].kind == PAIR else ()
            for index, one in enumerate(target.items):
                known = value[0].items.get(parts[index]) if index < len(parts) else None
                self._bind(one, (known or ANYTHING, ""), scope)

    def _printed(self, node: nodes.Node, scope: Scope) -> None:
        if isinstance(node, nodes.TemplateData):
            return
        if isinstance(node, nodes.CondExpr):
            self._value(node.test, scope)
            self._printed(node.expr1, scope)
            if node.expr2 is not None:
                self._printed(node.expr2, scope)
            return
        if isinstance(node, nodes.Or):
            self._printed(node.left, scope)
            self._printed(node.right, scope)
            return
        shape, path = self._value(node, scope)
        if shape.kind in ADVICE:
            self._tell(node, f"{path or '这个值'}不能直接印出：{ADVICE[shape.kind]}")

    def _value(self, node: nodes.Node, scope: Scope) -> tuple[Shape, str]:
        """The shape and the path of an expression; faults on the way are told."""
        if isinstance(node, nodes.Name):
            return self._name(node, scope)
        if isinstance(node, nodes.Getattr):
            return self._member(node, node.node, node.attr, scope)
        if isinstance(node, nodes.Getitem):
            key = node.arg.value if isinstance(node.arg, nodes.Const) else None
            if isinstance(key, str):
                return self._member(node, node.node, key, scope)
            self._value(node.arg, scope)
            owner, path = self._value(node.node, scope)
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
                self._tell(
                    node, f"没有名为 {node.name} 的判断{nearest(node.name, self._rules.tests)}"
                )
            if node.name not in ("defined", "undefined"):
                self._children(node, scope)
            return Shape(kind=YES), ""
        if isinstance(node, nodes.Const):
            return (TEXT_SHAPE if isinstance(node.value, str) else ANYTHING), ""
        if isinstance(node, nodes.Concat):
            self._children(node, scope)
            return TEXT_SHAPE, ""
        self._children(node, scope)
        yes = isinstance(node, nodes.Compare | nodes.Not)
        return (Shape(kind=YES) if yes else ANYTHING), ""

    def _children(self, node: nodes.Node, scope: Scope) -> None:
        for one in node.iter_child_nodes():
            self._value(one, scope)

    def _name(self, node: nodes.Name, scope: Scope) -> tuple[Shape, str]:
        if node.name in scope:
            shape, path = scope[node.name]
            if path and not path.endswith("[]"):
                self.used.add(path)
            return shape, path
        if node.name not in self._rules.globals:
            self._tell(node, f"没有名为 {node.name} 的数据{nearest(node.name, scope)}")
        return ANYTHING, ""

    def _member(
        self, node: nodes.Node, owner_node: nodes.Node, name: str, scope: Scope
    ) -> tuple[Shape, str]:
        owner, path = self._value(owner_node, scope)
        if owner.kind == TABLE and name not in MEMBERS_OF[TABLE]:
            return owner.element or ANYTHING, f"{path}.*"
        if owner.kind in (BLOCK, PAIR) and name in owner.items:
            whole = f"{path}.{name}" if path else ""
            if whole:
                self.used.add(whole)
            return owner.items[name], whole
        if owner.kind in (ANY, PAIR) or name in MEMBERS_OF.get(owner.kind, ()):
            return ANYTHING, ""
        shown = path or "这个值"
        if owner.kind == BLOCK:
            self._tell(node, f"{shown} 里没有名为 {name} 的项{nearest(name, owner.items)}")
        elif owner.kind == LIST:
            self._tell(node, f"{shown} 是列表，要先逐项取出（for），才能取 {name}")
        else:
            self._tell(node, f"{shown} 是{owner.kind}，里面没有 {name}")
        return ANYTHING, ""

    def _filtered(self, node: nodes.Filter, scope: Scope) -> tuple[Shape, str]:
        shape, path = self._value(node.node, scope) if node.node else (TEXT_SHAPE, "")
        for one in (*node.args, *node.kwargs):
            self._value(one.value if isinstance(one, nodes.Keyword) else one, scope)
        name = node.name
        if name not in self._rules.filters:
            self._tell(node, f"没有名为 {name} 的格式{nearest(name, self._rules.filters)}")
            return ANYTHING, ""
        wanted = TAKES.get(name)
        if wanted and shape.kind not in (*wanted, ANY):
            self._tell(node, f"{path or '这个值'}是{shape.kind}，不能用 | {name}")
        element = shape.element or ANYTHING
        row = self._by_attribute(node, element, path)
        if name in GIVES or name in TAKES:
            return GIVES.get(name, TEXT_SHAPE), ""
        if name in SAME_LIST:
            return shape, path
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
                self._tell(
                    node, f"{path or '这个值'} 里没有名为 {name} 的项{nearest(name, shape.items)}"
                )
                return ANYTHING
            shape = shape.items[name]
            path = f"{path.removesuffix('[]')}[].{name}" if shape is element else path
        if attribute and path:
            self.used.add(f"{path}[].{attribute}")
        return shape if attribute else ANYTHING

    def _called(self, node: nodes.Call, scope: Scope) -> tuple[Shape, str]:
        for one in (*node.args, *node.kwargs):
            self._value(one.value if isinstance(one, nodes.Keyword) else one, scope)
        if isinstance(node.node, nodes.Getattr):
            owner, _ = self._value(node.node.node, scope)
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
        self._value(node.node, scope)
        return ANYTHING, ""

    def _tell(self, node: nodes.Node, message: str) -> None:
        fault = Fault(node.lineno, message)
        if fault not in self.faults:
            self.faults.append(fault)


def _attribute(node: nodes.Filter) -> str:
    """The name of an item that a filter is given, as text; "" if it is given none."""
    given = [one.value for one in node.kwargs if one.key == "attribute"]
    if not given and node.name in BY_ATTRIBUTE:
        given = node.args[:1]
    found = given[0].value if given and isinstance(given[0], nodes.Const) else ""
    return found if isinstance(found, str) else ""


def nearest(name: str, known: Iterable[str]) -> str:
    """ "，最接近的是 姓名", or nothing if nothing is near."""
    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.4)
    return f"，最接近的是 {close[0]}" if close else ""
