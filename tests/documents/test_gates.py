"""Every rule against every kind: what `explain` says is held back is what is held back."""

from __future__ import annotations

import datetime
import shutil
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest

from pipeline.diagnostics import Severity
from pipeline.documents.kinds import Kind, load_kinds
from pipeline.documents.plan import Job, Verdict, plan
from pipeline.dossier.workspace import load_workspace
from pipeline.rules.all import RULE_BY_CODE, RULES
from pipeline.rules.check import Checked, check_workspace
from pipeline.rules.matters import EVERY_ACT, EVERY_PAYMENT, NO_ACTS, Matter, Matters, may_concern
from tests.conftest import ROOT
from tests.rules.corpus import BASE, TODAY, SeededCase, all_cases, apply_edit, own_policy

KINDS = load_kinds(ROOT / "templates")
#: The studio that the intake of the cases names.
NAMED = "2024/sample"
CASES = [case for case in all_cases() if case.code.startswith("A") and not case.clean]


def seeded(case: SeededCase, root: Path) -> Checked:
    shutil.copytree(BASE / "dossiers", root / "dossiers")
    edits = tomllib.loads((case.folder / "edit.toml").read_text(encoding="utf-8"))
    for edit in edits.get("edit", ()):
        apply_edit(root / "dossiers", edit)
    if "policy" in edits:
        own_policy(root, **edits["policy"])
    return check_workspace(load_workspace(root), edits.get("today", TODAY))


def holding(jobs: tuple[Job, ...]) -> dict[str, set[str]]:
    """Code → kinds of which it holds back at least one paper."""
    held: dict[str, set[str]] = defaultdict(set)
    for job in jobs:
        for one in job.blockers:
            held[one.code].add(job.kind.name)
    return held


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.folder.name)
def test_what_explain_says_is_held_back_is_all_that_is(case: SeededCase, tmp_path: Path) -> None:
    """Nothing else is held back by an error, and it is where something of that name is stated."""
    checked = seeded(case, tmp_path)
    matters = Matters(checked.loaded)
    jobs = plan(checked, KINDS, TODAY)
    held = holding(jobs)
    for one in checked.report:
        rule = RULE_BY_CODE.get(one.code)
        if rule is None:
            continue
        told = {kind.name for kind in KINDS if may_concern(rule.about, kind.relies)}
        assert held[one.code] <= (told if one.severity is Severity.ERROR else set())
        matter = matters.at(one.place)
        if matter is None:
            assert one.severity is not Severity.ERROR, one
            continue
        assert may_concern(rule.about, (matter.name,)), one
        if one.severity is Severity.ERROR:
            for job in jobs:
                assert job.verdict is Verdict.BLOCKED or not states(job, matter), (one, job)


def states(job: Job, matter: Matter) -> bool:
    """Whether a paper that could be made tells of `matter`, told without the code of the gates."""
    named = (
        matter.owner in (job.owner, job.owner[:4]) or matter.owner == NAMED == f"{job.owner}/sample"
    )
    if job.verdict is Verdict.NOT_YET or matter.name not in job.kind.relies or not named:
        return False
    if matter.name == "台账":
        year = job.subject.partition("#")[2].removesuffix("年度")
        return year == str(matter.year) if year.isdecimal() else job.date is None
    if matter.name in job.kind.after:
        return matter.date == job.date and job.subject.endswith(f"#{matter.name}")
    return matter.date is None or job.date is None or matter.date <= job.date


def test_every_name_is_one_that_there_is() -> None:
    acts = {name for kind in KINDS for name in (*kind.after, *kind.relies)}
    known = {*NO_ACTS, EVERY_ACT, EVERY_PAYMENT, *acts, "归档", "年度自评备案"}
    for rule in RULES:
        assert rule.about and set(rule.about) <= known, rule.code


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_paper_rests_on_its_own_acts(kind: Kind) -> None:
    assert {*kind.after} <= {*kind.relies}


def test_the_samples_hold_back_what_they_are_meant_to() -> None:
    checked = check_workspace(load_workspace(ROOT), datetime.date(2026, 11, 23))
    held = [job.subject for job in plan(checked, KINDS, TODAY) if job.verdict is Verdict.BLOCKED]
    assert held == ["2026/dong-haoran"]
