"""What each filter takes and gives, which kinds of value cannot be printed or compared as they are.

Data for checking templates; the filters themselves are in `filters` and in Jinja.
"""

from __future__ import annotations

from collections.abc import Mapping

from jinja2 import nodes

from pipeline.documents.lint.schema import (
    ANY,
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
#: What each filter takes, and gives if that is not 文字.
TAKES: Mapping[str, tuple[str, ...]] = {
    "日期": (DAY,), "点日期": (DAY,), "汉字年月": (DAY,), "登记日期": (DAY,),
    "年月": (MONTH,), "点年月": (MONTH,), "元": (MONEY, COUNT), "大写": (MONEY, COUNT),
    "分": (NUMBER, COUNT), "均分": (NUMBER,), "汉字": (COUNT,), "是否": (YES,),
    "合计": (LIST,), "分行": (TEXT, CHOICE), "成句": (TEXT,), "文件题名": (TEXT,),
}  # fmt: skip
GIVES: Mapping[str, Shape] = {
    "合计": Shape(kind=MONEY), "分行": TEXTS_SHAPE,
    **dict.fromkeys(("join", "string", "trim", "replace"), TEXT_SHAPE),
    **dict.fromkeys(("length", "count", "wordcount", "int"), COUNT_SHAPE),
}  # fmt: skip
#: These print nothing of a blank; the others fail.
BLANK_TAKERS = frozenset(("日期", "点日期", "年月", "点年月", "均分"))
#: These add up what stands under a name in every row.
TOTALS = frozenset(("合计", "sum"))
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
#: How else to compare what cannot be compared with text.
_INSTEAD: Mapping[str, str] = {
    DAY: "：比它的 .year、.month、.day，或与另一个日期比", MONTH: "：比它的 .year、.month",
    YES: "：直接写这个名字，或加 not", MONEY: "：写成数，以分计，如 20000 * 100",
}  # fmt: skip
_NAMES: Mapping[str, str] = {YES: "true、false", TEXT: "文字", COUNT: "数"}
MEMBERS_OF = {**_MEMBERS, CHOICE: _MEMBERS[TEXT], TABLE: _MEMBERS[BLOCK]}
#: Values that can equal each other or have an order.
_ALIKE = ((TEXT, CHOICE), (COUNT, MONEY, NUMBER), (DAY,), (MONTH,), (YES,))


def unlike(shape: Shape, against: nodes.Node) -> str:
    """Why a value of that shape never equals the constant `against`; "" if it may."""
    if not isinstance(against, nodes.Const) or shape.kind == ANY:
        return ""
    value = against.value
    if value is None:
        return "从不等于 none：空着写成 ''"
    if value == "":
        return ""
    kinds = (YES,) if isinstance(value, bool) else (TEXT,) if isinstance(value, str) else (COUNT,)
    if not any(shape.kind in group and kinds[0] in group for group in _ALIKE):
        return f"是{shape.kind}，不能与{_NAMES[kinds[0]]}比较{_INSTEAD.get(shape.kind, '')}"
    if shape.kind == CHOICE and value not in shape.values:
        return f"只能是 {'、'.join(shape.values)}，从不是 {value}"
    return ""
