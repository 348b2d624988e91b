"""Whether every file of a bag is there, alone, and as it was: names, sizes, digests.

Reads every manifest, never only one; follows no link; changes nothing.
"""

from __future__ import annotations

import hashlib
import re
import stat
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.archive import bag
from pipeline.archive.causes import Listing, explain
from pipeline.archive.paths import OWN
from pipeline.archive.report import Fault
from pipeline.errors import cause

#: Two lines, UTF-8, no byte order mark (RFC 8493, 2.1.1); 0.93 to 0.97 are its drafts.
_DECLARATION = re.compile(
    rb"BagIt-Version: (?:1\.0|0\.9[3-7])[ \t]*\r?\n"
    rb"Tag-File-Character-Encoding: UTF-8[ \t]*(?:\r?\n)?", re.IGNORECASE,
)  # fmt: skip


_MISSING = "V-MANIFEST-MISSING"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixity:
    """What was found in the folder.

    `sizes` covers every regular file, by path with /; `listed` is what the manifests list.
    `foreign`: a bag made elsewhere, of which only the digests can be judged.
    """

    faults: tuple[Fault, ...]
    sizes: Mapping[str, int]
    listed: frozenset[str]
    foreign: bool


def examine(root: Path, *, sizes: Mapping[str, int]) -> Fixity:
    """Check the bag at `root`. `sizes` are the registered sizes below data/, for naming causes."""
    found, faults = _walk(root)
    faults += _declaration(root)
    if "fetch.txt" in found:
        faults.append(
            Fault(
                code="V-FETCH",
                file="fetch.txt",
                message="归档包要求另行下载文件",
                cause="封存的包必须自足；本程序从不生成 fetch.txt",
            )
        )
    payload, problems = _listed(root, found, "manifest", lambda path: path.startswith("data/"))
    faults += problems
    tags, problems = _listed(root, found, "tagmanifest", lambda path: not path.startswith("data/"))
    faults += problems
    foreign = bool(payload) and not OWN & (payload.keys() | found.keys())
    if not foreign:
        faults += _rewritten(root, found)
    if foreign and not tags:  # RFC 8493, 2.2.1: a bag may do without
        faults = [f for f in faults if (f.code, f.file) != (_MISSING, "tagmanifest-sha256.txt")]
    listing = Listing(expected={**payload, **tags}, sizes=found, registered=sizes)
    wanted = [p for p in found if p in listing.expected or not _is_tagmanifest(p)]
    actual: dict[str, Mapping[str, str]] = {}
    for path in wanted:
        try:
            actual[path] = _digests(root / path, listing.expected.get(path, bag.ALGORITHMS))
        except OSError as error:
            faults.append(Fault(code="V-UNREADABLE", file=path, message=cause(error)))
    # Without any tagmanifest one fault says so; then no tag file can be "extra".
    faults += explain(
        listing,
        actual,
        ignore=lambda p: (
            _is_tagmanifest(p) or ((foreign or not tags) and not p.startswith("data/"))
        ),
    )
    faults += _information(root, found, foreign=foreign)
    return Fixity(faults=tuple(faults), sizes=found, listed=frozenset(payload), foreign=foreign)


def _walk(root: Path) -> tuple[dict[str, int], list[Fault]]:
    """Sizes of all regular files, without following links; whatever else lies there is a fault."""
    sizes: dict[str, int] = {}
    faults: list[Fault] = []
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            inside = sorted(folder.iterdir())
        except OSError as error:
            name = folder.relative_to(root).as_posix()
            faults.append(Fault(code="V-UNREADABLE", file=name, message=cause(error)))
            continue
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
    return sizes, faults + _names(sizes)


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


def _declaration(root: Path) -> list[Fault]:
    name = bag.DECLARATION_NAME
    try:
        text = (root / name).read_bytes()
    except OSError:
        return [Fault(code="V-NOT-BAG", file=name, message="没有 bagit.txt")]
    if _DECLARATION.fullmatch(text):
        return []
    return [Fault(code="V-NOT-BAG", file=name, message="bagit.txt 的两行声明不对")]


