"""A condition of kind.toml holds, or not, or cannot be decided; it never does anything else."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from pipeline.documents.template.condition import BadCondition, Condition, Undecidable

VIEW = {
    "本事项": {"结论": "限期整改", "补正截止": datetime.date(2026, 11, 30), "备注": ""},
    "事项": {"初审": {"日期": datetime.date(2026, 11, 6)}},
    "技艺": "",
    "评审": {"综合得分": Decimal("86.5")},
    "成员": ({"一线": True}, {"一线": False}),
}


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("本事项.结论 == '限期整改'", True),
        ("本事项.结论 == ‘通过’", False),
        ("本事项.补正截止", True),
        ("本事项.备注", False),
        ("not 技艺 and 评审.综合得分 >= 80", True),
        ("事项.初审", True),
        ("事项.挂牌", False),
        ("事项.挂牌.日期", False),
        ("事项.挂牌.日期 == ''", True),
        ("技艺.技艺名称 != ''", False),
        ("事项.初审.日期 < 本事项.补正截止", True),
        ("成员 | selectattr('一线') | list | length == 1", True),
        ("'整改' in 本事项.结论", True),
    ],
)
def test_it_holds_or_not(text: str, holds: bool) -> None:
    assert Condition.of(text).holds(VIEW) is holds


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("本事项.备注 > 1", "不能比大小"),
        ("range(10 ** 9) | list", "不允许的运算"),
        ("range(100000) | list", "上限"),
        ("本事项.结论 * 100000000", "不允许的运算"),
        ("''.join.__globals__.os()", "没有名为 __globals__ 的项"),
        ("本事项.结论 + 1", "不能这样算"),
        ("本事项.结论 - 1", "不能这样算"),
        ("本事项.结论[::0]", "步长不能是零"),
    ],
)
def test_what_cannot_be_decided_is_said(text: str, why: str) -> None:
    with pytest.raises(Undecidable, match=why):
        Condition.of(text).holds(VIEW)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "没有写完"),
        ("甲 = 1", "两个等号"),
        ("甲 }} {{ 乙", "前缺运算符"),
        ("{% set 甲 = 1 %}", "符号"),
        ("甲 | 曰期", "没有名为 曰期 的格式"),
        ("甲 ~ ~ 乙", "有运算符缺一边的值"),
        ("(" * 200 + "甲" + ")" * 200, "套得太深"),
        ("甲 and " * 100, "太长，至多 500 字"),
    ],
)
def test_what_is_no_expression_is_refused(text: str, why: str) -> None:
    with pytest.raises(BadCondition, match=why):
        Condition.of(text)
