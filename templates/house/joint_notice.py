"""划拨通知, one for several studios: 第九条. Who gets what, the sum in figures and in words."""

from templates.house.form import centred, label, value
from templates.house.official import Official
from templates.house.wording import LIFTED, RED_HEAD, RULES, UNION

_TITLE = "'关于' ~ 划拨.通知 ~ 批次.年度 ~ '年度创新工作室' ~ 划拨.第几笔 ~ '专项经费的通知'"


def build() -> Official:
    page = Official.a4(
        "关于{{ 划拨.通知 }}{{ 批次.年度 }}年度创新工作室{{ 划拨.第几笔 }}专项经费的通知"
    )
    page.red_head(*RED_HEAD)
    page.number("{{ 本事项.文号 }}")
    page.broken_title(_TITLE)
    page.to("{{ 划拨.各家 | map(attribute='所在单位') | unique | join('、') }}、财务部")
    many = "{{ 划拨.各家 | length }}个工作室"
    now = f"根据{RULES}第九条，现划拨{{{{ 划拨.第几笔 }}}}专项经费，有关事项通知如下。"
    held = f"校工会对下列{many}{{% if 划拨.免办 %}}（另有决定的除外）{{% endif %}}"
    lifted = f"{{% if 划拨.免办 %}}{LIFTED}。{{% endif %}}"
    with page.when("划拨.依据 == '挂牌'"):
        page.body(
            f"下列{many}已由{{% for 次 in 划拨.命名 %}}《关于{{% if 次.补充 %}}补充{{% endif %}}"
            "命名{{ 批次.年度 }}年度职工创新工作室的决定》（{{ 次.文号 }}）"
            f"{{% if not loop.last %}}、{{% endif %}}{{% endfor %}}命名，并已挂牌。{now}"
        )
    with page.when("划拨.依据 == '中期检查'"):
        page.body(f"{held}进行了中期检查，结论均为“通过”。{lifted}{now}")
    with page.when("划拨.依据 == '周期末复核'"):
        page.body(f"{held}进行了周期末复核，均达到合格以上。{lifted}{now}")
    page.heading("一、划拨金额")
    page.body(
        "各工作室的金额见下表，合计人民币{{ 划拨.合计 | 大写 }}（{{ 划拨.合计 | 元 }}元），"
        "用于各工作室在创建周期内的创建工作。"
        "{% if 本事项.来源 %}经费来源：{{ 本事项.来源 }}。{% endif %}"
        "{% if 本事项.方式 %}支付方式：{{ 本事项.方式 }}。{% endif %}",
    )
    form = page.form(10, 52, 18, 32, 22, 22, dense=True)
    form.head("序号", "工作室", "带头人", "所在单位", "本次划拨\n（元）", "累计划拨\n（元）")
    form.each(
        "家 in 划拨.各家",
        centred("{{ loop.index }}"),
        value("{{ 家.名称 }}"),
        centred("{{ 家.带头人 }}"),
        centred("{{ 家.所在单位 }}"),
        centred("{{ 家.金额 | 元 }}"),
        centred("{{ 家.累计 | 元 }}"),
        keep=True,
    )
    form.row(
        label("合计", 4),
        centred("{{ 划拨.合计 | 元 }}"),
        centred("{{ 划拨.各家 | 合计('累计') | 元 }}"),
    )
    page.heading("二、累计划拨")
    page.body(
        "每个工作室本周期资金总额{{ (标准.周期资金 * 100) | 元 }}元，连同本次累计划拨的金额见上表，"
        "{% if 划拨.其余何时 %}其余在{{ 划拨.其余何时 }}划拨{% else %}已全部划拨{% endif %}。",
    )
    page.heading("三、经费管理")
    page.body(
        "该经费专款专用、公开透明，不得挪用。请各所在单位按学校和工会财务规定审核开支；"
        "请各工作室逐笔登记台账，妥善保管凭证，接受校工会的检查。",
    )
    page.signature(UNION, "{{ 本事项.日期 | 日期 }}")
    page.imprint(
        "{{ 划拨.各家 | map(attribute='名称') | join('、') }}", UNION, "{{ 本事项.日期 | 日期 }}"
    )
    return page
