"""申报表: 第六、七条. The leader's dossier laid out as the form that unit and union sign.

One form for the whole way: an opinion is filled as soon as its act is recorded, and is an empty
cell to be written in until then.
"""

from templates.house.form import BLANK_DATE, Form, centred, label, prose, value
from templates.house.sheet import Sheet

#: Names that need more than one line of the cover each.
_LONG = "工作室.申报名称 | length > 18 or 工作室.所在单位 | length > 18"


def build() -> Sheet:
    page = Sheet.a4("{{ 工作室.申报名称 }}申报表")
    _cover(page)
    _instructions(page)
    _basics(page)
    _leader(page)
    _craft(page)
    _people_and_rules(page)
    _work(page)
    _plans(page)
    _pledge_and_unit(page)
    _union(page)
    _evidence(page)
    return page


def _cover(page: Sheet) -> None:
    _blank(page, 20, 6)
    page.title("中北大学", "{{ 工作室.类型 }}", "申　报　表")
    _blank(page, 26, 8)
    page.item("工作室名称", "{{ 工作室.申报名称 }}")
    page.item("工作室类型", "{{ 工作室.类型 }}")
    page.item("带头人", "{{ 原带头人.姓名 }}")
    page.item("所在单位", "{{ 工作室.所在单位 }}")
    page.item("申报方式", "{{ 工作室.申报方式 }}")
    page.item("填表日期", "{{ 承诺.日期 | 日期 }}")
    _blank(page, 22, 10)
    page.line("{% if 校工会 %}{{ 校工会.名称 }}　制{% endif %}", "封面落款")


def _blank(page: Sheet, usual: float, least: float) -> None:
    """Names of several lines take their room from the blank between."""
    with page.when(f"not ({_LONG})"):
        page.space(usual)
    with page.when(_LONG):
        page.space(least)


def _instructions(page: Sheet) -> None:
    page.line("填　表　说　明", "公文标题").paragraph_format.page_break_before = True
    page.blank()
    page.body(
        "一、本表依据《关于职工（劳模）创新工作室、传统工艺（手艺）大师创新工作室规范化建设的"
        "实施细则（暂行）》（{{ 细则文号 }}）第六条、第七条制定，由带头人如实填写。",
        "二、工作室类型按劳模创新工作室、职工创新工作室、传统工艺（手艺）大师创新工作室三类"
        "填写一类；传统工艺类须填写技艺情况。",
        "三、成员不含带头人。活动、成果填写申报日前十二个月内的情况，每项附佐证材料，"
        "编号与文末佐证材料清单一致。",
        "四、经费预算按一个创建周期（两年）编制，单位为元。",
        "五、第九项由带头人本人签字，第十项由所在单位（分工会）签署意见并盖章，"
        "第十一至十四项由校工会和校党委填写。",
        "六、本表用A4纸双面打印，左侧装订，与佐证材料一并报送，同时报送电子文档。",
    )


def _basics(page: Sheet) -> None:
    page.new_page("一、工作室基本情况")
    form = page.form(25, 42, 27, 62)
    form.row(label("工作室名称"), centred("{{ 工作室.申报名称 }}", 3))
    form.when("工作室.名称理由", label("名称理由"), value("{{ 工作室.名称理由 }}", 3))
    form.row(
        label("所在单位"),
        centred("{{ 工作室.所在单位 }}"),
        label("成立日期"),
        centred("{{ 工作室.成立日期 | 日期 }}"),
    )
    form.row(label("创新领域"), centred("{{ 工作室.创新领域 | join('、') }}", 3))
    form.row(
        label("固定场所"),
        centred("{{ 场所.地点 }}"),
        label("面积（㎡）"),
        centred("{{ 场所.面积 | 分 }}"),
    )
    form.row(
        label("独立固定"),
        centred("{{ 场所.独立固定 | 是否 }}"),
        label("规范标志"),
        centred("{{ 场所.规范标志 | join('、') }}"),
    )
    form.row(
        label("经费来源"),
        centred("{{ 经费保障.来源 }}"),
        label("年度经费（元）"),
        centred("{{ 经费保障.年度金额 | 元 }}"),
    )
    form.row(
        label("联系人"),
        centred("{{ 联系人.姓名 }}"),
        label("办公电话"),
        centred("{{ 联系人.办公电话 }}"),
    )
    form.row(label("手机"), centred("{{ 联系人.手机 or '—' }}", 3))
    form.row(label("电子邮箱"), centred("{{ 联系人.邮箱 }}", 3))
    form.text("工作室\n简介", prose("工作室.简介"))
    form.text("成果荣誉\n展示", prose("场所.成果荣誉展示"))
    form.text("经费保障\n说明", prose("经费保障.说明 or '无'"), height=12)
    page.new_page("主要设备")
    form = page.form(14, 62, 32, 18, 30)
    form.head("序号", "名称", "型号", "数量", "价值（元）")
    form.each(
        "件 in 场所.设备",
        centred("{{ loop.index }}"),
        value("{{ 件.名称 }}"),
        centred("{{ 件.型号 or '—' }}"),
        centred("{{ 件.数量 }}"),
        centred("{{ 件.价值 | 元 if 件.价值 else '—' }}"),
        empty="无",
        keep=True,
    )


