"""证书: honours, prizes, patents, software, standards, papers, books, works."""

from __future__ import annotations

from tests.evidence_maker.facts import Facts
from tests.evidence_maker.sheet import GREY, RED, Colour, Sheet

_GOLD: Colour = (0.72, 0.55, 0.2)
_BLUE: Colour = (0.13, 0.27, 0.5)
_GREEN: Colour = (0.12, 0.4, 0.3)


def certificate(facts: Facts) -> bytes:
    if facts.sort == "荣誉" or facts.category in ("奖项", "技能竞赛", "作品"):
        return _diploma(facts)
    if facts.category in ("专利", "软件著作权"):
        return _registered(facts)
    return _acceptance(facts)


def _border(sheet: Sheet, colour: Colour, style: int) -> None:
    width, height = sheet.size
    if style == 0:
        for inset, line in ((26, 3.0), (33, 0.8)):
            sheet.box(inset, inset, width - 2 * inset, height - 2 * inset, line, colour)
    elif style == 1:
        sheet.box(30, 30, width - 60, height - 60, 1.2, colour)
        for x in (30, width - 60):
            for y in (30, height - 60):
                sheet.box(x, y, 30, 30, 1.2, colour)
                sheet.box(x + 7, y + 7, 16, 16, 0.8, colour, colour)
    else:
        sheet.box(24, 24, width - 48, height - 48, 7, colour)
        sheet.box(36, 36, width - 72, height - 72, 0.7, GREY)


def _diploma(facts: Facts) -> bytes:
    dice = facts.dice
    sheet = Sheet(wide=True, margin=110, y=92)
    _border(sheet, dice.choice((_GOLD, RED, _GOLD)), dice.randrange(3))
    name = (
        "荣 誉 证 书"
        if facts.sort == "荣誉"
        else dice.choice(("获 奖 证 书", "证　书", "荣 誉 证 书"))
    )
    sheet.y += 46
    sheet.put(name, sheet.size[0] / 2, sheet.y, 40, "Biaosong", "centre", RED)
    sheet.y += 48
    who = "、".join(facts.people) or facts.studio.name
    sheet.paragraph(
        f"{who}{dice.choice(('：', '　同志：')) if len(facts.people) == 1 else '：'}",
        19,
        "Kai",
        indent=0,
    )
    if facts.sort == "荣誉":
        said = dice.choice(
            (
                f"荣获“{facts.title}”称号，特发此证，以资鼓励。",
                f"在本职岗位上成绩突出，授予“{facts.title}”称号。特颁此证。",
            )
        )
    else:
        said = f"“{facts.title}”（{facts.category}）经评审予以认定，特发此证。"
    sheet.paragraph(said, 19, "Kai", pitch=1.9)
    if facts.number:
        sheet.put(f"证书编号：{facts.number}", sheet.margin, sheet.size[1] - 96, 11)
    _signed(sheet, facts, 16)
    return sheet.pdf(title=f"{name.replace(' ', '')}　{facts.title}", created=facts.date)


def _signed(sheet: Sheet, facts: Facts, size: float) -> None:
    right, base = sheet.size[0] - sheet.margin - 70, sheet.size[1] - 130
    sheet.seal(right + 72, base - 44, 38)
    sheet.put(facts.grantor or facts.studio.unit, right, base, size, "Kai", "centre")
    sheet.put(facts.day, right, base + size * 1.9, size, "Kai", "centre")


def _registered(facts: Facts) -> bytes:
    dice = facts.dice
    patent = facts.category == "专利"
    sheet = Sheet(margin=96, y=110)
    _border(sheet, _BLUE if patent else _GREEN, 0 if patent else 2)
    if facts.number:
        sheet.put(f"证书号　{facts.number}", sheet.margin - 20, 76, 10)
    sheet.title("专 利 证 书" if patent else "软件著作权登记证书", 30)
    sheet.y += 24
    rows = [
        ("名　　称" if patent else "软件名称", facts.title),
        (dice.choice(("发 明 人", "设 计 人")) if patent else "开发人员", "、".join(facts.people)),
        ("专 利 号" if patent else "登 记 号", facts.number or "（见登记簿）"),
        ("权 利 人" if patent else "著作权人", "中北大学"),
        ("授权公告日" if patent else "登记日期", facts.day),
    ]
    if not patent:
        rows.insert(3, ("权利取得方式", "原始取得"))
    for label, value in rows:
        sheet.paragraph(f"{label}：{value}", 14, indent=0, pitch=2.2)
    sheet.y += 16
    sheet.paragraph(
        "经审查，符合授予条件，予以登记并公告，自公告之日起生效。"
        if patent
        else "经登记机构审核，对以上事项予以登记。",
        14,
        pitch=2,
    )
    _bars(sheet, facts)
    _signed(sheet, facts, 13)
    return sheet.pdf(title=f"{facts.category}证书　{facts.title}", created=facts.date)


def _bars(sheet: Sheet, facts: Facts) -> None:
    dice, x = facts.dice, sheet.margin - 10
    for _ in range(46):
        width = dice.choice((0.8, 1.2, 2.0))
        sheet.box(x, sheet.size[1] - 128, width, 26, 0, fill=(0, 0, 0))
        x += width + dice.choice((0.9, 1.6))


def _acceptance(facts: Facts) -> bytes:
    """Papers, standards, methods, books, regulations: a letter that states the fact."""
    dice = facts.dice
    words = {
        "论文": ("论文录用（刊出）证明", "署名作者", "刊载情况"),
        "标准": ("标准发布证明", "主要起草人", "标准编号"),
        "工法": ("工法认定证书", "完成人", "工法编号"),
        "教材著作": ("出版（采用）证明", "编著者", "书号或编号"),
        "制度成果": ("成果认定证明", "完成人", "文件编号"),
    }.get(facts.category, ("证　明　书", "有关人员", "编号"))
    sheet = Sheet(margin=84, y=104)
    _border(sheet, dice.choice((_GREEN, _BLUE, GREY)), dice.randrange(3))
    sheet.title(words[0], 26)
    rows = [
        ["名称", facts.title],
        ["类别", facts.category or "其他"],
        [words[1], "、".join(facts.people)],
        [words[2], facts.number or "—"],
        ["认定单位", facts.grantor or facts.partner or facts.studio.unit],
        ["认定日期", facts.day],
    ]
    sheet.table((1.3, 4), rows, size=12, least=36, head=None)
    sheet.y += 14
    for text in facts.body[:1]:
        sheet.paragraph(f"应用与评价：{text}", 12)
    sheet.paragraph("以上情况属实，特此证明。", 12)
    _signed(sheet, facts, 13)
    return sheet.pdf(title=f"{words[0].replace('　', '')}　{facts.title}", created=facts.date)
