"""Nothing is asked of a studio for days on which its cycle is over."""

from __future__ import annotations

import datetime
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.dossier.workspace import load_workspace
from pipeline.lifecycle import place
from pipeline.rules.check import check_workspace
from pipeline.rules.facts import plan_day
from pipeline.rules.gaps import ledger_matrix
from pipeline.rules.lacking.cell import GapState
from tests.rules.corpus import BASE, TODAY


def test_the_last_year_s_activities_are_due_when_the_cycle_ends() -> None:
    checked = check_workspace(load_workspace(BASE), TODAY)
    (cell,) = [
        one
        for one in ledger_matrix(checked, TODAY, ended=True)
        if (one.year, one.item) == (2026, "日常活动记录")
    ]
    assert cell.due == datetime.date(2026, 6, 25)


@pytest.mark.parametrize(
    ("first", "last", "year", "due"),
    [
        ("2024-06-26", "2026-06-25", 2024, "2024-12-31"),
        ("2024-06-26", "2026-06-25", 2025, "2025-03-15"),
        ("2024-06-26", "2026-06-25", 2026, "2026-03-15"),
        ("2024-02-14", "2026-02-13", 2024, "2024-03-15"),
        ("2024-02-15", "2026-02-14", 2024, "2024-12-31"),
        ("2024-03-15", "2026-03-14", 2024, "2024-12-31"),
        ("2024-03-15", "2026-03-14", 2026, None),
        ("2024-03-16", "2026-03-15", 2026, "2026-03-15"),
    ],
)
def test_a_plan_is_due_only_while_the_cycle_runs(
    first: str, last: str, year: int, due: str | None
) -> None:
    stage = place(load_workspace(BASE).cases["2024/sample"], TODAY)
    cycle = (datetime.date.fromisoformat(first), datetime.date.fromisoformat(last))
    day = plan_day(replace(stage, cycle=cycle), year)
    assert (day.isoformat() if day else None) == due


def test_a_ledger_that_cannot_be_read_is_all_that_is_told_of_its_year(tmp_path: Path) -> None:
    """Nobody is reminded of papers that may stand in a file with a missing bracket."""
    shutil.copytree(BASE / "dossiers", tmp_path / "dossiers")
    path = tmp_path / "dossiers" / "2024/sample/ledger-2025.yaml"
    path.write_text(f"多余: [\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    checked = check_workspace(load_workspace(tmp_path), TODAY)
    found = [one for one in ledger_matrix(checked, TODAY, ended=True) if one.open]
    assert [(one.item, one.detail) for one in found] == [
        ("台账文件", "ledger-2025.yaml 有错，读不了")
    ]


def test_a_year_that_ended_before_an_unreadable_ledger_is_told_all_the_same(
    tmp_path: Path,
) -> None:
    """The first year of the cycle ends in 2025: what is missing in it stands in no later file."""
    shutil.copytree(BASE / "dossiers", tmp_path / "dossiers")
    folder = tmp_path / "dossiers" / "2024/sample"
    path = folder / "ledger-2025.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("日期: 2025-05-22", "日期: 2025-06-26"), encoding="utf-8")
    path = folder / "ledger-2026.yaml"
    path.write_text(f"多余: [\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    checked = check_workspace(load_workspace(tmp_path), TODAY)
    found = [one for one in ledger_matrix(checked, TODAY, ended=True) if one.open]
    assert [(one.year, one.detail) for one in found if one.item == "培训交流活动"] == [
        (2025, "3/4 次")
    ]
    assert "ledger-2026.yaml 有错，读不了" in {one.detail for one in found}


def test_what_is_declared_not_to_apply_covers_its_item_alone(tmp_path: Path) -> None:
    shutil.copytree(BASE / "dossiers", tmp_path / "dossiers")
    path = tmp_path / "dossiers" / "2024/sample/ledger-2026.yaml"
    head, _, rest = path.read_text(encoding="utf-8").partition("工作计划总结:")
    _, _, rest = rest.partition("日常活动:")
    declared = "不适用:\n  - {项目: 年度计划, 理由: 周期将满}\n"
    path.write_text(f"{head}{declared}日常活动:{rest}", encoding="utf-8")
    assert of_year(tmp_path, 2026)["年度计划"][0] is GapState.OVERDUE  # nobody agreed
    agreed = "{年度: 2026, 项目: 年度计划, 批准: 校工会委员会第1次会议, 日期: 2026-03-02}"
    path = path.with_name("record.yaml")
    path.write_text(f"{path.read_text(encoding='utf-8')}同意不适用: [{agreed}]\n", encoding="utf-8")
    found = of_year(tmp_path, 2026)
    assert found["年度计划"] == (GapState.NOT_APPLICABLE, "周期将满")
    assert [item for item, (_, detail) in found.items() if detail == "周期将满"] == ["年度计划"]


def of_year(root: Path, year: int) -> dict[str, tuple[GapState, str]]:
    """What the matrix says of the items of that year."""
    matrix = ledger_matrix(check_workspace(load_workspace(root), TODAY), TODAY, ended=True)
    return {one.item: (one.state, one.detail) for one in matrix if one.year == year}


@pytest.mark.parametrize("item", ["年度自评", "自评报校工会备案"])
def test_what_article_11_orders_stays_open_whoever_agrees(tmp_path: Path, item: str) -> None:
    shutil.copytree(BASE / "dossiers", tmp_path / "dossiers")
    folder = tmp_path / "dossiers" / "2024/sample"
    ledger, record = folder / "ledger-2025.yaml", folder / "record.yaml"
    head, _, rest = ledger.read_text(encoding="utf-8").partition("  年度自评:")
    rest = rest[rest.index("日常活动:") :]
    declared = f"不适用: [{{项目: {item}, 理由: 太忙}}]\n"
    ledger.write_text(f"{head}{declared}{rest}", encoding="utf-8")
    filed = "  - {事项: 年度自评备案, 日期: 2026-01-20, 年度: 2025, 收件人: 田佳慧}\n"
    acts = record.read_text(encoding="utf-8").replace(filed, "")
    agreed = f"同意不适用: [{{年度: 2025, 项目: {item}, 批准: 侯振华, 日期: 2026-02-02}}]\n"
    record.write_text(acts + agreed, encoding="utf-8")
    assert of_year(tmp_path, 2025)[item][0] is GapState.OVERDUE
