"""Art. 12: the re-review at the end of a cycle: sheets, sums, mean, grade, time, experts."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal

from pipeline.chinese import mark
from pipeline.dossier.acts.cycle import Grade, Rereview, RereviewSheet
from pipeline.lifecycle import milestone
from pipeline.lifted import put_off, spared
from pipeline.rules.facts import everybody
from pipeline.rules.finding import INTAKE, LEDGERS, NOTED, RECORD, Finding, Placed, Rule
from pipeline.rules.recusal import ASK_UNIT, conflict_of, near_unit
from pipeline.rules.rows import forbids, hints, warns
from pipeline.rules.scoring import ZERO, contradicts, full_marks, outcome_of, proposals


def _reviews(p: Placed) -> Iterator[Rereview]:
    for act in p.stage.of("周期末复核"):
        if isinstance(act.record, Rereview):
            yield act.record


def _marks_of(sheet: RereviewSheet) -> dict[tuple[str, str], Decimal]:
    return {
        (aspect, indicator): value
        for aspect, indicators in sheet.scores.items()
        for indicator, value in indicators.items()
    }


def aspects_incomplete(p: Placed) -> Iterator[Finding]:
    """12: the six aspects with their indicators, none above its full mark; by the policy of the
    re-review's day, as all that judges its marks."""
    for review in _reviews(p):
        full = full_marks(p.policy_on(review.date))
        for sheet in review.sheets:
            given, place = _marks_of(sheet), sheet.marks.at("得分")
            for key in full:
                if key not in given:
                    yield Finding(
                        place, f"{sheet.expert} 缺“{key[0]} → {key[1]}”", "补上这一项的得分。"
                    )
            for key, value in given.items():
                if key not in full:
                    yield Finding(
                        place,
                        f"{sheet.expert} 多出“{key[0]} → {key[1]}”",
                        "对照标准里的复核指标，删去或改名。",
                    )
                elif value > full[key]:
                    yield Finding(
                        place,
                        f"{sheet.expert}“{key[1]}”{mark(value)} 分，满分 {mark(full[key])}",
                        "核对评分表。",
                    )


def total_wrong(p: Placed) -> Iterator[Finding]:
    """12: the total of a sheet is the sum of its marks."""
    for review in _reviews(p):
        for sheet in review.sheets:
            total = sum(_marks_of(sheet).values(), ZERO)
            if total != sheet.total:
                yield Finding(
                    sheet.marks.at("总分"),
                    f"{sheet.expert} 总分写 {mark(sheet.total)}，各项合计 {mark(total)}",
                    f"核对后改为 {mark(total)}，或更正某项得分。",
                )


def mean_wrong(p: Placed) -> Iterator[Finding]:
    """12: the mean of the totals, to two decimals, half up. While a total is wrong (A12-1b), the
    mean may be that of the totals as written or of the marks."""
    for review in _reviews(p):
        outcome = outcome_of(review, p.policy_on(review.date))
        if review.mean not in outcome.means:
            yield Finding(
                review.marks.at("平均分"),
                f"平均分写 {mark(review.mean)}，按评分表算得 {mark(outcome.mean)}",
                f"改为 {mark(outcome.mean)}，或更正评分表。",
            )


def grade_wrong(p: Placed) -> Iterator[Finding]:
    """12: the grade is the band that holds the mean, as the sheets give it: of a mean that is
    mistyped A12-1c speaks, and the grade may be right. Beyond all bands there is no grade."""
    for review in _reviews(p):
        policy = p.policy_on(review.date)
        outcome = outcome_of(review, policy)
        wanted = outcome.grade
        if wanted is not None and review.grade not in outcome.grades:
            lower, below = policy.rereview.bands[wanted]
            band = f"{lower} 分以上、不到 {below} 分" if below <= 100 else f"{lower} 分以上"
            yield Finding(
                review.marks.at("等级"),
                f"等级写{review.grade}，评分表平均 {mark(outcome.mean)} 分，属{wanted}"
                f"（{band}）{policy.remark('rereview.bands')}",
                f"改为{wanted}，或更正评分表。",
                (review.marks.at("平均分"),),
            )


def too_few_experts(p: Placed) -> Iterator[Finding]:
    """12: a group of experts, as large as the policy of the re-review's day asks."""
    for review in _reviews(p):
        policy = p.policy_on(review.date)
        least, people = policy.rereview.experts_min, {one.name for one in review.experts}
        if len(people) < least:
            yield Finding(
                review.marks.at("专家组"),
                f"复核专家 {len(people)} 人，至少 {least} 人"
                f"{policy.remark('rereview.experts_min')}",
                "增补专家和评分表，重算平均分。",
            )


