"""年度自评报告: 第十一条. The year in the leader's words, beside what the ledger itself counts."""

from templates.house.duty_table import PLANNED, SPAN, UNCOUNTED, duty_table
from templates.house.form import BLANK_DATE, Cell, centred, label, value
from templates.house.sheet import Sheet


def build() -> Sheet:
    page = Sheet.a4("{{ 工作室.名称 }}{{ 年度 }}年度自评报告")
    page.title("{{ 工作室.名称 }}", "{{ 年度 }}年度自评报告")
    _basics(page)
    _place_and_funds(page)
    _shown(page)
    _team(page)
    _regulations(page)
    _activities(page)
    _results(page)
    _other_classes(page)
    page.heading("七、人才培养情况")
    _text(page, "自评.人才培养")
    _scores(page)
    page.heading("九、存在问题")
    _points(page, "自评.存在问题")
    page.heading("十、下年打算")
    _points(page, "自评.下年打算")
    _signatures(page)
    _score_table(page)
    _duties(page)
    _photos(page)
    _evidence(page)
    return page


def _text(page: Sheet, expression: str) -> None:
    with page.each(f"段 in {expression}.split('\\n')"):
        page.body("{{ 段 }}")


def _points(page: Sheet, expression: str) -> None:
    with page.each(f"条 in {expression}"):
        page.body("{{ loop.index }}.{{ 条 }}")


def _basics(page: Sheet) -> None:
    page.heading("一、基本情况")
    form = page.form(25, 53, 25, 53)
    form.row(label("工作室名称"), centred("{{ 工作室.名称 }}", 3))
    form.row(
        label("工作室类型"),
        centred("{{ 工作室.类型 }}"),
        label("所在单位"),
        centred("{{ 工作室.所在单位 }}"),
    )
    form.row(
        label("带头人"),
        centred("{{ 当日带头人 }}"),
        label("职称等级"),
        centred("{% if 当日带头人 == 带头人.姓名 %}{{ 带头人.职称等级 }}{% endif %}"),
    )
    form.row(
        label("创建周期"),
        centred("{% if 周期 %}{{ 周期.起 | 日期 }}至\n{{ 周期.止 | 日期 }}{% endif %}"),
        label("自评年度"),
        centred("{{ 年度 }}年"),
    )
    form.row(
        label("成员人数"),
        centred("{{ 成员数 }}"),
        label("联系人及\n办公电话"),
        centred("{{ 联系人.姓名 }}\n{{ 联系人.办公电话 }}"),
    )


def _place_and_funds(page: Sheet) -> None:
    page.heading("二、场所与经费情况")
    form = page.form(25, 53, 25, 53)
    form.row(
        label("场所地点"),
        centred(
            "{{ 年末场所.地点 }}"
            "{% if 年末场所.失去 %}\n（{{ 年末场所.失去 | 日期 }}起没有独立、固定场所）{% endif %}"
        ),
        label("面积（㎡）"),
        centred("{{ 年末场所.面积 | 分 }}"),
    )
    _text(page, "自评.场所与设备")
    with page.each("项 in 台账.场所变动"):
        page.body(
            "{{ 项.日期 | 日期 }}，场所{{ 项.变动 }}{% if 项.地点 %}：{{ 项.地点 }}{% endif %}"
            "{% if 项.面积 %}，{{ 项.面积 | 分 }}平方米{% endif %}"
            "{% if 项.原因 %}（{{ 项.原因 }}）{% endif %}。"
        )
    _text(page, "自评.经费使用")
    page.line("校工会支持资金收支（截至{{ 年度 }}年12月31日，单位：元）", "表外标题")
    form = page.form(39, 39, 39, 39)
    form.head("累计到账", "以前年度支出", "本年支出", "累计结余")
    form.row(
        centred("{{ 累计到账 | 元 }}"),
        centred("{{ 上年累计支出 | 元 }}"),
        centred("{{ 支出合计 | 元 }}"),
        centred("{{ 结余 | 元 }}{% if 累计退回 %}\n（已退回{{ 累计退回 | 元 }}）{% endif %}"),
    )
    page.line("本年支出明细", "表外标题")
    form = page.form(11, 23, 21, 22, 35, 44, dense=True)
    form.head("序号", "日期", "科目", "金额（元）", "凭证号", "用途")
    form.each(
        "笔 in 本年支出",
        centred("{{ loop.index }}"),
        centred("{{ 笔.日期 | 点日期 }}"),
        centred("{{ 笔.科目 }}"),
        centred("{{ 笔.金额 | 元 }}"),
        centred("{{ 笔.凭证号 }}"),
        value("{{ 笔.用途 }}"),
        empty="本年没有支出",
    )
    form.row(
        label("合计", 3),
        centred("{{ 支出合计 | 元 }}"),
        value(
            "{% for 项 in 分科目支出 %}{{ '' if loop.first else '，' }}{{ 项.科目 }}"
            "{{ 项.金额 | 元 }}{% endfor %}",
            2,
        ),
    )


