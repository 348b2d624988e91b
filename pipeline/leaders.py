"""Who leads a studio on a day, who may sign for it, and which changes the union owes an answer
(Art. 14). Must not judge.
"""

from __future__ import annotations

import datetime

from pipeline.dossier.acts.end import LeaderChange
from pipeline.dossier.application import Leader
from pipeline.dossier.load import Case
from pipeline.lifecycle import Act, Stage

_ONE_DAY = datetime.timedelta(days=1)


def leader_on(case: Case, stage: Stage, day: datetime.date) -> Leader:
    """The leader on `day`: the successor counts from the renaming on (Art. 14); of an application,
    from the day he signed it anew."""
    leader = case.dossier.leader
    for act in stage.of("带头人变更"):
        decided = _effective(stage, act)
        if isinstance(act.record, LeaderChange) and act.record.successor and decided:
            leader = act.record.successor if decided <= day else leader
    return leader


def _effective(stage: Stage, change: Act) -> datetime.date | None:
    """From which day a reported change counts; None while it was not decided."""
    if stage.before_naming(change):
        return change.record.pledged if isinstance(change.record, LeaderChange) else None
    renamed = (act.date for act in stage.of("重新命名"))
    return next((date for date in renamed if date >= change.date), None)


#: Acts that answer a report of a leader's change (Art. 14), or make it pointless.
DECISIONS = ("重新命名", "取消命名", "取消称号", "恢复履职")


def asks_from(change: Act) -> datetime.date:
    """The day from which a report of a leader's change asks for an answer: it may come in advance,
    and until the day of the change nobody has gone."""
    happened = change.record.happened if isinstance(change.record, LeaderChange) else change.date
    return max(change.date, happened)


def undecided_changes(stage: Stage, on: datetime.date = datetime.date.max) -> tuple[Act, ...]:
    """The reports of a leader's change that asked for an answer and had none by `on`, oldest
    first."""
    decided = [act.date for act in stage.acts if act.name in DECISIONS and act.date <= on]
    return tuple(
        change
        for change in stage.of("带头人变更")
        if asks_from(change) <= on
        and not any(day >= change.date for day in decided)
        and not stage.before_naming(change)
    )


def signatories_on(case: Case, stage: Stage, day: datetime.date) -> tuple[str, ...]:
    """Who may sign as the leader on `day`: while one has gone and the union has not yet decided
    (Art. 14), or it has decided before he goes, either of the two, or who acts for them; first the
    leader in office. A leader who is back ends it."""
    names = [leader_on(case, stage, day).name]
    for act in stage.of("带头人变更"):
        change = act.record
        if not isinstance(change, LeaderChange):
            continue
        back = (one.date for one in stage.of("恢复履职") if one.date >= act.date)
        decided = _effective(stage, act) or next(back, datetime.date.max)
        first, last = sorted((change.happened, decided))
        if first <= day <= last:
            if change.successor:
                before = leader_on(case, stage, min(first, act.date) - _ONE_DAY).name
                names += [before, change.successor.name]
            if change.acting:
                names.append(change.acting)
    return tuple(dict.fromkeys(names))
