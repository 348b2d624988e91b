"""奖励通知: 第十三条. What an excellent re-review brings."""

from templates.house.official import Official
from templates.house.wording import RED_HEAD, RULES, UNION


def build() -> Official:
    page = Official.a4("关于奖励{{ 工作室.名称 }}的通知")
    page.red_head(*RED_HEAD)
    page.number("{{ 本事项.文号 }}")
    page.broken_title("'关于奖励' ~ 工作室.名称 ~ '的通知'")
    page.to("{{ 工作室.所在单位 }}、财务部")
    page.body(
        "{{ 工作室.名称 }}（带头人{{ 带头人.姓名 }}）创建周期自{{ 周期.起 | 日期 }}至"
        "{{ 周期.止 | 日期 }}。{{ 事项.周期末复核.日期 | 日期 }}，校工会组织"
        "{{ 事项.周期末复核.专家组 | length }}名专家对场所设施、组织管理、团队建设、制度机制、"
        "工作情况和成果成效六个方面进行复核，平均得分{{ 事项.周期末复核.平均分 | 分 }}分，"
        "等级为“{{ 事项.周期末复核.等级 }}”。",
        f"根据{RULES}第十三条，决定给予该工作室奖励经费人民币"
        "{{ 本事项.金额 | 大写 }}（{{ 本事项.金额 | 元 }}元）。请所在单位和财务部按规定办理，"
        "专款专用，收支记入工作室台账。",
        "希望该工作室再接再厉，做好成果推广和人才培养，发挥示范引领作用。",
    )
    page.signature(UNION, "{{ 本事项.日期 | 日期 }}")
    page.imprint("{{ 工作室.名称 }}", UNION, "{{ 本事项.日期 | 日期 }}")
    return page
