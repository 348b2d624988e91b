"""Where the studios lie: the workspace and its folders, by name alone.

Must stay light and read no file: a run in which nothing changed needs only this of the dossiers.
"""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.errors import ExitCode, PipelineError


def find_root(start: Path) -> Path:
    """The nearest folder at or above `start` with dossiers/ in it. Raises PipelineError (2)."""
    for folder in (start, *start.parents):
        if (folder / "dossiers").is_dir():
            return folder
    raise PipelineError(
        f"{start} 及其上级里没有 dossiers/ 文件夹",
        "到工作目录里运行，或用 --root 指明。",
        ExitCode.USAGE,
    )


def studio_folders(root: Path) -> tuple[Path, ...]:
    """Every …/dossiers/<year>/<slug>, sorted; folders without a four-digit year are not ours."""
    years = (p for p in (root / "dossiers").iterdir() if re.fullmatch("[0-9]{4}", p.name))
    found = (p for year in years if year.is_dir() for p in year.iterdir())
    return tuple(sorted(p for p in found if p.is_dir() and not p.name.startswith(".")))
