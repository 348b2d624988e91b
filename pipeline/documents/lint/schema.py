"""Which names a template may use: per subject, with the type of each and the file it comes from.

Names that people write are read off the dossier models; names that the program adds stand in
`derived.toml`, and a test compares both with the views of all samples. Must not look at any case.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Literal, Union, get_args, get_origin

from pipeline.acts import act_table, acts_under
from pipeline.documents.kinds import Subject
from pipeline.documents.view.volume import volume_rows
from pipeline.dossier.acts.deciding import Deciding, Supplement
from pipeline.dossier.acts.lists import YearAct
from pipeline.dossier.acts.review import Sheet
from pipeline.dossier.application import Dossier, Member
from pipeline.dossier.fields import Fen, Month, Written
from pipeline.dossier.intake import Intake
from pipeline.dossier.ledger import Ledger, MemberChange, SelfAssessment
from pipeline.dossier.paths import (
    DOSSIER_FILE,
    INTAKE_FILE,
    LEDGER_FILE_OF_A_YEAR,
    RECORD_FILE,
)
from pipeline.dossier.record import StudioAct
from pipeline.names.comparison import ComparedName
from pipeline.policies import built_in
from pipeline.policies.sections import Payment

#: What a value is, as clerks read it.
TEXT, CHOICE, COUNT, MONEY, NUMBER, DAY, MONTH, YES, PHOTO, BLOCK, LIST, TABLE, ANY = (
    "文字", "选项", "整数", "金额", "数", "日期", "年月", "是否", "图片", "组", "列表", "表",
    "任意",
)  # fmt: skip
#: What a sentence leans on: a blank in its place makes it false or senseless.
MEASURED = (DAY, MONTH, COUNT, MONEY, NUMBER, YES)
DERIVED = Path(__file__).with_name("derived.toml")
COMPUTED = "程序推算"
_OF_ACTS = "act."


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What stands under a name. `items` are of a 组; `element` is of a 列表 or a 表. `required`:
    people must write it."""

    kind: str
    origin: str = ""
    meaning: str = ""
    optional: bool = False
    required: bool = True
    values: tuple[str, ...] = ()
    items: Mapping[str, Shape] = field(default_factory=dict)
    element: Shape | None = None


Schema = Mapping[str, Shape]
ANYTHING = Shape(kind=ANY)
_LEAVES: Mapping[object, str] = {
    str: TEXT, ComparedName: TEXT, int: COUNT, Fen: MONEY,
    Decimal: NUMBER, datetime.date: DAY, Month: MONTH, bool: YES,
}  # fmt: skip


@cache
def view_schema(subject: Subject, after: tuple[str, ...] = ()) -> Schema:
    """The names of a subject. `after` names the acts that 本事项 can be; what must be recorded
    before each of them is not blank."""
    tables, settled = _derived(), settled_by(after)
    if subject is Subject.VOLUME:
        return _with({}, volume_rows(), settled)
    if subject is Subject.PUBLIC:
        return _with({}, tables["public"], settled)
    if subject is Subject.INTAKE:
        table = {**tables["shared"], **tables["intake"]}
        steps = {
            n: replace(one, optional=True) for n, one in items_of(Deciding, INTAKE_FILE).items()
        }
        rounds = {
            "补充": replace(_block(Supplement, INTAKE_FILE), optional=True),
            "首次": Shape(kind=BLOCK, origin=INTAKE_FILE, items=steps),
        }
        return _with({**_batch(settled), **_studios(settled), **rounds}, table, settled)
    if subject is Subject.LISTED:
        acts = {"本事项": _either([listed_acts()[n] for n in after if n in listed_acts()])}
        studios = {"名单": _studios(settled)["全部"]}
        table = {**tables["shared"], **tables["listed"]}
        names = dict(_with({**_batch(settled), **acts, **studios}, table, settled))
        return _of_some(names, after, settled)
    names = dict(_studio(settled))
    if subject in (Subject.ACT, Subject.SHEET):
        names["本事项"] = _either([shape for name, shape in act_shapes().items() if name in after])
        names = dict(_of_some(names, after, settled))
    if subject is Subject.SHEET:
        names["本表"] = _block(Sheet, RECORD_FILE)
    if subject is Subject.YEAR:
        names["台账"] = _block(Ledger, LEDGER_FILE_OF_A_YEAR)
        names["自评"] = _block(SelfAssessment, LEDGER_FILE_OF_A_YEAR)
        names["备案"] = replace(act_shapes()["年度自评备案"], optional=True)
        names["在册成员"] = Shape(kind=LIST, element=_common(Member, MemberChange))
    extra = tables[subject.value] if subject in (Subject.YEAR, Subject.GAPS) else {}
    return _with(names, extra, settled)


