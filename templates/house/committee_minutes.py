"""会议纪要摘录: 第七条（三）. Who met, what was decided, and how each vote came out."""

from templates.house.form import centred
from templates.house.sheet import Sheet
from templates.house.wording import MET, MORE, ORIGIN, UNION, votes_of

_NAMED = (
    centred("{{ loop.index }}"),
    centred("{{ 家.工作室.名称 }}"),
    centred("{{ 家.带头人.姓名 }}"),
    centred("{{ 家.工作室.所在单位 }}"),
)


def build() -> Sheet:
    page = Sheet.a4("{{ 年度 }}年度创新工作室命名工会委员会会议纪要摘录")
    page.title(UNION, "会议纪要摘录")
    page.body(
        f"{{{{ {MET}.日期 | 日期 }}}}，{{{{ {MET}.会议 }}}}召开。"
        f"{{% if {MET}.应到人数 %}}应到{{{{ {MET}.应到人数 }}}}人，{{% endif %}}"
        f"实到{{{{ {MET}.到会人数 }}}}人。会议研究了{{{{ 年度 }}}}年度创新工作室{MORE}命名事项，"
        "摘录如下。",
    )
    page.heading("一、讨论意见")
    with page.when("来由"):
        page.body(f"{ORIGIN}。")
    page.prose(f"{MET}.意见")
    page.heading("二、决定")
    with page.when("名单"):
        page.body("会议同意拟命名以下{{ 名单 | length }}个工作室：")
    with page.when(f"名单 and {MET}.表决"):
        table = page.form(12, 56, 22, 36, 12, 12, 12)
        table.head("序号", "工作室名称", "带头人", "所在单位", "同意", "反对", "弃权")
        votes = (centred(votes_of(key)) for key in ("同意", "反对", "弃权"))
        table.each("家 in 名单", *_NAMED, *votes)
    with page.when(f"名单 and not {MET}.表决"):
        table = page.form(12, 60, 24, 60)
        table.head("序号", "工作室名称", "带头人", "所在单位")
        table.each("家 in 名单", *_NAMED)
    page.body(
        "{% if 名单 %}以上{{ 名单 | length }}个工作室报请{{ 校工会.党委名称 }}审定。"
        "{% else %}会议没有同意拟命名的工作室。{% endif %}"
    )
    # Not in the body's style: the sentence above goes with the signature, this line between them.
    page.line("摘录人：{{ 批次.制表人 }}　　核对人：{{ 批次.审核人 }}", "附件说明")
    page.signature(UNION, f"{{{{ {MET}.日期 | 日期 }}}}")
    return page
