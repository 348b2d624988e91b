"""Whether a policy's values are of the kind that the rules read: as those of the first policy.

A clerk who writes the policy of a new rule text is told which line is wrong, and the rules need
not look. Must not know what a setting means.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

_MONTH_DAY = re.compile(r"[0-9]{2}-[0-9]{2}")


def shape_faults(known: Mapping[str, object], given: Mapping[str, object]) -> Iterator[str]:
    """What is wrong with the settings of a later policy, in the words of a message."""
    if missing := [key for key in known if key not in given]:
        yield f"缺 {'、'.join(missing)}"
    if unknown := [key for key in given if key not in known]:
        yield f"不认识 {'、'.join(unknown)}"
    for key in known:
        if key in given and (wanted := _wanted(known[key], given[key])):
            yield f"{key} 应是{wanted}"


def _wanted(known: object, given: object) -> str:
    """What `given` should be, like `known`; empty if it is."""
    if isinstance(known, str) and _MONTH_DAY.fullmatch(known):
        return "" if _is_month_day(given) else "“月-日”，如 03-15"
    if isinstance(known, str) and _is_number(known):
        return "" if isinstance(given, str) and _is_number(given) else '引号里的数，如 "0.5"'
    for kind, name in ((bool, " true 或 false"), (int, "整数"), (str, "引号里的文字")):
        if isinstance(known, kind):
            return "" if type(given) is kind else name
    if isinstance(known, list):
        return _wanted_list(known, given)
    if not isinstance(known, dict):
        return ""
    if not isinstance(given, dict) or not given:
        return "“名称 = 值”的一组"
    first = next(iter(known.values()))
    return next((f"一组，其中每个值是{w}" for v in given.values() if (w := _wanted(first, v))), "")


def _wanted_list(known: list[object], given: object) -> str:
    if not isinstance(given, list) or not given:
        return "方括号里的一列"
    if isinstance(known[0], dict):  # rows, each with the keys that its method needs
        return "" if all(isinstance(row, dict) for row in given) else "方括号里的几行"
    if isinstance(known[0], int) and len(given) != len(known):
        return f" {len(known)} 个数"
    return next((f"一列{w}" for one in given if (w := _wanted(known[0], one))), "")


def _is_month_day(value: object) -> bool:
    if not isinstance(value, str) or not _MONTH_DAY.fullmatch(value):
        return False
    try:
        datetime.date.fromisoformat(f"2025-{value}")  # every year has the day, 29 February not
    except ValueError:
        return False
    return True


def _is_number(value: str) -> bool:
    try:
        return Decimal(value).is_finite()
    except InvalidOperation:
        return False
