"""templates/README.md says what the code says: names, filters, codes, groups."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from pipeline.documents.kinds import Kind, Subject
from pipeline.documents.lint.check import lint
from pipeline.documents.lint.schema import leaves, view_schema
from pipeline.documents.template.filters import FILTERS
from templates.house.authors import readme

TEMPLATES = Path(__file__).parents[2] / "templates"


def test_the_committed_file_is_the_one_the_code_writes() -> None:
    committed = (TEMPLATES / "README.md").read_text(encoding="utf-8")
    assert committed == readme(), "运行 make templates 后一并提交"


def test_every_filter_and_every_subject_is_explained() -> None:
    text = readme()
    assert all(f"`\\| {name}`" in text for name in FILTERS)
    assert all(f"| `{subject.value}` |" in text for subject in Subject)


def test_every_key_of_a_kind_is_explained() -> None:
    written = {one.name for one in fields(Kind)} - {"name", "folder", "template_digest"}
    assert {key for key in written if f"| `{key}` |" not in readme()} == set()


def test_every_name_of_every_subject_is_listed() -> None:
    text = readme()
    for subject in Subject:
        for path, _ in leaves(view_schema(subject, ("命名", "中期检查", "周期末复核", "专家评审"))):
            if path.startswith(("名单[].", "全部[].", "原带头人", "本事项")):
                continue
            assert f"| `{path}` |" in text, (subject, path)


def test_every_name_the_shipped_templates_use_is_listed() -> None:
    text = readme()
    for kind, paths in lint(TEMPLATES).used.items():
        for path in paths:
            bare = path.split("名单[].")[-1].split("全部[].")[-1].replace("原带头人", "带头人")
            if not bare.startswith("本事项") and "*" not in bare:
                assert f"| `{bare}` |" in text or f"| `{path}` |" in text, (kind, path)
