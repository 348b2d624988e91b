"""`verify` with all that the house knows: dossiers for the acts, a bounded process for what others
made."""

from __future__ import annotations

from pathlib import Path

from pipeline.archive.report import VerifyReport
from pipeline.archive.verify import verify
from pipeline.foreign.bounded import Bounded
from pipeline.volumes.recorded import acts_recorded


def examined(path: Path, *, without_register: bool = False, code: str = "") -> VerifyReport:
    """The whole examination of the package at `path`; see `verify`."""
    with Bounded() as reader:
        return verify(
            path,
            recorded=acts_recorded,
            reader=reader,
            without_register=without_register,
            code=code,
        )
