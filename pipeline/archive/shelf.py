"""The folder of sealed packages: register, digests and packages, which agree after any kill.

A package is made aside and waits under a name of its own. Its line in the register is what makes
it sealed; then its digest is written and it takes its name. Whoever comes after a kill finishes
what has its line and drops what has none. Callers hold the lock of the folder.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pipeline.archive import bag, register
from pipeline.archive.paths import (
    ENVIRONMENT,
    OWN,
    PENDING_PREFIX,
    REGISTER,
    SEALED_AS,
    TAGMANIFEST,
    pending_path,
    register_path,
    seal_path,
)
from pipeline.archive.register import Entry, Line, RegisterFault
from pipeline.archive.verify import verify
from pipeline.errors import ExitCode, PipelineError, cause
from pipeline.files import disk_faults, remove_tree, sha256_of, sync_folder, write_atomic

#: The place in its intake that a package sealed before there was a register has by its 案卷号.
PositionOf = Callable[[str], int]


def read_register(folder: Path) -> tuple[Line, ...]:
    """The register of `folder`; nothing if there is none. Raises PipelineError (exit 4) if it is
    damaged: numbers given by it could be given twice."""
    path = folder / REGISTER
    try:
        return register.read(path.read_bytes())
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise PipelineError(
            f"读不了登记册 {path.name}：{cause(error)}", "检查权限后重试。"
        ) from error
    except RegisterFault as fault:
        raise PipelineError(
            f"登记册 {path.name} 已损坏：{fault.reason}",
            "没有封存任何东西。从备份恢复登记册（末行代码应与记录簿上抄的一致），再运行。",
            ExitCode.NOT_VERIFIED,
        ) from fault


def mend(folder: Path) -> tuple[Line, ...]:
    """The register, after what a killed run left behind is finished or dropped."""
    lines = read_register(folder)
    for waiting in sorted(folder.glob(f"{PENDING_PREFIX}*")):
        package = waiting.with_name(waiting.name.removeprefix(PENDING_PREFIX))
        entry = next((one.entry for one in lines if one.entry.package == package.name), None)
        if entry and not package.exists() and _digest_of(waiting) == entry.digest:
            _put_in_place(package, entry)
        else:
            remove_tree(waiting)
    return lines


def shelve(folder: Path, entry: Entry) -> Line:
    """Enter the package that waits in the register, then let it take its name.

    Raises PipelineError (exit 1) if its number was given to another, (exit 3) if the disk refuses.
    """
    package = folder / entry.package
    try:
        lines = register.appended(read_register(folder), entry)
    except RegisterFault as fault:
        remove_tree(pending_path(package))
        raise PipelineError(
            f"{entry.package} 不能登记：{fault.reason}",
            "号只给一次：核对“归档”的案卷顺序号和登记册。",
            ExitCode.FINDINGS,
        ) from fault
    write_atomic(register_path(package), register.written(lines))
    _put_in_place(package, entry)
    return lines[-1]


def _put_in_place(package: Path, entry: Entry) -> None:
    with disk_faults(package):
        line = f"{entry.digest}  {package.name}/{TAGMANIFEST}\n"
        write_atomic(seal_path(package), line.encode("utf-8"))
        pending_path(package).rename(package)
        sync_folder(package.parent)


def begin(folder: Path, position_of: PositionOf, *, again: bool = False) -> tuple[Line, ...]:
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
    lines: tuple[Line, ...] = ()
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
        write_atomic(folder / REGISTER, register.written(lines))
    return lines


def packages_in(folder: Path) -> Iterator[Path]:
    """The packages of ours that lie in `folder`, by name."""
    for path in sorted(folder.glob("*/")) if folder.is_dir() else ():
        hidden = path.name.startswith(".")
        if not hidden and any((path / name).exists() for name in OWN):
            yield path


def _entries(folder: Path, position_of: PositionOf) -> Iterator[tuple[Entry, bool]]:
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


def _as_told(package: Path, position_of: PositionOf) -> tuple[Entry, bool]:
    info = bag.parse_info((package / bag.INFO_NAME).read_bytes()) or {}
    told = json.loads((package / "data" / ENVIRONMENT).read_text("utf-8"))
    version = told.get("version", {"number": 1, "predecessor": ""})
    number = info["External-Identifier"]
    entry = Entry(
        year=int(package.name[:4]) if package.name[:4].isdecimal() else 0,
        position=position_of(number),
        number=number,
        package=package.name,
        digest=_digest_of(package),
        version=int(version["number"]),
        day=datetime.date.fromisoformat(info["Bagging-Date"]),
        predecessor=str(version["predecessor"]),
    )
    return entry, SEALED_AS in info


def _digest_of(package: Path) -> str:
    try:
        return sha256_of(package / TAGMANIFEST)
    except OSError:
        return ""


def strangers(folder: Path, lines: Sequence[Line]) -> tuple[str, ...]:
    """Packages that lie in `folder` and in no line of its register."""
    known = {line.entry.package for line in lines}
    return tuple(one.name for one in packages_in(folder) if one.name not in known)


def gone(folder: Path, lines: Sequence[Line]) -> tuple[str, ...]:
    """Packages of the register that do not lie in `folder`."""
    return tuple(
        name for name in (line.entry.package for line in lines) if not (folder / name).is_dir()
    )