def _leader(page: Sheet) -> None:
    page.line("二、带头人情况", "表外标题")
    form = page.form(24, 28, 24, 28, 24, 28)
    form.row(
        label("姓名"),
        centred("{{ 原带头人.姓名 }}"),
        label("性别"),
        centred("{{ 原带头人.性别 }}"),
        label("民族"),
        centred("{{ 原带头人.民族 }}"),
    )
    form.row(
        label("出生年月"),
        centred("{{ 原带头人.出生年月 | 点年月 }}"),
        label("政治面貌"),
        centred("{{ 原带头人.政治面貌 }}"),
        label("学历"),
        centred("{{ 原带头人.学历 }}"),
    )
    form.row(
        label("学位"),
        centred("{{ 原带头人.学位 or '—' }}"),
        label("专业"),
        centred("{{ 原带头人.专业 }}", 3),
    )
    form.row(
        label("职称或\n技能等级"),
        centred("{{ 原带头人.职称等级 }}", 2),
        label("职务"),
        centred("{{ 原带头人.职务 }}", 2),
    )
    form.when("原带头人.所在单位", label("所在单位"), centred("{{ 原带头人.所在单位 }}", 5))
    form.text("主要事迹", prose("原带头人.主要事迹"))
    page.line("带头人荣誉", "表外标题")
    form = page.form(13, 50, 16, 39, 38)
    form.head("序号", "称号", "级别", "授予单位", "授予日期")
    form.each(
        "项 in 原带头人.荣誉",
        centred("{{ loop.index }}"),
        value("{{ 项.称号 }}"),
        centred("{{ 项.级别 }}"),
        centred("{{ 项.授予单位 }}"),
        centred("{{ 项.日期 | 日期 }}"),
        empty="无",
    )
    page.line("带头人简历", "表外标题")
    form = page.form(42, 114)
    form.head("起止年月", "学习、工作经历")
    form.each(
        "段 in 原带头人.简历",
        centred("{{ 段.起 | 点年月 }}—{{ 段.止 | 点年月 if 段.止 else '至今' }}"),
        value("{{ 段.经历 }}"),
    )


def _craft(page: Sheet) -> None:
    with page.when("技艺"):
        page.line("技艺情况（传统工艺类填写）", "表外标题")
        form = page.form(26, 130)
        form.row(label("技艺名称"), centred("{{ 技艺.技艺名称 }}"))
        form.row(label("非遗级别"), centred("{{ 技艺.非遗级别 }}"))
        form.text("传承谱系", prose("技艺.传承谱系"))
        form.text("从艺经历", prose("技艺.从艺经历"))
        form.text("技艺特点", prose("技艺.技艺特点"))
        page.line("代表作品", "表外标题")
        form = page.form(12, 50, 20, 74)
        form.head("序号", "作品名称", "年份", "说明")
        form.each(
            "件 in 技艺.代表作品",
            centred("{{ loop.index }}"),
            value("{{ 件.名称 }}"),
            centred("{{ 件.年份 }}"),
            value("{{ 件.说明 }}"),
        )


