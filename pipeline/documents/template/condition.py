"""A condition of kind.toml: one expression over the view, in the templates' language and sandbox.

What is not there in a case (an act not recorded, a block left out) counts as empty: false, equal to
"", and so are its parts; a clerk need not guard every name. Everything else is as in a template.
Must not print, and must not say what follows from a condition.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

import jinja2
from jinja2 import nodes
from jinja2.parser import Parser
from jinja2.utils import consume

from pipeline.documents.template.filters import FILTERS
from pipeline.documents.template.limits import STATE, Filling
from pipeline.documents.template.reasons import bare_reason, bare_syntax_reason
from pipeline.documents.template.sandbox import environment

_RESULT = "result"
#: Beyond it nobody reads a condition, and what walks through it runs out of stack.
MAX_TEXT = 500
#: As in the tags of a template, quotes of Chinese typing are meant as quotes.
_QUOTES = str.maketrans("“”‘’", "\"\"''")


class BadCondition(ValueError):
    """The expression cannot be read; the text says why, in Chinese."""


class Undecidable(ValueError):
    """The expression cannot be decided with these values; the text says why, in Chinese."""


class _Empty(jinja2.ChainableUndefined):
    """What is not there: nothing more, and nothing less, than a blank."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return other == "" or isinstance(other, jinja2.Undefined)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash("")


@dataclass(frozen=True, slots=True)
class Condition:
    """Compiled once; `holds` takes microseconds."""

    text: str
    _program: jinja2.Template

    @classmethod
    @functools.cache
    def of(cls, text: str) -> Condition:
        """Raises BadCondition."""
        rules = environment(FILTERS, _Empty)
        kept = nodes.Assign(nodes.Name(_RESULT, "store"), expression(text, rules), lineno=1)
        try:
            return cls(text, rules.from_string(nodes.Template([kept], lineno=1)))
        except (jinja2.TemplateSyntaxError, SyntaxError, RecursionError, ValueError) as error:
            raise BadCondition(bare_reason(error)) from error

    def holds(self, view: Mapping[str, object]) -> bool:
        """Raises Undecidable."""
        context = self._program.new_context({**view, STATE: Filling()})
        try:
            consume(self._program.root_render_func(context))
            return bool(context.vars[_RESULT])
        except Exception as error:  # whatever an expression raises: it or the values differ
            raise Undecidable(bare_reason(error)) from error


def expression(text: str, rules: jinja2.Environment) -> nodes.Expr:
    """The one expression that `text` is, and nothing behind it. Raises BadCondition."""
    if len(text) > MAX_TEXT:
        raise BadCondition(f"太长，至多 {MAX_TEXT} 字")
    try:
        parser = Parser(rules, text.translate(_QUOTES), state="variable")
        found = parser.parse_expression()
    except jinja2.TemplateSyntaxError as error:
        ended = "end of template" in (error.message or "")
        told = "没有写完" if ended else bare_syntax_reason(error)
        raise BadCondition("有运算符缺一边的值" if told.isascii() else told) from error
    except RecursionError as error:
        raise BadCondition("括号或 not 套得太深") from error
    if not parser.stream.eos:
        rest = str(parser.stream.current.value)
        one = "相等写两个等号 ==" if rest == "=" else f"“{rest}”前缺运算符（and、or、==）"
        raise BadCondition(one)
    found.set_environment(rules)
    return found
