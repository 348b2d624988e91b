"""The list of a naming decision follows from the intake: by unit, counted, nobody left out."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.diagnostics import Report
from pipeline.documents.kinds import load_kinds
from pipeline.documents.plan import Job, Verdict, plan
from pipeline.documents.view.naming import named_view
from pipeline.dossier.workspace import Loaded, load_workspace
from pipeline.lifecycle import place
from pipeline.rules.check import Checked
from tests.documents.view.reading import block, rows

ROOT = Path(__file__).parents[3]
DAY = datetime.date(2026, 11, 23)


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return load_workspace(ROOT, ["2024", "2026"])


def view_of(loaded: Loaded, year: int) -> dict[str, Any]:
    cases = tuple((case, place(case, DAY)) for case in loaded.of_year(year))
    return named_view(loaded.intakes[year], loaded.intakes[year], cases, loaded.rulebook)


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


def jobs_of(loaded: Loaded, today: datetime.date | None = None) -> tuple[Job, ...]:
    stages = {key: place(case, DAY) for key, case in loaded.cases.items()}
    known = load_kinds(ROOT / "templates")
    return plan(Checked(loaded=loaded, stages=stages, report=Report.of(())), known, today)


def test_the_same_order_in_every_list_of_an_intake(loaded: Loaded) -> None:
    listed = {
        job.kind.name: [
            row.get("带头人姓名") or block(row["带头人"])["姓名"]
            for row in rows(job.context["名单"])
        ]
        for job in jobs_of(loaded)
        if job.subject == "2024" and job.kind.name.startswith(("party-", "publicity-"))
    }
    assert set(listed) == {"party-request", "publicity-notice", "publicity-certificate"}
    assert len({tuple(names) for names in listed.values()}) == 1
    assert view_of(loaded, 2024)["排列"] == "按带头人姓氏笔画为序"


def test_papers_of_repeated_acts_are_told_apart(loaded: Loaded) -> None:
    papers = [
        (job.title, job.target.rpartition("/")[2])
        for job in jobs_of(loaded)
        if job.kind.name == "midterm-check" and job.subject.startswith("2024/sun-lihua")
    ]
    assert papers == [
        ("孙丽华职工创新工作室中期检查表（第1次）", "60-中期检查表（第1次）"),
        ("孙丽华职工创新工作室中期检查表（第2次）", "60-中期检查表（第2次）"),
    ]


def test_applications_are_summed_up_when_they_are_in(loaded: Loaded) -> None:
    deadline = loaded.intakes[2024].call.deadline
    before = deadline - datetime.timedelta(days=1)
    for today, verdict in ((deadline, Verdict.DUE), (before, Verdict.NOT_YET)):
        (summary,) = (
            job
            for job in jobs_of(loaded, today)
            if job.kind.name == "application-summary" and job.subject == "2024"
        )
        assert (summary.date, summary.verdict) == (deadline, verdict)
