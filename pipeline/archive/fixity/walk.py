"""What lies in the folder of a bag: regular files and their sizes, empty folders, special files.

Follows no link, opens no file.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.archive.report import Fault
from pipeline.errors import cause


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """Sizes of the regular files by path with /, folders that hold nothing, and faults."""

    sizes: Mapping[str, int]
    empty: tuple[str, ...]
    faults: tuple[Fault, ...]


def walk(root: Path) -> Walked:
    """Look at every entry below `root`; whatever is neither a file nor a folder is a fault."""
    sizes: dict[str, int] = {}
    empty: list[str] = []
    faults: list[Fault] = []
    folders = [root]
    while folders:
        folder = folders.pop()
        name = folder.relative_to(root).as_posix()
        try:
            inside = sorted(folder.iterdir())
        except OSError as error:
            faults.append(Fault(code="V-UNREADABLE", file=name, message=cause(error)))
            continue
        if not inside and folder != root:
            empty.append(name)
        for one in inside:
            path, known = one.relative_to(root).as_posix(), one.lstat()
            if stat.S_ISDIR(known.st_mode):
                folders.append(one)
            elif stat.S_ISREG(known.st_mode):
                sizes[path] = known.st_size
            else:
                kind = "符号链接" if stat.S_ISLNK(known.st_mode) else "管道、设备或套接字"
                faults.append(
                    Fault(code="V-SPECIAL", file=path, message="不是普通文件", cause=kind)
                )
    faults += _names(sizes)
    return Walked(sizes=sizes, empty=tuple(sorted(empty)), faults=tuple(faults))


def under_other_names(found: Iterable[str], listed: Iterable[str], codec: str) -> Mapping[str, str]:
    """Where listed files lie whose names a system or an unpacking program wrote otherwise: in
    another Unicode form, or in the bytes of a Chinese encoding. Of bags made elsewhere: listed
    path → path as it lies there."""
    there = set(found)
    gone = {unicodedata.normalize("NFC", path): path for path in listed if path not in there}
    lies: dict[str, str] = {}
    for path in sorted(there) if gone else ():
        for name in _readings(path, codec):
            if (wanted := gone.get(unicodedata.normalize("NFC", name))) is not None:
                lies[wanted] = path
    return lies


def _readings(path: str, codec: str) -> Iterator[str]:
    yield path
    raw = os.fsencode(path)
    for one in (codec, "gb18030"):
        try:
            yield raw.decode(one)
        except UnicodeError:
            continue


def _names(paths: Iterable[str]) -> list[Fault]:
    faults, seen = [], dict[str, str]()
    for path in sorted(paths):
        try:
            path.encode("utf-8")
        except UnicodeEncodeError:
            faults.append(Fault(code="V-NAME", file=path, message="文件名不是 UTF-8"))
        key = unicodedata.normalize("NFC", path).casefold()
        if key in seen:
            cause = "在不分大小写或改写 Unicode 形式的系统上会互相覆盖"
            message = f"与 {seen[key]} 重名"
            faults.append(Fault(code="V-NAME", file=path, message=message, cause=cause))
        seen[key] = path
    return faults
