"""初审表: 第七条（二）. The seven conditions of Art. 6, one row each, as the union found them."""

from templates.house.form import BLANK_DATE, centred, label, value
from templates.house.sheet import Sheet

#: What each condition asks, in few words; figures are the policy's.
_ASKED = (
    "{{ {"
    "'一': '带头人1名，为劳动模范、大师或技术技能人才',"
    "'二': '成员不少于' ~ 标准.成员数 ~ '人，以一线人员为主体',"
    "'三': '有独立固定场所、配套设备、规范标志和成果展示',"
    "'四': '有稳定的专项经费',"
    "'五': '六类制度齐全',"
    "'六': '每年培训交流活动不少于' ~ 标准.交流次数 ~ '次',"
    "'七': '每年得到认可的成果不少于' ~ 标准.成果数 ~ '项'"
    "}[项.条件] }}"
)


def build() -> Sheet:
    page = Sheet.a4("{{ 工作室.申报名称 }}初审表")
    page.title("创新工作室申报初审表")
    form = page.form(26, 52, 26, 52)
    form.row(label("工作室名称"), centred("{{ 工作室.申报名称 }}", 3))
    form.row(
        label("工作室类型"),
        centred("{{ 工作室.类型 }}"),
        label("所在单位"),
        centred("{{ 工作室.所在单位 }}"),
    )
    form.row(
        label("带头人"),
        centred("{{ 原带头人.姓名 }}"),
        label("申报方式"),
        centred("{{ 工作室.申报方式 }}"),
    )
    form.row(
        label("收件日期"),
        centred("{% if '推荐申报' in 事项 %}{{ 事项.推荐申报.日期 | 日期 }}{% endif %}"),
        label("初审日期"),
        centred("{{ 本事项.日期 | 日期 }}"),
    )
    page.line("逐条审核（对照第六条；佐证编号同申报表的佐证材料清单）", "表外标题")
    form = page.form(11, 37, 42, 15, 16, 35, dense=True)
    form.head("条件", "要求", "申报情况", "佐证\n编号", "结论", "说明")
    form.each(
        "项 in 本事项.逐条审核",
        centred("{{ 项.条件 }}"),
        value(_ASKED),
        value("{{ 项.申报情况 }}"),
        centred("{{ 条件佐证[项.条件] or '—' }}"),
        centred("{{ 项.结论 }}"),
        value("{{ 项.说明 }}"),
    )
    page.new_page("审核结论")
    form = page.form(26, 130)
    form.row(
        label("补正要求"),
        value(
            "{% if 本事项.补正截止 %}请于{{ 本事项.补正截止 | 日期 }}前补正并重新报送。"
            "{% else %}无{% endif %}"
        ),
    )
    form.row(
        label("备注"),
        value(
            "{%p if not 放行 %}\n无\n{%p endif %}\n{%p for 条 in 放行 %}\n{{ 条 }}\n{%p endfor %}"
        ),
    )
    form.opinion(
        "初审结论",
        "{{ 本事项.结论 }}。{% if 本事项.备注 %}{{ 本事项.备注 }}{% endif %}",
        signer="审核人（{{ 本事项.审核人 }}）签字：",
        seal=False,
        date="{{ 本事项.日期 | 日期 }}",
        height=32,
    )
    form.opinion(
        "校工会\n意见", signer="负责人（{{ 本事项.工会负责人 }}）签字：", date=BLANK_DATE, height=42
    )
    return page
