"""结果告知书: 第七条. What became of the application, and why; received by the applicant."""

from templates.house.form import BLANK_DATE, centred, label
from templates.house.sheet import Sheet
from templates.house.wording import RULES, UNION

#: How far the application came, in a sentence.
_OUTCOME = (
    "{{ {"
    "'初审未通过': '经材料初审，不符合申报条件，初审未予通过',"
    "'评审未推荐': '经专家评审，未获推荐命名',"
    "'审定未同意': '经审定，未同意命名',"
    "'未予命名': '经核实，取消申报资格' if '通报批评' in 事项 else '经公示和核实，本批次未予命名',"
    "'暂缓命名': '本批次暂缓命名，原因消除以后按程序再行审定'"
    "}[本事项.结果] }}"
)


def build() -> Sheet:
    page = Sheet.a4("{{ 工作室.申报名称 }}申报结果告知书")
    page.broken_title("工作室.申报名称 ~ '申报结果告知书'")
    page.to("{{ 本事项.告知对象 }}同志")
    page.body(
        "{% if '推荐申报' in 事项 %}{{ 事项.推荐申报.日期 | 日期 }}收到的{% endif %}"
        f"“{{{{ 工作室.申报名称 }}}}”{{{{ 批次.年度 }}}}年度申报材料已经办理。根据{RULES}第七条，"
        f"{_OUTCOME}。现将理由告知如下。",
    )
    page.prose("本事项.理由")
    page.body("对以上结果有疑问的，可以向校工会提出，联系电话：{{ 校工会.电话 }}。")
    page.signature(UNION, "{{ 本事项.日期 | 日期 }}")
    page.blank()
    form = page.form(26, 52, 26, 52)
    form.row(
        label("告知方式"),
        centred("{{ 本事项.方式 }}"),
        label("签收"),
        centred(BLANK_DATE),
    )
    return page
