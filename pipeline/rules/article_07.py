"""Art. 7: the order of application, review, decision, publicity and naming; experts' sheets."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipeline.chinese import CalendarUnknown, mark, round_mark, working_days
from pipeline.diagnostics import Place
from pipeline.dossier.record import ExpertReview, Method, PreliminaryCheck, Sheet, Verdict
from pipeline.lifecycle import RULE_OF, Act
from pipeline.rules.finding import Batch, Finding, Placed


def act_too_early(p: Placed) -> Iterator[Finding]:
    """An act needs what the article orders before it: recorded, and not later."""
    first: dict[str, Act] = {}
    for act in p.stage.acts:
        first.setdefault(act.name, act)
    for act in p.stage.acts:
        rule = RULE_OF[act.name]
        for needed in rule.after:
            before = first.get(needed)
            if before is None:
                yield Finding(
                    act.place,
                    f"有“{act.name}”，却没有在先的“{needed}”",
                    f"补记“{needed}”及其日期，或删去这一项。",
                )
            elif before.date > act.date:
                yield Finding(
                    act.place,
                    f"“{act.name}”{act.date} 早于“{needed}”{before.date}",
                    f"“{needed}”在先；改正其中一个日期。",
                    (before.place,),
                )
        if rule.after_any and not any(
            name in first and first[name].date <= act.date for name in rule.after_any
        ):
            yield Finding(
                act.place,
                f"有“{act.name}”，却没有在先的{'、'.join(f'“{n}”' for n in rule.after_any)}之一",
                "补记在先的事项，或删去这一项。",
            )


def act_repeated(p: Placed) -> Iterator[Finding]:
    """Most acts happen once in a cycle."""
    first: dict[str, Act] = {}
    for act in p.stage.acts:
        if act.name in first and not RULE_OF[act.name].repeatable:
            yield Finding(
                act.place,
                f"“{act.name}”记了两次",
                "一个周期只有一次；删去多余的一项。",
                (first[act.name].place,),
            )
        first.setdefault(act.name, act)


def act_after_the_end(p: Placed) -> Iterator[Finding]:
    """After a title is struck off or a name cancelled, only the consequences follow."""
    ended = p.stage.ended_on
    allowed = ("取消称号", "取消命名", "收回牌匾", "通报批评", "归档")
    for act in p.stage.acts:
        if ended and act.date > ended and act.name not in allowed:
            yield Finding(
                act.place,
                f"{ended} 已取消，之后不应再有“{act.name}”",
                "核对日期，或删去这一项。",
            )


def applied_after_deadline(p: Placed) -> Iterator[Finding]:
    """7(一): papers arrive before the call's deadline, and not before they are signed."""
    received = p.stage.last("推荐申报")
    if received is None:
        return
    pledge = p.case.dossier.pledge
    if p.case.intake and received.date > p.case.intake.call.deadline:
        yield Finding(
            received.place,
            f"{received.date} 收到，晚于申报截止 {p.case.intake.call.deadline}",
            "核对收件日期；逾期的列入下一批次。",
            (p.case.intake.call.marks.at("申报截止"),),
        )
    if received.date < pledge.date:
        yield Finding(
            received.place,
            f"{received.date} 收到，早于带头人承诺日期 {pledge.date}",
            "先签承诺再报送；改正其中一个日期。",
            (pledge.marks.at("日期"),),
        )


def pledge_not_by_leader(p: Placed) -> Iterator[Finding]:
    """7: the leader answers for the truth of the papers."""
    dossier = p.case.dossier
    if dossier.pledge.signed != dossier.leader.name:
        yield Finding(
            dossier.pledge.marks.at("承诺人"),
            f"承诺人是{dossier.pledge.signed}，带头人是{dossier.leader.name}",
            "由带头人本人承诺。",
            (dossier.leader.marks.at("姓名"),),
        )


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
        short = [c for c in check.conditions if c.verdict is not Verdict.MET]
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
    """7(二): items as the policy lists them, none above its full mark, total equal to the sum."""
    for review in _reviews(p):
        for sheet in review.sheets:
            yield from _sheet_faults(p, sheet)


def _sheet_faults(p: Placed, sheet: Sheet) -> Iterator[Finding]:
    section = "defence" if sheet.method is Method.DEFENCE else "visit"
    full: dict[str, int] = p.stage.policy[f"review.{section}_items"]
    marks = sheet.marks.children["得分"]
    for item, value in sheet.scores.items():
        if item not in full:
            yield Finding(
                marks.at(item), f"{sheet.method}没有评分项“{item}”", f"评分项：{'、'.join(full)}。"
            )
        elif value > full[item]:
            yield Finding(
                marks.at(item), f"“{item}”{mark(value)} 分，满分 {full[item]}", "核对评分表。"
            )
    for item in full:
        if item not in sheet.scores:
            yield Finding(sheet.marks.at("得分"), f"缺评分项“{item}”", f"补上“{item}”的得分。")
    total = sum(sheet.scores.values(), Decimal(0))
    if total != sheet.total:
        yield Finding(
            sheet.marks.at("总分"),
            f"总分写 {mark(sheet.total)}，各项合计 {mark(total)}",
            f"核对后改为 {mark(total)}，或更正某项得分。",
        )


