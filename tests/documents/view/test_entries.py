"""What a year's tables print of entries that stand in no count, in another year's, or over days."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from pipeline.documents.view.period import period_view
from pipeline.documents.view.year import year_view
from pipeline.dossier.workspace import load_workspace
from pipeline.rules.check import Checked, check_workspace
from pipeline.rules.gaps import ledger_matrix
from tests.documents.view.reading import block, one, rows
from tests.texts import edit

DAY = datetime.date(2026, 11, 23)
KEY = "2025/guo-tiezhu"


@pytest.fixture(scope="module")
def checked(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """A result recognised in the year after, an exchange before the naming, one over the new year,
    and a place that was closed and another moved into."""
    copy = tmp_path_factory.mktemp("year")
    shutil.copytree(root / "dossiers/2025", copy / "dossiers/2025")
    edit(
        copy / "dossiers" / KEY / "ledger-2025.yaml",
        ("日期: 2025-06-12\n    类别: 导师带徒", "日期: 2025-04-20\n    类别: 导师带徒"),
        (
            "日期: 2025-12-05\n    类别: 对外",
            "日期: 2025-12-30\n    结束日期: 2026-01-03\n    类别: 对外",
        ),
        (
            "日期: 2025-12-11\n    认定单位: 汾东",
            "日期: 2025-12-11\n    认定日期: 2026-02-10\n    认定单位: 汾东",
        ),
        (
            "经费支出:\n",
            "场所变动:\n"
            "  - {日期: 2025-09-01, 变动: 停用, 原因: 加固}\n"
            "  - {日期: 2025-10-08, 变动: 迁入, 地点: 北楼101室, 面积: 120, 独立固定: 是}\n"
            "经费支出:\n",
        ),
    )
    return check_workspace(load_workspace(copy, [KEY]), DAY)


def view_of(checked: Checked, year: int) -> dict[str, object]:
    case = checked.loaded.cases[KEY]
    return year_view(case, checked.stages[KEY], case.ledgers[year])


def test_such_a_ledger_is_without_fault(checked: Checked) -> None:
    assert [found.code for found in checked.report if "ledger" in found.place.file] == []


def test_what_was_done_before_the_naming_is_shown_and_not_counted(checked: Checked) -> None:
    view = view_of(checked, 2025)
    shown = rows(view["交流记录"])
    assert [row["命名以前"] for row in shown] == [True, False, False, False]
    assert (view["命名以前交流"], view["命名以前日常"]) == (1, 0)
    assert view["交流合计"] == sum(one(int, row["次数"]) for row in rows(view["交流次数"])) == 3


def test_several_days_are_shown_as_such(checked: Checked) -> None:
    ends = [row["至"] for row in rows(view_of(checked, 2025)["交流记录"])]
    assert ends == ["", "", "", "2026.01.03"]


def test_a_result_counts_in_the_year_of_its_recognition(checked: Checked) -> None:
    """On the day of the report of 2025 nobody had recognised it."""
    before, after = view_of(checked, 2025), view_of(checked, 2026)
    (unknown,) = rows(before["成果记录"])
    assert (before["成果合计"], before["认定成果数"]) == (1, 0)
    assert (unknown["认定单位"], unknown["认定日期"]) == ("", "")
    known = rows(after["成果记录"])[0]
    assert (known["台账年度"], known["序号"]) == (2025, 1)
    assert after["以前完成数"] == 1
    assert after["认定成果数"] == len(rows(after["成果记录"]))
    assert after["成果合计"] == len(rows(after["成果记录"])) - 1


def test_the_gaps_count_likewise(checked: Checked) -> None:
    cells = {gap.item: gap.detail for gap in ledger_matrix(checked, DAY) if "第一" in gap.period}
    assert cells == {"培训交流活动": "4/4 次", "得到认可的成果": "2/1 项"}


def test_the_place_is_that_of_the_day(checked: Checked) -> None:
    case, stage = checked.loaded.cases[KEY], checked.stages[KEY]
    first = datetime.date(2025, 5, 12)
    closed = period_view(case, stage, first, datetime.date(2025, 10, 7))
    assert block(closed["场所"])["失去"] == datetime.date(2025, 9, 1)
    assert block(view_of(checked, 2025)["年末场所"])["地点"] == "北楼101室"
    assert [row["变动"] for row in rows(closed["场所变动"])] == ["停用"]


def test_duties_are_counted_from_the_ledgers(root: Path) -> None:
    key = "2024/zhang-jianye"
    checked = check_workspace(load_workspace(root, [key]), DAY)
    case = checked.loaded.cases[key]
    view = year_view(case, checked.stages[key], case.ledgers[2025])
    duties = {row["职责"]: (row["计划"], row["记录"]) for row in rows(view["职责"])}
    assert duties["创新项目"][1] == "立项1项、验收2项、启用2项"
    assert duties["示范带动"][1] == "导师带徒1次、技能竞赛1次"
    assert str(duties["创新能力"][0]).startswith("壳体攻关按批次出数据")
    plain = year_view(case, checked.stages[key], case.ledgers[2024])
    assert {row["计划"] for row in rows(plain["职责"])} == {"见年度计划"}
