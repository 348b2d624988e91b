"""What a template may cost: turns and calls are counted, what it builds is measured first.

A template may loop over its values as it likes, but not for ever, and not until the memory is
full. Also keeps the proof right where text is written once and printed elsewhere
(`{% set %}…{% endset %}`). Knows Jinja's syntax tree and nothing about Word.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, cast

import jinja2
from jinja2 import nodes
from jinja2.filters import do_batch, do_format, do_round, make_attrgetter
from jinja2.runtime import Context, markup_join
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from pipeline.diagnostics import visible
from pipeline.documents.docx.photo import Photo

MAX_TEXT = 8 * 2**20
#: A table of 2,000 rows takes 2,000; a million turns take a second, and so do CALL_COST times
#: fewer calls (measured).
MAX_TURNS = 1_000_000
CALL_COST = 20
#: Beyond any sum of money; `a * a` forty times over would not end.
MAX_BITS = 256
MAX_ROW = 100
MAX_JOINED = 100_000
STATE = " state"  # a space: no template can write this name
_TURNS, _JOINED, _MARK, _KEPT, _SHOWN = " turns", " joined", " mark", " kept", " shown"


class TagRefused(Exception):
    """A tag that may not run or a value that may not be printed; the text is Chinese."""


@dataclass(slots=True)
class Filling:
    """What one filling of one part printed so far. Lives for one call only."""

    printed: list[str] = field(default_factory=list)
    photos: list[Photo] = field(default_factory=list)
    photos_before: int = 0
    length: int = 0
    looped: int = 0
    turns: int = 0
    marks: list[int] = field(default_factory=list)
    lenient: Callable[[str], None] | None = None

    def turn(self, cost: int = 1) -> None:
        """Count a turn of a loop, or a call. Raises TagRefused beyond MAX_TURNS."""
        self.turns += cost
        if self.turns > MAX_TURNS:
            raise TagRefused(f"循环和调用超过上限（{MAX_TURNS} 次）")

    def grow(self, length: int) -> None:
        """Count printed characters. Raises TagRefused beyond MAX_TEXT."""
        self.length += length
        require_length(self.length)


class Kept(Markup):
    """The content of a `{% set %}` block, with the values that were printed into it."""

    values: tuple[str, ...] = ()


def require_length(length: int) -> None:
    """Raise TagRefused for a text of more than MAX_TEXT characters."""
    if length > MAX_TEXT:
        raise TagRefused(f"输出超过上限（{MAX_TEXT} 字）")


def require_printable(value: object) -> None:
    """Refuse what would come out as None, True, 1.5 or 2024-04-16, wherever it becomes text."""
    plain = isinstance(value, int | Decimal | str | jinja2.Undefined)
    if isinstance(value, bool) or not plain:
        raise TagRefused(_advice(value))


def _advice(value: object) -> str:
    kind = type(value).__name__
    advice = {
        "NoneType": "值为空：用 {% if %} 判断，或在数据中写 “”",
        "bool": "不能直接打印 是/否：加 | 是否",
        "float": "不能打印浮点数：金额、分数用整数或 Decimal",
        "date": "不能直接打印日期：加 | 日期",
    }
    return advice.get(kind, f"不能直接打印 {kind}：请打印它的某一项")


class Metering(NodeTransformer):
    """Leads every loop, `~` and block through a filter of ours, before the code is generated."""

    def visit_For(self, node: nodes.For) -> nodes.For:
        self.generic_visit(node)
        node.iter = _through(_TURNS, node.iter, node)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        self.generic_visit(node)
        return _through(_JOINED, nodes.List(node.nodes, lineno=node.lineno), node)

    def visit_AssignBlock(self, node: nodes.AssignBlock) -> nodes.AssignBlock:
        self.generic_visit(node)
        node.filter = _through(_KEPT, node.filter, node)
        node.body.insert(0, _marked(node))
        return node

    def visit_FilterBlock(self, node: nodes.FilterBlock) -> nodes.FilterBlock:
        self.generic_visit(node)
        node.filter = _through(_SHOWN, node.filter, node)
        node.body.insert(0, _marked(node))
        return node


def _through(name: str, value: nodes.Node | None, at: nodes.Node) -> nodes.Filter:
    made = nodes.Filter(
        cast("nodes.Expr | None", value), name, [], [], None, None, lineno=at.lineno
    )
    made.environment = at.environment
    return made


def _marked(at: nodes.Node) -> nodes.ExprStmt:
    return nodes.ExprStmt(_through(_MARK, nodes.Const("", lineno=at.lineno), at), lineno=at.lineno)


@jinja2.pass_context
def _turns(context: Context, value: Iterable[object]) -> Iterator[object]:
    state: Filling = context.parent[STATE]
    for one in value:
        state.turn()
        yield one


@jinja2.pass_context
def _mark(context: Context, value: str) -> str:
    state: Filling = context.parent[STATE]
    state.marks.append(len(state.printed))
    return value


def _since_mark(context: Context) -> tuple[str, ...]:
    state: Filling = context.parent[STATE]
    start = state.marks.pop()
    values = tuple(state.printed[start:])
    del state.printed[start:]
    return values


@jinja2.pass_context
def _kept(context: Context, text: str) -> Kept:
    kept = Kept(text)
    kept.values = _since_mark(context)
    return kept


@jinja2.pass_context
def _shown(context: Context, text: str) -> str:
    """What `{% filter %}` made of the values takes their place in the proof."""
    _since_mark(context)
    if isinstance(text, Markup) and "<" not in text:
        context.parent[STATE].printed.append(text.unescape())
    return text


def _concatenated(values: Sequence[object]) -> str:
    for one in values:
        require_printable(one)
    require_length(sum(len(str(one)) for one in values))
    return markup_join(values)


@jinja2.pass_environment
def joined(
    environment: jinja2.Environment,
    value: Iterable[object],
    d: object = "",
    attribute: str | int | None = None,
) -> str:
    """Jinja's `join`, but nothing joins as None, and not to any length."""
    items = list(value)
    if len(items) > MAX_JOINED:
        raise TagRefused(f"列表太长，不能连成一句（{len(items)} 项，上限 {MAX_JOINED}）")
    if attribute is not None:
        items = list(map(make_attrgetter(environment, attribute), items))
    between = [part for one in items for part in (d, one)][1:]
    return _concatenated(between)


