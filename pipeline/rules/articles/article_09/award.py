"""Art. 13 with 9: the award is spent for the studio, from the day it is given until the archiving,
and never handed out."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.account import awarded, refunds, spendings
from pipeline.chinese import yuan
from pipeline.dossier.acts.cycle import Purse
from pipeline.rules.finding import LEDGERS, RECORD, Finding, Placed, Rule
from pipeline.rules.rows import forbids, warns


def award_spent_unawarded(p: Placed) -> Iterator[Finding]:
    """9 with 13: what is spent of the award was awarded before."""
    for spending in spendings(p.case, Purse.AWARD):
        if not awarded(p.stage, spending.date):
            first = next((act.date for act in p.stage.of("奖励")), None)
            since = f"奖励是 {first}" if first else "没有“奖励”的记录"
            yield Finding(
                spending.marks.at("款项"),
                f"{spending.date} 的支出写的是奖励经费，{since}",
                "核对日期；不是奖励经费的，删去“款项”。",
            )


def award_overspent(p: Placed) -> Iterator[Finding]:
    """9 with 13: no more is spent of the award than was awarded, and did not go back."""
    total = 0
    for spending in spendings(p.case, Purse.AWARD):
        total += spending.amount
        back = sum(one.amount for one in refunds(p.stage, Purse.AWARD) if one.date <= spending.date)
        given = awarded(p.stage, spending.date) - back
        told = "没有退回的" if back else ""
        if given and total > given:
            yield Finding(
                spending.marks.at("金额"),
                f"到 {spending.date} 奖励经费累计支出 {yuan(total)} 元，超过{told}"
                f" {yuan(given)} 元",
                "核对金额；其余的不记作奖励经费。",
            )
            return


def award_handed_out(p: Placed) -> Iterator[Finding]:
    """9 with 13: the award is the studio's, for its work; nobody is paid out of it."""
    for spending in spendings(p.case, Purse.AWARD):
        policy = p.policy_on(spending.date)
        words = [word for word in policy.funds.handout_words if word in spending.purpose]
        if words:
            yield Finding(
                spending.marks.at("用途"),
                f"奖励经费的用途里有“{words[0]}”：第十三条奖励的是工作室，按第九条专款专用，"
                f"不发给个人{policy.remark('funds.handout_words')}",
                "核对用途；发给了个人的，收回后另作支出。",
            )


def award_spent_after_archiving(p: Placed) -> Iterator[Finding]:
    """9 with 10 and 13: what is spent when the volume is closed does not stand in it."""
    archived = p.stage.last("归档")
    for spending in spendings(p.case, Purse.AWARD) if archived else ():
        if archived and spending.date > archived.date:
            yield Finding(
                spending.marks.at("日期"),
                f"{archived.date} 已归档，{spending.date} 又支出奖励经费，归档包里不会有这一笔",
                "核对日期；奖励经费用完再归档，余下的由所在单位退回或另行登记。",
                (archived.place,),
            )


RULES: tuple[Rule, ...] = (
    forbids(
        "A09-6a",
        "9",
        "没有奖励就支出奖励经费",
        award_spent_unawarded,
        needs=RECORD,
        parts=LEDGERS,
        about=("台账",),
    ),
    forbids(
        "A09-6b", "9", "奖励经费支出过多", award_overspent, needs=RECORD | LEDGERS, about=("台账",)
    ),
    warns(
        "A09-6c",
        "9",
        "奖励经费发给个人",
        award_handed_out,
        "funds.handout_words",
        needs=RECORD,
        parts=LEDGERS,
        about=("台账",),
        family="spending_words",
    ),
    warns(
        "A09-6d",
        "9",
        "归档以后支出奖励经费",
        award_spent_after_archiving,
        needs=RECORD,
        parts=LEDGERS,
        about=("台账",),
    ),
)
