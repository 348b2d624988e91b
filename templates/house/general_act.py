"""其他事项: 第八条. What happens once in ten years: the words are the union's, and so is the title.

One for a studio, one for all studios of an intake.
"""

from templates.house.official import Official
from templates.house.wording import RED_HEAD, RULES, UNION

_EFFECT = (
    "{% if 本事项.年度 %}{{ 本事项.年度 }}年度的{% endif %}“{{ 本事项.所及事项 }}”"
    "{% if 本事项.影响 == '暂停' %}{% if 本事项.顺延至 %}顺延至{{ 本事项.顺延至 | 日期 }}"
    "{% else %}暂停办理，恢复办理的时间另行通知{% endif %}"
    "{% elif 本事项.影响 == '免除' %}不再办理{% else %}按上述内容办理，不再另办{% endif %}。"
)


def build() -> Official:
    return _page("{{ 工作室.所在单位 }}", "{{ 工作室.名称 }}", "{{ 工作室.名称 }}")


def build_for_intake() -> Official:
    whom = "{% if 本事项.影响 %}{{ 批次.年度 }}年度申报的{% endif %}各创新工作室"
    return _page("各有关单位", whom, "各创新工作室")


def _page(to: str, whom: str, copied: str) -> Official:
    page = Official.a4("{{ 本事项.题名 }}")
    page.red_head(*RED_HEAD)
    page.number("{{ 本事项.文号 }}")
    page.broken_title("本事项.题名")
    page.to(to)
    page.body(
        f"根据{RULES}第八条，经{{{{ 本事项.决定机构 }}}}研究"
        "{% if 本事项.审定 %}（{{ 本事项.审定.会议 }}，{{ 本事项.审定.日期 | 日期 }}）{% endif %}"
        "{% if 本事项.党委同意 %}，{{ 本事项.党委同意.日期 | 日期 }}{{ 校工会.党委名称 }}同意"
        f"{{% endif %}}，现就{whom}有关事项明确如下。"
    )
    page.prose("本事项.内容")
    with page.when("本事项.影响 and 本事项.所及事项"):
        page.body(f"{whom}{_EFFECT}")
    page.attached("本事项.附件")
    page.signature(UNION, "{{ 本事项.日期 | 日期 }}")
    page.imprint(copied, UNION, "{{ 本事项.日期 | 日期 }}")
    return page