def _shown(page: Sheet) -> None:
    with page.each("次 in 台账.经费公开"):
        page.body("{{ 次.日期 | 日期 }}，经费使用情况以“{{ 次.方式 }}”的方式向{{ 次.范围 }}公开。")


def _team(page: Sheet) -> None:
    page.heading("三、团队建设情况")
    _text(page, "自评.团队建设")
    with page.when("not 台账.人员变动"):
        page.body("本年度成员没有变动，年末成员{{ 成员数 }}人。")
    with page.each("人 in 台账.人员变动"):
        page.body("{{ 人.日期 | 日期 }}，{{ 人.姓名 }}{{ 人.变动 }}：{{ 人.原因 }}。")


def _regulations(page: Sheet) -> None:
    page.heading("四、制度建设与执行情况")
    _text(page, "自评.制度执行")
    with page.when("not 台账.制度变动"):
        page.body("本年度制度没有增删、修订。")
    with page.each("项 in 台账.制度变动"):
        page.body(
            "《{{ 项.名称 }}》（{{ 项.类别 }}）自{{ 项.施行日期 | 日期 }}起施行，{{ 项.变动 }}。"
        )


def _activities(page: Sheet) -> None:
    page.heading("五、活动开展情况")
    _text(page, "自评.活动开展")
    page.body(
        "台账记载，本年度开展交流活动{{ 交流合计 }}次"
        "{% for 项 in 交流次数 %}{{ '，其中' if loop.first else '、' }}{{ 项.类别 }}{{ 项.次数 }}次"
        "{% endfor %}（细则要求每年不少于{{ 标准.交流次数 }}次）；"
        "日常活动{{ 日常合计 }}次。"
        "{% if 命名以前交流 or 命名以前日常 %}另有"
        "{% if 周期 %}{{ 周期.起 | 日期 }}{% endif %}命名以前的"
        "{% if 命名以前交流 %}交流活动{{ 命名以前交流 }}次{% endif %}"
        "{% if 命名以前交流 and 命名以前日常 %}、{% endif %}"
        "{% if 命名以前日常 %}日常活动{{ 命名以前日常 }}次{% endif %}，不计入以上次数。{% endif %}"
    )
    page.line("交流活动一览", "表外标题")
    form = page.form(11, 27, 23, 42, 41, 12, dense=True)
    form.head("序号", "日期", "类别", "主题", "合作单位", "人数")
    form.each(
        "次 in 交流记录",
        centred("{{ 次.序号 }}"),
        centred(f"{SPAN}{UNCOUNTED}".replace("行", "次")),
        centred("{{ 次.类别 }}"),
        value("{{ 次.主题 }}"),
        value("{{ 次.合作单位 }}"),
        centred("{{ 次.人数 }}"),
        empty="本年没有记录",
    )


def _results(page: Sheet) -> None:
    page.heading("六、成果成效情况")
    _text(page, "自评.成果成效")
    page.body(
        "台账记载，本年度完成成果{{ 成果合计 }}项，得到认定{{ 认定成果数 }}项"
        "{% if 以前完成数 %}，其中{{ 以前完成数 }}项在以前年度完成{% endif %}"
        "（细则要求每年不少于{{ 标准.成果数 }}项）。"
        "{% if 命名以前成果 %}另有命名以前的成果{{ 命名以前成果 }}项，不计入以上项数。{% endif %}"
    )
    page.line("创新成果一览", "表外标题")
    form = page.form(11, 23, 40, 17, 28, 37, dense=True)
    form.head("序号", "日期", "名称", "类别", "完成人", "认定单位及编号")
    form.each(
        "项 in 成果记录",
        centred("{{ 项.序号 if 项.台账年度 == 年度 else '—' }}"),
        centred("{{ 项.日期 | 点日期 }}" + UNCOUNTED.replace("行", "项")),
        value("{{ 项.名称 }}"),
        centred("{{ 项.类别 }}"),
        value("{{ 项.完成人 | join('、') }}"),
        value(
            "{{ 项.认定单位 or '尚未认定' }}{% if 项.编号 %}\n{{ 项.编号 }}{% endif %}"
            "{% if 项.认定日期 %}\n{{ 项.认定日期 | 点日期 }}认定"
            "{% if 项.认定日期.year != 年度 %}，计入{{ 项.认定日期.year }}年{% endif %}{% endif %}"
        ),
        empty="本年没有记录",
    )


def _other_classes(page: Sheet) -> None:
    """Ledger classes that a policy names beside the four of the rule document."""
    with page.each("类 in 其他台账"):
        page.body(
            "台账记载，本年度“{{ 类.类别 }}”{{ 类.条数 }}条"
            "{% for 条 in 类.记录 %}{{ '：' if loop.first else '；' }}{{ 条.日期 | 日期 }}"
            "{{ 条.主题 }}{% endfor %}。"
        )


