"""Dates, money and marks at their borders."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from pipeline.chinese import (
    add_months,
    capital_yuan,
    mark,
    ordinal,
    round_mark,
    sentence,
    yuan,
)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


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


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("查证属实", "查证属实。"),
        ("查证属实。", "查证属实。"),
        ("他说“不知道。”", "他说“不知道。”"),
        ("见“通报”", "见“通报”。"),
        ("已改正；", "已改正。"),
        ("", ""),
    ],
)
def test_sentence_ends_with_one_stop(written: str, printed: str) -> None:
    assert sentence(written) == printed
