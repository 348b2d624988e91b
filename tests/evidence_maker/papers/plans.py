"""年度计划, 年度总结."""

from __future__ import annotations

from pipeline.chinese import ordinal
from tests.evidence_maker.facts import Facts
from tests.evidence_maker.papers.proofs import close
from tests.evidence_maker.sheet import Sheet


def plan(facts: Facts) -> bytes:
    sheet = Sheet(margin=80, y=82)
    sheet.title(facts.title, 21)
    house = facts.house
    style = house.randrange(3)
    size = 12.5 if style == 1 else 12
    if facts.kind == "年度总结":
        opening = f"现将{facts.studio.name}本年度工作总结如下。"
    else:
        opening = f"结合{facts.studio.unit}年度重点工作，{facts.studio.name}本年度安排如下。"
    sheet.paragraph(opening, size)
    for number, text in enumerate(facts.body):
        lead = f"{ordinal(number + 1)}、" if style else f"{number + 1}. "
        if facts.kind == "年度总结" and number == len(facts.body) - 1:
            lead = f"{lead}计划完成情况。"
        for step, part in enumerate(text.split("\n")):
            sheet.paragraph(lead + part if step == 0 else part, size)
    if style == 2 and facts.kind == "年度计划":
        sheet.y += 12
        quarters = [
            ", ".join(str(n + 1) for n in range(len(facts.body)) if n % 4 == q) for q in range(4)
        ]
        sheet.table(
            (1, 1, 1, 1),
            [
                ["一季度", "二季度", "三季度", "四季度"],
                [f"第{q.replace(', ', '、')}项" if q else "巩固提高" for q in quarters],
            ],
        )
    close(sheet, facts, facts.studio.name)
    sheet.signature(facts.studio.leader, sheet.margin + 20, sheet.y - 20, 18, 4)
    return sheet.pdf(title=facts.title, created=facts.date)
