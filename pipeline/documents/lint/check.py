"""Checks templates before anything is filled: description, package, markup, tags and names.

Everything wrong is found in one go, as Diagnostic values with codes T01…T16. `require_sound` is
what stands between a broken template and any writing. Must not render and must not repair.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import jinja2
from lxml import etree

from pipeline.diagnostics import Diagnostic, Place, Report, RuleCode, Severity, visible
from pipeline.documents.docx.package import BODY, BadPackage, part_faults, unpack
from pipeline.documents.docx.parts import text_parts
from pipeline.documents.docx.wrappers import unwrapped
from pipeline.documents.docx.xml import Unreadable, parse
from pipeline.documents.kinds import (
    Kind,
    Subject,
    acts_meant,
    described_acts,
    described_subject,
    description_faults,
)
from pipeline.documents.lint.bare_names import bare_names, words_of
from pipeline.documents.lint.conditions import ConditionRead, read_condition
from pipeline.documents.lint.expressions import nearest
from pipeline.documents.lint.guards import Paths
from pipeline.documents.lint.names import Reading
from pipeline.documents.lint.schema import DAY, leaves, listed_acts, there_in, view_schema
from pipeline.documents.template.faults import Fault, located
from pipeline.documents.template.filters import FILTERS
from pipeline.documents.template.markup import Flaw, flaws, footer_flaws
from pipeline.documents.template.reasons import syntax_reason
from pipeline.documents.template.sandbox import environment
from pipeline.documents.template.tags import Untaggable, jinja_source, lone_tags, unpaired
from pipeline.errors import ExitCode, PipelineError
from pipeline.rules.matters import EVERY_PAYMENT, NO_ACTS
from pipeline.toml_file import BadToml, read_toml

#: code → what it is about, for help and templates/README.md.
CODES: Mapping[str, str] = {
    "T01": "文件打不开，或含宏、嵌入对象、外部链接",
    "T02": "标签没有配对、少了花括号、写法有误或前后格式不一",
    "T03": "没有这个名字、格式或判断",
    "T04": "值不能这样印出（日期、是否、列表、组）",
    "T05": "标签放在不会填写的部件里",
    "T06": "用了版式以外的字体",
    "T07": "浮动的图形、文本框或链接的图片",
    "T08": "未处理的修订",
    "T09": "批注",
    "T10": "隐藏文字",
    "T11": "页码以外的域",
    "T12": "公文缺奇偶页页码",
    "T13": "kind.toml 写得不对",
    "T14": "缺 template.docx 或 kind.toml",
    "T15": "可空的日期、数、金额没有先判断就印出、计算或比较",
    "T16": "比较从不成立（选项里没有这个值，或类型不同）",
}
#: Layouts that GB/T 9704 numbers odd right and even left.
_NUMBERED = ("notice", "official")
_COMPARE = "对照 templates/README.md 修改。"
_ARTICLE = re.compile(r"(?:[1-9]|1[0-5])(?:\.[1-7])?")
#: What may be meant so; everything else stops a run before anything is written.
_WARNINGS = ("T15", "T16")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lint:
    """`used`: kind → the names its template reads, in order."""

    report: Report
    used: Mapping[str, tuple[str, ...]]


def lint(templates: Path, only: Iterable[str] = ()) -> Lint:
    """Check every folder below `templates` that means to be a kind, or those named."""
    wanted = set(only)
    folders = sorted(
        {p.parent for p in templates.glob("*/*") if p.name in ("kind.toml", "template.docx")}
    )
    found: list[Diagnostic] = []
    used: dict[str, tuple[str, ...]] = {}
    orders: Counter[object] = Counter()
    described = {folder.name: _description(folder) for folder in folders}
    for raw, _ in described.values():
        orders[raw.get("order")] += 1
    for folder in folders:
        if wanted and folder.name not in wanted:
            continue
        raw, unreadable = described[folder.name]
        condition = read_condition(raw)
        found += unreadable or _described(folder, raw, orders, condition)
        template = folder / "template.docx"
        if not template.exists():
            found.append(
                _fault(
                    f"templates/{folder.name}/template.docx",
                    "T14",
                    "缺 template.docx",
                    "把做好的 Word 文件放进来。",
                )
            )
            continue
        sheet = _template(template.read_bytes(), _meant(folder.name, raw, condition.sure))
        found += sheet.report
        used[folder.name] = tuple(sorted(condition.used.union(sheet.used[folder.name])))
    return Lint(report=Report.of(found), used=used)


def require_sound(kinds: Iterable[Kind]) -> None:
    """Raise PipelineError (exit 1) that lists every error of these kinds' templates."""
    chosen = tuple(kinds)
    if not chosen:
        return
    report = lint(chosen[0].folder.parent, [kind.name for kind in chosen]).report
    if report.errors:
        listed = "\n".join(f"  {_where(one.place)}：{one.message}" for one in report.errors)
        raise PipelineError(
            f"模板有 {len(report.errors)} 处错误，什么也没有写：\n{listed}",
            "改正模板；studio templates 可单独检查。",
            ExitCode.FINDINGS,
        )


