"""Marks from counts and from experts: each method, its edges, and what the sample gets."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from pipeline.dossier.workspace import load_workspace
from pipeline.lifecycle import place
from pipeline.policies import policy_on
from pipeline.rules.article_07_review import combined_mark
from pipeline.rules.scoring import (
    by_band,
    by_unit,
    deduct,
    grade_of,
    mean_of,
    proposals,
    score,
    veto,
)
from tests.rules.corpus import BASE, TODAY

D = Decimal
BANDS = policy_on(datetime.date(2026, 1, 1))["rereview.bands"]


@pytest.mark.parametrize(("count", "mark"), [(6, "9"), (5, "7.5"), (7, "9"), (0, "0"), (-9, "0")])
def test_deduct_per_shortfall(count: int, mark: str) -> None:
    assert deduct(D(9), D(count), required=D(6), each=D("1.5")) == D(mark)


def test_count_times_unit_with_cap() -> None:
    assert by_unit(D(7), unit=D("1.5"), cap=D(12)) == D("10.5")
    assert by_unit(D(9), unit=D("1.5"), cap=D(12)) == D(12)


def test_bands_are_half_open() -> None:
    bands = [["0", "1", "2"], ["1", "3", "5"]]
    assert [by_band(D(n), bands) for n in ("0", "0.99", "1", "2.99", "3")] == [2, 2, 5, 5, 0]


def test_veto_is_all_or_nothing() -> None:
    assert veto(D(4), D(1), required=D(1)) == 4
    assert veto(D(4), D(0), required=D(1)) == 0


def test_a_bonus_stands_outside_the_full_mark() -> None:
    row = {"method": "bonus", "each": "2", "cap": "5"}
    assert score(row, D(0), D(2), D(0)) == 4
    assert score(row, D(0), D(9), D(0)) == 5


def test_bands_never_give_more_than_full_marks() -> None:
    assert score({"method": "bands", "bands": [[0, 9, 7]]}, D(5), D(1), D(0)) == 5


def test_an_unknown_method_is_a_bug() -> None:
    with pytest.raises(ValueError, match="unknown scoring method"):
        score({"method": "guess"}, D(1), D(1), D(1))


def test_mean_of_experts() -> None:
    totals = [D(90), D(70), D(80), D(88)]
    assert mean_of(totals, drop_extremes=False) == 82
    assert mean_of(totals, drop_extremes=True) == 84
    assert mean_of(totals[:2], drop_extremes=True) == 80


@pytest.mark.parametrize(
    ("total", "grade"),
    [("100", "优秀"), ("90", "优秀"), ("89.99", "合格"), ("60", "合格"), ("59.99", "不合格")],
)
def test_grades_include_their_lower_edge(total: str, grade: str) -> None:
    assert grade_of(D(total), BANDS) == grade


def test_a_mark_outside_all_bands_has_no_grade() -> None:
    assert grade_of(D(101), BANDS) is None


def test_what_the_papers_of_a_full_cycle_support() -> None:
    case = load_workspace(BASE).cases["2024/sample"]
    stage = place(case, TODAY)
    found = {one.indicator: (one.mark, one.evidence) for one in proposals(case, stage)}
    assert found == {
        "场所": (D(4), "场所独立固定"),
        "计划与总结": (D(4), "计划和总结 4/4 份"),
        "制度健全": (D(9), "制度 6/6 类"),
        "活动开展": (D(12), "第一周期年活动 4 次、第二周期年活动 4 次"),
        "台账": (D(8), "台账类别 6/6"),
        "年度自评": (D(5), "年度自评备案 2/2"),
        "成果认定": (D(12), "第一周期年成果 1 项、第二周期年成果 1 项"),
    }


def test_the_combined_mark_weighs_defence_and_visit() -> None:
    stage = place(load_workspace(BASE).cases["2024/sample"], TODAY)
    review = stage.of("专家评审")[0].record
    assert combined_mark(review, D("0.5"), drop_extremes=False) == D("86.00")  # type: ignore[arg-type]
    assert combined_mark(review, D("0.3"), drop_extremes=True) == D("85.60")  # type: ignore[arg-type]
