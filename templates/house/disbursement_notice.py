"""划拨通知: 第九条. One for each payment; no bank data, so that it may be shown."""

from templates.house.official import Official
from templates.house.wording import LIFTED, RED_HEAD, RULES, UNION


def build() -> Official:
    page = Official.a4("关于{{ 划拨.通知 }}{{ 工作室.名称 }}{{ 划拨.第几笔 }}专项经费的通知")
    page.red_head(*RED_HEAD)
    page.number("{{ 本事项.文号 }}")
    page.broken_title("'关于' ~ 划拨.通知 ~ 工作室.名称 ~ 划拨.第几笔 ~ '专项经费的通知'")
    page.to("{{ 工作室.所在单位 }}、财务部")
    with page.when("划拨.依据 == '挂牌' and '挂牌' in 事项 and not 划拨.免办"):
        page.body(
            "{{ 工作室.名称 }}已由《关于{% if 补充命名 %}补充{% endif %}命名"
            "{{ 批次.年度 }}年度职工创新工作室的决定》"
            "（{{ 批次.命名.文号 }}）命名，并于{{ 事项.挂牌.日期 | 日期 }}挂牌。"
            f"根据{RULES}第九条，现划拨{{{{ 划拨.第几笔 }}}}专项经费，有关事项通知如下。",
        )
    with page.when("划拨.依据 == '中期检查' and '中期检查' in 事项 and not 划拨.免办"):
        page.body(
            "{{ 事项.中期检查.日期 | 日期 }}，校工会对{{ 工作室.名称 }}进行中期检查，"
            "结论为“{{ 事项.中期检查.结论 }}”。"
            f"根据{RULES}第九条，现划拨{{{{ 划拨.第几笔 }}}}专项经费，有关事项通知如下。",
        )
    with page.when("划拨.依据 == '周期末复核' and '周期末复核' in 事项 and not 划拨.免办"):
        page.body(
            "{{ 事项.周期末复核.日期 | 日期 }}，校工会对{{ 工作室.名称 }}进行周期末复核，"
            "等级为“{{ 事项.周期末复核.等级 }}”。"
            f"根据{RULES}第九条，现划拨{{{{ 划拨.第几笔 }}}}专项经费，有关事项通知如下。",
        )
    with page.when("划拨.免办"):
        page.body(
            f"{LIFTED}。根据{RULES}第九条，现划拨{{{{ 划拨.第几笔 }}}}专项经费，有关事项通知如下。",
        )
    page.heading("一、划拨金额")
    page.body(
        "人民币{{ 本事项.金额 | 大写 }}（{{ 本事项.金额 | 元 }}元），用于{{ 工作室.名称 }}"
        "（带头人{{ 带头人.姓名 }}）在创建周期（{{ 周期.起 | 日期 }}至{{ 周期.止 | 日期 }}）"
        "内的创建工作。"
        "{% if 本事项.来源 %}经费来源：{{ 本事项.来源 }}。{% endif %}"
        "{% if 本事项.方式 %}支付方式：{{ 本事项.方式 }}。{% endif %}",
    )
    page.heading("二、累计划拨")
    page.body(
        "本周期资金总额{{ (标准.周期资金 * 100) | 元 }}元，连同本次累计划拨{{ 已划拨 | 元 }}元，"
        "{% if 已划拨 < 标准.周期资金 * 100 %}其余"
        "{{ (标准.周期资金 * 100 - 已划拨) | 元 }}元在{{ 划拨.其余何时 }}划拨{% else %}"
        "已全部划拨{% endif %}。",
    )
    page.heading("三、经费管理")
    page.body(
        "该经费专款专用、公开透明，不得挪用。请所在单位按学校和工会财务规定审核开支；"
        "请工作室逐笔登记台账，妥善保管凭证，接受校工会的检查。",
    )
    page.signature(UNION, "{{ 本事项.日期 | 日期 }}")
    page.imprint("{{ 工作室.名称 }}", UNION, "{{ 本事项.日期 | 日期 }}")
    return page
