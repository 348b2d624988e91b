"""Runs the tags of a template as Jinja, without letting them run anything else.

A template is code: measured, `cycler.__init__.__globals__.os.popen` runs in a plain environment.
Here: the immutable sandbox, a short list of filters, values escaped, nothing printed twice, and
a budget for everything that repeats or grows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from pipeline.diagnostics import visible
from pipeline.documents.docx.photo import Photo
from pipeline.documents.docx.photo_file import PictureFile, Unprintable
from pipeline.documents.template import limits
from pipeline.documents.template.limits import (
    MAX_TEXT,
    STATE,
    Filling,
    Metering,
    TagRefused,
    require_printable,
    require_small,
)
from pipeline.documents.template.tags import RichText

Filters = Mapping[str, Callable[..., object]]

MAX_RANGE = 10_000

#: Jinja's own filters that neither raise escaping, nor roll dice, nor pad to any length.
_JINJA_FILTERS = (
    "abs", "count", "d", "default", "dictsort", "first", "float", "groupby", "int", "items",
    "last", "length", "list", "map", "max", "min", "reject", "rejectattr", "reverse", "select",
    "selectattr", "sort", "sum", "unique",
)  # fmt: skip
_TEXT_FILTERS = (
    "capitalize", "lower", "string", "title", "trim", "truncate", "upper", "wordcount",
)  # fmt: skip
_PADDING = frozenset((
    "format", "format_map", "ljust", "rjust", "center", "zfill", "expandtabs", "encode",
    "translate",
))  # fmt: skip
#: What XML 1.0 cannot hold or readers drop in silence (measured), and the C1 controls.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_RUNS = re.compile(r"<w:r>.*?</w:r>", re.DOTALL)
_RUN_TEXT = re.compile(r'<w:t xml:space="preserve">([^<]*)</w:t>')
_BREAK = Markup('</w:t><w:br/><w:t xml:space="preserve">')
_TAB = Markup('</w:t><w:tab/><w:t xml:space="preserve">')


class _Attribute(Markup):
    """A value inside an XML attribute, such as the span of a cell: not text of the document."""


def _for_attribute(value: object) -> _Attribute:
    if not re.fullmatch(r"[0-9A-Za-z]+", str(value)):
        raise TagRefused(f"属性值只能是字母和数字：{visible(str(value))}")
    return _Attribute(value)


@jinja2.pass_context
def _print(context: Context, value: object) -> object:
    """Jinja calls this for every printed value, before it escapes."""
    state: Filling = context.parent[STATE]
    try:
        if type(value) is str:
            return _print_text(state, value)
        if isinstance(value, PictureFile):
            value = _opened(value)
            if isinstance(value, str):
                return _print_text(state, value)
        if isinstance(value, jinja2.Undefined):
            return str(value)
        if isinstance(value, RichText):
            return _print_rich(state, value)
        if not isinstance(value, Photo):
            require_printable(value)
    except TagRefused as error:
        if state.lenient is None:
            raise
        state.lenient(str(error))
        return ""
    if isinstance(value, Photo):
        state.photos.append(value)
        drawing = value.drawing(state.photos_before + len(state.photos))
        return Markup(f'</w:t>{drawing}<w:t xml:space="preserve">')
    if isinstance(value, Markup):  # a macro or a {% set %} block: its values are counted inside
        state.grow(len(value))
        state.printed += getattr(value, "values", ())
        return value
    return _print_text(state, str(value))


def _opened(picture: PictureFile) -> Photo | str:
    """The picture; of one that cannot be shown, its name and why: one bad file stops no paper."""
    try:
        return picture.opened()
    except Unprintable as error:
        return f"（{error}）"


def _print_rich(state: Filling, value: RichText) -> Markup:
    """Runs with formats of their own, for `{{r 值 }}`; their text is proven like any other."""
    runs = "".join(_RUNS.findall(str(value)))
    if len(runs) != len(str(value)):
        raise TagRefused("富文本里只能有文字和格式，不能有链接")
    for text in _RUN_TEXT.findall(runs):
        _print_text(state, Markup(text).unescape())
    return Markup(runs.replace("\n", _BREAK).replace("\t", _TAB))


def _print_text(state: Filling, text: str) -> str:
    if _FORBIDDEN.search(text):
        raise TagRefused(f"值中有控制字符或非法字符：{visible(text)}")
    state.grow(len(text))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    state.printed.append(text)
    if "\n" in text or "\t" in text:
        return escape(text).replace("\n", _BREAK).replace("\t", _TAB)
    return text


@jinja2.pass_context
def _range(context: Context, *bounds: int) -> range:
    state: Filling = context.parent[STATE]
    numbers = range(*bounds)
    state.looped += len(numbers) + 1
    if state.looped > MAX_RANGE:
        raise TagRefused(f"range 循环超过上限（{MAX_RANGE} 次）")
    return numbers


class _Sandbox(ImmutableSandboxedEnvironment):
    intercepted_binops = frozenset(("*", "**", "%", "+"))

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        padding = isinstance(obj, str | bytes) and attr in _PADDING
        return not padding and super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        require_small(operator, left, right)
        return super().call_binop(context, operator, left, right)

    def wrap_str_format(self, value: object) -> Callable[..., str] | None:
        wrapped = super().wrap_str_format(value)
        if wrapped:
            limits.require_narrow(getattr(value, "__self__", ""))
        return wrapped

    # What a template gives to what it calls is not known before.
    def call(self, context: Context, called: object, /, *given: Any, **named: Any) -> object:
        context.parent[STATE].turn(limits.CALL_COST)
        owner = getattr(called, "__self__", None)
        name = getattr(called, "__name__", "")
        if isinstance(owner, str) and name in ("join", "replace"):
            if name == "join":
                return limits.joined(self, given[0], owner)
            return limits.replaced(owner, *given, **named)
        return super().call(context, called, *given, **named)

    def _generate(
        self,
        source: nodes.Template,
        name: str | None,
        filename: str | None,
        defer_init: bool = False,
    ) -> str:
        return super()._generate(Metering().visit(source), name, filename, defer_init)


def environment(filters: Filters, undefined: type[jinja2.Undefined]) -> jinja2.Environment:
    """The one set of rules every template is compiled under."""
    sandbox = _Sandbox(
        autoescape=True, undefined=undefined, finalize=_print, auto_reload=False, cache_size=0
    )
    known = {name: sandbox.filters[name] for name in _JINJA_FILTERS}
    known |= {name: limits.of_text(sandbox.filters[name]) for name in _TEXT_FILTERS}
    sandbox.filters = {**known, **limits.FILTERS, **filters, "xml_attribute": _for_attribute}
    sandbox.globals = {"range": _range, "namespace": sandbox.globals["namespace"]}
    return sandbox


def fill(
    template: jinja2.Template, context: Mapping[str, object], photos_before: int = 0
) -> tuple[str, Filling]:
    """The filled source and what was printed. Raises whatever the tags raise."""
    state = Filling(photos_before=photos_before)
    return "".join(run(template, context, state)), state


def run(template: jinja2.Template, context: Mapping[str, object], state: Filling) -> Iterator[str]:
    """The filled source in pieces; `state` notes what is printed. Raises what the tags raise."""
    size = 0
    for piece in template.root_render_func(template.new_context({**context, STATE: state})):
        size += len(piece)
        if size > 4 * MAX_TEXT:
            raise TagRefused("输出超过上限")
        yield piece
