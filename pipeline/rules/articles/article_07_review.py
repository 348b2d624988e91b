"""Art. 7(二): the preliminary check, the experts' sheets, their marks and votes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipeline.chinese import mark, round_mark
from pipeline.dossier.record import (
    CheckVerdict,
    ConditionVerdict,
    ExpertReview,
    Method,
    PreliminaryCheck,
    Sheet,
)
from pipeline.policies.sections import ReviewPolicy
from pipeline.rules.finding import (
    INTAKE,
    RECORD,
    Batch,
    Finding,
    Placed,
    Rule,
    forbids,
    forbids_in_batch,
)
from pipeline.rules.scoring import mean_of


def condition_not_checked(p: Placed) -> Iterator[Finding]:
    """7(二): the first check goes through all seven conditions, and its outcome follows them."""
    for act in p.stage.of("初审"):
        check = act.record
        if not isinstance(check, PreliminaryCheck):
            continue
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


def _reviews(p: Placed) -> Iterator[ExpertReview]:
    for act in p.stage.of("专家评审"):
        if isinstance(act.record, ExpertReview):
            yield act.record


def sheet_missing(p: Placed) -> Iterator[Finding]:
    """7(二): every present expert gives a sheet for defence and one for visit, no one else does."""
    panel = p.case.intake.panel if p.case.intake else None
    for review in _reviews(p):
        given = [(sheet.expert, sheet.method) for sheet in review.sheets]
        experts = [e.code for e in panel.experts if e.present] if panel else []
        for code in experts:
            for method in Method:
                if given.count((code, method)) != 1:
                    yield Finding(
                        review.marks.at("评分表"),
                        f"专家 {code} 的{method}评分表 {given.count((code, method))} 份，应为一份",
                        "补录或删去。",
                    )
        for sheet in review.sheets:
            if panel and sheet.expert not in experts:
                yield Finding(
                    sheet.marks.at("专家"),
                    f"评审组里没有到会专家“{sheet.expert}”",
                    f"到会专家：{'、'.join(experts)}。",
                    (panel.marks.at("专家"),),
                )


def sheet_arithmetic_wrong(p: Placed) -> Iterator[Finding]:
    """7(二): items as the policy of the review's day lists them, none above its full mark, total
    equal to the sum."""
    for review in _reviews(p):
        for sheet in review.sheets:
            yield from _sheet_faults(sheet, p.policy_on(review.date).review)


def _sheet_faults(sheet: Sheet, review: ReviewPolicy) -> Iterator[Finding]:
    full = review.defence_items if sheet.method is Method.DEFENCE else review.visit_items
    marks, known = sheet.marks.children["得分"], f"评分项：{'、'.join(full)}。"
    for item, value in sheet.scores.items():
        if item not in full:
            yield Finding(marks.at(item), f"{sheet.method}没有评分项“{item}”", known)
        elif value > full[item]:
            yield Finding(
                marks.at(item), f"“{item}”{mark(value)} 分，满分 {full[item]}", "核对评分表。"
            )
    for item in full:
        if item not in sheet.scores:
            yield Finding(sheet.marks.at("得分"), f"缺评分项“{item}”", f"补上“{item}”的得分。")
    for item in sheet.remarks:
        if item not in full:
            place = sheet.marks.children["备注"].at(item)
            yield Finding(place, f"备注里的“{item}”不是{sheet.method}的评分项", known)
    total = sum(sheet.scores.values(), Decimal(0))
    if total != sheet.total:
        yield Finding(
            sheet.marks.at("总分"),
            f"总分写 {mark(sheet.total)}，各项合计 {mark(total)}",
            f"核对后改为 {mark(total)}，或更正某项得分。",
        )


def review_mean_wrong(p: Placed) -> Iterator[Finding]:
    """7(二): the combined mark follows from the sheets, weighed as on the review's day."""
    for review in _reviews(p):
        policy = p.policy_on(review.date)
        weight, drop = policy.review.defence_weight, policy.review.drop_extremes
        wanted = combined_mark(review, weight, drop_extremes=drop)
        if wanted is not None and wanted != review.mean:
            yield Finding(
                review.marks.at("综合得分"),
                f"综合得分写 {mark(review.mean)}，按评分表算得 {mark(wanted)}"
                f"{policy.remark('review.defence_weight')}",
                f"改为 {mark(wanted)}，或更正评分表。",
            )


def combined_mark(
    review: ExpertReview, defence_weight: Decimal, *, drop_extremes: bool
) -> Decimal | None:
    """Mean of the defence totals × weight + mean of the visit totals × rest, two decimals.

    Only the result is rounded, half up; the two means enter unrounded.
    """
    parts = []
    for method in Method:
        totals = [sheet.total for sheet in review.sheets if sheet.method is method]
        if not totals:
            return None
        parts.append(mean_of(totals, drop_extremes=drop_extremes))
    return round_mark(parts[0] * defence_weight + parts[1] * (1 - defence_weight))


def expert_in_conflict(p: Placed) -> Iterator[Finding]:
    """7(二): an expert of the same unit, or of the team, steps aside."""
    panel = p.case.intake.panel if p.case.intake else None
    if panel is None:
        return
    dossier = p.case.dossier
    people = {dossier.leader.name, *(member.name for member in dossier.members)}
    for review in _reviews(p):
        scored = {sheet.expert for sheet in review.sheets}
        for expert in panel.experts:
            if expert.code not in scored:
                continue
            if expert.unit == dossier.profile.unit or expert.name in people:
                why = "是工作室的人" if expert.name in people else f"与工作室同属{expert.unit}"
                yield Finding(
                    next(s for s in review.sheets if s.expert == expert.code).marks.at("专家"),
                    f"专家 {expert.code} {why}，应回避",
                    "换用其他专家的评分表，重算综合得分。",
                    (expert.marks.at("单位"),),
                )


