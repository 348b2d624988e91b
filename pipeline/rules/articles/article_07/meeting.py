"""Art. 7(三): how a body met and voted, as far as its minutes tell: the union committee before a
naming, and whoever decided otherwise (Art. 8, 11, 14)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pipeline.diagnostics import RuleCode, Severity, visible
from pipeline.dossier.acts.base import Decided, Meeting, Votes
from pipeline.dossier.acts.deciding import CommitteeMeeting, Sitting, StudioVotes
from pipeline.policies import Policy
from pipeline.rules.finding import DOSSIER, INTAKE, RECORD, Batch, Finding, Placed, Rule
from pipeline.rules.rows import forbids_in_batch, warns_in_batch

#: A meeting, and what a finding calls it.
_Met = tuple[Sitting | Meeting, str]


def _committees(b: Batch) -> Iterator[CommitteeMeeting]:
    for one in b.rounds:
        if one.committee:
            yield one.committee


def _in_batch(b: Batch) -> Iterator[_Met]:
    """Every meeting that an intake tells of."""
    for committee in _committees(b):
        for met in committee.sittings:
            yield met, "工会委员会"
    for act in b.intake.year_acts if b.intake else ():
        if isinstance(act, Decided) and act.decision:
            yield act.decision, f"{act.act} {act.date} 的审定"


def _of_studio(p: Placed) -> Iterator[_Met]:
    """Every meeting that decided on one studio alone."""
    for act in p.case.record.acts if p.case.record else ():
        if isinstance(act, Decided) and act.decision:
            yield act.decision, f"{act.act} {act.date} 的审定"


def more_than_entitled(met: Sitting | Meeting, what: str) -> Iterator[Finding]:
    """Nobody comes who has no seat."""
    if met.entitled is not None and (met.present or 0) > met.entitled:
        yield Finding(
            met.marks.at("到会人数"),
            f"{what} {met.date} 到会 {met.present} 人，应到只有 {met.entitled} 人",
            "照会议签到核对两个数。",
            (met.marks.at("应到人数"),),
        )


def _too_many_votes(
    met: Sitting | Meeting, votes: Votes | StudioVotes, what: str
) -> Iterator[Finding]:
    """Nobody votes who has not come."""
    cast = votes.in_favour + votes.against + votes.abstained
    if met.present is not None and cast > met.present:
        yield Finding(
            votes.marks.at("同意"),
            f"{what}的同意、反对、弃权共 {cast} 票，到会只有 {met.present} 人",
            "核对表决票数。",
            (met.marks.at("到会人数"),),
        )


def _nobody_came(met: Sitting | Meeting, what: str) -> Iterator[Finding]:
    if met.present == 0:
        yield Finding(
            met.marks.at("到会人数"),
            f"{what} {met.date} 的到会人数写 0",
            "照会议签到写到会人数。",
        )


def _too_few(met: Sitting | Meeting, what: str, policy: Policy) -> Iterator[Finding]:
    if met.entitled and 0 < (met.present or 0) <= met.entitled * policy.review.committee_quorum:
        yield Finding(
            met.marks.at("到会人数"),
            f"{what} {met.date} 应到 {met.entitled} 人，到会 {met.present} 人，没有超过"
            f"规定的比例{policy.remark('review.committee_quorum')}",
            "核对人数；确实没有到够的，另行开会研究。",
            (met.marks.at("应到人数"),),
        )


def nobody_met(b: Batch) -> Iterator[Finding]:
    """7(三): a committee that decides has met."""
    for met, what in _in_batch(b):
        yield from _nobody_came(met, what)


def nobody_met_on_a_studio(p: Placed) -> Iterator[Finding]:
    """As `nobody_met`, of a decision on one studio."""
    for met, what in _of_studio(p):
        yield from _nobody_came(met, what)


def minutes_contradict_themselves(b: Batch) -> Iterator[Finding]:
    """7(三): nobody comes who has no seat, and nobody votes who has not come."""
    for met, what in _in_batch(b):
        yield from more_than_entitled(met, what)
        if isinstance(met, Meeting):
            yield from _too_many_votes(met, met.votes, what) if met.votes else ()
            continue
        seen: set[str] = set()
        for row in met.votes:
            if row.studio in seen or row.studio not in b.folders:
                yield Finding(
                    row.marks.at("工作室"),
                    f"“表决”里的“{row.studio}”"
                    f"{'列了两次' if row.studio in seen else f'不是 {b.year} 年的文件夹'}",
                    "每个工作室一行，写文件夹名。",
                )
            else:
                yield from _too_many_votes(met, row, f"“{row.studio}”")
            seen.add(row.studio)


def decision_contradicts_itself(p: Placed) -> Iterator[Finding]:
    """As `minutes_contradict_themselves`, of a decision on one studio; of its heads A11-3l
    speaks."""
    for met, what in _of_studio(p):
        if isinstance(met, Meeting) and met.votes:
            yield from _too_many_votes(met, met.votes, what)


def list_contradicts_the_votes(b: Batch) -> Iterator[Finding]:
    """7(三): the list of the approved is what the votes came to; where several meetings voted on
    a studio, the last."""
    for committee in _committees(b):
        policy = b.rulebook.on(committee.date)
        last = {row.studio: (met, row) for met in committee.sittings for row in met.votes}
        for met, row in last.values():
            carried = row.in_favour > met.present * policy.review.committee_majority
            approved = row.studio in committee.approved
            if row.studio in b.folders and carried is not approved:
                told = f"“{row.studio}”同意 {row.in_favour} 票、到会 {met.present} 人"
                yield Finding(
                    row.marks.at("同意"),
                    f"{told}，{'没有过半，却列入' if approved else '已过半，却没有列入'}“同意命名”"
                    f"{policy.remark('review.committee_majority')}",
                    "核对表决票数和名单。",
                    (committee.marks.at("同意命名"),),
                )


def _not_carried(met: Sitting | Meeting, what: str, policy: Policy) -> Iterator[Finding]:
    votes = met.votes if isinstance(met, Meeting) else None
    if votes is None:
        return
    present = met.present or votes.in_favour + votes.against + votes.abstained
    if votes.in_favour <= present * policy.review.committee_majority:
        yield Finding(
            votes.marks.at("同意"),
            f"{what} {met.date} 同意 {votes.in_favour} 票、到会 {present} 人，没有过半，却作了决定"
            f"{policy.remark('review.committee_majority')}",
            "核对表决票数；没有通过的，删去这一项决定。",
        )


def intake_decision_not_carried(b: Batch) -> Iterator[Finding]:
    """As `list_contradicts_the_votes`, and of what was decided for all studios of the intake."""
    yield from list_contradicts_the_votes(b)
    for met, what in _in_batch(b):
        yield from _not_carried(met, what, b.rulebook.on(met.date))


def decision_not_carried(p: Placed) -> Iterator[Finding]:
    """As `list_contradicts_the_votes`, of a decision on one studio."""
    for met, what in _of_studio(p):
        yield from _not_carried(met, what, p.policy_on(met.date))


def too_few_came(b: Batch) -> Iterator[Finding]:
    """7(三): a committee decides when enough of it came."""
    for met, what in _in_batch(b):
        yield from _too_few(met, what, b.rulebook.on(met.date))


def too_few_decided(p: Placed) -> Iterator[Finding]:
    """As `too_few_came`, of a decision on one studio."""
    for met, what in _of_studio(p):
        yield from _too_few(met, what, p.policy_on(met.date))


def meetings_out_of_order(b: Batch) -> Iterator[Finding]:
    """7(二)(三): the meetings before the one that decided are written in their order; none votes
    on a studio before the experts reviewed it."""
    reviewed = {one.slug: one.recommendation for one in b.members if one.recommendation}
    for committee in _committees(b):
        for met, following in pairwise(committee.sittings):
            if met.date > following.date:
                yield Finding(
                    met.marks.at("日期"),
                    f"此前会议 {met.date} 晚于后一次会议 {following.date}",
                    "“此前会议”按日期先后写，“工会委员会研究”写最后一次；核对日期。",
                    (following.marks.at("日期"),),
                )
        for met in committee.earlier:
            for row in met.votes:
                review = reviewed.get(row.studio)
                if review and met.date < review.date:
                    yield Finding(
                        row.marks.at("工作室"),
                        f"此前会议 {met.date} 就“{row.studio}”表决，专家评审 {review.date} 才有",
                        "先评审，后研究；核对两个日期。",
                        (review.place,),
                    )


def meeting_told_twice(b: Batch) -> Iterator[Finding]:
    """7(三): a meeting is told once: two of one name, or of one day, may be the same."""
    for committee in _committees(b):
        sittings = committee.sittings
        for nth, met in enumerate(sittings):
            for other in sittings[nth + 1 :]:
                alike = "日期" if met.date == other.date else "会议"
                told = "日期" if alike == "日期" else "会议名称"
                if met.date == other.date or met.meeting == other.meeting:
                    yield Finding(
                        met.marks.at(alike),
                        f"此前会议 {met.date}“{visible(met.meeting, 30)}”与 {other.date}"
                        f"“{visible(other.meeting, 30)}”的{told}相同",
                        "同一次会议只记一次；写错的改正。",
                        (other.marks.at(alike),),
                    )
                    break


_MET = ("工会委员会研究", "取消称号", "取消命名", "重新命名", "其他事项")
RULES: tuple[Rule, ...] = (
    Rule(
        code=RuleCode("A07-3h"),
        article="7.3",
        title="研究没有人到会",
        on_case=nobody_met_on_a_studio,
        on_batch=nobody_met,
        needs=DOSSIER,
        parts=RECORD | INTAKE,
        about=_MET,
    ),
    Rule(
        code=RuleCode("A07-3k"),
        article="7.3",
        title="会议人数或票数矛盾",
        on_case=decision_contradicts_itself,
        on_batch=minutes_contradict_themselves,
        needs=DOSSIER,
        parts=RECORD | INTAKE,
        about=_MET,
    ),
    Rule(
        code=RuleCode("A07-3l"),
        article="7.3",
        title="决定与表决不符",
        settings=("review.committee_majority",),
        on_case=decision_not_carried,
        on_batch=intake_decision_not_carried,
        needs=DOSSIER,
        parts=RECORD | INTAKE,
        about=_MET,
        family="recommendation",
    ),
    Rule(
        code=RuleCode("A07-3m"),
        article="7.3",
        title="研究时到会人数不够",
        severity=Severity.WARNING,
        settings=("review.committee_quorum",),
        on_case=too_few_decided,
        on_batch=too_few_came,
        needs=DOSSIER,
        parts=RECORD | INTAKE,
        about=_MET,
    ),
    warns_in_batch(
        "A07-3u",
        "7.3",
        "一次会议像是记了两次",
        meeting_told_twice,
        needs=INTAKE,
        about=("工会委员会研究",),
    ),
    forbids_in_batch(
        "A07-3z",
        "7.3",
        "历次会议的次序不对",
        meetings_out_of_order,
        needs=RECORD | INTAKE,
        about=("工会委员会研究",),
    ),
)
