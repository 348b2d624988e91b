"""签到表: who was there, each name signed by another hand."""

from __future__ import annotations

import random

from tests.evidence_maker.facts import Facts
from tests.evidence_maker.sheet import Sheet

_SURNAMES = "王李张刘陈杨赵周吴郭马高梁宋郑田任石温武"
_GIVEN = (
    "文斌",
    "晓东",
    "丽",
    "志刚",
    "雅琴",
    "永平",
    "敏",
    "子轩",
    "海燕",
    "瑞",
    "俊峰",
    "佳",
    "晓燕",
    "文",
    "建军",
    "雪",
    "宇",
    "志平",
    "海",
    "永刚",
    "雅",
    "俊",
    "丽琴",
    "子平",
)
#: More than this, and the sheet says that a class list holds the rest.
MOST = 44


def names_of(facts: Facts, most: int = MOST) -> tuple[str, ...]:
    """The known persons first, then invented ones up to the head count."""
    dice = facts.dice
    count = facts.headcount or len(facts.people) or 6
    names = list(dict.fromkeys((facts.chair, *facts.people) if facts.chair else facts.people))
    names = names[:count]
    while len(names) < min(count, most):
        name = dice.choice(_SURNAMES) + dice.choice(_GIVEN)
        if name not in names:
            names.append(name)
    return tuple(names)


def attendance(facts: Facts) -> bytes:
    sheet = Sheet(margin=62)
    dice, house = facts.dice, facts.house
    sheet.title(house.choice(("活动签到表", "签 到 表", "参加人员签到表")), 20)
    rows = [
        ["活动主题", facts.title],
        ["时间地点", f"{facts.day}　{facts.place or facts.studio.place}"],
    ]
    if facts.partner:
        rows.append(["合作单位", facts.partner])
    if facts.chair:
        rows.append([house.choice(("主持人", "负责人", "召集人")), facts.chair])
    sheet.table((1, 5), rows, head=None, centred=False)
    sheet.y += 10
    names = names_of(facts)
    if house.random() < 0.5 or len(names) > 24:
        _double(sheet, facts, names, dice)
    else:
        _single(sheet, facts, names, dice)
    total = facts.headcount or len(names)
    said = f"应到{total}人，实到{total}人。"
    if total > len(names):
        said += f"本表为前{len(names)}人，其余{total - len(names)}人见点名册。"
    sheet.paragraph(said, 10.5, indent=0)
    return sheet.pdf(title=f"签到表　{facts.title}", created=facts.date)


def _unit(facts: Facts, name: str, dice: random.Random) -> str:
    if name in facts.studio.team or name == facts.chair or not facts.partner:
        return facts.studio.unit if name in facts.studio.team else dice.choice(("学员", "师生"))
    return facts.partner.split("、")[0].split("（")[0]


def _single(sheet: Sheet, facts: Facts, names: tuple[str, ...], dice: random.Random) -> None:
    rows = [["序号", "姓名", "单位", "签名"]]
    rows += [[str(n), name, _unit(facts, name, dice), ""] for n, name in enumerate(names, 1)]
    rows += [[str(len(names) + n), "", "", ""] for n in range(1, dice.randint(1, 3))]
    widths = (1, 2, 4.4, 2.6)
    for number, row in enumerate(rows):
        sheet.table(widths, [row], least=27, head="Hei" if number == 0 else None)
        if number and row[1]:
            x = sheet.margin + sheet.room * 7.4 / 10 + dice.uniform(14, 34)
            sheet.signature(
                row[1], x, sheet.y - dice.uniform(8, 11), dice.uniform(14, 17), dice.uniform(-3, 7)
            )


def _double(sheet: Sheet, facts: Facts, names: tuple[str, ...], dice: random.Random) -> None:
    half = (len(names) + 1) // 2
    widths = (1, 2.2, 3, 1, 2.2, 3)
    sheet.table(widths, [["序号", "姓名", "签名"] * 2])
    for n in range(half):
        pair = [names[n], names[n + half] if n + half < len(names) else ""]
        row = [str(n + 1), pair[0], "", str(n + half + 1), pair[1], ""]
        sheet.table(widths, [row], head=None, least=25)
        for side, name in enumerate(pair):
            x = sheet.margin + sheet.room * (3.2 + 6.2 * side) / 12.4 + dice.uniform(6, 24)
            if name:
                sheet.signature(
                    name,
                    x,
                    sheet.y - dice.uniform(7, 10),
                    dice.uniform(13, 16),
                    dice.uniform(-3, 7),
                )
