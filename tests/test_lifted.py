"""A duty that a general act of the union lifted: told so, and asked later or no more (Art. 8)."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from pipeline.dossier.ledger import FILED
from pipeline.dossier.workspace import load_workspace
from pipeline.due import due_acts
from pipeline.lifecycle import place
from pipeline.owed.duty import Due
from pipeline.rules.check import check_workspace
from pipeline.rules.gaps import ledger_matrix
from pipeline.rules.lacking.cell import GapState
from tests.rules.corpus import BASE, TODAY

KEY = "2024/sample"
_MET = "审定: {机构: 工会委员会,会议: 第1次会议,日期: 2026-01-09}"
_ACT = """  - 事项: 其他事项
    日期: 2026-01-10
    题名: 关于自评的意见
    决定机构: 校工会
    内容: 意见
    """


def _workspace(tmp_path: Path, cut: str, lifting: str) -> Path:
    """The base, its record up to `cut`, with a general act in its place."""
    for path in sorted((BASE / "dossiers").rglob("*.yaml")):
        copy = tmp_path / path.relative_to(BASE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(path.read_text("utf-8"), "utf-8")
    record = tmp_path / "dossiers" / KEY / "record.yaml"
    before = record.read_text("utf-8").partition(cut)[0]
    lines = lifting.replace(", ", "\n    ")
    record.write_text(f"{before}{_ACT}{lines}\n", "utf-8")
    return tmp_path


def _due(root: Path, act: str, day: datetime.date) -> Due:
    case = load_workspace(root).cases[KEY]
    (found,) = [one for one in due_acts(case, place(case, day), day) if one.act == act]
    return found


@pytest.mark.parametrize(
    ("lifting", "by", "blocked"),
    [
        (f"影响: 免除, 所及事项: 周期末复核, {_MET}", None, "已免除：关于自评的意见"),
        (
            f"影响: 代替, 所及事项: 周期末复核, {_MET}",
            None,
            "由其他事项代替：关于自评的意见",
        ),
        ("影响: 免除, 所及事项: 周期末复核", datetime.date(2026, 9, 23), ""),  # A08-1c
        ("影响: 暂停, 所及事项: 周期末复核", None, "已暂停：关于自评的意见"),
        (
            "影响: 暂停, 所及事项: 周期末复核, 顺延至: 2027-01-31",
            datetime.date(2027, 1, 31),
            "已暂停：关于自评的意见",
        ),
        ("影响: 暂停, 所及事项: 周期末复核, 顺延至: 2026-10-01", datetime.date(2026, 10, 1), ""),
        # A day that is no later than its own puts nothing off.
        ("影响: 暂停, 所及事项: 周期末复核, 顺延至: 2026-08-01", datetime.date(2026, 9, 23), ""),
        ("影响: 免除, 所及事项: 归档", datetime.date(2026, 9, 23), ""),
    ],
)
def test_what_comes_next_tells_what_was_lifted(
    tmp_path: Path, lifting: str, by: datetime.date | None, blocked: str
) -> None:
    due = _due(_workspace(tmp_path, "  - 事项: 周期末复核", lifting), "周期末复核", TODAY)
    assert (due.by, due.blocked_by) == (by, blocked)


def test_what_is_put_off_waits_for_what_it_waited_for(tmp_path: Path) -> None:
    lifting = "影响: 暂停, 所及事项: 周期末复核, 顺延至: 2027-01-31"
    root = _workspace(tmp_path, "  - 事项: 中期检查", lifting)
    blocked = _due(root, "周期末复核", TODAY).blocked_by
    assert blocked == "已暂停：关于自评的意见；中期检查尚未通过"


def test_before_the_decision_nothing_is_lifted(tmp_path: Path) -> None:
    root = _workspace(tmp_path, "  - 事项: 周期末复核", f"影响: 免除, 所及事项: 周期末复核, {_MET}")
    assert _due(root, "周期末复核", datetime.date(2026, 1, 9)).by == datetime.date(2026, 9, 23)


def test_a_self_assessment_that_is_not_asked_is_no_gap(tmp_path: Path) -> None:
    lifting = f"影响: 免除, 所及事项: 年度自评备案, 年度: 2025, {_MET}"
    root = _workspace(tmp_path, "  - {事项: 年度自评备案, 日期: 2026-01-20", lifting)
    checked = check_workspace(load_workspace(root), TODAY)
    cells = {
        (one.year, one.item): one.state
        for one in ledger_matrix(checked, TODAY, ended=True)
        if one.item == FILED
    }
    assert cells[2025, FILED] is GapState.NOT_APPLICABLE
    assert not [one for one in checked.report if one.code.startswith("A11-1")]


def test_an_outcome_is_awaited_until_it_is_told() -> None:
    """Of each nomination, also when the volume is closed (Art. 13)."""
    case = load_workspace(BASE).cases[KEY]
    targets = [one.detail for one in due_acts(case, place(case, TODAY), TODAY)]
    assert targets == [
        "山西省职工（劳模）创新工作室",
        "山西省教科文卫体职工（劳模）创新工作室",
    ]
