"""保密审查表: before something is shown outside; who looked at it, and with what outcome."""

from templates.house.form import centred, label, value
from templates.house.sheet import Sheet
from templates.house.wording import UNION


def build() -> Sheet:
    page = Sheet.a4("{{ 年度 }}年度创新工作室对外公开保密审查表")
    page.title("{{ 年度 }}年度创新工作室对外公开", "保密审查表")
    page.line(f"{UNION}制。随附拟公开的文稿、图片，先审查，后公开。", "表下说明")
    form = page.form(30, 48, 30, 48)
    form.row(
        label("公开用途"),
        centred("{{ 本事项.用途 }}"),
        label("审查日期"),
        centred("{{ 本事项.日期 | 日期 }}"),
    )
    form.row(
        label("审查内容"),
        value("是否涉及国家秘密、工作秘密、未公开的技术内容和不宜公开的个人信息", 3),
    )
    form.row(label("结论"), centred("{{ 本事项.结论 }}", 3))
    form.opinion(
        "审查意见",
        "{{ 本事项.意见 }}",
        signer="审查人（{{ 本事项.审查人 }}）签字：",
        seal=False,
        height=60,
    )
    return page
