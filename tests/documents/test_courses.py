"""No paper is made against what happened to a studio, whatever is entered and in whatever order:
withdrawn, refused by the Party committee, criticised, heard, struck off, named in a supplement.

As in `test_preconditions`, what holds is written down here from the articles, and knows nothing of
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
KEY, SLUG = "2024/sample", "sample"
Written = dict[str, Any]
#: What is given only while a title stands (Art. 7, 9, 13, 14).
GIVEN = ("挂牌", "首笔划拨", "二笔划拨", "重新命名", "奖励", "推荐")
#: Kinds whose list follows from what happened before (Art. 7(三)(四)).
LISTS = ("publicity-notice", "publicity-certificate", "naming-decision")

DECIDED = {"机构": "工会委员会", "会议": "第5次会议", "日期": ""}
ENDING: Mapping[str, Written] = {
    "撤回申报": {"申请人": "王明远", "理由": "团队并入另一个工作室"},
    "结果告知": {"结果": "审定未同意", "理由": "说明", "方式": "书面", "告知对象": "王明远"},
    "核实听取": {
        "地点": "会议室", "到场人": ["田佳慧", "王明远"], "核实情况": "情况", "工作室说明": "说明",
        "结论": "属实",
    },
    "通报批评": {
        "文号": "校工字〔{年}〕71号", "不实情况": "证书不实", "查证单位": "校纪委",
        "查证日期": "{日}", "发送范围": ["各分工会"],
    },
    "取消称号": {
        "文号": "校工字〔{年}〕72号", "事由": ["弄虚作假"], "事实": "见通报",
        "决定机构": "工会委员会", "牌匾交回期限": "{日}", "结余经费处理": "退回",
        "异议途径": "书面提出",
    },
    "取消命名": {"文号": "校工字〔{年}〕73号", "理由": "无人接任"},
    "收回牌匾": {"交回人": "秦志宏", "接收人": "田佳慧"},
    "退回经费": {"金额": "100", "凭证号": "退-1", "事由": "结余退回"},
    "恢复履职": {"报告单位": "机械学院", "情况说明": "回校"},
    "考核": {
        "考核期间起": "2024-06-26", "考核期间止": "{日}", "考核情况": "情况", "存在问题": "无",
        "结论": "不达标", "考核人": ["田佳慧", "贾永明"], "工会负责人": "侯振华",
    },
    "整改通知": {"缘由": "缘由", "整改要求": ["要求"], "整改期限": "{日}"},
    "整改验收": {"验收情况": "情况", "结论": "已整改", "验收人": ["田佳慧"]},
    "其他事项": {
        "题名": "暂停", "决定机构": "工会委员会", "内容": "内容", "影响": "免除",
        "所及事项": "中期检查",
    },
}  # fmt: skip


def at(act: str, day: datetime.date) -> Written:
    """An act of that day as it is written."""
    told = {"事项": act, "日期": str(day)}
    for key, value in ENDING[act].items():
        text = value.format(年=day.year, 日=day) if isinstance(value, str) else value
        told[key] = text
    return told


def any_day(chance: random.Random, first: int = 0, last: int = 900) -> datetime.date:
    return datetime.date(2024, 5, 10) + datetime.timedelta(days=chance.randint(first, last))


def workspace(chance: random.Random, root: Path) -> tuple[list[Written], Written]:
    """The clean workspace with a few more acts; its record's acts and its intake as written."""
    shutil.copytree(BASE / "dossiers", root)
    record, intake = root / KEY / "record.yaml", root / "2024" / "intake.yaml"
    acts = yaml.load(record.read_text(encoding="utf-8"), yaml.BaseLoader)["事项记录"]
    file = yaml.load(intake.read_text(encoding="utf-8"), yaml.BaseLoader)
    for name in chance.sample([*ENDING], chance.randint(1, 4)):
        early = name in ("撤回申报", "结果告知") or chance.random() < 0.25
        acts.append(at(name, any_day(chance, 0, 60 if early else 900)))
    if chance.random() < 0.3:
        verdict = chance.choice(("暂缓", "不同意"))
        file["党委同意"]["未同意"] = [{"工作室": SLUG, "结论": verdict, "理由": "理由"}]
    if chance.random() < 0.4:
        file["补充审定"] = [supplement(chance, file)]
        if chance.random() < 0.6:
            del file["命名"]
    if chance.random() < 0.2:
        first = next(act for act in acts if act["事项"] == "首笔划拨")
        acts.remove(first)
        share = {"工作室": SLUG, "金额": first.pop("金额"), "凭证号": first.pop("凭证号")}
        file["合并划拨"] = [{**first, "各工作室": [share]}]
    if chance.random() < 0.2:
        acts = [act for act in acts if act["事项"] != "奖励"]
        day = any_day(chance, 700, 900)
        file["复核通报"] = [
            {
                "日期": str(day),
                "文号": f"校工字〔{day.year}〕60号",
                "名单": [SLUG],
                "奖励": [{"工作室": SLUG, "金额": "10000"}],
            }
        ]
    chance.shuffle(acts)
    for path, value in ((record, {"事项记录": acts}), (intake, file)):
        path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), "utf-8")
    return acts, file


