"""A package taken elsewhere with what proves it, to be changed there."""

from __future__ import annotations

import shutil
from pathlib import Path

from pipeline.archive.paths import register_path, seal_path


def copied(package: Path, folder: Path) -> Path:
    """A copy of `package` in `folder` with its digest and the register beside it; its files may be
    written, as those of a sealed package may not."""
    copy = folder / package.name
    shutil.copytree(package, copy)
    for beside in (seal_path, register_path):
        shutil.copy(beside(package), beside(copy))
    for path in copy.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return copy
