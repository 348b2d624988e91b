"""Chinese office writing: dates, money, ordinals. Values in, text out.

Formats as in office practice: text date 2024年4月16日, register date 20240416, plaque date in
Chinese numerals with 〇; amounts in figures and in capital numerals (cn2an's `rmb` was right on
every case measured).
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal

_DIGITS = "〇一二三四五六七八九"
_TEXT_DIGITS = "零一二三四五六七八九"


def chinese_date(day: datetime.date) -> str:
    """2024年4月16日, as in running text and under a signature."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_month(year: int, month: int) -> str:
    """1978年5月."""
    return f"{year}年{month}月"


def register_date(day: datetime.date) -> str:
    """20240416, as in catalogues (DA/T 22)."""
    return f"{day:%Y%m%d}"


def numeral_year(year: int) -> str:
    """二〇二四; plaques only."""
    return "".join(_DIGITS[int(digit)] for digit in str(year))


def numeral_month(day: datetime.date) -> str:
    """二〇二四年六月; plaques only."""
    return f"{numeral_year(day.year)}年{ordinal(day.month)}月"


def ordinal(number: int) -> str:
    """1 → 一, 10 → 十, 21 → 二十一; for 0 < number < 100. Raises ValueError beyond."""
    if not 0 < number < 100:
        raise ValueError(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_TEXT_DIGITS[tens]}十"
    return head + (_TEXT_DIGITS[ones] if ones else "")


def yuan(fen: int) -> str:
    """1234550 分 → "12,345.50"; whole 元 without decimals."""
    whole, rest = divmod(fen, 100)
    return f"{whole:,}.{rest:02d}" if rest else f"{whole:,}"


def sentence(text: str) -> str:
    """The text with a full stop where a clerk left it out: “查证属实” → “查证属实。”."""
    text = text.rstrip()
    ended = text.rstrip("”’）》")[-1:] in ("。", "！", "？", "…", "")
    return text if ended else f"{text.rstrip('；;，,、.')}。"


#: Where a line of a title may end: titles keep whole words together, and 的 starts no line.
_LINE_ENDS = re.compile(
    "(?:工作室[”》]?|（[^（）]*）|年度|的|、)(?![的”》])|(?=传统工艺|职工创新|职工（|劳模创新)"
)

#: What stays on one line: Latin words, a bracket with what it stands next to, and 的 with its word.
_PARTS = re.compile(
    "(?:（[^（）]{1,6}）|[（“《〔]*(?:[!-~À-ɏ]+[ ]*|.))[）”》〕、，·的]*", re.DOTALL
)


def sense_lines(text: str, width: float) -> tuple[str, ...]:
    """A title in as few lines of `width` characters as will do, each ending where a word ends.

    Letters and digits count half. Of the ways to break it the most even one is taken; where
    words are too long for that, lines end between any two characters that may be parted.
    """
    if even := _even_lines(text, width):
        return even
    count = max(1, math.ceil(_em(text) / width))
    parts = _PARTS.findall(text)
    for share in range(math.ceil(_em(text) / count), math.ceil(width)):
        filled = _filled(parts, share)
        if len(filled) <= count:
            return filled
    return _filled(parts, width)


def _filled(parts: Iterable[str], width: float) -> tuple[str, ...]:
    """`parts` set one after the other into lines of `width`; a wider one has a line of its own."""
    lines = [""]
    for part in parts:
        if lines[-1] and _em((lines[-1] + part).strip()) > width:
            lines.append("")
        lines[-1] += part
    return tuple(line.strip() for line in lines)


def _even_lines(text: str, width: float) -> tuple[str, ...]:
    """The most even way in the fewest lines that end with words; () if words are too long.

    Step by step, not way by way: forty places to break have more ways than can be tried.
    """
    ends = {found.end() for found in _LINE_ENDS.finditer(text)} - {0, len(text)}
    stops = (0, *sorted(ends), len(text))
    # ahead[n][i]: how long the longest line is, at best, when text[stops[i]:] takes n lines.
    ahead: list[dict[int, float]] = [{len(stops) - 1: 0}]
    while 0 not in ahead[-1]:
        if len(ahead) == len(stops):
            return ()
        ahead.append(
            {
                i: min(fitting)
                for i in range(len(stops) - 1)
                if (
                    fitting := [
                        max(line, ahead[-1][j])
                        for j, line in _lines(text, stops, i, width)
                        if j in ahead[-1]
                    ]
                )
            }
        )
    longest, i, way = ahead[-1][0], 0, []
    for rest in reversed(ahead[:-1]):
        nearest = (
            j for j, _ in _lines(text, stops, i, longest) if rest.get(j, math.inf) <= longest
        )
        j = next(nearest)
        way.append(text[stops[i] : stops[j]])
        i = j
    return tuple(way)


def _lines(
    text: str, stops: tuple[int, ...], start: int, width: float
) -> Iterator[tuple[int, float]]:
    """Where a line from `stops[start]` may end, nearest first, and how long it then is."""
    for j in range(start + 1, len(stops)):
        length = _em(text[stops[start] : stops[j]])
        if length > width:
            return
        yield j, length


def _em(text: str) -> float:
    return sum(0.5 if character.isascii() else 1 for character in text)


def capital_yuan(fen: int) -> str:
    """2000000 分 → 贰万元整, as forms and vouchers ask."""
    import cn2an

    return str(cn2an.an2cn(Decimal(fen) / 100, "rmb"))


def mark(value: Decimal) -> str:
    """A mark without trailing zeros: 92.50 → 92.5, 90.00 → 90."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def round_mark(value: Decimal) -> Decimal:
    """To two decimals, half up, as offices round."""
    return value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def runs(numbers: Iterable[int]) -> str:
    """1, 2, 3, 7 → "1—3、7"."""
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return "、".join(str(a) if a == b else f"{a}—{b}" for a, b in spans)


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The same day `months` later, or the month's last day if it has none such."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    following = datetime.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - datetime.timedelta(days=1)).day
    return datetime.date(year, month + 1, min(day.day, last))
