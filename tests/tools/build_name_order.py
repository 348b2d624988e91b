"""Rebuilds strokes.txt and pinyin.txt: `python -m tests.tools.build_name_order UNIHAN SCRIPT`.

The official table of 8,105 characters (kTGH) is itself ordered by strokes and stroke order within
each of its three levels; the stroke orders of cnchar-order only decide how the levels interleave.
Measured: they agree with the table in all but a few of its neighbouring pairs.
"""

from __future__ import annotations

import bisect
import bz2
import json
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pipeline.names

FOLDER = Path(pipeline.names.__file__).parent
LEVELS = ((1, 3500), (3501, 6500), (6501, 8105))
#: 横 竖 撇 点 折; 提 counts as 横, 竖钩 as 竖, 捺 as 点 (GB 13000.1 字符集汉字笔顺规范).
_CLASSES = {"横": 1, "提": 1, "竖": 2, "竖钩": 2, "撇": 3, "点": 4, "点2": 4, "捺": 4}
_FOLDED = 5

Key = tuple[int, ...]


def unihan(folder: Path, part: str, field: str) -> dict[str, str]:
    """One field of one Unihan file, plain or packed."""
    found: dict[str, str] = {}
    packed = folder / f"Unihan_{part}.txt.bz2"
    data = (
        bz2.decompress(packed.read_bytes())
        if packed.exists()
        else (folder / f"Unihan_{part}.txt").read_bytes()
    )
    for line in data.decode("utf-8").splitlines():
        fields = line.split("\t")
        if len(fields) == 3 and fields[1] == field:
            found[chr(int(fields[0][2:], 16))] = fields[2]
    return found


def stroke_orders(script: Path) -> dict[str, Key]:
    """Character → classes of its strokes, from the script of cnchar-order."""
    order, shapes = (
        json.loads(found.group(1))
        for found in re.finditer(r"JSON\.parse\('(.*?)'\)", script.read_text(encoding="utf-8"))
    )
    classes = {letter: _CLASSES.get(shape["name"], _FOLDED) for letter, shape in shapes.items()}
    return {one: tuple(classes[letter] for letter in row) for one, row in order.items()}


def in_order(table: dict[str, int], strokes: dict[str, int], orders: dict[str, Key]) -> list[str]:
    """One line per number of strokes: the number, then its characters in order."""
    columns: dict[int, list[list[str]]] = defaultdict(lambda: [[], [], []])
    for level, (first, last) in enumerate(LEVELS):
        row = sorted((c for c, n in table.items() if first <= n <= last), key=table.__getitem__)
        for one, count in zip(row, _counts(row, strokes, orders), strict=True):
            columns[count][level].append(one)
    return [f"{count} {''.join(_merged(columns[count], orders))}" for count in sorted(columns)]


def _counts(row: list[str], strokes: dict[str, int], orders: dict[str, Key]) -> list[int]:
    """Strokes of one level, never falling.

    Unihan counts some rare simplified forms by their old shape. The longest row of counts that
    never falls is right; whoever breaks it counts like the one before.
    """
    written = [len(orders.get(one, ())) or strokes[one] for one in row]
    ends: list[int] = []  # indices whose counts end the best rows of each length
    before: list[int] = []
    for at, count in enumerate(written):
        length = bisect.bisect_right(ends, count, key=written.__getitem__)
        before.append(ends[length - 1] if length else -1)
        ends[length : length + 1] = [at]
    kept = set[int]()
    at = ends[-1]
    while at >= 0:
        kept.add(at)
        at = before[at]
    counts: list[int] = []
    for at, count in enumerate(written):
        counts.append(count if at in kept else counts[-1])
    return counts


def _merged(lists: list[list[str]], orders: dict[str, Key]) -> Iterator[str]:
    """The lists interleaved by stroke order, each keeping its own; unknown ones follow on."""
    waiting = [list(one) for one in lists]
    last: list[Key] = [()] * len(lists)
    while any(waiting):
        heads = [
            (max(orders.get(one[0], last[at]), last[at]), at)
            for at, one in enumerate(waiting)
            if one
        ]
        key, at = min(heads)
        last[at] = key
        yield waiting[at].pop(0)


def readings(table: dict[str, int], mandarin: dict[str, str]) -> list[str]:
    """One line per syllable: the syllable with the number of its tone, then its characters."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in sorted(table, key=table.__getitem__):
        found[numbered(mandarin[one].split()[0])].append(one)
    return [f"{syllable} {''.join(found[syllable])}" for syllable in sorted(found)]


def numbered(syllable: str) -> str:
    """lǐ → li3; ü is written v."""
    tones = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
    plain, tone = "", "5"
    for one in unicodedata.normalize("NFD", syllable.replace("ü", "v")):
        if one in tones:
            tone = tones[one]
        elif one == "\u0308":
            plain = f"{plain[:-1]}v"
        else:
            plain += one
    return plain + tone


def main(folder: Path, script: Path) -> None:
    table = {
        one: int(value.split(":")[1])
        for one, value in unihan(folder, "OtherMappings", "kTGH").items()
    }
    strokes = {
        one: int(value.split()[0])
        for one, value in unihan(folder, "IRGSources", "kTotalStrokes").items()
    }
    lines = in_order(table, strokes, stroke_orders(script))
    (FOLDER / "strokes.txt").write_text("\n".join([*lines, ""]), encoding="utf-8")
    lines = readings(table, unihan(folder, "Readings", "kMandarin"))
    (FOLDER / "pinyin.txt").write_text("\n".join([*lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
