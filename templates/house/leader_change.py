"""带头人变更报告表: 第十四条. The unit reports and seals, the union decides."""

from templates.house.form import centred, label, prose, value
from templates.house.sheet import Sheet
from templates.house.wording import UNION

_NEW = "本事项.拟任带头人"
_HONOURS = (
    f"{{%p for 项 in {_NEW}.荣誉 %}}\n"
    "{{ 项.日期 | 日期 }}　{{ 项.称号 }}（{{ 项.级别 }}，{{ 项.授予单位 }}）\n"
    "{%p endfor %}"
)


_CYCLE = "{% if 周期 %}{{ 周期.起 | 日期 }}至\n{{ 周期.止 | 日期 }}{% else %}尚未命名{% endif %}"


def build() -> Sheet:
    page = Sheet.a4("{{ 工作室.名称 }}带头人变更报告表")
    page.broken_title("工作室.名称 ~ '带头人变更报告表'")
    page.line(
        f"{UNION}制。带头人换岗、离岗、退休或其他原因不再带头的，由所在单位填报。", "表下说明"
    )
    form = page.form(30, 48, 30, 48)
    form.row(label("工作室名称"), centred("{{ 工作室.名称 }}", 3))
    form.row(
        label("报告单位"),
        centred("{{ 本事项.报告单位 }}"),
        label("报告日期"),
        centred("{{ 本事项.日期 | 日期 }}"),
    )
    form.row(
        label("原带头人"),
        centred("{{ 带头人.姓名 }}"),
        label("变动原因"),
        centred("{{ 本事项.原因 }}"),
    )
    form.row(
        label("变动日期"),
        centred("{{ 本事项.变动日期 | 日期 }}"),
        label("创建周期"),
        centred(_CYCLE),
    )
    form.text("情况说明", prose("本事项.情况说明"), height=40)
    form.when(_NEW, label("拟任带头人", 4))
    form.when(
        _NEW,
        label("姓名"),
        centred(f"{{{{ {_NEW}.姓名 }}}}"),
        label("性别"),
        centred(f"{{{{ {_NEW}.性别 }}}}"),
    )
    form.when(
        _NEW,
        label("出生年月"),
        centred(f"{{{{ {_NEW}.出生年月 | 点年月 }}}}"),
        label("政治面貌"),
        centred(f"{{{{ {_NEW}.政治面貌 }}}}"),
    )
    form.when(
        _NEW,
        label("学历学位"),
        centred(f"{{{{ {_NEW}.学历 }}}}　{{{{ {_NEW}.学位 }}}}"),
        label("职称/等级"),
        centred(f"{{{{ {_NEW}.职称等级 }}}}"),
    )
    form.when(_NEW, label("职务"), centred(f"{{{{ {_NEW}.职务 }}}}", 3))
    form.when(f"{_NEW} and {_NEW}.荣誉", label("荣誉"), value(_HONOURS, 3))
    form.when(
        f"not {_NEW}",
        label("拟任带头人"),
        centred("{{ '尚未确定' if 本事项.代管人 else '无，建议取消命名' }}", 3),
    )
    form.when("本事项.代管人", label("代管人"), centred("{{ 本事项.代管人 }}", 3))
    form.opinion("所在单位\n意见", signer="负责人签字：")
    form.opinion("校工会\n意见", signer="负责人签字：")
    return page
