"""`studio verify` over packages in every state, as a session: text, quick and JSON."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from pipeline.archive.package import seal
from pipeline.archive.paths import register_path, seal_path
from tests.archive.samples import FACE, compose, cycle
from tests.commands.runs import outcome

FIRST = "data/documents/0001.pdf"


def _flip(package: Path) -> None:
    data = bytearray((package / FIRST).read_bytes())
    data[len(data) // 2] ^= 1
    (package / FIRST).write_bytes(data)


def _empty(package: Path) -> None:
    (package / FIRST).write_bytes(b"")


#: State → how it comes about.
STATES: Mapping[str, Callable[[Path], object]] = {
    "sound": lambda package: None,
    "flipped": _flip,
    "deleted": lambda package: (package / FIRST).unlink(),
    "emptied": _empty,
    "added": lambda package: (package / "data" / "more.txt").write_bytes(b"more"),
    "alone": lambda package: seal_path(package).unlink(),
    "unsealed": lambda package: seal_path(package).write_bytes(b""),
}


def verified(work: Path) -> str:
    """Each state by itself in full, quick and as JSON; then folders of packages and what is none.

    The number of bytes is the libraries', so it stands as 〈字节〉.
    """
    whole = seal(cycle(), target=work / "whole", compose=compose, face=FACE).package
    shelf = work / "shelf"
    for state, damage in STATES.items():
        _copied(whole, shelf / state)
        damage(shelf / state)
    _copied(whole, work / "pair" / "one")
    _copied(whole, work / "pair" / "two")
    _copied(whole, work / "gone" / "kept")
    _copied(whole, work / "gone" / "lost")
    shutil.rmtree(work / "gone" / "lost")
    _copied(whole, work / "bare" / "one")
    register_path(work / "bare" / "one").unlink()
    (work / "nothing").mkdir()
    lines = [
        *(("verify", str(shelf / state)) for state in STATES),
        *(("verify", "--quick", str(shelf / state)) for state in STATES),
        *(("verify", "--quick", "--format", "json", str(shelf / s)) for s in ("sound", "flipped")),
        ("verify", "--format", "json", str(shelf / "emptied")),
        ("verify", "--quick", "--without-register", str(shelf / "alone")),
        ("verify", "--code", "AAAA-AAAA-AAAA", str(shelf / "sound")),
        ("verify", "--jobs", "1", str(work / "pair")),
        ("verify", "--quick", str(work / "bare")),
        ("verify", "--quick", str(shelf)),
        ("verify", "--quick", str(work / "pair" / "one"), str(shelf / "deleted")),
        ("verify", "--jobs", "1", str(work / "gone")),
        ("verify", str(work / "gone" / "lost")),
        ("verify", str(work / "nothing")),
        ("verify", str(work / "absent")),
        ("verify", str(shelf / "sound" / "bagit.txt")),
    ]
    text = "\n".join(_told(line, work) for line in lines)
    return re.sub('[0-9]+ 字节|(?<="bytes": )[0-9]+|[0-9]{5,6}(?=[.][0-9]{2})', "〈字节〉", text)


def _copied(package: Path, target: Path) -> None:
    shutil.copytree(package, target)
    line = seal_path(package).read_text("utf-8").replace(package.name, target.name)
    seal_path(target).write_text(line, "utf-8")
    shutil.copy(register_path(package), register_path(target))
    for path in target.rglob("*.*"):
        path.chmod(0o644)


def _told(line: tuple[str, ...], work: Path) -> str:
    done = outcome(*line)
    said = f"$ studio {' '.join(line)}\n{done.out}"
    said += f"—— 标准错误\n{done.err}" if done.err else ""
    return f"{said}—— 退出码 {done.code}\n".replace(str(work), "〈夹〉")
