"""What stands in a settings file, read by the types of the class it fills.

A clerk who writes one is told every line that is wrong and what is wanted there, and nobody after
this looks again. Must not know what a setting means.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from types import MappingProxyType, UnionType
from typing import Annotated, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from pipeline.diagnostics import visible
from pipeline.policies.sections import MonthDay

_MONTH_DAY = re.compile(r"([0-9]{2})-([0-9]{2})")
_NUMBER = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4})?")
#: Longer is no name and no standard; a form has no room for it.
_MAX_TEXT = 100
_PLAIN: Mapping[object, str] = {
    bool: " true 或 false", int: "整数",
    str: f"引号里的文字（一行，不空，两头没有空格，至多{_MAX_TEXT}字）",
    Decimal: '引号里的数，如 "0.5"',
    MonthDay: "“月-日”，如 03-15", datetime.date: "不带引号的日期，如 2027-01-01",
}  # fmt: skip

Filled = TypeVar("Filled")


def filled(
    kind: type[Filled],
    given: Mapping[str, object],
    faults: list[str],
    *,
    head: str = "",
    prefix: str = "",
) -> Filled | None:
    """An instance of the dataclass `kind`; None if `faults` were found and added. A sentence
    begins with `head` and calls each field by its name after `prefix`."""
    before = len(faults)
    types = get_type_hints(kind, include_extras=True)
    assert is_dataclass(kind)
    needed = {one.name for one in fields(kind) if one.default is MISSING}
    if missing := [prefix + name for name in types if name in needed and name not in given]:
        faults.append(f"{head}缺 {'、'.join(missing)}")
    if unknown := [prefix + name for name in given if name not in types]:
        faults.append(f"{head}不认识 {visible('、'.join(unknown), 200)}")
    read = {
        name: _read(types[name], value, f"{head}{'的 ' if head else ''}{prefix}{name}", faults)
        for name, value in given.items()
        if name in types
    }
    make: Callable[..., Filled] = kind
    return make(**read) if len(faults) == before else None


def _read(kind: object, raw: object, where: str, faults: list[str]) -> object:
    row = get_args(kind)[0] if get_origin(kind) is tuple else None
    if isinstance(row, type) and is_dataclass(row):
        return _rows(row, raw, where, faults)
    try:
        return _value(kind, raw)
    except ValueError:
        faults.append(f"{where} {_wanted(kind)}")
        return None


def _rows(row: type[object], raw: object, where: str, faults: list[str]) -> object:
    if not isinstance(raw, list) or not raw or not all(isinstance(one, dict) for one in raw):
        faults.append(f"{where} 应是方括号里的几行 {{ 名称 = 值 }}")
        return None
    return tuple(
        filled(row, one, faults, head=f"{where} 第 {number} 行")
        for number, one in enumerate(raw, 1)
    )


def _value(kind: object, raw: object) -> object:
    """`raw` as `kind` has it, frozen. Raises ValueError if it is not of that kind."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):  # a field that may be left out
        empty = raw == [] and get_origin(inner[0]) is tuple
        return () if empty else _value(inner[0], raw)
    if origin is Literal and raw in inner:
        return raw
    if origin is Annotated and (number := _value(inner[0], raw)) in inner[1]:
        return number
    if origin is tuple and isinstance(raw, list) and raw:
        several = inner[-1] is Ellipsis
        if several or len(raw) == len(inner):
            kinds = [inner[0]] * len(raw) if several else inner
            read = tuple(_value(one, value) for one, value in zip(kinds, raw, strict=True))
            if several and len(set(read)) < len(read):
                raise ValueError(raw)
            return read
    if origin is Mapping and isinstance(raw, dict) and raw:
        return MappingProxyType(
            {_value(str, name): _value(inner[1], value) for name, value in raw.items()}
        )
    if kind is MonthDay and isinstance(raw, str) and (found := _MONTH_DAY.fullmatch(raw)):
        day = MonthDay(int(found[1]), int(found[2]))
        day.of(2025)  # every year has the day, 29 February not
        return day
    if kind is Decimal and isinstance(raw, str) and _NUMBER.fullmatch(raw):
        return Decimal(raw)
    if kind is Decimal and type(raw) is int:
        return _value(Decimal, str(raw))
    if kind is str and not is_name(raw):
        raise ValueError(raw)
    if kind is not MonthDay and kind is type(raw):  # true is no whole number here
        return raw
    raise ValueError(raw)


def is_name(text: object) -> bool:
    """Whether it is text of which people see all, on one line."""
    if not isinstance(text, str):
        return False
    return 0 < len(text) <= _MAX_TEXT and text == text.strip() == visible(text, _MAX_TEXT)


def _wanted(kind: object) -> str:
    if get_origin(kind) is Literal:
        return f"只能是 {'、'.join(get_args(kind))}"
    return f"应是{_described(kind)}"


def _described(kind: object) -> str:
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _described(inner[0])
    if origin is Literal:
        return "、".join(inner)
    if origin is Annotated:
        return f" {inner[1][0]} 到 {inner[1][-1]} 的{_described(inner[0])}"
    if origin is Mapping:
        return f"一组“名称 = 值”，每个值是{_described(inner[1])}"
    if origin is tuple and is_dataclass(inner[0]):
        return "几行"
    if origin is tuple and inner[-1] is not Ellipsis:
        return f"方括号里的 {len(inner)} 个{_described(inner[0])}"
    if origin is tuple:
        return f"方括号里的一列{_described(inner[0])}，没有重复"
    return _PLAIN[kind]