def sheets_disagree_with_experts(p: Placed) -> Iterator[Finding]:
    """12: one sheet from each expert, none from others; nobody is two experts; the head is one."""
    for review in _reviews(p):
        codes = [expert.code for expert in review.experts]
        given = [sheet.expert for sheet in review.sheets]
        for code in codes:
            if given.count(code) != 1:
                yield Finding(
                    review.marks.at("评分表"),
                    f"专家 {code} 的评分表 {given.count(code)} 份，应为一份",
                    "补录或删去；专家编号不能重复。",
                )
        for sheet in review.sheets:
            if sheet.expert not in codes:
                yield Finding(
                    sheet.marks.at("专家"),
                    f"专家组里没有“{sheet.expert}”",
                    f"专家组：{'、'.join(codes)}。",
                )
        names = [expert.name for expert in review.experts]
        for row, expert in enumerate(review.experts):
            if expert.name in names[:row]:
                first = review.experts[names.index(expert.name)]
                yield Finding(
                    expert.marks.at("姓名"),
                    f"{expert.name}既是专家 {first.code}，又是专家 {expert.code}",
                    "换为另一位专家和评分表，重算平均分；确为同名的两人，在姓名后加注单位。",
                    (first.marks.at("姓名"),),
                )
        if review.head not in {expert.name for expert in review.experts}:
            yield Finding(
                review.marks.at("组长"), f"组长{review.head}不在专家组里", "从专家组中写一人。"
            )


def expert_in_conflict(p: Placed) -> Iterator[Finding]:
    """12: an expert of the same unit, or of the team, steps aside."""
    people = everybody(p.case, p.stage)
    for review in _reviews(p):
        for expert in review.experts:
            if why := conflict_of(expert, p.case, people, p.stage.policy):
                yield Finding(
                    expert.marks.at("姓名"),
                    f"复核专家{expert.name}{why}，应回避{p.stage.policy.remark('review.recusal')}",
                    "换用其他专家的评分表，重算平均分。",
                )


def expert_of_a_near_unit(p: Placed) -> Iterator[Finding]:
    """12: whose unit is written much like the studio's may be of it."""
    for review in _reviews(p):
        for expert in review.experts:
            if near := near_unit(expert, p.case, p.stage.policy):
                yield Finding(expert.marks.at("单位"), f"复核专家{expert.name}{near}", ASK_UNIT)


def rereview_late(p: Placed) -> Iterator[Finding]:
    """12: at the end of the cycle, and not long after; the naming day laid it out."""
    if not p.stage.cycle:
        return
    policy, end = p.stage.policy, p.stage.cycle[1]
    last = end + datetime.timedelta(days=policy.cycle.rereview_days)
    for review in _reviews(p):
        put = put_off(p.stage, "周期末复核", last, review.date)
        if review.date > put and not review.appeal:
            yield Finding(
                review.marks.at("日期"),
                f"复核 {review.date}，周期 {end} 届满，应在 {last} 以前"
                f"{policy.remark('cycle.rereview_days')}",
                f"核对日期；确属延迟的，{NOTED}",
            )


def rereview_before_the_end(p: Placed) -> Iterator[Finding]:
    """12: a cycle is reviewed when it is over, or nearly: before, there is nothing to award."""
    if not p.stage.cycle:
        return
    policy, end = p.stage.policy, p.stage.cycle[1]
    first = end - datetime.timedelta(days=policy.rereview.early_days)
    for review in _reviews(p):
        if review.date < first:
            yield Finding(
                review.marks.at("日期"),
                f"复核 {review.date}，周期 {end} 才届满，最早在 {first} 复核"
                f"{policy.remark('rereview.early_days')}",
                "核对日期；没有到期的，到期再复核。",
            )


def self_score_missing(p: Placed) -> Iterator[Finding]:
    """12: the experts' marks stand beside the studio's own."""
    assessed = any(ledger.plans and ledger.plans.assessment for ledger in p.case.ledgers.values())
    for review in _reviews(p):
        if not assessed:
            yield Finding(
                review.marks.at("评分表"),
                "台账里没有任何年度自评，复核评分表缺自评分",
                "先补年度自评和自评分，再复核。",
            )


