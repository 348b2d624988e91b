"""Far more text than usual, and none at all: nothing is lost, no page is left over or runs over."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.documents.convert import engine_named
from pipeline.documents.kinds import load_kinds
from pipeline.documents.plan import plan
from pipeline.documents.render import Template
from pipeline.documents.template.filters import FILTERS
from pipeline.dossier.workspace import load_workspace
from pipeline.pdf.letters import drawn_pages
from pipeline.rules.check import check_workspace
from tests.documents.test_values import stands
from tests.texts import squeezed

pytestmark = pytest.mark.slow
KEY = "2026/liang-jun"
DAY = datetime.date(2026, 11, 23)
SENTENCE = (
    "先后主持完成数控机床主轴精度恢复、薄壁件装夹变形控制等课题，在一线带出一批青年技术骨干。"
)
MEMBER = (
    "  - {{姓名: 成员{0:03d}, 性别: 女, 出生年月: 1985-07, 学历: 大学本科, 职称等级: 高级技师,"
    " 专业: 机械制造与自动化, 分工: 第{0}组工艺试验与数据整理, 一线: 是}}\n"
)
ACTIVITY = (
    "  - {{日期: 2026-03-0{1}, 类别: 导师带徒, 主题: 第{0:03d}次活动, 地点: 工程训练中心,"
    " 人数: 12}}\n"
)


def section(text: str, name: str, body: str) -> str:
    """`text` with the section of that name replaced; an empty list if there is no body."""
    pattern = re.compile(rf"^{name}:.*?(?=^\S|\Z)", re.MULTILINE | re.DOTALL)
    assert len(pattern.findall(text)) == 1, name
    return pattern.sub(lambda _: f"{name}:\n{body}\n" if body else f"{name}: []\n", text)


def application(root: Path) -> tuple[dict[str, int], list[str]]:
    """The values of the application form of the only studio, and the text of its pages."""
    checked = check_workspace(load_workspace(root), DAY)
    kinds = tuple(k for k in load_kinds(root / "templates") if k.name == "application-form")
    (job,) = plan(checked, kinds)
    template = Template.load(job.kind.template, FILTERS)
    docx = template.render(job.context)
    pdf = engine_named("embedded").convert(docx, title=job.title, created=DAY)
    assert job.date is not None
    printed = dict.fromkeys(map(squeezed, template.values(job.context)), 1)
    printed.pop("", None)
    drawn = drawn_pages(pdf.pdf)
    assert not "".join(page.outside for page in drawn)
    return printed, [squeezed(page.text) for page in drawn]


def changed(root: Path, change: Callable[[str], str]) -> Path:
    path = root / "dossiers" / KEY / "dossier.yaml"
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    return root


@pytest.mark.thorough
def test_a_long_dossier_loses_nothing(workspace: Callable[..., Path]) -> None:
    def longer(text: str) -> str:
        deeds = "".join(f"    第{n}项。{SENTENCE}\n" for n in range(1, 71))
        assert len(deeds) > 3000
        old = re.compile(r"^  主要事迹: \|?.*?(?=^  \S|^\S)", re.MULTILINE | re.DOTALL)
        text = old.sub(lambda _: f"  主要事迹: |\n{deeds}", text, count=1)
        text = section(text, "成员", "".join(MEMBER.format(n) for n in range(1, 61)))
        return section(text, "活动", "".join(ACTIVITY.format(n, n % 9 + 1) for n in range(1, 201)))

    printed, pages = application(changed(workspace(KEY), longer))
    lost = [value for value in printed if not stands(value, pages)]
    assert lost == []
    whole = "".join(pages)
    assert whole.count("第70项。") == 1
    assert whole.count("成员060") == 1
    assert whole.count("第200次活动") == 1
    assert 15 < len(pages) < 40
    assert all(len(page) > 40 for page in pages[1:]), [len(page) for page in pages]


def test_empty_lists_and_optional_parts_leave_no_holes(workspace: Callable[..., Path]) -> None:
    def barer(text: str) -> str:
        for name in ("成员", "制度", "活动", "成果", "经费预算"):
            text = section(text, name, "")
        return text

    printed, pages = application(changed(workspace(KEY), barer))
    assert [value for value in printed if not stands(value, pages)] == []
    whole = "".join(pages)
    assert "None" not in whole
    assert "[]" not in whole
    assert whole.count("无") >= 4
    assert len(pages) < 14
