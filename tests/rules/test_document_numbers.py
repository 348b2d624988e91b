"""The register of numbers: what is used, next, missing, doubled and out of order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline.dossier.workspace import load_workspace
from pipeline.rules.document_numbers import NumberEntry, NumberState, register
from tests.texts import edit

KEY = "2024/zhang-jianye"
Workspace = Callable[..., Path]


def rows(root: Path) -> tuple[NumberEntry, ...]:
    return register(load_workspace(root))


def replaced(root: Path, old: str, new: str) -> None:
    edit(root / "dossiers" / KEY / "record.yaml", (old, new))


def test_the_samples_use_no_number_twice_and_the_rule_document_has_its_own(root: Path) -> None:
    found = rows(root)
    assert not [one.number for one in found if one.state is NumberState.DOUBLE]
    assert [one.act for one in found if one.number == "校工字〔2024〕2号"] == ["印发细则"]
    for year in (2024, 2025, 2026):
        same = [one for one in found if one.year == year]
        assert [one.serial for one in same] == list(range(1, len(same) + 1))
        assert [one.state for one in same if one.state is NumberState.NEXT] == [same[-1].state]


def test_numbers_of_one_studio_and_its_intake(workspace: Workspace) -> None:
    found = {one.number: one for one in rows(workspace(KEY)) if one.year == 2024}
    assert (found["校工字〔2024〕3号"].act, found["校工字〔2024〕3号"].subject) == (
        "申报通知",
        "2024",
    )
    first = found["校工字〔2024〕10号"]
    assert (first.act, first.subject, first.state) == ("首笔划拨", KEY, NumberState.USED)
    assert first.place is not None
    assert first.place.file == f"dossiers/{KEY}/record.yaml"
    assert found["校工字〔2024〕7号"].state is NumberState.UNUSED
    assert found["校工字〔2024〕11号"].state is NumberState.NEXT


def test_one_number_for_two_documents(workspace: Workspace) -> None:
    root = workspace(KEY)
    replaced(root, "校工字〔2024〕10号", "校工字〔2024〕5号")
    double = [one for one in rows(root) if one.state is NumberState.DOUBLE]
    assert {(one.number, one.act) for one in double} == {
        ("校工字〔2024〕5号", "命名"),
        ("校工字〔2024〕5号", "首笔划拨"),
    }


def test_a_later_number_of_an_earlier_day(workspace: Workspace) -> None:
    root = workspace(KEY)
    assert not [one for one in rows(root) if one.state is NumberState.OUT_OF_ORDER]
    replaced(root, "校工字〔2026〕5号", "校工字〔2026〕99号")
    (one,) = [one for one in rows(root) if one.state is NumberState.OUT_OF_ORDER]
    assert one.number == "校工字〔2026〕99号"
