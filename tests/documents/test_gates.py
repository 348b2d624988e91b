"""Every rule against every kind: what `explain` says is held back is what is held back."""

from __future__ import annotations

import datetime
import shutil
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.diagnostics import Report, RuleCode, Severity
from pipeline.documents.kinds import Kind, load_kinds
from pipeline.documents.plan import Job, Verdict, plan
from pipeline.dossier.paths import owner_of
from pipeline.dossier.workspace import load_workspace
from pipeline.lifecycle import Phase
from pipeline.rules.all import RULE_BY_CODE, RULES
from pipeline.rules.check import Checked, check_workspace
from pipeline.rules.matters import (
    AWARD_SPENDING,
    EVERY_ACT,
    EVERY_PAYMENT,
    NO_ACTS,
    OUTSIDE,
    Matter,
    Matters,
    may_concern,
)
from tests.conftest import ROOT
from tests.rules.corpus import TODAY, SeededCase, all_cases, seed
from tests.texts import edit

KINDS = load_kinds(ROOT / "templates")
#: The studio that the intake of the cases names.
NAMED = "2024/sample"
CASES = [case for case in all_cases() if case.code.startswith("A") and not case.clean]


def seeded(case: SeededCase, root: Path) -> Checked:
    day = seed(case.folder, root)
    return check_workspace(load_workspace(root), day)


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
        matter = matters.of(one)
        if matter is None:
            assert one.severity is not Severity.ERROR, one
            continue
        assert may_concern(rule.about, (matter.name,)), one
        if one.severity is Severity.ERROR:
            meant = matters.studios_meant(one) if matter.owner == one.place.file[9:13] else ()
            for job in jobs:
                spared = meant and "/" in job.owner and job.owner not in meant
                spared = spared or (job.kind.nameplate and rule.family == "document_numbers")
                blocked = job.verdict is Verdict.BLOCKED
                assert blocked or spared or not states(job, matter), (one, job)


def states(job: Job, matter: Matter) -> bool:
    """Whether a paper that could be made tells of `matter`, told without the code of the gates."""
    named = (
        matter.owner in (job.owner, job.owner[:4]) or matter.owner == NAMED == f"{job.owner}/sample"
    )
    if job.verdict is Verdict.NOT_YET or matter.name not in job.kind.relies or not named:
        return False
    if matter.award and AWARD_SPENDING not in job.kind.relies:
        return False
    if matter.year is not None:
        year = job.subject.partition("#")[2].removesuffix("年度")
        if year.isdecimal():
            return year == str(matter.year)
        first = datetime.date(matter.year, 1, 1)
        day = max(matter.date or first, first)
        return job.date is None or day <= job.date
    if matter.name == OUTSIDE or "推荐公示" in matter.name:
        return False  # of what is shown: see below
    if matter.name in job.kind.after:
        return matter.date == job.date and job.subject.endswith(f"#{matter.name}")
    if job.kind.name == "disbursement-notice" and matter.name in ("挂牌", "中期检查", "周期末复核"):
        paid_upon = {"首笔划拨": "挂牌", "二笔划拨": "中期检查", "三笔划拨": "周期末复核"}
        if matter.name != paid_upon.get(job.subject.partition("#")[2][:4]):
            return False
    return matter.date is None or job.date is None or matter.date <= job.date


#: Acts that no paper states: they stand in the record, and in what is told of it.
NO_PAPER = ("年度自评备案", "推荐结果", "结果告知", "缺项认定", "恢复履职")


def test_every_name_is_one_that_there_is() -> None:
    acts = {name for kind in KINDS for name in (*kind.after, *kind.relies)}
    known = {*NO_ACTS, EVERY_ACT, EVERY_PAYMENT, *acts, "归档", *NO_PAPER}
    for rule in RULES:
        assert rule.about and set(rule.about) <= known, rule.code


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_paper_rests_on_its_own_acts(kind: Kind) -> None:
    assert {*kind.after} <= {*kind.relies}


def test_the_samples_hold_back_what_they_are_meant_to() -> None:
    checked = check_workspace(load_workspace(ROOT), datetime.date(2026, 11, 23))
    held = [job.subject for job in plan(checked, KINDS, TODAY) if job.verdict is Verdict.BLOCKED]
    assert held == ["2026/dong-haoran"]


