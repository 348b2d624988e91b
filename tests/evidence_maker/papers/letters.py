"""通知, 师徒协议, 成绩单, 评审材料: papers around an exchange."""

from __future__ import annotations

import datetime
from dataclasses import replace

from tests.evidence_maker.facts import Facts
from tests.evidence_maker.papers.attendance import names_of
from tests.evidence_maker.papers.proofs import close
from tests.evidence_maker.sheet import RED, Sheet

_WAYS = (
    "先作现场演示，再分组讨论，最后集中答疑",
    "由主讲人介绍情况，双方交换资料并商定后续事项",
    "安排参观、操作练习和座谈三个环节",
    "上午讲授，下午实操，结束前集体小结",
)


def notice(facts: Facts) -> bytes:
    sheet, dice = Sheet(margin=80, y=80), facts.dice
    if facts.house.random() < 0.5:
        sheet.put(facts.studio.name, sheet.size[0] / 2, 96, 22, "Biaosong", "centre", RED)
        sheet.line(sheet.margin, 112, sheet.size[0] - sheet.margin, 112, 1.4, RED)
        sheet.y = 120
    verb = dice.choice(("举办", "组织开展", "开展"))
    sheet.title(f"关于{verb}“{facts.title}”的通知", 19)
    sheet.paragraph(
        dice.choice(("各有关单位、工作室全体成员：", "工作室成员及有关单位：")), indent=0
    )
    partner = f"，与{facts.partner}共同" if facts.partner else ""
    sheet.paragraph(
        f"按照工作室年度计划，定于{facts.day}{partner}{verb}“{facts.title}”。现通知如下。"
    )
    hour = dice.choice(("8:30", "9:00", "14:30", "15:00"))
    day = "一二三四五六日"[facts.date.weekday()]
    people = f"约{facts.headcount}人。" if facts.headcount else "。"
    heads = [
        ("时间", f"{facts.day}（星期{day}）{hour}开始，请提前十分钟签到。"),
        ("地点", facts.place or facts.studio.place),
        ("参加人员", f"工作室成员及报名人员，{people}".replace("，。", "。")),
        ("内容安排", f"围绕“{facts.title}”开展{facts.category}，{dice.choice(_WAYS)}。"),
        (
            "要求",
            dice.choice(
                (
                    "请妥善安排工作，按时参加；因故不能参加的，提前一天向联系人请假。",
                    "请着工装，遵守现场安全规定；活动结束后三日内交心得或记录。",
                )
            ),
        ),
    ]
    for numeral, (label, text) in zip("一二三四五", heads, strict=True):
        sheet.paragraph(f"{numeral}、{label}", face="Hei")
        sheet.paragraph(text)
    issued = facts.date - datetime.timedelta(days=dice.choice((7, 7, 14)))
    close(sheet, replace(facts, date=issued), facts.studio.name)
    return sheet.pdf(title=f"通知　{facts.title}", created=issued)


