"""重新命名、取消命名决定: 第十四条. What the union decides upon a unit's report."""

from templates.house.official import Official
from templates.house.wording import CONSENTED, DECIDED, RED_HEAD, RULES, UNION

_RENAMED = "本事项.事项 == '重新命名'"
_OLD = "(本事项.原名称 if " + _RENAMED + " else 工作室.名称)"
_TITLE = (
    "('关于将' ~ 本事项.原名称 ~ '重新命名为' ~ 本事项.新名称 ~ '的决定' if "
    + _RENAMED
    + " else '关于取消' ~ 工作室.名称 ~ '命名的决定')"
)


def build() -> Official:
    page = Official.a4(f"{{{{ {_TITLE} }}}}")
    page.red_head(*RED_HEAD)
    page.number("{{ 本事项.文号 }}")
    page.broken_title(_TITLE)
    page.to("{{ 工作室.所在单位 }}")
    page.body(
        f"{{{{ {_OLD} }}}}于{{{{ 批次.命名.日期 | 日期 }}}}命名（{{{{ 批次.命名.文号 }}}}）。"
        "{{ 事项.带头人变更.日期 | 日期 }}，{{ 事项.带头人变更.报告单位 }}报告，该工作室带头人"
        "于{{ 事项.带头人变更.变动日期 | 日期 }}{{ 事项.带头人变更.原因 }}"
        "{% if 事项.带头人变更.原因 != '去世' %}，不再担任带头人{% endif %}。"
        f"根据{RULES}第十四条，{DECIDED}{{% else %}}经研究{{% endif %}}{CONSENTED}",
    )
    with page.when(_RENAMED):
        page.heading("一、名称和带头人")
        page.body(
            "{{ 本事项.原名称 }}重新命名为{{ 本事项.新名称 }}"
            "{% if 本事项.类型 %}，类型为{{ 本事项.类型 }}{% endif %}，带头人为"
            "{{ 带头人.姓名 }}。",
        )
        page.heading("二、创建周期和经费")
        page.body(
            "原创建周期（{{ 周期.起 | 日期 }}至{{ 周期.止 | 日期 }}）连续计算，已有的台账、"
            "设备和经费由新任带头人接续管理。",
        )
        page.heading("三、牌匾")
        page.body("校工会按新名称换发牌匾，原牌匾同时交回校工会。")
    with page.when(f"not ({_RENAMED})"):
        page.heading("一、取消命名")
        page.body(
            "取消{{ 工作室.名称 }}的命名，收回牌匾"
            "{% if 本事项.牌匾交回期限 %}，由{{ 工作室.所在单位 }}于"
            "{{ 本事项.牌匾交回期限 | 日期 }}前交回校工会，交接双方签字{% endif %}。",
        )
        page.heading("二、理由")
        page.prose("本事项.理由")
        with page.when("本事项.结余经费处理"):
            page.heading("三、结余经费")
            page.body("{{ 本事项.结余经费处理 | 成句 }}")
    page.signature(UNION, "{{ 本事项.日期 | 日期 }}")
    page.imprint("财务部", UNION, "{{ 本事项.日期 | 日期 }}")
    return page