def _where(place: Place) -> str:
    """A docx has no lines; its message says the paragraph."""
    return f"{place.file}:{place.line}" if place.file.endswith(".toml") else place.file


def _description(folder: Path) -> tuple[dict[str, object], list[Diagnostic]]:
    """The kind.toml as it is, or why it cannot be read."""
    file = _toml(folder)
    try:
        return read_toml(folder / "kind.toml"), []
    except FileNotFoundError:
        return {}, [_fault(file, "T14", "缺 kind.toml", _COMPARE)]
    except BadToml as error:
        return {}, [_fault(file, "T13", f"kind.toml 读不了：{error}", _COMPARE)]


def _toml(folder: Path) -> str:
    return f"templates/{folder.name}/kind.toml"


def _described(
    folder: Path, raw: Mapping[str, object], orders: Mapping[object, int], when: ConditionRead
) -> Iterator[Diagnostic]:
    text = (folder / "kind.toml").read_text(encoding="utf-8-sig").splitlines()
    conditions = (("when", sentence) for sentence in when.faults)
    for key, sentence in (*description_faults(raw), *_unknown(raw, orders), *conditions):
        start = re.compile(rf"\s*\"?{re.escape(key)}\"?\s*=")
        line = next((n for n, one in enumerate(text, 1) if start.match(one)), 1)
        yield _fault(_toml(folder), "T13", sentence, _COMPARE, line)


def _unknown(raw: Mapping[str, object], orders: Mapping[object, int]) -> Iterator[tuple[str, str]]:
    """What a description names but nobody else knows."""
    lists = {
        key: [str(one) for one in value]
        for key in ("after", "relies", "articles")
        if isinstance(value := raw.get(key, []), list)
    }
    batch = raw.get("subject") in (Subject.INTAKE, Subject.LISTED, Subject.PUBLIC)
    acts = _batch_acts() if batch else (*view_schema(Subject.STUDIO)["事项"].items, EVERY_PAYMENT)
    for name in lists.get("after", ()):
        if name not in acts:
            yield "after", f"没有名为 {name} 的事项{nearest(name, acts)}"
    every = (*NO_ACTS, *_batch_acts(), *view_schema(Subject.STUDIO)["事项"].items, EVERY_PAYMENT)
    for name in lists.get("relies", ()):
        if name not in every:
            yield "relies", f"没有名为 {name} 的依据{nearest(name, every)}"
    for article in lists.get("articles", ()):
        if not _ARTICLE.fullmatch(article):
            yield "articles", f"细则没有第 {article} 条，写成 7 或 7.3"
    if orders.get(raw.get("order"), 0) > 1:
        yield "order", f"order {raw.get('order')} 与另一种文件相同"
    if raw.get("subject") in (Subject.ACT, Subject.SHEET) and not lists.get("after"):
        yield "subject", f"subject 是 {raw['subject']} 时要写 after"
    subject, until = described_subject(raw), raw.get("until")
    if subject and isinstance(until, str) and until:
        days = _days_of(subject, acts_meant(described_acts(raw)))
        if until not in days:
            yield "until", f"until 里的 {until} 不是日期的名字{nearest(until, days)}"


def _days_of(subject: Subject, after: tuple[str, ...]) -> tuple[str, ...]:
    """The names of days outside lists: what the last day of a publication can be read from."""
    found = leaves(view_schema(subject, after))
    return tuple(path for path, shape in found if shape.kind == DAY and "[]" not in path)


def _batch_acts() -> tuple[str, ...]:
    """The dated blocks of intake.yaml: what a document of a whole intake can wait for."""
    blocks = view_schema(Subject.INTAKE)["批次"].items
    return (*(name for name, one in blocks.items() if "日期" in one.items), *listed_acts())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Meant:
    """What a template is for, as far as that decides what is right in it. `sure` are the paths
    that its condition makes sure of."""

    name: str
    subject: Subject | None
    after: tuple[str, ...]
    numbered: bool
    sure: Paths


