"""The list of a naming decision follows from the intake: by unit, counted, nobody left out."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.documents.named import named_view
from pipeline.dossier.workspace import Loaded, load_workspace
from pipeline.lifecycle import place

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return load_workspace(ROOT, ["2024", "2026"])


def view_of(loaded: Loaded, year: int) -> dict[str, Any]:
    day = datetime.date(2026, 11, 23)
    cases = tuple((case, place(case, day)) for case in loaded.of_year(year))
    return named_view(loaded.intakes[year], cases)


def test_rows_counts_and_units_agree(loaded: Loaded) -> None:
    view = view_of(loaded, 2024)
    rows = view["获命名"]
    naming = loaded.intakes[2024].naming
    assert naming is not None and len(rows) == len(naming.named)
    firsts = [row for row in rows if row["首行"]]
    assert sum(row["单位个数"] for row in firsts) == len(rows)
    assert len({row["所在单位"] for row in rows}) == len(firsts)
    assert view["分类计数"] == (
        "劳模创新工作室2个、职工创新工作室3个、传统工艺（手艺）大师创新工作室1个"
    )


def test_a_renamed_studio_is_listed_by_its_name_of_that_day(loaded: Loaded) -> None:
    names = [row["工作室名称"] for row in view_of(loaded, 2024)["获命名"]]
    assert "赵国庆劳模创新工作室" in names and "刘芳职工创新工作室" not in names


def test_days_of_publicity(loaded: Loaded) -> None:
    assert view_of(loaded, 2024)["公示工作日数"] == 5


def test_before_the_naming_the_list_is_empty(loaded: Loaded) -> None:
    view = view_of(loaded, 2026)
    assert view["获命名"] == () and view["公示工作日数"] == ""
