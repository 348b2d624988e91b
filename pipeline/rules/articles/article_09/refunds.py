"""Art. 9: what is left goes back: not more than that, and in time where the title is gone."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from pipeline.account import account, refunds
from pipeline.chinese import yuan
from pipeline.dossier.acts.cycle import Purse
from pipeline.lifted import spared
from pipeline.owed.owing import to_refund
from pipeline.rules.finding import INTAKE, LEDGERS, NOTED, RECORD, Finding, Placed, Rule
from pipeline.rules.rows import forbids, hints, warns


def refund_impossible(p: Placed) -> Iterator[Finding]:
    """9: what goes back of a purse is some of what lay in it on that day."""
    for purse in Purse:
        for number, refund in enumerate(back := refunds(p.stage, purse)):
            money = account(p.case, p.stage, refund.date, purse)
            before = sum(one.amount for one in back[:number])
            left = money.received - money.spent - before
            if refund.amount == 0:
                yield Finding(
                    refund.marks.at("金额"),
                    f"退回经费 {refund.date} 的金额是 0 元",
                    "核对凭证，改正金额；没有退的，删去这一项。",
                )
            elif refund.amount > left:
                yield Finding(
                    refund.marks.at("金额"),
                    f"退回经费 {refund.date}：退回{purse} {yuan(refund.amount)} 元，"
                    f"当日账上只有 {yuan(max(left, 0))} 元（到账 {yuan(money.received)} 元，"
                    f"支出 {yuan(money.spent)} 元{f'，已退 {yuan(before)} 元' if before else ''}）",
                    "核对退回的金额、日期和“款项”；台账多记了支出的，改正台账。",
                )


def refund_late(p: Placed) -> Iterator[Finding]:
    """9 with 11 and 14: whose title is gone gives back what is left, in time and before the volume
    is closed; of who gave back nothing yet A07-5e speaks until then."""
    policy, ended = p.stage.policy, p.stage.ended_on
    if ended is None or ended.year < policy.funds.refund_from:
        return
    last = ended + datetime.timedelta(days=policy.funds.refund_days)
    for purse in Purse:
        for refund in refunds(p.stage, purse):
            if last < refund.date <= p.today:
                yield Finding(
                    refund.marks.at("日期"),
                    f"退回经费 {refund.date}，应在 {last} 前（{ended} 取消）"
                    f"{policy.remark('funds.refund_days')}",
                    f"核对日期；确属延迟的，{NOTED}",
                )
    yield from _kept_at_archiving(p, ended)


def kept_before_asked(p: Placed) -> Iterator[Finding]:
    """9: as `refund_late`, of a title that ended before this act was known: it may stand in words
    elsewhere."""
    if p.stage.ended_on and p.stage.ended_on.year < p.stage.policy.funds.refund_from:
        yield from _kept_at_archiving(p, p.stage.ended_on)


def _kept_at_archiving(p: Placed, ended: datetime.date) -> Iterator[Finding]:
    archived = p.stage.last("归档")
    if archived is None or not ended <= archived.date <= p.today or spared(p.stage, "退回经费"):
        return
    for told in to_refund(p.case, p.stage):
        yield Finding(
            archived.place,
            f"{ended} 取消，已经归档，{told}还没有退回",
            f"退回以后补记“退回经费”；不用退的，{NOTED}",
        )


RULES: tuple[Rule, ...] = (
    forbids(
        "A09-5d",
        "9",
        "退回金额为零或多于结余",
        refund_impossible,
        needs=RECORD | INTAKE | LEDGERS,
        about=("退回经费",),
    ),
    warns(
        "A09-5e",
        "9",
        "结余经费没有按期退回",
        refund_late,
        "funds.refund_days",
        "funds.refund_from",
        needs=RECORD | INTAKE | LEDGERS,
        about=("退回经费", "归档"),
        family="delays",
    ),
    hints(
        "A09-5f",
        "9",
        "归档时结余经费没有记退回",
        kept_before_asked,
        "funds.refund_from",
        needs=RECORD | INTAKE | LEDGERS,
        about=("归档",),
    ),
)
