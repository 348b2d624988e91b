"""An act in words: what comes before it, what it ends and brings, and how it is written.

Must not judge; the table of acts and the models of the files are the source.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pipeline.acts import ActRule, Scope
from pipeline.articles import article_text
from pipeline.documents.lint.schema import (
    BLOCK,
    CHOICE,
    COUNT,
    DAY,
    LIST,
    MONEY,
    MONTH,
    NUMBER,
    TABLE,
    YES,
    Shape,
)

#: What to type for a value, by its type.
_EXAMPLES: Mapping[str, str] = {
    DAY: "2026-11-23",
    MONTH: "1978-05",
    COUNT: "12",
    MONEY: "10000",
    NUMBER: "86.5",
    YES: "是",
    TABLE: "{…: …}",
}
#: What to type where the key tells more than the type.
_EXAMPLES_BY_KEY: Mapping[str, str] = {"年度": "2026", "年份": "2026", "序号": "1"}
_TEXT_EXAMPLE = "…"
_RECORD = "事项记录"


def act_lines(rule: ActRule, key: str, *, listed: bool, shape: Shape) -> Iterator[str]:
    """All that is to know of one act; `key` is the list or block that it is written under."""
    yield f"{rule.name}（{article_text(rule.article)}，{rule.who}）"
    yield f"  是谁的：{rule.scope.value}，写在 {shape.origin} 的“{key}”"
    before = [*rule.after, *(["或".join(rule.after_any)] if rule.after_any else [])]
    if before:
        yield f"  在先：{'、'.join(before)}"
    if rule.until:
        yield f"  只在“{'”“'.join(rule.until)}”以前"
    if rule.ends:
        yield f"  它结束：{rule.ends.value}"
    if rule.brings:
        yield f"  由它到期：{'、'.join(rule.brings)}"
    times = "可以多次" if rule.repeatable else "一次"
    yield f"  次数：{times}{_afterwards(rule)}"
    yield "  写法（# 后是说明；标“可不写”的，没有就不写）："
    for line in written_lines(key, shape, rule.name, listed=listed):
        yield f"    {line}"


def written_lines(key: str, shape: Shape, name: str, *, listed: bool = True) -> Iterator[str]:
    """The keys of an act as they are typed below `key`; `name` is what the key 事项 says."""
    yield f"{key}:"
    items = dict(shape.items)
    if "事项" in items and name in items["事项"].values:
        items["事项"] = replace(items["事项"], values=(name,))
    for nth, line in enumerate(_keys(items, "")):
        lead = ("  - " if nth == 0 else "    ") if listed else "  "
        yield f"{lead}{line}"


def _afterwards(rule: ActRule) -> str:
    told = [
        name
        for name, may in (("称号取消", rule.after_end), ("归档", rule.after_archive))
        if may and rule.scope is Scope.STUDIO
    ]
    return f"；{'、'.join(told)}以后也可以" if told else ""


def _keys(items: Mapping[str, Shape], indent: str) -> Iterator[str]:
    """A line for each key, the discriminating one first, then as the model has them."""
    for name in sorted(items, key=lambda one: one != "事项"):
        shape = items[name]
        element = shape.element if shape.kind == LIST else None
        may = "" if shape.required else "可不写"
        if shape.kind == BLOCK:
            yield f"{indent}{name}:{_told(may)}"
            yield from _keys(shape.items, f"{indent}  ")
        elif element and element.kind == BLOCK:
            yield f"{indent}{name}:{_told(may)}"
            for nth, line in enumerate(_keys(element.items, "")):
                yield f"{indent}  {'- ' if nth == 0 else '  '}{line}"
        elif element:
            yield f"{indent}{name}: [{_example(element)}]{_told(_choice(element), may)}"
        else:
            example = _EXAMPLES_BY_KEY.get(name) or _example(shape)
            yield f"{indent}{name}: {example}{_told(_choice(shape), may)}"


def _example(shape: Shape) -> str:
    if shape.kind == CHOICE:
        return shape.values[0]
    return _EXAMPLES.get(shape.kind, _TEXT_EXAMPLE)


def _choice(shape: Shape) -> str:
    return "或 ".join(("", "、".join(shape.values[1:]))) if len(shape.values) > 1 else ""


def _told(*remarks: str) -> str:
    said = "，".join(filter(None, remarks))
    return f"  # {said}" if said else ""
