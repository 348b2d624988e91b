"""整改通知书: 第十一条. Why, what is to be mended, by when; with a 文号 under the red head."""

from templates.house.official import Official
from templates.house.wording import RED_HEAD, RULES, UNION


def build() -> Official:
    page = Official.a4("关于{{ 工作室.名称 }}限期整改的通知")
    with page.when("本事项.文号"):
        page.red_head(*RED_HEAD)
        page.number("{{ 本事项.文号 }}")
    page.broken_title("'关于' ~ 工作室.名称 ~ '限期整改的通知'")
    page.to("{{ 工作室.所在单位 }}、{{ 工作室.名称 }}")
    page.prose("本事项.缘由")
    page.body(
        f"根据{RULES}第十一条，请你工作室于{{{{ 本事项.整改期限 | 日期 }}}}前完成以下整改。",
    )
    with page.each("项 in 本事项.整改要求"):
        page.body("{{ loop.index }}.{{ 项 }}")
    page.body(
        "请{% if 当日带头人 == 带头人.姓名 %}带头人{{ 带头人.姓名 }}"
        "{% elif '代管' in 当日带头人 %}{{ 当日带头人 }}{% else %}所在单位{% endif %}负责落实，"
        "整改完成后将情况和佐证书面报校工会，由校工会验收。"
        "逾期不整改或整改后仍达不到要求的，按上述细则第十一条处理。",
    )
    page.signature(UNION, "{{ 本事项.日期 | 日期 }}")
    with page.when("本事项.文号"):
        page.imprint("", UNION, "{{ 本事项.日期 | 日期 }}")
    return page