def _people_and_rules(page: Sheet) -> None:
    page.line("三、成员情况（共{{ 成员 | length }}人，其中一线人员{{ 一线人数 }}人）", "表外标题")
    form = page.form(11, 18, 11, 17, 22, 22, 20, 24, 11, dense=True)
    form.head("序号", "姓名", "性别", "出生\n年月", "学历", "职称或\n等级", "专业", "分工", "一线")
    duty = "{{ 人.分工 }}{% if 人.所在单位 %}（{{ 人.所在单位 }}）{% endif %}"
    form.each(
        "人 in 成员",
        centred("{{ loop.index }}"),
        centred("{{ 人.姓名 }}"),
        centred("{{ 人.性别 }}"),
        centred("{{ 人.出生年月 | 点年月 }}"),
        centred("{{ 人.学历 }}"),
        centred("{{ 人.职称等级 }}"),
        centred("{{ 人.专业 }}"),
        value(duty),
        centred("{{ 人.一线 | 是否 }}"),
        empty="无",
    )
    page.line("四、规章制度", "表外标题")
    form = page.form(14, 28, 74, 40)
    form.head("序号", "类别", "制度名称", "施行日期")
    form.each(
        "项 in 制度",
        centred("{{ loop.index }}"),
        centred("{{ 项.类别 }}"),
        value("{{ 项.名称 }}"),
        centred("{{ 项.施行日期 | 日期 }}"),
        empty="无",
    )


def _work(page: Sheet) -> None:
    page.new_page("五、培训交流活动")
    form = page.form(11, 22, 22, 35, 29, 26, 11, dense=True)
    form.head("序号", "日期", "类别", "主题", "合作单位", "地点", "人数")
    form.each(
        "次 in 活动",
        centred("{{ loop.index }}"),
        centred("{{ 次.日期 | 点日期 }}"),
        centred("{{ 次.类别 }}"),
        value("{{ 次.主题 }}"),
        value("{{ 次.合作单位 or '—' }}"),
        value("{{ 次.地点 }}"),
        centred("{{ 次.人数 }}"),
        empty="无",
    )
    page.line("六、创新成果", "表外标题")
    form = page.form(11, 39, 17, 27, 23, 39, dense=True)
    form.head("序号", "成果名称", "类别", "完成人", "日期", "认定单位\n及编号")
    form.each(
        "项 in 成果",
        centred("{{ loop.index }}"),
        value("{{ 项.名称 }}"),
        centred("{{ 项.类别 }}"),
        value("{{ 项.完成人 | join('、') }}"),
        centred("{{ 项.日期 | 点日期 }}"),
        value("{{ 项.认定单位 }}{% if 项.编号 %}\n{{ 项.编号 }}{% endif %}"),
        empty="无",
    )
    form = page.form(46, 110)
    form.head("成果名称", "应用情况与效益")
    form.each("项 in 成果", value("{{ 项.名称 }}"), value("{{ 项.效益 }}"), empty="无")


def _plans(page: Sheet) -> None:
    page.new_page("七、建设目标与年度计划")
    form = page.form(30, 126)
    form.text("两年目标", prose("建设目标.总体目标"))
    form.each("年 in 建设目标.年度计划", label("{{ 年.年度 }}年计划"), value("{{ 年.计划 }}"))
    page.line("八、经费预算", "表外标题")
    form = page.form(12, 32, 30, 82)
    form.head("序号", "科目", "金额（元）", "测算依据")
    form.each(
        "项 in 经费预算",
        centred("{{ loop.index }}"),
        centred("{{ 项.科目 }}"),
        centred("{{ 项.金额 | 元 }}"),
        value("{{ 项.测算依据 }}"),
        keep=True,
    )
    form.row(label("合计", 2), centred("{{ 预算合计 | 元 }}"), value("大写：{{ 预算合计 | 大写 }}"))


def _pledge_and_unit(page: Sheet) -> None:
    page.new_page("九、带头人承诺")
    form = page.form(26, 130)
    form.opinion(
        "带头人\n承诺",
        "本人承诺：本表所填内容及所附材料真实、准确、完整，成员均知情并同意参加。"
        "如有弄虚作假，愿承担取消申报资格、公开通报等后果。",
        signer="承诺人（{{ 承诺.承诺人 }}）签字：",
        seal=False,
        date="{{ 承诺.日期 | 日期 }}",
    )
    page.line("十、分工会（所在单位）意见", "表外标题")
    form = page.form(26, 130)
    form.opinion(
        "单位意见",
        _recorded(
            "推荐申报",
            "{% if 事项.推荐申报.单位意见 %}{{ 事项.推荐申报.单位意见 }}"
            "{% else %}（{{ 工作室.申报方式 }}，未附单位意见）{% endif %}",
        ),
        signer="负责人{% if '推荐申报' in 事项 and 事项.推荐申报.单位负责人 %}"
        "（{{ 事项.推荐申报.单位负责人 }}）{% endif %}签字：",
        height=55,
    )


