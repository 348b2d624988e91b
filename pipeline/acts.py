"""Every act: what comes before it, what it ends, what falls due by it, and who owes it (Art. 7–14).

One table, with as many payments as a policy lists; the picture in dossiers/README.md is made from
it. Must know no case and no day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from pipeline.policies.sections import PAYMENT_ACTS, Payment


class Scope(StrEnum):
    """Whose act it is, and so in which file it is written."""

    STUDIO = "一个工作室"
    INTAKE = "一个批次"
    YEAR = "校工会的一年"


class Ending(StrEnum):
    """What an act ends."""

    APPLICATION = "申报"
    TITLE = "称号"
    CYCLE = "周期"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRule:
    """One row of the table: `after` must all have happened before, `after_any` at least one, and
    none of `until`.

    `brings` are the acts that fall due by it. What ends a title is followed only by acts that
    stand `after_end`, an archived volume only by those that stand `after_archive`. `given` is what
    a studio gets as long as its title stands.
    """

    name: str
    article: str
    who: str
    scope: Scope = Scope.STUDIO
    after: tuple[str, ...] = ()
    after_any: tuple[str, ...] = ()
    until: tuple[str, ...] = ()
    repeatable: bool = False
    ends: Ending | None = None
    brings: tuple[str, ...] = ()
    after_end: bool = False
    after_archive: bool = False
    given: bool = False


UNION, LEADER, UNIT, PARTY = "校工会", "带头人", "所在单位", "校党委"
ABOVE, AUDITORS = "上级工会", "经审会"
_PAID = "各笔划拨"
_ACTS: tuple[ActRule, ...] = (
    ActRule(name="推荐申报", article="7.1", who=LEADER, brings=("初审",)),
    ActRule(name="撤回申报", article="7.1", who=LEADER, after=("推荐申报",), until=("命名",),
            ends=Ending.APPLICATION, brings=("归档",)),
    ActRule(name="初审", article="7.2", who=UNION, after=("推荐申报",), repeatable=True,
            brings=("专家评审", "初审", "结果告知")),
    ActRule(name="专家评审", article="7.2", who=UNION, after=("初审",),
            brings=("工会委员会研究", "结果告知")),
    ActRule(name="征求意见", article="7.3", who=UNION, after=("推荐申报",), repeatable=True,
            after_archive=True),
    ActRule(name="工会委员会研究", article="7.3", who=UNION, scope=Scope.INTAKE,
            after=("专家评审",), repeatable=True, brings=("请示", "结果告知")),
    ActRule(name="请示", article="7.3", who=UNION, scope=Scope.INTAKE, after=("工会委员会研究",),
            repeatable=True, brings=("党委同意",)),
    ActRule(name="党委同意", article="7.3", who=PARTY, scope=Scope.INTAKE, after=("请示",),
            repeatable=True, brings=("公示", "结果告知")),
    ActRule(name="保密审查", article="7.3", who=UNION, after=("推荐申报",), repeatable=True,
            after_archive=True),
    ActRule(name="公示", article="7.3", who=UNION, scope=Scope.INTAKE, after=("党委同意",),
            repeatable=True, brings=("公示结果",)),
    ActRule(name="公示结果", article="7.3", who=UNION, scope=Scope.INTAKE, after=("公示",),
            repeatable=True, brings=("命名",)),
    ActRule(name="命名", article="7.4", who=UNION, scope=Scope.INTAKE, after=("公示结果",),
            brings=("挂牌", _PAID, "年度自评备案", "中期检查", "周期末复核", "结果告知")),
    ActRule(name="结果告知", article="7", who=UNION, after=("推荐申报",), repeatable=True,
            until=("命名",), brings=("归档",)),
    ActRule(name="挂牌", article="7.4", who=UNION, after=("命名",), given=True, brings=(_PAID,)),
    ActRule(name="年度自评备案", article="11", who=LEADER, after=("命名",), repeatable=True),
    ActRule(name="缺项认定", article="11", who=UNION, after=("命名",), repeatable=True,
            after_end=True),
    ActRule(name="考核", article="11", who=UNION, after=("命名",), repeatable=True,
            brings=("考核", "取消称号")),
    ActRule(name="中期检查", article="9", who=UNION, after=("命名",), repeatable=True,
            brings=("中期检查", _PAID, "取消称号")),
    ActRule(name="整改通知", article="11", who=UNION, after=("命名",), repeatable=True,
            brings=("整改验收",)),
    ActRule(name="整改验收", article="11", who=UNION, after=("整改通知",), repeatable=True,
            brings=("整改通知", "取消称号")),
    ActRule(name="周期末复核", article="12", who=UNION, after=("命名", "中期检查"),
            repeatable=True, ends=Ending.CYCLE,
            brings=("奖励", "推荐", "取消称号", "归档", _PAID)),
    ActRule(name="奖励", article="13", who=UNION, after=("周期末复核",), given=True),
    ActRule(name="推荐公示", article="13", who=UNION, scope=Scope.INTAKE, after=("周期末复核",),
            repeatable=True),
    ActRule(name="推荐", article="13", who=UNION, after=("周期末复核",), repeatable=True,
            given=True, brings=("推荐结果",)),
    ActRule(name="推荐结果", article="13", who=ABOVE, after=("推荐",), repeatable=True,
            after_end=True, after_archive=True),
    ActRule(name="带头人变更", article="14", who=UNIT, after=("推荐申报",), repeatable=True,
            after_archive=True, brings=("重新命名", "取消命名")),
    ActRule(name="恢复履职", article="14", who=UNIT, after=("带头人变更",), repeatable=True,
            after_archive=True),
    ActRule(name="重新命名", article="14", who=UNION, after=("命名", "带头人变更"),
            repeatable=True, given=True, after_archive=True, brings=("挂牌",)),
    ActRule(name="取消命名", article="14", who=UNION, after=("命名", "带头人变更"),
            ends=Ending.TITLE, after_archive=True, brings=("收回牌匾", "退回经费", "归档")),
    ActRule(name="核实听取", article="11", who=UNION, after=("推荐申报",), repeatable=True,
            after_end=True, after_archive=True, brings=("取消称号",)),
    ActRule(name="取消称号", article="11", who=UNION, after=("命名",), ends=Ending.TITLE,
            after_archive=True, brings=("收回牌匾", "退回经费", "归档")),
    ActRule(name="收回牌匾", article="11", who=UNION, after=("挂牌",),
            after_any=("取消称号", "取消命名"), after_end=True, after_archive=True),
    ActRule(name="退回经费", article="9", who=UNIT, after_any=(PAYMENT_ACTS[0], "奖励"),
            repeatable=True, after_end=True, after_archive=True),
    ActRule(name="通报批评", article="7", who=UNION, after=("推荐申报",), after_end=True,
            after_archive=True, ends=Ending.APPLICATION, brings=("取消称号", "归档")),
    ActRule(name="其他事项", article="8", who=UNION, after=("推荐申报",), repeatable=True,
            after_end=True, after_archive=True),
    ActRule(name="归档", article="10", who=UNION, after_end=True,
            after_any=("周期末复核", "取消称号", "取消命名", "通报批评", "撤回申报", "结果告知"),
            brings=("档案移交",)),
)  # fmt: skip
#: Acts that are of no studio: of the call and the panel, and of the union's year.
_BESIDE: tuple[ActRule, ...] = (
    ActRule(name="申报通知", article="7.1", who=UNION, scope=Scope.INTAKE, brings=("推荐申报",)),
    ActRule(name="评审组", article="7.2", who=UNION, scope=Scope.INTAKE, after=("申报通知",)),
    ActRule(name="复核通报", article="13", who=UNION, scope=Scope.INTAKE, after=("周期末复核",),
            repeatable=True),
    ActRule(name="经审意见", article="9", who=AUDITORS, scope=Scope.YEAR, repeatable=True),
    ActRule(name="年度汇总", article="11", who=UNION, scope=Scope.YEAR, repeatable=True),
    ActRule(name="档案移交", article="10", who=UNION, scope=Scope.YEAR, after=("归档",),
            repeatable=True),
)  # fmt: skip
#: The acts by the part of a studio's life, each in its order: as people look for them.
PARTS: Mapping[str, tuple[str, ...]] = {
    "申报": ("申报通知", "推荐申报", "初审", "撤回申报"),
    "评审": ("评审组", "专家评审", "征求意见", "结果告知"),
    "审定公示": ("工会委员会研究", "请示", "党委同意", "保密审查", "公示", "公示结果"),
    "命名挂牌": ("命名", "挂牌", "首笔划拨"),
    "周期内": ("年度自评备案", "中期检查", "二笔划拨", "考核", "整改通知", "整改验收", "缺项认定"),
    "周期末": ("周期末复核", "复核通报", "奖励", "推荐公示", "推荐", "推荐结果"),
    "归档": ("归档", "档案移交"),
    "带头人变更": ("带头人变更", "恢复履职", "重新命名", "取消命名"),
    "取消称号": ("核实听取", "通报批评", "取消称号", "收回牌匾", "退回经费"),
    "校工会的一年": ("经审意见", "年度汇总", "其他事项"),
}
#: The acts that every cycle sees; the others come where there is reason for them.
REGULAR = (
    "申报通知",
    "推荐申报",
    "初审",
    "评审组",
    "专家评审",
    "工会委员会研究",
    "请示",
    "党委同意",
    "公示",
    "公示结果",
    "命名",
    "挂牌",
    "首笔划拨",
    "年度自评备案",
    "中期检查",
    "二笔划拨",
    "周期末复核",
    "归档",
    "档案移交",
    "年度汇总",
    "经审意见",
)
#: The way to a name (Art. 7).
TO_THE_NAME = (
    "推荐申报",
    "初审",
    "专家评审",
    "工会委员会研究",
    "请示",
    "党委同意",
    "公示",
    "公示结果",
    "命名",
)
#: Acts that need only other acts of the same intake (Art. 7(三)(四)).
INTAKE_ACTS: Mapping[str, ActRule] = {
    rule.name: rule for rule in _ACTS if rule.name in TO_THE_NAME[4:]
}
#: What a studio is given, and only as long as its title stands.
GIVEN = (*(rule.name for rule in _ACTS if rule.given), *PAYMENT_ACTS)
#: Acts after which a title is gone, and what may still follow.
ENDS = frozenset(rule.name for rule in _ACTS if rule.ends is Ending.TITLE)
AFTER_END = ENDS | {rule.name for rule in _ACTS if rule.after_end}
#: What may follow when the volume is sealed.
AFTER_ARCHIVE = frozenset(rule.name for rule in _ACTS if rule.after_archive)
_BY_NAME = {rule.name: rule for rule in (*_ACTS, *_BESIDE)}


@cache
def acts_under(payments: tuple[Payment, ...]) -> tuple[ActRule, ...]:
    """Every act of a studio in its order. A payment stands after the act that it waits for, and
    after the payment before it where both wait for the same: Art. 9 orders no more, so that money
    (or a plaque) which is late holds neither the check nor the next payment back. It may come in
    parts, whose sum the rules judge."""
    rules: list[ActRule] = []
    for rule in _ACTS:
        rules.append(rule)
        for number, payment in enumerate(payments):
            if payment.after == rule.name:
                together = number and payments[number - 1].after == payment.after
                before = PAYMENT_ACTS[number - 1] if together else "命名"
                rules.append(_payment(number, (before, payment.after)))
    return tuple(rules)


def _payment(number: int, after: tuple[str, ...]) -> ActRule:
    name = PAYMENT_ACTS[number]
    return ActRule(name=name, article="9", who=UNION, after=after, repeatable=True, given=True)


@cache
def act_table(payments: tuple[Payment, ...]) -> Mapping[str, tuple[int, ActRule]]:
    """Act → its place in the order, and its rule; last the payments that no policy lists, which
    may stand in a record all the same."""
    unlisted = range(len(payments), len(PAYMENT_ACTS))
    rules = (
        *acts_under(payments),
        *(_payment(number, PAYMENT_ACTS[max(number - 1, 0) : number]) for number in unlisted),
    )
    return {rule.name: (rank, rule) for rank, rule in enumerate(rules)}


def all_acts(payments: tuple[Payment, ...]) -> tuple[ActRule, ...]:
    """Those of studios and intakes in their order, then those of the union's year."""
    call, panel, *others = _BESIDE
    return (call, panel, *acts_under(payments), *others)


@cache
def acts_by_name(payments: tuple[Payment, ...]) -> Mapping[str, ActRule]:
    """As `all_acts`, by name."""
    return {rule.name: rule for rule in all_acts(payments)}


def article_of(name: str) -> str:
    """Which article orders an act of an intake."""
    return _BY_NAME[name].article if name in _BY_NAME else "9"


def is_of_the_year(name: str) -> bool:
    """Whether an act is of the union's year, and so of no studio's volume."""
    return name in _BY_NAME and _BY_NAME[name].scope is Scope.YEAR


def who_acts(name: str) -> str:
    """Who carries an act out."""
    return _BY_NAME[name].who if name in _BY_NAME else UNION
