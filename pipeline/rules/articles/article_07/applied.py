"""Art. 7(一): what is handed in was signed after the call, and shows what it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.diagnostics import Place, visible
from pipeline.rules.facts import application_day
from pipeline.rules.finding import INTAKE, RECORD, Finding, Placed, Rule
from pipeline.rules.rows import forbids, warns


def pledge_before_call(p: Placed) -> Iterator[Finding]:
    """7(一): a leader signs an application after the call for it. All that is counted by the day
    of the application waits until that day is right."""
    if p.case.intake and application_day(p.case) is None:
        pledge, call = p.case.dossier.pledge, p.case.intake.call
        yield Finding(
            pledge.marks.at("日期"),
            f"承诺日期 {pledge.date} 早于申报通知 {call.date}；这一天就是申报日期，"
            "活动、成果、制度和荣誉都按它计，改正以后再查",
            "改为签承诺的那一天，应在申报通知以后。",
            (call.marks.at("日期"),),
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


RULES: tuple[Rule, ...] = (
    forbids("A07-1h", "7.1", "承诺早于申报通知", pledge_before_call, needs=INTAKE, about=("申报",)),
    warns("A07-1i", "7", "申报材料没有佐证", shown_without_evidence, needs=RECORD, about=("申报",)),
)
