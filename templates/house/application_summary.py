"""申报汇总表: 第七条. Everybody who applied in an intake, with totals by type and by unit."""

from templates.house.form import BLANK_DATE, centred, label, value
from templates.house.sheet import Sheet


def build() -> Sheet:
    page = Sheet.landscape("{{ 年度 }}年度创新工作室申报汇总表")
    page.title("{{ 年度 }}年度创新工作室申报汇总表")
    page.line(
        "填报单位：{{ 校工会.名称 }}　　申报通知：{{ 批次.申报通知.文号 }}　　"
        "申报截止：{{ 批次.申报通知.申报截止 | 日期 }}",
        "表下说明",
    )
    form = page.form(9, 33, 26, 15, 32, 25, 11, 13, 11, 15, 27, 9, dense=True)
    form.head(
        "序号",
        "工作室名称",
        "类别",
        "带头人",
        "职称、荣誉",
        "所在单位",
        "成员\n人数",
        "面积\n（㎡）",
        "申报\n方式",
        "联系人",
        "办公电话",
        "备注",
    )
    form.each(
        "家 in 全部",
        centred("{{ loop.index }}"),
        value("{{ 家.工作室.申报名称 | 分行(8) | join('\\n') }}"),
        centred("{{ 家.工作室.类型 | replace('创新工作室', '') | 分行(6) | join('\\n') }}"),
        centred("{{ 家.原带头人.姓名 }}"),
        value(
            "{{ 家.原带头人.职称等级 }}{% for 项 in 家.原带头人.荣誉 %}、{{ 项.称号 }}{% endfor %}"
        ),
        centred("{{ 家.工作室.所在单位 }}"),
        centred("{{ 家.成员 | length }}"),
        centred("{{ 家.场所.面积 | 分 }}"),
        centred("{{ 家.工作室.申报方式 }}"),
        centred("{{ 家.联系人.姓名 }}"),
        centred("{{ 家.联系人.办公电话 }}"),
        centred("{{ '' if '推荐申报' in 家.事项 else '未收件' }}"),
        empty="没有申报",
    )
    page.line(
        "合计{{ 全部 | length }}个。按类别："
        "{% for 组 in 全部 | groupby('工作室.类型') %}{{ '' if loop.first else '，' }}"
        "{{ 组.grouper }}{{ 组.list | length }}个{% endfor %}。"
        "按单位：{% for 组 in 全部 | groupby('工作室.所在单位') %}{{ '' if loop.first else '，' }}"
        "{{ 组.grouper }}{{ 组.list | length }}个{% endfor %}。排列不分先后。",
        "表下说明",
    )
    form = page.form(30, 55, 30, 55, 30, 57)
    form.row(
        label("制表人\n签字"),
        value("（{{ 批次.制表人 }}）"),
        label("审核人\n签字"),
        value("（{{ 批次.审核人 }}）"),
        label("日期"),
        centred(BLANK_DATE),
        height=14,
    )
    return page