def _listed(
    root: Path, found: Mapping[str, int], prefix: str, belongs: Callable[[str], bool]
) -> tuple[dict[str, dict[str, str]], list[Fault]]:
    """Digests by path and algorithm from all manifests of one sort."""
    expected: dict[str, dict[str, str]] = {}
    faults = []
    present = [name for a in bag.READABLE if (name := f"{prefix}-{a}.txt") in found]
    if not present:
        names = [f"{prefix}-{algorithm}.txt" for algorithm in bag.ALGORITHMS]
        message = f"没有 {' 或 '.join(names)}"
        faults.append(Fault(code=_MISSING, file=names[0], message=message))
    for name in present:
        algorithm = name.removeprefix(f"{prefix}-").removesuffix(".txt")
        try:
            parsed = bag.parse_manifest((root / name).read_bytes(), algorithm)
        except OSError as error:
            faults.append(Fault(code="V-UNREADABLE", file=name, message=cause(error)))
            continue
        faults += [
            Fault(code="V-MANIFEST-MALFORMED", file=name, message=fault) for fault in parsed.faults
        ]
        for path, digest in parsed.entries.items():
            if not _safe(path) or not belongs(path):
                message = f"列有越界的路径 {path}"
                faults.append(Fault(code="V-PATH", file=name, message=message))
            else:
                expected.setdefault(path, {})[algorithm] = digest
    for path, digests in expected.items():
        for name in present:
            if name.removeprefix(f"{prefix}-").removesuffix(".txt") not in digests:
                message = f"没有列 {path}，而另一份清单列了"
                faults.append(Fault(code="V-MANIFEST-EDITED", file=name, message=message))
    return expected, faults


def _rewritten(root: Path, found: Mapping[str, int]) -> list[Fault]:
    """Tagmanifests that say the same in other letters: no digest inside the package covers them."""
    faults = []
    for name in filter(_is_tagmanifest, found):
        algorithm = name.removeprefix("tagmanifest-").removesuffix(".txt")
        try:
            data = (root / name).read_bytes()
        except OSError:
            continue  # said already
        parsed = bag.parse_manifest(data, algorithm) if algorithm in bag.READABLE else None
        if parsed and not parsed.faults and bag.manifest(parsed.entries) != data:
            message = "大小写、空格、次序或换行与封存时不同"
            faults.append(Fault(code="V-MANIFEST-EDITED", file=name, message=message))
    return faults


def _safe(path: str) -> bool:
    parts = path.split("/")
    return not (
        path.startswith(("/", "~"))
        or "\\" in path
        or ":" in parts[0]
        or "\0" in path
        or any(part in ("", ".", "..") for part in parts)
    )


def _is_tagmanifest(path: str) -> bool:
    """A tagmanifest cannot list itself; the digest outside the package covers it."""
    return path.startswith("tagmanifest-") and path.endswith(".txt") and "/" not in path


def _digests(path: Path, algorithms: Iterable[str]) -> dict[str, str]:
    """All digests of one file in one reading."""
    wanted = {*bag.ALGORITHMS, *algorithms}
    states = {name: hashlib.new(name, usedforsecurity=False) for name in wanted}
    with path.open("rb") as stream:
        while piece := stream.read(1 << 20):
            for state in states.values():
                state.update(piece)
    return {name: state.hexdigest() for name, state in states.items()}


def _information(root: Path, found: Mapping[str, int], *, foreign: bool) -> list[Fault]:
    name = bag.INFO_NAME
    if foreign and name not in found:
        return []
    try:
        info = bag.parse_info((root / name).read_bytes()) if name in found else None
    except OSError as error:
        return [Fault(code="V-UNREADABLE", file=name, message=cause(error))]
    if info is None:
        return [Fault(code="V-INFO", file=name, message="没有 bag-info.txt 或格式不对")]
    sizes = [size for path, size in found.items() if path.startswith("data/")]
    now, then = f"{sum(sizes)}.{len(sizes)}", info.get("Payload-Oxum", "")
    if now == then or (foreign and not then):
        return []
    message = f"Payload-Oxum 记为 {then or '空'}，现为 {now}（字节数.文件数）"
    return [Fault(code="V-OXUM", file=name, message=message)]
