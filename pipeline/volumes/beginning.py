"""A register of packages that have none: sealed before there was one, or it is lost.

Only of packages that are whole, and only once: what is in a register is never read from packages.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.archive import bag, register, register_table
from pipeline.archive.paths import ENVIRONMENT, REGISTER, SEALED_AS, seal_path
from pipeline.archive.register import RegisterEntry, RegisterFault, RegisterLine
from pipeline.archive.shelf import digest_of, packages_in
from pipeline.archive.verify import verify
from pipeline.errors import ExitCode, PipelineError
from pipeline.files import write_atomic

#: The place in its intake that a package has by its 案卷号.
PositionOf = Callable[[str], int]


def begin(
    folder: Path, position_of: PositionOf, *, again: bool = False
) -> tuple[RegisterLine, ...]:
    """A register of the packages that lie in `folder` without one.

    Raises PipelineError (exit 4) where a package is not what its digest says, and where one was in
    a register that is gone, unless it is to be made `again`.
    """
    found = sorted(
        _entries(folder, position_of), key=lambda e: (e[0].day, e[0].version, e[0].package)
    )
    lost = [entry.package for entry, registered in found if registered]
    if lost and not again:
        raise PipelineError(
            f"登记册 {REGISTER} 不见了，{'、'.join(lost)} 封存时登记在里面",
            "从备份恢复；没有备份的，用 studio register --rebuild 据归档包重建，并记入记录簿。",
            ExitCode.NOT_VERIFIED,
        )
    lines: tuple[RegisterLine, ...] = ()
    for entry, _ in found:
        try:
            lines = register.appended(lines, entry)
        except RegisterFault as fault:
            raise PipelineError(
                f"不能据归档包建立登记册：{fault.reason}",
                "两个归档包用了同一个号：移走其中一个，改定案卷顺序号后重新封存。",
                ExitCode.NOT_VERIFIED,
            ) from fault
    if lines:
        write_atomic(folder / REGISTER, register_table.written(lines))
    return lines


def _entries(folder: Path, position_of: PositionOf) -> Iterator[tuple[RegisterEntry, bool]]:
    """What each package says of itself, and whether it was in a register."""
    for package in packages_in(folder):
        try:
            if (
                seal_path(package).is_file()
                and verify(package, quick=True, without_register=True).verified
            ):
                yield _as_told(package, position_of)
                continue
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            pass
        raise PipelineError(
            f"不能建立登记册：{package.name} 与它的摘要不符，或旁边没有 .sha256",
            "先用 studio verify 查明；不是完好归档包的，移到别处。",
            ExitCode.NOT_VERIFIED,
        )


def _as_told(package: Path, position_of: PositionOf) -> tuple[RegisterEntry, bool]:
    info = bag.parse_info((package / bag.INFO_NAME).read_bytes()) or {}
    told = json.loads((package / "data" / ENVIRONMENT).read_text("utf-8"))
    version = told.get("version", {"number": 1, "predecessor": ""})
    number = info["External-Identifier"]
    entry = RegisterEntry(
        year=int(package.name[:4]) if package.name[:4].isdecimal() else 0,
        position=position_of(number),
        number=number,
        package=package.name,
        digest=digest_of(package),
        version=int(version["number"]),
        day=datetime.date.fromisoformat(info["Bagging-Date"]),
        predecessor=str(version["predecessor"]),
    )
    return entry, SEALED_AS in info
