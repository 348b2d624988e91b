"""取消称号决定: 第十一条, of falsehood 第七条. Facts, grounds, who decided, what follows."""

from templates.house.official import Official
from templates.house.wording import CONSENTED, DECIDED, RED_HEAD, RULES, UNION

_UNTOLD = (
    "('结余' ~ (账目.结余 | 元 | replace(',', '')) ~ '元')"
    " not in (本事项.结余经费处理 | replace(',', ''))"
)


def build() -> Official:
    page = Official.a4("关于取消{{ 工作室.名称 }}称号的决定")
    page.red_head(*RED_HEAD)
    page.number("{{ 本事项.文号 }}")
    page.broken_title("'关于取消' ~ 工作室.名称 ~ '称号的决定'")
    page.to("{{ 工作室.所在单位 }}")
    page.body(
        "{{ 工作室.名称 }}于{{ 批次.命名.日期 | 日期 }}命名（{{ 批次.命名.文号 }}）。",
    )
    page.prose("本事项.事实")
    page.body(
        "上述情况属于{% for 由 in 本事项.事由 %}“{{ 由 }}”"
        "{% if not loop.last %}{% if loop.revindex == 2 %}和{% else %}、{% endif %}{% endif %}"
        f"{{% endfor %}}。根据{RULES}{{{{ 取消依据 }}}}，"
        f"{DECIDED}{{% else %}}经{{{{ 本事项.决定机构 }}}}研究{{% endif %}}{CONSENTED}",
    )
    page.heading("一、称号和牌匾")
    page.body(
        "取消{{ 工作室.名称 }}称号。牌匾由{{ 工作室.所在单位 }}于"
        "{{ 本事项.牌匾交回期限 | 日期 }}前交回校工会，交接双方签字。",
    )
    page.heading("二、结余经费")
    # What is left stands once: the decision's own words may tell it.
    with page.when(_UNTOLD):
        page.body(
            "截至{{ 本事项.日期 | 日期 }}，校工会累计划拨专项经费{{ 账目.到账 | 元 }}元，"
            "台账登记支出{{ 账目.支出 | 元 }}元，"
            "{% if 账目.退回 %}已退回{{ 账目.退回 | 元 }}元，{% endif %}"
            "结余{{ 账目.结余 | 元 }}元。{{ 本事项.结余经费处理 | 成句 }}",
        )
    with page.when(f"not ({_UNTOLD})"):
        page.body("{{ 本事项.结余经费处理 | 成句 }}")
    page.heading("三、异议途径")
    page.body("{{ 本事项.异议途径 | 成句 }}")
    page.signature(UNION, "{{ 本事项.日期 | 日期 }}")
    page.imprint("财务部", UNION, "{{ 本事项.日期 | 日期 }}")
    return page
