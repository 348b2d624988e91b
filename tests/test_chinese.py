"""Dates, money, marks and working days at their borders."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from pipeline.chinese import (
    CalendarUnknown,
    add_months,
    capital_yuan,
    mark,
    ordinal,
    round_mark,
    working_days,
    yuan,
)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        ("2025-06-09", "2025-06-13", 5),  # a plain week
        ("2025-06-13", "2025-06-16", 2),  # a weekend between
        ("2025-09-28", "2025-10-09", 4),  # a make-up Sunday, then the National Day holiday
        ("2024-09-29", "2024-10-12", 7),  # a make-up Sunday before it and a make-up Saturday after
        ("2026-02-14", "2026-02-28", 6),  # both make-up Saturdays of the Spring Festival
        ("2024-06-10", "2024-06-10", 0),  # Dragon Boat Festival, a Monday
        ("2025-06-16", "2025-06-13", 0),  # last before first
    ],
)
def test_working_days_follow_the_calendar(first: str, last: str, count: int) -> None:
    assert working_days(day(first), day(last)) == count


def test_a_year_without_a_calendar_is_never_guessed() -> None:
    with pytest.raises(CalendarUnknown) as caught:
        working_days(day("2026-12-30"), day("2027-01-05"))
    assert caught.value.year == 2027


@pytest.mark.parametrize(
    ("start", "months", "wanted"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2025-01-31", 1, "2025-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2024-12-15", 1, "2025-01-15"),
        ("2024-03-31", -1, "2024-02-29"),
        ("2024-11-30", 24, "2026-11-30"),
    ],
)
def test_months_keep_the_day_where_there_is_one(start: str, months: int, wanted: str) -> None:
    assert add_months(day(start), months) == day(wanted)


@pytest.mark.parametrize(
    ("fen", "figures", "capitals"),
    [
        (2_000_000, "20,000", "贰万元整"),
        (1_000_000, "10,000", "壹万元整"),
        (1_640_902, "16,409.02", "壹万陆仟肆佰零玖元零贰分"),
        (1, "0.01", "壹分"),
        (468_050, "4,680.50", "肆仟陆佰捌拾元伍角"),
    ],
)
def test_money_in_figures_and_capitals(fen: int, figures: str, capitals: str) -> None:
    assert yuan(fen) == figures
    assert capital_yuan(fen).removesuffix("整") == capitals.removesuffix("整")


@pytest.mark.parametrize(
    ("value", "rounded"),
    [("89.995", "90.00"), ("89.9949", "89.99"), ("0.005", "0.01"), ("92.5", "92.50")],
)
def test_marks_round_half_up(value: str, rounded: str) -> None:
    assert str(round_mark(Decimal(value))) == rounded


def test_marks_show_no_trailing_zeros() -> None:
    assert [mark(Decimal(text)) for text in ("90.00", "92.50", "100", "0")] == [
        "90",
        "92.5",
        "100",
        "0",
    ]


@pytest.mark.parametrize(("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十")])
def test_ordinals(number: int, text: str) -> None:
    assert ordinal(number) == text
