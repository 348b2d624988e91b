"""通报批评: 第七条. What was untrue and who verified it; of persons no more than the name needs."""

from templates.house.official import Official
from templates.house.wording import RED_HEAD, RULES, UNION


def build() -> Official:
    page = Official.a4("关于{{ 工作室.名称 }}申报材料不实的通报")
    page.red_head(*RED_HEAD)
    page.number("{{ 本事项.文号 }}")
    page.broken_title("'关于' ~ 工作室.名称 ~ '申报材料不实的通报'")
    page.to("{{ 本事项.发送范围 | join('、') }}")
    page.body(
        "{{ 工作室.名称 }}（{{ 工作室.所在单位 }}）为{{ 批次.年度 }}年度申报的工作室"
        "{% if '命名' in 事项 %}，{{ 事项.命名.日期 | 日期 }}命名（{{ 事项.命名.文号 }}）"
        "{% endif %}。"
        "经{{ 本事项.查证单位 }}{{ 本事项.查证日期 | 日期 }}查证，现将有关情况通报如下。",
    )
    page.prose("本事项.不实情况")
    page.body(
        f"根据{RULES}第七条，"
        "{% if '取消称号' in 事项 and 事项.取消称号.日期 <= 本事项.日期 %}"
        "{% if 事项.取消称号.日期 == 本事项.日期 %}同日{% else %}"
        "已于{{ 事项.取消称号.日期 | 日期 }}{% endif %}取消该工作室称号"
        "（{{ 事项.取消称号.文号 }}），现予以通报批评"
        "{% elif '命名' in 事项 %}予以通报批评，取消称号的决定另行印发"
        "{% else %}取消该工作室资格，予以通报批评{% endif %}。",
        "各单位要引以为戒，认真审核申报材料，对其真实性负责；带头人要信守所作的承诺。",
    )
    page.signature(UNION, "{{ 本事项.日期 | 日期 }}")
    page.imprint("", UNION, "{{ 本事项.日期 | 日期 }}")
    return page
