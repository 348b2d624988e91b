"""Art. 13: the publicity of nominees, as the union chose to hold one: its days, list, outcome."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.diagnostics import visible
from pipeline.dossier.acts.cycle import Grade, Nomination, Rereview
from pipeline.dossier.acts.lists import NomineePublicity
from pipeline.dossier.paths import INTAKE_FILE
from pipeline.rules.articles.article_07.objections import denial_in, is_open, is_upheld
from pipeline.rules.articles.article_07.publicity import down_early, shown_too_short, still_up
from pipeline.rules.finding import INTAKE, RECORD, Batch, Finding, Placed, Rule
from pipeline.rules.rows import forbids, forbids_in_batch, warns, warns_in_batch


def _nominees(b: Batch) -> tuple[NomineePublicity, ...]:
    return b.intake.nominees if b.intake else ()


def _own(p: Placed) -> list[NomineePublicity]:
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
    for one in _own(p):
        reviews = [act for act in p.stage.of("周期末复核") if act.date <= one.date]
        record = reviews[-1].record if reviews else None
        if isinstance(record, Rereview) and record.grade is not Grade.EXCELLENT:
            yield Finding(
                one.marks.at("名单", one.listed.index(p.case.slug)),
                f"推荐公示 {one.date} 的名单里有“{p.case.slug}”，它的复核等级是{record.grade}",
                "只有复核优秀的才推荐；从名单里删去，或核对等级。",
                (record.marks.at("等级"),),
            )


def nominated_over_objection(p: Placed) -> Iterator[Finding]:
    """13: who is sent up has nothing against him that was upheld, or that nobody settled."""
    for act in p.stage.of("推荐"):
        if not isinstance(act.record, Nomination):
            continue
        for one in _own(p):
            policy = p.policy_on(one.date).publicity
            for objection in one.objections:
                wrong = is_upheld(objection.settled, policy) or is_open(
                    objection.settled, policy.unsettled_words
                )
                about = objection.studio == p.case.slug and act.record.target in one.targets
                if about and wrong and objection.date <= act.date:
                    yield Finding(
                        act.place,
                        f"对“{p.case.slug}”的异议（{objection.date}）处理结果写"
                        f"“{visible(objection.settled, 30)}”，{act.date} 却已推荐",
                        "查实的不推荐；没有查清的先不推荐；查证后仍可推荐的，在“处理结果”里写明“不影响推荐”和理由。",
                        (objection.marks.at("处理结果"),),
                    )


def _shown_for(p: Placed, target: str) -> list[NomineePublicity]:
    return [one for one in _own(p) if target in one.targets]


def nominated_while_shown(p: Placed) -> Iterator[Finding]:
    """13: nominees are shown before they are sent up, and that ends first."""
    for act in p.stage.of("推荐"):
        shown = _shown_for(p, act.record.target) if isinstance(act.record, Nomination) else []
        if shown and all(act.date <= one.last for one in shown):
            yield Finding(
                act.place,
                f"推荐 {act.date} 时，推荐公示还没有期满（{shown[0].first} 至 {shown[0].last}）",
                "公示期满、没有异议的再推荐；核对日期。",
                (shown[0].marks.at("止"),),
            )


def nominated_unshown(p: Placed) -> Iterator[Finding]:
    """13: where the union holds one, a publicity with its outcome precedes the nomination."""
    for act in p.stage.of("推荐"):
        if not isinstance(act.record, Nomination):
            continue
        shown = _shown_for(p, act.record.target)
        done = any(one.closed and one.closed <= act.date for one in shown)
        if not done and not (shown and all(act.date <= one.last for one in shown)):
            yield Finding(
                act.place,
                f"推荐 {act.date} 以前没有已出结果的推荐公示（{act.record.target}）",
                f"公示过的，在 {INTAKE_FILE} 记“推荐公示”及其结果日期、结论。",
            )


_SHOWN = ("推荐公示",)
RULES: tuple[Rule, ...] = (
    forbids_in_batch(
        "A13-3a",
        "13",
        "推荐公示期不足",
        nominees_shown_too_short,
        "publicity.working_days",
        needs=INTAKE,
        about=_SHOWN,
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
        about=_SHOWN,
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
    forbids(
        "A13-3g",
        "13",
        "异议没有排除就推荐",
        nominated_over_objection,
        "publicity.upheld_words",
        "publicity.unsettled_words",
        needs=RECORD | INTAKE,
        about=("推荐",),
    ),
    forbids(
        "A13-3h",
        "13",
        "公示没有期满就推荐",
        nominated_while_shown,
        needs=RECORD | INTAKE,
        about=("推荐",),
    ),
    warns(
        "A13-3i",
        "13",
        "推荐以前没有公示",
        nominated_unshown,
        needs=RECORD | INTAKE,
        about=("推荐",),
        family="nominee_publicity",
    ),
)
