"""Puts people's names in order: by strokes (姓氏笔画) as in public lists, or by pinyin.

Surname first, then each further character; by strokes, a surname's names of one character come
before those of two, as in the announcements of the central organs (李强、李小波). A character that
the tables do not hold stands last, by its code point.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import TypeVar

from pipeline.names.comparison import comparison_key

FOLDER = Path(__file__).parent
STROKES, PINYIN, AS_NAMED = "姓氏笔画", "拼音", "命名名单"

Item = TypeVar("Item")
#: Of each character: whether it is unknown, its syllable, its rank.
_Key = tuple[tuple[bool, str, int], ...]


def in_order(items: Iterable[Item], name_of: Callable[[Item], str], order: str) -> tuple[Item, ...]:
    """`items` sorted by the name of each; AS_NAMED leaves them as they are."""
    if order == AS_NAMED:
        return tuple(items)
    key = {STROKES: by_strokes, PINYIN: by_pinyin}[order]
    return tuple(sorted(items, key=lambda item: key(name_of(item))))


def strokes(character: str) -> int | None:
    """How many strokes, by the official table of 8,105 characters; None if not in it."""
    found = _stroke_ranks().get(character)
    return found[0] if found else None


def by_strokes(name: str) -> _Key:
    """Key of a name by number of strokes, then by 横竖撇点折; 单名 before 双名."""
    ranks, letters = _stroke_ranks(), _letters(name)
    keys = [(False, "", ranks[one][1]) if one in ranks else (True, "", ord(one)) for one in letters]
    return (*keys[:1], (False, "", len(letters)), *keys[1:])


def by_pinyin(name: str) -> _Key:
    """Key of a name by pinyin, then tone, then strokes; surnames as surnames are read."""
    letters = _letters(name)
    surname = next((s for s in (letters[:2], letters[:1]) if s in _surnames()), "")
    read = list(_surnames().get(surname, ()))
    read += [_syllables().get(one, "") for one in letters[len(read) :]]
    ranks = _stroke_ranks()
    return tuple(
        (False, syllable, ranks[one][1]) if one in ranks else (True, "", ord(one))
        for one, syllable in zip(letters, read, strict=True)
    )


def _letters(name: str) -> str:
    """Without spaces and the dot of names such as 阿卜杜拉·买买提."""
    return comparison_key(name).replace("·", "")


@cache
def _stroke_ranks() -> dict[str, tuple[int, int]]:
    ranks: dict[str, tuple[int, int]] = {}
    for line in _rows("strokes.txt"):
        count, characters = line.split(" ")
        for one in characters:
            ranks[one] = (int(count), len(ranks))
    return ranks


@cache
def _syllables() -> dict[str, str]:
    return {
        one: syllable
        for line in _rows("pinyin.txt")
        for syllable, characters in [line.split(" ")]
        for one in characters
    }


@cache
def _surnames() -> dict[str, tuple[str, ...]]:
    """Surnames read otherwise than their characters usually are."""
    return {line.split(" ")[0]: tuple(line.split(" ")[1:]) for line in _rows("surnames.txt")}


def _rows(name: str) -> list[str]:
    return (FOLDER / name).read_text(encoding="utf-8").splitlines()
