"""What a studio was told to mend by a day, and what became of it (Art. 8, 11). Must not judge."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.dossier.acts.cycle import (
    CorrectionCheck,
    CorrectionOrder,
    Mended,
    MidtermCheck,
    PeriodicAssessment,
)
from pipeline.lifecycle import Act, Stage, sent_back


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """A 整改通知 with the 整改验收 that looked at it, oldest first."""

    act: Act
    record: CorrectionOrder
    checks: tuple[CorrectionCheck, ...]

    def answered_by(self, stage: Stage) -> datetime.date:
        """By when the union decides on what was looked at and not mended, unless it puts it off."""
        days = datetime.timedelta(days=stage.policy.revocation.decide_days)
        return self.checks[-1].date + days

    def replaced(self, stage: Stage, check: CorrectionCheck) -> bool:
        """Whether before that check another order answered one that had not been mended."""
        looked = [one.date for one in self.checks[: self.checks.index(check)]]
        return bool(looked) and any(
            looked[-1] <= act.date <= check.date and act.record is not self.record
            for act in stage.of("整改通知")
        )

    @property
    def mended(self) -> bool:
        return bool(self.checks) and self.checks[-1].verdict is Mended.DONE

    def check_by(self, stage: Stage) -> datetime.date:
        """By when the union looks at what was mended."""
        return self.record.correct_by + datetime.timedelta(days=stage.policy.cycle.recheck_days)


def orders(stage: Stage, on: datetime.date = datetime.date.max) -> tuple[Ordered, ...]:
    """Every order by `on` with its checks: a check is of the order that it names, else of all that
    were not mended by then."""
    found: list[Ordered] = []
    for act in stage.acts:
        if act.date > on:
            break
        if isinstance(act.record, CorrectionOrder):
            found.append(Ordered(act=act, record=act.record, checks=()))
        elif isinstance(act.record, CorrectionCheck):
            found = [_checked(one, act.record) for one in found]
    return tuple(found)


def _checked(order: Ordered, check: CorrectionCheck) -> Ordered:
    if order.mended or check.ordered not in (None, order.act.date):
        return order
    return Ordered(act=order.act, record=order.record, checks=(*order.checks, check))


def unanswered(stage: Stage, on: datetime.date = datetime.date.max) -> Iterator[Ordered]:
    """Those that were looked at and not mended, with nothing since: no new order, no decision."""
    for order in orders(stage, on):
        if order.checks and not order.mended:
            last = order.checks[-1].date
            later = (act for act in stage.acts if last <= act.date <= on)
            if not any(act.name in ("整改通知", "取消称号", "取消命名") for act in later):
                yield order


def recheck_by(stage: Stage, check: MidtermCheck | PeriodicAssessment) -> datetime.date | None:
    """By when the union looks again at what it gave time to mend, in the cycle if that can be; None
    where no time is set."""
    correct_by = sent_back(check)
    if not correct_by or correct_by < check.date:
        return None  # of the second A09-4b speaks, and A11-4b
    last = correct_by + datetime.timedelta(days=stage.policy.cycle.recheck_days)
    return min(last, max(stage.cycle[1], correct_by)) if stage.cycle else last


def looks_again(stage: Stage) -> Iterator[tuple[str, datetime.date, Act]]:
    """(act, by when, since which act) of each assessment and each check of an order that is still
    to come; of the mid-term check `due` speaks. The re-review looks at all that is left."""
    last = stage.last("考核")
    if last and isinstance(last.record, PeriodicAssessment) and not stage.of("周期末复核"):
        by = recheck_by(stage, last.record)
        if by:
            yield "考核", by, last
    for order in orders(stage):
        if not order.checks:
            yield "整改验收", order.check_by(stage), order.act
