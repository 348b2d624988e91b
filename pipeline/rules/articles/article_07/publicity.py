"""Art. 7(三): the list stands long enough, is objected to in time, and comes down afterwards."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from pipeline.diagnostics import visible
from pipeline.policies.workdays import Calendar, CalendarUnknown
from pipeline.rules.finding import INTAKE, Batch, Finding, Rule
from pipeline.rules.rows import forbids_in_batch, warns_in_batch
from pipeline.rules.wording import parts_of


def publicity_too_short(b: Batch) -> Iterator[Finding]:
    """7(三): the list stands on the union's site for the full period of working days."""
    intake = b.intake
    if intake is None or intake.publicity is None:
        return
    publicity, policy = intake.publicity, b.rulebook.on(intake.publicity.date)
    calendar = b.rulebook.calendar
    try:
        days = calendar.working_days(publicity.first, publicity.last)
    except CalendarUnknown as unknown:
        yield Finding(
            publicity.marks.at("起"),
            f"节假日日历里没有 {unknown.year} 年，算不出公示的工作日",
            unknown.remedy,
        )
        return
    if days < (least := policy.publicity.working_days):
        yield Finding(
            publicity.marks.at("止"),
            f"公示 {publicity.first} 至 {publicity.last} 只有 {days} 个工作日，应有 {least} 个"
            f"{policy.remark('publicity.working_days')}",
            f"{_until(publicity.first, least, calendar)}（首日计入，节假日和调休按国务院安排）。",
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


def _until(first: datetime.date, least: int, calendar: Calendar) -> str:
    """What to write: the day on which the period is full, if the calendar knows it."""
    last = first
    try:
        while calendar.working_days(first, last) < least:
            last += datetime.timedelta(days=1)
    except CalendarUnknown:
        return f"延长到满 {least} 个工作日"
    return f"“止”改为 {last} 或以后，才满 {least} 个工作日"


def objection_misplaced(b: Batch) -> Iterator[Finding]:
    """7(三): an objection names a publicised studio and is raised while the list stands."""
    if b.intake is None or b.intake.publicity_result is None or b.intake.publicity is None:
        return
    publicity = b.intake.publicity
    approved = b.intake.committee.approved if b.intake.committee else ()
    for one in b.intake.publicity_result.objections:
        if one.studio not in approved:
            yield Finding(
                one.marks.at("工作室"),
                f"异议针对“{one.studio}”，它不在公示名单里",
                f"写文件夹名；公示名单：{'、'.join(approved)}。",
            )
        if not publicity.first <= one.date <= publicity.last:
            yield Finding(
                one.marks.at("日期"),
                f"异议日期 {one.date} 不在公示期 {publicity.first} 至 {publicity.last} 内",
                "核对日期；公示期以外的异议不在这里处理。",
                (publicity.marks.at("起"),),
            )


def taken_down_early(b: Batch) -> Iterator[Finding]:
    """7(三): the list stays on the site through its last day."""
    publicity = b.intake.publicity if b.intake else None
    if publicity and publicity.taken_down and publicity.taken_down <= publicity.last:
        yield Finding(
            publicity.marks.at("撤下日期"),
            f"撤下日期 {publicity.taken_down} 不晚于公示末日 {publicity.last}",
            "公示末日过后再撤下；核对日期。",
            (publicity.marks.at("止"),),
        )


def not_taken_down(b: Batch) -> Iterator[Finding]:
    """7(三): a list whose time is over comes down."""
    publicity = b.intake.publicity if b.intake else None
    if publicity is None:
        return
    policy = b.rulebook.on(publicity.date)
    due = publicity.last + datetime.timedelta(days=policy.publicity.take_down_days)
    down = publicity.taken_down
    if due < (down or b.today) <= b.today:
        yield Finding(
            publicity.marks.at("撤下日期" if down else "止"),
            f"公示 {publicity.last} 期满，应在 {due} 前撤下，"
            f"{f'{down} 才撤下' if down else '没有登记撤下日期'}"
            f"{policy.remark('publicity.take_down_days')}",
            "核对日期。" if down else "从网站撤下后补“撤下日期”；已撤下的，写撤下的那一天。",
        )


def objection_unsettled(b: Batch) -> Iterator[Finding]:
    """7(三)(四): a studio is named when an objection against it has been dealt with."""
    intake = b.intake
    if intake is None or intake.naming is None or intake.publicity_result is None:
        return
    policy = b.rulebook.on(intake.publicity_result.date)
    words = policy.publicity.unsettled_words
    for one in intake.publicity_result.objections:
        if one.studio in intake.naming.named and _is_open(one.settled, words):
            yield Finding(
                one.marks.at("处理结果"),
                f"对“{one.studio}”的异议（{one.date}）处理结果写“{visible(one.settled, 30)}”，"
                f"没有结论，{intake.naming.date} 却已命名"
                f"{policy.remark('publicity.unsettled_words')}",
                "写明查证的结果和处理决定；还没有查清的，先不命名。",
                (intake.naming.marks.at("命名名单"),),
            )


def _is_open(settled: str, words: tuple[str, ...]) -> bool:
    """Whether its last words are, begin or end with one of those: what stands before may tell how
    it was found out."""
    last = parts_of(settled)[-1:]
    return any(
        part == word or (len(word) > 1 and (part.startswith(word) or part.endswith(word)))
        for part in last
        for word in words
    )


RULES: tuple[Rule, ...] = (
    forbids_in_batch("A07-3a", "7.3", "公示期不足", publicity_too_short,
                     "publicity.working_days", needs=INTAKE, about=("公示", "公示结果")),
    forbids_in_batch("A07-3c", "7.3", "异议记录不符", objection_misplaced, needs=INTAKE,
                     about=("公示结果",)),
    forbids_in_batch("A07-3d", "7.3", "公示提前撤下", taken_down_early, needs=INTAKE,
                     about=("公示",)),
    warns_in_batch("A07-3e", "7.3", "公示期满没有撤下", not_taken_down,
                   "publicity.take_down_days", needs=INTAKE, about=("公示",)),
    warns_in_batch("A07-3f", "7.3", "异议没有处理完就命名", objection_unsettled,
                   "publicity.unsettled_words", needs=INTAKE, about=("公示结果",)),
)  # fmt: skip
