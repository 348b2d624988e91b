"""整改验收单: 第十一条. What was demanded, and what the union found when it looked again."""

from templates.house.form import centred, label, prose, value
from templates.house.inspection import whose
from templates.house.sheet import Sheet
from templates.house.wording import STUDIO_SIGNS


def build() -> Sheet:
    page = Sheet.a4("{{ 工作室.名称 }}整改验收单")
    page.title("创新工作室整改验收单")
    form = whose(page)
    form.row(label("验收日期"), centred("{{ 本事项.日期 | 日期 }}", 3))
    listed = page.form(11, 26, 26, 93, dense=True)
    listed.head("序号", "整改通知", "整改期限", "整改要求")
    listed.each(
        "项 in 所验收",
        centred("{{ loop.index }}"),
        centred("{{ 项.通知日期 | 点日期 }}"),
        centred("{{ 项.整改期限 | 点日期 }}"),
        value("{{ 项.整改要求 }}"),
        empty="没有整改通知",
    )
    form = page.form(26, 130)
    form.text("验收情况", prose("本事项.验收情况"), height=30)
    form.row(
        label("验收结论"),
        value(
            "{% for 项 in ('已整改', '部分整改', '未整改') %}"
            "{{ '☑' if 项 == 本事项.结论 else '☐' }}{{ 项 }}　　{% endfor %}"
        ),
    )
    form.opinion(
        "验收人",
        signer="验收人（{{ 本事项.验收人 | join('、') }}）签字：",
        seal=False,
        date="{{ 本事项.日期 | 日期 }}",
        height=34,
    )
    form.opinion("工作室\n确认", signer=STUDIO_SIGNS, seal=False, height=32)
    return page
