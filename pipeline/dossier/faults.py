"""What pydantic refuses, in Chinese: at its line, with what is there and what to type instead."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from pydantic_core import ErrorDetails

from pipeline.diagnostics import Diagnostic, Place, RuleCode, Severity, visible
from pipeline.dossier.fields import Written
from pipeline.dossier.paths import GUIDE, INTAKE_FILE
from pipeline.dossier.source import Source
from pipeline.dossier.tree import Marks, Rows, Table


def explained(
    errors: Iterable[ErrorDetails], source: Source, model: type[Written]
) -> Iterable[Diagnostic]:
    """What pydantic refused in `source`, each at the value (or foreign key) that is meant."""
    listed = list(errors)
    for error in listed:
        if _echoes(error, listed, model):
            continue
        place, names = _locate(source.root, error["loc"], error["type"] == "extra_forbidden")
        message, hint = _in_chinese(error, names, model)
        yield Diagnostic(
            place=place,
            code=RuleCode(_CODES.get(error["type"], "F05")),
            severity=Severity.ERROR,
            article="",
            message=message,
            hint=hint,
        )


def _echoes(error: ErrorDetails, others: Iterable[ErrorDetails], model: type[Written]) -> bool:
    """Whether it only follows from another: a list is empty since all its items are refused, a
    key is missing since it was misspelt beside."""
    loc, kind = error["loc"], error["type"]
    if kind == "too_short":
        return any(len(one["loc"]) > len(loc) and one["loc"][: len(loc)] == loc for one in others)
    return kind == "missing" and any(
        one["type"] == "extra_forbidden"
        and one["loc"][:-1] == loc[:-1]
        and _meant(one, model) == loc[-1]
        for one in others
    )


def _meant(foreign: ErrorDetails, model: type[Written]) -> str:
    """The key that a foreign one was to be; nothing if none is near."""
    known = sorted(_keys_at(model, foreign["loc"][:-1]))
    near = difflib.get_close_matches(str(foreign["loc"][-1]), known, n=1, cutoff=0.5)
    return near[0] if near else ""


def _row_name(number: int, row: object) -> str:
    """An act by its name and day, as people speak of it; another row by its number and whom or
    what it is of."""
    if not isinstance(row, Table):
        return f"第{number}项"
    act, day = row.get("事项"), row.get("日期")
    if isinstance(act, str) and act:
        return f"{act} {day}" if isinstance(day, str) and _DAY.fullmatch(day) else act
    told = (row.get(key) for key in ("姓名", "主题", "名称", "题名", "编号"))
    name = next((one for one in told if isinstance(one, str) and one), "")
    return f"第{number}项（{name}）" if name else f"第{number}项"


def _locate(
    root: Table, loc: tuple[int | str, ...], is_key: bool = False
) -> tuple[Place, list[str]]:
    """The place a pydantic location points at, and the Chinese keys on the way. `is_key`: the key
    itself is meant, not what stands under it."""
    marks: Marks = root.marks
    place, value, names = marks.at(), root, []
    key: str | None = None
    current: object = value
    for step in loc:
        if isinstance(current, Table):
            if step not in current and step not in current.marks.keys:
                if isinstance(step, str) and current.get("事项") == step:
                    continue  # the tag of a tagged union is no key of the file
                names.append(str(step))
                return current.marks.at(), names
            key = str(step)
            names.append(key)
            marks = current.marks
            place = marks.at(key)
            current = current.get(key)
        elif isinstance(current, Rows) and isinstance(step, int) and step < len(current):
            current = current[step]
            names.append(_row_name(step + 1, current))
            place = current.marks.at() if isinstance(current, Table) else marks.at(key, step)
    if is_key and key in marks.keys:
        line, column = marks.keys[key]
        place = Place(file=marks.file, line=line, column=column)
    return place, names


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
#: Acts of several studios at once: a clerk looks for them in the record of one.
_OF_INTAKE = frozenset(
    (
        "工会委员会研究",
        "请示",
        "党委同意",
        "公示",
        "公示结果",
        "命名",
        "合并划拨",
        "复核通报",
        "推荐公示",
    )
)
_CODES = {
    "missing": "F01",
    "extra_forbidden": "F02",
    "enum": "F03",
    "literal_error": "F03",
    "union_tag_invalid": "F03",
    "union_tag_not_found": "F01",
    "wanted": "F04",
}


def _in_chinese(error: ErrorDetails, names: list[str], model: type[Written]) -> tuple[str, str]:
    name = visible(" → ".join(names)) or "文件"
    last = visible(names[-1]) if names else "文件"
    kind, context = error["type"], error.get("ctx", {})
    written = error.get("input")
    shown = f"“{visible(written, 30)}”" if isinstance(written, str) else "一组内容"
    if kind in ("missing", "union_tag_not_found"):
        what = "事项" if kind == "union_tag_not_found" else last
        return f"“{name}”没有填写", f"补上“{what}: …”。"
    if kind == "extra_forbidden":
        if near_key := _meant(error, model):
            return f"不认识的键“{last}”", f"是不是“{near_key}”？"
        known = sorted(_keys_at(model, error["loc"][:-1]))
        return f"不认识的键“{last}”", f"这里可以写：{'、'.join(known)}。"
    if kind in ("enum", "literal_error", "union_tag_invalid"):
        allowed = re.findall(
            r"'([^']+)'", str(context.get("expected") or context.get("expected_tags"))
        )
        if kind == "union_tag_invalid":
            shown = f"“{visible(str(context.get('tag')), 30)}”"
            name = "事项"
            if context.get("tag") in _OF_INTAKE:
                told = f"“{context['tag']}”不记在这里"
                return (
                    told,
                    f"它及于几个工作室，写在批次的 {INTAKE_FILE} 里，键就是“{context['tag']}”。",
                )
        near = difflib.get_close_matches(str(written), allowed, n=1, cutoff=0.5)
        listed = "、".join(visible(one) for one in allowed)
        hint = f"填“{near[0]}”？" if near else ""
        return f"“{name}”填的是{shown}，不在可选范围", f"{hint}可选：{listed}。"
    if kind == "wanted":
        example = str(context.get("example", ""))
        if not example:
            hint = "内容写在键的同一行；以 [ { - 开头或含“: ”的文字用双引号括起来。"
        elif unicodedata.normalize("NFKC", str(written)).strip() != written:
            hint = f"有全角字符或空格，改用半角：{example}。"
        else:
            hint = f"例如 {example}。"
        return f"“{name}”填的是{shown}：{context.get('what')}", hint
    if kind in ("too_short", "string_too_short"):
        if isinstance(written, str):
            return f"“{name}”是空的", "填上内容；没有的，删去这一项。"
        return f"“{name}”是空的", f"至少填一项“{last}”。"
    if kind == "string_too_long":
        return f"“{name}”超过 {context.get('max_length')} 字", "精简文字，或写进附件。"
    if kind in ("tuple_type", "list_type"):
        return f"“{name}”应是一个列表", "每项另起一行，以“- ”开头。"
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return f"“{name}”应是一组“键: 内容”，写的却是{shown}", "下一行缩进两格，逐项填写。"
    if kind == "greater_than":
        return f"“{name}”应大于 {context.get('gt')}", "填实际数字。"
    return f"“{name}”填的内容（{shown}）不合要求", f"对照 {GUIDE} 的说明修改。"


def _keys_at(model: type[Written], loc: tuple[int | str, ...]) -> set[str]:
    """The keys allowed in the mapping at `loc`: walk the models by alias."""
    options: list[Any] = [model]
    for step in loc:
        if isinstance(step, int):
            continue
        deeper: list[Any] = []
        for option in options:
            for info in option.model_fields.values():
                if info.alias == step:
                    deeper += models_in(info.annotation)
        tagged = [o for o in options if _tag(o) and step in _tag(o)]
        options = deeper or tagged or options
    return {
        info.alias
        for o in options
        for info in o.model_fields.values()
        if info.alias and info.alias != "@"
    }


def _tag(model: type[Written]) -> tuple[str, ...]:
    info = model.model_fields.get("act")
    return tuple(getattr(info.annotation, "__args__", ())) if info else ()


def models_in(annotation: Any) -> list[type[Written]]:
    """Every model that a field of this type can hold."""
    if isinstance(annotation, type) and issubclass(annotation, Written):
        return [annotation]
    inner = [
        *getattr(annotation, "__args__", ()),
        *([annotation.__origin__] if hasattr(annotation, "__metadata__") else []),
    ]
    return [found for one in inner for found in models_in(one)]
