"""Step 1, read: a studio's folder into a typed `Case`, and every fault of its files.

Must not judge content against the rule document (that is `rules`), nor read any clock.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import NewType, TypeVar

from pydantic import ValidationError

from pipeline.diagnostics import Diagnostic, Place, Report, RuleCode, Severity, visible
from pipeline.dossier.application import Dossier
from pipeline.dossier.faults import explained
from pipeline.dossier.fields import Written
from pipeline.dossier.intake import Intake
from pipeline.dossier.ledger import Ledger, ledger_model
from pipeline.dossier.paths import (
    DOSSIER_FILE,
    EVIDENCE_FOLDER,
    GUIDE,
    INTAKE_FILE,
    LEDGER_FILE_OF_A_YEAR,
    LEDGER_FILES,
    RECORD_FILE,
    is_key,
    ledger_file,
    ledger_year,
    meant_by,
    shown_path,
)
from pipeline.dossier.record import Record
from pipeline.dossier.source import Source, Suppression, read_source
from pipeline.dossier.spelling import odd_names
from pipeline.errors import cause
from pipeline.policies import Rulebook, read_rulebook

Slug = NewType("Slug", str)

_Model = TypeVar("_Model", bound=Written)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One studio in one intake, as written. `folder` is absolute; names in messages are relative
    to the workspace. `key` is YEAR/SLUG, as people type it. `rulebook` is what the workspace judges
    its studios by. `unread` are the files that could not be used, by those names: what they say is
    not known, so nothing follows from its absence."""

    year: int
    slug: Slug
    folder: Path
    dossier: Dossier
    ledgers: Mapping[int, Ledger]
    record: Record | None
    intake: Intake | None
    rulebook: Rulebook = field(repr=False)
    sources: Mapping[str, Source] = field(repr=False)
    unread: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.year}/{self.slug}"

    @property
    def evidence_folder(self) -> Path:
        return self.folder / EVIDENCE_FOLDER

    @property
    def dossier_place(self) -> Place:
        return self.dossier.marks.at()


def load_case(folder: Path | str) -> tuple[Case | None, Report]:
    """Read the studio in `folder` (…/dossiers/<year>/<slug>).

    The Case is None when dossier.yaml cannot be used; a faulty ledger or record is left out of
    the Case and stands in the Report.
    """
    folder = Path(folder).resolve()
    root = folder.parent.parent.parent
    intake, intake_report, _ = load_intake(folder.parent)
    case, report = load_studio(folder, root=root, intake=intake, rulebook=read_rulebook(root))
    return case, intake_report + report


def load_intake(folder: Path) -> tuple[Intake | None, Report, tuple[Suppression, ...]]:
    """Read `intake.yaml` of a year's folder; with the remarks in it, if it can be used."""
    folder = folder.absolute()  # a link in place of dossiers/ does not change what it is called
    intake, source, faults = load_file(folder / INTAKE_FILE, folder.parent.parent, Intake)
    if intake is not None and str(intake.year) != folder.name:
        faults.append(
            _mismatch(
                intake.marks.at("年度"),
                f"年度写的是 {intake.year}，文件夹是 {folder.name}",
                f"改成 {folder.name}，或把文件夹改名。",
            )
        )
    remarks = source.suppressions if intake is not None and source else ()
    return intake, Report.of(faults), remarks


