"""经审意见表: 第九条. What the union's audit committee found on the money of a year."""

from templates.house.form import centred, label, prose
from templates.house.sheet import Sheet


def build() -> Sheet:
    page = Sheet.a4("{{ 本事项.年度 }}年度创新工作室经费审查意见表")
    page.title("{{ 本事项.年度 }}年度创新工作室经费", "审查意见表")
    form = page.form(30, 48, 30, 48)
    form.row(label("审查机构"), centred("{{ 本事项.机构 }}", 3), height=12)
    form.row(
        label("经费年度"),
        centred("{{ 本事项.年度 }}年"),
        label("审查日期"),
        centred("{{ 本事项.日期 | 日期 }}"),
        height=12,
    )
    form.row(
        label("审查范围"),
        centred("各创新工作室专项经费、奖励经费的划拨、支出、结余和退回", 3),
        height=12,
    )
    form.text("审查意见", prose("本事项.意见"), height=90)
    form.opinion("审查机构", signer="负责人签字：", height=45)
    return page
