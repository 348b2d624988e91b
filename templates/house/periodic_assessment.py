"""考核表: 第十一条. What the ledgers show for the period, and what the union makes of it."""

from templates.house.form import centred, label, prose, value
from templates.house.midterm_check import ledger_and_funds, work
from templates.house.sheet import Sheet


def build() -> Sheet:
    page = Sheet.a4("{{ 工作室.名称 }}考核表")
    page.title("创新工作室考核表")
    form = page.form(26, 52, 26, 52)
    form.row(label("工作室名称"), centred("{{ 工作室.名称 }}", 3))
    form.row(
        label("带头人"),
        centred("{{ 带头人.姓名 }}"),
        label("所在单位"),
        centred("{{ 工作室.所在单位 }}"),
    )
    span = "{{ 本事项.考核期间起 | 日期 }}至{{ 本事项.考核期间止 | 日期 }}"
    form.row(label("考核期间"), centred(span, 3))
    form.row(
        label("考核日期"),
        centred("{{ 本事项.日期 | 日期 }}"),
        label("成员人数"),
        centred("{{ 期间.成员数 }}"),
    )
    form.row(
        label("制度种类"),
        centred("{{ 期间.制度种数 }}种（应有{{ 标准.制度 | length }}种）"),
        label("日常活动"),
        centred("{{ 期间.日常活动数 }}次"),
    )
    form.text("考核情况", prose("本事项.考核情况"))
    work(page)
    ledger_and_funds(page, "考核")
    _conclusion(page)
    return page


def _conclusion(page: Sheet) -> None:
    page.new_page("考核结论")
    form = page.form(26, 130)
    form.text("存在问题", prose("本事项.存在问题"), height=30)
    form.row(
        label("整改期限"),
        value(
            "{% if 本事项.整改期限 %}{{ 本事项.整改期限 | 日期 }}前完成整改并报校工会再次考核。"
            "{% else %}无{% endif %}"
        ),
    )
    form.row(
        label("考核结论"),
        value(
            "{% for 项 in ('达标', '限期整改', '不达标') %}"
            "{{ '☑' if 项 == 本事项.结论 else '☐' }}{{ 项 }}　　{% endfor %}"
        ),
    )
    form.opinion(
        "考核人",
        signer="考核人（{{ 本事项.考核人 | join('、') }}）签字：",
        seal=False,
        date="{{ 本事项.日期 | 日期 }}",
        height=36,
    )
    form.opinion("工作室\n确认", signer="带头人（{{ 带头人.姓名 }}）签字：", seal=False, height=32)
    form.opinion("校工会\n意见", signer="负责人（{{ 本事项.工会负责人 }}）签字：", height=46)
