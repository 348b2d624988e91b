"""Step 1, read: a studio's folder into a typed `Case`, and every fault of its files.

Must not judge content against the rule document (that is `rules`), nor read any clock.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NewType, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from pipeline.diagnostics import Diagnostic, Place, Report, RuleCode, Severity, visible
from pipeline.dossier.application import Dossier
from pipeline.dossier.fields import Written
from pipeline.dossier.intake import Intake
from pipeline.dossier.ledger import Ledger
from pipeline.dossier.record import Record
from pipeline.dossier.source import Marks, Rows, Source, Table, read_source

Slug = NewType("Slug", str)
SLUG = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
LEDGER_NAME = re.compile(r"ledger-([0-9]{4})\.yaml")
EVIDENCE_FOLDER = "evidence"

_Model = TypeVar("_Model", bound=Written)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One studio in one intake, as written. `folder` is absolute; names in messages are relative
    to the workspace. `key` is YEAR/SLUG, as people type it."""

    year: int
    slug: Slug
    folder: Path
    dossier: Dossier
    ledgers: Mapping[int, Ledger]
    record: Record | None
    intake: Intake | None
    sources: Mapping[str, Source] = field(repr=False)

    @property
    def key(self) -> str:
        return f"{self.year}/{self.slug}"

    @property
    def evidence_folder(self) -> Path:
        return self.folder / EVIDENCE_FOLDER

    @property
    def dossier_place(self) -> Place:
        return self.dossier.marks.at()


def load_case(folder: Path) -> tuple[Case | None, Report]:
    """Read the studio in `folder` (…/dossiers/<year>/<slug>).

    The Case is None when dossier.yaml cannot be used; a faulty ledger or record is left out of
    the Case and stands in the Report.
    """
    folder = folder.resolve()
    root = folder.parent.parent.parent
    intake, intake_report = load_intake(folder.parent)
    return load_studio(folder, root=root, intake=intake, intake_report=intake_report)


def load_intake(folder: Path) -> tuple[Intake | None, Report]:
    """Read `intake.yaml` of a year's folder."""
    folder = folder.resolve()
    intake, _, faults = load_file(folder / "intake.yaml", folder.parent.parent, Intake)
    if intake is not None and str(intake.year) != folder.name:
        faults.append(
            _mismatch(
                intake.marks.at("年度"),
                f"年度写的是 {intake.year}，文件夹是 {folder.name}",
                f"改成 {folder.name}，或把文件夹改名。",
            )
        )
    return intake, Report.of(faults)


def load_studio(
    folder: Path, *, root: Path, intake: Intake | None, intake_report: Report
) -> tuple[Case | None, Report]:
    """As `load_case`, with the intake already read: an intake is shared by all its studios."""
    faults = list(intake_report)
    sources: dict[str, Source] = {}
    if not SLUG.fullmatch(folder.name) or not re.fullmatch("[0-9]{4}", folder.parent.name):
        faults.append(
            Diagnostic(
                place=Place(file=_shown(folder, root)),
                code=RuleCode("F09"),
                severity=Severity.ERROR,
                article="",
                message=f"文件夹名 {visible(folder.parent.name)}/{visible(folder.name)} 不合规则",
                hint="用 年份/拼音，如 2026/li-jianguo：小写字母、数字、短横线。",
            )
        )
        return None, Report.of(faults)
    dossier, source, found = load_file(folder / "dossier.yaml", root, Dossier)
    faults += found
    if source:
        sources[source.file] = source
    ledgers: dict[int, Ledger] = {}
    for path in sorted(folder.glob("ledger-*.yaml")):
        if not (named := LEDGER_NAME.fullmatch(path.name)):
            continue  # told below, with the other unknown names
        ledger, source, found = load_file(path, root, Ledger)
        faults += found
        if source:
            sources[source.file] = source
        if ledger is None:
            continue
        if int(named[1]) != ledger.year:
            faults.append(
                _mismatch(
                    ledger.marks.at("年度"),
                    f"年度填 {ledger.year}，文件名是 {path.name}",
                    f"文件名应是 ledger-{ledger.year}.yaml。",
                )
            )
        ledgers[ledger.year] = ledger
    record: Record | None = None
    if (folder / "record.yaml").exists():
        record, source, found = load_file(folder / "record.yaml", root, Record)
        faults += found
        if source:
            sources[source.file] = source
    for path in sorted(folder.glob("*.y*ml")):
        if path.name not in ("dossier.yaml", "record.yaml") and not LEDGER_NAME.fullmatch(
            path.name
        ):
            faults.append(
                _mismatch(
                    Place(file=_shown(path, root)),
                    f"不认识的文件名 {visible(path.name)}",
                    "只用 dossier.yaml、ledger-年份.yaml、record.yaml。",
                )
            )
    if dossier is None:
        return None, Report.of(faults)
    case = Case(
        year=int(folder.parent.name),
        slug=Slug(folder.name),
        folder=folder,
        dossier=dossier,
        ledgers=ledgers,
        record=record,
        intake=intake,
        sources=sources,
    )
    return case, Report.of(faults)


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def _mismatch(place: Place, message: str, hint: str) -> Diagnostic:
    return Diagnostic(
        place=place,
        code=RuleCode("F09"),
        severity=Severity.ERROR,
        article="",
        message=message,
        hint=hint,
    )


