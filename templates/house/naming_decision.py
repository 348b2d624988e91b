"""命名决定: 第七条（四）. What the union signs after the publicity."""

from templates.house.form import centred
from templates.house.official import Official
from templates.house.wording import MORE, ORIGIN, RED_HEAD, RULES, SHOWN, UNION

#: What became of objections; of whom and of what, a paper for all units does not tell.
_OBJECTIONS = (
    "{% if 公示异议.件数 %}{% if 公示异议.期内 %}公示期内{% else %}公示以后{% endif %}"
    "收到异议{{ 公示异议.件数 }}件，{% if 公示异议.件数 > 1 %}均{% endif %}已核实处理"
    "{% if 公示异议.涉及 == 公示异议.件数 %}，不影响命名"
    "{% elif 公示异议.涉及 %}，其中涉及本次命名的{{ 公示异议.涉及 }}件不影响命名"
    "{% else %}，所涉工作室未列入本次命名名单{% endif %}"
    "{% else %}公示期内未收到异议{% endif %}"
)


def build() -> Official:
    page = Official.a4(f"关于{MORE}命名{{{{ 年度 }}}}年度职工创新工作室的决定")
    page.red_head(*RED_HEAD)
    page.number("{{ 批次.命名.文号 }}")
    page.title(f"关于{MORE}命名{{{{ 年度 }}}}年度", "职工创新工作室的决定")
    page.to("各分工会、各有关单位")
    page.body(
        "为弘扬劳模精神、劳动精神、工匠精神，发挥劳模和技术技能人才的示范引领作用，"
        f"根据{RULES}，按照{{{{ 年度 }}}}年度申报通知（{{{{ 批次.申报通知.文号 }}}}）的安排，"
        f"{UNION}组织开展了职工创新工作室的申报和评审。",
    )
    with page.when("来由"):
        page.body(f"{ORIGIN}。")
    page.body(
        "经推荐申报、材料初审、答辩评审和实地考察，{{ 批次.工会委员会研究.日期 | 日期 }}"
        "{{ 批次.工会委员会研究.会议 }}研究，{{ 批次.党委同意.日期 | 日期 }}"
        f"{{{{ 校工会.党委名称 }}}}同意，并于{SHOWN}公示，{_OBJECTIONS}。"
        f"现决定{MORE}命名{{{{ 获命名 | length }}}}个职工创新工作室"
        "（名单见附件），创建周期{{ 周期年数 }}年，自{{ 批次.命名.日期 | 日期 }}起计算。",
        "希望获得命名的工作室珍惜荣誉，按照创建计划开展技术攻关、成果转化、学习交流和人才培养，"
        "管好用好专项经费，如实记载台账，按时报送年度自评，接受中期检查和周期末复核。"
        "各有关单位要在场所、设备、经费和时间上给予支持，帮助工作室出成果、育人才、作示范。",
    )
    page.attachments(f"{{{{ 年度 }}}}年度职工创新工作室{MORE}命名名单")
    page.signature(UNION, "{{ 批次.命名.日期 | 日期 }}")
    page.attachment("附件", f"{{{{ 年度 }}}}年度职工创新工作室{MORE}命名名单")
    page.body(
        "共{{ 获命名 | length }}个，其中{{ 分类计数 }}。"
        "{% if 排列 and 获命名 | length > 1 %}名单{{ 排列 }}，同一单位的排在一起。{% endif %}"
    )
    table = page.form(12, 36, 58, 24, 26)
    table.head("序号", "所在单位", "工作室名称", "带头人", "单位合计")
    table.each(
        "家 in 获命名",
        centred("{{ loop.index }}"),
        centred("{{ 家.所在单位 }}", first_row="家.首行"),
        centred("{{ 家.工作室名称 }}"),
        centred("{{ 家.带头人姓名 }}"),
        centred("{{ 家.单位个数 }}", first_row="家.首行"),
    )
    with page.when("批次.命名.抄送"):
        page.imprint("{{ 批次.命名.抄送 | join('，') }}", UNION, "{{ 批次.命名.日期 | 日期 }}")
    with page.when("not 批次.命名.抄送"):
        page.imprint("", UNION, "{{ 批次.命名.日期 | 日期 }}")
    return page