def _of_some(names: Schema, after: tuple[str, ...], settled: frozenset[str]) -> Schema:
    """`names` and those that only papers on some of `after` have."""
    for title, rows in _derived().items():
        of_acts = title.startswith(_OF_ACTS)
        if of_acts and set(after) & set(title.removeprefix(_OF_ACTS).split("、")):
            names = _with(names, rows, settled)
    return names


def settled_by(after: tuple[str, ...]) -> frozenset[str]:
    """The acts that are recorded whichever of `after` made a document due (Art. 7–14)."""
    ways = [_before(name) for name in after]
    return frozenset.intersection(*ways) if ways else frozenset()


def _before(name: str) -> frozenset[str]:
    known = act_table(_payments()).get(name)
    earlier = (_before(one) for one in known[1].after) if known else ()
    return frozenset({name}).union(*earlier)


@cache
def there_in(after: tuple[str, ...]) -> Mapping[str, frozenset[str]]:
    """Act → the paths that have a content where a document is about it."""
    acts = act_shapes()
    return {
        name: frozenset(
            (
                *(f"本事项.{item}" for item, one in acts[name].items.items() if not one.optional),
                *(f"{block}.{act}" for act in _before(name) for block in ("事项", "批次")),
            )
        )
        for name in after
        if name in acts
    }


def _studio(settled: frozenset[str]) -> Schema:
    tables = _derived()
    names = {**items_of(Dossier, DOSSIER_FILE), **_batch(settled)}
    names["技艺"] = replace(names["技艺"], optional=True)
    names["原带头人"] = names["带头人"]
    acts = {n: replace(one, optional=n not in settled) for n, one in act_shapes().items()}
    names["事项"] = Shape(kind=BLOCK, origin=f"{RECORD_FILE}、{INTAKE_FILE}", items=acts)
    return _with(names, {**tables["shared"], **tables["studio"]}, settled)


def _studios(settled: frozenset[str]) -> dict[str, Shape]:
    """名单 are the studios that the committee approved, once it has met; 全部 are all."""
    chosen = _before("工会委员会研究") & settled
    return {
        name: Shape(
            kind=LIST,
            origin=COMPUTED,
            element=Shape(kind=BLOCK, origin=COMPUTED, items=_studio(known)),
        )
        for name, known in (("名单", chosen), ("全部", frozenset[str]()))
    }


def _batch(settled: frozenset[str]) -> dict[str, Shape]:
    batch = _block(Intake, INTAKE_FILE)
    items = {n: replace(one, optional=False) for n, one in batch.items.items() if n in settled}
    batch = replace(batch, items={**batch.items, **items})
    return {"批次": batch, "校工会": batch.items["校工会"]}


def _payments() -> tuple[Payment, ...]:
    return built_in().policies[-1].funds.payments


@cache
def act_shapes() -> Schema:
    """Every act of the life cycle by its name, from record.yaml or intake.yaml; the payments that
    the shipped policy has stand for all."""
    written = acts_of_union(StudioAct, RECORD_FILE)
    batch = {**items_of(Intake, INTAKE_FILE), **listed_acts()}
    return {
        rule.name: replace(written.get(rule.name) or batch[rule.name], optional=False)
        for rule in acts_under(_payments())
    }


def act_written(name: str) -> tuple[str, bool, Shape]:
    """Under which key an act is written, whether in a list, and its own keys."""
    if name in (own := acts_of_union(StudioAct, RECORD_FILE)):
        return "事项记录", True, own[name]
    if name in acts_of_union(YearAct, INTAKE_FILE):
        return "年度事项", True, listed_acts()[name]
    if name in listed_acts():
        return name, True, listed_acts()[name]
    return name, False, items_of(Intake, INTAKE_FILE)[name]


def also_written(name: str) -> Shape | None:
    """How an act is written for all studios at once, where it may be; and what is no act of its own
    but a list of them: 合并划拨, 补充审定."""
    if name == "补充审定":
        return items_of(Intake, INTAKE_FILE)[name].element
    of_year = acts_of_union(YearAct, INTAKE_FILE)
    own = acts_of_union(StudioAct, RECORD_FILE)
    if name not in listed_acts() or (name in of_year and name not in own):
        return None
    known = name in own or name in ("合并划拨",)
    return listed_acts()[name] if known else None


@cache
def listed_acts() -> Schema:
    """The acts that an intake holds in lists, by the name of the list, or, of the union's year, by
    their own."""
    lists = items_of(Intake, INTAKE_FILE)
    named = ("征求意见", "保密审查", "合并划拨", "复核通报", "推荐公示")
    own = {name: one for name in named if (one := lists[name].element)}
    return {**own, **acts_of_union(YearAct, INTAKE_FILE)}


def acts_of_union(annotated: object, origin: str) -> dict[str, Shape]:
    """Act → its block, for a union of acts told apart by their names."""
    union, *_ = get_args(annotated)
    return {
        name: _block(one, origin)
        for one in get_args(union)
        for name in get_args(one.model_fields["act"].annotation)
    }


