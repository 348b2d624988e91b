"""凭证: a payment voucher as an accounts office fills it in."""

from __future__ import annotations

from tests.evidence_maker.facts import Facts
from tests.evidence_maker.papers.proofs import in_capitals, in_figures
from tests.evidence_maker.sheet import INK, RED, Sheet


def voucher(facts: Facts) -> bytes:
    return _journal(facts) if facts.house.random() < 0.5 else _claim(facts)


def _journal(facts: Facts) -> bytes:
    """记账凭证, landscape."""
    sheet = Sheet(wide=True, margin=70, y=66)
    sheet.title("记 账 凭 证", 24)
    sheet.put(f"凭证号：{facts.number}", sheet.margin, sheet.y, 11)
    sheet.put(facts.day, sheet.size[0] / 2, sheet.y, 11, align="centre")
    sheet.put("附单据　2　张", sheet.size[0] - sheet.margin, sheet.y, 11, align="right")
    sheet.y += 12
    amount = in_figures(facts)
    sheet.table(
        (4, 3.2, 2, 2),
        [
            ["摘　　要", "会计科目", "借方（元）", "贷方（元）"],
            [facts.title, f"工会活动支出—创新工作室—{facts.category}", amount, ""],
            [f"{facts.studio.name}", "银行存款", "", amount],
            ["", "", "", ""],
            [f"合计（大写）人民币{in_capitals(facts)}", "", amount, amount],
        ],
        size=11.5,
        least=42,
    )
    _hands(sheet, facts, ("会计主管", "记账", "复核", "制单", "领款人"))
    return sheet.pdf(title=f"记账凭证　{facts.number}", created=facts.date)


def _claim(facts: Facts) -> bytes:
    """费用报销单, upright, with the head's consent."""
    sheet = Sheet(margin=66, y=84)
    sheet.title("费 用 报 销 单", 22)
    sheet.put(f"部门：{facts.studio.unit}", sheet.margin, sheet.y, 11)
    sheet.put(f"单号：{facts.number}", sheet.size[0] - sheet.margin, sheet.y, 11, align="right")
    sheet.y += 10
    sheet.table(
        (1.2, 2.6, 1.2, 2),
        [
            ["报销日期", facts.day, "支出科目", facts.category],
            ["项目名称", facts.studio.name, "附件张数", "3"],
        ],
        size=11,
        least=32,
        head=None,
    )
    sheet.table(
        (4.2, 1.4, 1.4),
        [
            ["用　途", "金额（元）", "备注"],
            [facts.title, in_figures(facts), "发票、明细已核"],
            ["合　计", in_figures(facts), ""],
        ],
        size=11,
        least=38,
    )
    sheet.table(
        (1.2, 5.8), [["金额大写", f"人民币{in_capitals(facts)}"]], size=11, least=34, head=None
    )
    _hands(sheet, facts, ("审批人", "财务审核", "证明人", "报销人"))
    return sheet.pdf(title=f"费用报销单　{facts.number}", created=facts.date)


def _hands(sheet: Sheet, facts: Facts, roles: tuple[str, ...]) -> None:
    dice = facts.dice
    sheet.y += 34
    team = facts.studio.team
    names = (*("侯振华", "贾永明", "田佳慧")[: len(roles) - 2], team[-1], facts.studio.leader)
    step = sheet.room / len(roles)
    for place, role in enumerate(roles):
        x = sheet.margin + place * step
        sheet.put(f"{role}：", x, sheet.y, 10.5)
        name = names[place - len(roles)]
        sheet.signature(name, x + 10.5 * (len(role) + 1), sheet.y - 1, 13, dice.uniform(-2, 6))
    x, y = sheet.size[0] - sheet.margin - 120, sheet.y + 40
    sheet.box(x, y, 96, 34, 1.6, RED)
    sheet.put("付　讫", x + 48, y + 23, 18, "Song", "centre", RED)
    sheet.put(facts.date.isoformat(), x + 48, y + 46, 8, "Song", "centre", INK)
