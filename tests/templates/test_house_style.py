"""The committed templates are the ones the house style builds, and Word can read them."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest

from pipeline.documents.render import Template
from templates.house.__main__ import BUILDERS, TEMPLATES
from templates.house.style import STYLES


@pytest.mark.parametrize("kind", BUILDERS)
def test_committed_template_is_the_built_one(kind: str) -> None:
    committed = (TEMPLATES / kind / "template.docx").read_bytes()
    assert BUILDERS[kind]().docx() == committed, "运行 python -m templates.house 后一并提交"


@pytest.mark.parametrize("kind", BUILDERS)
def test_template_compiles_by_its_path_alone(kind: str) -> None:
    assert Template.load(TEMPLATES / kind / "template.docx").digest


@pytest.mark.parametrize("kind", BUILDERS)
def test_template_is_clean(kind: str) -> None:
    data = (TEMPLATES / kind / "template.docx").read_bytes()
    document: Any = docx.Document(io.BytesIO(data))
    properties = document.core_properties
    assert (properties.author, properties.comments, properties.last_modified_by) == ("", "", "")
    named = {style.name for style in document.styles}
    assert {style.name for style in STYLES} <= named
    for paragraph in document.paragraphs:
        assert paragraph.style.name != "Normal", paragraph.text
