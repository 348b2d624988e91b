"""Art. 7(一): what is handed in was signed after the call, and shows what it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.diagnostics import Place, visible
from pipeline.dossier.acts.base import GeneralAct, Meeting
from pipeline.dossier.acts.deciding import Approval, Sitting
from pipeline.dossier.acts.lists import ListOpinion, ListSecrecyReview
from pipeline.dossier.acts.review import Application
from pipeline.dossier.application import Route
from pipeline.dossier.intake import Intake
from pipeline.rules.finding import DOSSIER, INTAKE, RECORD, Batch, Finding, Placed, Rule
from pipeline.rules.rows import forbids, forbids_in_batch, warns

_WAITS = "这一天就是申报日期，活动、成果、制度和荣誉都按它计，改正以后再查"


def pledge_day_impossible(b: Batch) -> Iterator[Finding]:
    """7(一): a leader signs an application after the call for it, and not in days to come. All that
    is counted by the day of the application waits until that day is right. Where all seem to have
    signed before the call, it is the call's day that is wrong."""
    if b.intake is None:
        return
    call = b.intake.call
    early = [member for member in b.members if member.applied < call.date]
    if len(early) == len(b.members) > 1:
        last = max(member.applied for member in early)
        yield Finding(
            call.marks.at("日期"),
            f"申报通知 {call.date} 晚于本批次全部 {len(early)} 份申报的承诺日期（最晚的 {last}）；"
            "活动、成果、制度和荣誉改正以后再查",
            "核对申报通知的日期。",
        )
        early = []
    for member in early:
        yield Finding(
            member.signed,
            f"承诺日期 {member.applied} 早于申报通知 {call.date}；{_WAITS}",
            "改为签承诺的那一天，应在申报通知以后。",
            (call.marks.at("日期"),),
        )
    for member in b.members:
        if member.applied > b.today and member.applied >= call.date:
            yield Finding(
                member.signed,
                f"承诺日期 {member.applied} 还没有到（今天 {b.today}）；{_WAITS}",
                "改为签承诺的那一天。",
            )


def shown_without_evidence(p: Placed) -> Iterator[Finding]:
    """7: what is handed in is true, and a paper proves it; one finding for each block. A draft is
    still gathering its papers."""
    dossier = p.case.dossier
    if not p.stage.of("推荐申报"):
        return
    honours = [(one.title, one.evidence) for one in dossier.leader.honours]
    regulations = [(one.name, one.evidence) for one in dossier.regulations]
    activities = [(one.theme, one.evidence) for one in dossier.activities]
    results = [(one.name, one.evidence) for one in dossier.results]
    funds = [(dossier.funds.source, dossier.funds.evidence)]
    blocks: tuple[tuple[str, Place, Sequence[tuple[str, tuple[str, ...]]]], ...] = (
        ("荣誉", dossier.leader.marks.at("荣誉"), honours),
        ("制度", dossier.marks.at("制度"), regulations),
        ("活动", dossier.marks.at("活动"), activities),
        ("成果", dossier.marks.at("成果"), results),
        ("经费保障", dossier.marks.at("经费保障"), funds),
    )
    for block, place, rows in blocks:
        if bare := [name for name, evidence in rows if not evidence]:
            count = f"{len(rows)} 项中 {len(bare)} 项" if len(rows) > 1 else ""
            named = "、".join(f"“{visible(one, 30)}”" for one in bare)
            yield Finding(
                place,
                f"“{block}”{count}没有佐证：{named}",
                "把证书、文本、证明或活动记录放进 evidence/，在每一项里写“佐证: [文件名.pdf]”。",
            )


def recommended_without_opinion(p: Placed) -> Iterator[Finding]:
    """7(一): a unit that recommends says so, and its head signs; who applies himself needs neither
    (Art. 7(一) knows both ways)."""
    if p.case.dossier.profile.route is not Route.NOMINATED:
        return
    for act in p.stage.of("推荐申报"):
        if not isinstance(act.record, Application):
            continue
        written = {"单位意见": act.record.unit_opinion, "单位负责人": act.record.unit_head}
        for key in (key for key, value in written.items() if not value):
            yield Finding(
                act.record.marks.at("事项"),
                f"组织推荐的申报（{act.date} 收到）没有写“{key}”",
                f"补上“{key}: …”；自行申报的可以不填，“申报方式”写“自行申报”。",
            )


def before_the_call(b: Batch) -> Iterator[Finding]:
    """7(一): nothing is asked, met on or let out for an intake before it was called. Of what has
    its place among the acts, A07-5a speaks."""
    if b.intake is None:
        return
    called = b.intake.call.date
    for what, one in _prepared(b.intake):
        if one.date < called:
            yield Finding(
                one.marks.at("日期"),
                f"{what} {one.date} 早于申报通知 {called}",
                "核对年份和日期。",
                (b.intake.call.marks.at("日期"),),
            )


def _prepared(
    intake: Intake,
) -> Iterator[tuple[str, ListOpinion | ListSecrecyReview | Sitting | Approval | Meeting]]:
    for opinion in intake.opinions:
        yield f"征求{opinion.office}的意见", opinion
    for review in intake.secrecy:
        yield "保密审查", review
    for each in intake.rounds:
        for met in each.committee.earlier if each.committee else ():
            yield met.meeting, met
    shown = (*(each.publicity for each in intake.rounds), *intake.nominees)
    for one in shown:
        if one and one.approval:
            yield "发布审批", one.approval
    for act in intake.year_acts:
        if isinstance(act, GeneralAct) and act.decision:
            yield f"其他事项 {act.date} 的审定", act.decision


RULES: tuple[Rule, ...] = (
    forbids_in_batch(
        "A07-1h",
        "7.1",
        "承诺日期早于申报通知或在将来",
        pledge_day_impossible,
        needs=DOSSIER | INTAKE,
        about=("申报", "申报通知"),
    ),
    forbids(
        "A07-1j",
        "7.1",
        "组织推荐没有单位意见",
        recommended_without_opinion,
        needs=RECORD,
        about=("推荐申报",),
    ),
    forbids_in_batch(
        "A07-1k",
        "7.1",
        "研究、征求意见或审查早于申报通知",
        before_the_call,
        needs=INTAKE,
        about=("征求意见", "工会委员会研究", "保密审查", "公示", "推荐公示", "其他事项"),
    ),
    warns("A07-1i", "7", "申报材料没有佐证", shown_without_evidence, needs=RECORD, about=("申报",)),
)
