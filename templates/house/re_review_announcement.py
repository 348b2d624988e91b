"""复核结果的通报: 第十二、十三条. All results of an intake, the awards, the titles."""

from templates.house.form import centred
from templates.house.official import Official
from templates.house.wording import RED_HEAD, RULES, UNION


def build() -> Official:
    page = Official.a4("关于{{ 年度 }}年度创新工作室周期末复核结果的通报")
    page.red_head(*RED_HEAD)
    page.number("{{ 本事项.文号 }}")
    page.title("关于{{ 年度 }}年度创新工作室", "周期末复核结果的通报")
    page.to("各有关单位、各创新工作室")
    page.body(
        f"根据{RULES}第十二条、第十三条，校工会组织专家对{{{{ 年度 }}}}年度命名的"
        "创新工作室进行了周期末复核。该年度共命名{{ 命名数 }}个"
        "{% if 终止数 %}，其中{{ 终止数 }}个已{{ 终止事项 }}{% endif %}"
        "{% if 未列数 %}，{{ 未列数 }}个不在本次通报之列{% endif %}；"
        "现将{{ 复核结果 | length }}个的复核结果通报如下。"
    )
    page.heading("一、复核结果")
    table = page.form(12, 50, 20, 42, 18, 14)
    table.head("序号", "工作室名称", "带头人", "所在单位", "平均分", "等级")
    table.each(
        "家 in 复核结果",
        centred("{{ loop.index }}"),
        centred("{{ 家.工作室名称 }}"),
        centred("{{ 家.带头人姓名 }}"),
        centred("{{ 家.所在单位 }}"),
        centred("{{ 家.平均分 | 分 }}"),
        centred("{{ 家.等级 }}"),
    )
    with page.when("各等级.优秀"):
        page.heading("二、奖励和推荐")
        with page.when("同奖"):
            page.body(
                "{{ 同奖 }}复核为优秀，{% if 每个奖励 %}各给予奖励经费人民币{{ 每个奖励 | 大写 }}"
                "（{{ 每个奖励 | 元 }}元）{% else %}给予奖励经费{% endif %}，"
                "合计{{ 奖励合计 | 元 }}元。奖励经费用于工作室的后续工作，专款专用，不发给个人；"
                "请财务部和所在单位按规定办理，收支记入工作室台账。"
            )
        with page.when("已奖"):
            page.body("{{ 已奖 }}。")
        with page.when("另奖"):
            page.body("对{{ 另奖 }}的奖励另文通知。")
        page.body("{{ 各等级.优秀 }}同时列为第十三条所定的向上级工会推荐的候选工作室。")
    page.heading("{% if 各等级.优秀 %}三{% else %}二{% endif %}、称号")
    with page.when("期满称号 == '保留称号'"):
        page.body("周期届满、复核合格以上的工作室保留称号，继续按细则开展工作、接受考核。")
    with page.when("期满称号 == '重新申报'"):
        page.body(
            "本次复核后，本周期结束。愿意继续创建的工作室，按下一批次的申报通知重新申报，"
            "经评审、公示后命名，开始新的周期。"
        )
    with page.when("期满称号 == '终止'"):
        page.body("本次复核后，本周期结束，称号随周期届满终止。")
    with page.when("各等级.不合格"):
        page.body("{{ 各等级.不合格 }}复核不合格，由校工会按第十一条另行处理。")
    page.body("特此通报。")
    page.signature(UNION, "{{ 本事项.日期 | 日期 }}")
    with page.when("本事项.抄送"):
        page.imprint("{{ 本事项.抄送 | join('，') }}", UNION, "{{ 本事项.日期 | 日期 }}")
    with page.when("not 本事项.抄送"):
        page.imprint("", UNION, "{{ 本事项.日期 | 日期 }}")
    return page
