"""应用证明, 效益证明, 经费证明: letters by those who used or paid."""

from __future__ import annotations

from pipeline.chinese import capital_yuan
from tests.evidence_maker.facts import Facts
from tests.evidence_maker.sheet import Sheet


def in_capitals(facts: Facts) -> str:
    return capital_yuan(facts.amount)


def in_figures(facts: Facts) -> str:
    return f"{facts.amount / 100:,.2f}"


def close(sheet: Sheet, facts: Facts, who: str, size: float = 12) -> None:
    """Name and date at the right, room for a seal around them."""
    sheet.need(120)
    sheet.y += 52
    right = sheet.size[0] - sheet.margin - 92
    sheet.seal(right + 86, sheet.y - 26, 38)
    sheet.put(who, right, sheet.y, size, "Song", "centre")
    sheet.y += size * 1.9
    sheet.put(facts.day, right, sheet.y, size, "Song", "centre")


def proof_of_use(facts: Facts) -> bytes:
    """应用证明 and 效益证明."""
    sheet, dice = Sheet(margin=82, y=96), facts.dice
    benefit = facts.kind == "效益证明"
    user = facts.partner or facts.grantor or facts.studio.unit
    sheet.title("经济社会效益证明" if benefit else "成 果 应 用 证 明", 24)
    if dice.random() < 0.5:
        rows = [
            ["成果名称", facts.title],
            ["完成单位", f"{facts.studio.name}（{facts.studio.unit}）"],
            ["完成人", "、".join(facts.people)],
            ["应用单位", user],
        ]
        sheet.table((1, 4), rows, size=11.5, least=32, head=None)
    else:
        names = "、".join(facts.people)
        sheet.paragraph(
            f"兹证明：由{facts.studio.name}{names}等完成的“{facts.title}”，已在本单位应用。"
        )
    sheet.y += 6
    labels = ("效益情况", "补充说明") if benefit else ("应用情况", "效果")
    for label, text in zip(labels, facts.body[::-1] if benefit else facts.body, strict=False):
        sheet.paragraph(f"{label}：{text}")
    if facts.amount:
        sheet.paragraph(f"经核算，经济效益合计人民币{in_capitals(facts)}（¥{in_figures(facts)}）。")
    sheet.paragraph(dice.choice(("特此证明。", "情况属实，特此证明。", "以上内容经核对属实。")))
    sheet.paragraph(f"经办人：　　　　　　联系电话：0351-5550{dice.randint(600, 699)}", indent=0)
    name = dice.choice(facts.people) if facts.people else facts.studio.leader
    sheet.signature(name, sheet.margin + 52, sheet.y, 15, 4)
    close(sheet, facts, user)
    return sheet.pdf(title=f"{facts.kind}　{facts.title}", created=facts.date)


def proof_of_funds(facts: Facts) -> bytes:
    sheet, dice = Sheet(margin=82, y=100), facts.dice
    sheet.title(dice.choice(("经费保障证明", "关于工作室专项经费的证明", "经费落实情况证明")), 22)
    sheet.paragraph("校工会：", indent=0)
    sheet.paragraph(
        f"为支持{facts.studio.name}日常活动，我单位在年度预算中安排专项经费，每年人民币"
        f"{in_capitals(facts)}（¥{in_figures(facts)}），来源为{facts.category}。"
    )
    for text in facts.body:
        sheet.paragraph(text)
    year = facts.date.year
    rows = [["年度", "经费来源", "金额（元）", "状态"]]
    rows += [
        [f"{y}年", facts.category, in_figures(facts), state]
        for y, state in ((year, "已下达"), (year + 1, "已列入预算"))
    ]
    sheet.y += 10
    sheet.table((1, 3, 1.6, 1.4), rows)
    sheet.paragraph("经费实行专款专用，接受学校财务与审计监督。")
    close(sheet, facts, facts.studio.unit)
    return sheet.pdf(title=f"经费证明　{facts.studio.name}", created=facts.date)
