"""Where the studios lie: the workspace and its folders, by name alone.

Must stay light and read no file: a run in which nothing changed needs only this of the dossiers.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.diagnostics import Diagnostic, Place, RuleCode, Severity, visible
from pipeline.dossier import DOSSIERS
from pipeline.dossier.paths import EVIDENCE_FOLDER, INTAKE_FILE, YEAR
from pipeline.errors import ExitCode, PipelineError

_YAML = (".yaml", ".yml", ".yaml.txt", ".yml.txt")


def find_root(start: Path) -> Path:
    """The nearest folder at or above `start` with dossiers/ in it. Raises PipelineError (2)."""
    for folder in (start, *start.parents):
        if (folder / DOSSIERS).is_dir():
            return folder
    raise PipelineError(
        f"{start} 及其上级里没有 {DOSSIERS}/ 文件夹",
        "到工作目录里运行，或用 --root 指明。",
        ExitCode.USAGE,
    )


def studio_folders(root: Path) -> tuple[Path, ...]:
    """Every …/dossiers/<year>/<slug>, sorted; folders without a four-digit year are not ours, and
    what proves the acts of a whole intake is no studio."""
    years = (p for p in (root / DOSSIERS).iterdir() if YEAR.fullmatch(p.name))
    found = (p for year in years if year.is_dir() for p in year.iterdir())
    return tuple(
        sorted(
            p
            for p in found
            if p.name != EVIDENCE_FOLDER and p.is_dir() and not p.name.startswith(".")
        )
    )


def lone_intakes(root: Path, studios: Iterable[Path]) -> tuple[Path, ...]:
    """The years of which there is an intake, but none of `studios` yet."""
    taken = {folder.parent for folder in studios}
    years = (p for p in (root / DOSSIERS).iterdir() if YEAR.fullmatch(p.name) and p not in taken)
    return tuple(sorted(p for p in years if os.path.lexists(p / INTAKE_FILE)))


def misplaced(root: Path) -> Iterator[Diagnostic]:
    """YAML files that no step would ever read, because of the folder they lie in."""
    for path in sorted((root / DOSSIERS).iterdir()):
        if not path.is_dir():
            if path.name.endswith(_YAML):
                yield _fault(
                    path, root, "这里没有人读", "档案放进 年份/拼音/，如 2026/li-jianguo/。"
                )
        elif YEAR.fullmatch(path.name):
            for name in sorted(os.listdir(path)):  # noqa: PTH208 tens of thousands of names
                if name.endswith(_YAML) and name != INTAKE_FILE and (path / name).is_file():
                    what = f"年份文件夹里只读 {INTAKE_FILE}"
                    advice = f"批次材料改名为 {INTAKE_FILE}；工作室的放进 年份/拼音/。"
                    yield _fault(path / name, root, what, advice)
        elif not path.name.startswith(".") and _holds_yaml(path):
            what = "文件夹名不是四位年份，里面的档案没有读"
            advice = f"按 年份/拼音 放，如 {DOSSIERS}/2026/li-jianguo/。"
            yield _fault(path, root, what, advice)


def _holds_yaml(folder: Path) -> bool:
    below = (path for pattern in ("*", "*/*") for path in folder.glob(pattern))
    return any(path.name.endswith(_YAML) for path in below)


def _fault(path: Path, root: Path, message: str, hint: str) -> Diagnostic:
    return Diagnostic(
        place=Place(file=visible(path.relative_to(root).as_posix(), 4096)),
        code=RuleCode("F09"),
        severity=Severity.ERROR,
        article="",
        message=message,
        hint=hint,
    )
