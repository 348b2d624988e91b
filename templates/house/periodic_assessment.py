"""考核表: 第十一条. What the ledgers show for the period, and what the union makes of it."""

from templates.house.form import prose
from templates.house.inspection import conclusion, head, ledger_and_funds, work
from templates.house.sheet import Sheet


def build() -> Sheet:
    page = Sheet.a4("{{ 工作室.名称 }}考核表")
    page.title("创新工作室考核表")
    head(page, "考核").text("考核情况", prose("本事项.考核情况"))
    work(page)
    ledger_and_funds(page, "考核")
    conclusion(page, "考核", again="再次考核", verdicts=("达标", "限期整改", "不达标"))
    return page
