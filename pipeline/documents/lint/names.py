"""Reads the tags of a template as Jinja's own syntax tree and follows every name to its shape.

So an unknown name, a filter that does not exist, a value that cannot be printed as it is and one
that may be blank are found without filling anything, in branches taken and not taken. Where the
tree does not tell what a value is, it keeps silent: a fault reported here is one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import jinja2
from jinja2 import nodes

from pipeline.documents.lint.expressions import Expressions, Known, Scope, Slip
from pipeline.documents.lint.filter_types import ADVICE, COUNT_SHAPE, PAIR, TEXT_SHAPE
from pipeline.documents.lint.guards import NOTHING, Paths
from pipeline.documents.lint.schema import (
    ANY,
    ANYTHING,
    BLOCK,
    LIST,
    MEASURED,
    TABLE,
    YES,
    Schema,
    Shape,
)


class Reading:
    """What one part says: `slips` by tag, and `used`, the paths of the names it reads.

    `acts` are those the document can be about, with what is there in each. `alone` are the lines
    whose tag is all that its paragraph prints: there a blank is a blank, as in a form that is
    filled in by hand.
    """

    def __init__(
        self,
        schema: Schema,
        rules: jinja2.Environment,
        acts: Mapping[str, Paths],
        alone: Collection[int] = (),
    ) -> None:
        self._see = Expressions(rules, acts)
        self._scope: Scope = {name: (shape, name) for name, shape in schema.items()}
        self._alone = alone

    @property
    def slips(self) -> list[Slip]:
        return self._see.slips

    @property
    def used(self) -> set[str]:
        return self._see.used

    def read(self, tree: nodes.Template, sure: Paths = NOTHING) -> None:
        """A whole part, of a document that is only made where `sure` have a content."""
        self._under(sure, tree.body, dict(self._scope))

    def condition(self, test: nodes.Expr) -> Paths:
        """A test by itself: what it reads, whether it is one, and what it makes sure of."""
        self._decides(test)
        return self._see.sure_of(test, True, self._scope)

    def _decides(self, test: nodes.Expr) -> None:
        if isinstance(test, nodes.And | nodes.Or):
            self._decides(test.left)
            sure = self._see.sure_of(test.left, isinstance(test, nodes.And), self._scope)
            with self._see.under(sure):
                self._decides(test.right)
        elif isinstance(test, nodes.Not):
            self._decides(test.node)
        elif isinstance(test, nodes.Test) and test.name in ("defined", "undefined"):
            _, path = self._see.value(test.node, self._scope)
            if not path.startswith("事项."):
                told = f"{path or '这个值'}空着也算 {test.name}：不写 is，直接写这个名字，或加 not"
                self._see.tell(test, "T03", told)
        else:
            shape, path = self._see.value(test, self._scope)
            if not (shape.kind in (YES, ANY, LIST) or shape.optional):
                shown = path or "这个值"
                told = f"{shown}是{shape.kind}，总有内容，不是判断：写成 {shown} == …"
                self._see.tell(test, "T03", told)

    def _under(self, sure: Paths, body: Iterable[nodes.Node], scope: Scope) -> None:
        with self._see.under(sure):
            self._all(body, scope)

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
            self._branches(node, scope)
        elif isinstance(node, nodes.Assign):
            self._bind(node.target, self._see.value(node.node, scope), scope)
        elif isinstance(node, nodes.Macro):
            inner = {**scope, **{one.name: (ANYTHING, "") for one in node.args}}
            scope[node.name] = (ANYTHING, "")
            self._all(node.body, inner)
        elif isinstance(node, nodes.With):
            inner = dict(scope)
            for target, value in zip(node.targets, node.values, strict=True):
                self._bind(target, self._see.value(value, scope), inner)
            self._all(node.body, inner)
        elif isinstance(node, nodes.Expr):
            self._see.value(node, scope)
        else:
            if isinstance(node, nodes.AssignBlock):
                self._bind(node.target, (TEXT_SHAPE, ""), scope)
            self._all(node.iter_child_nodes(exclude=("target",)), scope)

    def _branches(self, node: nodes.If, scope: Scope) -> None:
        see, otherwise = self._see, NOTHING
        for branch in (node, *node.elif_):
            with see.under(otherwise):
                see.value(branch.test, scope)
                self._under(see.sure_of(branch.test, True, scope), branch.body, scope)
            otherwise |= see.sure_of(branch.test, False, scope)
        self._under(otherwise, node.else_, scope)

    def _loop(self, node: nodes.For, scope: Scope) -> None:
        shape, path = self._see.value(node.iter, scope)
        if shape.kind in MEASURED:
            self._see.tell(node, "T04", f"{path or '这个值'}是{shape.kind}，不能用 for 逐项写")
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
        sure = NOTHING
        if node.test is not None:
            self._see.value(node.test, inner)
            sure = self._see.sure_of(node.test, True, inner)
        self._under(sure, node.body, inner)
        self._all(node.else_, dict(scope))

    def _bind(self, target: nodes.Node, value: Known, scope: Scope) -> None:
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
            self._see.value(node.test, scope)
            self._either(node.test, node.expr1, node.expr2, scope)
            return
        if isinstance(node, nodes.Or):
            self._either(node.left, node.left, node.right, scope)
            return
        shape, path = self._see.value(node, scope)
        if shape.kind in ADVICE:
            told = f"{path or '这个值'}不能直接印出：{ADVICE[shape.kind]}"
            self._see.tell(node, "T04", told)
        elif node.lineno not in self._alone:
            self._see.require_content(node, shape, path, "印出来是一处空白")

    def _either(
        self, test: nodes.Node, then: nodes.Node, otherwise: nodes.Node | None, scope: Scope
    ) -> None:
        for truth, printed in ((True, then), (False, otherwise)):
            if printed is not None:
                with self._see.under(self._see.sure_of(test, truth, scope)):
                    self._printed(printed, scope)
