"""One cell of the ledger matrix: what it can be, and what is to be done about it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

#: Of a year that is over nothing is made up: what was done and not entered is entered, and what
#: was not done stays so.
NEVER_MADE_UP = "这一年已过，不能再补办；确有而漏记的补记，没有的由校工会记“缺项认定”"

#: What looks back on a year may still be written, under the day on which it is.
LATE_PAPER = "署写成当天的日期，不倒填；不再补写的，由校工会记“缺项认定”"


class GapState(StrEnum):
    """有 present · 缺 missing, no day set · 逾期 missing past its day · 未到期 not due yet ·
    不适用 not asked, with a reason and the union's consent · 已认定 missing for good, as the union
    stated: closed, and counted as missing."""

    PRESENT = "有"
    MISSING = "缺"
    OVERDUE = "逾期"
    NOT_DUE = "未到期"
    NOT_APPLICABLE = "不适用"
    STATED = "已认定"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One cell of the matrix. `year` is the calendar year it is listed under."""

    studio: str
    name: str
    year: int
    period: str
    ledger_class: str
    item: str
    article: str
    state: GapState
    detail: str
    due: datetime.date | None
    who: str
    next_step: str

    @property
    def open(self) -> bool:
        return self.state in (GapState.MISSING, GapState.OVERDUE)

    def as_json(self) -> dict[str, str | int | None]:
        return {
            "studio": self.studio,
            "name": self.name,
            "year": self.year,
            "period": self.period,
            "class": self.ledger_class,
            "item": self.item,
            "article": self.article,
            "state": self.state.value,
            "detail": self.detail,
            "due": self.due.isoformat() if self.due else None,
            "who": self.who,
            "next": self.next_step,
        }
