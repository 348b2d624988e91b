"""中期检查表: 第九、十一条. What the ledgers show for the period, and what two checkers found."""

from templates.house.form import label, prose, value
from templates.house.inspection import conclusion, head, ledger_and_funds, work
from templates.house.sheet import Sheet


def build() -> Sheet:
    page = Sheet.a4("{{ 工作室.名称 }}中期检查表")
    page.title("创新工作室中期检查表")
    form = head(page, "检查")
    form.when(
        "期间.场所变动",
        label("场所变动"),
        value(
            "{% for 项 in 期间.场所变动 %}{{ '' if loop.first else '；' }}"
            "{{ 项.日期 | 日期 }}{{ 项.变动 }}{{ 项.地点 }}"
            "{% if 项.原因 %}（{{ 项.原因 }}）{% endif %}{% endfor %}。"
            "{% if 期间.场所.失去 %}期末没有独立、固定的场所。{% else %}"
            "期末场所：{{ 期间.场所.地点 }}，{{ 期间.场所.面积 | 分 }}平方米。{% endif %}",
            3,
        ),
    )
    form.text("计划进展", prose("本事项.计划进展"))
    work(page)
    ledger_and_funds(page, "检查")
    conclusion(page, "检查", again="复查", verdicts=("通过", "限期整改", "不通过"))
    return page
