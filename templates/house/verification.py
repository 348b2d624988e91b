"""核实和听取说明记录: 第七、十一条. Facts looked into and the studio heard; no formal hearing."""

from templates.house.form import centred, label, prose, value
from templates.house.sheet import Sheet


def build() -> Sheet:
    page = Sheet.a4("{{ 工作室.名称 }}核实和听取说明记录")
    page.broken_title("工作室.名称 ~ '核实和听取说明记录'")
    form = page.form(26, 52, 26, 52)
    form.row(
        label("带头人"),
        centred("{{ 当日带头人 }}"),
        label("所在单位"),
        centred("{{ 工作室.所在单位 }}"),
    )
    form.row(
        label("日期"),
        centred("{{ 本事项.日期 | 日期 }}"),
        label("地点"),
        centred("{{ 本事项.地点 }}"),
    )
    form.row(label("到场人"), value("{{ 本事项.到场人 | join('、') }}", 3))
    form = page.form(26, 130)
    form.text("核实情况", prose("本事项.核实情况"), height=42)
    form.text("工作室说明", prose("本事项.工作室说明"), height=42)
    form.row(
        label("核实结论"),
        value(
            "{% for 项 in ('属实', '部分属实', '不属实') %}"
            "{{ '☑' if 项 == 本事项.结论 else '☐' }}{{ 项 }}　　{% endfor %}"
        ),
    )
    form.opinion("到场人\n签字", signer="", seal=False, date="", height=32)
    form.opinion("校工会\n意见", signer="负责人签字：", height=36)
    return page