def held_after(root: Path, file: str, old: str, new: str) -> dict[str, set[str]]:
    """Code → subjects of the papers held back, after one edit of a copy of the samples' 2025."""
    shutil.copytree(ROOT / "dossiers" / "2025", root / "dossiers" / "2025")
    edit(root / "dossiers" / "2025" / file, (old, new))
    day = datetime.date(2026, 11, 23)
    held: dict[str, set[str]] = defaultdict(set)
    for job in plan(check_workspace(load_workspace(root), day), KINDS, day):
        for one in job.blockers:
            held[one.code].add(f"{job.kind.name} {job.subject}")
    return held


OF_INTAKE = {
    "party-request 2025",
    "publicity-notice 2025",
    "publicity-certificate 2025",
    "naming-decision 2025",
}
#: What the intake decided later on another studio; it waits with the rest.
OF_SUPPLEMENT = {f"{one}#补1" for one in OF_INTAKE}
OF_ONE = OF_INTAKE | {
    f"{one} 2025/xu-ming#{act}"
    for one, act in (
        ("plaque", "命名"),
        ("disbursement-notice", "首笔划拨"),
        ("disbursement-notice", "二笔划拨"),
    )
}


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("xu-ming/record.yaml", "推荐命名: 是", "推荐命名: 否", "A07-3b"),
        (
            "xu-ming/record.yaml",
            "专家评审\n    日期: 2025-04-11",
            "专家评审\n    日期: 2025-04-29",
            "A07-5a",
        ),
        (
            "intake.yaml",
            "同意命名: [ma-caixia, shi-yongfu, tian-xiuzhen, xu-ming,",
            "同意命名: [ma-caixia, shi-yongfu, tian-xiuzhen,",
            "A07-4a",
        ),
    ],
)
def test_an_intake_wrong_about_one_studio_holds_back_nothing_of_the_others(
    file: str, old: str, new: str, code: str, tmp_path: Path
) -> None:
    """The lists are wrong as a whole; the plaque of another studio in them is not."""
    held = held_after(tmp_path, file, old, new)[code]
    assert {one for one in held if "xu-ming" not in one} <= OF_INTAKE | OF_SUPPLEMENT | {
        "committee-minutes 2025"
    }
    assert {one for one in held if "xu-ming" in one} == OF_ONE - OF_INTAKE
    assert "naming-decision 2025" in held


def test_an_intake_wrong_about_its_days_holds_back_all_of_it(tmp_path: Path) -> None:
    held = held_after(tmp_path, "intake.yaml", "止: 2025-05-07", "止: 2025-05-06")["A07-3a"]
    assert {"plaque 2025/ma-caixia#命名", "plaque 2025/xu-ming#命名"} <= held


