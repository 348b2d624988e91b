"""公示结果证明: 第七条（三）. Says what was shown where and when, and what became of it."""

from templates.house.form import centred
from templates.house.sheet import Sheet
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
    table = page.form(12, 60, 24, 60)
    table.head("序号", "工作室名称", "带头人", "所在单位")
    table.each(
        "家 in 名单",
        centred("{{ loop.index }}"),
        centred("{{ 家.工作室.名称 }}"),
        centred("{{ 家.带头人.姓名 }}"),
        centred("{{ 家.工作室.所在单位 }}"),
    )
    with page.when("批次.公示结果.异议"):
        page.body("收到异议{{ 批次.公示结果.异议 | length }}件，处理情况如下。")
        with page.each("件 in 批次.公示结果.异议"):
            page.line(
                "{{ loop.index }}.{{ 件.日期 | 日期 }}，{{ 件.内容 }}处理结果：{{ 件.处理结果 }}"
            )
    page.body("{{ 批次.公示结果.结论 }}", "特此证明。")
    page.signature(UNION, "{{ 批次.公示结果.日期 | 日期 }}")
    return page
