"""Art. 13: the publicity of nominees, as the union chose to hold one: its days, list, outcome."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.diagnostics import visible
from pipeline.dossier.acts.cycle import Grade, Rereview
from pipeline.dossier.acts.lists import NomineePublicity
from pipeline.names.comparison import is_named_in
from pipeline.rules.articles.article_07.objections import (
    denial_in,
    is_open,
    is_upheld,
    says_dropped,
)
from pipeline.rules.articles.article_07.publicity import down_early, shown_too_short, still_up
from pipeline.rules.finding import DOSSIER, INTAKE, RECORD, Batch, Finding, Placed, Rule
from pipeline.rules.rows import forbids, forbids_in_batch, warns_in_batch


def _nominees(b: Batch) -> tuple[NomineePublicity, ...]:
    return b.intake.nominees if b.intake else ()


def shown_of(p: Placed) -> list[NomineePublicity]:
    """The publicities of nominees that list the studio."""
    acts = (act.record for act in p.stage.of("推荐公示"))
    return [record for record in acts if isinstance(record, NomineePublicity)]


def nominees_shown_too_short(b: Batch) -> Iterator[Finding]:
    """13 with 7(三): as long as the list of those to be named."""
    for one in _nominees(b):
        yield from shown_too_short(one, b.rulebook)
        if one.closed and one.first <= one.last >= one.closed:
            yield Finding(
                one.marks.at("结果日期"),
                f"推荐公示的结果日期 {one.closed} 不晚于公示末日 {one.last}",
                "公示期满以后才能下结论。",
                (one.marks.at("止"),),
            )


def nominees_down_early(b: Batch) -> Iterator[Finding]:
    """13 with 7(三): the list stays through its last day."""
    for one in _nominees(b):
        yield from down_early(one)


def nominees_still_up(b: Batch) -> Iterator[Finding]:
    """13 with 7(三): a list whose time is over comes down."""
    for one in _nominees(b):
        yield from still_up(one, b.rulebook, b.today)


def nominees_outcome_wrong(b: Batch) -> Iterator[Finding]:
    """13 with 7(三): day and conclusion stand together; an objection names a nominee, and is raised
    once the list stands; and the conclusion does not deny it."""
    for one in _nominees(b):
        if (one.closed is None) != (one.conclusion is None):
            key, lacking = ("结果日期", "结论") if one.closed else ("结论", "结果日期")
            yield Finding(
                one.marks.at(key),
                f"推荐公示 {one.date} 写了{key}，没有写{lacking}",
                f"补“{lacking}”；还没有结果的，两行都不写。",
            )
        for objection in one.objections:
            if objection.studio not in one.listed:
                yield Finding(
                    objection.marks.at("工作室"),
                    f"异议针对“{objection.studio}”，它不在推荐公示 {one.date} 的名单里",
                    f"写文件夹名；名单：{'、'.join(one.listed)}。",
                )
            if objection.date < one.first:
                yield Finding(
                    objection.marks.at("日期"),
                    f"异议日期 {objection.date} 早于公示首日 {one.first}",
                    "核对日期。",
                    (one.marks.at("起"),),
                )
        in_time = [each for each in one.objections if each.date <= one.last]
        words = b.rulebook.on(one.closed or one.date).publicity.no_objection_words
        said = denial_in(one.conclusion or "", words)
        if in_time and said:
            yield Finding(
                one.marks.at("结论"),
                f"“异议”里记了公示期内的 {len(in_time)} 件，结论却写“{visible(said, 30)}”",
                f"结论写明收到异议 {len(in_time)} 件和处理情况；没有收到的，删去“异议”。",
                (in_time[0].marks.at("日期"),),
            )


def nominees_listed_wrong(b: Batch) -> Iterator[Finding]:
    """13: a list names studios of its intake, each once, and lists that there are."""
    for one in _nominees(b):
        for row, slug in enumerate(one.listed):
            place = one.marks.at("名单", row)
            if slug not in b.folders:
                yield Finding(
                    place,
                    f"推荐公示 {one.date} 的名单里写“{slug}”，{b.year} 批次没有这个文件夹",
                    f"写文件夹名；{b.year} 批次有：{'、'.join(sorted(b.folders))}。",
                )
            elif slug in one.listed[:row]:
                yield Finding(place, f"推荐公示 {one.date} 的名单里“{slug}”写了两次", "删去一处。")
        policy = b.rulebook.on(one.date)
        for row, target in enumerate(one.targets):
            if target not in policy.nomination.targets:
                yield Finding(
                    one.marks.at("推荐对象", row),
                    f"“推荐对象”填的是“{visible(target, 30)}”，标准里没有"
                    f"{policy.remark('nomination.targets')}",
                    f"可选：{'、'.join(policy.nomination.targets)}。",
                )


def shown_without_excellence(p: Placed) -> Iterator[Finding]:
    """13: only who was excellent is nominated, and so shown."""
    for one in shown_of(p):
        reviews = [act for act in p.stage.of("周期末复核") if act.date <= one.date]
        record = reviews[-1].record if reviews else None
        if isinstance(record, Rereview) and record.grade is not Grade.EXCELLENT:
            yield Finding(
                one.marks.at("名单", one.listed.index(p.case.slug)),
                f"推荐公示 {one.date} 的名单里有“{p.case.slug}”，它的复核等级是{record.grade}",
                "只有复核优秀的才推荐；从名单里删去，或核对等级。",
                (record.marks.at("等级"),),
            )


def certified_with_objection(b: Batch) -> Iterator[Finding]:
    """13 with 7(三): the outcome is stated when every objection was looked into, and then says who
    is not nominated any more."""
    known = {one.slug: (one.applicant.text, one.leader.text, one.name.text) for one in b.members}
    for one in _nominees(b):
        policy = b.rulebook.on(one.closed or one.date)
        known_then = (each for each in one.objections if one.closed and each.date <= one.closed)
        for objection in known_then:
            names = (objection.studio, *known.get(objection.studio, ()))
            said = one.conclusion or ""
            named = len(one.listed) == 1 or any(is_named_in(name, said) for name in names)
            told = named and says_dropped(said)
            upheld = is_upheld(objection.settled, policy.publicity)
            still = is_open(objection.settled, policy.publicity.unsettled_words)
            if still or (upheld and not told):
                yield Finding(
                    objection.marks.at("处理结果"),
                    f"对“{objection.studio}”的异议（{objection.date}）处理结果写"
                    f"“{visible(objection.settled, 30)}”，{one.closed} 却已有公示结果"
                    f"{'' if still else '，“结论”里没有说它不再推荐'}",
                    "没有查清的，先不写“结果日期”“结论”；查清以后写明处理结果。"
                    if still
                    else "查实的，在“结论”里写明带头人姓名、不再推荐；"
                    "查证后仍可推荐的，在“处理结果”里写明“不影响推荐”和理由。",
                    (one.marks.at("结果日期"),),
                )


_RESULT = ("推荐公示结果",)
_SHOWN = ("推荐公示",)
RULES: tuple[Rule, ...] = (
    forbids_in_batch(
        "A13-3a",
        "13",
        "推荐公示期不足",
        nominees_shown_too_short,
        "publicity.working_days",
        needs=INTAKE,
        about=_SHOWN + _RESULT,
    ),
    forbids_in_batch(
        "A13-3b", "13", "推荐公示提前撤下", nominees_down_early, needs=INTAKE, about=_SHOWN
    ),
    warns_in_batch(
        "A13-3c",
        "13",
        "推荐公示期满没有撤下",
        nominees_still_up,
        "publicity.take_down_days",
        needs=INTAKE,
        about=_SHOWN,
    ),
    forbids_in_batch(
        "A13-3d",
        "13",
        "推荐公示的结果不符",
        nominees_outcome_wrong,
        "publicity.no_objection_words",
        needs=INTAKE,
        about=_RESULT,
    ),
    forbids_in_batch(
        "A13-3e",
        "13",
        "推荐公示的名单不符",
        nominees_listed_wrong,
        "nomination.targets",
        needs=INTAKE,
        about=_SHOWN,
    ),
    forbids(
        "A13-3f",
        "13",
        "公示了没有优秀的工作室",
        shown_without_excellence,
        needs=RECORD | INTAKE,
        about=_SHOWN,
    ),
    forbids_in_batch(
        "A13-3o",
        "13",
        "异议没有排除就下结论",
        certified_with_objection,
        "publicity.upheld_words",
        "publicity.unsettled_words",
        needs=DOSSIER | INTAKE,
        about=_RESULT,
    ),
)
