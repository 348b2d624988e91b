"""四性检测报告: DA/T 70—2018, what was tested of a volume before it was bound."""

from templates.house.form import centred, label, value
from templates.house.sheet import Sheet


def build() -> Sheet:
    page = Sheet.a4("{{ 题名 }}四性检测报告", numbered=False)
    page.title("四性检测报告")
    form = page.form(28, 128)
    form.row(label("案卷号"), value("{{ 案卷号 }}"), height=9)
    form.row(label("题名"), value("{{ 题名 }}"), height=9)
    form.row(
        label("检测环节"),
        value("装订以前，{{ 件数 }}件（文件{{ 文件件数 }}件，佐证{{ 佐证件数 }}件）"),
        height=9,
    )
    form.row(label("归档日期"), value("{{ 归档日期 }}"), height=9)
    page.line("检测结果", "表外标题")
    form = page.form(18, 13, 52, 18, 55, dense=True)
    form.head("性质", "编号", "检测项目", "结果", "说明")
    form.each(
        "项 in 检测",
        centred("{{ 项.性质 }}"),
        centred("{{ 项.编号 }}"),
        value("{{ 项.名称 }}"),
        centred("{{ 项.结果 }}"),
        value("{{ 项.说明 }}"),
        height=7,
    )
    page.line(
        "注：依 DA/T 70—2018 分为四性；编号是通行的项目号，不是标准的条号。没有检测的记“未检测”。"
        "封存以后的检测另存于包外，文件名是归档包名加 .report.txt。",
        "表下说明",
    )
    return page
