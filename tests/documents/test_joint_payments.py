"""One notice for several studios: what holds it back, and that it holds back nothing else."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from pipeline.documents.kinds import load_kinds
from pipeline.documents.plan import Job, Verdict, plan
from pipeline.dossier.workspace import load_workspace
from pipeline.rules.check import check_workspace
from tests.conftest import ROOT
from tests.texts import edit

DAY = datetime.date(2026, 11, 23)
KINDS = load_kinds(ROOT / "templates")
JOINT = "joint-notice 2024#二笔划拨"
ROW = "{工作室: li-xiuying, 金额: 10000, 凭证号: 2025-校工-0045}"


def jobs(root: Path, *changes: tuple[str, str], file: str = "intake.yaml") -> dict[str, Job]:
    shutil.copytree(ROOT / "dossiers" / "2024", root / "dossiers" / "2024")
    edit(root / "dossiers" / "2024" / file, *changes)
    found = plan(check_workspace(load_workspace(root), DAY), KINDS, DAY)
    return {f"{job.kind.name} {job.subject}": job for job in found}


def held(found: dict[str, Job]) -> set[str]:
    return {name for name, job in found.items() if job.verdict is Verdict.BLOCKED}


def test_each_studio_has_the_one_paper_in_its_name(tmp_path: Path) -> None:
    found = jobs(tmp_path, (ROW, ROW))
    assert found[JOINT].verdict is Verdict.DUE
    assert found[JOINT].named == ("2024/wang-shouyi", "2024/li-xiuying", "2024/chen-zhiqiang")
    own = found["disbursement-notice 2024/li-xiuying#二笔划拨"]
    assert (own.verdict, own.reason) == (
        Verdict.NOT_YET,
        "与其他工作室合发一份（校工字〔2025〕9号）",
    )
    rows = found[JOINT].context["划拨"]
    assert isinstance(rows, Mapping)
    assert rows["合计"] == 30000_00


@pytest.mark.parametrize(
    "change",
    [
        (ROW, ROW.replace("10000", "12000")),
        (ROW, ROW.replace("2025-校工-0045", "2024-校工-0052")),
        (ROW, f"{ROW}\n      - {ROW.replace('0045', '0049')}"),
    ],
    ids=["too much", "voucher used", "twice"],
)
def test_a_share_that_errs_holds_the_joint_paper_and_nothing_of_the_others(
    change: tuple[str, str], tmp_path: Path
) -> None:
    names = held(jobs(tmp_path, change))
    assert JOINT in names
    assert {name for name in names if "li-xiuying" not in name} == {JOINT}


def test_a_wrong_number_holds_what_rests_on_this_payment(tmp_path: Path) -> None:
    """And neither the papers of who is paid by a notice of his own, nor the first payments."""
    names = held(jobs(tmp_path, ("校工字〔2025〕9号", "校工字〔2024〕9号")))
    assert JOINT in names
    assert not {name for name in names if "首笔划拨" in name and "wang-shouyi" not in name}
    assert not {name for name in names if "zhang-jianye" in name}


def test_a_studio_that_cannot_be_read_holds_the_joint_paper(tmp_path: Path) -> None:
    file = "li-xiuying/dossier.yaml"
    names = held(jobs(tmp_path, ("带头人:", "带头人们:"), file=file))
    assert JOINT in names
    assert not {name for name in names if "wang-shouyi" in name or "chen-zhiqiang" in name}
