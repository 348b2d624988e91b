"""Figures that forms show are those of the dossier: evidence numbers, means, counts, money."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.chinese import runs
from pipeline.documents.view.evidence import application_evidence, evidence_by_condition
from pipeline.documents.view.marks import mean, rereview_rows, review_view, self_marked_year
from pipeline.documents.view.period import period_view
from pipeline.documents.view.studio import act_view, studio_view
from pipeline.dossier.acts.cycle import Rereview
from pipeline.dossier.acts.end import Revocation
from pipeline.dossier.load import Case, load_case
from pipeline.lifecycle import Stage, place
from tests.documents.view.reading import block, one, rows

TODAY = datetime.date(2026, 11, 23)


@pytest.fixture(scope="module")
def placed(root: Path) -> tuple[Case, Stage]:
    case, _ = load_case(root / "dossiers/2024/zhang-jianye")
    assert case is not None
    return case, place(case, TODAY)


@pytest.mark.parametrize(
    ("numbers", "text"),
    [((), ""), ((3,), "3"), ((2, 1), "1—2"), ((1, 2, 3, 7), "1—3、7"), ((1, 3, 5), "1、3、5")],
)
def test_runs_of_numbers(numbers: tuple[int, ...], text: str) -> None:
    assert runs(numbers) == text


def test_evidence_is_numbered_through_and_found_by_condition(placed: tuple[Case, Stage]) -> None:
    case, _ = placed
    rows = application_evidence(case)
    assert [row["序号"] for row in rows] == list(range(1, len(rows) + 1))
    assert all(row["内容"] for row in rows)
    found = evidence_by_condition(rows)
    assert found["二"] == ""  # the roster itself
    kinds = sum(len(one.evidence) for one in case.dossier.regulations)
    first, _, last = found["五"].partition("—")
    assert int(last) - int(first) + 1 == kinds == 6


def test_mean_drops_extremes_only_when_asked() -> None:
    marks = [Decimal(60), Decimal(90), Decimal(91)]
    assert mean(marks) == Decimal("80.33")
    assert mean(marks, drop_extremes=True) == Decimal("90.00")
    assert mean([]) == ""


def test_review_shows_the_parts_of_the_recorded_mark(placed: tuple[Case, Stage]) -> None:
    shown = review_view(*placed)
    assert not isinstance(shown, str)
    marks = [one(Decimal, shown[name]) for name in ("答辩均分", "考察均分")]
    assert sum(marks) / 2 == shown["综合得分"]
    assert shown["到会数"] == len(rows(shown["专家得分"])) == 5


def test_rereview_rows_hold_every_mark(placed: tuple[Case, Stage]) -> None:
    case, stage = placed
    act = stage.last("周期末复核")
    assert act is not None and isinstance(act.record, Rereview)
    listed = rereview_rows(case, stage, act.record)
    for expert, sheet in enumerate(act.record.sheets):
        marks = [one(tuple, row["得分"])[expert] for row in listed]
        assert sum(marks) == sheet.total
    assert self_marked_year(case, act.record) == 2025
    assert [row["首行"] for row in listed].count(True) == 6
    assert all(row["评分标准"] and row["记载"] and row["佐证编号"] for row in listed)
    (activities,) = (row for row in listed if row["指标"] == "活动开展")
    assert activities["佐证编号"] == "2024年交流1—3，2025年交流1—5，2026年交流1—2"


def test_period_counts_only_its_days(placed: tuple[Case, Stage]) -> None:
    case, stage = placed
    first, last = datetime.date(2024, 6, 26), datetime.date(2025, 6, 15)
    found = period_view(case, stage, first, last)
    days = [one(datetime.date, row["日期"]) for row in rows(found["交流活动"])]
    assert len(days) == 5
    assert all(first <= day <= last for day in days)
    assert one(int, found["到账"]) - one(int, found["支出"]) == found["结余"] == 24450
    assert sum(one(int, row["金额"]) for row in rows(found["分科目"])) == found["支出"]
    assert [row["自评"] for row in rows(found["台账"])] == ["有", "无"]
    nothing = period_view(case, stage, first, first)
    assert nothing["交流活动"] == () and nothing["支出"] == 0


def test_a_renamed_studio_has_the_type_of_that_day(root: Path) -> None:
    case, _ = load_case(root / "dossiers/2024/zhao-guoqing")
    assert case is not None
    stage = place(case, TODAY)
    (renamed,) = (act.date for act in stage.of("重新命名"))
    shown = [
        block(studio_view(case, stage, day)["工作室"])
        for day in (renamed - datetime.timedelta(days=1), renamed)
    ]
    assert [(row["名称"], str(row["类型"])) for row in shown] == [
        ("赵国庆劳模创新工作室", "劳模创新工作室"),
        ("刘芳职工创新工作室", "职工创新工作室"),
    ]


@pytest.mark.parametrize(
    ("grounds", "articles"),
    [
        (("成效不明显",), "第十一条"),
        (("弄虚作假",), "第七条"),
        (("成效不明显", "弄虚作假"), "第七条、第十一条"),
    ],
)
def test_striking_off_rests_on_the_article_of_its_grounds(
    grounds: tuple[str, ...], articles: str, root: Path
) -> None:
    case, _ = load_case(root / "dossiers/2024/sun-lihua")
    assert case is not None
    stage = place(case, TODAY)
    (act,) = stage.of("取消称号")
    assert isinstance(act.record, Revocation)
    act = replace(act, record=act.record.model_copy(update={"grounds": grounds}))
    assert act_view(case, stage, act)["取消依据"] == articles


def test_a_paper_tells_of_the_check_that_was_known_on_its_day(root: Path) -> None:
    """Of two, a payment was made upon the first: the second came after it."""
    case, _ = load_case(root / "dossiers/2024/sun-lihua")
    assert case is not None
    stage = place(case, TODAY)
    checks = stage.of("中期检查")
    shown = [
        block(block(studio_view(case, stage, check.date)["事项"])["中期检查"])["日期"]
        for check in checks
    ]
    assert shown == [check.date for check in checks] and len(shown) == 2
