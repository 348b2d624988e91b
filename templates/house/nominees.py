"""推荐公示 and its 结果证明: 第十三条. The first for everybody, so from the public view alone."""

from templates.house.form import centred
from templates.house.sheet import Sheet
from templates.house.wording import RULES, UNION


def build_notice() -> Sheet:
    page = Sheet.a4("关于{{ 年度 }}年度创新工作室拟推荐名单的公示")
    page.title("关于{{ 年度 }}年度创新工作室", "拟推荐名单的公示")
    page.body(
        f"根据{RULES}第十三条，经周期末复核，拟从{{{{ 年度 }}}}年度命名、复核优秀的工作室中推荐"
        "{{ 名单 | length }}个申报{{ 推荐对象 }}。现将名单予以公示，接受监督。",
    )
    page.heading("一、拟推荐名单{% if 排列 %}（{{ 排列 }}）{% endif %}")
    table = page.form(12, 50, 39, 20, 35)
    table.head("序号", "工作室名称", "类型", "带头人", "所在单位")
    table.each(
        "家 in 名单",
        centred("{{ loop.index }}"),
        centred("{{ 家.工作室名称 }}"),
        centred("{{ 家.类型 }}"),
        centred("{{ 家.带头人姓名 }}"),
        centred("{{ 家.所在单位 }}"),
    )
    page.heading("二、公示期限")
    page.body(
        "{{ 公示.起 | 日期 }}至{{ 公示.止 | 日期 }}"
        "{% if 公示.工作日数 %}，共{{ 公示.工作日数 }}个工作日{% endif %}。"
    )
    page.heading("三、意见反映")
    page.body(
        "公示期内，对拟推荐名单有异议的，可以书面、电话或者电子邮件方式向校工会反映。"
        "以单位名义反映的，应当加盖单位公章；以个人名义反映的，应当署真实姓名并留联系方式。"
        "反映情况应当实事求是、具体明确。",
    )
    page.heading("四、受理方式")
    page.body(
        f"受理单位：{UNION}",
        "联系电话：{{ 校工会.电话 }}",
        "电子邮箱：{{ 校工会.邮箱 }}",
        "通信地址：{{ 校工会.地址 }}",
        "纪检监察电话：{{ 校工会.纪检监察电话 }}",
    )
    page.signature(UNION, "{{ 公示.日期 | 日期 }}")
    return page


def build_certificate() -> Sheet:
    page = Sheet.a4("{{ 年度 }}年度拟推荐创新工作室公示结果证明")
    page.title("{{ 年度 }}年度拟推荐创新工作室", "公示结果证明")
    page.body(
        "《关于{{ 年度 }}年度创新工作室拟推荐名单的公示》已于"
        "{{ 本事项.起 | 日期 }}至{{ 本事项.止 | 日期 }}"
        "{% if 公示工作日数 %}（共{{ 公示工作日数 }}个工作日）{% endif %}在"
        "{{ 校工会.公示网站 }}公布"
        "{% if 本事项.撤下日期 %}，{{ 本事项.撤下日期 | 日期 }}撤下{% endif %}。"
        "公示的{{ 名单 | length }}个工作室拟推荐申报{{ 本事项.推荐对象 | join('、') }}：",
    )
    table = page.form(12, 60, 24, 60)
    table.head("序号", "工作室名称", "带头人", "所在单位")
    table.each(
        "家 in 名单",
        centred("{{ loop.index }}"),
        centred("{{ 家.工作室.名称 }}"),
        centred("{{ 家.带头人.姓名 }}"),
        centred("{{ 家.工作室.所在单位 }}"),
    )
    with page.when("本事项.异议"):
        page.body("收到异议{{ 本事项.异议 | length }}件，处理情况如下。")
        with page.each("件 in 本事项.异议"):
            page.line(
                "{{ loop.index }}.{{ 件.日期 | 日期 }}，{{ 件.内容 }}处理结果：{{ 件.处理结果 }}"
            )
    with page.when("本事项.结论"):
        page.body("{{ 本事项.结论 }}")
    page.body("特此证明。")
    page.signature(UNION, "{{ 本事项.结果日期 | 日期 }}")
    return page
