"""What each filter takes and gives, and which kinds of value cannot be printed as they are.

Data for checking templates; the filters themselves are in `filters` and in Jinja.
"""

from __future__ import annotations

from collections.abc import Mapping

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
    TEXT,
    YES,
    Shape,
)

#: What `items` and `groupby` yield: two values, by the order of `values`.
PAIR = "对"
TEXT_SHAPE, COUNT_SHAPE = Shape(kind=TEXT), Shape(kind=COUNT)
TEXTS_SHAPE = Shape(kind=LIST, element=TEXT_SHAPE)
#: What each filter takes, and gives if that is not 文字. A blank is taken by all but 金额's.
TAKES: Mapping[str, tuple[str, ...]] = {
    "日期": (DAY,), "点日期": (DAY,), "汉字年月": (DAY,), "登记日期": (DAY,),
    "年月": (MONTH,), "点年月": (MONTH,), "元": (MONEY, COUNT), "大写": (MONEY, COUNT),
    "分": (NUMBER, COUNT), "均分": (NUMBER,), "汉字": (COUNT,), "是否": (YES,),
    "合计": (LIST,), "分行": (TEXT, CHOICE),
}  # fmt: skip
GIVES: Mapping[str, Shape] = {
    "合计": Shape(kind=MONEY), "分行": TEXTS_SHAPE,
    **dict.fromkeys(("join", "string", "trim", "replace"), TEXT_SHAPE),
    **dict.fromkeys(("length", "count", "wordcount", "int"), COUNT_SHAPE),
}  # fmt: skip
SAME_LIST = frozenset(
    ("list", "sort", "unique", "reverse", "select", "reject", "selectattr", "rejectattr")
)
ONE_OF_LIST = frozenset(("first", "last", "min", "max"))
BY_ATTRIBUTE = frozenset(("selectattr", "rejectattr", "合计", "groupby"))
#: How to print what cannot be printed as it is.
ADVICE: Mapping[str, str] = {
    DAY: "是日期，加 | 日期", MONTH: "是年月，加 | 年月", YES: "是“是/否”，加 | 是否",
    LIST: "是列表，用 {%tr for %} 逐项写，或加 | join('、')", BLOCK: "是一组数据，写明要其中哪一项",
    TABLE: "是一张表，写明要其中哪一项",
}  # fmt: skip
_MEMBERS: Mapping[str, frozenset[str]] = {
    DAY: frozenset(("year", "month", "day")), MONTH: frozenset(("year", "month")),
    TEXT: frozenset(("split", "splitlines", "strip", "startswith", "endswith", "replace")),
    BLOCK: frozenset(("items", "keys", "values", "get")),
}  # fmt: skip
MEMBERS_OF = {**_MEMBERS, CHOICE: _MEMBERS[TEXT], TABLE: _MEMBERS[BLOCK]}
