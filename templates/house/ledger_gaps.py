"""台账缺项通知: 第十、十一条. A working notice without number: each gap and how to close it."""

from templates.house.form import centred, value
from templates.house.sheet import Sheet
from templates.house.wording import RULES, UNION


def build() -> Sheet:
    page = Sheet.a4("{{ 工作室.名称 }}台账缺项通知")
    page.broken_title("工作室.名称 ~ '台账缺项通知'")
    page.to("{{ 工作室.名称 }}")
    page.body(
        f"根据{RULES}第十条、第十一条，校工会于{{{{ 制发日期 | 日期 }}}}核对了你工作室的台账，"
        "尚缺{{ 缺项数 }}项{% if 逾期数 %}，其中{{ 逾期数 }}项已逾期{% endif %}，列表如下。",
    )
    table = page.form(11, 28, 30, 18, 25, 44, dense=True)
    table.head("序号", "期间", "项目", "现状", "状态\n及期限", "补正办法")
    table.each(
        "项 in 缺项",
        centred("{{ loop.index }}"),
        centred("{{ 项.期间 }}"),
        centred("{{ 项.项目 }}"),
        centred("{{ 项.现状 or '—' }}"),
        centred("{{ 项.状态 }}\n{%p if 项.期限 %}\n{{ 项.期限 | 点日期 }}\n{%p endif %}"),
        value("{{ 项.办法 }}"),
    )
    page.body(
        "请带头人{{ 带头人.姓名 }}组织补齐，所附佐证一并补上；确不适用的，在当年台账的“不适用”"
        "一栏写明项目和理由，报校工会同意。没有开展的活动不得补造记录。补齐情况由校工会在下次核对时确认。",
    )
    page.signature(UNION, "{{ 制发日期 | 日期 }}")
    return page