def review_mean_wrong(p: Placed) -> Iterator[Finding]:
    """7(二): the combined mark follows from the sheets."""
    policy = p.stage.policy
    for review in _reviews(p):
        wanted = combined_mark(review, Decimal(policy["review.defence_weight"]))
        if wanted is not None and wanted != review.mean:
            yield Finding(
                review.marks.at("综合得分"),
                f"综合得分写 {mark(review.mean)}，按评分表算得 {mark(wanted)}"
                f"{policy.remark('review.defence_weight')}",
                f"改为 {mark(wanted)}，或更正评分表。",
            )


def combined_mark(review: ExpertReview, defence_weight: Decimal) -> Decimal | None:
    """Mean of the defence totals × weight + mean of the visit totals × rest, two decimals."""
    parts = []
    for method in Method:
        totals = [sheet.total for sheet in review.sheets if sheet.method is method]
        if not totals:
            return None
        parts.append(sum(totals, Decimal(0)) / len(totals))
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
    """7(二): a recommendation agrees with the mark and the votes."""
    policy = p.stage.policy
    for review in _reviews(p):
        if review.recommended and review.mean < Decimal(policy["review.pass_mark"]):
            yield Finding(
                review.marks.at("推荐命名"),
                f"综合得分 {mark(review.mean)}，低于推荐线 {policy['review.pass_mark']}"
                f"{policy.remark('review.pass_mark')}",
                "改为“否”，或核对得分。",
            )
        votes = review.votes
        if review.recommended and votes.in_favour <= votes.against + votes.abstained:
            yield Finding(
                votes.marks.at("同意"), "同意票没有过半，却推荐命名", "核对表决票数或结论。"
            )


def publicity_too_short(b: Batch) -> Iterator[Finding]:
    """7(三): the list stands on the union's site for the full period of working days."""
    intake = b.intake
    if intake is None or intake.publicity is None or not b.members:
        return
    publicity, policy = intake.publicity, b.members[0].stage.policy
    try:
        days = working_days(publicity.first, publicity.last)
    except CalendarUnknown as unknown:
        yield Finding(
            publicity.marks.at("起"),
            f"节假日日历里没有 {unknown.year} 年，算不出公示的工作日",
            "升级 chinesecalendar 软件包后再查；不要自行推算。",
        )
        return
    if days < (least := policy["publicity.working_days"]):
        yield Finding(
            publicity.marks.at("止"),
            f"公示 {publicity.first} 至 {publicity.last} 只有 {days} 个工作日，应有 {least} 个"
            f"{policy.remark('publicity.working_days')}",
            f"延长到满 {least} 个工作日（首日计入，节假日和调休按国务院安排）。",
        )
    if publicity.first < publicity.date:
        yield Finding(
            publicity.marks.at("起"), "公示首日早于公示发布日期", "首日应为发布当日或以后。"
        )
    result = intake.publicity_result
    if result and result.date <= publicity.last:
        yield Finding(
            result.marks.at("日期"),
            f"公示结果 {result.date} 不晚于公示末日 {publicity.last}",
            "公示期满以后才能下结论。",
            (publicity.marks.at("止"),),
        )


def named_without_approval(b: Batch) -> Iterator[Finding]:
    """7(三)(四): only what the committee approved is named, and every name is a known folder."""
    intake = b.intake
    if intake is None:
        return
    known = {placed.case.slug for placed in b.members}
    approved = intake.committee.approved if intake.committee else ()
    for row, slug in enumerate(approved):
        if slug not in known and intake.committee:
            yield Finding(
                intake.committee.marks.at("同意命名", row),
                f"{b.year} 年没有文件夹“{slug}”",
                f"已有：{'、'.join(sorted(known))}。",
            )
    if intake.naming is None:
        return
    for row, slug in enumerate(intake.naming.named):
        if slug not in approved:
            yield Finding(
                intake.naming.marks.at("命名名单", row),
                f"“{slug}”不在工会委员会同意的名单里",
                "核对两份名单。",
            )


def person_in_two_studios(b: Batch) -> Iterator[Finding]:
    """7: one application a year for one person; nobody stands in two studios of an intake."""
    seen: dict[str, tuple[str, Place]] = {}
    for placed in b.members:
        dossier = placed.case.dossier
        people = [(dossier.leader.name, dossier.leader.marks.at("姓名"))]
        people += [(member.name, member.marks.at("姓名")) for member in dossier.members]
        for name, place in people:
            if name in seen and seen[name][0] != placed.case.key:
                yield Finding(
                    place,
                    f"“{name}”同时在 {seen[name][0]} 里",
                    "同一批次一人只进一个工作室；确为同名的两人，在姓名后加注单位。",
                    (seen[name][1],),
                )
            seen.setdefault(name, (placed.case.key, place))
