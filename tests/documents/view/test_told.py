"""What papers tell by the record: where a supplement's studios come from, who was named and paid,
who led on the day, what lies in a sealed volume."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path
from typing import Any

import pytest

from pipeline.documents.docx.readback import document_text
from pipeline.documents.kinds import load_kinds
from pipeline.documents.plan import plan
from pipeline.documents.render import Template
from pipeline.documents.template.filters import FILTERS
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


ORDER = """  - 事项: 整改通知
    日期: 2026-09-10
    缘由: 台账代记
    整改要求: [补正台账]
    整改期限: 2026-10-10
  - 事项: 整改验收
    日期: 2026-10-12
    验收情况: 没有补正
    结论: 未整改
    验收人: [田佳慧]
  - 事项: 整改通知
    日期: 2026-10-13
    缘由: 整改没有完成
    整改要求: [逐笔补正台账]
    整改期限: 2026-10-16
  - 事项: 整改验收
    日期: 2026-10-19
    验收情况: 已补正
    结论: 已整改
    验收人: [田佳慧]

"""


def test_an_order_goes_to_who_is_there_and_is_looked_at_until_another_answers_it(
    tmp_path: Path,
) -> None:
    here = "  # 取消命名：由校工会"
    found = views(tmp_path, "2025/shi-yongfu/record.yaml", (here, ORDER + here))
    of = "2025/shi-yongfu#整改"
    orders, checks = (
        [found[f"{kind} {of}{act}-{nth}"] for nth in (1, 2)]
        for kind, act in (("correction-order", "通知"), ("correction-check", "验收"))
    )
    assert [one["当日带头人"] for one in (*orders, *checks)] == ["车建国（代管）"] * 4
    asked = [[row["整改要求"] for row in one["所验收"]] for one in checks]
    assert asked == [["补正台账"], ["逐笔补正台账"]]
    texts = [text_of("correction-order", orders[0]), text_of("correction-check", checks[0])]
    assert "请车建国（代管）负责落实" in texts[0] and "车建国（代管）签字：" in texts[1]
    gone = {**orders[0], "当日带头人": "石永福（已离任）"}
    assert "请所在单位负责落实" in text_of("correction-order", gone)


def text_of(kind: str, view: dict[str, Any]) -> str:
    docx = Template.load(ROOT / "templates" / kind / "template.docx", FILTERS).render(view)
    return document_text(docx).replace("\n", "")


LIFTING = """  - 事项: 其他事项
    日期: 2026-05-12
    题名: 关于许明工作室免予中期检查的决定
    决定机构: 校工会委员会
    文号: 校工字〔2026〕30号
    内容: 场所受灾
    影响: 免除
    所及事项: 中期检查
"""
DECIDED = "    审定: {机构: 校工会委员会, 会议: 第3次会议, 日期: 2026-05-11}\n"


@pytest.mark.parametrize("decided", [DECIDED, ""])
def test_a_payment_that_waits_for_nothing_tells_who_decided_that(
    decided: str, tmp_path: Path
) -> None:
    """Without a meeting nobody did, and it is held back."""
    shutil.copytree(ROOT / "dossiers", tmp_path / "dossiers")
    record = tmp_path / "dossiers/2025/xu-ming/record.yaml"
    text = record.read_text("utf-8")
    before, _, rest = text.partition("  - 事项: 中期检查\n")
    after = rest[rest.index("  - 事项: ") :]
    record.write_text(f"{before}{LIFTING}{decided}{after}", "utf-8")
    checked = check_workspace(load_workspace(tmp_path), DAY)
    (notice,) = (
        job
        for job in plan(checked, KINDS, DAY)
        if job.subject == "2025/xu-ming#二笔划拨" and job.kind.name == "disbursement-notice"
    )
    assert ("A07-5a" in {one.code for one in notice.blockers}) is not bool(decided)
    basis = (
        "校工会委员会于2026年5月12日决定"
        "（“关于许明工作室免予中期检查的决定”，校工字〔2026〕30号）免除"
    )
    text = text_of("disbursement-notice", dict(notice.context))
    assert (basis in text) is bool(decided)


SECOND = """    工会委员会研究:
      日期: 2025-09-25
      会议: 工会委员会2025年第7次会议
      到会人数: 15
      同意命名: [han-xuemei]
      意见: 同意增加韩雪梅。
    请示:
      日期: 2025-09-26
"""


def test_a_supplement_holds_who_was_put_off_beside_who_is_added(tmp_path: Path) -> None:
    """The committee met on the one added alone."""
    found = views(
        tmp_path,
        "2025/intake.yaml",
        (", han-xuemei, pan-yulan]", ", pan-yulan]"),
        ("名单: [pan-yulan]\n    缘由", "名单: [pan-yulan, han-xuemei]\n    缘由"),
        ("    请示:\n      日期: 2025-09-26\n", SECOND),
        ("命名名单: [pan-yulan]", "命名名单: [pan-yulan, han-xuemei]"),
    )
    names = [row["工作室"]["名称"] for row in found["party-request 2025#补1"]["名单"]]
    assert len(names) == 2 and "潘玉兰职工创新工作室" in names
    assert len(found["committee-minutes 2025#补1"]["名单"]) == 1
    codes = {one.code for one in check_workspace(load_workspace(tmp_path), DAY).report}
    assert "A07-4e" not in codes


def test_a_handover_counts_the_volumes_that_lie_sealed(tmp_path: Path) -> None:
    found = views(tmp_path)["archive-handover 2024#档案移交"]
    assert found["案卷封存"] is False
    studios = ("wang-shouyi", "li-xiuying", "chen-zhiqiang", "zhao-guoqing", "sun-lihua")
    for name in (*(f"2024-{slug}" for slug in studios), "2024"):
        data = tmp_path / "output" / "archive" / name / "data"
        data.mkdir(parents=True)
        rows = "序号,保管期限\r\n1,10年\r\n2,永久\r\n3,30年\r\n"
        (data / "catalogue.csv").write_text(f"\ufeff{rows}", "utf-8")
        (data / "environment.json").write_text('{"bundle": {"pages": 41}}', "utf-8")
    sealed = views(tmp_path)["archive-handover 2024#档案移交"]
    assert sealed["案卷封存"] is True
    row = sealed["案卷清单"][0]
    assert (row["件数"], row["页数"], row["保管期限"]) == (3, 41, "永久")
    assert sealed["登记册代码"] == ""
    lines = ("归档包,链值", f"2024-sun-lihua,{'1' * 64}", f"2024,{'0' * 64}", f"2025-x,{'2' * 64}")
    register = tmp_path / "output" / "archive" / "register.csv"
    register.write_text("\ufeff" + "\r\n".join(lines), "utf-8")
    told = views(tmp_path)["archive-handover 2024#档案移交"]
    assert told["登记册代码"] == "AAAA-AAAA-AAAA"  # of the last of its own lines
    (data / "environment.json").write_text("[]", "utf-8")
    assert views(tmp_path)["archive-handover 2024#档案移交"]["案卷封存"] is False
