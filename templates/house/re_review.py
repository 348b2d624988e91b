"""周期末复核评分表: 第十二条. Every expert's marks by indicator, the leader's own beside them.

Columns for experts are fixed when a template is built, so there is one table for each usual size
of panel, and the smallest that holds the panel is shown; a larger panel shares one column.
"""

from templates.house.duty_table import duty_table
from templates.house.form import Form, centred, label, prose, value
from templates.house.inspection import whose
from templates.house.sheet import Sheet

_PANELS = (3, 5, 7)
#: Millimetres of an expert's column, by size of panel.
_WIDTHS = {3: 18, 5: 14, 7: 11}
#: Title, mark of a row, total.
Column = tuple[str, str, str]


def build() -> Sheet:
    page = Sheet.a4("{{ 工作室.名称 }}周期末复核评分表")
    page.title("创新工作室周期末复核评分表")
    form = whose(page)
    form.row(
        label("创建周期"),
        centred("{{ 周期.起 | 日期 }}至\n{{ 周期.止 | 日期 }}"),
        label("复核日期\n地点"),
        centred("{{ 本事项.日期 | 日期 }}\n{{ 本事项.地点 }}"),
    )
    form.when("本事项.复议理由", label("复议理由"), value("{{ 本事项.复议理由 }}", 3))
    page.line("一、逐项评分", "表外标题")
    for fewer, size in zip((0, *_PANELS), _PANELS, strict=False):
        with page.when(f"{fewer} < 本事项.评分表 | length <= {size}"):
            form = page.form(28, 32, 12, 13, *[_WIDTHS[size]] * size, 17, dense=True)
            _marks(form, [_column(n) for n in range(size)])
    with page.when(f"本事项.评分表 | length > {_PANELS[-1]}"):
        _marks(page.form(22, 26, 11, 12, 70, 15, dense=True), [_shared_column()])
    with page.when("自评年度"):
        page.line("注：自评分取{{ 自评年度 }}年度自评报告。", "表下说明")
    _deductions(page)
    _conclusion(page)
    return page


def _marks(form: Form, experts: list[Column]) -> None:
    form.head("维度", "指标", "满分", "自评", *[title for title, _, _ in experts], "平均")
    form.each(
        "行 in 复核表",
        centred("{{ 行.维度 }}", first_row="行.首行"),
        centred("{{ 行.指标 }}"),
        centred("{{ 行.满分 }}"),
        centred("{{ 行.自评分 | 分 if 行.自评分 != '' else '—' }}"),
        *[centred(mark) for _, mark, _ in experts],
        centred("{{ 行.平均 | 均分 }}"),
        height=6,
    )
    own = "复核表 | map(attribute='自评分') | reject('equalto', '') | sum"
    form.row(
        label("合计", 2),
        centred("{{ 复核表 | sum(attribute='满分') }}"),
        centred(f"{{{{ {own} | 分 if 自评年度 else '—' }}}}"),
        *[centred(total) for _, _, total in experts],
        centred("{{ 本事项.平均分 | 均分 }}"),
        height=6,
    )


def _column(expert: int) -> Column:
    """The n-th expert, if there are so many."""

    def shown(expression: str) -> str:
        there = f"本事项.评分表 | length > {expert}"
        return f"{{% if {there} %}}{{{{ {expression} }}}}{{% endif %}}"

    mark = f"行.得分[{expert}]"
    sheet = f"本事项.评分表[{expert}]"
    return (
        shown(f"{sheet}.专家"),
        shown(f"{mark} | 分 if {mark} != '' else '—'"),
        shown(f"{sheet}.总分 | 分"),
    )


def _shared_column() -> Column:
    """All experts in the order of their sheets."""
    gap = "{{ '' if loop.first else '　' }}"
    return (
        f"{{% for 表 in 本事项.评分表 %}}{gap}{{{{ 表.专家 }}}}{{% endfor %}}",
        f"{{% for 分 in 行.得分 %}}{gap}{{{{ 分 | 分 if 分 != '' else '—' }}}}{{% endfor %}}",
        f"{{% for 表 in 本事项.评分表 %}}{gap}{{{{ 表.总分 | 分 }}}}{{% endfor %}}",
    )


def _deductions(page: Sheet) -> None:
    page.new_page("二、扣分说明")
    form = page.form(16, 24, 116, dense=True)
    form.head("专家", "总分", "扣分说明")
    form.each(
        "表 in 本事项.评分表",
        centred("{{ 表.专家 }}"),
        centred("{{ 表.总分 | 分 }}"),
        value("{{ 表.扣分说明 or '无' }}"),
    )

    page.line("三、评分标准和台账记载", "表外标题")
    form = page.form(18, 22, 46, 35, 35, dense=True)
    form.head("维度", "指标", "评分标准", "记载", "佐证编号")
    form.each(
        "行 in 复核表",
        centred("{{ 行.维度 }}"),
        centred("{{ 行.指标 }}"),
        value("{{ 行.评分标准 or '由专家评定' }}"),
        value(_lines("行.记载", "、")),
        value(_lines("行.佐证编号", "，")),
        height=7,
    )
    form.row(
        centred("团队与经费", 2),
        value(
            "成员{{ 期间.成员数 }}人；支持资金到账{{ 期间.到账 | 元 }}元，"
            "支出{{ 期间.支出 | 元 }}元，结余{{ 期间.结余 | 元 }}元。",
            3,
        ),
        height=7,
    )
    page.line(
        "注：写明计分方法的，按记载算得的分是上限，专家在限内评定；“按数计分”的即得该分；"
        "其余由专家评定。佐证编号为各年台账该类的序号，"
        "制度为申报表所列的序号。",
        "表下说明",
    )

    page.new_page("四、职责履行情况（第五条）")
    duty_table(page)


def _lines(expression: str, separator: str) -> str:
    """A line for each year, so that no number is broken at the edge of its column."""
    parts = f"({expression} or '—').split('{separator}')"
    return f"{{%p for 处 in {parts} %}}\n{{{{ 处 }}}}\n{{%p endfor %}}"


def _conclusion(page: Sheet) -> None:
    page.line("五、复核结论", "表外标题")
    form = page.form(26, 52, 26, 52)
    form.row(
        label("平均分"),
        centred("{{ 本事项.平均分 | 均分 }}"),
        label("等级"),
        centred("{{ 本事项.等级 }}"),
    )
    form.text("复核意见", prose("本事项.复核意见"), height=20)
    page.new_page("六、复核专家签字")
    form = page.form(18, 26, 44, 32, 36)
    form.head("编号", "姓名", "单位", "职称", "签字")
    form.each(
        "人 in 本事项.专家组",
        centred("{{ 人.编号 }}"),
        centred("{{ 人.姓名 }}"),
        centred("{{ 人.单位 }}"),
        centred("{{ 人.职称 }}"),
        centred(""),
        height=12,
    )
    page.line("七、审定", "表外标题")
    form = page.form(26, 130)
    form.opinion(
        "复核组长",
        signer="组长（{{ 本事项.组长 }}）签字：",
        seal=False,
        date="{{ 本事项.日期 | 日期 }}",
        height=34,
    )
    form.opinion("校工会\n意见", signer="负责人签字：", height=46)
