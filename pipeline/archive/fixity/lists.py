"""The manifests of a bag, read together: what they list, and which of them was edited.

One that cannot be read is named once; what it would have listed is then neither missing nor extra.
Reads manifests only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.archive import bag
from pipeline.archive.report import Fault
from pipeline.errors import cause

PAYLOAD, TAGS = "manifest", "tagmanifest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Digests by path and algorithm from all manifests of one sort. `complete`: at least one was
    read to its last line, so that what is not in it was not there."""

    expected: Mapping[str, Mapping[str, str]]
    faults: tuple[Fault, ...]
    loose: tuple[tuple[str, str], ...] = ()
    complete: bool = False
    #: Paths by manifest, of those read to the last line.
    whole: Mapping[str, frozenset[str]] = field(default_factory=dict)


def manifest_names(prefix: str, algorithms: Iterable[str] = bag.ALGORITHMS) -> tuple[str, ...]:
    return tuple(f"{prefix}-{algorithm}.txt" for algorithm in algorithms)


def listed(
    root: Path, found: Mapping[str, int], prefix: str, *, foreign: bool, codec: str
) -> Listed:
    """Read all manifests called `prefix`-ALGORITHM.txt. A package of ours has exactly its two."""
    wanted = manifest_names(prefix, bag.READABLE if foreign else bag.ALGORITHMS)
    present = [name for name in wanted if name in found]
    faults = _absent(found, prefix, present, foreign=foreign)
    expected: dict[str, dict[str, str]] = {}
    loose: list[tuple[str, str]] = []
    whole: dict[str, frozenset[str]] = {}
    for name in present:
        algorithm = name.removeprefix(f"{prefix}-").removesuffix(".txt")
        try:
            parsed = _parsed((root / name).read_bytes(), algorithm, codec)
        except OSError as error:
            faults.append(Fault(code="V-UNREADABLE", file=name, message=cause(error)))
            continue
        problems = list(parsed.faults)
        loose += [(name, odd) for odd in parsed.loose]
        paths: dict[str, str] = {}
        for written, digest in parsed.entries.items():
            path, odd = (written, "") if written in found else bag.plain_path(written)
            if odd:
                loose.append((name, odd))
            if not _safe(path) or path.startswith("data/") is not (prefix == PAYLOAD):
                message = f"列有越界的路径 {written}"
                faults.append(Fault(code="V-PATH", file=name, message=message))
            elif paths.setdefault(path, digest) != digest:
                problems.append(f"重复列出 {path}")
        faults += [_fault("V-MANIFEST-MALFORMED", name, fault) for fault in problems]
        for path, digest in paths.items():
            expected.setdefault(path, {})[algorithm] = digest
        if not problems:
            whole[name] = frozenset(paths)
    return Listed(
        expected=expected,
        faults=tuple(faults),
        loose=tuple(dict.fromkeys(loose)),
        complete=bool(whole),
        whole=whole,
    )


def _parsed(data: bytes, algorithm: str, codec: str) -> bag.Manifest:
    """In the declared encoding; programs that declare another write some lists in UTF-8."""
    parsed = bag.parse_manifest(data, algorithm, codec)
    if not parsed.faults or codec == bag.UTF8:
        return parsed
    plain = bag.parse_manifest(data, algorithm)
    if plain.faults:
        return parsed
    return replace(plain, loose=(*plain.loose, f"没有按声明的 {codec.upper()} 书写，是 UTF-8"))


def disagreements(
    lists: Listed, *, there: Iterable[str], edited: Iterable[str]
) -> tuple[tuple[Fault, ...], frozenset[str]]:
    """Faults where one manifest lists what another does not, and the paths that were only written
    into a manifest. `edited` are manifests whose own digest no longer holds; where none tells, a
    path that lies `there` was struck out of the one list, any other written into the other."""
    there, edited = frozenset(there), frozenset(edited)
    faults: list[Fault] = []
    ghosts: set[str] = set()
    for path in sorted(frozenset().union(*lists.whole.values())):
        having = [name for name, paths in lists.whole.items() if path in paths]
        lacking = [name for name, paths in lists.whole.items() if path not in paths]
        if not lacking:
            continue
        written_in = edited.issuperset(having) and not edited.intersection(lacking)
        undecided = edited.issuperset(having) is edited.issuperset(lacking)
        if written_in or (undecided and path not in there):
            ghosts.update(() if path in there else (path,))
            faults += [
                _fault("V-MANIFEST-EDITED", name, f"多列了 {path}，另一份清单没有列")
                for name in having
            ]
        else:
            faults += [
                _fault("V-MANIFEST-EDITED", name, f"没有列 {path}，而另一份清单列了")
                for name in lacking
            ]
    return tuple(faults), frozenset(ghosts)


def _absent(
    found: Mapping[str, int], prefix: str, present: list[str], *, foreign: bool
) -> list[Fault]:
    if not foreign:
        gone = [name for name in manifest_names(prefix) if name not in present]
        return [
            _fault("V-MANIFEST-MISSING", name, f"没有 {name}", "被删除，或没有复制全")
            for name in gone
        ]
    if present or prefix == TAGS:  # RFC 8493, 2.2.1: a bag may do without tagmanifests
        return []
    others = [name for name in found if name.startswith(f"{prefix}-") and name.endswith(".txt")]
    names = manifest_names(prefix)
    if others:
        used = "、".join(one.removeprefix(f"{prefix}-").removesuffix(".txt") for one in others)
        message = f"清单用的摘要算法 {used} 不受支持，没有核对"
        return [_fault("V-MANIFEST-MISSING", others[0], message)]
    return [_fault("V-MANIFEST-MISSING", names[0], f"没有 {' 或 '.join(names)}")]


def _fault(code: str, file: str, message: str, cause: str = "") -> Fault:
    return Fault(code=code, file=file, message=message, cause=cause)


def _safe(path: str) -> bool:
    parts = path.split("/")
    return not (
        path.startswith(("/", "~"))
        or "\\" in path
        or ":" in parts[0]
        or "\0" in path
        or any(part in ("", ".", "..") for part in parts)
    )
