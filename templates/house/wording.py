"""Phrases that several documents share, so that they read the same everywhere."""

#: The rule document in full, at its first mention; its number comes from the policy in force.
RULES = (
    "《关于职工（劳模）创新工作室、传统工艺（手艺）大师创新工作室规范化建设的实施细则（暂行）》"
    "（{{ 细则文号 }}）"
)
UNION = "{{ 校工会.名称 }}"
#: 发文机关标志 and how many characters it has.
RED_HEAD = (f"{UNION}文件", len("中北大学工会委员会文件"))

#: Who decided, where a record tells of it: the meeting, and the Party committee's consent.
DECIDED = (
    "{% if 本事项.审定 %}经{{ 本事项.审定.日期 | 日期 }}{{ 本事项.审定.会议 }}"
    "{% if 本事项.审定.应到人数 and 本事项.审定.到会人数 %}（应到{{ 本事项.审定.应到人数 }}人，"
    "到会{{ 本事项.审定.到会人数 }}人"
    "{% if 本事项.审定.表决 %}，同意{{ 本事项.审定.表决.同意 }}票、"
    "反对{{ 本事项.审定.表决.反对 }}票、弃权{{ 本事项.审定.表决.弃权 }}票{% endif %}）"
    "{% endif %}研究"
)
CONSENTED = (
    "{% if 本事项.党委同意 %}，报{{ 校工会.党委名称 }}同意（{{ 本事项.党委同意.批复依据 }}，"
    "{{ 本事项.党委同意.日期 | 日期 }}）{% endif %}，决定如下。"
)
#: By which decisions a payment waits for nothing (Art. 8).
LIFTED = (
    "{% for 项 in 划拨.免办 %}{{ 项.机构 }}于{{ 项.日期 | 日期 }}决定（“{{ 项.题名 }}”"
    "{% if 项.文号 %}，{{ 项.文号 }}{% endif %}）"
    "{{ '免除' if 项.影响 == '免除' else '以其他事项代替' }}{{ 项.名称 }}的{{ 划拨.依据 }}"
    "{% if not loop.last %}；{% endif %}{% endfor %}"
)
#: Who signs for a studio: its leader, or who acts for one who has left; else whoever is in charge.
STUDIO_SIGNS = (
    "{% if 当日带头人 == 带头人.姓名 %}带头人（{{ 带头人.姓名 }}）"
    "{% elif '代管' in 当日带头人 %}{{ 当日带头人 }}{% else %}工作室负责人{% endif %}签字："
)
#: What a paper of a later round says before 命名 and 公示.
MORE = "{% if 补充 %}补充{% endif %}"
#: Where the studios of a later round come from, each in a sentence.
ORIGIN = (
    "{% for 项 in 来由 %}{{ 项.名称 }}"
    "{% if 项.缘起 == '增加' %}"
    "{% if 项.日期 %}没有列入{{ 项.日期 | 日期 }}校工会委员会研究同意的名单，{% endif %}为本次增加"
    "{% else %}"
    "{% if 项.研究日期 %}于{{ 项.研究日期 | 日期 }}经校工会委员会研究同意，{% endif %}"
    "{% if 项.日期 and 项.缘起 == '再次' %}已在{{ 项.日期 | 日期 }}发布的公示之列，此后有变化"
    "{% elif 项.日期 %}{{ 项.日期 | 日期 }}{{ 校工会.党委名称 }}"
    "{% if 项.缘起 == '暂缓' %}决定暂缓命名{% else %}没有同意命名{% endif %}"
    "{% else %}列入本次{% endif %}{% endif %}"
    "{% if not loop.last %}；{% endif %}{% endfor %}"
)
#: Every publicity of the studios listed, each with its days.
SHOWN = (
    "{% for 次 in 历次公示 %}{{ 次.起 | 日期 }}至{{ 次.止 | 日期 }}"
    "{% if 次.工作日数 %}（共{{ 次.工作日数 }}个工作日）{% endif %}"
    "{% if not loop.last %}、{% endif %}{% endfor %}"
)
#: Where the committee's meeting stands.
MET = "批次.工会委员会研究"


def votes_of(key: str) -> str:
    """How many such votes a studio had in the committee; a dash where they were not written."""
    return (
        f"{{% for 票 in {MET}.表决 if 年度 ~ '/' ~ 票.工作室 == 家.工作室.编号 %}}"
        f"{{{{ 票.{key} }}}}{{% else %}}—{{% endfor %}}"
    )
