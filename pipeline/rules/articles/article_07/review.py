"""Art. 7(二): the preliminary check, the experts, their votes and recommendation."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import zip_longest

from pipeline.chinese import mark
from pipeline.dossier.acts.base import CheckVerdict
from pipeline.dossier.acts.review import (
    ConditionVerdict,
    OutcomeTold,
    PreliminaryCheck,
    Refusal,
)
from pipeline.lifecycle import Phase
from pipeline.lifted import put_off
from pipeline.names.comparison import ComparedName
from pipeline.rules.articles.article_07.sheets import judges_here, reviews
from pipeline.rules.finding import DOSSIER, INTAKE, RECORD, Finding, Placed, Rule
from pipeline.rules.recusal import ASK_UNIT, near_unit
from pipeline.rules.rows import forbids, hints

_HALF = Decimal("0.5")


def checks(p: Placed) -> Iterator[PreliminaryCheck]:
    for act in p.stage.of("初审"):
        if isinstance(act.record, PreliminaryCheck):
            yield act.record


def condition_not_checked(p: Placed) -> Iterator[Finding]:
    """7(二): the first check goes through all seven conditions, and its outcome follows them."""
    for check in checks(p):
        rows = [c.condition for c in check.conditions]
        for wanted in ("一", "二", "三", "四", "五", "六", "七"):
            if rows.count(wanted) != 1:
                yield Finding(
                    check.marks.at("逐条审核"),
                    f"第六条（{wanted}）审核了 {rows.count(wanted)} 次",
                    "七项条件每项一行。",
                )
        short = [c for c in check.conditions if c.verdict is not ConditionVerdict.MET]
        if short and check.verdict.value == "通过":
            yield Finding(
                check.marks.at("结论"),
                f"第六条（{short[0].condition}）{short[0].verdict}，结论却是通过",
                "结论改为限期整改或不通过，或更正该项。",
                (short[0].marks.at("结论"),),
            )


def expert_in_conflict(p: Placed) -> Iterator[Finding]:
    """7(二): an expert of the same unit, or of the team, steps aside."""
    for review in reviews(p):
        judges = judges_here(p, review)
        for expert, why in judges.in_spite if judges else ():
            yield Finding(
                next(s for s in review.sheets if s.expert == expert.code).marks.at("专家"),
                f"专家 {expert.code} {why}，应回避{p.stage.policy.remark('review.recusal')}",
                "删去这位专家的两份评分表，表决票数和综合得分按其他专家重算。",
                (expert.marks.at("单位"),),
            )


def expert_of_a_near_unit(p: Placed) -> Iterator[Finding]:
    """7(二): whose unit is written much like the studio's may be of it."""
    panel = p.case.intake.panel if p.case.intake else None
    for review in reviews(p):
        scored = {sheet.expert: sheet for sheet in review.sheets}
        for expert in panel.experts if panel else ():
            near = near_unit(expert, p.case, p.stage.policy)
            if near and expert.code in scored:
                yield Finding(
                    scored[expert.code].marks.at("专家"),
                    f"专家 {expert.code} {near}",
                    ASK_UNIT,
                    (expert.marks.at("单位"),),
                )


def recommended_below_pass_mark(p: Placed) -> Iterator[Finding]:
    """7(二): a recommendation agrees with the mark and the votes; the pass mark is that of the
    review's day."""
    for review in reviews(p):
        policy = p.policy_on(review.date)
        if review.recommended and review.mean < policy.review.pass_mark:
            yield Finding(
                review.marks.at("推荐命名"),
                f"综合得分 {mark(review.mean)}，低于推荐线 {mark(policy.review.pass_mark)}"
                f"{policy.remark('review.pass_mark')}",
                "改为“否”，或核对得分。",
            )
        votes = review.votes
        cast = votes.in_favour + votes.against + votes.abstained
        if review.recommended and votes.in_favour <= cast * (share := policy.review.majority):
            short = "没有过半" if share == _HALF else f"没有超过表决票的 {share}"
            yield Finding(
                votes.marks.at("同意"),
                f"同意票{short}{policy.remark('review.majority')}，却推荐命名",
                "核对表决票数或结论。",
            )


def supplement_without_deadline(p: Placed) -> Iterator[Finding]:
    """7(二): papers sent back come with a day by which to supplement them."""
    for check in checks(p):
        if check.verdict is CheckVerdict.CORRECT and check.supplement_by is None:
            yield Finding(
                check.marks.at("结论"),
                "初审结论是限期整改，没有写补正截止",
                "补“补正截止: 年-月-日”。",
            )
        if check.supplement_by and check.supplement_by < check.date:
            yield Finding(
                check.marks.at("补正截止"),
                f"补正截止 {check.supplement_by} 早于初审 {check.date}",
                "核对日期。",
            )


def reviewed_without_passing_check(p: Placed) -> Iterator[Finding]:
    """7(二): only what passed the preliminary check goes to the experts."""
    of_studio = [*checks(p)]
    for review in reviews(p):
        before = [check for check in of_studio if check.date <= review.date]
        if before and before[-1].verdict is not CheckVerdict.PASSED:
            yield Finding(
                review.marks.at("日期"),
                f"最近一次初审结论是{before[-1].verdict}，却进行了专家评审",
                "补正后再记一次通过的“初审”。",
                (before[-1].marks.at("结论"),),
            )


