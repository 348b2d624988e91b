"""A studio's money as an account: the support of Art. 9, and apart from it the award of Art. 13.

Every payment (by a notice of its own or by one for several), award, spending and refund, counted
here once for rules and papers alike. Must not judge.
"""

from __future__ import annotations

import datetime
import itertools
from dataclasses import dataclass

from pipeline.chinese import yuan
from pipeline.dossier.acts.cycle import Award, Purse, Refund
from pipeline.dossier.ledger import Spending
from pipeline.dossier.load import Case
from pipeline.lifecycle import Stage, paid


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One purse as of a day, in 分: what came, what was spent of it, what went back."""

    received: int
    spent: int
    refunded: int

    @property
    def left(self) -> int:
        return self.received - self.spent - self.refunded


def spendings(case: Case, purse: Purse = Purse.SUPPORT) -> tuple[Spending, ...]:
    """All spendings out of one purse, by date."""
    found = itertools.chain.from_iterable(one.spendings for one in case.ledgers.values())
    mine = (spending for spending in found if spending.purse is purse)
    return tuple(sorted(mine, key=lambda spending: spending.date))


def awarded(stage: Stage, on: datetime.date) -> int:
    """分 awarded up to and including `on`."""
    return sum(
        act.record.amount for act in stage.acts if isinstance(act.record, Award) and act.date <= on
    )


def refunds(stage: Stage, purse: Purse) -> tuple[Refund, ...]:
    """What went back of one purse, by date."""
    acts = (act.record for act in stage.of("退回经费"))
    return tuple(act for act in acts if isinstance(act, Refund) and act.purse is purse)


def account(case: Case, stage: Stage, on: datetime.date, purse: Purse = Purse.SUPPORT) -> Account:
    """The purse at the end of `on`."""
    return Account(
        received=(paid if purse is Purse.SUPPORT else awarded)(stage, on),
        spent=sum(one.amount for one in spendings(case, purse) if one.date <= on),
        refunded=sum(one.amount for one in refunds(stage, purse) if one.date <= on),
    )


def left_over(case: Case, stage: Stage, on: datetime.date) -> str:
    """What is left of both purses, in words; empty where nothing is."""
    left = {purse: account(case, stage, on, purse).left for purse in Purse}
    return "、".join(f"{purse}余 {yuan(rest)} 元" for purse, rest in left.items() if rest > 0)