def replaced(text: object, old: object, new: object, count: int | None = None) -> str:
    """Jinja's `replace`, but not to any length."""
    require_printable(text)
    whole, gone, come = str(text), str(old), str(new)
    require_length(len(whole) + whole.count(gone) * len(come))
    return whole.replace(gone, come, -1 if count is None else count)


def require_narrow(pattern: str) -> None:
    """Refuse a format that pads to any length, or takes the length from a value."""
    if re.search(r"%[^%a-zA-Z]*(?:\d{3}|\*)|\{[^{}]*(?:\d{3}|\{)", pattern):
        raise TagRefused(f"格式中的宽度过大：{visible(pattern)}")


def formatted(pattern: str, *given: object, **named: object) -> str:
    """Jinja's `format`, `'%.2f' | format(数)`, but not to any width."""
    for one in (*given, *named.values()):
        if not isinstance(one, float):
            require_printable(one)
    require_narrow(pattern)
    return str(do_format(pattern, *given, **named))


def batched(
    value: Iterable[object], linecount: int, fill_with: object = None
) -> Iterator[list[object]]:
    """Jinja's `batch`, for so many to a row."""
    if not 0 < linecount <= MAX_ROW:
        raise TagRefused(f"每行只能是 1 到 {MAX_ROW} 项：{linecount}")
    yield from do_batch(list(value), linecount, fill_with)


def as_it_is(value: object) -> object:
    """Jinja's `escape`: what is printed is escaped in any case, and only once."""
    return value


def rounded(
    value: float, precision: int = 0, method: Literal["common", "ceil", "floor"] = "common"
) -> float:
    """Jinja's `round`; its `ceil` raises ten to any power."""
    if not 0 <= precision <= 10:
        raise TagRefused(f"小数位数只能是 0 到 10：{precision}")
    return do_round(value, precision, method)


def of_text(original: Callable[..., object]) -> Callable[..., object]:
    """A filter that would write None or True out as words, guarded."""
    at = 1 if hasattr(original, "jinja_pass_arg") else 0

    @functools.wraps(original)
    def guarded(*given: object, **named: object) -> object:
        require_printable(given[at])
        return original(*given, **named)

    return guarded


def require_small(operator: str, left: object, right: object) -> None:
    """Refuse arithmetic that is none, or whose result would be too big to hold."""
    numbers = all(isinstance(one, int | float | Decimal) for one in (left, right))
    if operator == "**" or not (numbers or operator == "+"):
        raise TagRefused(f"不允许的运算：{operator}")
    if numbers:
        if sum(one.bit_length() for one in (left, right) if isinstance(one, int)) > MAX_BITS:
            raise TagRefused("数字过大")
    elif isinstance(left, Sized) and isinstance(right, Sized):
        require_length(len(left) + len(right))


FILTERS: dict[str, Callable[..., object]] = {
    "join": joined, "replace": replaced, "round": rounded, "format": formatted, "batch": batched,
    "e": as_it_is, "escape": as_it_is,
    _TURNS: _turns, _JOINED: _concatenated, _MARK: _mark, _KEPT: _kept, _SHOWN: _shown,
}  # fmt: skip