def review_dates_disagree(p: Placed) -> Iterator[Finding]:
    """7(二): the review is dated by the later of defence and visit; the defence is the panel's."""
    panel = p.case.intake.panel if p.case.intake else None
    for review in reviews(p):
        later = max(review.defence_date, review.visit_date)
        if review.date != later:
            yield Finding(
                review.marks.at("日期"),
                f"专家评审日期 {review.date}，答辩和实地考察中较晚的是 {later}",
                f"改为 {later}，或更正答辩、考察日期。",
            )
        if panel and review.defence_date != panel.date:
            yield Finding(
                review.marks.at("答辩日期"),
                f"答辩日期 {review.defence_date}，评审组的日期是 {panel.date}",
                "改正其中一个日期。",
                (panel.marks.at("日期"),),
            )


def votes_disagree_with_panel(p: Placed) -> Iterator[Finding]:
    """7(二): as many votes as experts who came and do not step aside."""
    panel = p.case.intake.panel if p.case.intake else None
    for review in reviews(p):
        votes, judges = review.votes, judges_here(p, review)
        cast = votes.in_favour + votes.against + votes.abstained
        if panel is None or judges is None or not (judges.judging or judges.aside):
            continue
        voting, present = len(judges.judging), len(judges.judging) + len(judges.aside)
        came = {expert.code for expert, _ in judges.aside}.union(e.code for e in judges.judging)
        given = {sheet.expert for sheet in review.sheets}
        if given > came and cast == len(given):
            continue  # A07-2b says that who did not come gave sheets; he voted too
        # Who gave sheets in spite of a conflict voted too: A07-2e speaks of him.
        if cast != voting and not (judges.in_spite and cast <= present):
            aside = f"，应表决的 {voting} 人{judges.left_out}" if judges.aside else ""
            yield Finding(
                votes.marks.at("同意"),
                f"同意、反对、弃权共 {cast} 票，到会专家 {present} 人{aside}",
                "核对表决票数。",
                (panel.marks.at("专家"),),
            )


def checked_by_the_team(p: Placed) -> Iterator[Finding]:
    """7(二): nobody checks his own application."""
    dossier = p.case.dossier
    members = {member.name for member in dossier.members}
    for check in checks(p):
        for key, written in (("审核人", check.checker), ("工会负责人", check.head)):
            for name in map(ComparedName, written.split("、")):
                if name == dossier.leader.name or name in members:
                    what = "带头人" if name == dossier.leader.name else "成员"
                    yield Finding(
                        check.marks.at(key),
                        f"初审 {check.date} 的{key}{name}是申报工作室的{what}，应回避",
                        f"由工作室以外的人审核；改正“{key}”。确为同名的两人，在姓名后加注单位。",
                        (dossier.marks.at("带头人" if what == "带头人" else "成员"),),
                    )


def supplement_overdue(p: Placed) -> Iterator[Finding]:
    """7(二): papers that were sent back are looked at again by the day that was set."""
    acts = p.stage.of("初审")
    for act, again in zip_longest(acts, acts[1:]):
        check = act.record
        if not isinstance(check, PreliminaryCheck) or check.supplement_by is None:
            continue
        if check.verdict is not CheckVerdict.CORRECT:
            continue
        by = put_off(p.stage, "初审", check.supplement_by, again.date if again else p.today)
        told = f"初审 {act.date} 要求在 {check.supplement_by} 前补正"
        if again and again.date > by:
            yield Finding(
                again.place,
                f"{told}，{again.date} 才再审",
                "核对日期；确是逾期补正的，在备注里写明理由。",
                (check.marks.at("补正截止"),),
                "7.2",
            )
        # The committee may meet on others meanwhile: it goes on without, but it was not refused.
        going = (Phase.APPLIED, Phase.DECIDING, Phase.REJECTED)
        told_else = any(
            isinstance(one.record, OutcomeTold) and one.record.outcome is not Refusal.NOT_MET
            for one in p.stage.of("结果告知")
        )
        gone_on = p.stage.of("专家评审") or p.stage.of("通报批评") or told_else
        open_ = p.stage.phase in going and not gone_on
        if again is None and by < p.today and open_:
            yield Finding(
                check.marks.at("补正截止"),
                f"{told}，还没有记再审的“初审”",
                "补正了的，再记一次“初审”；没有补正的，再记结论为不通过的“初审”。",
                article="7.2",
            )


RULES: tuple[Rule, ...] = (
    forbids("A07-2a", "7.2", "初审不全或结论不符", condition_not_checked, needs=RECORD,
            about=("初审",)),
    forbids("A07-2e", "7.2", "专家应回避", expert_in_conflict, "review.recusal",
            needs=RECORD | INTAKE, about=("专家评审",), family="recusal"),
    hints("A07-2p", "7.2", "专家单位与工作室相近", expert_of_a_near_unit, "review.recusal",
          needs=RECORD | INTAKE, about=("专家评审",)),
    forbids("A07-2f", "7.2", "得分或表决不支持推荐", recommended_below_pass_mark,
            "review.pass_mark", "review.majority", needs=RECORD, about=("专家评审",),
            family="recommendation"),
    forbids("A07-2i", "7.2", "评审日期不一致", review_dates_disagree, needs=RECORD, parts=INTAKE,
            about=("专家评审",)),
    forbids("A07-2j", "7.2", "票数与到会人数不符", votes_disagree_with_panel,
            needs=RECORD | INTAKE, about=("专家评审",)),
    forbids("A07-2k", "7.2", "补正期限缺少或早于初审", supplement_without_deadline, needs=RECORD,
            about=("初审",)),
    forbids("A07-2l", "7.2", "初审没有通过就评审", reviewed_without_passing_check, needs=RECORD,
            about=("专家评审",)),
    forbids("A07-2m", "7.2", "初审人是工作室的人", checked_by_the_team, needs=DOSSIER | RECORD,
            about=("初审",)),
)  # fmt: skip
