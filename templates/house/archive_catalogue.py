"""归档文件目录: DA/T 22—2015, A4 landscape. One line for each 件, its page in the bound volume."""

from templates.house.form import centred, value
from templates.house.sheet import Sheet


def build() -> Sheet:
    page = Sheet.landscape("{{ 题名 }}归档文件目录", numbered=False)
    page.title("归档文件目录")
    page.line(
        "全宗号：{{ 全宗号 }}　　年度：{{ 年度 }}　　机构（问题）：{{ 机构 }}　　"
        "保管期限：{{ 保管期限 }}　　案卷号：{{ 案卷号 }}",
        "表下说明",
    )
    form = page.form(10, 32, 30, 24, 48, 21, 9, 9, 18, 24, dense=True)
    form.head("序号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数", "页次", "备注")
    form.each(
        "行 in 目录",
        centred("{{ 行.序号 }}"),
        centred("{{ 行.案卷号 }}"),
        centred("{{ 行.文号 }}"),
        centred("{{ 行.责任者 }}"),
        value("{{ 行.题名 }}"),
        centred("{{ 行.日期 }}"),
        centred("{{ 行.密级 }}"),
        centred("{{ 行.页数 }}"),
        centred("{{ 行.页次 }}"),
        value("{{ 行.备注 }}"),
        height=8,
    )
    return page
