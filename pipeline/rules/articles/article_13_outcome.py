"""Art. 13: the notice that a nomination answers, and what the superior union made of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pipeline.dossier.acts.cycle import Nomination, NominationOutcome
from pipeline.rules.compared.outline import Sent
from pipeline.rules.finding import NOTED, NOTHING, RECORD, Finding, Placed, Rule, Whole
from pipeline.rules.listed import instead
from pipeline.rules.rows import forbids, forbids_anywhere, warns


def outcome_without_nomination(p: Placed) -> Iterator[Finding]:
    """13: an outcome answers a nomination to the same list. Of none at
    all, or none before it, A07-5a speaks."""
    sent = [act for act in p.stage.of("推荐") if isinstance(act.record, Nomination)]
    targets = [act.record.target for act in sent if isinstance(act.record, Nomination)]
    for act in p.stage.of("推荐结果"):
        if not isinstance(act.record, NominationOutcome) or not targets:
            continue
        target = act.record.target
        before = [one for one, to in zip(sent, targets, strict=True) if to == target]
        if not before:
            yield Finding(
                act.record.marks.at("推荐对象"),
                f"推荐结果 {act.date} 说的是“{target}”，没有向它推荐过",
                instead(target, targets, "推荐过的"),
            )
        elif before[0].date > act.date >= sent[0].date:
            yield Finding(
                act.place,
                f"推荐结果 {act.date} 早于“{target}”的推荐 {before[0].date}",
                "“推荐”在先；改正其中一个日期。",
                (before[0].place,),
            )


def outcome_told_twice(p: Placed) -> Iterator[Finding]:
    """13: each nomination has one outcome."""
    seen: dict[str, NominationOutcome] = {}
    for act in p.stage.of("推荐结果"):
        if not isinstance(act.record, NominationOutcome):
            continue
        if first := seen.get(act.record.target):
            yield Finding(
                act.record.marks.at("推荐对象"),
                f"“{act.record.target}”的推荐结果记了两次：{first.date}、{act.date}",
                "删去一处；上级改变决定的，只留后来的，备注里写明原来的。",
                (first.marks.at("推荐对象"),),
            )
        seen.setdefault(act.record.target, act.record)


def sent_too_late(p: Placed) -> Iterator[Finding]:
    """13: a nomination answers its notice by the last day that the notice sets."""
    for act in p.stage.of("推荐"):
        notice = act.record.notice if isinstance(act.record, Nomination) else None
        if notice and notice.deadline and act.date > notice.deadline:
            yield Finding(
                act.place,
                f"推荐 {act.date}，来文 {notice.number} 要求在 {notice.deadline} 以前报送",
                f"核对日期；经上级同意延期的，{NOTED}",
                (notice.marks.at("截止"),),
            )


def more_than_the_quota(w: Whole) -> Iterator[Finding]:
    """13: of all studios together no more are sent to a list than its notice allows; and one notice
    has one quota."""
    answers: dict[tuple[str, str], list[tuple[Sent, str]]] = defaultdict(list)
    for member in w.members:
        for one in member.sent:
            answers[one.notice, one.target].append((one, member.key))
    for (notice, target), sent in answers.items():
        sent.sort(key=lambda each: each[0].date)
        told = [one for one, _ in sent if one.quota is not None]
        for other in told[1:]:
            if other.quota != told[0].quota:
                yield Finding(
                    other.place,
                    f"来文 {notice} 的名额写 {other.quota}，另一处写 {told[0].quota}（{target}）",
                    "同一来文对同一推荐对象只有一个名额；对照来文改正。",
                    (told[0].place,),
                )
        if len({one.quota for one in told}) > 1:
            continue
        studios = list(dict.fromkeys(key for _, key in sent))
        quota = told[0].quota if told else None
        if quota is None or len(studios) <= quota:
            continue
        for one, key in sent:
            if key in studios[quota:]:
                yield Finding(
                    one.place,
                    f"来文 {notice} 给“{target}”的名额是 {quota} 个，已推荐 {len(studios)} 个："
                    f"{'、'.join(studios)}",
                    "核对名额；多出的不推荐，或写明另一份来文。",
                    (told[0].place,) if told[0].place != one.place else (),
                )


RULES: tuple[Rule, ...] = (
    forbids(
        "A13-3k",
        "13",
        "推荐结果没有对应的推荐",
        outcome_without_nomination,
        needs=RECORD,
        about=("推荐结果",),
    ),
    forbids("A13-3l", "13", "推荐结果重复", outcome_told_twice, needs=RECORD, about=("推荐结果",)),
    warns("A13-3m", "13", "推荐晚于来文的截止", sent_too_late, needs=RECORD, about=("推荐",)),
    forbids_anywhere(
        "A13-3n",
        "13",
        "推荐超过来文的名额",
        more_than_the_quota,
        needs=NOTHING,
        parts=RECORD,
        about=("推荐",),
    ),
)
