"""What every command needs to know about this run: the workspace and the day.

Light to import: `--help` loads it.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.dossier import DOSSIERS
from pipeline.errors import ExitCode, PipelineError

if TYPE_CHECKING:
    from pipeline.policies import Rulebook


class Session:
    """What every command needs to know about this run."""

    def __init__(self, root: Path | None, today: datetime.date) -> None:
        self._root = root
        self.today = today

    @property
    def root(self) -> Path:
        """The workspace. Raises PipelineError (exit 2) if there is none."""
        from pipeline.dossier.folders import find_root

        found = find_root((self._root or Path.cwd()).resolve())
        if self._root and found != self._root.resolve():
            raise PipelineError(
                f"{self._root} 里没有 {DOSSIERS}/",
                f"--root 应指向含 {DOSSIERS}/ 的目录。",
                ExitCode.USAGE,
            )
        return found

    @property
    def rulebook(self) -> Rulebook:
        """Policies and calendar of the workspace; the built-in ones outside of one, where rules
        can be read all the same."""
        from pipeline.policies import built_in, read_rulebook

        try:
            root = self.root
        except PipelineError:
            return built_in()
        return read_rulebook(root)

    def target(self, output: Path | None, default: str) -> Path:
        """The folder to write into: `output`, or `default` below output/. Raises PipelineError
        (exit 2) for a place among what people write, where documents would be taken for theirs."""
        root = self.root
        target = (output or root / "output" / default).resolve()
        for name in (DOSSIERS, "templates"):
            if target.is_relative_to((root / name).resolve()):
                raise PipelineError(
                    f"--output 不能放在 {name}/ 里",
                    "换一个目录，或不写 --output。",
                    ExitCode.USAGE,
                )
        return target
