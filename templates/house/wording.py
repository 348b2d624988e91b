"""Phrases that several documents share, so that they read the same everywhere."""

#: The rule document in full, at its first mention; its number comes from the policy in force.
RULES = (
    "《关于职工（劳模）创新工作室、传统工艺（手艺）大师创新工作室规范化建设的实施细则（暂行）》"
    "（{{ 细则文号 }}）"
)
UNION = "{{ 校工会.名称 }}"
#: 发文机关标志 and how many characters it has.
RED_HEAD = (f"{UNION}文件", len("中北大学工会委员会文件"))