def agreement(facts: Facts) -> bytes:
    """师徒协议."""
    sheet, dice = Sheet(margin=78, y=84), facts.dice
    sheet.title(dice.choice(("师徒结对协议书", "导师带徒协议", "师带徒培养协议")), 22)
    master = facts.people[0] if facts.people else facts.studio.leader
    pupils = [name for name in names_of(facts, 6) if name != master][:4]
    sheet.table(
        (1, 2, 1, 2),
        [
            ["师　傅", master, "单　位", facts.studio.unit],
            ["徒　弟", "、".join(pupils), "起始日期", facts.day],
        ],
        size=11,
        least=32,
        head=None,
    )
    sheet.paragraph(f"为做好“{facts.title}”，经双方协商，订立本协议。")
    terms = [
        ("培养期限", f"自{facts.day}起{dice.choice(('一年', '两年', '十二个月'))}。"),
        ("培养目标", facts.body[-1] if facts.body else "徒弟能独立承担本岗位主要工作。"),
        (
            "师傅职责",
            dice.choice(
                (
                    "制订培养计划，每月面授不少于两次，操作示范、讲清要点，如实评价。",
                    "言传身教，开放工艺资料，每季度检查一次并记录，不得只挂名。",
                )
            ),
        ),
        (
            "徒弟职责",
            dice.choice(
                (
                    "尊师守纪，按计划完成练习和记录，每季度交一份学习小结。",
                    "勤学多练，做好笔记，期满完成一件独立成果并接受考核。",
                )
            ),
        ),
        ("考核", "期满由工作室组织理论与实操考核，结果记入台账；不合格的延期半年。"),
        ("其他", "本协议一式三份，师徒双方和工作室各执一份，签字后生效。"),
    ]
    for numeral, (label, text) in zip("一二三四五六", terms, strict=True):
        sheet.paragraph(f"{numeral}、{label}：{text}", 11.5)
    sheet.need(90)
    sheet.y += 44
    for x, label, name in (
        (sheet.margin, "师傅签字：", master),
        (sheet.size[0] / 2, "徒弟签字：", pupils[0] if pupils else ""),
    ):
        sheet.put(label, x, sheet.y, 12)
        sheet.signature(name, x + 64, sheet.y - 1, 17, dice.uniform(0, 6))
    for step, name in enumerate(pupils[1:], 1):
        sheet.signature(
            name,
            sheet.size[0] / 2 + 64 + (step % 2) * 70,
            sheet.y + 24 * ((step + 1) // 2),
            16,
            dice.uniform(-2, 5),
        )
    sheet.y += 58
    sheet.put(facts.day, sheet.size[0] - sheet.margin, sheet.y, 12, align="right")
    return sheet.pdf(title=f"师徒协议　{facts.title}", created=facts.date)


def marks(facts: Facts) -> bytes:
    """成绩单."""
    sheet, dice = Sheet(margin=66, y=78), facts.dice
    sheet.title(f"{facts.title}成绩单", 19)
    sheet.put(f"日期：{facts.day}", sheet.margin, sheet.y, 10.5)
    sheet.put(
        f"地点：{facts.place or facts.studio.place}",
        sheet.size[0] - sheet.margin,
        sheet.y,
        10.5,
        align="right",
    )
    sheet.y += 10
    share = dice.choice((30, 40))
    listed = []
    judges = (facts.studio.leader, facts.chair)
    for name in names_of(facts, 27):
        if name in judges:
            continue
        theory, practice = dice.randint(68, 97), dice.randint(70, 98)
        listed.append(
            (round((theory * share + practice * (100 - share)) / 100, 1), name, theory, practice)
        )
    listed.sort(reverse=True)
    rows = [["名次", "姓名", f"理论（{share}%）", f"实操（{100 - share}%）", "总成绩", "等次"]]
    for rank, (total, name, theory, practice) in enumerate(listed, 1):
        prize = (
            ("一等奖", "二等奖", "二等奖", "三等奖", "三等奖", "三等奖")[rank - 1]
            if rank < 7
            else "合格"
        )
        rows.append([str(rank), name, str(theory), str(practice), f"{total:.1f}", prize])
    sheet.table((1, 2, 1.8, 1.8, 1.6, 1.6), rows, least=22)
    if facts.headcount > len(listed):
        sheet.paragraph(f"参加{facts.headcount}人，本表列前{len(listed)}名。", 10.5, indent=0)
    sheet.need(50)
    sheet.y += 34
    for place, role in enumerate(("裁判长", "计分", "复核")):
        x = sheet.margin + place * sheet.room / 3
        sheet.put(f"{role}：", x, sheet.y, 11)
        name = facts.studio.team[place % len(facts.studio.team)]
        sheet.signature(name, x + 11 * (len(role) + 1), sheet.y - 1, 15, dice.uniform(-2, 6))
    return sheet.pdf(title=f"成绩单　{facts.title}", created=facts.date)


def review(facts: Facts) -> bytes:
    """评审材料 and any kind without a paper of its own: the entry itself, in a plain form."""
    sheet = Sheet(margin=76, y=84)
    sheet.title(f"{facts.title}{'' if facts.title.endswith(facts.kind) else facts.kind}", 20)
    pairs = (
        ("类别", facts.category),
        ("日期", facts.day),
        ("地点", facts.place),
        ("主持人", facts.chair),
        ("合作单位", facts.partner),
        ("编号", facts.number),
        ("认定单位", facts.grantor),
        ("有关人员", "、".join(facts.people)),
        ("人数", str(facts.headcount or "")),
    )
    sheet.table((1, 4.4), [[label, value] for label, value in pairs if value], 11, 30, None)
    sheet.y += 6
    for text in facts.body:
        for part in text.split("\n"):
            sheet.paragraph(part)
    issuer = "中北大学工会委员会" if facts.sort == "事项" else facts.studio.name
    close(sheet, facts, issuer)
    return sheet.pdf(title=f"{facts.kind}　{facts.title}", created=facts.date)