@pytest.mark.parametrize(
    ("old", "new", "code", "held_sheets"),
    [
        (
            "方式: 答辩, 得分: {带头人: 19, 团队: 13, 制度机制: 13, 活动基础: 17,",
            "方式: 答辩, 得分: {带头人: 29, 团队: 13, 制度机制: 13, 活动基础: 17,",
            "A07-2c",
            ["E3答辩"],
        ),
        ("综合得分: 86.50", "综合得分: 96.50", "A07-2d", []),
        ("{专家: E5, 方式: 实地考察", "{专家: E6, 方式: 实地考察", "A07-2b", ["E6实地考察"]),
        (
            "答辩日期: 2025-04-09",
            "答辩日期: 2025-04-12",
            "A07-2i",
            [f"E{n}{method}" for method in ("实地考察", "答辩") for n in range(1, 6)],
        ),
    ],
)
def test_a_sheet_is_held_back_by_what_it_says_alone(
    old: str, new: str, code: str, held_sheets: list[str], tmp_path: Path
) -> None:
    """Of what is wrong with a review: not by another sheet, nor by what the panel came to."""
    held = held_after(tmp_path, "xu-ming/record.yaml", old, new)[code]
    own = [one.partition("#")[2] for one in held if one.startswith("expert-review ")]
    assert sorted(own) == sorted(held_sheets)
    assert "naming-decision 2025" in held


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "held_papers"),
    [
        (
            "ledger-2025.yaml",
            "日期: 2025-06-05",
            "日期: 2025-03-05",
            "A10-1e",
            {"midterm-check 2025/han-xuemei#中期检查", "self-assessment 2025/han-xuemei#2025年度"},
        ),
        (
            "ledger-2026.yaml",
            "序号: 3\n    日期: 2026-10-16",
            "序号: 4\n    日期: 2026-10-16",
            "A10-1b",
            set(),
        ),
        (
            "ledger-2026.yaml",
            "年度: 2026\n",
            "年度: 2026\n创新项目:\n  - {序号: 1, 名称: 护理推车, 负责人: 韩雪梅, "
            "立项日期: 2026-03-02, 验收日期: 2026-09-20, 启用日期: 2026-09-01}\n",
            "A05-1a",
            set(),
        ),
        (
            "ledger-2026.yaml",
            "年度: 2026\n",
            "年度: 2026\n创新项目:\n  - {序号: 1, 名称: 护理推车, 负责人: 韩雪梅, "
            "立项日期: 2026-03-02, 验收日期: 2026-03-01}\n",
            "A05-1a",
            {"midterm-check 2025/han-xuemei#中期检查"},
        ),
        (
            "ledger-2026.yaml",
            "年度: 2026\n",
            "年度: 2026\n经费公开:\n  - {日期: 2026-11-24, 方式: 会议, 范围: 全体成员}\n",
            "A09-6f",
            set(),
        ),
    ],
)
def test_a_check_is_held_back_by_the_ledgers_up_to_its_day(
    file: str, old: str, new: str, code: str, held_papers: set[str], tmp_path: Path
) -> None:
    """It prints what they show until then; what came later is another paper's."""
    assert held_after(tmp_path, f"han-xuemei/{file}", old, new)[code] == held_papers


CRITICISM = """  - 事项: 通报批评
    日期: {day}
    文号: 校工字〔2025〕42号
    不实情况: 所附证书不实。
    查证单位: 中北大学工会委员会
    查证日期: {day}
    发送范围: [校属各分工会]
"""
MONEY = {f"disbursement-notice 2025/guo-tiezhu#{act}" for act in ("首笔划拨", "二笔划拨")}


@pytest.mark.parametrize(
    ("day", "held_papers"),
    [
        (
            "2025-05-08",
            {
                "naming-decision 2025",
                "plaque 2025/guo-tiezhu#命名",
                *MONEY,
            },
        ),
        ("2025-05-14", MONEY),
        ("2026-06-01", {"disbursement-notice 2025/guo-tiezhu#二笔划拨"}),
    ],
)
def test_who_was_criticised_for_falsehood_is_given_nothing_more(
    day: str, held_papers: set[str], tmp_path: Path
) -> None:
    """The criticism goes out, and so does what was older and true on its day."""
    told = CRITICISM.format(day=day) + "  - 事项: 挂牌"
    held = held_after(tmp_path, "guo-tiezhu/record.yaml", "  - 事项: 挂牌", told)
    assert {paper for code in ("A07-1f", "A07-4d") for paper in held[code]} == held_papers


def test_how_an_award_is_spent_holds_nothing_that_gives_it(tmp_path: Path) -> None:
    """Neither the letters nor the announcement; what counts that money waits."""
    shutil.copytree(ROOT / "dossiers" / "2024", tmp_path / "dossiers" / "2024")
    ledger = tmp_path / "dossiers" / "2024" / "wang-shouyi" / "ledger-2026.yaml"
    edit(ledger, ("2026-10-14, 科目: 技术攻关, 款项", "2026-07-02, 科目: 技术攻关, 款项"))
    day = datetime.date(2026, 11, 23)
    jobs = plan(check_workspace(load_workspace(tmp_path), day), KINDS, day)
    held = {job.kind.name for job in jobs if any(one.code == "A09-6a" for one in job.blockers)}
    assert held and not held & {"award-notice", "award-nomination", "re-review-announcement"}


def test_a_payment_is_held_back_by_what_it_was_made_upon_alone(tmp_path: Path) -> None:
    """Neither by another payment nor by what that waited for."""
    guo = ("guo-tiezhu/record.yaml", "挂牌\n    日期: 2025-05-15", "挂牌\n    日期: 2025-06-15")
    held = held_after(tmp_path, *guo)["A07-5a"]
    assert held == {"disbursement-notice 2025/guo-tiezhu#首笔划拨"}


