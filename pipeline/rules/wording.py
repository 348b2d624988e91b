"""How people fill one line: several titles in a row, remarks in brackets, much the same words.

What counts as which word, the policy says. Must not know a rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.names.comparison import ComparedName

_BRACKETS = re.compile(r"[（(〔\[【][^）)〕\]】]*[）)〕\]】]")
_BETWEEN = re.compile(r"[、，,；;／/。\s]+")
#: What may follow a title without changing it.
_AFTER_TITLE = re.compile(r"(荣誉称号|荣誉|称号|获得者|证书)+$")
#: Names that agree in more than this part of the shorter one are much the same.
_MOST = 2 / 3


def without_brackets(text: str) -> str:
    return _BRACKETS.sub("", text).strip(" “”\"'《》")


def parts_of(text: str) -> tuple[ComparedName, ...]:
    """What stands between commas, without brackets and empty parts: it may be names."""
    return tuple(ComparedName(part) for part in _BETWEEN.split(without_brackets(text)) if part)


def remarked(name: str, words: Iterable[str]) -> str:
    """Which of `words` stands in brackets in `name`, or at its end; none where it is part of what
    the name says."""
    remarks, bare = _BRACKETS.findall(name), without_brackets(name)
    found = (w for w in words if bare.endswith(w) or any(w in remark for remark in remarks))
    return next(found, "")


def is_titled(honour: str, titles: Iterable[str]) -> bool:
    """Whether a part of `honour` is one of `titles`, whole: 山西省劳动模范 is, a membership in a
    studio of that name is not."""
    named = [_AFTER_TITLE.sub("", part) for part in parts_of(honour)]
    return any(one.endswith(title) for one in named for title in titles)


def alike(one: str, other: str) -> bool:
    """Whether two names mean much the same: equal but for brackets, or for their last words."""
    first, second = without_brackets(one), without_brackets(other)
    shorter = min(len(first), len(second))
    same = 0
    for a, b in zip(first, second, strict=False):
        if a != b:
            break
        same += 1
    return shorter > 0 and same > shorter * _MOST


def misspelt(one: str, other: str) -> bool:
    """Whether two folder names differ by one letter that is wrong, lacking, too many or exchanged
    with its neighbour, or only in capitals, hyphens and the year before them."""
    if _letters(one) == _letters(other):
        return one != other
    head = 0
    while head < min(len(one), len(other)) and one[head] == other[head]:
        head += 1
    first, second = one[head:], other[head:]
    return (
        first[1:] == second[1:]
        or first[1:] == second
        or first == second[1:]
        or (first[:2] == second[1::-1] and first[2:] == second[2:])
    )


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.rpartition("/")[2].lower()))
