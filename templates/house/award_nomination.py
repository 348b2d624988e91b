"""推荐函: 第十三条. A letter for each of the two provincial lists, in 信函格式."""

from templates.house.official import Official
from templates.house.wording import RULES, UNION

_PROVINCE = "本事项.推荐对象 == '山西省职工（劳模）创新工作室'"


def build() -> Official:
    page = Official.letter(
        "关于推荐{{ 工作室.名称 }}申报{{ 本事项.推荐对象 }}的函", UNION, len("中北大学工会委员会")
    )
    page.letter_number("{{ 本事项.文号 }}")
    page.broken_title("'关于推荐' ~ 工作室.名称 ~ '申报' ~ 本事项.推荐对象 ~ '的函'")
    page.to(
        f"{{% if {_PROVINCE} %}}山西省总工会{{% else %}}山西省教科文卫体工会委员会{{% endif %}}"
    )
    page.body(
        "{% if 本事项.来文 %}按照{{ 本事项.来文.文号 }}的要求，{% endif %}"
        f"根据{RULES}第十三条，经周期末复核，现推荐{{{{ 工作室.名称 }}}}为"
        "{{ 本事项.推荐对象 }}候选单位，有关情况如下。",
    )
    page.heading("一、基本情况")
    page.body(
        "该工作室由{{ 带头人.姓名 }}（{{ 带头人.职称等级 }}）领衔，依托{{ 工作室.所在单位 }}建设，"
        "{{ 批次.命名.日期 | 日期 }}命名（{{ 批次.命名.文号 }}），"
        "创建周期为{{ 周期.起 | 日期 }}至{{ 周期.止 | 日期 }}，现有成员{{ 期间.成员数 }}名。"
        "命名前于{{ 批次.公示.起 | 日期 }}至{{ 批次.公示.止 | 日期 }}公示，"
        "{% if 批次.公示结果.异议 %}所提异议已经查核处理{% else %}未收到异议{% endif %}。",
    )
    page.heading("二、周期内成果")
    page.body(
        "周期内开展培训交流活动{{ 期间.交流活动 | length }}次、日常活动{{ 期间.日常活动数 }}次，"
        "取得成果{{ 期间.成果 | length }}项{% if 期间.成果 %}：{% for 项 in 期间.成果 %}"
        "{{ 项.名称 }}（{{ 项.类别 }}{% if 项.认定单位 %}，{{ 项.认定单位 }}认定{% endif %}）"
        "{% if not loop.last %}；{% endif %}{% endfor %}{% endif %}。",
    )
    page.heading("三、复核结论和推荐意见")
    page.body(
        "{{ 事项.周期末复核.日期 | 日期 }}周期末复核，平均得分"
        "{{ 事项.周期末复核.平均分 | 分 }}分，等级为“{{ 事项.周期末复核.等级 }}”。"
        "{% if '推荐公示' in 事项 and 本事项.推荐对象 in 事项.推荐公示.推荐对象 %}推荐名单于"
        "{{ 事项.推荐公示.起 | 日期 }}至{{ 事项.推荐公示.止 | 日期 }}公示"
        "{% if 事项.推荐公示.结果日期 %}，"
        "{% if 事项.推荐公示.异议 %}所提异议已经查核处理{% else %}未收到异议{% endif %}"
        "{% endif %}。{% endif %}{{ 本事项.推荐意见 | 成句 }}",
        "请予审核。",
    )
    page.attachments("工作室申报表", "周期末复核评分表", "公示结果证明")
    page.signature(UNION, "{{ 本事项.日期 | 日期 }}")
    page.note("联系人：{{ 批次.制表人 }}，电话：{{ 校工会.电话 }}")
    return page
