"""专家评审表: 第七条（二）. One expert's sheet, for the defence or for the visit."""

from templates.house.form import Form, centred, label, prose, value
from templates.house.sheet import Sheet


def build() -> Sheet:
    page = Sheet.a4("{{ 工作室.申报名称 }}{{ 本表.方式 }}评审表")
    page.title("创新工作室{{ 本表.方式 }}评审表")
    form = page.form(28, 50, 28, 50)
    form.row(label("工作室名称"), centred("{{ 工作室.申报名称 }}", 3))
    form.row(
        label("带头人"),
        centred("{{ 原带头人.姓名 }}"),
        label("所在单位"),
        centred("{{ 工作室.所在单位 }}"),
    )
    form.row(
        label("日期"),
        centred("{{ (本事项.答辩日期 if 本表.方式 == '答辩' else 本事项.考察日期) | 日期 }}"),
        label("地点"),
        centred("{{ 本事项.答辩地点 if 本表.方式 == '答辩' else 场所.地点 }}"),
    )
    form.row(
        label("专家编号"),
        centred("{{ 本表.专家 }}"),
        label("单位、职称"),
        centred(_of_expert("专家.单位 ~ '　' ~ 专家.职称")),
    )
    with page.when("本表.方式 != '答辩'"):
        _found(page)
    with page.when("本表.方式 == '答辩'"):
        page.line("评分", "表外标题")
    form = page.form(12, 32, 16, 18, 78, dense=True)
    form.head("序号", "评分项目", "满分", "得分", "备注")
    form.each(
        "项 in 评分项[本表.方式]",
        centred("{{ loop.index }}"),
        centred("{{ 项.项目 }}"),
        centred("{{ 项.满分 }}"),
        centred("{{ 本表.得分[项.项目] | 分 if 项.项目 in 本表.得分 else '' }}"),
        value("{{ 本表.备注[项.项目] if 项.项目 in 本表.备注 else '' }}"),
        height=7,
    )
    form.row(
        label("总分", 2),
        centred("{{ 评分项[本表.方式] | sum(attribute='满分') }}"),
        centred("{{ 本表.总分 | 分 }}"),
        centred(""),
        height=7,
    )
    page.line("", "表下说明")
    form = page.form(28, 128)
    with_questions = "本表.方式 == '答辩' or 本表.提问与答复"
    form.when(with_questions, label("提问与答复"), value("{{ 本表.提问与答复 }}"), height=16)
    form.text("评语", prose("本表.评语"), height=18)
    _declaration(form)
    return page


def _found(page: Sheet) -> None:
    page.line("申报情况与现场情况核对", "表外标题")
    form = page.form(24, 60, 72, dense=True)
    form.head("项目", "申报情况", "现场情况")
    form.each(
        "项 in 本事项.考察情况",
        centred("{{ 项.项目 }}"),
        value("{{ 项.申报 }}"),
        value("{{ 项.现场 }}"),
    )
    page.line("", "表下说明")
    form = page.form(28, 50, 28, 50)
    form.row(
        label("照片、记录"),
        value("{{ 本事项.佐证 | join('、') if 本事项.佐证 else '随考察记录另存' }}"),
        label("单位陪同人\n签字"),
        value("（{{ 本事项.单位陪同人 }}）"),
        height=14,
    )
    page.new_page("评分")  # the marks stand on the page that is signed


def _declaration(form: Form) -> None:
    form.opinion(
        "回避声明\n与签字",
        "本人与该工作室带头人及成员无隶属、师生、亲属等可能影响公正评审的关系，"
        "以上评分由本人独立作出。",
        signer=f"专家{_of_expert('专家.姓名', '（', '）')}签字：",
        seal=False,
        date="{{ (本事项.答辩日期 if 本表.方式 == '答辩' else 本事项.考察日期) | 日期 }}",
        height=30,
    )


def _of_expert(expression: str, before: str = "", after: str = "") -> str:
    """Something about the expert of this sheet, if the panel is recorded."""
    return (
        "{% if 批次 and 批次.评审组 %}{% for 专家 in 批次.评审组.专家 if 专家.编号 == 本表.专家 %}"
        f"{before}{{{{ {expression} }}}}{after}{{% endfor %}}{{% endif %}}"
    )
