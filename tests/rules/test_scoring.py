"""Marks from counts and from experts: each method, its edges, and what the sample gets."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import get_args

import pytest

from pipeline.dossier.acts.review import ExpertReview
from pipeline.dossier.workspace import load_workspace
from pipeline.lifecycle import place
from pipeline.policies import built_in
from pipeline.policies.sections import Criterion, Fact, MarkingMethod
from pipeline.rules.articles.article_07.sheets import combined_mark
from pipeline.rules.criterion_facts import Counted, count
from pipeline.rules.scoring import (
    by_band,
    by_unit,
    contradicts,
    deduct,
    grade_of,
    mean_of,
    proposals,
    score,
    standard,
    veto,
)
from tests.rules.corpus import BASE, TODAY

D = Decimal
BANDS = built_in().on(datetime.date(2026, 1, 1)).rereview.bands


def row(
    method: MarkingMethod,
    *,
    exact: bool = False,
    each: str | None = None,
    cap: str | None = None,
    bands: tuple[tuple[int, int, int], ...] | None = None,
    standard: str | None = None,
) -> Criterion:
    return Criterion(
        aspect="制度机制",
        indicator="制度健全",
        fact="regulation_kinds",
        method=method,
        exact=exact,
        each=D(each) if each else None,
        cap=D(cap) if cap else None,
        bands=tuple((D(a), D(b), D(c)) for a, b, c in bands) if bands else None,
        standard=standard,
    )


@pytest.mark.parametrize(("count", "mark"), [(6, "9"), (5, "7.5"), (7, "9"), (0, "0"), (-9, "0")])
def test_deduct_per_shortfall(count: int, mark: str) -> None:
    assert deduct(D(9), D(count), required=D(6), each=D("1.5")) == D(mark)


def test_count_times_unit_with_cap() -> None:
    assert by_unit(D(7), unit=D("1.5"), cap=D(12)) == D("10.5")
    assert by_unit(D(9), unit=D("1.5"), cap=D(12)) == D(12)


def test_bands_are_half_open() -> None:
    bands = [(D(0), D(1), D(2)), (D(1), D(3), D(5))]
    assert [by_band(D(n), bands) for n in ("0", "0.99", "1", "2.99", "3")] == [2, 2, 5, 5, 0]


def test_veto_is_all_or_nothing() -> None:
    assert veto(D(4), D(1), required=D(1)) == 4
    assert veto(D(4), D(0), required=D(1)) == 0


def test_a_bonus_stands_outside_the_full_mark() -> None:
    bonus = row("bonus", each="2", cap="5")
    assert score(bonus, D(0), D(2), D(0)) == 4
    assert score(bonus, D(0), D(9), D(0)) == 5


def test_bands_never_give_more_than_full_marks() -> None:
    assert score(row("bands", bands=((0, 9, 7),)), D(5), D(1), D(0)) == 5


def test_what_experts_judge_has_no_mark_of_ours() -> None:
    with pytest.raises(ValueError, match="experts"):
        score(row("judge", standard="制度管用"), D(1), D(1), D(1))


@pytest.mark.parametrize(
    ("criterion", "words"),
    [
        (row("deduct", each="1.5", exact=True), "制度应有6类，每缺1类扣1.5分；按数计分"),
        (row("unit", each="2"), "制度应有6类，每类计2分，9分封顶"),
        (row("bonus", each="1", cap="3"), "制度应有6类，每类另加1分，至多加3分"),
        (
            row("bands", bands=((3, 5, 4), (5, 7, 9))),
            "制度应有6类：3至不满5类计4分，5至不满7类计9分，其余不得分",
        ),
        (row("veto"), "制度应有6类，否则不得分"),
        (row("judge", standard="制度管用"), "制度管用"),
    ],
)
def test_each_method_is_worded_as_it_is_counted(criterion: Criterion, words: str) -> None:
    counted = Counted(
        count=D(5), required=D(6), unit="类", asked="制度应有6类", found="制度5/6类", papers=""
    )
    assert standard(criterion, D(9), counted) == words


def test_every_fact_that_a_policy_may_name_can_be_counted() -> None:
    case = load_workspace(BASE).cases["2024/sample"]
    assert all(count(fact, case, place(case, TODAY)).found for fact in get_args(Fact))


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
    found = {
        one.indicator: (one.mark, one.evidence, one.papers)
        for one in proposals(case, stage, stage.policy)
        if one.mark is not None
    }
    exchanges = "2024年交流1—2，2025年交流1—4，2026年交流1—2"
    assert found == {
        "场所": (D(4), "场所独立固定", "申报表"),
        "计划与总结": (D(4), "计划和总结4/4份", "2024、2025年计划，2024、2025年总结"),
        "制度健全": (D(9), "制度6/6类", "申报表制度1—6"),
        "活动开展": (D(12), "第一周期年活动4次、第二周期年活动4次", exchanges),
        "台账": (D(8), "台账类别6/6", "2024、2025年台账"),
        "年度自评": (D(5), "年度自评备案2/2", "2024、2025年自评"),
        "成果认定": (D(12), "第一周期年成果1项、第二周期年成果1项", "2024年成果1，2025年成果1"),
    }


def test_experts_judge_what_cannot_be_counted_with_the_papers_at_hand() -> None:
    case = load_workspace(BASE).cases["2024/sample"]
    stage = place(case, TODAY)
    found = {
        one.indicator: (one.evidence, one.papers)
        for one in proposals(case, stage, stage.policy)
        if one.mark is None and not contradicts(D(0), one)
    }
    assert found == {
        "设备": ("申报设备1类", "申报表"),
        "标志与展示": ("申报标志4种", "申报表"),
        "职责分工": ("期末成员4人", "申报表，2025年人员变动"),
        "经费管理": ("支出2笔", "2024年支出1，2025年支出1"),
        "成员结构": ("期末成员4人", "申报表，2025年人员变动"),
        "导师带徒": ("导师带徒2次", "2024年交流2，2025年交流4"),
        "成员成长": ("年度自评备案2/2", "2024、2025年自评"),
        "制度执行": ("日常活动5次", "2024年日常1—2，2025年日常1—2，2026年日常1"),
        "效益": ("写明效益的成果2项", "2024年成果1，2025年成果1"),
        "推广应用": ("写明应用的成果2项", "2024年成果1，2025年成果1"),
    }


def test_the_combined_mark_weighs_defence_and_visit() -> None:
    stage = place(load_workspace(BASE).cases["2024/sample"], TODAY)
    review = stage.of("专家评审")[0].record
    assert isinstance(review, ExpertReview)
    assert combined_mark(review, D("0.5"), drop_extremes=False) == D("86.00")
    assert combined_mark(review, D("0.3"), drop_extremes=True) == D("85.60")
