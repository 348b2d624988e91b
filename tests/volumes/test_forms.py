"""The forms of a volume and the names their templates use are one list, held from both sides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import get_args, get_type_hints

import pytest

from pipeline.archive.forms import CatalogueLine, Form, GroupLine, ReportLine
from pipeline.documents.kinds import Subject
from pipeline.documents.lint.schema import leaves, view_schema
from pipeline.documents.view.volume import NAMES, volume_view

LINES: dict[object, type] = {one: one for one in (GroupLine, CatalogueLine, ReportLine)}
KINDS = {str: "文字", int: "整数"}


def paths(form: type, inside: str = "") -> Iterator[tuple[str, str]]:
    """Every field below a form with the type its name must be given."""
    hints = get_type_hints(form)
    for one in fields(form):
        path, hint = f"{inside}{one.name}", hints[one.name]
        if hint in KINDS:
            yield path, KINDS[hint]
            continue
        element, _ = get_args(hint)  # tuple[…, ...]
        yield path, "列表"
        if element in LINES:
            yield from paths(LINES[element], f"{path}[].")
        else:
            yield f"{path}[]", KINDS[element]


def test_every_field_has_a_name_and_every_name_a_field() -> None:
    of_forms = dict(pair for form in get_args(Form) for pair in paths(form))
    assert of_forms == {path: kind for path, (_, kind, _) in NAMES.items()}


def test_templates_are_checked_against_those_names() -> None:
    known = dict(leaves(view_schema(Subject.VOLUME)))
    assert {"案卷号", "目录[].案卷号", "分类[].件数", "说明", "检查人"} <= set(known)
    assert known["目录[].页次"].meaning == "起页—止页"


def test_a_field_without_a_name_is_no_silent_blank() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Changed:
        title: str
        shelf: str

    with pytest.raises(LookupError, match=r"Changed\.shelf"):
        volume_view(Changed(title="甲", shelf="乙"))
