"""公示结果证明: 第七条（三）. Says what was shown where and when, and what became of it."""

from templates.house.sheet import Sheet
from templates.house.shown_list import certified
from templates.house.wording import SHOWN, UNION


def build() -> Sheet:
    page = Sheet.a4("{{ 年度 }}年度拟命名职工创新工作室公示结果证明")
    page.title("{{ 年度 }}年度拟命名职工创新工作室", "公示结果证明")
    page.body(
        "《关于{{ 年度 }}年度拟命名职工创新工作室名单的"
        "{% if 补充 and 历次公示 | length == 1 %}补充{% endif %}公示》"
        "{% if 补充 and 历次公示 | length > 1 %}和补充公示先后{% endif %}已于"
        f"{SHOWN}在{{{{ 校工会.公示网站 }}}}公布"
        "{% if 批次.公示.撤下日期 %}，{{ 批次.公示.撤下日期 | 日期 }}撤下{% endif %}。"
        "公示的{{ 名单 | length }}个工作室为{% if 退出数 %}"
        "（公示以后退出的{{ 退出数 }}个不再列入）{% endif %}：",
    )
    certified(page, "批次.公示结果.异议")
    page.body("{{ 批次.公示结果.结论 | 成句 }}", "特此证明。")
    page.signature(UNION, "{{ 批次.公示结果.日期 | 日期 }}")
    return page
