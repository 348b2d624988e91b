"""公示: 第七条（三）. For everybody, so from the public view alone; no red head, no number."""

from templates.house.sheet import Sheet
from templates.house.shown_list import received_at, shown
from templates.house.wording import MORE, RULES


def build() -> Sheet:
    page = Sheet.a4(f"关于{{{{ 年度 }}}}年度拟命名职工创新工作室名单的{MORE}公示")
    page.title("关于{{ 年度 }}年度拟命名", f"职工创新工作室名单的{MORE}公示")
    page.body(
        f"根据{RULES}，按照{{{{ 年度 }}}}年度申报通知（{{{{ 申报通知.文号 }}}}）的安排，"
        "经推荐申报、材料初审、答辩评审和实地考察，{{ 研究日期 | 日期 }}{{ 会议 }}研究通过，"
        "{{ 同意日期 | 日期 }}{{ 校工会.党委名称 }}同意，拟命名{{ 名单 | length }}个"
        "职工创新工作室。现将名单予以{% if 补充 %}补充{% endif %}公示，接受监督。",
    )
    with page.when("补充"):
        page.body(
            "本次公示只列新增或者有变化的工作室"
            "{% if 首次公示 %}，"
            "{{ 首次公示 | 日期 }}发布的公示所列的其他工作室不再重复公示{% endif %}。"
        )
    page.heading("一、拟命名名单{% if 排列 and 名单 | length > 1 %}（{{ 排列 }}）{% endif %}")
    shown(page)
    page.heading("三、意见反映")
    page.body(
        "公示期内，任何单位和个人对拟命名名单有异议的，可以书面、电话或者电子邮件方式反映。"
        "以单位名义反映的，应当加盖单位公章；以个人名义反映的，应当署真实姓名并留联系方式。"
        "反映情况应当实事求是、具体明确。匿名而没有具体事实的，可以不予受理；公示期满后发现申报材料不实的，仍可以反映。",
    )
    received_at(page)
    return page