def _meant(name: str, raw: Mapping[str, object], sure: Paths) -> _Meant:
    return _Meant(
        name=name,
        subject=described_subject(raw),
        after=acts_meant(described_acts(raw)),
        numbered=raw.get("layout") in _NUMBERED,
        sure=sure,
    )


@lru_cache(maxsize=128)
def _template(data: bytes, meant: _Meant) -> Lint:
    """One template; cached by content, since `generate` asks for it in every run."""
    file = f"templates/{meant.name}/template.docx"
    try:
        parts = unpack(data)
        trees = {one: unwrapped(parse(parts[one])) for one in text_parts(parts)}
        others = {
            one: parse(parts[one])
            for one in ("word/styles.xml", "word/settings.xml")
            if one in parts
        }
    except (BadPackage, Unreadable) as error:
        fault = _fault(file, "T01", visible(str(error), 200), "在 Word 里重新保存。")
        return Lint(report=Report.of([fault]), used={meant.name: ()})
    found = [_fault(file, "T01", one, "另存为普通的 .docx。") for one in part_faults(parts)]
    found += _misplaced(file, parts, trees)
    seen: list[Flaw] = []
    words = words_of(view_schema(meant.subject, meant.after)) if meant.subject else None
    for one, root in trees.items():
        seen += flaws(one, root, others.get("word/styles.xml"))
        seen += bare_names(one, root, words) if words else ()
    if meant.numbered:
        seen += footer_flaws(trees[BODY], others.get("word/settings.xml"))
    found += [_fault(file, s.code, s.message, s.hint, s.line, s.severity) for s in seen]
    used: set[str] = set()
    for one, root in trees.items():
        if not any(
            flaw.code == "T02" and flaw.part == one and flaw.severity is Severity.ERROR
            for flaw in seen
        ):
            found += _tag_faults(file, one, parts[one], root, meant, used)
    return Lint(report=Report.of(found), used={meant.name: tuple(sorted(used))})


def _tag_faults(
    file: str,
    part: str,
    original: bytes,
    root: etree._Element,
    meant: _Meant,
    used: set[str],
) -> Iterator[Diagnostic]:
    """Syntax and names of one part; the names go into `used`."""
    rules = environment(FILTERS, jinja2.StrictUndefined)
    try:
        source = jinja_source(etree.tostring(root, encoding="unicode"))
    except Untaggable as error:
        yield _fault(file, "T02", f"{part}：{error}", "缩短模板。")
        return
    wrong = tuple(Fault(number, sentence) for number, sentence in unpaired(source))
    try:
        tree = rules.parse(source)
    except jinja2.TemplateSyntaxError as error:
        plain = Fault(error.lineno, syntax_reason(error))
        for fault in wrong or (plain,):
            yield replace(located(file, part, original, source, fault), code=RuleCode("T02"))
        return
    if meant.subject is None:
        return
    schema = view_schema(meant.subject, meant.after)
    reading = Reading(schema, rules, there_in(meant.after), lone_tags(source))
    reading.read(tree, meant.sure)
    used |= reading.used
    for slip in reading.slips:
        told = located(file, part, original, source, Fault(slip.line, slip.message))
        severity = Severity.WARNING if slip.code in _WARNINGS else Severity.ERROR
        yield replace(told, code=RuleCode(slip.code), severity=severity)


def _misplaced(
    file: str, parts: Mapping[str, bytes], named: Collection[str]
) -> Iterator[Diagnostic]:
    for name, body in parts.items():
        if name.endswith(".xml") and name not in named and (b"{{" in body or b"{%" in body):
            yield _fault(file, "T05", f"部件 {name} 里的标签不会填写", "移到正文、页眉或页脚。")
    for name in sorted(parts):
        if re.fullmatch(r"word/comments\w*\.xml", name):
            yield _fault(file, "T09", "文件里有批注", "审阅里删除全部批注。")
            break


def _fault(
    file: str,
    code: str,
    message: str,
    hint: str,
    line: int = 1,
    severity: Severity = Severity.ERROR,
) -> Diagnostic:
    return Diagnostic(
        place=Place(file=file, line=line),
        code=RuleCode(code),
        severity=severity,
        article="",
        message=message,
        hint=hint,
    )
