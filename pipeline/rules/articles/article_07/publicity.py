"""Art. 7(三): the list stands long enough, and comes down afterwards."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from pipeline.dossier.acts.deciding import Publicity
from pipeline.policies import Rulebook
from pipeline.policies.workdays import Calendar, CalendarUnknown
from pipeline.rules.finding import INTAKE, Batch, Finding, Rule
from pipeline.rules.rows import forbids_in_batch, warns_in_batch


def publicity_too_short(b: Batch) -> Iterator[Finding]:
    """7(三): the list stands on the union's site for the full period of working days."""
    for one in b.rounds:
        if one.publicity is None:
            continue
        yield from shown_too_short(one.publicity, b.rulebook)
        result = one.publicity_result
        if result and one.publicity.first <= one.publicity.last >= result.date:
            yield Finding(
                result.marks.at("日期"),
                f"公示结果 {result.date} 不晚于公示末日 {one.publicity.last}",
                "公示期满以后才能下结论。",
                (one.publicity.marks.at("止"),),
            )


def shown_too_short(publicity: Publicity, rulebook: Rulebook) -> Iterator[Finding]:
    """7(三), 13: what any list for everybody owes: its days, in their order."""
    policy, calendar = rulebook.on(publicity.date), rulebook.calendar
    if publicity.last < publicity.first:
        yield Finding(
            publicity.marks.at("止"),
            f"公示的“止”{publicity.last} 早于“起”{publicity.first}",
            "核对起止日期。",
            (publicity.marks.at("起"),),
        )
        return
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


def _until(first: datetime.date, least: int, calendar: Calendar) -> str:
    """What to write: the day on which the period is full, if the calendar knows it."""
    last = first
    try:
        while calendar.working_days(first, last) < least:
            last += datetime.timedelta(days=1)
    except CalendarUnknown:
        return f"延长到满 {least} 个工作日"
    return f"“止”改为 {last} 或以后，才满 {least} 个工作日"


def taken_down_early(b: Batch) -> Iterator[Finding]:
    """7(三): the list stays on the site through its last day."""
    for publicity in (one.publicity for one in b.rounds if one.publicity):
        yield from down_early(publicity)


def down_early(publicity: Publicity) -> Iterator[Finding]:
    """7(三), 13: of any list."""
    if publicity.taken_down and publicity.taken_down <= publicity.last:
        yield Finding(
            publicity.marks.at("撤下日期"),
            f"撤下日期 {publicity.taken_down} 不晚于公示末日 {publicity.last}",
            "公示末日过后再撤下；核对日期。",
            (publicity.marks.at("止"),),
        )


def not_taken_down(b: Batch) -> Iterator[Finding]:
    """7(三): a list whose time is over comes down."""
    for publicity in (one.publicity for one in b.rounds if one.publicity):
        yield from still_up(publicity, b.rulebook, b.today)


def still_up(publicity: Publicity, rulebook: Rulebook, today: datetime.date) -> Iterator[Finding]:
    """7(三), 13: of any list."""
    policy = rulebook.on(publicity.date)
    due = publicity.last + datetime.timedelta(days=policy.publicity.take_down_days)
    down = publicity.taken_down
    if due < (down or today) <= today:
        yield Finding(
            publicity.marks.at("撤下日期" if down else "止"),
            f"公示 {publicity.last} 期满，应在 {due} 前撤下，"
            f"{f'{down} 才撤下' if down else '没有登记撤下日期'}"
            f"{policy.remark('publicity.take_down_days')}",
            "核对日期。" if down else "从网站撤下后补“撤下日期”；已撤下的，写撤下的那一天。",
        )


def posted_before_its_approval(b: Batch) -> Iterator[Finding]:
    """7(三): who answers for the site lets a list go onto it before its first day is over."""
    for publicity in (one.publicity for one in b.rounds if one.publicity):
        approval = publicity.approval
        if approval and approval.date > publicity.first:
            yield Finding(
                approval.marks.at("日期"),
                f"发布审批 {approval.date} 晚于公示首日 {publicity.first}",
                "审批以后再发布；核对日期。",
                (publicity.marks.at("起"),),
            )


RULES: tuple[Rule, ...] = (
    forbids_in_batch("A07-3a", "7.3", "公示期不足", publicity_too_short,
                     "publicity.working_days", needs=INTAKE, about=("公示", "公示结果")),
    forbids_in_batch("A07-3d", "7.3", "公示提前撤下", taken_down_early, needs=INTAKE,
                     about=("公示",)),
    warns_in_batch("A07-3e", "7.3", "公示期满没有撤下", not_taken_down,
                   "publicity.take_down_days", needs=INTAKE, about=("公示",)),
    forbids_in_batch("A07-3r", "7.3", "发布审批晚于公示", posted_before_its_approval, needs=INTAKE,
                     about=("公示",)),
)  # fmt: skip
