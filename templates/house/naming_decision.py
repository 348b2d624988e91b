"""命名决定: 第七条（四）. What the union signs after the publicity."""

from templates.house.form import centred
from templates.house.sheet import Sheet


def build() -> Sheet:
    page = Sheet.a4("关于命名{{ 年度 }}年度创新工作室的决定")
    page.red_head("{{ 校工会.名称 }}文件", characters=11)
    page.number("{{ 批次.命名.文号 }}")
    page.title("关于命名{{ 年度 }}年度", "职工（劳模）创新工作室的决定")
    page.to("各分工会、各有关单位")
    page.body(
        "根据《中北大学职工（劳模）创新工作室管理办法》，经推荐申报、初审、答辩评审和实地考察，"
        "{{ 批次.工会委员会研究.日期 | 日期 }}校工会委员会研究，报校党委同意，并经公示无异议，"
        "决定命名{{ 名单 | length }}个工作室，名单见附件。",
        "希望获得命名的工作室充分发挥示范引领作用，认真完成创建任务，按时报送年度自评。",
    )
    page.attachments("{{ 年度 }}年度创新工作室命名名单")
    page.signature("{{ 校工会.名称 }}", "{{ 批次.命名.日期 | 日期 }}")
    page.imprint(
        "{{ 批次.命名.抄送 | join('，') }}", "{{ 校工会.名称 }}", "{{ 批次.命名.日期 | 日期 }}"
    )
    page.attachment("附件", "{{ 年度 }}年度创新工作室命名名单")
    table = page.form(14, 66, 30, 46)
    table.head("序号", "工作室名称", "带头人", "所在单位")
    table.each(
        "家 in 名单",
        centred("{{ loop.index }}"),
        centred("{{ 家.工作室.名称 }}"),
        centred("{{ 家.带头人.姓名 }}"),
        centred("{{ 家.工作室.所在单位 }}"),
    )
    return page
