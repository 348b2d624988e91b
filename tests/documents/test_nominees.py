"""What a fault about nominees, or about what may be shown, holds back: what rests on it."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from pipeline.documents.kinds import load_kinds
from pipeline.documents.plan import Verdict, plan
from pipeline.documents.view.studio import act_view
from pipeline.dossier.workspace import load_workspace
from pipeline.lifecycle import place
from pipeline.rules.check import check_workspace
from tests.conftest import ROOT
from tests.texts import edit

TODAY = datetime.date(2026, 11, 23)
KINDS = load_kinds(ROOT / "templates")
INTAKE, ZHANG = "2024/intake.yaml", "2024/zhang-jianye/record.yaml"
LIST, CERTIFIED = "nominee-publicity 2024#推荐公示", "nominee-certificate 2024#推荐公示"
BOTH_OF_ZHANG = {f"award-nomination 2024/zhang-jianye#推荐-{nth}" for nth in (1, 2)}
OF_WANG = {f"award-nomination 2024/wang-shouyi#推荐-{nth}" for nth in (1, 2)}
LAST = "结论: 公示期内，校工会和校纪检监察机构均未收到对拟推荐工作室的异议。"
OPEN = """结论: 收到异议1件。
    异议: [{日期: 2026-09-10, 工作室: zhang-jianye, 内容: 成果署名不实。, 处理结果: 正在核实}]"""
REVIEW = "推荐公示:\n  - 日期: 2026-09-08"


def secrecy(purpose: str, day: str = "2026-09-07") -> tuple[str, str]:
    row = f"{{日期: {day}, 用途: {purpose}, 审查人: 侯振华, 结论: 不宜公开}}"
    return REVIEW, f"保密审查:\n  - {row}\n{REVIEW}"


def held(root: Path, *edits: tuple[str, str, str]) -> set[str]:
    """The papers of 2024 that an error of those edits holds back."""
    shutil.copytree(ROOT / "dossiers" / "2024", root / "dossiers" / "2024")
    for file, old, new in edits:
        edit(root / "dossiers" / file, (old, new))
    jobs = plan(check_workspace(load_workspace(root), TODAY), KINDS, TODAY)
    return {f"{job.kind.name} {job.subject}" for job in jobs if job.verdict is Verdict.BLOCKED}


@pytest.mark.parametrize(
    ("old", "new", "papers"),
    [
        ("止: 2026-09-14", "止: 2026-09-11", {LIST, CERTIFIED} | BOTH_OF_ZHANG | OF_WANG),
        (LAST, OPEN, {CERTIFIED} | BOTH_OF_ZHANG),
        (*secrecy("推荐公示"), {LIST}),
        (*secrecy("推荐"), BOTH_OF_ZHANG | OF_WANG),
        (*secrecy("对外展示"), set()),
        (*secrecy("公示名单", "2024-06-14"), {"publicity-notice 2024"}),
    ],
    ids=["too-short", "objection", "not-to-be-shown", "not-to-be-sent", "display", "intake"],
)
def test_what_rests_on_it_is_held_and_nothing_else(
    tmp_path: Path, old: str, new: str, papers: set[str]
) -> None:
    assert held(tmp_path, (INTAKE, old, new)) == papers


TARGETS = "推荐对象: [山西省职工（劳模）创新工作室, 山西省教科文卫体职工（劳模）创新工作室]"
#: The first list shows one target and is too short, the second the other.
TWO_LISTS = f"""    止: 2026-09-11
    撤下日期: 2026-09-15
    名单: [zhang-jianye, wang-shouyi]
    推荐对象: [山西省职工（劳模）创新工作室]
    结果日期: 2026-09-15
    {LAST}
  - 日期: 2026-09-08
    起: 2026-09-08
    止: 2026-09-14"""
TWO = (
    (INTAKE, TARGETS, "推荐对象: [山西省教科文卫体职工（劳模）创新工作室]"),
    (INTAKE, "    止: 2026-09-14", TWO_LISTS),
)


def test_a_list_for_another_target_holds_no_nomination(tmp_path: Path) -> None:
    assert held(tmp_path, *TWO) == {
        "nominee-publicity 2024#推荐公示-1",
        "nominee-certificate 2024#推荐公示-1",
        "award-nomination 2024/zhang-jianye#推荐-1",
        "award-nomination 2024/wang-shouyi#推荐-1",
    }


def test_a_nomination_tells_of_the_list_for_its_own_target(tmp_path: Path) -> None:
    held(tmp_path, *TWO)
    studio = load_workspace(tmp_path).cases["2024/zhang-jianye"]
    stage = place(studio, TODAY)
    told = [act_view(studio, stage, act)["事项"] for act in stage.of("推荐")]
    lasts = [acts["推荐公示"]["止"] for acts in told if isinstance(acts, Mapping)]
    assert lasts == [datetime.date(2026, 9, 11), datetime.date(2026, 9, 14)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "名单: [zhang-jianye, wang-shouyi, chen",
            "名单: [sun-lihua, zhang-jianye, wang-shouyi, chen",
        ),
        ("    抄送: [财务部]\n\n# 推荐", "    奖励: [{工作室: li-xiuying, 金额: 10000}]\n\n# 推荐"),
    ],
    ids=["A13-2a", "A13-1a"],
)
def test_a_fault_of_an_announcement_holds_no_paper_of_nominees(
    tmp_path: Path, old: str, new: str
) -> None:
    assert held(tmp_path, (INTAKE, old, new)) == {"re-review-announcement 2024#复核通报"}
