"""申报表: 第六、七条. The leader's dossier laid out as the form that unit and union sign."""

from templates.house.form import centred, label, prose, value
from templates.house.sheet import Sheet


def build() -> Sheet:
    page = Sheet.a4("{{ 工作室.申报名称 }}申报表")
    _cover(page)
    _basics(page)
    _leader(page)
    _lists(page)
    _opinions(page)
    return page


def _cover(page: Sheet) -> None:
    page.space(30)
    page.title("{{ 工作室.类型 }}", "申　报　表")
    page.space(40)
    page.line("工作室名称：{{ 工作室.申报名称 }}", "封面项")
    page.line("带　头　人：{{ 原带头人.姓名 }}", "封面项")
    page.line("所 在 单 位：{{ 工作室.所在单位 }}", "封面项")
    page.line("申 报 方 式：{{ 工作室.申报方式 }}", "封面项")
    page.line("填 表 日 期：{{ 承诺.日期 | 日期 }}", "封面项")
    page.space(35)
    page.line("{{ 校工会.名称 }}　制", "发文字号")
    page.page_break()


def _basics(page: Sheet) -> None:
    page.line("一、工作室基本情况", "表外标题")
    form = page.form(26, 52, 26, 52)
    form.row(label("工作室名称"), centred("{{ 工作室.申报名称 }}", 3))
    form.row(label("所在单位"), centred("{{ 工作室.所在单位 }}"),
             label("成立日期"), centred("{{ 工作室.成立日期 | 日期 }}"))  # fmt: skip
    form.row(label("固定场所"), centred("{{ 场所.地点 }}"),
             label("面积（㎡）"), centred("{{ 场所.面积 }}"))  # fmt: skip
    form.row(label("经费来源"), centred("{{ 经费保障.来源 }}"),
             label("年度经费（元）"), centred("{{ 经费保障.年度金额 | 元 }}"))  # fmt: skip
    form.row(label("联系人"), centred("{{ 联系人.姓名 }}"),
             label("办公电话"), centred("{{ 联系人.办公电话 }}"))  # fmt: skip
    form.text("工作室\n简介", prose("工作室.简介"))


def _leader(page: Sheet) -> None:
    page.line("二、带头人情况", "表外标题")
    form = page.form(24, 28, 24, 28, 24, 28)
    form.row(label("姓名"), centred("{{ 原带头人.姓名 }}"),
             label("性别"), centred("{{ 原带头人.性别 }}"),
             label("民族"), centred("{{ 原带头人.民族 }}"))  # fmt: skip
    form.row(label("出生年月"), centred("{{ 原带头人.出生年月 | 点年月 }}"),
             label("政治面貌"), centred("{{ 原带头人.政治面貌 }}"),
             label("学历学位"), centred("{{ 原带头人.学历 }}\n{{ 原带头人.学位 }}"))  # fmt: skip
    form.row(label("职称/等级"), centred("{{ 原带头人.职称等级 }}"),
             label("职务"), centred("{{ 原带头人.职务 }}", 3))  # fmt: skip
    form.text("主要事迹", prose("原带头人.主要事迹"))


def _lists(page: Sheet) -> None:
    page.line("三、成员情况", "表外标题")
    form = page.form(12, 20, 12, 22, 28, 62)
    form.head("序号", "姓名", "性别", "出生年月", "职称/等级", "分工")
    form.each(
        "人 in 成员",
        centred("{{ loop.index }}"),
        centred("{{ 人.姓名 }}"),
        centred("{{ 人.性别 }}"),
        centred("{{ 人.出生年月 | 点年月 }}"),
        centred("{{ 人.职称等级 }}"),
        value("{{ 人.分工 }}"),
    )
    page.line("四、经费预算", "表外标题")
    form = page.form(36, 30, 90)
    form.head("科目", "金额（元）", "测算依据")
    form.each(
        "项 in 经费预算",
        centred("{{ 项.科目 }}"),
        centred("{{ 项.金额 | 元 }}"),
        value("{{ 项.测算依据 }}"),
    )
    form.row(label("合计"), centred("{{ 预算合计 | 元 }}"), value("{{ 预算合计 | 大写 }}"))


def _opinions(page: Sheet) -> None:
    page.line("五、承诺与意见", "表外标题")
    form = page.form(30, 126)
    form.opinion(
        "带头人\n承诺",
        "本人承诺所填内容和所附材料真实有效，如有虚假，愿承担相应后果。",
        signer="承诺人：{{ 承诺.承诺人 }}",
        seal=False,
        date="{{ 承诺.日期 | 日期 }}",
    )
    form.opinion("所在单位\n意见", signer="负责人：")
    form.opinion("校工会\n意见", signer="负责人：")
