"""The names that templates may use are the names that are there, with the types they have."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from pipeline.documents.docx.photo_file import PictureFile
from pipeline.documents.kinds import Subject, load_kinds
from pipeline.documents.lint.filter_types import BLANK_TAKERS, TAKES
from pipeline.documents.lint.schema import (
    ANY,
    BLOCK,
    CHOICE,
    COUNT,
    DAY,
    LIST,
    MEASURED,
    MONEY,
    MONTH,
    NUMBER,
    PHOTO,
    TABLE,
    TEXT,
    YES,
    Shape,
    leaves,
    view_schema,
)
from pipeline.documents.plan import Job, plan
from pipeline.documents.template.filters import FILTERS, MEANINGS
from pipeline.dossier.fields import Month
from pipeline.dossier.workspace import load_workspace
from pipeline.rules.check import check_workspace

ROOT = Path(__file__).parents[3]
DAY_OF_SAMPLES = datetime.date(2026, 11, 23)
PLANNED = [one for one in Subject if one is not Subject.VOLUME]


@cache
def jobs() -> tuple[Job, ...]:
    checked = check_workspace(load_workspace(ROOT), DAY_OF_SAMPLES)
    return tuple(
        job for job in plan(checked, load_kinds(ROOT / "templates"), DAY_OF_SAMPLES) if job.context
    )


def kinds_of(value: object) -> tuple[str, ...]:
    """What a value may be called."""
    for types, names in (
        (bool, (YES,)),
        (int, (COUNT, MONEY)),
        (Decimal, (NUMBER,)),
        (str, (TEXT, CHOICE)),
        (datetime.date, (DAY,)),
        (Month, (MONTH,)),
        (PictureFile, (PHOTO,)),
        (tuple, (LIST,)),
        (Mapping, (BLOCK, TABLE)),
    ):
        if isinstance(value, types):
            return names
    raise TypeError(type(value).__name__)


def differences(value: object, shape: Shape, path: str) -> Iterator[str]:
    if shape.kind == ANY or (value == "" and isinstance(value, str) and shape.optional):
        return
    if shape.kind not in kinds_of(value):
        yield f"{path}: 写的是{shape.kind}，实际是 {type(value).__name__}（{value!r:.40}）"
    elif isinstance(value, tuple) and not isinstance(value, Month):
        for one in value:
            yield from differences(one, shape.element or Shape(kind=ANY), f"{path}[]")
    elif isinstance(value, Mapping):
        yield from mapping_differences(value, shape, path)


def mapping_differences(value: Mapping[str, object], shape: Shape, path: str) -> Iterator[str]:
    for name, one in value.items():
        if shape.kind == TABLE:
            yield from differences(one, shape.element or Shape(kind=ANY), f"{path}.*")
        elif name in shape.items:
            yield from differences(one, shape.items[name], f"{path}.{name}")
        elif not path.endswith(("在册成员[]", "本事项")):
            yield f"{path}.{name}: derived.toml 里没有（{type(one).__name__}）"
    for name, one in shape.items.items():
        absent = name not in value and not one.optional
        if absent and not path.endswith("本事项"):
            yield f"{path}.{name}: 视图里没有"


@pytest.mark.parametrize("subject", PLANNED)
def test_names_are_those_of_the_views_of_all_samples(subject: Subject) -> None:
    seen: set[str] = set()
    for job in jobs():
        if job.kind.subject is subject:
            whole = Shape(kind=BLOCK, items=view_schema(subject, job.kind.after))
            seen |= set(differences(job.context, whole, ""))
    assert not seen, "\n".join(sorted(seen))


def test_every_subject_has_samples() -> None:
    assert {job.kind.subject for job in jobs()} == set(PLANNED)


def test_public_documents_know_no_personal_data() -> None:
    names = {path.rpartition(".")[2] for path, _ in leaves(view_schema(Subject.PUBLIC))}
    assert not names & {"手机", "出生年月", "简历", "姓名", "金额", "办公电话"}


def test_filters_that_take_a_blank_print_nothing_of_it() -> None:
    """The others fail, or make something of it that nobody wrote, as 否."""
    for name, takes in TAKES.items():
        if set(takes) & set(MEASURED):
            try:
                nothing = FILTERS[name]("") == ""
            except (TypeError, ValueError, ArithmeticError, AttributeError):
                nothing = False
            assert nothing == (name in BLANK_TAKERS), name


def test_every_filter_says_what_it_takes_and_means() -> None:
    assert set(TAKES) == set(FILTERS) == set(MEANINGS)