def load_studio(
    folder: Path, *, root: Path, intake: Intake | None, rulebook: Rulebook
) -> tuple[Case | None, Report]:
    """As `load_case`, with the intake already read and told of: all its studios share it."""
    faults: list[Diagnostic] = []
    sources: dict[str, Source] = {}
    if not is_key(f"{folder.parent.name}/{folder.name}"):
        faults.append(
            _mismatch(
                Place(file=_shown(folder, root)),
                f"文件夹名 {visible(folder.parent.name)}/{visible(folder.name)} 不合规则",
                "用 年份/拼音，如 2026/li-jianguo：小写字母、数字、短横线。",
            )
        )
        return None, Report.of(faults)

    def read(path: Path, model: type[_Model]) -> _Model | None:
        value, source, found = load_file(path, root, model)
        faults.extend(found)
        if source:
            sources[source.file] = source
        return value

    dossier = read(folder / DOSSIER_FILE, Dossier)
    unread = [] if intake else [shown_path(folder.parent.name, INTAKE_FILE)]
    ledgers: dict[int, Ledger] = {}
    kept = ledger_model(name for one in rulebook.policies for name in one.ledger.classes)
    for path in sorted(folder.glob(LEDGER_FILES)):
        if (year := ledger_year(path.name)) is None:
            continue  # told below, with the other unknown names
        ledger = read(path, kept)
        if ledger is not None and year != ledger.year:  # nobody knows which of the two is right
            faults.append(
                _mismatch(
                    ledger.marks.at("年度"),
                    f"年度填 {ledger.year}，文件名是 {path.name}",
                    f"文件名应是 {ledger_file(ledger.year)}。",
                )
            )
            ledger = None
        if ledger is None:
            unread.append(_shown(path, root))
        else:
            ledgers[ledger.year] = ledger
    record: Record | None = None
    lists = _lists_with(folder.name, intake) if intake else ""
    if os.path.lexists(folder / RECORD_FILE):  # a link to nowhere is a fault, not an absence
        record = read(folder / RECORD_FILE, Record)
        if record is None:
            unread.append(_shown(folder / RECORD_FILE, root))
    elif lists:
        unread.append(_shown(folder / RECORD_FILE, root))
        faults.append(_lost_record(unread[-1], lists))
    faults += _unknown_names(folder, root)
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
        rulebook=rulebook,
        sources=sources,
        unread=tuple(unread),
    )
    return case, Report.of(faults)


def _lists_with(slug: str, intake: Intake) -> str:
    """The lists that a studio is on only after acts of which its record tells (Art. 7)."""
    listed = {
        "同意命名": intake.ever_proposed,
        "命名名单": intake.ever_named,
    }
    return "、".join(name for name, slugs in listed.items() if slug in slugs)


def _lost_record(file: str, lists: str) -> Diagnostic:
    """Before the review there need not be a record; of a studio that was reviewed it is lost."""
    return Diagnostic(
        place=Place(file=file),
        code=RuleCode("R00"),
        severity=Severity.ERROR,
        article="",
        message=f"没有 {RECORD_FILE}：{INTAKE_FILE} 的“{lists}”里有这个工作室，应有它的评审等记录",
        hint=f"补上这个文件，有备份的从备份恢复；样例见 {GUIDE}。名单写错的，改 {INTAKE_FILE}。",
    )


def _unknown_names(folder: Path, root: Path) -> Iterator[Diagnostic]:
    """Files that nobody reads, though they look like it: YAML of another name, and of another
    ending what may be the only copy of a file that is not there."""
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 names are all it takes
    except OSError:
        return
    for name in names:
        if name in (DOSSIER_FILE, RECORD_FILE) or ledger_year(name) is not None:
            continue
        # .txt: what Windows adds to a name, and does not show.
        if not (fnmatch(name, "*.y*ml") or fnmatch(name, "*.y*ml.txt")):
            meant = meant_by(name)
            if meant is None or meant in names or not (folder / name).is_file():
                continue
        yield _mismatch(
            Place(file=_shown(folder / name, root)),
            f"不认识的文件名 {visible(name)}",
            f"改名：只用 {DOSSIER_FILE}、{LEDGER_FILE_OF_A_YEAR}、{RECORD_FILE}。",
        )


def _shown(path: Path, root: Path) -> str:
    inside = path.relative_to(root) if path.is_relative_to(root) else path
    return visible(inside.as_posix(), 4096)


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
        why = error.args[1] if error.errno == 0 else cause(error)
        missing = isinstance(error, FileNotFoundError) and not path.is_symlink()
        fault = Diagnostic(
            place=Place(file=file),
            code=RuleCode("R00"),
            severity=Severity.ERROR,
            article="",
            message=f"读不了 {path.name}：{why}",
            hint=f"补上这个文件；样例见 {GUIDE}。" if missing else "换成普通的、可以读的同名文件。",
        )
        return None, None, [fault]
    source, found = read_source(file, data)
    faults = list(found)
    if source is None:
        return None, None, faults
    try:
        value = model.model_validate(source.root)
        faults += odd_names(value, data.decode("utf-8-sig"))
        return value, source, faults
    except ValidationError as error:
        faults += explained(error.errors(include_url=False, include_context=True), source, model)
        return None, source, faults


def _regular_bytes(path: Path) -> bytes:
    if path.is_symlink():  # it could lead anywhere, and would be sealed as something else
        raise OSError(0, "是链接，不是普通文件")
    if path.exists() and not path.is_file():
        raise OSError(0, "不是普通文件")
    with path.open("rb") as stream:
        return stream.read(2_000_001)
