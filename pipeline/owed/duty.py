"""One thing that comes next: which act, by when, who acts, what stands in the way."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from pipeline.acts import who_acts
from pipeline.leaders import asks_from
from pipeline.lifecycle import Act, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """An act that comes next: by when (None: no day is set), who acts, what stands in the way.

    `setting` is the policy's line that sets the day, `since` the act from which it counts.
    """

    act: str
    by: datetime.date | None
    who: str
    blocked_by: str = ""
    detail: str = ""
    setting: str = ""
    since: Act | None = None
    year: int | None = None


def simple(name: str, by: datetime.date | None, blocked: str = "", detail: str = "") -> Due:
    return Due(act=name, by=by, who=who_acts(name), blocked_by=blocked, detail=detail)


def within(name: str, since: Act, days: int, setting: str) -> Due:
    """An act that a policy wants within so many days of another."""
    by = asks_from(since) + datetime.timedelta(days=days)
    return Due(act=name, by=by, who=who_acts(name), setting=setting, since=since)


def archiving(stage: Stage, end: datetime.date, blocked: str) -> Due:
    by = stage.policy.cycle.archive_by.of(end.year + 1)
    return replace(simple("归档", by, blocked), setting="cycle.archive_by")
