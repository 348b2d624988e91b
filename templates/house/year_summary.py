"""年度经费汇总表: 第九、十一、十三条. Every studio of the year: money, events; the union's own."""

from templates.house.form import BLANK_DATE, centred, label, value
from templates.house.sheet import Sheet

_SUMS = ("本年划拨", "累计划拨", "本年支出", "本年退回", "结余", "本年奖励", "奖励支出")


def build() -> Sheet:
    page = Sheet.landscape("{{ 本事项.年度 }}年度创新工作室情况和经费汇总表")
    page.title("{{ 本事项.年度 }}年度创新工作室情况和经费汇总表")
    page.line("截至{{ 汇总.截至 | 日期 }}　　单位：元", "表下说明")
    form = page.form(8, 40, 17, 17, 20, 20, 24, 17, 22, 15, 15, 42, dense=True)
    form.head(
        "序号",
        "工作室",
        "带头人",
        "阶段",
        "本年\n划拨",
        "累计\n划拨",
        "本年\n支出",
        "本年\n退回",
        "结余",
        "本年\n奖励",
        "奖励\n支出",
        "当年事项和结果",
    )
    form.each(
        "家 in 汇总.各家",
        centred("{{ loop.index }}"),
        value("{{ 家.名称 }}（{{ 家.批次 }}年批次）"),
        centred("{{ 家.带头人 }}"),
        centred("{{ 家.阶段 }}"),
        *(centred(f"{{{{ 家.{name} | 元 if 家.{name} else '—' }}}}") for name in _SUMS),
        value("{{ 家.大事 or '—' }}"),
        empty="当年没有工作室",
    )
    form.row(
        label("合计", 4),
        *(centred(f"{{{{ 汇总.各家 | 合计('{name}') | 元 }}}}") for name in _SUMS),
        centred("{{ 汇总.各家 | length }}个工作室"),
    )
    page.line(
        "注：划拨、支出、结余为专项经费（第九条），奖励经费（第十三条）另列；退回含两者。"
        "{% for 项 in 汇总.分科目 %}{{ '本年支出分科目：' if loop.first else '，' }}{{ 项.科目 }}"
        "{{ 项.金额 | 元 }}{{ '。' if loop.last else '' }}{% endfor %}"
        "{% if 本事项.说明 %}{{ 本事项.说明 }}{% endif %}",
        "表下说明",
    )
    with page.each("次 in 汇总.经审意见"):
        page.line("{{ 次.机构 }}（{{ 次.日期 | 日期 }}）：{{ 次.意见 }}", "表下说明")
    form = page.form(34, 94, 34, 95)
    form.row(
        label("制表人\n签字"),
        value("（{{ 本事项.制表人 }}）"),
        label("审核人\n签字"),
        value("（{{ 本事项.审核人 }}）"),
        height=14,
    )
    form.row(label("日期"), centred(BLANK_DATE), label("校工会"), centred("（盖章）"), height=14)
    return page
