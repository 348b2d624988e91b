"""Runs the tags of a template as Jinja, without letting them run anything else.

A template is code: measured, `cycler.__init__.__globals__.os.popen` runs in a plain environment.
Here: the immutable sandbox, a short list of filters, values escaped, nothing printed twice, and
a budget for loops and output. What a budget inside the process cannot stop (`a ~ a` forty times)
is left to the memory limit of whoever renders foreign templates.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import jinja2
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from pipeline.diagnostics import visible
from pipeline.documents.photo import Photo
from pipeline.documents.pictures import PictureFile, Unprintable

Filters = Mapping[str, Callable[..., object]]

MAX_OUTPUT = 8 * 2**20
MAX_RANGE = 10_000

#: Jinja's own filters that neither raise escaping, nor roll dice, nor pad to any length.
_JINJA_FILTERS = (
    "abs", "count", "d", "default", "dictsort", "escape", "first", "groupby", "int", "items",
    "join", "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr",
    "replace", "reverse", "round", "select", "selectattr", "sort", "string", "sum", "trim",
    "truncate", "unique", "upper", "wordcount",
)  # fmt: skip
_PADDING = frozenset((
    "format", "format_map", "ljust", "rjust", "center", "zfill", "expandtabs", "encode",
    "translate",
))  # fmt: skip
#: What XML 1.0 cannot hold or readers drop in silence (measured), and the C1 controls.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_BREAK = Markup('</w:t><w:br/><w:t xml:space="preserve">')
_TAB = Markup('</w:t><w:tab/><w:t xml:space="preserve">')
_STATE = " state"  # a space: no template can write this name


class Refused(Exception):
    """A tag that may not run or a value that may not be printed; the text is Chinese."""


@dataclass(slots=True)
class State:
    """What one filling of one part printed so far. Lives for one call only."""

    printed: list[str] = field(default_factory=list)
    photos: list[Photo] = field(default_factory=list)
    photos_before: int = 0
    length: int = 0
    looped: int = 0
    lenient: Callable[[str], None] | None = None


class _Attribute(Markup):
    """A value inside an XML attribute, such as the span of a cell: not text of the document."""


def _for_attribute(value: object) -> _Attribute:
    if not re.fullmatch(r"[0-9A-Za-z]+", str(value)):
        raise Refused(f"属性值只能是字母和数字：{visible(str(value))}")
    return _Attribute(value)


@jinja2.pass_context
def _print(context: Context, value: object) -> object:
    """Jinja calls this for every printed value, before it escapes."""
    state: State = context.parent[_STATE]
    try:
        if type(value) is str:
            return _print_text(state, value)
        if isinstance(value, PictureFile):
            value = _opened(value)
        if isinstance(value, bool) or not isinstance(value, int | Decimal | str | Photo):
            if isinstance(value, jinja2.Undefined):
                return str(value)
            raise Refused(_advice(value))
    except Refused as error:
        if state.lenient is None:
            raise
        state.lenient(str(error))
        return ""
    if isinstance(value, Photo):
        state.photos.append(value)
        drawing = value.drawing(state.photos_before + len(state.photos))
        return Markup(f'</w:t>{drawing}<w:t xml:space="preserve">')
    if isinstance(value, Markup):  # a macro or a {% set %} block: its values are counted inside
        return value
    return _print_text(state, str(value))


def _opened(picture: PictureFile) -> Photo:
    try:
        return picture.opened()
    except Unprintable as error:
        raise Refused(str(error)) from error


def _print_text(state: State, text: str) -> str:
    if _FORBIDDEN.search(text):
        raise Refused(f"值中有控制字符或非法字符：{visible(text)}")
    state.length += len(text)
    if state.length > MAX_OUTPUT:
        raise Refused(f"输出超过上限（{MAX_OUTPUT} 字）")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    state.printed.append(text)
    if "\n" in text or "\t" in text:
        return escape(text).replace("\n", _BREAK).replace("\t", _TAB)
    return text


def _advice(value: object) -> str:
    kind = type(value).__name__
    advice = {
        "NoneType": "值为空：用 {% if %} 判断，或在数据中写 “”",
        "bool": "不能直接打印 是/否：加 | 是否",
        "float": "不能打印浮点数：金额、分数用整数或 Decimal",
        "date": "不能直接打印日期：加 | 日期",
    }
    return advice.get(kind, f"不能直接打印 {kind}：请打印它的某一项")


@jinja2.pass_context
def _range(context: Context, *bounds: int) -> range:
    state: State = context.parent[_STATE]
    numbers = range(*bounds)
    state.looped += len(numbers) + 1
    if state.looped > MAX_RANGE:
        raise Refused(f"range 循环超过上限（{MAX_RANGE} 次）")
    return numbers


class _Sandbox(ImmutableSandboxedEnvironment):
    intercepted_binops = frozenset(("*", "**", "%"))

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        padding = isinstance(obj, str | bytes) and attr in _PADDING
        return not padding and super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        numbers = all(isinstance(one, int | float | Decimal) for one in (left, right))
        if operator == "**" or not numbers:
            raise Refused(f"不允许的运算：{operator}")
        return super().call_binop(context, operator, left, right)


def environment(filters: Filters, undefined: type[jinja2.Undefined]) -> jinja2.Environment:
    """The one set of rules every template is compiled under."""
    sandbox = _Sandbox(
        autoescape=True, undefined=undefined, finalize=_print, auto_reload=False, cache_size=0
    )
    known = {name: sandbox.filters[name] for name in _JINJA_FILTERS}
    sandbox.filters = {**known, **filters, "xml_attribute": _for_attribute}
    sandbox.globals = {"range": _range, "namespace": sandbox.globals["namespace"]}
    return sandbox


def fill(
    template: jinja2.Template, context: Mapping[str, object], photos_before: int = 0
) -> tuple[str, State]:
    """The filled source and what was printed. Raises whatever the tags raise."""
    state = State(photos_before=photos_before)
    return "".join(run(template, context, state)), state


def run(template: jinja2.Template, context: Mapping[str, object], state: State) -> Iterator[str]:
    """The filled source in pieces; `state` notes what is printed. Raises what the tags raise."""
    size = 0
    for piece in template.root_render_func(template.new_context({**context, _STATE: state})):
        size += len(piece)
        if size > 4 * MAX_OUTPUT:
            raise Refused("输出超过上限")
        yield piece
