"""Art. 7(二): the experts' sheets: one each for defence and visit, their marks and sums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from pipeline.chinese import mark, round_mark
from pipeline.dossier.acts.review import ExpertReview, Method, Sheet
from pipeline.policies.sections import ReviewPolicy
from pipeline.rules.finding import INTAKE, RECORD, Finding, Placed, Rule
from pipeline.rules.recusal import Judges, judges_of
from pipeline.rules.rows import forbids
from pipeline.rules.scoring import mean_of


def reviews(p: Placed) -> Iterator[ExpertReview]:
    for act in p.stage.of("专家评审"):
        if isinstance(act.record, ExpertReview):
            yield act.record


def _items(review: ReviewPolicy, method: Method) -> Mapping[str, int]:
    return review.defence_items if method is Method.DEFENCE else review.visit_items


def _other(method: Method) -> Method:
    return Method.VISIT if method is Method.DEFENCE else Method.DEFENCE


def _looks_like_other(sheet: Sheet, policy: ReviewPolicy) -> bool:
    """Whether its items are those of the other way of judging: the method is a slip."""
    own, other = _items(policy, sheet.method), _items(policy, _other(sheet.method))
    return bool(sheet.scores) and not own.keys() & sheet.scores and sheet.scores.keys() <= {*other}


def sheet_missing(p: Placed) -> Iterator[Finding]:
    """7(二): every present expert gives a sheet for defence and one for visit, no one else does."""
    panel = p.case.intake.panel if p.case.intake else None
    for review in reviews(p):
        if panel and not any(expert.present for expert in panel.experts):
            continue  # A07-2g says that nobody came
        yield from _missing(p, review)
        judges = judges_here(p, review)
        experts = [one.code for one in judges.judging] if judges else []
        # Of a sheet by who should step aside, A07-2e speaks.
        conflicted = {one.code for one, _ in judges.in_spite} if judges else set()
        for sheet in review.sheets:
            if panel and sheet.expert not in {*experts, *conflicted}:
                yield Finding(
                    sheet.marks.at("专家"),
                    f"评审组里没有到会专家“{sheet.expert}”",
                    f"到会专家：{'、'.join(experts)}。",
                    (panel.marks.at("专家"),),
                )


def judges_here(p: Placed, review: ExpertReview) -> Judges | None:
    """Who of the panel judges this studio; None without a panel."""
    panel = p.case.intake.panel if p.case.intake else None
    return judges_of(p.case, panel, review, p.stage.policy) if panel else None


def _missing(p: Placed, review: ExpertReview) -> Iterator[Finding]:
    """What is missing or too much, said once: of a way of judging that nobody used, or of an
    expert's two sheets together."""
    given = {method: [s for s in review.sheets if s.method is method] for method in Method}
    unused = [method for method in Method if not given[method]]
    for method in unused:
        yield Finding(
            review.marks.at("评分表"),
            f"没有{method}评分表；答辩和实地考察两种方式都要评",
            f"补录每位到会专家的{method}评分表。",
        )
    alike: dict[str, list[str]] = {}
    judges = judges_here(p, review)
    for code in [one.code for one in judges.judging] if judges else ():
        own = {m: [s for s in given[m] if s.expert == code] for m in Method if m not in unused}
        wrong = {method: len(sheets) for method, sheets in own.items() if len(sheets) != 1}
        if not wrong:
            continue
        each = "各" if len(wrong) > 1 else ""
        counted = "，".join(f"{method}评分表 {count} 份" for method, count in wrong.items())
        told = f"{counted}，应{each}为一份"
        slip = next(
            (
                sheet
                for sheets in own.values()
                for sheet in sheets
                if _looks_like_other(sheet, p.policy_on(review.date).review)
            ),
            None,
        )
        if slip:
            meant = _other(slip.method)
            yield Finding(
                slip.marks.at("方式"),
                f"专家 {code} 的{told}；其中一份写“{slip.method}”，评分项却是{meant}的",
                f"“方式”改为{meant}。",
            )
        else:
            alike.setdefault(told, []).append(code)
    for told, codes in alike.items():
        yield Finding(
            review.marks.at("评分表"), f"专家 {'、'.join(codes)} 的{told}", "补录或删去。"
        )


def sheet_arithmetic_wrong(p: Placed) -> Iterator[Finding]:
    """7(二): items as the policy of the review's day lists them, none above its full mark, total
    equal to the sum."""
    for review in reviews(p):
        policy = p.policy_on(review.date).review
        complete = not any(_missing(p, review))
        for sheet in review.sheets:
            if not _looks_like_other(sheet, policy):
                yield from _sheet_faults(sheet, policy)
            elif complete:  # A07-2b says so otherwise
                yield Finding(
                    sheet.marks.at("方式"),
                    f"专家 {sheet.expert} 的评分表写“{sheet.method}”，"
                    f"评分项却是{_other(sheet.method)}的",
                    "核对“方式”和评分项。",
                )


def _sheet_faults(sheet: Sheet, policy: ReviewPolicy) -> Iterator[Finding]:
    full = _items(policy, sheet.method)
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
    total, most = sum(sheet.scores.values(), Decimal(0)), sum(full.values())
    if total != sheet.total:
        beyond = f"超过满分 {most}，" if sheet.total > most else ""
        yield Finding(
            sheet.marks.at("总分"),
            f"总分写 {mark(sheet.total)}，{beyond}各项合计 {mark(total)}",
            f"核对后改为 {mark(total)}，或更正某项得分。",
        )


def review_mean_wrong(p: Placed) -> Iterator[Finding]:
    """7(二): the combined mark follows from the sheets, and is no higher than all of them can be.
    With a sheet missing there is nothing to calculate. Weighed as on the review's day."""
    for review in reviews(p):
        policy = p.policy_on(review.date)
        weight, drop = policy.review.defence_weight, policy.review.drop_extremes
        most = max(sum(_items(policy.review, method).values()) for method in Method)
        wanted = None
        if not any(_missing(p, review)):
            wanted = combined_mark(review, weight, drop_extremes=drop)
        beyond = f"，超过满分 {most}" if review.mean > most else ""
        if beyond or (wanted is not None and wanted != review.mean):
            computed = f"，按评分表算得 {mark(wanted)}" if wanted is not None else ""
            yield Finding(
                review.marks.at("综合得分"),
                f"综合得分写 {mark(review.mean)}{beyond}{computed}"
                f"{policy.remark('review.defence_weight') if computed else ''}",
                f"改为 {mark(wanted)}，或更正评分表。"
                if wanted is not None and wanted <= most
                else "核对评分表后改正。",
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


RULES: tuple[Rule, ...] = (
    forbids(
        "A07-2b",
        "7.2",
        "评分表份数不对",
        sheet_missing,
        "review.defence_items",
        "review.visit_items",
        needs=RECORD | INTAKE,
        about=("专家评审",),
    ),
    forbids(
        "A07-2c",
        "7.2",
        "评分表算错",
        sheet_arithmetic_wrong,
        "review.defence_items",
        "review.visit_items",
        needs=RECORD | INTAKE,
        about=("专家评审",),
    ),
    forbids(
        "A07-2d",
        "7.2",
        "综合得分算错或超过满分",
        review_mean_wrong,
        "review.defence_weight",
        "review.drop_extremes",
        needs=RECORD | INTAKE,
        about=("专家评审",),
    ),
)
