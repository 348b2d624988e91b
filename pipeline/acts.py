"""Which act may follow which (Art. 7–14): one table, with as many payments as a policy lists.

Must know no case and no day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.policies.sections import PAYMENT_ACTS, Payment


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRule:
    """One row of the table: `after` must all have happened before, `after_any` at least one.

    `ends` marks acts after which the cycle needs nothing more than the acts that name it.
    """

    name: str
    article: str
    who: str
    after: tuple[str, ...] = ()
    after_any: tuple[str, ...] = ()
    repeatable: bool = False
    ends: bool = False


UNION, LEADER, UNIT = "校工会", "带头人", "所在单位"
_ACTS: tuple[ActRule, ...] = (
    ActRule(name="推荐申报", article="7.1", who=LEADER),
    ActRule(name="初审", article="7.2", who=UNION, after=("推荐申报",), repeatable=True),
    ActRule(name="专家评审", article="7.2", who=UNION, after=("初审",)),
    ActRule(name="工会委员会研究", article="7.3", who=UNION, after=("专家评审",)),
    ActRule(name="请示", article="7.3", who=UNION, after=("工会委员会研究",)),
    ActRule(name="党委同意", article="7.3", who="校党委", after=("请示",)),
    ActRule(name="公示", article="7.3", who=UNION, after=("党委同意",)),
    ActRule(name="公示结果", article="7.3", who=UNION, after=("公示",)),
    ActRule(name="命名", article="7.4", who=UNION, after=("公示结果",)),
    ActRule(name="挂牌", article="7.4", who=UNION, after=("命名",)),
    ActRule(name="年度自评备案", article="11", who=LEADER, after=("命名",), repeatable=True),
    ActRule(name="中期检查", article="9", who=UNION, after=("命名",), repeatable=True),
    ActRule(name="周期末复核", article="12", who=UNION, after=("命名", "中期检查")),
    ActRule(name="奖励", article="13", who=UNION, after=("周期末复核",)),
    ActRule(name="推荐", article="13", who=UNION, after=("周期末复核",), repeatable=True),
    ActRule(name="带头人变更", article="14", who=UNIT, after=("命名",), repeatable=True),
    ActRule(name="重新命名", article="14", who=UNION, after=("带头人变更",), repeatable=True),
    ActRule(name="取消命名", article="14", who=UNION, after=("带头人变更",), ends=True),
    ActRule(name="取消称号", article="11", who=UNION, after=("命名",), ends=True),
    ActRule(
        name="收回牌匾",
        article="11",
        who=UNION,
        after=("挂牌",),
        after_any=("取消称号", "取消命名"),
    ),
    ActRule(name="通报批评", article="7", who=UNION, after=("推荐申报",)),
    ActRule(
        name="归档",
        article="10",
        who=UNION,
        after_any=("周期末复核", "取消称号", "取消命名", "通报批评"),
    ),
)
#: Acts that need only other acts of the same intake (Art. 7(三)(四)).
INTAKE_ACTS: Mapping[str, ActRule] = {
    rule.name: rule
    for rule in _ACTS
    if rule.name in ("请示", "党委同意", "公示", "公示结果", "命名")
}
#: What a studio is given, and only as long as its title stands.
GIVEN = ("挂牌", *PAYMENT_ACTS, "重新命名", "奖励", "推荐")
#: Acts after which the cycle needs nothing more.
ENDS = frozenset(rule.name for rule in _ACTS if rule.ends)
_WHO = {rule.name: rule.who for rule in _ACTS}
#: Acts of an intake that are acts of no studio (Art. 7(一)(二)).
_OF_CALL: Mapping[str, str] = {"申报通知": "7.1", "评审组": "7.2"}
_ARTICLES = {**_OF_CALL, **{rule.name: rule.article for rule in _ACTS}}


@cache
def acts_under(payments: tuple[Payment, ...]) -> tuple[ActRule, ...]:
    """Every act in its order. A payment stands after the act that it waits for, and after the
    payment before it where both wait for the same: Art. 9 orders no more, so that money (or a
    plaque) which is late holds neither the check nor the next payment back. It may come in parts,
    whose sum the rules judge."""
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
    return ActRule(name=name, article="9", who=UNION, after=after, repeatable=True)


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


def article_of(name: str) -> str:
    """Which article orders an act of an intake."""
    return _ARTICLES[name]


def who_acts(name: str) -> str:
    """Who carries an act out."""
    return _WHO.get(name, UNION)
