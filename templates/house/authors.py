"""The text of templates/README.md: how clerks write templates, and every name they may use.

The prose stands in `authors.md`; filters, codes and names come from the code that checks templates,
so the file cannot promise what is refused. `make templates` writes it. Must not look at any
template or case.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.documents.kinds import GROUPS, RETENTIONS, Subject
from pipeline.documents.layout import LAYOUTS
from pipeline.documents.lint.check import CODES
from pipeline.documents.lint.filter_types import TAKES
from pipeline.documents.lint.schema import (
    BLOCK,
    LIST,
    Schema,
    Shape,
    leaves,
    listed_acts,
    view_schema,
)
from pipeline.documents.template.filters import MEANINGS
from pipeline.dossier.paths import INTAKE_FILE

_PROSE = Path(__file__).with_name("authors.md")
_SUBJECTS: tuple[tuple[Subject, str], ...] = (
    (Subject.STUDIO, "每个工作室一份（有 after 时，登记以后才有）"),
    (Subject.ACT, "after 里的事项每登记一次，一份；那一次的内容叫 `本事项`"),
    (Subject.SHEET, "专家评审的每张评分表一份；那张表叫 `本表`"),
    (Subject.YEAR, "每个工作室、每个有年度自评的台账年度一份"),
    (Subject.GAPS, "台账有缺项的每个工作室一份"),
    (Subject.INTAKE, "每个申报批次一份；补充审定的另出一份"),
    (Subject.LISTED, "after 里的事项在批次文件的列表里每记一次，一份；那一次的内容叫 `本事项`"),
    (Subject.PUBLIC, "每个申报批次一份，但只有可以公开的名字"),
    (Subject.VOLUME, "归档时随案卷生成"),
)
#: Blocks that get a table of their own, or stand elsewhere already.
_APART = ("批次", "事项", "原带头人", "名单", "全部")


def readme() -> str:
    """The whole file."""
    prose = _PROSE.read_text(encoding="utf-8")
    for mark, values in (("GROUPS", GROUPS), ("RETENTIONS", RETENTIONS), ("LAYOUTS", LAYOUTS)):
        prose = prose.replace(f"%{mark}%", "、".join(values))
    return prose + "\n".join(_parts()) + "\n"


def _parts() -> Iterator[str]:
    for name, meaning in MEANINGS.items():
        yield f"| `\\| {name}` | {'、'.join(TAKES[name])} | {_cell(meaning)} |"
    yield "\n## 检查代码\n\n| 代码 | 毛病 |\n|---|---|"
    for code, what in CODES.items():
        yield f"| {code} | {what} |"
    yield "\n## subject\n\n| subject | 一份文件说的是 |\n|---|---|"
    for subject, what in _SUBJECTS:
        yield f"| `{subject.value}` | {what} |"
    yield "\n## 名字\n\n带 [] 的是列表里每一项的名字，先用 for 逐项取出。标“可空”的可能没有内容。"
    studio = view_schema(Subject.STUDIO)
    yield from _table("一个工作室（subject 为 studio、act、sheet、year、gaps）", _without(studio))
    yield "\n`原带头人`（申报时的带头人）的各项同 `带头人`。"
    yield from _table(f"批次（{INTAKE_FILE}）", {"批次": studio["批次"]})
    yield from _table(
        "各事项（`事项.…`；subject 为 act、sheet 时，那一次的各项也叫 `本事项.…`）",
        {"事项": studio["事项"]},
    )
    acts = (
        "初审",
        "首笔划拨",
        "专家评审",
        "中期检查",
        "整改验收",
        "周期末复核",
        "取消称号",
        "退回经费",
    )
    extra = _added(view_schema(Subject.ACT, acts), studio, ("本事项",))
    yield from _table(f"{'、'.join(acts)}的文件另有", extra)
    sheet = view_schema(Subject.SHEET, ("专家评审",))
    yield from _table("评分表（subject 为 sheet）另有", {"本表": sheet["本表"]})
    yield from _table("年度（subject 为 year）另有", _added(view_schema(Subject.YEAR), studio))
    yield from _table("缺项（subject 为 gaps）另有", _added(view_schema(Subject.GAPS), studio))
    intake = view_schema(Subject.INTAKE)
    rows = {name: replace(intake[name], element=Shape(kind=BLOCK)) for name in ("名单", "全部")}
    yield from _table(
        "一个批次（subject 为 intake；另有 批次、校工会）", {**_without(intake), **rows}
    )
    yield "\n`名单`、`全部` 的每一项是一个工作室，名字见上。"
    yield from _table(
        f"{INTAKE_FILE} 列表里的事项（subject 为 listed 时，那一次的各项叫 `本事项.…`）",
        listed_acts(),
    )
    plain = view_schema(Subject.LISTED, ("其他事项",))
    for listed in (("合并划拨",), ("复核通报", "推荐公示", "档案移交"), ("年度汇总",)):
        extra = _added(view_schema(Subject.LISTED, listed), plain, ("本事项",))
        yield from _table(f"{'、'.join(listed)}的文件另有", extra)
    yield from _table("公开文件（subject 为 public），只有这些", view_schema(Subject.PUBLIC))
    yield from _table("案卷（subject 为 volume），只有这些", view_schema(Subject.VOLUME))


def _without(schema: Schema) -> Schema:
    return {name: shape for name, shape in schema.items() if name not in _APART}


def _added(schema: Schema, known: Schema, apart: tuple[str, ...] = ()) -> Schema:
    return {name: one for name, one in schema.items() if name not in known and name not in apart}


def _table(title: str, schema: Schema) -> Iterator[str]:
    yield f"\n### {title}\n\n| 名字 | 类型 | 出处和意思 |\n|---|---|---|"
    for path, shape in leaves(schema):
        yield f"| `{path}` | {_kind(shape)} | {_cell(_source(shape))} |"


def _kind(shape: Shape) -> str:
    inner = f"（{shape.element.kind}）" if shape.kind == LIST and shape.element else ""
    return f"{shape.kind}{inner}{'，可空' if shape.optional else ''}"


def _source(shape: Shape) -> str:
    values = f"{'、'.join(shape.values)}" if shape.values else ""
    return "；".join(filter(None, (shape.origin, shape.meaning, values)))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
