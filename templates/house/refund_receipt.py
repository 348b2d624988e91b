"""经费退回确认单: 第九条. What lay in the purse, what went back, signed by both sides."""

from templates.house.form import centred, label, prose, value
from templates.house.sheet import Sheet


def build() -> Sheet:
    page = Sheet.a4("{{ 工作室.名称 }}经费退回确认单")
    page.title("创新工作室经费退回确认单")
    form = page.form(30, 48, 30, 48)
    form.row(label("工作室名称"), centred("{{ 工作室.名称 }}", 3))
    form.row(
        label("所在单位"),
        centred("{{ 工作室.所在单位 }}"),
        label("带头人"),
        centred("{{ 当日带头人 }}"),
    )
    form.row(
        label("款项"),
        centred("{{ 账目.款项 }}"),
        label("退回日期"),
        centred("{{ 本事项.日期 | 日期 }}"),
    )
    form.row(
        label("累计到账"),
        centred("{{ 账目.到账 | 元 }}元"),
        label("累计支出"),
        centred("{{ 账目.支出 | 元 }}元"),
    )
    form.row(
        label("本次退回"),
        value("人民币{{ 本事项.金额 | 大写 }}（{{ 本事项.金额 | 元 }}元）", 3),
        height=12,
    )
    form.row(
        label("累计退回"),
        centred("{{ 账目.退回 | 元 }}元"),
        label("退回后结余"),
        centred("{{ 账目.结余 | 元 }}元"),
    )
    form.row(label("凭证号"), centred("{{ 本事项.凭证号 }}", 3))
    form.text("退回事由", prose("本事项.事由"), height=30)
    form.opinion("所在单位", signer="经办人签字：", height=40)
    form.opinion(
        "校工会\n收讫确认",
        signer="经办人{% if 本事项.经办人 %}（{{ 本事项.经办人 }}）{% endif %}签字：",
        height=40,
    )
    return page