def _union(page: Sheet) -> None:
    page.new_page("十一、校工会初审意见")
    form = page.form(26, 130)
    form.opinion(
        "校工会\n初审意见",
        _recorded(
            "初审",
            "对照第六条逐条审核{{ 事项.初审.逐条审核 | length }}项，其中符合"
            "{{ 事项.初审.逐条审核 | selectattr('结论', 'equalto', '符合') | list | length }}项。"
            "初审结论：{{ 事项.初审.结论 }}。"
            "{% if 事项.初审.补正截止 %}补正截止日期：{{ 事项.初审.补正截止 | 日期 }}。{% endif %}",
        ),
        signer=f"审核人{_recorded('初审', '（{{ 事项.初审.审核人 }}）')}签字：",
        date=_dated("初审"),
        height=50,
    )
    page.line("十二、专家评审意见", "表外标题")
    _experts(page.form(26, 26, 26, 26, 26, 26))
    page.new_page("十三、校工会委员会意见")
    form = page.form(26, 130)
    form.opinion(
        "校工会\n委员会意见",
        _recorded(
            "工会委员会研究",
            "经{{ 事项.工会委员会研究.会议 }}研究（到会{{ 事项.工会委员会研究.到会人数 }}人），"
            "{% if 拟命名 %}同意拟命名该工作室，报校党委审定。"
            "{% else %}该工作室未列入本批拟命名名单。{% endif %}",
        ),
        signer="负责人签字：",
        date=_dated("工会委员会研究"),
        height=50,
    )
    page.line("十四、校党委意见", "表外标题")
    form = page.form(26, 130)
    form.opinion(
        "校党委意见",
        _recorded("党委同意", "{{ 事项.党委同意.意见 }}（{{ 事项.党委同意.批复依据 }}）"),
        signer="负责人签字：",
        date=_dated("党委同意"),
        height=50,
    )


def _experts(form: Form) -> None:
    form.row(
        label("评审组人数"),
        centred("{{ 评审.专家数 if 评审 else '' }}"),
        label("到会人数"),
        centred("{{ 评审.到会数 if 评审 else '' }}"),
        label("综合得分"),
        centred("{{ 评审.综合得分 | 均分 if 评审 else '' }}"),
    )
    form.row(
        label("答辩\n平均分"),
        centred("{{ 评审.答辩均分 | 均分 if 评审 else '' }}"),
        label("实地考察\n平均分"),
        centred("{{ 评审.考察均分 | 均分 if 评审 else '' }}"),
        label("表决票数"),
        centred(
            "同意{{ 评审.同意 if 评审 else '　　' }}票\n"
            "反对{{ 评审.反对 if 评审 else '　　' }}票\n"
            "弃权{{ 评审.弃权 if 评审 else '　　' }}票"
        ),
    )
    form.opinion(
        "专家组\n意见",
        "{% if 评审 %}经答辩和实地考察，专家组{{ '推荐' if 评审.推荐 else '不推荐' }}命名该工作室。"
        "{% endif %}",
        signer="{% if 评审 and 批次.评审组 %}组长（{{ 批次.评审组.组长 }}）签字："
        "{% else %}组长签字：{% endif %}",
        seal=False,
        date=_dated("专家评审"),
        height=40,
    )


def _evidence(page: Sheet) -> None:
    page.new_page("佐证材料清单")
    form = page.form(12, 21, 60, 63, dense=True)
    form.head("编号", "对应内容", "证明事项", "材料名称")
    form.each(
        "件 in 佐证清单",
        centred("{{ 件.序号 }}"),
        centred("{{ 件.类别 }}"),
        value("{{ 件.内容 }}"),
        value("{{ 件.文件 }}"),
        empty="无",
    )


def _recorded(act: str, text: str) -> str:
    """`text` once `act` is recorded."""
    return f"{{% if '{act}' in 事项 %}}{text}{{% endif %}}"


def _dated(act: str) -> str:
    """The day of `act`, or a blank to write it in."""
    day = f"{{{{ 事项.{act}.日期 | 日期 }}}}"
    return f"{{% if '{act}' in 事项 %}}{day}{{% else %}}{BLANK_DATE}{{% endif %}}"
