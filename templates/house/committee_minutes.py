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


#: How a meeting before the last one voted, in words: its table would not be the decision's.
_VOTED = (
    "{% if 会.表决 %}表决："
    "{% for 票 in 会.表决 %}"
    "{% for 家 in 全部 if 年度 ~ '/' ~ 票.工作室 == 家.工作室.编号 %}"
    "{{ 家.工作室.名称 }}{% endfor %}"
    "同意{{ 票.同意 }}票、反对{{ 票.反对 }}票、弃权{{ 票.弃权 }}票"
    "{% if not loop.last %}；{% endif %}{% endfor %}。{% endif %}"
)


def _opened(met: str) -> str:
    """When a meeting was held, and who came."""
    return (
        f"{{{{ {met}.日期 | 日期 }}}}，{{{{ {met}.会议 }}}}召开。"
        f"{{% if {met}.应到人数 %}}应到{{{{ {met}.应到人数 }}}}人，{{% endif %}}"
        f"实到{{{{ {met}.到会人数 }}}}人。"
    )


def build() -> Sheet:
    page = Sheet.a4("{{ 年度 }}年度创新工作室命名工会委员会会议纪要摘录")
    page.title(UNION, "会议纪要摘录")
    page.body(
        f"{_opened(MET)}会议{{% if {MET}.此前会议 %}}在此前会议的基础上{{% endif %}}"
        f"研究了{{{{ 年度 }}}}年度创新工作室{MORE}命名事项，摘录如下。",
    )
    page.heading("一、讨论意见")
    with page.each(f"会 in {MET}.此前会议"):
        page.body(f"{_opened('会')}{_VOTED}会议意见：")
        page.prose("会.意见")
    with page.when(f"{MET}.此前会议"):
        page.body(f"{{{{ {MET}.日期 | 日期 }}}}的会议意见：")
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
        with page.when(f"{MET}.此前会议 | selectattr('表决') | list"):
            page.line("票数栏填“—”的，在此前会议表决，票数见前。", "表下说明")
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
