"""请示: 第七条（三）. Upward to the Party committee, with 签发人 and the person to ask."""

from templates.house.form import centred
from templates.house.official import Official
from templates.house.wording import MORE, ORIGIN, RED_HEAD, RULES, UNION, votes_of


def build() -> Official:
    page = Official.a4(f"关于{MORE}命名{{{{ 年度 }}}}年度职工创新工作室的请示")
    page.red_head(*RED_HEAD)
    page.number("{{ 批次.请示.文号 }}", signer="{{ 批次.请示.签发人 }}")
    page.title(f"关于{MORE}命名{{{{ 年度 }}}}年度", "职工创新工作室的请示")
    page.to("{{ 校工会.党委名称 }}")
    page.body(
        f"根据{RULES}，{UNION}按照申报通知（{{{{ 批次.申报通知.文号 }}}}），组织了"
        "{{ 年度 }}年度职工创新工作室的申报和评审。现将有关情况报告并请示如下。",
    )
    page.heading("一、申报和评审情况")
    page.body(
        "截至{{ 批次.申报通知.申报截止 | 日期 }}，共收到{{ 全部 | length }}个工作室的申报材料"
        "{% if 申报情况.撤回 %}，其中{{ 申报情况.撤回 }}个在评审以前撤回{% endif %}"
        "{% if 申报情况.未过初审 %}，{{ 申报情况.未过初审 }}个没有通过初审{% endif %}。"
        "经材料初审，{% if 申报情况.评审 %}{{ 申报情况.评审 }}个进入评审。{% endif %}"
        "{% if 批次.评审组 %}{{ 批次.评审组.日期 | 日期 }}由"
        "{{ 批次.评审组.专家 | selectattr('到会') | list | length }}名专家组成的{% endif %}"
        "评审组组织答辩，并到现场考察，由专家逐项评分、投票，提出推荐意见"
        "{% if 批次.评审组 %}；{{ 批次.评审组.监督人 | replace(' ', '') }}全程监督{% endif %}。",
    )
    page.heading("二、工会委员会研究意见")
    page.body(
        "{{ 批次.工会委员会研究.日期 | 日期 }}，{{ 批次.工会委员会研究.会议 }}"
        "（到会{{ 批次.工会委员会研究.到会人数 }}人）研究了评审结果。"
        "{{ 批次.工会委员会研究.意见 | 成句 }}"
        "{% if 批次.工会委员会研究.表决 %}委员会对各工作室的表决见附件。{% endif %}",
    )
    page.heading("三、请示事项")
    with page.when("补充"):
        page.body(f"{ORIGIN}。")
        page.prose("补充.缘由")
    page.body(
        f"拟{MORE}命名"
        "{{ 名单 | length }}个职工创新工作室（名单见附件）。校党委同意后，由校工会"
        "在{{ 校工会.公示网站 }}公示，公示无异议的，予以命名、挂牌并划拨专项经费。",
        "妥否，请批示。",
    )
    page.attachments(f"{{{{ 年度 }}}}年度职工创新工作室拟{MORE}命名名单")
    page.signature(UNION, "{{ 批次.请示.日期 | 日期 }}")
    page.note("联系人：{{ 批次.制表人 }}，电话：{{ 校工会.电话 }}")
    page.attachment("附件", f"{{{{ 年度 }}}}年度职工创新工作室拟{MORE}命名名单")
    page.body("共{{ 名单 | length }}个{% if 排列 and 名单 | length > 1 %}，{{ 排列 }}{% endif %}。")
    own = (
        centred("{{ loop.index }}"),
        centred("{{ 家.工作室.名称 }}"),
        centred("{{ 家.带头人.姓名 }}"),
        centred("{{ 家.工作室.所在单位 }}"),
        centred("{{ 家.评审.综合得分 | 分 }}"),
        # Of those who voted: who steps aside came, and has no vote there.
        centred("{{ 家.评审.同意 }}/{{ 家.评审.同意 + 家.评审.反对 + 家.评审.弃权 }}"),
    )
    named = ("序号", "工作室名称", "带头人", "所在单位", "综合得分", "专家\n同意/投票")
    with page.when("批次.工会委员会研究.表决"):
        table = page.form(10, 40, 17, 28, 16, 20, 30, dense=True)
        table.head(*named, "委员会\n同意/反对/弃权")
        table.each("家 in 名单", *own, centred("/".join(map(votes_of, ("同意", "反对", "弃权")))))
    with page.when("not 批次.工会委员会研究.表决"):
        table = page.form(12, 48, 20, 34, 20, 22, dense=True)
        table.head(*named)
        table.each("家 in 名单", *own)
    page.imprint("", UNION, "{{ 批次.请示.日期 | 日期 }}")
    return page
