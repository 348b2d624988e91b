"""征求意见表: 第七条（三）. What one office answered before the committee met."""

from templates.house.form import centred, label, value
from templates.house.sheet import Sheet
from templates.house.wording import UNION

_AGAINST = (
    "{% for 家 in 名单 %}{{ 家.工作室.名称 }}{% if not loop.last %}、{% endif %}"
    "{% else %}无{% endfor %}"
)


def build() -> Sheet:
    page = Sheet.a4("{{ 年度 }}年度创新工作室命名征求意见表")
    page.title("{{ 年度 }}年度创新工作室命名", "征求意见表")
    page.line(f"{UNION}制。随附拟提交工会委员会研究的名单，由被征求意见的部门填写。", "表下说明")
    form = page.form(30, 48, 30, 48)
    form.row(
        label("部门"),
        centred("{{ 本事项.部门 }}"),
        label("答复日期"),
        centred("{{ 本事项.日期 | 日期 }}"),
    )
    form.row(label("结论"), centred("{{ 本事项.结论 }}", 3))
    form.row(label("异议对象"), value(_AGAINST, 3))
    form.opinion("意见", "{{ 本事项.意见 }}", signer="负责人签字：", height=70)
    return page