def recommended_below_pass_mark(p: Placed) -> Iterator[Finding]:
    """7(二): a recommendation agrees with the mark and the votes; the pass mark is that of the
    review's day."""
    for review in _reviews(p):
        policy = p.policy_on(review.date)
        if review.recommended and review.mean < policy.review.pass_mark:
            yield Finding(
                review.marks.at("推荐命名"),
                f"综合得分 {mark(review.mean)}，低于推荐线 {mark(policy.review.pass_mark)}"
                f"{policy.remark('review.pass_mark')}",
                "改为“否”，或核对得分。",
            )
        votes = review.votes
        if review.recommended and votes.in_favour <= votes.against + votes.abstained:
            yield Finding(
                votes.marks.at("同意"), "同意票没有过半，却推荐命名", "核对表决票数或结论。"
            )


def supplement_without_deadline(p: Placed) -> Iterator[Finding]:
    """7(二): papers sent back come with a day by which to supplement them."""
    for act in p.stage.of("初审"):
        check = act.record
        if not isinstance(check, PreliminaryCheck):
            continue
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
    checks = [a.record for a in p.stage.of("初审") if isinstance(a.record, PreliminaryCheck)]
    for review in _reviews(p):
        before = [check for check in checks if check.date <= review.date]
        if before and before[-1].verdict is not CheckVerdict.PASSED:
            yield Finding(
                review.marks.at("日期"),
                f"最近一次初审结论是{before[-1].verdict}，却进行了专家评审",
                "补正后再记一次通过的“初审”。",
                (before[-1].marks.at("结论"),),
            )


def too_few_experts(b: Batch) -> Iterator[Finding]:
    """7(二): a panel of experts, not one voice."""
    panel = b.intake.panel if b.intake else None
    if panel is None:
        return
    policy = b.rulebook.on(panel.date)
    count = sum(expert.present for expert in panel.experts)
    if count < (least := policy.review.experts_min):
        yield Finding(
            panel.marks.at("专家"),
            f"到会专家 {count} 人，至少 {least} 人{policy.remark('review.experts_min')}",
            "增补专家重新评审，或核对“到会”。",
        )


def panel_head_absent(b: Batch) -> Iterator[Finding]:
    """7(二): the head of the panel is one of the experts who came, and codes are unique."""
    panel = b.intake.panel if b.intake else None
    if panel is None:
        return
    if panel.head not in {expert.name for expert in panel.experts if expert.present}:
        yield Finding(
            panel.marks.at("组长"), f"组长{panel.head}不是到会专家", "从到会专家中写一人。"
        )
    codes = [expert.code for expert in panel.experts]
    for row, expert in enumerate(panel.experts):
        if expert.code in codes[:row]:
            yield Finding(
                expert.marks.at("编号"), f"专家编号“{expert.code}”用了两次", "每人一个编号。"
            )


def review_dates_disagree(p: Placed) -> Iterator[Finding]:
    """7(二): the review is dated by the later of defence and visit; the defence is the panel's."""
    panel = p.case.intake.panel if p.case.intake else None
    for review in _reviews(p):
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
    """7(二): as many votes as experts who came."""
    panel = p.case.intake.panel if p.case.intake else None
    for review in _reviews(p):
        votes = review.votes
        cast = votes.in_favour + votes.against + votes.abstained
        if panel and cast != (present := sum(expert.present for expert in panel.experts)):
            yield Finding(
                votes.marks.at("同意"),
                f"同意、反对、弃权共 {cast} 票，到会专家 {present} 人",
                "核对表决票数。",
                (panel.marks.at("专家"),),
            )


RULES: tuple[Rule, ...] = (
    forbids("A07-2a", "7.2", "初审不全或结论不符", condition_not_checked, needs=RECORD,
            about=("初审",)),
    forbids("A07-2b", "7.2", "评分表份数不对", sheet_missing, needs=RECORD | INTAKE,
            about=("专家评审",)),
    forbids("A07-2c", "7.2", "评分表算错", sheet_arithmetic_wrong,
            "review.defence_items", "review.visit_items", needs=RECORD,
            about=("专家评审",)),
    forbids("A07-2d", "7.2", "综合得分算错", review_mean_wrong,
            "review.defence_weight", "review.drop_extremes", needs=RECORD,
            about=("专家评审",)),
    forbids("A07-2e", "7.2", "专家应回避", expert_in_conflict, needs=RECORD | INTAKE,
            about=("专家评审",)),
    forbids("A07-2f", "7.2", "得分或表决不支持推荐", recommended_below_pass_mark,
            "review.pass_mark", needs=RECORD, about=("专家评审",)),
    forbids_in_batch("A07-2g", "7.2", "专家人数不足", too_few_experts, "review.experts_min",
                     needs=INTAKE, about=("评审组",)),
    forbids_in_batch("A07-2h", "7.2", "组长未到会或编号重复", panel_head_absent, needs=INTAKE,
                     about=("评审组",)),
    forbids("A07-2i", "7.2", "评审日期不一致", review_dates_disagree, needs=RECORD, parts=INTAKE,
            about=("专家评审",)),
    forbids("A07-2j", "7.2", "票数与到会人数不符", votes_disagree_with_panel,
            needs=RECORD | INTAKE, about=("专家评审",)),
    forbids("A07-2k", "7.2", "补正期限缺少或早于初审", supplement_without_deadline, needs=RECORD,
            about=("初审",)),
    forbids("A07-2l", "7.2", "初审没有通过就评审", reviewed_without_passing_check, needs=RECORD,
            about=("专家评审",)),
)  # fmt: skip