def _duties(page: Sheet) -> None:
    """Art. 5. Below the marks where nothing was planned duty by duty and there are no projects:
    the short table fits there; else on a page of its own. Without projects no table of them."""
    long = f"台账.创新项目 or ({PLANNED})"
    title = "附2：职责履行情况（第五条）"
    with page.when(long):
        page.new_page(title)
    with page.when(f"not ({long})"):
        page.line(title, "表外标题")
    duty_table(page)
    with page.when("台账.创新项目"):
        page.line("创新项目一览", "表外标题")
        form = page.form(11, 39, 18, 26, 26, 36, dense=True)
        form.head("序号", "名称", "负责人", "立项", "验收", "成果启用")
        form.each(
            "项 in 台账.创新项目",
            centred("{{ 项.序号 }}"),
            value("{{ 项.名称 }}"),
            centred("{{ 项.负责人 }}"),
            centred(_happened("立项日期", "立项单位")),
            centred(_happened("验收日期", "验收结论")),
            value(_happened("启用日期", "启用情况")),
        )


def _happened(day: str, told: str) -> str:
    return (
        f"{{{{ 项.{day} | 点日期 if 项.{day} else '—' }}}}"
        f"{{% if 项.{told} %}}\n{{{{ 项.{told} }}}}{{% endif %}}"
    )


def _scores(page: Sheet) -> None:
    page.heading("八、自评得分")
    page.body(
        "对照周期末复核的六个维度自评，总分{{ 自评总分 | 分 }}分（满分"
        "{{ 自评表 | sum(attribute='满分') }}分）："
        "{% for 维度, 各项 in 自评.自评分.items() %}{{ '' if loop.first else '，' }}"
        "{{ 维度 }}{{ 各项.values() | sum | 分 }}分{% endfor %}。逐项得分见附1，职责履行情况见附2。"
    )


def _score_table(page: Sheet) -> None:
    """Begins a page: cells merged over a page break are drawn into the margin (seen). Dense, so
    that the short table of duties stands below it."""
    page.new_page("附1：自评得分表")
    form = page.form(44, 56, 28, 28, dense=True)
    form.head("维度", "指标", "满分", "自评分")
    form.each(
        "行 in 自评表",
        centred("{{ 行.维度 }}（{{ 行.维度满分 }}分）", first_row="行.首行"),
        centred("{{ 行.指标 }}"),
        centred("{{ 行.满分 }}"),
        centred("{{ 行.得分 | 分 if 行.得分 != '' else '—' }}"),
        height=7,
    )
    form.row(
        label("总分", 2),
        centred("{{ 自评表 | sum(attribute='满分') }}"),
        centred("{{ 自评总分 | 分 }}"),
        height=7,
    )


def _signatures(page: Sheet) -> None:
    page.new_page("签署与备案")
    form = page.form(26, 130)
    form.opinion(
        "带头人",
        "以上内容属实，与台账和佐证材料一致。",
        signer="{% if 自评.带头人签名 == 带头人.姓名 %}带头人（{{ 自评.带头人签名 }}）"
        "{% else %}{{ 自评.带头人签名 }}{% endif %}签字：",
        seal=False,
        date="{{ 自评.日期 | 日期 }}",
        height=32,
    )
    form.opinion("所在单位\n审核意见", signer="负责人签字：", height=42)
    form.opinion(
        "校工会\n备案",
        "{% if 备案 %}{{ 备案.日期 | 日期 }}收到，收件人{{ 备案.收件人 }}。{% endif %}",
        signer="收件人签字：",
        date=f"{{% if 备案 %}}{{{{ 备案.日期 | 日期 }}}}{{% else %}}{BLANK_DATE}{{% endif %}}",
        height=36,
    )


def _evidence(page: Sheet) -> None:
    page.new_page("附{{ 4 if 活动照片 else 3 }}：{{ 年度 }}年度佐证材料清单")
    form = page.form(12, 26, 56, 62, dense=True)
    form.head("编号", "台账类别", "证明事项", "材料名称")
    form.each(
        "件 in 台账佐证",
        centred("{{ 件.序号 }}"),
        centred("{{ 件.类别 }}"),
        value("{{ 件.内容 }}"),
        value("{{ 件.文件 }}"),
        empty="没有佐证材料",
    )


def _photos(page: Sheet) -> None:
    """Two beside each other; a year without photos has no such page."""
    with page.when("活动照片"):
        page.new_page("附3：{{ 年度 }}年度活动照片")
        form = page.form(78, 78)
        form.each("行 in 活动照片", _picture("左"), _picture("右"), height=66)


def _picture(side: str) -> Cell:
    picture = f"{{{{ 行.{side}.照片 }}}}"
    caption = (f"{{{{ 行.{side}.题名 }}}}", f"{{{{ 行.{side}.日期 | 日期 }}}}")
    lines = (f"{{% if 行.{side} %}}{one}{{% endif %}}" for one in (picture, *caption))
    return Cell(text="\n".join(lines), style="照片")