def load_file(
    path: Path, root: Path, model: type[_Model]
) -> tuple[_Model | None, Source | None, list[Diagnostic]]:
    """Read one file of a studio against its model; names in messages are relative to `root`."""
    file = _shown(path, root)
    try:
        data = _regular_bytes(path)
    except OSError as error:
        reason = "没有这个文件" if isinstance(error, FileNotFoundError) else str(error.strerror)
        fault = Diagnostic(
            place=Place(file=file),
            code=RuleCode("R00"),
            severity=Severity.ERROR,
            article="",
            message=f"读不了 {path.name}：{reason}",
            hint="补上这个文件；样例见 dossiers/README.md。",
        )
        return None, None, [fault]
    source, found = read_source(file, data)
    faults = list(found)
    if source is None:
        return None, None, faults
    try:
        return model.model_validate(source.root), source, faults
    except ValidationError as error:
        faults += _explain(error.errors(include_url=False, include_context=True), source, model)
        return None, source, faults


def _regular_bytes(path: Path) -> bytes:
    if path.exists() and not path.is_file():
        raise OSError(0, "不是普通文件")
    with path.open("rb") as stream:
        return stream.read(2_000_001)


def _explain(
    errors: Iterable[ErrorDetails], source: Source, model: type[Written]
) -> Iterable[Diagnostic]:
    for error in errors:
        place, names = _locate(source.root, error["loc"])
        message, hint = _in_chinese(error, names, model)
        yield Diagnostic(
            place=place,
            code=RuleCode(_CODES.get(error["type"], "F05")),
            severity=Severity.ERROR,
            article="",
            message=message,
            hint=hint,
        )


def _locate(root: Table, loc: tuple[int | str, ...]) -> tuple[Place, list[str]]:
    """The place a pydantic location points at, and the Chinese keys on the way."""
    marks: Marks = root.marks
    place, value, names = marks.at(), root, []
    key: str | None = None
    current: object = value
    for step in loc:
        if isinstance(current, Table):
            if step not in current and step not in current.marks.keys:
                if isinstance(step, str) and current.get("事项") == step:
                    continue  # the tag of a tagged union is no key of the file
                names.append(str(step))
                return current.marks.at(), names
            key = str(step)
            names.append(key)
            marks = current.marks
            place = marks.at(key)
            current = current.get(key)
        elif isinstance(current, Rows) and isinstance(step, int) and step < len(current):
            current = current[step]
            names.append(f"第{step + 1}项")
            place = current.marks.at() if isinstance(current, Table) else marks.at(key, step)
    return place, names


