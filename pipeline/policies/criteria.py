"""Whether the rows of `rereview.criteria` say all that their way of marking needs (Art. 12).

A row that lacks a word would fail only when a studio of that policy is re-reviewed, years after.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_ALWAYS = ("aspect", "indicator", "fact", "method", "exact")
#: method → what else its row holds.
_ALSO: Mapping[str, tuple[str, ...]] = {
    "deduct": ("each",),
    "unit": ("each",),
    "bonus": ("each", "cap"),
    "bands": ("bands",),
    "veto": (),
    "judge": ("standard",),
}
_MARK = re.compile(r"[0-9]{1,3}(\.[0-9]{1,2})?")


def criteria_faults(
    rows: Sequence[Mapping[str, Any]],
    aspects: Mapping[str, Mapping[str, int]],
    facts: frozenset[str],
) -> Iterator[str]:
    """What is wrong with the rows, in the words of a message. `facts` are those that can be asked
    of a dossier; every indicator of `aspects` wants one row."""
    for number, row in enumerate(rows, 1):
        for fault in _row_faults(row, facts):
            yield f"rereview.criteria 第 {number} 行{fault}"
    wanted = [(aspect, indicator) for aspect, all_of in aspects.items() for indicator in all_of]
    given = Counter((str(row.get("aspect")), str(row.get("indicator"))) for row in rows)
    for aspect, indicator in (*wanted, *(pair for pair in given if pair not in wanted)):
        times = given[aspect, indicator]
        if (aspect, indicator) not in wanted:
            yield f"rereview.criteria 的“{aspect}·{indicator}”不在 rereview.aspects 里"
        elif times != 1:
            yield f"rereview.criteria 里“{aspect}·{indicator}”应有一行，现有 {times} 行"


def _row_faults(row: Mapping[str, Any], facts: frozenset[str]) -> Iterator[str]:
    method = row.get("method")
    if not isinstance(method, str) or method not in _ALSO:
        yield f"的 method 只能是 {'、'.join(_ALSO)}"
        return
    keys = (*_ALWAYS, *_ALSO[method])
    if missing := [key for key in keys if key not in row]:
        yield f"（{method}）缺 {'、'.join(missing)}"
    if unknown := [key for key in row if key not in keys]:
        yield f"（{method}）不用 {'、'.join(unknown)}"
    if type(row.get("exact", True)) is not bool:
        yield "的 exact 应是 true 或 false"
    if str(row.get("fact")) not in facts and "fact" in row:
        yield f"的 fact 只能是 {'、'.join(sorted(facts))}"
    for key in ("each", "cap"):
        if key in keys and key in row and not _is_mark(row[key]):
            yield f'的 {key} 应是引号里的分值，如 "1.5"'
    if "standard" in keys and not isinstance(row.get("standard", ""), str):
        yield "的 standard 应是引号里的文字"
    if method == "bands" and "bands" in row and not _are_bands(row["bands"]):
        yield "的 bands 应是几段 [起, 不满, 分值]"


def _is_mark(value: object) -> bool:
    return isinstance(value, str) and _MARK.fullmatch(value) is not None


def _are_bands(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_band, value))


def _is_band(band: object) -> bool:
    return (
        isinstance(band, list)
        and len(band) == 3
        and all(type(part) is int or _is_mark(part) for part in band)
    )
