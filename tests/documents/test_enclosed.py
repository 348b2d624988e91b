"""What is bound behind a paper: the screenshots of each publicity, the attachments of an act."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

from pipeline.documents.kinds import load_kinds
from pipeline.documents.plan import Job, plan
from pipeline.dossier.workspace import load_workspace
from pipeline.rules.check import check_workspace
from tests.conftest import ROOT
from tests.texts import edit

DAY = datetime.date(2026, 11, 23)
KINDS = load_kinds(ROOT / "templates")


def jobs(root: Path, year: int, *changes: tuple[str, str]) -> dict[str, Job]:
    shutil.copytree(ROOT / "dossiers" / f"{year}", root / "dossiers" / f"{year}")
    edit(root / "dossiers" / f"{year}" / "intake.yaml", *changes)
    found = plan(check_workspace(load_workspace(root), DAY), KINDS, DAY)
    return {f"{job.kind.name} {job.subject}": job for job in found if job.enclosed}


def enclosed(found: dict[str, Job]) -> dict[str, list[tuple[str, str]]]:
    return {
        name: [(one.title, one.date.isoformat() if one.date else "") for one in job.enclosed]
        for name, job in found.items()
    }


def test_each_publicity_has_its_own_screenshots_by_their_days(tmp_path: Path) -> None:
    found = jobs(
        tmp_path,
        2025,
        ("网址: https://gonghui.example.edu.cn/gongshi/2025-04", "佐证: [首日.png, 撤下日.png]"),
        ("网址: https://gonghui.example.edu.cn/gongshi/2025-10", "佐证: [补充公示首日.png]"),
    )
    assert enclosed(found) == {
        "publicity-notice 2025": [("首日", "2025-04-28"), ("撤下日", "2025-05-08")],
        "publicity-notice 2025#补1": [("补充公示首日", "2025-10-13")],
    }
    assert found["publicity-notice 2025#补1"].named == ("2025/pan-yulan",)


def test_the_nominees_publicity_too_and_what_the_intake_cites_as_a_whole(tmp_path: Path) -> None:
    found = jobs(
        tmp_path,
        2024,
        ("    撤下日期: 2026-09-15\n", "    撤下日期: 2026-09-15\n    佐证: [推荐公示.png]\n"),
        ("推荐公示:\n", "佐证: [公示栏照片.jpg]\n推荐公示:\n"),
    )
    assert enclosed(found) == {
        "publicity-notice 2024": [("公示栏照片", "2024-06-17")],
        "nominee-publicity 2024#推荐公示": [("推荐公示", "2026-09-08")],
        "nominee-certificate 2024#推荐公示": [("推荐公示", "2026-09-08")],
    }


def test_attachments_of_an_act_are_numbered_and_those_of_an_unnumbered_act_are_kept_too(
    tmp_path: Path,
) -> None:
    number = "    文号: 校工字〔2026〕18号\n"
    found = jobs(
        tmp_path, 2025, (number, "    附件: [样式/封面.pdf, 标签.pdf]\n    佐证: [照片.jpg]\n")
    )
    assert [title for title, _ in enclosed(found)["general-act-intake 2025#其他事项"]] == [
        "附件1：封面",
        "附件2：标签",
        "照片",
    ]