def _block(model: type[Written], origin: str) -> Shape:
    return Shape(kind=BLOCK, origin=origin, items=items_of(model, origin))


def items_of(model: type[Written], origin: str) -> dict[str, Shape]:
    return {
        info.alias or name: replace(_shape(info.annotation, origin), required=info.is_required())
        for name, info in model.model_fields.items()
        if name != "marks"
    }


def _shape(annotation: object, origin: str) -> Shape:
    """The shape of a model's field, by its annotation alone."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    origin_type, inner = get_origin(annotation), get_args(annotation)
    if origin_type in (Union, UnionType):
        (one,) = (kind for kind in inner if kind is not NoneType)
        return replace(_shape(one, origin), optional=True)
    if origin_type is Literal:
        return Shape(kind=CHOICE, origin=origin, values=inner)
    if origin_type in (tuple, dict):
        kind, element = (LIST, inner[0]) if origin_type is tuple else (TABLE, inner[1])
        if kind == LIST and get_origin(element) is Annotated and element in (StudioAct, YearAct):
            return Shape(kind=LIST, origin=origin, element=ANYTHING)
        return Shape(kind=kind, origin=origin, element=_shape(element, origin))
    if annotation in _LEAVES:
        return Shape(kind=_LEAVES[annotation], origin=origin)
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return Shape(kind=CHOICE, origin=origin, values=tuple(annotation))
    if isinstance(annotation, type) and issubclass(annotation, Written):
        return _block(annotation, origin)
    raise TypeError(f"no shape for {annotation!r}")


def _either(shapes: list[Shape]) -> Shape:
    """A block that is one of several: each name that any of them has; what not all of them have
    may be missing."""
    items: dict[str, Shape] = {}
    everywhere = set.intersection(*(set(shape.items) for shape in shapes)) if shapes else set()
    for shape in shapes:
        for name, one in shape.items.items():
            same = name not in items or items[name] == one
            items[name] = one if same else Shape(kind=ANY, origin=one.origin)
    items = {n: one if n in everywhere else replace(one, optional=True) for n, one in items.items()}
    origin = "、".join(dict.fromkeys(shape.origin for shape in shapes))
    return Shape(kind=BLOCK, origin=origin, items=items)


def _common(*models: type[Written]) -> Shape:
    """A block that may be any of several models: only the names that all of them have."""
    shapes = [items_of(model, COMPUTED) for model in models]
    shared = {name: one for name, one in shapes[-1].items() if all(name in s for s in shapes)}
    return Shape(kind=BLOCK, origin=COMPUTED, items=shared)


#: Path → [kind, meaning], and for a kind with ？ the act from which on it is not blank.
_Rows = Mapping[str, list[str]]


@cache
def _derived() -> Mapping[str, _Rows]:
    """The tables of `derived.toml`; those of acts stand under "act." and their names."""
    tables = tomllib.loads(DERIVED.read_text(encoding="utf-8"))
    acts: Mapping[str, _Rows] = tables.pop("act")
    return {**tables, **{f"{_OF_ACTS}{names}": rows for names, rows in acts.items()}}


def _with(names: Mapping[str, Shape], table: _Rows, settled: frozenset[str]) -> Schema:
    """`names` and the rows of a table of `derived.toml`; `甲[].乙` is in a list."""
    merged = dict(names)
    for path, (kind, meaning, *act) in table.items():
        known = kind.removesuffix("？") if settled.intersection(act) else kind
        _put(merged, path.split("."), known, meaning)
    return merged


def _put(items: dict[str, Shape], path: list[str], kind: str, meaning: str) -> None:
    head, *rest = path
    name, listed = head.removesuffix("[]"), head.endswith("[]")
    old = items.get(name, Shape(kind=LIST if listed else BLOCK, origin=COMPUTED))
    if not rest:
        optional, bare = kind.endswith("？"), kind.removesuffix("？")
        leaf = Shape(kind=bare, origin=COMPUTED, meaning=meaning, optional=optional)
        items[name] = (
            replace(old, element=leaf)
            if listed
            else replace(leaf, items=old.items, element=old.element)
        )
        return
    inner = dict((old.element.items if old.element else {}) if listed else old.items)
    _put(inner, rest, kind, meaning)
    if listed:
        element = Shape(kind=BLOCK, origin=COMPUTED, items=inner)
        items[name] = replace(old, element=element)
    else:
        items[name] = replace(old, items=inner)


def leaves(schema: Schema, prefix: str = "") -> Iterator[tuple[str, Shape]]:
    """Every name with its full path, blocks before what they hold; lists as `甲[]`."""
    for name, shape in schema.items():
        path = f"{prefix}{name}"
        yield path, shape
        inner = shape.element if shape.kind == LIST else shape
        if inner is not None:
            yield from leaves(inner.items, f"{path}[]." if shape.kind == LIST else f"{path}.")