_CODES = {
    "missing": "F01",
    "extra_forbidden": "F02",
    "enum": "F03",
    "literal_error": "F03",
    "union_tag_invalid": "F03",
    "union_tag_not_found": "F01",
    "wanted": "F04",
}


def _in_chinese(error: ErrorDetails, names: list[str], model: type[Written]) -> tuple[str, str]:
    name = visible(" → ".join(names)) or "文件"
    last = visible(names[-1]) if names else "文件"
    kind, context = error["type"], error.get("ctx", {})
    written = error.get("input")
    shown = f"“{visible(written, 30)}”" if isinstance(written, str) else "一组内容"
    if kind in ("missing", "union_tag_not_found"):
        what = "事项" if kind == "union_tag_not_found" else last
        return f"“{name}”没有填写", f"补上“{what}: …”。"
    if kind == "extra_forbidden":
        known = sorted(_keys_at(model, error["loc"][:-1]))
        near = difflib.get_close_matches(str(error["loc"][-1]), known, n=1, cutoff=0.5)
        hint = f"是不是“{near[0]}”？" if near else f"这里可以写：{'、'.join(known)}。"
        return f"不认识的键“{last}”", hint
    if kind in ("enum", "literal_error", "union_tag_invalid"):
        allowed = re.findall(
            r"'([^']+)'", str(context.get("expected") or context.get("expected_tags"))
        )
        if kind == "union_tag_invalid":
            shown = f"“{visible(str(context.get('tag')), 30)}”"
            name = "事项"
        near = difflib.get_close_matches(str(written), allowed, n=1, cutoff=0.5)
        listed = "、".join(visible(one) for one in allowed)
        hint = f"填“{near[0]}”？" if near else ""
        return f"“{name}”填的是{shown}，不在可选范围", f"{hint}可选：{listed}。"
    if kind == "wanted":
        example = str(context.get("example", ""))
        hint = f"例如 {example}。" if example else "检查缩进与引号。"
        return f"“{name}”填的是{shown}：{context.get('what')}", hint
    if kind in ("too_short", "string_too_short"):
        return f"“{name}”是空的", f"至少填一项“{last}”。"
    if kind == "string_too_long":
        return f"“{name}”超过 {context.get('max_length')} 字", "精简文字，或写进附件。"
    if kind in ("tuple_type", "list_type"):
        return f"“{name}”应是一个列表", "每项另起一行，以“- ”开头。"
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return f"“{name}”应是一组“键: 内容”，写的却是{shown}", "下一行缩进两格，逐项填写。"
    if kind == "greater_than":
        return f"“{name}”应大于 {context.get('gt')}", "填实际数字。"
    return f"“{name}”填的内容（{shown}）不合要求", "对照 dossiers/README.md 的说明修改。"


def _keys_at(model: type[Written], loc: tuple[int | str, ...]) -> set[str]:
    """The keys allowed in the mapping at `loc`: walk the models by alias."""
    options: list[Any] = [model]
    for step in loc:
        if isinstance(step, int):
            continue
        deeper: list[Any] = []
        for option in options:
            for info in option.model_fields.values():
                if info.alias == step:
                    deeper += models_in(info.annotation)
        tagged = [o for o in options if _tag(o) and step in _tag(o)]
        options = deeper or tagged or options
    return {
        info.alias
        for o in options
        for info in o.model_fields.values()
        if info.alias and info.alias != "@"
    }


def _tag(model: type[Written]) -> tuple[str, ...]:
    info = model.model_fields.get("act")
    return tuple(getattr(info.annotation, "__args__", ())) if info else ()


def models_in(annotation: Any) -> list[type[Written]]:
    """Every model that a field of this type can hold."""
    if isinstance(annotation, type) and issubclass(annotation, Written):
        return [annotation]
    inner = [
        *getattr(annotation, "__args__", ()),
        *([annotation.__origin__] if hasattr(annotation, "__metadata__") else []),
    ]
    return [found for one in inner for found in models_in(one)]
