"""Says which tag of a template is wrong, and where it stands on the page: all of them at once.

Only runs after a filling has failed, so it may be slow. It changes nothing and produces no
document: a filling that failed stays failed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import FrameType, TracebackType
from typing import Any

import jinja2
from jinja2.exceptions import SecurityError
from jinja2.meta import find_undeclared_variables
from jinja2.utils import missing
from lxml import etree

from pipeline.diagnostics import Diagnostic, Place, RuleCode, Severity, visible
from pipeline.documents.docx.readback import part_text
from pipeline.documents.docx.xml import parse, qualified
from pipeline.documents.template.limits import Filling
from pipeline.documents.template.reasons import in_chinese, reason, syntax_reason
from pipeline.documents.template.sandbox import Filters, environment, run
from pipeline.documents.template.tags import TAG, tag_words, unpaired
from pipeline.errors import ExitCode, PipelineError

_PART_NAMES = {"document": "正文", "header": "页眉", "footer": "页脚", "core": "文档属性"}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the tag that stands at `line` of the source (0: no tag in particular)."""

    line: int
    message: str


class TemplateFaults(PipelineError):
    """A template that cannot be used, or not with these values. `diagnostics` has every fault.

    A docx has no lines: `Place.line` is the number of the paragraph in its part, counted from 1.
    """

    def __init__(self, file: str, diagnostics: tuple[Diagnostic, ...]) -> None:
        listed = "\n".join(f"  {one.message}" for one in diagnostics)
        super().__init__(
            f"模板 {file} 有 {len(diagnostics)} 处问题：\n{listed}",
            "用 Word 或 WPS 打开模板，按所列位置改正标签。",
            ExitCode.FINDINGS,
        )
        self.diagnostics = diagnostics


def template_fault(file: str, message: str, line: int = 1) -> Diagnostic:
    """A fault of the template as a value."""
    return Diagnostic(
        place=Place(file=file, line=line),
        code=RuleCode("template"),
        severity=Severity.ERROR,
        article="",
        message=message,
        hint="用 Word 或 WPS 打开模板，改正所列位置的标签。",
    )


def located(file: str, part: str, original: bytes, source: str, fault: Fault) -> Diagnostic:
    """`fault` with the words a person needs to find the tag in Word."""
    where = part_name(part)
    tags = TAG.findall(source)
    if not 0 < fault.line <= len(tags):
        return template_fault(file, f"{where}：{fault.message}")
    line, place = _place_of(original, tags, fault.line - 1)
    shown = visible(" ".join(tags[fault.line - 1].split()), 80)
    return template_fault(file, f"{where}{place}，标签 {shown}：{fault.message}", line)


def part_name(part: str) -> str:
    """word/header1.xml → 页眉."""
    name = part.rpartition("/")[2].removesuffix(".xml")
    return _PART_NAMES.get(name.rstrip("0123456789"), name)


def place_in_part(root: etree._Element, node: etree._Element) -> tuple[int, str]:
    """The paragraph (or row and cell) that a node stands in; ("" if it is in none)."""
    paragraphs = list(root.iter(qualified("p")))
    around = [one for one in (node, *node.iterancestors()) if one.tag == qualified("p")]
    if not around or around[0] not in paragraphs:
        return 1, ""
    number = paragraphs.index(around[0]) + 1
    return number, _where(around[0], list(root.iter(qualified("tbl"))), number)


def _place_of(original: bytes, tags: list[str], index: int) -> tuple[int, str]:
    """Patching reorders little: the n-th tag of one wording is its n-th in the original."""
    words = tag_words(tags[index])
    earlier = sum(tag_words(one) == words for one in tags[:index])
    found = list(_places(original, words))
    if not found:
        return 1, ""
    return found[min(earlier, len(found) - 1)]


def _places(original: bytes, words: str) -> Iterator[tuple[int, str]]:
    root = parse(original)
    paragraphs = list(root.iter(qualified("p")))
    tables = list(root.iter(qualified("tbl")))
    for number, paragraph in enumerate(paragraphs, 1):
        text = part_text(etree.tostring(paragraph))
        for tag in TAG.findall(text):
            if tag_words(tag) == words:
                yield number, _where(paragraph, tables, number)


