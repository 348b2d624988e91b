"""The folder that holds `dossiers/` and `templates/`, and every studio in it, read once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.diagnostics import Report, visible
from pipeline.dossier import DOSSIERS
from pipeline.dossier.folders import lone_intakes, misplaced, studio_folders
from pipeline.dossier.intake import Intake
from pipeline.dossier.load import Case, load_intake, load_studio
from pipeline.dossier.source import Suppression
from pipeline.errors import ExitCode, PipelineError
from pipeline.policies import Rulebook, read_rulebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """All that was read: cases by key, intakes by year, every fault of the files, and what the
    workspace judges them by. `remarks` are those in the intakes; a case holds its own."""

    root: Path
    rulebook: Rulebook
    cases: Mapping[str, Case]
    intakes: Mapping[int, Intake]
    report: Report
    #: YEAR/SLUG of folders whose dossier.yaml could not be used.
    unusable: tuple[str, ...] = field(default=())
    remarks: tuple[Suppression, ...] = ()
    #: Years without a studio whose intake could not be used.
    lone_unread: tuple[int, ...] = field(default=())

    def of_year(self, year: int) -> tuple[Case, ...]:
        return tuple(case for case in self.cases.values() if case.year == year)


def load_workspace(root: Path, only: Iterable[str] | None = None) -> Loaded:
    """Read all studios, or those whose YEAR/SLUG or YEAR is in `only`.

    Raises PipelineError (exit 2) for a selection that names nothing.
    """
    root = root.resolve()
    rulebook = read_rulebook(root)
    folders = studio_folders(root)
    if only is not None:
        chosen = {one.strip("/") for one in only}
        keys = {f"{p.parent.name}/{p.name}" for p in folders} | {p.parent.name for p in folders}
        if unknown := sorted(chosen - keys):
            raise PipelineError(
                f"没有这个工作室：{'、'.join(unknown)}",
                "写成 年份/文件夹名，如 2024/zhang-jianye。",
                ExitCode.USAGE,
            )
        folders = tuple(
            p for p in folders if f"{p.parent.name}/{p.name}" in chosen or p.parent.name in chosen
        )
    intakes: dict[int, tuple[Intake | None, Report, tuple[Suppression, ...]]] = {}
    cases: dict[str, Case] = {}
    unusable: list[str] = []
    found: list[Report] = [Report.of(misplaced(root))]
    for folder in folders:
        year = int(folder.parent.name)
        if year not in intakes:
            intakes[year] = load_intake(folder.parent)
            found.append(intakes[year][1])
        case, faults = load_studio(folder, root=root, intake=intakes[year][0], rulebook=rulebook)
        found.append(faults)
        if case is None:
            unusable.append(f"{folder.parent.name}/{visible(folder.name, 255)}")
        else:
            cases[case.key] = case
    lone = [int(path.name) for path in (lone_intakes(root, folders) if only is None else ())]
    for year in lone:
        intakes[year] = load_intake(root / DOSSIERS / f"{year:04}")
        found.append(intakes[year][1])
    usable = {year: intake for year, (intake, *_) in intakes.items() if intake is not None}
    return Loaded(
        root=root,
        rulebook=rulebook,
        cases=cases,
        intakes=usable,
        report=Report.of(one for part in found for one in part),
        unusable=tuple(unusable),
        remarks=tuple(one for *_, remarks in intakes.values() for one in remarks),
        lone_unread=tuple(year for year in lone if year not in usable),
    )
