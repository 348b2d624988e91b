"""From "the digests differ" to what happened: missing, renamed, swapped, truncated, flipped.

Works on lists and digests only; touches no file.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipeline.archive.report import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What the manifests expect, what lies there (sizes), and the sizes registered at sealing."""

    expected: Mapping[str, Mapping[str, str]]
    sizes: Mapping[str, int]
    registered: Mapping[str, int]


def explain(
    listing: Listing, actual: Mapping[str, Mapping[str, str]], *, ignore: Callable[[str], bool]
) -> list[Fault]:
    """Faults for every path that is missing, extra or other than listed.

    `actual` has the digests of the files that were read; the others are judged by size alone.
    """
    missing = sorted(set(listing.expected) - set(listing.sizes))
    extra = sorted(p for p in set(listing.sizes) - set(listing.expected) if not ignore(p))
    faults = []
    for path in missing:
        new = next((e for e in extra if _same(listing.expected[path], actual.get(e))), None)
        if new is None:
            new = next((e for e in extra if _nfc(e) == _nfc(path)), None)
        if new is None:
            faults.append(_missing(listing, path))
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
        if (fault := _changed(listing, actual, path)) is not None:
            faults.append(fault)
    return faults


def _missing(listing: Listing, path: str) -> Fault:
    twin = next(
        (
            p
            for p, d in listing.expected.items()
            if p != path and p in listing.sizes and _same(d, listing.expected[path])
        ),
        None,
    )
    cause = f"内容相同的 {twin} 还在" if twin else "被删除，或没有复制全"
    return Fault(code="V-MISSING", file=path, message="清单上有，包里没有", cause=cause)


def _extra(listing: Listing, actual: Mapping[str, Mapping[str, str]], path: str) -> Fault:
    twin = next((p for p, d in listing.expected.items() if _same(d, actual.get(path))), None)
    cause = f"是 {twin} 的副本" if twin else "封存后加入"
    return Fault(code="V-EXTRA", file=path, message="包里有，清单上没有", cause=cause)


def _changed(listing: Listing, actual: Mapping[str, Mapping[str, str]], path: str) -> Fault | None:
    expected, now = listing.expected[path], actual.get(path)
    size, was = listing.sizes[path], listing.registered.get(path)
    if now is not None and _same(expected, now):
        return None
    if now is None and (was is None or was == size):
        return None
    if now is not None and any(now.get(name) == digest for name, digest in expected.items()):
        wrong = "、".join(name for name, digest in expected.items() if now.get(name) != digest)
        return Fault(
            code="V-MANIFEST-EDITED",
            file=path,
            message=f"{wrong} 摘要不符，其他摘要相符",
            cause="文件本身没有变，是清单被改动",
        )
    if size == 0 and was != 0:
        cause = f"原有 {was} 字节" if was else "写盘或复制中断"
        return Fault(code="V-EMPTY", file=path, message="现在是空文件", cause=cause)
    other = next((p for p, d in listing.expected.items() if p != path and _same(d, now)), None)
    if other is not None:
        swapped = _same(expected, actual.get(other))
        cause = f"与 {other} 互换" if swapped else f"被 {other} 的内容覆盖"
        return Fault(code="V-SWAPPED", file=path, message="内容是另一个文件的", cause=cause)
    if was is None:
        return Fault(code="V-CHANGED", file=path, message="摘要不符", cause="内容被改动")
    if size < was:
        cause = f"应为 {was} 字节，现为 {size} 字节"
        return Fault(code="V-TRUNCATED", file=path, message="文件被截短", cause=cause)
    cause = f"多出 {size - was} 字节" if size > was else "大小未变：存储位翻转，或被改写"
    return Fault(code="V-CHANGED", file=path, message="摘要不符", cause=cause)


def _same(expected: Mapping[str, str], now: Mapping[str, str] | None) -> bool:
    return now is not None and all(now.get(name) == digest for name, digest in expected.items())


def _nfc(path: str) -> str:
    return unicodedata.normalize("NFC", path)
