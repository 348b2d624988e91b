"""制度文本: a studio's regulation, as decided by its members and hung on the wall."""

from __future__ import annotations

from pipeline.chinese import ordinal
from tests.evidence_maker.facts import Facts
from tests.evidence_maker.papers.articles import ARTICLES, CLOSINGS, PURPOSES
from tests.evidence_maker.sheet import GREY, RED, Sheet

#: What the work of a studio is called, by a word in its unit or place.
_WORK = (
    ("机械", "精密加工与实践教学"), ("工程训练", "焊接与增材制造"), ("后勤", "供热运行与节能"),
    ("信息与通信", "电工电子实验教学"), ("化学", "绿色化工与实验安全"),
    ("图书馆", "阅读推广与数据服务"),
    ("马克思", "思政课实践教学"), ("信息化", "校园网运行维护"), ("材料", "金相与热处理"),
    ("校医院", "急救培训与慢病管理"), ("仪器", "传感器测试"), ("设备管理", "实验室安全"),
    ("财务", "财务流程优化"), ("计算机", "开源软件教学"),
    ("饮食", "杂粮面点与备餐管理"), ("物理", "演示仪器研制"), ("环境", "水质监测与分析"),
    ("动力", "发动机试验与拆装实训"),
)  # fmt: skip


def work_of(facts: Facts) -> str:
    return facts.studio.craft or next(
        (work for word, work in _WORK if word in facts.studio.unit), "岗位创新"
    )


def regulation(facts: Facts) -> bytes:
    dice, house = facts.dice, facts.house
    style = house.randrange(3)
    sheet = Sheet(margin=(82, 76, 88)[style], y=84)
    size = (14.0, 14.0, 13.0)[style]
    if style == 1:
        sheet.put(facts.studio.name, sheet.size[0] / 2, 92, 13, "Kai", "centre", RED)
        sheet.line(sheet.margin, 102, sheet.size[0] - sheet.margin, 102, 1, RED)
        sheet.y = 108
    sheet.title(facts.title, 21)
    if style != 1:
        where = f"（{facts.day}工作室全体会议通过）" if style == 0 else f"编号：{_code(facts)}"
        sheet.paragraph(where, 10.5, "Kai", indent=0, align="centre")
        sheet.y += 8
    gear = facts.studio.equipment
    words = {
        "studio": facts.studio.name,
        "unit": facts.studio.unit,
        "leader": facts.studio.leader,
        "place": facts.studio.place.split("、")[0],
        "work": work_of(facts),
        "day": facts.day,
        "gear": dice.choice(gear) if gear else "设备",
        "topic": facts.category,
    }
    chosen = list(ARTICLES[facts.category])
    for _ in range(dice.randint(2, len(chosen) - 4)):
        chosen.pop(dice.randrange(1, len(chosen)))
    purpose = PURPOSES[house.randrange(2) if style else dice.randrange(3)]
    for number, text in enumerate((purpose, *chosen, dice.choice(CLOSINGS)), 1):
        label = (f"第{ordinal(number)}条　", f"{ordinal(number)}、", f"{number}. ")[style]
        sheet.paragraph(label + text.format(**words), size)
    sheet.y += 30
    sheet.need(50)
    sheet.put(facts.studio.name, sheet.size[0] - sheet.margin, sheet.y, size, align="right")
    sheet.put(facts.day, sheet.size[0] - sheet.margin, sheet.y + 22, size, align="right")
    if style == 2:
        sheet.box(40, 40, sheet.size[0] - 80, sheet.size[1] - 90, 1.2, GREY)
    for text in facts.body:
        sheet.y += 36
        sheet.paragraph(f"说明：{text}", 10, "Kai", indent=0)
    return sheet.pdf(title=facts.title, created=facts.date)


def _code(facts: Facts) -> str:
    number = list(ARTICLES).index(facts.category) + 1
    return f"{facts.date.year}-ZD-{number:02d}"
