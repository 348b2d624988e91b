"""Who leads a studio on a day, who may sign for it, and which changes the union owes an answer
(Art. 14). Must not judge.
"""

from __future__ import annotations

import datetime

from pipeline.dossier.acts.end import LeaderChange
from pipeline.dossier.application import Leader
from pipeline.dossier.load import Case
from pipeline.lifecycle import Act, Stage
from pipeline.names.comparison import ComparedName

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
    """From which day a reported change counts; None while it was not decided, and where the leader
    came back before."""
    if stage.before_naming(change):
        return change.record.pledged if isinstance(change.record, LeaderChange) else None
    answers = (act for act in stage.acts if act.name in ("恢复履职", "重新命名"))
    answer = next((act for act in answers if act.date >= change.date), None)
    return answer.date if answer and answer.name == "重新命名" else None


def told_as_leader(case: Case, stage: Stage, day: datetime.date) -> str:
    """The leader on `day` as a form names him: who has gone and was not replaced is told so, or who
    acts for him."""
    name = leader_on(case, stage, day).name
    for act in reversed(stage.of("带头人变更")):
        change = act.record
        if not isinstance(change, LeaderChange) or stage.before_naming(act):
            continue
        if change.happened > day:
            continue
        back = any(act.date <= one.date <= day for one in stage.of("恢复履职"))
        decided = _effective(stage, act)
        if not back and not (decided and decided <= day):
            return f"{change.acting}（代管）" if change.acting else f"{name}（已离任）"
        break
    return name


def left_by(case: Case, stage: Stage, change: Act) -> Leader:
    """Who leads until a report of a change: who goes, or comes back."""
    leader = case.dossier.leader
    for act in stage.of("带头人变更"):
        if act is change or act.record is change.record:
            break
        decided, record = _effective(stage, act), act.record
        if isinstance(record, LeaderChange) and record.successor and decided:
            leader = record.successor if decided < change.date else leader
    return leader


def came_back(stage: Stage, change: Act) -> bool:
    """Whether the leader was back before the union decided."""
    answers = [act for act in stage.acts if act.name in DECISIONS and act.date >= change.date]
    return bool(answers) and answers[0].name == "恢复履职"


def applicant(case: Case, stage: Stage) -> Leader:
    """Who applies in the end: the leader of the application, or who signed it anew after him."""
    leader = case.dossier.leader
    for act in stage.of("带头人变更"):
        record = act.record
        if isinstance(record, LeaderChange) and record.successor and record.pledged:
            leader = record.successor if stage.before_naming(act) else leader
    return leader


def signed_anew(stage: Stage, day: datetime.date) -> tuple[ComparedName, datetime.date] | None:
    """Who signed the application anew by `day`, and when."""
    signed: tuple[ComparedName, datetime.date] | None = None
    for act in stage.of("带头人变更"):
        record = act.record
        if not isinstance(record, LeaderChange) or not stage.before_naming(act):
            continue
        if record.successor and record.pledged and record.pledged <= day:
            signed = (record.successor.name, record.pledged)
    return signed


#: Acts that answer a report of a leader's change (Art. 14), or make it pointless.
DECISIONS = ("重新命名", "取消命名", "取消称号", "恢复履职")


def asks_from(change: Act) -> datetime.date:
    """The day from which a report of a leader's change asks for an answer: it may come in advance,
    and until the day of the change nobody has gone."""
    happened = change.record.happened if isinstance(change.record, LeaderChange) else change.date
    return max(change.date, happened)


def undecided_changes(stage: Stage, on: datetime.date = datetime.date.max) -> tuple[Act, ...]:
    """The reports of a leader's change that asked for an answer and had none by `on`, oldest
    first. Where the title is gone, there is nothing to rename."""
    if stage.ended_on is not None and stage.ended_on <= on:
        return ()
    decided = [act.date for act in stage.acts if act.name in DECISIONS and act.date <= on]
    return tuple(
        change
        for change in stage.of("带头人变更")
        if asks_from(change) <= on
        and not any(day >= change.date for day in decided)
        and not stage.before_naming(change)
    )


def application_orphaned(stage: Stage, on: datetime.date) -> Act | None:
    """The report that the leader of an application has gone, where by `on` nobody has signed it
    anew and he is not back (Art. 7, 14)."""
    changes = [one for one in stage.of("带头人变更") if asks_from(one) <= on]
    last = changes[-1] if changes else None
    if last is None or not stage.before_naming(last) or came_back(stage, last):
        return None
    record = last.record
    signed = isinstance(record, LeaderChange) and record.successor and record.pledged
    return None if signed else last


def signatories_on(case: Case, stage: Stage, day: datetime.date) -> tuple[ComparedName, ...]:
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
