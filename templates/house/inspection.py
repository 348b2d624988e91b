"""What 中期检查表 and 考核表 share (第九、十一条): who and when, the ledgers, the verdict."""

from templates.house.duty_table import SPAN
from templates.house.form import Form, centred, label, prose, value
from templates.house.sheet import Sheet
from templates.house.wording import STUDIO_SIGNS


def whose(page: Sheet) -> Form:
    """The studio that was looked at; open for further rows."""
    form = page.form(26, 52, 26, 52)
    form.row(label("工作室名称"), centred("{{ 工作室.名称 }}", 3))
    form.row(
        label("带头人"),
        centred("{{ 当日带头人 }}"),
        label("所在单位"),
        centred("{{ 工作室.所在单位 }}"),
    )
    return form


def head(page: Sheet, kind: str) -> Form:
    """First table of the sheet of one `kind`, 检查 or 考核; open for further rows."""
    form = whose(page)
    span = f"{{{{ 本事项.{kind}期间起 | 日期 }}}}至{{{{ 本事项.{kind}期间止 | 日期 }}}}"
    form.row(label(f"{kind}期间"), centred(span, 3))
    form.row(
        label(f"{kind}日期"),
        centred("{{ 本事项.日期 | 日期 }}"),
        label("成员人数"),
        centred("{{ 期间.成员数 }}"),
    )
    form.row(
        label("制度种类"),
        centred("{{ 期间.制度种数 }}种（应有{{ 标准.制度 | length }}种）"),
        label("日常活动"),
        centred("{{ 期间.日常活动数 }}次"),
    )
    return form


def work(page: Sheet) -> None:
    page.line(
        "交流活动（期间内{{ 期间.交流活动 | length }}次，细则要求每年不少于{{ 标准.交流次数 }}次）",
        "表外标题",
    )
    form = page.form(11, 27, 26, 48, 32, 12, dense=True)
    form.head("序号", "日期", "类别", "主题", "合作单位", "人数")
    form.each(
        "次 in 期间.交流活动",
        centred("{{ loop.index }}"),
        centred(SPAN.replace("行", "次")),
        centred("{{ 次.类别 }}"),
        value("{{ 次.主题 }}"),
        value("{{ 次.合作单位 }}"),
        centred("{{ 次.人数 }}"),
        empty="没有记录",
    )
    page.new_page(
        "创新成果（期间内认定{{ 期间.认定成果数 }}项，细则要求每年不少于{{ 标准.成果数 }}项）"
    )
    form = page.form(11, 22, 55, 22, 46, dense=True)
    form.head("序号", "日期", "名称", "类别", "认定单位及编号")
    form.each(
        "项 in 期间.成果",
        centred("{{ loop.index }}"),
        centred("{{ 项.日期 | 点日期 }}"),
        value("{{ 项.名称 }}"),
        centred("{{ 项.类别 }}"),
        value(
            "{{ 项.认定单位 or '尚未认定' }}{% if 项.编号 %}\n{{ 项.编号 }}{% endif %}"
            "{% if 项.认定日期 %}\n{{ 项.认定日期 | 点日期 }}认定{% endif %}"
        ),
        empty="没有记录",
    )


def ledger_and_funds(page: Sheet, kind: str) -> None:
    page.line(f"台账情况（截至{{{{ 本事项.{kind}期间止 | 日期 }}}}）", "表外标题")
    form = page.form(18, 18, 18, 18, 20, 20, 20, 24, dense=True)
    form.head(
        "年度",
        "年度\n计划",
        "年度\n总结",
        "年度\n自评",
        "日常活动\n（次）",
        "交流活动\n（次）",
        "创新成果\n（项）",
        "自评\n备案日期",
    )
    form.each(
        "年 in 期间.台账",
        centred("{{ 年.年度 }}"),
        centred("{{ 年.计划 }}"),
        centred("{{ 年.总结 }}"),
        centred("{{ 年.自评 }}"),
        centred("{{ 年.日常活动 }}"),
        centred("{{ 年.交流活动 }}"),
        centred("{{ 年.创新成果 }}"),
        centred("{{ 年.备案日期 | 点日期 if 年.备案日期 else '—' }}"),
        empty="没有台账",
    )
    until = f"{{{{ 本事项.{kind}期间止 | 日期 }}}}"
    page.line(f"校工会支持资金（截至{until}，单位：元）", "表外标题")
    form = page.form(30, 30, 16, 80, dense=True)
    form.head("科目", "支出", "笔数", "凭证号")
    form.each(
        "项 in 期间.分科目",
        centred("{{ 项.科目 }}"),
        centred("{{ 项.金额 | 元 }}"),
        centred("{{ 项.笔数 }}"),
        value("{{ 项.凭证号 }}"),
        empty="没有支出",
    )
    form.row(
        label("合计"),
        centred("{{ 期间.支出 | 元 }}"),
        value(
            "累计到账{{ 期间.到账 | 元 }}，{% if 期间.退回 %}退回{{ 期间.退回 | 元 }}，{% endif %}"
            "结余{{ 期间.结余 | 元 }}",
            2,
        ),
    )


def conclusion(page: Sheet, kind: str, *, again: str, verdicts: tuple[str, ...]) -> None:
    """The page of the verdict: faults, the day to mend them by and look `again`, who signs."""
    page.new_page(f"{kind}结论")
    form = page.form(26, 130)
    form.text("存在问题", prose("本事项.存在问题"), height=30)
    form.row(
        label("整改期限"),
        value(
            "{% if 本事项.整改期限 %}{{ 本事项.整改期限 | 日期 }}前完成整改并报校工会"
            f"{again}。{{% else %}}无{{% endif %}}"
        ),
    )
    form.row(
        label(f"{kind}结论"),
        value(
            f"{{% for 项 in {verdicts} %}}"
            "{{ '☑' if 项 == 本事项.结论 else '☐' }}{{ 项 }}　　{% endfor %}"
        ),
    )
    form.opinion(
        f"{kind}人",
        signer=f"{kind}人（{{{{ 本事项.{kind}人 | join('、') }}}}）签字：",
        seal=False,
        date="{{ 本事项.日期 | 日期 }}",
        height=36,
    )
    form.opinion("工作室\n确认", signer=STUDIO_SIGNS, seal=False, height=32)
    form.opinion("校工会\n意见", signer="负责人（{{ 本事项.工会负责人 }}）签字：", height=46)
