"""The notice of gaps: only for studios with open gaps, dated the day of the run."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from pipeline.documents.convert import engine_named
from pipeline.documents.kinds import Subject, load_kinds
from pipeline.documents.plan import Job, Verdict, plan
from pipeline.documents.render import Template
from pipeline.dossier.workspace import load_workspace
from pipeline.pdf.read import page_texts
from pipeline.rules.check import Checked, check_workspace
from pipeline.rules.gaps import ledger_matrix
from pipeline.rules.lacking.cell import GapState
from tests.documents.view.reading import rows

ROOT = Path(__file__).parents[3]
DAY = datetime.date(2026, 11, 23)
KINDS = tuple(kind for kind in load_kinds(ROOT / "templates") if kind.subject is Subject.GAPS)


@pytest.fixture(scope="module")
def checked() -> Checked:
    return check_workspace(load_workspace(ROOT, ["2024/sun-lihua", "2025/wu-haibo"]), DAY)


@pytest.fixture(scope="module")
def jobs(checked: Checked) -> dict[str, Job]:
    return {job.subject: job for job in plan(checked, KINDS, DAY)}


def test_open_gaps_make_it_due(jobs: dict[str, Job]) -> None:
    job = jobs["2025/wu-haibo"]
    assert (job.verdict, job.date) == (Verdict.DUE, DAY)
    listed = rows(job.context["缺项"])
    assert len(listed) == job.context["缺项数"] == 2
    assert [row["项目"] for row in listed] == ["年度总结", "年度计划"]


def test_what_the_union_stated_is_asked_of_nobody(jobs: dict[str, Job], checked: Checked) -> None:
    stated = [gap for gap in ledger_matrix(checked, DAY) if gap.state is GapState.STATED]
    assert [(gap.period, gap.item) for gap in stated] == [
        ("第一周期年（2025-05-12—2026-05-11）", "培训交流活动")
    ]
    assert stated[0].next_step == "" and "认定" in stated[0].detail


def test_no_date_is_broken_in_a_cell(jobs: dict[str, Job]) -> None:
    job = jobs["2025/wu-haibo"]
    docx = Template.load(job.kind.template).render(job.context)
    pdf = engine_named("embedded").convert(docx, title=job.title, created=DAY)
    text = "\n".join(page_texts(pdf.pdf))
    assert [day for day in ("2026.01.31", "2026.03.15") if day not in text] == []
    assert not re.search(r"[0-9]\.\s+[0-9]{2}\b", text)


def test_an_ended_cycle_gets_none(jobs: dict[str, Job]) -> None:
    assert jobs["2024/sun-lihua"].verdict is Verdict.NOT_YET


def test_another_day_is_another_notice(checked: Checked, jobs: dict[str, Job]) -> None:
    later = {j.subject: j for j in plan(checked, KINDS, DAY + datetime.timedelta(days=1))}
    assert later["2025/wu-haibo"].fingerprint != jobs["2025/wu-haibo"].fingerprint


def test_without_a_day_none_is_planned(checked: Checked) -> None:
    assert plan(checked, KINDS) == ()
