"""What cannot be read holds back the papers that would be made without it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.documents.kinds import load_kinds
from pipeline.documents.plan import Job, Verdict, plan
from pipeline.dossier.workspace import load_workspace
from pipeline.errors import PipelineError
from pipeline.leaders import told_as_leader
from pipeline.policies import FOLDER
from pipeline.rules.check import check_workspace
from tests.texts import edit

DAY = datetime.date(2026, 11, 23)
KEY = "2025/wu-haibo"
#: Else the committee's list would name folders that are not there.
NAMED_WITH_IT = ("guo-tiezhu", "han-xuemei", "ma-caixia", "xu-ming")
ALL_BUT_THE_APPLICATION = {
    "preliminary-check", "expert-review", "plaque", "disbursement-notice", "self-assessment",
    "ledger-gaps", "midterm-check",
}  # fmt: skip
KINDS = load_kinds(Path(__file__).parent.parent.parent / "templates")


def of_studio(root: Path) -> dict[str, list[Job]]:
    """The studio's jobs by kind, those for which it is not yet time left out."""
    jobs: dict[str, list[Job]] = {}
    for job in plan(check_workspace(load_workspace(root), DAY), KINDS, DAY):
        if job.subject.startswith(KEY) and job.verdict is not Verdict.NOT_YET:
            jobs.setdefault(job.kind.name, []).append(job)
    return jobs


def test_a_name_with_slashes_is_one_file_in_its_folder(workspace: Callable[..., Path]) -> None:
    root, key, target = workspace("2024/zhang-jianye"), "2024/zhang-jianye", "../../a/b: 联合会"
    text = (FOLDER / "2024-04-16.toml").read_text(encoding="utf-8")
    (root / "policies").mkdir()
    listed = text.replace("targets = { value = [", f'targets = {{ value = ["{target}", ')
    (root / "policies" / "2024-04-16.toml").write_text(listed, encoding="utf-8")
    number, before = (
        "文号: 校工字〔2026〕8号\n    推荐对象: ",
        "山西省教科文卫体职工（劳模）创新工作室",
    )
    edit(root / "dossiers" / key / "record.yaml", (number + before, f'{number}"{target}"'))
    jobs = plan(check_workspace(load_workspace(root), DAY), KINDS, DAY)
    (name,) = (job.target for job in jobs if job.target.endswith("联合会"))
    assert name == f"{key}/72-推荐函-..／..／a／b： 联合会"


CHANGE = """  - 事项: 带头人变更
    日期: 2025-09-05
    经办人: 田佳慧
    变动日期: 2025-08-31
    原因: 退休
    报告单位: 化学与化工学院
"""
SUSPENDED = """  - 事项: 带头人变更
    日期: 2025-03-05
    变动日期: 2025-03-03
    原因: 其他
    报告单位: 化学与化工学院
    代管人: 刘芳
    情况说明: 因病休养
  - {事项: 恢复履职, 日期: 2025-04-05, 报告单位: 化学与化工学院, 情况说明: 康复}
"""


def test_two_papers_of_one_kind_are_two_files(workspace: Callable[..., Path]) -> None:
    root, key = workspace("2024/zhao-guoqing"), "2024/zhao-guoqing"
    edit(root / "dossiers" / key / "record.yaml", (CHANGE, SUSPENDED + CHANGE))
    checked = check_workspace(load_workspace(root), DAY)
    jobs = plan(checked, KINDS, DAY)
    targets = [job.target for job in jobs if "带头人变更" in job.target]
    assert targets == [f"{key}/82-带头人变更报告表（第{n}次）" for n in (1, 2)]
    stage = checked.stages[key]
    days = (datetime.date(2025, 3, 20), datetime.date(2025, 4, 20), datetime.date(2025, 9, 2))
    told = [told_as_leader(checked.loaded.cases[key], stage, day) for day in days]
    assert told == ["刘芳（代管）", "赵国庆", "赵国庆（已离任）"]
    alike = tuple(
        replace(kind, file_name="变更表") if kind.name == "leader-change" else kind
        for kind in KINDS
    )
    with pytest.raises(PipelineError, match=r"leader-change/kind.toml：file_name 分不开"):
        plan(checked, alike, DAY)


@pytest.mark.parametrize(
    ("file", "held"),
    [
        ("record.yaml", ALL_BUT_THE_APPLICATION),
        ("ledger-2026.yaml", {"ledger-gaps", "midterm-check"}),
        ("ledger-2025.yaml", {"ledger-gaps", "midterm-check", "self-assessment"}),
    ],
)
def test_a_file_that_cannot_be_read_holds_back_what_rests_on_it(
    workspace: Callable[..., Path], file: str, held: set[str]
) -> None:
    """The record is behind every paper but the application, a ledger behind its own
    year's, and behind a check that looks back on it."""
    root = workspace(*(f"2025/{slug}" for slug in NAMED_WITH_IT), KEY)
    sound = of_studio(root)
    assert {"application-form", *ALL_BUT_THE_APPLICATION} == {*sound}
    assert all(job.verdict is Verdict.DUE for jobs in sound.values() for job in jobs)
    path = root / "dossiers" / KEY / file
    path.write_text(path.read_text("utf-8") + "多写的键: 甲\n", "utf-8")
    faulty = of_studio(root)
    for kind, jobs in faulty.items():
        for job in jobs:
            wanted = Verdict.BLOCKED if kind in held else Verdict.DUE
            assert job.verdict is wanted, job
            named = {one.place.file for one in job.blockers}
            assert named == ({f"dossiers/{KEY}/{file}"} if kind in held else set()), job


@pytest.mark.parametrize(
    ("key", "old", "new", "told"),
    [
        ("2026/liang-jun", "承诺人: 梁军", "承诺人: 梁君", "承诺人是梁君，带头人是梁军"),
        (
            "2026/dong-haoran",
            "承诺人: 董浩然",
            "承诺人: 董浩",
            "带头人不计入（默认值，待校工会确认）等 4 处",
        ),
    ],
)
def test_what_holds_a_paper_back_is_told_with_its_number(
    workspace: Callable[..., Path], key: str, old: str, new: str, told: str
) -> None:
    root = workspace(key)
    edit(root / "dossiers" / key / "dossier.yaml", (old, new))
    jobs = plan(check_workspace(load_workspace(root), DAY), KINDS, DAY)
    (form,) = (job for job in jobs if (job.kind.name, job.subject) == ("application-form", key))
    assert form.reason.endswith(told)
