"""案卷封面: DA/T 22—2015. What is in the volume, for how long, and where in it to look."""

from templates.house.form import centred, label
from templates.house.sheet import Sheet


def build() -> Sheet:
    page = Sheet.a4("{{ 题名 }}", numbered=False)
    page.space(6)
    page.line("{{ 全宗名称 }}", "公文标题")
    page.line("案　卷　封　面", "公文标题")
    page.space(8)
    form = page.form(32, 60, 25, 39)
    form.row(
        label("全宗号"), centred("{{ 全宗号 }}"), label("年度"), centred("{{ 年度 }}"), height=10
    )
    form.row(
        label("机构（问题）"),
        centred("{{ 机构 }}"),
        label("保管期限"),
        centred("{{ 保管期限 }}"),
        height=10,
    )
    form.row(label("案卷号"), centred("{{ 案卷号 }}", 3), height=10)
    form.row(label("题名"), centred("{{ 题名 }}", 3), height=12)
    form.row(label("工作室、批次"), centred("{{ 工作室 }}", 3), height=10)
    form.row(
        label("{{ 期间名称 }}"),
        centred("{{ 周期起 }}至{{ 周期止 }}{% if 终止 %}\n{{ 终止 }}，终止{% endif %}", 3),
        height=10,
    )
    form.row(
        label("件数"),
        centred("{{ 件数 }}件（文件{{ 文件件数 }}件，佐证{{ 佐证件数 }}件）"),
        label("页数"),
        centred("{{ 页数 }}页"),
        height=10,
    )
    form.row(
        label("密级"),
        centred("{{ 密级 or '无' }}"),
        label("归档日期"),
        centred("{{ 归档日期 }}"),
        height=10,
    )
    page.line("卷内分类", "表外标题")
    form = page.form(20, 66, 30, 40, dense=True)
    form.head("序号", "类别", "件数", "页次")
    form.each(
        "类 in 分类",
        centred("{{ loop.index }}"),
        centred("{{ 类.名称 }}"),
        centred("{{ 类.件数 }}"),
        centred("{{ 类.起页 }}{% if 类.止页 != 类.起页 %}—{{ 类.止页 }}{% endif %}"),
        height=7,
    )
    return page
