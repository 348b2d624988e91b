"""One name, however it is spelt; two names stay two; and no field of a name escapes the key."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import TypeAdapter

from pipeline.dossier.application import Dossier
from pipeline.dossier.faults import models_in
from pipeline.dossier.fields import Written
from pipeline.dossier.intake import Intake
from pipeline.dossier.ledger import ledger_model
from pipeline.dossier.record import Record
from pipeline.names.comparison import (
    ComparedName,
    comparison_key,
    is_named_in,
    oddities,
    usual_spelling,
)

#: How it is usually typed → other spellings of it.
SPELLINGS = {
    "裴玉兰": (
        "裴 玉兰",
        "裴　玉　兰",
        "裴\xa0玉兰",
        "裴\u2003玉兰",
        "裴\u200b玉兰",
        "裴玉\ufe00兰",
        "裴玉\U000e0101兰",
        "裴\u2f5f兰",
        " 裴玉兰 ",
        "裴\u2060玉兰",
    ),
    "买买提·艾力": (
        "买买提•艾力",
        "买买提・艾力",
        "买买提･艾力",
        "买买提．艾力",
        "买买提.艾力",
        "买买提‧艾力",
        "买买提∙艾力",
        "买买提⋅艾力",
        "买买提 · 艾力",
    ),
    "Anna Schmidt": (
        "Ａｎｎａ Schmidt",
        "anna schmidt",
        "Anna  Schmidt",
        "Anna\xa0Schmidt",
    ),
    "金龙洙": ("\uf90a龙洙",),
}


@pytest.mark.parametrize(
    ("usual", "other"), [(one, other) for one, others in SPELLINGS.items() for other in others]
)
def test_spellings_of_one_name_are_one_wherever_they_meet(usual: str, other: str) -> None:
    name, again = ComparedName(usual), ComparedName(other)
    assert name == again == usual and usual == again and (name != again) is False
    assert {name, again} == {usual if usual == comparison_key(usual) else name}
    assert {name: 1}[again] == 1 and again in (name,) and again in [usual]
    assert str(again) == f"{again}" == other  # printed as written
    assert is_named_in(usual, f"与会者认为{other}符合条件")
    assert (
        usual_spelling(other).casefold() == usual.casefold()
        or "\u200b" in other
        or "\u2060" in other
    )


def test_two_names_stay_two() -> None:
    people = ["裴玉兰", "裴玉", "裴玉蓝", "许明（仪器学院）", "许明", "买买提艾力", "买买提·艾力"]
    assert len({ComparedName(one) for one in people}) == len(people)


@pytest.mark.parametrize(
    "usual", [*SPELLINGS, "许明（仪器与电子学院）", "J. K. Rowling", "O'Neill"]
)
def test_what_is_spelt_as_usual_is_not_odd(usual: str) -> None:
    assert oddities(usual) == () and usual_spelling(usual) == usual


ODD = [
    one
    for others in SPELLINGS.values()
    for one in others
    # Blanks around it are no spelling, small letters are, and what is not seen R05 tells.
    if one.strip() == one and one != "anna schmidt" and "\u200b" not in one and "\u2060" not in one
]


@pytest.mark.parametrize("other", ODD)
def test_what_is_not_is_told_and_how_to_type_it(other: str) -> None:
    assert oddities(other)
    assert oddities(usual_spelling(other)) == ()


def test_a_name_outlives_what_is_kept_and_sent_to_processes() -> None:
    name = ComparedName("裴　兰", written="裴　兰")
    assert pickle.loads(pickle.dumps(name)) == "裴兰"
    read = TypeAdapter(ComparedName).validate_json(json.dumps(name))
    assert type(read) is ComparedName and read == "裴兰"


#: Keys that hold a person, a studio's name or a unit that is compared.
NAMED = frozenset(
    (
        "姓名",
        "承诺人",
        "带头人签名",
        "主持人",
        "完成人",
        "参加人",
        "负责人",
        "人员",
        "组长",
        "制表人",
        "审核人",
        "经办人",
        "检查人",
        "考核人",
        "验收人",
        "整理人",
        "到场人",
        "代管人",
        "申请人",
        "告知对象",
        "审查人",
        "工会负责人",
        "单位负责人",
        "单位陪同人",
        "签发人",
        "审批人",
        "授牌人",
        "收件人",
        "交回人",
        "接收人",
        "移交人",
        "原名称",
        "新名称",
        "所在单位",
        "报告单位",
        "认定单位",
    )
)
#: Who watches may be a unit and a person in one line: compared by its parts.
IN_ONE_LINE = frozenset(("监督人",))


def models() -> Iterator[type[Written]]:
    seen: set[type[Written]] = set()
    todo: list[type[Written]] = [Dossier, ledger_model(["安全活动"]), Record, Intake]
    while todo:
        model = todo.pop()
        if model not in seen:
            seen.add(model)
            yield model
            for info in model.model_fields.values():
                todo += models_in(info.annotation)


def holds(annotation: Any, wanted: type) -> bool:
    inner = getattr(annotation, "__args__", ())
    return annotation is wanted or any(holds(one, wanted) for one in inner)


def test_every_field_of_a_name_compares_by_the_key() -> None:
    """A rule then cannot compare two names otherwise."""
    told = set()
    for model in models():
        for name, info in model.model_fields.items():
            key = info.alias or name
            if models_in(info.annotation):
                continue
            of_person = key in NAMED or (key.endswith("人") and key not in IN_ONE_LINE)
            if of_person:
                told.add(key)
                assert holds(info.annotation, ComparedName), f"{model.__name__}.{name} ({key})"
    assert told >= NAMED
