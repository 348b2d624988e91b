"""The folder of sealed packages: register, digests and packages, which agree after any kill.

A package is made aside and waits under a name of its own. Its line in the register is what makes
it sealed; then its digest is written and it takes its name. Whoever comes after a kill finishes
what has its line and drops what has none. Callers hold the lock of the folder.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.archive import register, register_table
from pipeline.archive.paths import (
    OWN,
    PENDING_PREFIX,
    REGISTER,
    REPORT_SUFFIX,
    TAGMANIFEST,
    pending_path,
    register_path,
    report_path,
    seal_path,
)
from pipeline.archive.register import RegisterEntry, RegisterFault, RegisterLine
from pipeline.errors import ExitCode, PipelineError, cause
from pipeline.files import disk_faults, remove_tree, sha256_of, sync_folder, write_atomic


def read_register(folder: Path) -> tuple[RegisterLine, ...]:
    """The register of `folder`; nothing if there is none. Raises PipelineError (exit 4) if it is
    damaged: numbers given by it could be given twice."""
    path = folder / REGISTER
    try:
        return register_table.read(path.read_bytes())
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


def mend(folder: Path) -> tuple[RegisterLine, ...]:
    """The register, after what a killed run left behind is finished or dropped."""
    lines = read_register(folder)
    for waiting in sorted(folder.glob(f"{PENDING_PREFIX}*")):
        package = waiting.with_name(waiting.name.removeprefix(PENDING_PREFIX))
        entry = next((one.entry for one in lines if one.entry.package == package.name), None)
        if entry and not package.exists() and digest_of(waiting) == entry.digest:
            _put_in_place(package, entry)
        else:
            remove_tree(waiting)
    known = {one.entry.package for one in lines}
    for report in folder.glob(f"*{REPORT_SUFFIX}"):
        name = report.name.removesuffix(REPORT_SUFFIX)
        if name not in known and not (folder / name).exists():
            report.unlink()
    return lines


def shelve(folder: Path, entry: RegisterEntry) -> RegisterLine:
    """Enter the package that waits in the register, then let it take its name.

    Raises PipelineError (exit 1) if its number was given to another, (exit 3) if the disk refuses.
    """
    package = folder / entry.package
    try:
        lines = register.appended(read_register(folder), entry)
    except RegisterFault as fault:
        remove_tree(pending_path(package))
        report_path(package).unlink(missing_ok=True)
        raise PipelineError(
            f"{entry.package} 不能登记：{fault.reason}",
            "号只给一次：核对“归档”的案卷顺序号和登记册。",
            ExitCode.FINDINGS,
        ) from fault
    write_atomic(register_path(package), register_table.written(lines))
    _put_in_place(package, entry)
    return lines[-1]


def _put_in_place(package: Path, entry: RegisterEntry) -> None:
    with disk_faults(package):
        line = f"{entry.digest}  {package.name}/{TAGMANIFEST}\n"
        write_atomic(seal_path(package), line.encode("utf-8"))
        pending_path(package).rename(package)
        sync_folder(package.parent)


def packages_in(folder: Path) -> Iterator[Path]:
    """The packages of ours that lie in `folder`, by name."""
    for path in sorted(folder.glob("*/")) if folder.is_dir() else ():
        hidden = path.name.startswith(".")
        if not hidden and any((path / name).exists() for name in OWN):
            yield path


def digest_of(package: Path) -> str:
    try:
        return sha256_of(package / TAGMANIFEST)
    except OSError:
        return ""


def strangers(folder: Path, lines: Sequence[RegisterLine]) -> tuple[str, ...]:
    """Packages that lie in `folder` and in no line of its register."""
    known = {line.entry.package for line in lines}
    return tuple(one.name for one in packages_in(folder) if one.name not in known)


def gone(folder: Path, lines: Sequence[RegisterLine]) -> tuple[str, ...]:
    """Packages of the register that do not lie in `folder`."""
    names = (line.entry.package for line in lines)
    return tuple(name for name in names if not (folder / name).is_dir())
