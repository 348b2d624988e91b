"""The catalogue's title is the paper's own, also where a payment comes in parts."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

from pipeline.documents.docx.readback import document_text
from pipeline.documents.kinds import load_kinds
from pipeline.documents.plan import Job, Verdict, plan
from pipeline.documents.render import Template
from pipeline.documents.template.filters import FILTERS
from pipeline.dossier.workspace import load_workspace
from pipeline.rules.check import check_workspace
from tests.conftest import ROOT
from tests.texts import edit

DAY = datetime.date(2026, 11, 23)
KINDS = tuple(
    kind
    for kind in load_kinds(ROOT / "templates")
    if kind.name in ("disbursement-notice", "joint-notice", "renaming-decision")
)
WHOLE = "文号: 校工字〔2026〕1号\n    金额: 10000\n"
PARTS = """文号: 校工字〔2026〕1号
    金额: 6000
    凭证号: 2026-工会-0040

  - 事项: 二笔划拨
    日期: 2026-06-24
    经办人: 田佳慧
    文号: 校工字〔2026〕31号
    金额: 4000
"""


def due(root: Path) -> list[Job]:
    found = plan(check_workspace(load_workspace(root), DAY), KINDS, DAY)
    return [job for job in found if job.verdict is Verdict.DUE]


def text_of(job: Job) -> str:
    docx = Template.load(job.kind.template, FILTERS).render(job.context)
    return document_text(docx).replace("\n", "")


def test_a_notice_and_a_decision_are_listed_by_what_they_are_called(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "dossiers", tmp_path / "dossiers")
    edit(tmp_path / "dossiers/2025/guo-tiezhu/record.yaml", (WHOLE, PARTS))
    jobs = due(tmp_path)
    assert {job.kind.name for job in jobs} == {kind.name for kind in KINDS}
    for job in jobs:
        assert job.title in text_of(job), job.subject
    own = [job.title for job in jobs if job.subject.startswith("2025/guo-tiezhu#二笔划拨")]
    assert own == [
        "关于划拨郭铁柱劳模创新工作室第二笔专项经费的通知",
        "关于补充划拨郭铁柱劳模创新工作室第二笔专项经费的通知",
    ]
    titles = {job.title for job in jobs if job.kind.name == "renaming-decision"}
    assert "关于取消石永福劳模创新工作室命名的决定" in titles
