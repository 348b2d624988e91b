"""Who may let a finding pass, by its article and severity, and what nobody may.

One table each; what applies them is `suppress`. Must not look at any file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.articles import article_text
from pipeline.diagnostics import Severity
from pipeline.dossier.paths import INTAKE_FILE, RECORD_FILE, FileKind
from pipeline.rules.all import RULES
from pipeline.rules.finding import Rule

#: The files that only the union writes.
UNIONS = FileKind.RECORD | FileKind.INTAKE
_CODE = re.compile("A[0-9]{2}(-[0-9][a-z]?)?")
#: What a studio is named and judged by, and who leads it: never for its leader to set aside.
NOT_THE_LEADERS = ("6", "7", "9", "10", "11", "14")
#: 初审 is the union's own look at the papers; what follows in the same paragraph is not its alone.
_PRELIMINARY = {"申报", "推荐申报", "申报通知", "初审"}
#: Article → what of it nobody waives. The union's discretion ends where others decide (experts,
#: the Party committee, everybody who may object); only who interprets the rule document (Art. 15)
#: can soften that, and then the policy says so.
_NEVER_BY_ARTICLE: Mapping[str, str] = {
    "7.2": "专家评审",
    "7.3": "审定、党委同意和公示",
}
_NEVER_BY_CODE: Mapping[str, str] = {
    "A07-4a": "命名名单与审定一致",
    "A07-5a": "各事项的先后",
    "A07-5b": "各事项的次数",  # a second review beside a lost one would do away with the first
    "A07-1f": "弄虚作假取消资格",
    "A08-1c": "评审、审定、公示和弄虚作假的后果",
    "A07-4d": "弄虚作假取消资格",
}


def rules_named(code: str) -> tuple[Rule, ...]:
    """The rules that a code, or the first part of one (A06, A06-2), names; none for a slip."""
    if not _CODE.fullmatch(code):
        return ()
    return tuple(rule for rule in RULES if rule.code.startswith(code))


def what_it_names(code: str) -> str:
    """第六条（二）“成员不足”; of several rules only their articles. Without any code."""
    rules = rules_named(code)
    articles = list(dict.fromkeys(rule.article for rule in rules))
    if len(articles) > 1:
        articles = list(dict.fromkeys(one.partition(".")[0] for one in articles))
    told = "、".join(map(article_text, articles))
    return f"{told}“{rules[0].title}”" if len(rules) == 1 else told


def never_waived(rule: Rule) -> str:
    """What of the rule document nobody may waive and this rule guards; empty for the others. A
    warning holds no paper back: letting it pass takes nothing away."""
    if rule.severity is not Severity.ERROR:
        return ""
    if rule.article == "7.2" and _PRELIMINARY.issuperset(rule.about):
        return ""
    return _NEVER_BY_CODE.get(rule.code) or _NEVER_BY_ARTICLE.get(rule.article, "")


def remark_silences(kind: FileKind, severity: Severity, article: str) -> bool:
    """Whether `# 忽略` in a file of that kind may silence such a finding. An error needs 放行."""
    if severity is Severity.NOTE:
        return True
    of_leader = not kind & UNIONS and article.partition(".")[0] in NOT_THE_LEADERS
    return severity is Severity.WARNING and not of_leader


def who_may(rule: Rule, severity: Severity) -> str:
    """Who lets such a finding pass, and where, as `explain` tells it."""
    if what := never_waived(rule):
        return f"谁也不能：{what}是第七条定的"
    listed = f"校工会写进 {RECORD_FILE}、{INTAKE_FILE} 的“放行”"
    remark = f"那一行末尾写“# 忽略 {rule.code}：理由”"
    if severity is Severity.ERROR:
        return f"{listed}；带头人不能"
    if remark_silences(FileKind.DOSSIER, severity, rule.article):
        return f"在{remark}"
    return f"{listed}，或在这两个文件的{remark}；带头人不能"
