"""推荐公示 and its 结果证明: 第十三条. The first for everybody, so from the public view alone."""

from templates.house.sheet import Sheet
from templates.house.shown_list import certified, received_at, shown
from templates.house.wording import RULES, UNION


def build_notice() -> Sheet:
    page = Sheet.a4("关于{{ 年度 }}年度创新工作室拟推荐名单的公示")
    page.title("关于{{ 年度 }}年度创新工作室", "拟推荐名单的公示")
    page.body(
        f"根据{RULES}第十三条，经周期末复核，拟从{{{{ 年度 }}}}年度命名、复核优秀的工作室中推荐"
        "{{ 名单 | length }}个工作室，申报{{ 推荐对象 }}。现将名单予以公示，接受监督。",
    )
    page.heading("一、拟推荐名单{% if 排列 %}（{{ 排列 }}）{% endif %}")
    shown(page)
    page.heading("三、意见反映")
    page.body(
        "公示期内，对拟推荐名单有异议的，可以书面、电话或者电子邮件方式向校工会反映。"
        "以单位名义反映的，应当加盖单位公章；以个人名义反映的，应当署真实姓名并留联系方式。"
        "反映情况应当实事求是、具体明确。",
    )
    received_at(page)
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
    certified(page, "本事项.异议")
    with page.when("本事项.结论"):
        page.body("{{ 本事项.结论 | 成句 }}")
    page.body("特此证明。")
    page.signature(UNION, "{{ 本事项.结果日期 | 日期 }}")
    return page