def supplement(chance: random.Random, file: Written) -> Written:
    """A later round, of which some steps may be missing."""
    day = datetime.date(2024, 9, 2)
    steps: list[tuple[str, Written]] = [
        ("党委同意", {"日期": str(day), "批复依据": "会议纪要", "意见": "同意"}),
        ("公示", {"日期": "2024-09-04", "起": "2024-09-04", "止": "2024-09-10"}),
        ("公示结果", {"日期": "2024-09-11", "结论": "无异议"}),
        ("命名", {"日期": "2024-09-12", "文号": "校工字〔2024〕61号", "命名名单": [SLUG]}),
    ]
    kept = {name: step for name, step in steps if chance.random() > 0.15}
    return {"名单": [SLUG], "缘由": "暂缓后同意", **kept}


def days(acts: list[Written], *names: str) -> list[str]:
    return sorted(act["日期"] for act in acts if act["事项"] in names)


def rounds(file: Written) -> list[Written]:
    return [file, *file.get("补充审定", [])]


def agreed(file: Written, day: str) -> bool:
    """Whether the Party committee's last word on the studio by that day was yes."""
    found = False
    for one in rounds(file):
        consent = one.get("党委同意")
        if consent and consent["日期"] <= day:
            found = all(row["工作室"] != SLUG for row in consent.get("未同意", ()))
    return found


def shown_before(file: Written, day: str) -> bool:
    """Whether a publicity of the studio was over, with its result, by that day."""
    for one in rounds(file):
        publicity, result = one.get("公示"), one.get("公示结果")
        refused = {row["工作室"] for row in one.get("党委同意", {}).get("未同意", ())}
        if SLUG in refused or not (publicity and result):
            continue
        if publicity["止"] < result["日期"] <= day:
            return True
    return False


def against(job: Job, acts: list[Written], file: Written) -> Iterator[str]:
    """What a paper contradicts."""
    day = str(job.date)
    if KEY not in job.named and job.owner != KEY:
        return
    given = {*GIVEN, "合并划拨", "复核通报"}.intersection(job.kind.after)
    act = job.subject.partition("#")[2].partition("-")[0]
    if given and (not act or act in given):
        if any(one <= day for one in days(acts, "取消称号", "取消命名")):
            yield "given after the end of the title"
        if any(one < day for one in days(acts, "通报批评")):
            yield "given after a criticism"
    if job.kind.name in LISTS:
        # Once the title is gone, the list is history.
        left = days(acts, "撤回申报", "通报批评")
        if any(one < day for one in left) and not days(acts, "取消称号", "取消命名"):
            yield "listed after it left"
        if not agreed(file, day):
            yield "listed without the Party committee's consent"
    if job.kind.name == "naming-decision" and not shown_before(file, day):
        yield "named without a publicity that was over"
    named = [one["命名"]["日期"] for one in rounds(file) if SLUG in naming(one)]
    if job.kind.name in ("revocation", "renaming-decision") and not any(d <= day for d in named):
        yield "a title decided on that was never given"


def naming(one: Written) -> list[str]:
    found: list[str] = one.get("命名", {}).get("命名名单", [])
    return found


def violations(seed: int, root: Path) -> tuple[list[str], int]:
    """What was made against the course of events, and how many papers were made."""
    acts, file = workspace(random.Random(seed), root / "dossiers")
    jobs = plan(check_workspace(load_workspace(root), TODAY), KINDS, TODAY)
    due = [job for job in jobs if job.verdict is Verdict.DUE]
    found = [
        f"{job.kind.name} {job.subject}: {why}" for job in due for why in against(job, acts, file)
    ]
    return found, len(due)


@pytest.mark.parametrize("seed", range(40))
def test_no_paper_contradicts_what_happened(seed: int, tmp_path: Path) -> None:
    assert violations(seed, tmp_path)[0] == []


@pytest.mark.thorough
def test_nor_in_a_thousand_other_courses(tmp_path: Path) -> None:
    made = 0
    for seed in range(1000, 2000):
        found, due = violations(seed, tmp_path / str(seed))
        assert found == [], seed
        made += due
    assert made > 5000  # the courses are not so wild that nothing is made
