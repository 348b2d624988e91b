"""A new kind of document is a folder: kind.toml and a docx made in Word, no Python."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from pipeline.documents.docx.readback import document_text
from pipeline.pdf.letters import drawn_pages
from tests.commands.runs import runner

KEY = "2024/zhang-jianye"
DESCRIPTION = """# 在册证明：带头人需要时由校工会出具。
title = "{工作室}在册证明"
file_name = "在册证明"
group = "06台账"
order = 59
articles = ["10"]
subject = "studio"
after = ["命名"]
"""

#: Of the first check one studio's and not the other's asks for more (Art. 7(二)).
ASKED, PASSED = "2026/dong-haoran", "2026/duan-shaohua"
NOTICE = """# 补正通知：初审要求补正时，发给所在单位。
title = "{工作室}补正通知"
file_name = "补正通知"
group = "02评审"
order = 6
articles = ["7.2"]
subject = "act"
after = ["初审"]
when = "本事项.结论 == '限期整改' and 本事项.补正截止"
"""


def own_templates(root: Path, name: str = "membership-proof") -> Path:
    """The shipped kinds as links, so that one more can stand beside them: its folder."""
    shipped = (root / "templates").resolve()
    (root / "templates").unlink()
    (root / "templates").mkdir()
    for kind in shipped.glob("*/kind.toml"):
        (root / "templates" / kind.parent.name).symlink_to(kind.parent)
    folder = root / "templates" / name
    folder.mkdir()
    return folder


def proof(path: Path) -> None:
    document: Any = docx.Document()
    document.add_heading("在册证明", 0)
    document.add_paragraph(
        "{{ 工作室.名称 }}（{{ 工作室.所在单位 }}）带头人{{ 带头人.姓名 }}，"
        "{{ 事项.命名.日期 | 日期 }}命名，成员如下："
    )
    table = document.add_table(4, 3)
    texts = (
        ("序号", "姓名", "分工"),
        ("{%tr for 人 in 成员 %}", "", ""),
        ("{{ loop.index }}", "{{ 人.姓名 }}", "{{ 人.分工 }}"),
        ("{%tr endfor %}", "", ""),
    )
    for row, cells in zip(table.rows, texts, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.add_paragraph("{% if 周期 %}周期至{{ 周期.止 | 日期 }}。{% endif %}{{ 校工会.名称 }}")
    document.save(str(path))


def test_a_new_folder_is_a_new_kind(
    workspace: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    root = workspace(KEY)
    folder = own_templates(root)
    (folder / "kind.toml").write_text(DESCRIPTION, encoding="utf-8")
    proof(folder / "template.docx")
    done = runner(root, capsys)("generate", "membership-proof", "--format", "json")
    assert done.code == 0, done.err
    (job,) = json.loads(done.out)
    assert job["verdict"] == "made"
    assert job["docx"].endswith("59-在册证明.docx")
    text = document_text((root / job["docx"]).read_bytes())
    assert "张建业劳模创新工作室（机械工程学院）带头人张建业，2024年6月26日命名" in text
    assert "周期至2026年6月25日。" in text
    (page,) = drawn_pages((root / job["pdf"]).read_bytes())
    assert "在册证明" in page.text
    assert "张建业" in page.text


def test_only_its_faces_are_remarked_on(
    workspace: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """python-docx, like Word, starts from faces that are not the house's: a warning, no error."""
    root = workspace(KEY)
    folder = own_templates(root)
    (folder / "kind.toml").write_text(DESCRIPTION, encoding="utf-8")
    proof(folder / "template.docx")
    done = runner(root, capsys)("templates", "membership-proof", "--format", "json")
    found = json.loads(done.out)
    assert done.code == 1
    assert {(one["code"], one["severity"]) for one in found} == {("T06", "warning")}


