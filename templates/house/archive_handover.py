"""档案移交清单: 第十条. Which volumes went to the university archive, and who signs for it."""

from templates.house.form import centred, label
from templates.house.sheet import Sheet
from templates.house.wording import UNION


def build() -> Sheet:
    page = Sheet.a4("创新工作室档案移交清单")
    page.title("创新工作室档案移交清单")
    page.body(
        f"{{{{ 本事项.日期 | 日期 }}}}，{UNION}向{{{{ 本事项.接收单位 }}}}移交创新工作室档案"
        "{{ 案卷清单 | length }}卷，清单如下。"
    )
    row = (
        centred("{{ loop.index }}"),
        centred("{{ 卷.编号 }}"),
        centred("{{ 卷.题名 }}"),
        centred("{{ 卷.起 | 点日期 }}至{{ 卷.止 | 点日期 }}"),
        centred("{{ 卷.归档日期 | 点日期 }}"),
    )
    head = ("序号", "编号", "案卷题名", "起止日期", "归档日期")
    with page.when("案卷封存"):
        table = page.form(9, 28, 44, 25, 25, 11, 11, 15, dense=True)
        table.head(*head, "件数", "页数", "保管\n期限")
        counted = (centred(f"{{{{ 卷.{key} }}}}") for key in ("件数", "页数", "保管期限"))
        table.each("卷 in 案卷清单", *row, *counted)
    with page.when("not 案卷封存"):
        table = page.form(10, 40, 56, 28, 22, dense=True)
        table.head(*head)
        table.each("卷 in 案卷清单", *row)
    with page.when("本事项.说明"):
        page.body("说明：{{ 本事项.说明 }}")
    form = page.form(28, 50, 28, 50)
    form.row(
        label("移交单位"),
        centred(UNION),
        label("接收单位"),
        centred("{{ 本事项.接收单位 }}"),
        height=12,
    )
    form.row(
        label("移交人"),
        centred("{{ 本事项.移交人 }}"),
        label("接收人"),
        centred("{{ 本事项.接收人 }}"),
        height=12,
    )
    form.row(label("移交人签字"), centred(""), label("接收人签字"), centred(""), height=16)
    form.row(
        label("移交日期"),
        centred("{{ 本事项.日期 | 日期 }}"),
        label("登记册代码"),
        centred("{{ 登记册代码 }}"),
        height=12,
    )
    return page