def test_a_rereview_without_a_passed_check_holds_back_what_follows_from_it(
    tmp_path: Path,
) -> None:
    case = next(one for one in all_cases() if one.folder.name == "A12-3e-rechecked-afterwards")
    jobs = plan(seeded(case, tmp_path), KINDS, TODAY)
    held = {job.subject.partition("#")[2] for job in jobs if job.verdict is Verdict.BLOCKED}
    assert held == {"周期末复核", "奖励", "推荐-1", "推荐-2"}


def test_a_list_wrong_about_one_studio_holds_back_the_papers_of_its_round_alone(
    tmp_path: Path,
) -> None:
    old, new = "  同意命名: [", "  同意命名: [he-guangming, "
    held = held_after(tmp_path, "intake.yaml", old, new)["A07-7a"]
    assert "committee-minutes 2025" in held and "naming-decision 2025" in held
    assert not any("#补1" in one for one in held)


def test_a_list_that_names_nobody_goes_out_naming_nobody(tmp_path: Path) -> None:
    """A committee that approved nobody has met; what follows all the same is held back."""
    approved = "ma-caixia, shi-yongfu, tian-xiuzhen, xu-ming, wu-haibo, guo-tiezhu, han-xuemei"
    old = f"同意命名: [{approved}, pan-yulan]"
    held = held_after(tmp_path, "intake.yaml", old, "同意命名: []")["A07-4a"]
    assert held >= OF_INTAKE


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "paper"),
    [
        (
            "guo-tiezhu/record.yaml",
            "综合得分: 89.75",
            "综合得分: 99.75",
            "A07-2d",
            "review-summary 2025",
        ),
        (
            "intake.yaml",
            "文号: 校工字〔2025〕1号",
            "文号: 校工字〔2024〕1号",
            "A10-4b",
            "application-summary 2025",
        ),
    ],
)
def test_a_summary_is_held_back_by_all_it_sums_up(
    file: str, old: str, new: str, code: str, paper: str, tmp_path: Path
) -> None:
    """Though that came after its own day."""
    held = held_after(tmp_path, file, old, new)[code]
    assert {paper, "naming-decision 2025", "party-request 2025"} <= held


def test_money_waits_for_what_the_name_rests_on(tmp_path: Path) -> None:
    votes = "同意: 5, 反对: 0, 弃权: 0"
    held = held_after(tmp_path, "guo-tiezhu/record.yaml", votes, "同意: 1, 反对: 4, 弃权: 0")
    assert {f"disbursement-notice 2025/guo-tiezhu#{n}笔划拨" for n in "首二"} <= held["A07-2f"]


def test_both_papers_of_one_number_are_held_back(tmp_path: Path) -> None:
    """Neither number is certain; the call's number goes on in what prints it."""
    old, new = "文号: 校工字〔2025〕3号", "文号: 校工字〔2025〕1号"
    held = held_after(tmp_path, "intake.yaml", old, new)["A10-4a"]
    certificates = {"publicity-certificate 2025", "publicity-certificate 2025#补1"}
    assert held == ((OF_INTAKE | OF_SUPPLEMENT) - certificates) | {
        "application-summary 2025",
        *(one for one in held if one.startswith(("plaque", "disbursement-notice", "joint-notice"))),
    }


def test_a_condition_that_was_not_met_holds_back_until_the_application_is_refused() -> None:
    """It is then why; what is wrong otherwise still holds back, such as a paper out of order."""
    key, day = "2026/dong-haoran", datetime.date(2026, 11, 23)
    checked = check_workspace(load_workspace(ROOT), day)
    own = [one for one in checked.report.errors if owner_of(one.place).key == key]
    assert {one.article[0] for one in own} == {"6"} and {*own} <= {*checked.in_the_way}
    early = replace(own[0], article="7", code=RuleCode("A07-5a"))
    refused = replace(checked.stages[key], phase=Phase.REJECTED)
    checked = replace(
        checked,
        report=Report((*checked.report, early)),
        stages={**checked.stages, key: refused},
    )
    assert [one for one in checked.in_the_way if owner_of(one.place).key == key] == [early]
    (form,) = (
        job
        for job in plan(checked, KINDS, day)
        if job.owner == key and job.kind.name == "application-form"
    )
    assert [one.code for one in form.blockers] == ["A07-5a"]
