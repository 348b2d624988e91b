"""From "the digests differ" to what happened: missing, renamed, swapped, or changed in itself.

Works on lists and digests; what a changed file's bytes show, `symptoms` says. Touches no file.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.archive.fixity.symptoms import AsSealed, symptom
from pipeline.archive.report import Fault

Digests = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What the manifests expect, what lies there (sizes), and what was registered at sealing:
    sizes, and SHA-256 of the index, which tells a changed file from a changed manifest."""

    expected: Mapping[str, Digests]
    sizes: Mapping[str, int]
    registered: Mapping[str, int]
    indexed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ByteSource:
    """Where bytes come from: `present` reads a file (None: too large, or unreadable); `sealed` has
    those of sealing, where they follow from other files."""

    present: Callable[[str], bytes | None] = lambda path: None
    sealed: Callable[[str], bytes | None] = lambda path: None


def explain(
    listing: Listing,
    actual: Mapping[str, Digests],
    *,
    ignore: Callable[[str], bool],
    read: ByteSource | None = None,
) -> list[Fault]:
    """Faults for every path that is missing, extra or other than listed.

    `actual` has the digests of the files that were read; the others are judged by size alone.
    """
    missing = sorted(set(listing.expected) - set(listing.sizes))
    extra = sorted(p for p in set(listing.sizes) - set(listing.expected) if not ignore(p))
    faults = []
    for path in missing:
        new = _now_called(listing, actual, path, extra)
        if new is None:
            faults.append(_missing(listing, actual, path))
            continue
        extra.remove(new)
        cause = "内容相同，改名或移动"
        if _nfc(new) == _nfc(path):
            now = actual.get(new)
            other = now is not None and not _same(listing.expected[path], now)
            cause = "文件名的 Unicode 形式（NFC/NFD）变了" + ("，内容也变了" if other else "")
        faults.append(Fault(code="V-RENAMED", file=path, message=f"现在叫 {new}", cause=cause))
    for path in extra:
        faults.append(_extra(listing, actual, path))
    for path in sorted(set(listing.expected) & set(listing.sizes)):
        if (fault := _changed(listing, actual, path, read or ByteSource())) is not None:
            faults.append(fault)
    return faults


def _now_called(
    listing: Listing, actual: Mapping[str, Digests], path: str, extra: Iterable[str]
) -> str | None:
    """The unlisted file that is `path` under another name: of several copies the likest name."""
    same = [one for one in extra if _same(listing.expected[path], actual.get(one))]
    if same:
        return min(same, key=lambda one: (_base(one) != _base(path), _folder(one) != _folder(path)))
    return next((one for one in extra if _nfc(one) == _nfc(path)), None)


def _missing(listing: Listing, actual: Mapping[str, Digests], path: str) -> Fault:
    now = next(
        (
            p
            for p, digests in actual.items()
            if _same(listing.expected[path], digests)
            and p in listing.expected
            and not _same(listing.expected[p], digests)
        ),
        None,
    )
    if now is not None:
        return Fault(
            code="V-RENAMED", file=path, message=f"现在叫 {now}", cause=f"改名，盖掉了原来的 {now}"
        )
    twin = next(
        (p for p in _alike(listing, listing.expected[path]) if p != path and p in listing.sizes),
        None,
    )
    cause = f"内容相同的 {twin} 还在" if twin else "被删除，或没有复制全"
    return Fault(code="V-MISSING", file=path, message="清单上有，包里没有", cause=cause)


def _extra(listing: Listing, actual: Mapping[str, Digests], path: str) -> Fault:
    twin = next(iter(_alike(listing, actual.get(path))), None)
    cause = f"是 {twin} 的副本" if twin else "封存后加入"
    return Fault(code="V-EXTRA", file=path, message="包里有，清单上没有", cause=cause)


def _changed(
    listing: Listing, actual: Mapping[str, Digests], path: str, read: ByteSource
) -> Fault | None:
    expected, now = listing.expected[path], actual.get(path)
    size, was = listing.sizes[path], listing.registered.get(path)
    if now is not None and _same(expected, now):
        return None
    if now is None and (was is None or was == size):
        return None
    if now is not None and (edited := _edited(listing, path, expected, now)):
        return edited
    if size == 0 and was != 0:
        cause = f"原有 {was} 字节" if was else "写盘或复制中断"
        return Fault(code="V-EMPTY", file=path, message="现在是空文件", cause=cause)
    if (other := _partner(listing, actual, path)) is not None:
        swapped = _same(expected, actual.get(other))
        cause = f"与 {other} 互换" if swapped else f"被 {other} 的内容覆盖"
        return Fault(code="V-SWAPPED", file=path, message="内容是另一个文件的", cause=cause)
    data = read.present(path) if now is not None else None
    if data is None:
        return _by_size(path, size, was)
    algorithm = next(iter(expected))
    told = symptom(
        path,
        data,
        AsSealed(algorithm=algorithm, digest=expected[algorithm], size=was, data=read.sealed(path)),
    )
    message = "文件被截短" if told.code == "V-TRUNCATED" else "摘要不符"
    return Fault(code=told.code, file=path, message=message, cause=told.cause)


def _edited(listing: Listing, path: str, expected: Digests, now: Digests) -> Fault | None:
    """It is the manifest that was edited: another digest of the same file still holds."""
    sort = "manifest" if path.startswith("data/") else "tagmanifest"
    wrong = "、".join(
        f"{sort}-{name}.txt" for name, digest in expected.items() if now.get(name) != digest
    )
    if any(now.get(name) == digest for name, digest in expected.items()):
        message = f"{wrong} 所记摘要不符，其他摘要相符"
    elif listing.indexed.get(path) == now.get("sha256", ""):
        message = f"{wrong} 所记摘要不符，但与文件对照表所记相符"
    else:
        return None
    return Fault(
        code="V-MANIFEST-EDITED", file=path, message=message, cause="文件本身没有变，是清单被改动"
    )


def _by_size(path: str, size: int, was: int | None) -> Fault:
    """Too large to be looked into, or not read: only the sizes speak."""
    cause = "内容被改动"
    if was is not None:
        grown = f"多出 {size - was} 字节" if size > was else "大小未变：存储位翻转，或被改写"
        cause = f"应为 {was} 字节，现为 {size} 字节" if size < was else grown
    return Fault(code="V-CHANGED", file=path, message="摘要不符", cause=cause)


def _partner(listing: Listing, actual: Mapping[str, Digests], path: str) -> str | None:
    """The file whose content `path` has now. Of several with one content: the one that has taken
    the content of `path`; else one that kept its own, nearest by name."""
    alike = [one for one in _alike(listing, actual.get(path)) if one != path]
    wanted = listing.expected[path]
    return min(
        alike,
        key=lambda one: (
            not _same(wanted, actual.get(one)),
            not _same(listing.expected[one], actual.get(one)),
            _folder(one) != _folder(path),
            len(one),
            one,
        ),
        default=None,
    )


def _alike(listing: Listing, digests: Digests | None) -> Iterable[str]:
    """The listed files that had this content when sealed."""
    return (p for p, expected in listing.expected.items() if _same(expected, digests))


def _same(expected: Digests, now: Digests | None) -> bool:
    return now is not None and all(now.get(name) == digest for name, digest in expected.items())


def _nfc(path: str) -> str:
    return unicodedata.normalize("NFC", path)


def _base(path: str) -> str:
    return path.rpartition("/")[2]


def _folder(path: str) -> str:
    return path.rpartition("/")[0]
