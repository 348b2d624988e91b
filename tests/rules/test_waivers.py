"""Who may let a finding pass, what nobody may, and that a paper without it is not made."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from pipeline.diagnostics import Severity
from pipeline.documents.kinds import load_kinds
from pipeline.documents.plan import Job, Verdict, plan
from pipeline.dossier.paths import FileKind
from pipeline.dossier.workspace import load_workspace
from pipeline.rules.all import RULES
from pipeline.rules.check import Checked, check_workspace
from pipeline.rules.waiving.waivable import (
    never_waived,
    remark_silences,
    rules_named,
    what_it_names,
)
from pipeline.rules.waiving.waivers import waived_places, waived_sentences
from tests.conftest import ROOT
from tests.rules.corpus import BASE, TODAY

KINDS = load_kinds(ROOT / "templates")
BY = "批准: 校工会委员会第4次会议, 日期: 2026-09-10"


def test_what_the_articles_leave_to_others_is_waived_by_nobody() -> None:
    """Written down once more, so that a rule that comes or moves is looked at."""
    review = {f"A07-2{letter}" for letter in "bcdefghijl"}
    decision = {"A07-3a", "A07-3b", "A07-3c", "A07-3d", "A07-4a", "A07-5a", "A07-5b"}
    decision |= {"A07-1f", "A07-4d"}  # who lied is not named
    assert {rule.code for rule in RULES if never_waived(rule)} >= review | decision
    of_others = {rule.code for rule in RULES if rule.article[0] != "7" and never_waived(rule)}
    assert of_others == set()


@pytest.mark.parametrize(
    ("file", "severity", "article", "may"),
    [
        (FileKind.DOSSIER, Severity.NOTE, "6.2", True),
        (FileKind.DOSSIER, Severity.WARNING, "6.2", False),
        (FileKind.LEDGER, Severity.WARNING, "11", False),
        (FileKind.LEDGER, Severity.WARNING, "12", True),
        (FileKind.LEDGER, Severity.ERROR, "12", False),
        (FileKind.RECORD, Severity.WARNING, "11", True),
        (FileKind.INTAKE, Severity.WARNING, "4", True),
        (FileKind.RECORD, Severity.ERROR, "14", False),
    ],
)
def test_a_remark_silences(file: FileKind, severity: Severity, article: str, may: bool) -> None:
    assert remark_silences(file, severity, article) is may


@pytest.mark.parametrize("code", ["", "A", "A1", "B06", "A06-", "A06-2aa", "第六条"])
def test_half_a_code_names_no_rule(code: str) -> None:
    assert rules_named(code) == ()


def test_what_is_waived_is_told_by_article() -> None:
    assert what_it_names("A06-2a") == "第六条（二）“成员不足”"
    assert what_it_names("A06-2") == "第六条（二）"
    assert what_it_names("A06") == "第六条"


def workspace(root: Path, record: str = "", intake: str = "", *, spoilt: bool = True) -> Checked:
    """The base, its studio with one member too few, with these rows of 放行."""
    shutil.copytree(BASE / "dossiers", root / "dossiers")
    folder = root / "dossiers/2024"
    if spoilt:
        dossier = folder / "sample/dossier.yaml"
        text = dossier.read_text(encoding="utf-8")
        first, last = text.index("成员:"), text.index("制度:")
        rows = text[first:last].rstrip().split("\n")
        dossier.write_text(text[:first] + "\n".join(rows[:3]) + "\n" + text[last:], "utf-8")
    for path, rows_ in ((folder / "sample/record.yaml", record), (folder / "intake.yaml", intake)):
        if rows_:
            path.write_text(f"{path.read_text(encoding='utf-8')}放行:\n{rows_}", encoding="utf-8")
    return check_workspace(load_workspace(root), TODAY)


def blocked(checked: Checked, code: str) -> set[str]:
    jobs: tuple[Job, ...] = plan(checked, KINDS, TODAY)
    return {
        job.kind.name
        for job in jobs
        if job.verdict is Verdict.BLOCKED and any(one.code == code for one in job.blockers)
    }


def test_a_waiver_opens_the_gate_and_leaves_its_trace(tmp_path: Path) -> None:
    shut = workspace(tmp_path / "a")
    assert {"application-form", "naming-decision"} <= blocked(shut, "A06-2a")
    row = f"  - {{代码: a06-2A, 理由: 新建学院人员未到岗。, {BY}}}\n"
    opened = workspace(tmp_path / "b", record=row)
    assert blocked(opened, "A06-2a") == set()
    assert [one.severity for one in opened.report if one.code == "S04"] == [Severity.NOTE]


def test_a_faulty_waiver_holds_back_no_paper_of_the_act_above_it(tmp_path: Path) -> None:
    """It stands below the last act of the record, and is no part of it."""
    checked = workspace(tmp_path, record=f"  - {{代码: A07-3a, 理由: 赶, {BY}}}\n", spoilt=False)
    assert "S05" in {one.code for one in checked.report.errors}
    assert blocked(checked, "S05") == set()


def test_papers_tell_what_was_in_force_by_their_day(tmp_path: Path) -> None:
    record = (
        f"  - {{代码: A06-2a, 理由: 新建学院人员未到岗。, {BY}}}\n"
        f"  - {{代码: A13-1b, 理由: 没有用上, {BY}}}\n"
    )
    intake = (
        "  - {代码: A04-1, 理由: 第一年试行, 批准: 侯振华, 日期: 2024-06-20}\n"
        "  - {代码: A06-2a, 对象: sample, 理由: 同上, 批准: 侯振华, 日期: 2024-05-10}\n"
    )
    checked = workspace(tmp_path, record, intake)
    case, places = checked.loaded.cases["2024/sample"], waived_places(checked.report)
    early = "第六条（二）“成员不足”：经侯振华批准放行（2024年5月10日），理由：同上。"
    late = (
        "第六条（二）“成员不足”：经校工会委员会第4次会议批准放行（2026年9月10日），"
        "理由：新建学院人员未到岗。"
    )
    whole = "第四条“命名数量超出培育目标”：经侯振华批准放行（2024年6月20日），理由：第一年试行。"
    assert waived_sentences(case, places, datetime.date(2024, 5, 15)) == (early,)
    assert waived_sentences(case, places, datetime.date(2024, 5, 9)) == ()
    assert waived_sentences(case, places, TODAY, whole=True) == (early, whole, late)
    (sheet,) = (job for job in plan(checked, KINDS, TODAY) if job.subject == "2024/sample#初审")
    assert sheet.context["放行"] == (early,)


def test_a_remark_of_an_intake_that_cannot_be_used_is_not_called_unused(tmp_path: Path) -> None:
    shutil.copytree(BASE / "dossiers", tmp_path / "dossiers")
    path = tmp_path / "dossiers/2024/intake.yaml"
    text = path.read_text(encoding="utf-8")
    remarked = text.replace("制表人: 田佳慧", "制表人: 田佳慧  # 忽略 A04-1：试行")
    assert remarked != text
    path.write_text(remarked.replace("审核人: 侯振华\n", "", 1), encoding="utf-8")
    codes = {one.code for one in check_workspace(load_workspace(tmp_path), TODAY).report}
    assert "F01" in codes and "S02" not in codes
