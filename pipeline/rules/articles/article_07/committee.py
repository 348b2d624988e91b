"""Art. 7(三): the union committee decides on all that the experts recommended."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.dossier.acts.base import CheckVerdict
from pipeline.dossier.acts.review import OutcomeTold
from pipeline.rounds import left_on
from pipeline.rules.articles.article_07.review import checks
from pipeline.rules.articles.article_07.sheets import reviews
from pipeline.rules.finding import INTAKE, RECORD, Finding, Placed, Rule
from pipeline.rules.rows import hints
from pipeline.rules.wording import misspelt


def left_out_by_the_committee(p: Placed) -> Iterator[Finding]:
    """7(二)(三): the committee may decide otherwise than the experts; it does not forget whom they
    recommended, nor decide before the papers that were sent back could come."""
    intake, slug = p.case.intake, p.case.slug
    committee = intake.committee if intake else None
    if intake is None or committee is None or not committee.approved:
        return
    if slug in {*intake.ever_proposed, *intake.ever_named}:
        return
    if any(misspelt(slug, one) for one in intake.ever_proposed):
        return  # A07-4a says so in the lists
    if any(isinstance(a.record, OutcomeTold) for a in p.stage.of("结果告知")):
        return  # A07-7b asks whether what was told is so
    gone = left_on(p.case)
    if committee.speaks_of(p.case.dossier.leader.name) or (gone and gone <= committee.date):
        return
    for review in reviews(p):
        if review.recommended and review.date <= committee.date:
            yield Finding(
                review.marks.at("推荐命名"),
                f"专家评审推荐命名，{committee.date} 工会委员会的“同意命名”里却没有“{slug}”",
                "漏写的，补入名单；会上没有同意的，在“意见”里写明带头人姓名和理由。",
                (committee.marks.at("同意命名"),),
            )
    for last in [*checks(p)][-1:]:
        by = last.supplement_by if last.verdict is CheckVerdict.CORRECT else None
        if by is None or not last.date <= committee.date < by:
            continue
        yield Finding(
            last.marks.at("补正截止"),
            f"补正截止 {by}，工会委员会 {committee.date} 就研究了，名单里没有它",
            "核对日期；补正的时间还没有到的，等到以后一并研究，或另行研究。",
            (committee.marks.at("日期"),),
        )


RULES: tuple[Rule, ...] = (
    hints(
        "A07-3g",
        "7.3",
        "审定时没有列入",
        left_out_by_the_committee,
        needs=RECORD | INTAKE,
        about=("初审", "专家评审"),
    ),
)