def score_contradicts_count(p: Placed) -> Iterator[Finding]:
    """12: a mark does not exceed, or for plain counts differ from, what the papers support."""
    for review in _reviews(p):
        policy = p.policy_on(review.date)
        for proposal in proposals(p.case, p.stage, policy):
            for sheet in review.sheets:
                given = sheet.scores.get(proposal.aspect, {}).get(proposal.indicator)
                if given is None or given > proposal.full:  # A12-1a speaks of it
                    continue
                if why := contradicts(given, proposal):
                    yield Finding(
                        sheet.marks.at("得分"),
                        f"{sheet.expert}“{proposal.indicator}”{mark(given)} 分：{why}"
                        f"{policy.remark('rereview.criteria')}",
                        "核对台账是否漏记；没有漏记的，更正这一项得分。",
                    )


def reviewed_before_paid(p: Placed) -> Iterator[Finding]:
    """12 with 9: the re-review looks at a cycle that had its money."""
    for review in _reviews(p):
        for name, payment in p.stage.policy.funds.instalments.items():
            since, made = milestone(p.stage, payment.after), p.stage.of(name)
            waits = since and since.name != "周期末复核" and since.date <= review.date
            if spared(p.stage, name, review.date):
                continue
            if waits and not (made and made[0].date <= review.date):
                yield Finding(
                    review.marks.at("日期"),
                    f"周期末复核 {review.date} 时“{name}”还没有办",
                    "复核经费使用时计入这一情况；办过的，核对划拨日期。",
                )


def given_before_the_appeal(p: Placed) -> Iterator[Finding]:
    """12, 13: what was given for a grade that another re-review took away goes back."""
    reviews = [*_reviews(p)]
    if len(reviews) < 2 or reviews[-1].grade is Grade.EXCELLENT:
        return
    for act in (*p.stage.of("奖励"), *p.stage.of("推荐")):
        before = [one for one in reviews if one.date <= act.date]
        if before and before[-1] is not reviews[-1] and before[-1].grade is Grade.EXCELLENT:
            yield Finding(
                act.place,
                f"{act.name} {act.date} 依据 {before[-1].date} 的复核（优秀），"
                f"{reviews[-1].date} 复议后等级是{reviews[-1].grade}",
                "奖励经费收回后记“退回经费”；推荐报上级工会撤回，并在备注里写明。",
                (reviews[-1].marks.at("等级"),),
            )


RULES: tuple[Rule, ...] = (
    forbids("A12-1a", "12", "复核评分项不全或超过满分", aspects_incomplete, "rereview.aspects",
            needs=RECORD, about=("周期末复核",)),
    forbids("A12-1b", "12", "复核总分算错", total_wrong, needs=RECORD, about=("周期末复核",)),
    forbids("A12-1c", "12", "复核平均分算错", mean_wrong, "rereview.drop_extremes",
            needs=RECORD, about=("周期末复核",)),
    forbids("A12-1d", "12", "复核等级不符", grade_wrong, "rereview.bands", needs=RECORD,
            about=("周期末复核",)),
    forbids("A12-1e", "12", "得分与记录的数目矛盾", score_contradicts_count,
            "rereview.criteria", about=("周期末复核",), family="marks_by_count"),
    forbids("A12-2a", "12", "复核专家不足", too_few_experts, "rereview.experts_min",
            needs=RECORD, about=("周期末复核",), family="panel_size"),
    forbids("A12-2b", "12", "复核评分表与专家组不符", sheets_disagree_with_experts, needs=RECORD,
            about=("周期末复核",)),
    forbids("A12-2c", "12", "复核专家应回避", expert_in_conflict, "review.recusal",
            needs=RECORD | INTAKE, parts=LEDGERS, about=("周期末复核",), family="recusal"),
    hints("A12-2d", "12", "复核专家单位与工作室相近", expert_of_a_near_unit, "review.recusal",
          needs=RECORD | INTAKE, about=("周期末复核",)),
    forbids("A12-3d", "12", "复核过早", rereview_before_the_end, "rereview.early_days",
            needs=RECORD | INTAKE, about=("周期末复核",)),
    warns("A12-3a", "12", "复核延迟", rereview_late, "cycle.rereview_days", needs=RECORD | INTAKE,
          about=("周期末复核",), family="check_dates"),
    hints("A12-3c", "12", "复核时还有划拨没有办", reviewed_before_paid, "funds.payments",
          needs=RECORD | INTAKE, about=("周期末复核",)),
    warns("A12-3f", "12", "复议改了等级，奖励或推荐在先", given_before_the_appeal, needs=RECORD,
          parts=INTAKE, about=("奖励", "推荐")),
    forbids("A12-3b", "12", "复核没有自评分", self_score_missing, needs=RECORD | LEDGERS,
            about=("周期末复核",), family="self_score"),
)  # fmt: skip