def _where(paragraph: etree._Element, tables: list[etree._Element], number: int) -> str:
    cell = next(paragraph.iterancestors(qualified("tc")), None)
    if cell is None:
        return f"第 {number} 段"
    row = next(cell.iterancestors(qualified("tr")))
    table = next(row.iterancestors(qualified("tbl")))
    rows, cells = list(table.iter(qualified("tr"))), list(row.iter(qualified("tc")))
    return (
        f"第 {tables.index(table) + 1} 个表格第 {rows.index(row) + 1} 行"
        f"第 {cells.index(cell) + 1} 格"
    )


class _Recorded(jinja2.Undefined):
    """An unknown name that tells and goes on, so that one run finds all of them."""

    tell: Callable[[str], None]

    def _record(self, *_: object, **__: object) -> Any:  # in place of methods that never return
        name, owner = self._undefined_name, self._undefined_obj
        if self._undefined_exception is SecurityError:
            type(self).tell(f"不允许访问 {name}")
        elif owner is missing:
            type(self).tell(f"没有名为 {name} 的数据")
        else:
            type(self).tell(f"其中没有名为 {name} 的项")
        return self

    def __getattr__(self, name: str) -> object:
        if name[:2] == "__":
            raise AttributeError(name)
        return self._record()

    def __str__(self) -> str:
        self._record()
        return ""

    def __iter__(self) -> Iterator[object]:
        self._record()
        return iter(())

    def __len__(self) -> int:
        self._record()
        return 0

    def __bool__(self) -> bool:
        self._record()
        return False

    def __eq__(self, other: object) -> bool:
        self._record()
        return self is other

    def __hash__(self) -> int:
        return id(type(self))

    __call__ = __getitem__ = _record
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _record
    __truediv__ = __rtruediv__ = __floordiv__ = __mod__ = __neg__ = _record
    __lt__ = __le__ = __gt__ = __ge__ = _record


def explain(source: str, filters: Filters, context: Mapping[str, object]) -> list[Fault]:
    """Fill again, going on after each unknown name or refused value: all faults with lines."""
    found: list[Fault] = []

    def tell(message: str) -> None:
        found.append(Fault(_current_line(template), message))

    told = type("_Told", (_Recorded,), {"tell": staticmethod(tell)})
    lenient = {name: _lenient(one, tell) for name, one in filters.items()}
    template = environment(lenient, told).from_string(source)
    try:
        for _ in run(template, context, Filling(lenient=tell)):
            pass
    except Exception as error:  # any library's: the tag is what must change
        found.append(Fault(_raised_line(template, error.__traceback__), reason(error)))
    found += _elsewhere(template.environment, source, context, found)
    return list(dict.fromkeys(found))


def _elsewhere(
    rules: jinja2.Environment, source: str, context: Mapping[str, object], told: list[Fault]
) -> list[Fault]:
    """Unknown names in the branches that were not taken this time."""
    unknown = find_undeclared_variables(rules.parse(source)) - context.keys() - rules.globals.keys()
    tags = TAG.findall(source)
    return [
        Fault(line, f"没有名为 {name} 的数据")
        for name in sorted(unknown)
        if not any(f" {name} " in one.message for one in told)
        for line, tag in enumerate(tags, 1)
        if re.search(rf"\b{re.escape(name)}\b", tag)
    ]


def _lenient(original: Callable[..., object], tell: Callable[[str], None]) -> Callable[..., object]:
    def attempt(value: object, *more: object, **named: object) -> object:
        if isinstance(value, jinja2.Undefined):
            return str(value)
        try:
            return original(value, *more, **named)
        except Exception as error:  # a filter given what it cannot take: report, go on
            tell(reason(error))
            return ""

    return attempt


def _current_line(template: jinja2.Template) -> int:
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        if frame.f_globals.get("__jinja_template__") is template:
            return int(template.get_corresponding_lineno(frame.f_lineno))
        frame = frame.f_back
    return 0


def _raised_line(template: jinja2.Template, trace: TracebackType | None) -> int:
    line = 0
    while trace is not None:
        if trace.tb_frame.f_globals.get("__jinja_template__") is template:
            line = template.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return line


def compiled(source: str, filters: Filters) -> jinja2.Template | Fault:
    """The compiled template, or the one syntax fault Jinja stops at."""
    try:
        return environment(filters, jinja2.StrictUndefined).from_string(source)
    except jinja2.TemplateSyntaxError as error:
        unclosed = next(unpaired(source), None)
        return Fault(*unclosed) if unclosed else Fault(error.lineno, syntax_reason(error))
    except (SyntaxError, RecursionError, ValueError, OverflowError) as error:
        return Fault(0, f"标签无法编译：{in_chinese(str(error)) or '嵌套太深或数字过长'}")