def test_a_slip_in_it_stops_the_run_before_anything_is_written(
    workspace: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    root = workspace(KEY)
    folder = own_templates(root)
    (folder / "kind.toml").write_text(DESCRIPTION, encoding="utf-8")
    document: Any = docx.Document()
    document.add_paragraph("{{ 工作室.名称 }}{{ 带头人.姓明 }}")
    document.save(str(folder / "template.docx"))
    done = runner(root, capsys)("generate")
    assert done.code == 1
    assert "正文第 1 段，标签 {{ 带头人.姓明 }}" in done.err
    assert "最接近的是 姓名" in done.err
    assert not list((root / "output").rglob("*.docx"))


def test_the_names_that_kinds_use_can_be_compared(
    workspace: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    done = runner(workspace(KEY), capsys)("templates", "plaque", "--names")
    names = json.loads(done.out)
    assert list(names) == ["plaque"]
    assert "工作室.名称" in names["plaque"]


def notice(root: Path, description: str) -> None:
    """A kind with a condition, as templates/README.md says: two files."""
    folder = own_templates(root, "supplement-notice")
    (folder / "kind.toml").write_text(description, encoding="utf-8")
    document: Any = docx.Document()
    document.add_paragraph("{{ 工作室.所在单位 }}：")
    document.add_paragraph("请督促{{ 工作室.名称 }}于{{ 本事项.补正截止 | 日期 }}前补正：")
    document.add_paragraph("{%p for 条 in 本事项.逐条审核 if 条.结论 == '需补正' %}")
    document.add_paragraph("条件{{ 条.条件 }}：{{ 条.说明 }}")
    document.add_paragraph("{%p endfor %}")
    document.save(str(folder / "template.docx"))


def test_a_condition_decides_for_which_studio_a_paper_is_due(
    workspace: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    root = workspace(ASKED, PASSED)
    notice(root, NOTICE)
    run = runner(root, capsys)
    told = json.loads(run("templates", "supplement-notice", "--format", "json").out)
    assert {one["code"] for one in told} == {"T06"}  # the condition made sure of the day
    names = json.loads(run("templates", "supplement-notice", "--names").out)
    assert "本事项.结论" in names["supplement-notice"]
    jobs = json.loads(run("generate", "supplement-notice", "--format", "json").out)
    verdicts = {job["subject"]: (job["verdict"], job["reason"]) for job in jobs}
    assert verdicts[f"{ASKED}#初审"] == ("made", "首次生成")
    assert verdicts[f"{PASSED}#初审"] == (
        "not-yet",
        "条件不成立：本事项.结论 == '限期整改' and 本事项.补正截止",
    )
    (made,) = (job for job in jobs if job["docx"])
    text = document_text((root / made["docx"]).read_bytes())
    assert "于2026年11月30日前补正" in text
    assert [line[:4] for line in text.split("\n") if line.startswith("条件")] == [
        "条件二：",
        "条件五：",
        "条件六：",
    ]


def test_a_clerk_may_say_why_in_words(
    workspace: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    root = workspace(PASSED)
    notice(root, NOTICE + 'when_not = "初审没有要求补正"\n')
    done = runner(root, capsys)("generate", "supplement-notice", "--format", "json")
    (job,) = json.loads(done.out)
    assert (job["verdict"], job["reason"]) == ("not-yet", "初审没有要求补正")


def test_a_condition_on_a_file_that_cannot_be_read_is_not_taken_for_false(
    workspace: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    root = workspace(KEY)
    notice(root, NOTICE)
    path = root / "dossiers" / KEY / "ledger-2025.yaml"
    path.write_text(path.read_text("utf-8") + "多写的键: 甲\n", "utf-8")
    done = runner(root, capsys)("generate", "supplement-notice", "--format", "json")
    (job,) = json.loads(done.out)
    assert job["verdict"] == "blocked"
    assert "ledger-2025.yaml" in job["reason"]


def test_a_slip_in_a_condition_stops_the_run_and_names_its_line(
    workspace: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    root = workspace(ASKED)
    notice(root, NOTICE.replace("限期整改", "需补正"))
    run = runner(root, capsys)
    told = json.loads(run("templates", "supplement-notice", "--format", "json").out)
    (slip,) = (one for one in told if one["code"] == "T13")
    assert (slip["file"], slip["line"]) == ("templates/supplement-notice/kind.toml", 9)
    assert "本事项.结论只能是 通过、限期整改、不通过，从不是 需补正" in slip["message"]
    done = run("generate", "supplement-notice")
    assert done.code == 1
    assert "templates/supplement-notice/kind.toml:9：when 里本事项.结论只能是" in done.err
    assert not list((root / "output").rglob("*.docx"))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('when_not = "初审\\u001b[31m"', "when_not 里有换行或看不见的字符"),
        ('when_not = "初审\\n没有"', "when_not 里有换行或看不见的字符"),
        ('"a\\u001b" = "初审"', r"不认识的键 a\u001b"),
    ],
)
def test_what_would_reach_the_terminal_is_seen(
    workspace: Callable[..., Path], capsys: pytest.CaptureFixture[str], line: str, said: str
) -> None:
    root = workspace(PASSED)
    notice(root, f"{NOTICE}{line}\n")
    done = runner(root, capsys)("generate", "supplement-notice")
    assert said in done.err
    assert done.code != 0


def test_a_condition_may_stand_on_several_lines(
    workspace: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    root = workspace(PASSED)
    one, several = 'when = "本事项.结论', 'when = """\n本事项.结论'
    notice(root, NOTICE.replace(one, several).replace('补正截止"', '补正截止\n"""'))
    done = runner(root, capsys)("generate", "supplement-notice", "--format", "json")
    (job,) = json.loads(done.out)
    assert job["reason"] == "条件不成立：本事项.结论 == '限期整改' and 本事项.补正截止"
