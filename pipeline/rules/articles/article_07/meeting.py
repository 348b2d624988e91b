"""Art. 7(三): how the union committee met and voted, as far as its minutes tell."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.dossier.acts.deciding import CommitteeMeeting
from pipeline.rules.finding import INTAKE, Batch, Finding, Rule
from pipeline.rules.rows import forbids_in_batch, warns_in_batch


def _meetings(b: Batch) -> Iterator[CommitteeMeeting]:
    for one in b.rounds:
        if one.committee:
            yield one.committee


def minutes_contradict_themselves(b: Batch) -> Iterator[Finding]:
    """7(三): nobody comes who has no seat, and nobody votes who has not come."""
    for met in _meetings(b):
        if met.entitled is not None and met.present > met.entitled:
            yield Finding(
                met.marks.at("到会人数"),
                f"工会委员会 {met.date} 到会 {met.present} 人，应到只有 {met.entitled} 人",
                "照会议签到核对两个数。",
                (met.marks.at("应到人数"),),
            )
        seen: set[str] = set()
        for row in met.votes:
            cast = row.in_favour + row.against + row.abstained
            if row.studio in seen or row.studio not in b.folders:
                yield Finding(
                    row.marks.at("工作室"),
                    f"“表决”里的“{row.studio}”"
                    f"{'列了两次' if row.studio in seen else f'不是 {b.year} 年的文件夹'}",
                    "每个工作室一行，写文件夹名。",
                )
            elif cast > met.present:
                yield Finding(
                    row.marks.at("同意"),
                    f"“{row.studio}”的同意、反对、弃权共 {cast} 票，到会只有 {met.present} 人",
                    "核对表决票数。",
                    (met.marks.at("到会人数"),),
                )
            seen.add(row.studio)


def list_contradicts_the_votes(b: Batch) -> Iterator[Finding]:
    """7(三): the list of the approved is what the votes came to."""
    for met in _meetings(b):
        policy = b.rulebook.on(met.date)
        for row in met.votes:
            carried = row.in_favour > met.present * policy.review.committee_majority
            approved = row.studio in met.approved
            if row.studio in b.folders and carried is not approved:
                told = f"“{row.studio}”同意 {row.in_favour} 票、到会 {met.present} 人"
                yield Finding(
                    row.marks.at("同意"),
                    f"{told}，{'没有过半，却列入' if approved else '已过半，却没有列入'}“同意命名”"
                    f"{policy.remark('review.committee_majority')}",
                    "核对表决票数和名单。",
                    (met.marks.at("同意命名"),),
                )


def too_few_came(b: Batch) -> Iterator[Finding]:
    """7(三): a committee decides when enough of it came."""
    for met in _meetings(b):
        policy = b.rulebook.on(met.date)
        if met.entitled and 0 < met.present <= met.entitled * policy.review.committee_quorum:
            yield Finding(
                met.marks.at("到会人数"),
                f"工会委员会 {met.date} 应到 {met.entitled} 人，到会 {met.present} 人，没有超过"
                f"规定的比例{policy.remark('review.committee_quorum')}",
                "核对人数；确实没有到够的，另行开会研究。",
                (met.marks.at("应到人数"),),
            )


RULES: tuple[Rule, ...] = (
    forbids_in_batch(
        "A07-3k",
        "7.3",
        "会议人数或票数矛盾",
        minutes_contradict_themselves,
        needs=INTAKE,
        about=("工会委员会研究",),
    ),
    forbids_in_batch(
        "A07-3l",
        "7.3",
        "审定名单与表决不符",
        list_contradicts_the_votes,
        "review.committee_majority",
        needs=INTAKE,
        about=("工会委员会研究",),
        family="recommendation",
    ),
    warns_in_batch(
        "A07-3m",
        "7.3",
        "研究时到会人数不够",
        too_few_came,
        "review.committee_quorum",
        needs=INTAKE,
        about=("工会委员会研究",),
    ),
)
