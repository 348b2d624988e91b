"""Templates may ask for an act that is not on record; a name of no act is a fault of theirs."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from pipeline.documents.render import Template, TemplateFaults
from pipeline.documents.view.studio import studio_view
from pipeline.dossier.workspace import load_workspace
from pipeline.lifecycle import place
from tests.conftest import ROOT
from tests.documents.docx_maker import template
from tests.documents.test_render import rendered

DAY = datetime.date(2026, 11, 23)


@pytest.fixture(scope="module")
def withdrawn() -> dict[str, object]:
    case = next(
        one
        for one in load_workspace(ROOT, ["2025"]).of_year(2025)
        if one.key == "2025/he-guangming"
    )
    return studio_view(case, place(case, DAY), DAY)


def test_an_act_not_on_record_is_blank(tmp_path: Path, withdrawn: dict[str, object]) -> None:
    path = template(
        tmp_path / "t.docx",
        "{% if 事项.命名 %}已{% else %}未{% endif %}命名"
        "{% if '命名' in 事项 %}有{% else %}没有{% endif %}"
        "{% if 事项.撤回申报 %}，撤回{% endif %}",
    )
    assert rendered(path, withdrawn) == "未命名没有，撤回"


def test_a_name_of_no_act_is_told(tmp_path: Path, withdrawn: dict[str, object]) -> None:
    path = template(tmp_path / "t.docx", "{% if 事项.授名 %}有{% endif %}")
    with pytest.raises(TemplateFaults, match="没有名为 授名 的项"):
        Template.load(path).render(withdrawn)
