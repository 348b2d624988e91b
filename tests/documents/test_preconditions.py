"""No paper is made whose preconditions do not hold, in whatever order acts are entered or left out.

What each paper presupposes is written down here once, from the articles, and knows nothing of
rules, matters or gates.
"""

from __future__ import annotations

import datetime
import random
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.documents.kinds import load_kinds
from pipeline.documents.plan import Job, Verdict, plan
from pipeline.dossier.workspace import load_workspace
from pipeline.rules.check import check_workspace
from tests.conftest import ROOT
from tests.rules.corpus import BASE, TODAY

KINDS = load_kinds(ROOT / "templates")
KEY = "2024/sample"
Written = dict[str, Any]
#: Art. 7: what leads to a name, in its order.
NAMING = (
    "推荐申报", "初审", "专家评审", "工会委员会研究", "请示", "党委同意", "公示", "公示结果",
    "命名",
)  # fmt: skip
#: Kind → for each act it is of: the acts before it, in their order (Art. 7, 9, 12, 13, 14).
BEFORE: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "party-request": {"请示": NAMING[:4]},
    "publicity-notice": {"公示": NAMING[:6]},
    "publicity-certificate": {"公示结果": NAMING[:7]},
    "naming-decision": {"命名": NAMING[:8]},
    "plaque": {"命名": NAMING[:8], "重新命名": ("带头人变更",)},
    "disbursement-notice": {"首笔划拨": (*NAMING, "挂牌"), "二笔划拨": ("命名", "中期检查")},
    "re-review": {"周期末复核": ("命名", "中期检查")},
    "award-notice": {"奖励": ("周期末复核",)},
    "award-nomination": {"推荐": ("周期末复核",)},
    "renaming-decision": {"重新命名": ("带头人变更",)},
}


#: Act → how others came out that were before it: the last of them counts (Art. 9, 12, 13).
OUTCOMES: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "二笔划拨": (("中期检查", "结论", "通过"),),
    "周期末复核": (("中期检查", "结论", "通过"),),
    "奖励": (("周期末复核", "等级", "优秀"),),
}


def spoilt(chance: random.Random, acts: list[Written]) -> list[Written]:
    """Acts left out, moved in time and exchanged."""
    kept = [dict(act) for act in acts if chance.random() > 0.06]
    for act in kept:
        if chance.random() < 0.12:
            day = datetime.date.fromisoformat(act["日期"])
            act["日期"] = str(day + datetime.timedelta(days=chance.randint(-300, 300)))
    if chance.random() < 0.2 and len(kept) > 1:
        one, other = chance.sample(kept, 2)
        one["日期"], other["日期"] = other["日期"], one["日期"]
    checks = [act for act in kept if act["事项"] == "中期检查"]
    if checks and chance.random() < 0.3:
        day = datetime.date(2025, 6, 20) + datetime.timedelta(days=chance.randint(-60, 500))
        verdict = chance.choice(("通过", "不通过", "限期整改"))
        kept.append({**checks[0], "日期": str(day), "检查期间止": str(day), "结论": verdict})
        if verdict == "限期整改":
            kept[-1]["整改期限"] = str(day + datetime.timedelta(days=60))
    chance.shuffle(kept)
    return kept


def workspace(chance: random.Random, root: Path) -> dict[str, list[Written]]:
    """The clean workspace with another course of events; what is written of each act."""
    shutil.copytree(BASE / "dossiers", root)
    record, intake = root / KEY / "record.yaml", root / "2024" / "intake.yaml"
    loader = yaml.BaseLoader  # dates stay text
    acts = yaml.load(record.read_text(encoding="utf-8"), loader)["事项记录"]
    file = yaml.load(intake.read_text(encoding="utf-8"), loader)
    blocks = [{"事项": name, **file[name]} for name in NAMING[3:]]
    acts, blocks = spoilt(chance, acts), spoilt(chance, blocks)
    told = {name: one for name, one in file.items() if name not in NAMING}
    told |= {one["事项"]: {k: v for k, v in one.items() if k != "事项"} for one in blocks}
    for path, value in ((record, {"事项记录": acts}), (intake, told)):
        path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), "utf-8")
    written: dict[str, list[Written]] = {}
    for one in (*acts, *blocks):
        written.setdefault(one["事项"], []).append(one)
    return written


def broken(job: Job, written: Mapping[str, list[Written]]) -> Iterator[str]:
    """The preconditions of a paper that do not hold."""
    for act, before in BEFORE.get(job.kind.name, {}).items():
        days = [one["日期"] for one in written.get(act, ())]
        if str(job.date) not in days or (job.subject[:11] == KEY and act not in job.subject):
            continue
        last = ""
        for name in before:
            by_then = [d for one in written.get(name, ()) if last <= (d := one["日期"])]
            if not by_then or min(by_then) > str(job.date):
                yield f"{act} {job.date}: no {name} between {last or 'the beginning'} and it"
                break
            last = min(by_then)
        if "公示" in before and before[-1] in ("公示", "公示结果"):
            (publicity,) = written["公示"]
            if written.get("公示结果", [{"日期": "9"}])[0]["日期"] <= publicity["止"]:
                yield f"{act}: the result before the end of the publicity"
        for name, key, wanted in OUTCOMES.get(act, ()):
            known = [one for one in written.get(name, ()) if one["日期"] <= str(job.date)]
            if known and max(known, key=lambda one: one["日期"])[key] != wanted:
                yield f"{act}: {name} was last not {wanted}"


def violations(seed: int, root: Path) -> tuple[list[str], int]:
    """What was made against its preconditions, and how many papers of the table were made."""
    written = workspace(random.Random(seed), root / "dossiers")
    jobs = plan(check_workspace(load_workspace(root), TODAY), KINDS, TODAY)
    due = [job for job in jobs if job.verdict is Verdict.DUE and job.kind.name in BEFORE]
    return [f"{job.kind.name}: {why}" for job in due for why in broken(job, written)], len(due)


def test_the_clean_course_of_events_makes_every_paper_of_the_table(tmp_path: Path) -> None:
    shutil.copytree(BASE / "dossiers", tmp_path / "dossiers")
    jobs = plan(check_workspace(load_workspace(tmp_path), TODAY), KINDS, TODAY)
    made = {job.kind.name for job in jobs if job.verdict is Verdict.DUE}
    assert {*BEFORE} <= made


@pytest.mark.parametrize("seed", range(40))
def test_no_paper_is_made_whose_preconditions_do_not_hold(seed: int, tmp_path: Path) -> None:
    assert violations(seed, tmp_path)[0] == []


@pytest.mark.thorough
def test_nor_in_a_thousand_other_courses_of_events(tmp_path: Path) -> None:
    made = 0
    for seed in range(1000, 2000):
        found, due = violations(seed, tmp_path / str(seed))
        assert found == [], seed
        made += due
    assert made > 2000  # the courses are not so wild that nothing is made
