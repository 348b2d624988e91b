"""What papers tell by the record: where a supplement's studios come from, who was named and paid,
who led on the day, what lies in a sealed volume."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path
from typing import Any

import pytest

from pipeline.documents.kinds import load_kinds
from pipeline.documents.plan import plan
from pipeline.dossier.workspace import load_workspace
from pipeline.rules.check import check_workspace
from tests.conftest import ROOT
from tests.texts import edit

DAY = datetime.date(2026, 11, 23)
KINDS = load_kinds(ROOT / "templates")


def views(root: Path, file: str = "", *changes: tuple[str, str]) -> dict[str, dict[str, Any]]:
    if not (root / "dossiers").exists():
        shutil.copytree(ROOT / "dossiers", root / "dossiers")
    if changes:
        edit(root / "dossiers" / file, *changes)
    found = plan(check_workspace(load_workspace(root), DAY), KINDS, DAY)
    return {f"{job.kind.name} {job.subject}": dict(job.context) for job in found}


MET, HEARD = datetime.date(2025, 4, 16), datetime.date(2025, 4, 25)


@pytest.mark.parametrize(
    ("change", "origin", "met", "day"),
    [
        ((), "暂缓", MET, HEARD),
        ((("结论: 暂缓", "结论: 不同意"),), "不同意", MET, HEARD),
        (((", han-xuemei, pan-yulan]", ", han-xuemei]"),), "增加", "", MET),
        (
            (("工作室: pan-yulan\n      结论", "工作室: xu-ming\n      结论"),),
            "再次",
            MET,
            datetime.date(2025, 4, 28),
        ),
    ],
)
def test_a_supplement_tells_where_its_studio_comes_from(
    change: tuple[tuple[str, str], ...], origin: str, met: object, day: object, tmp_path: Path
) -> None:
    found = views(tmp_path, "2025/intake.yaml", *change)
    (row,) = found["naming-decision 2025#补1"]["来由"]
    assert (row["名称"], row["缘起"]) == ("潘玉兰职工创新工作室", origin)
    assert (row["研究日期"], row["日期"]) == (met, day)
    assert found["naming-decision 2025"]["来由"] == ()


def test_a_request_counts_what_was_reviewed_and_what_was_withdrawn(tmp_path: Path) -> None:
    found = views(tmp_path)["party-request 2025"]
    assert dict(found["申报情况"]) == {"撤回": 1, "未过初审": 0, "评审": 8}
    assert len(found["全部"]) == 9


def test_an_announcement_says_of_how_many_it_is_and_what_was_paid_before(tmp_path: Path) -> None:
    told = views(tmp_path)["re-review-announcement 2024#复核通报"]
    counts = {key: told[key] for key in ("命名数", "终止数", "终止事项", "未列数")}
    assert counts == {"命名数": 6, "终止数": 1, "终止事项": "取消称号", "未列数": 0}
    assert len(told["复核结果"]) == 5
    assert "（校工字〔2026〕5号）" in told["已奖"]
    assert told["另奖"] == ""


def test_a_receipt_names_who_is_there_on_its_day(tmp_path: Path) -> None:
    receipt = "refund-receipt 2025/shi-yongfu#退回经费"
    assert views(tmp_path)[receipt]["当日带头人"] == "车建国（代管）"
    gone = views(tmp_path, "2025/shi-yongfu/record.yaml", ("    代管人: 车建国\n", ""))
    assert gone[receipt]["当日带头人"] == "石永福（已离任）"
    own = "refund-receipt 2025/tian-xiuzhen#退回经费"
    assert gone[own]["当日带头人"] == "田秀珍"


def test_a_handover_counts_the_volumes_that_lie_sealed(tmp_path: Path) -> None:
    found = views(tmp_path)["archive-handover 2024#档案移交"]
    assert found["案卷封存"] is False
    for slug in ("wang-shouyi", "li-xiuying", "chen-zhiqiang", "zhao-guoqing", "sun-lihua"):
        data = tmp_path / "output" / "archive" / f"2024-{slug}" / "data"
        data.mkdir(parents=True)
        rows = "序号,保管期限\r\n1,10年\r\n2,永久\r\n3,30年\r\n"
        (data / "catalogue.csv").write_text(f"\ufeff{rows}", "utf-8")
        (data / "environment.json").write_text('{"bundle": {"pages": 41}}', "utf-8")
    sealed = views(tmp_path)["archive-handover 2024#档案移交"]
    assert sealed["案卷封存"] is True
    row = sealed["案卷清单"][0]
    assert (row["件数"], row["页数"], row["保管期限"]) == (3, 41, "永久")
    (data / "environment.json").write_text("[]", "utf-8")
    assert views(tmp_path)["archive-handover 2024#档案移交"]["案卷封存"] is False
