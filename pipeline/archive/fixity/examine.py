"""Whether every file of a bag is there, alone, and as it was: names, sizes, digests.

Reads every manifest, never only one; follows no link; changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

from pipeline.archive import bag
from pipeline.archive.fixity.causes import ByteSource, Listing, explain
from pipeline.archive.fixity.declared import Declaration, declaration
from pipeline.archive.fixity.digests import all_of, digests_of, holds
from pipeline.archive.fixity.lists import (
    PAYLOAD,
    TAGS,
    Listed,
    disagreements,
    listed,
    manifest_names,
)
from pipeline.archive.fixity.walk import Walked, under_other_names, walk
from pipeline.archive.model import PROGRAM
from pipeline.archive.paths import INDEX, OWN, README
from pipeline.archive.report import Fault
from pipeline.errors import cause

#: What lies at the top of a package of ours, besides data/. Nothing lists the tagmanifests: the
#: digest outside the package covers one, and each tells whether the other was edited.
_TAGMANIFESTS = frozenset(manifest_names(TAGS))
_TOP = _TAGMANIFESTS | {*manifest_names(PAYLOAD), bag.DECLARATION_NAME, bag.INFO_NAME, README}
#: Above this a changed file is not looked into: only its size speaks.
_LARGEST = 64_000_000
_FETCH = "fetch.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixity:
    """What was found in the folder.

    `sizes` covers every regular file, by path with /; `listed` is what the manifests list, and
    `digests` what the files really have, by algorithm. `foreign`: a bag made elsewhere, of which
    only the digests can be judged; `compared`: they were. `loose` are hints, not faults.
    """

    faults: tuple[Fault, ...]
    sizes: Mapping[str, int]
    listed: frozenset[str]
    foreign: bool
    digests: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    loose: tuple[Fault, ...] = ()
    compared: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """What index.csv says of the files below data/: sizes and SHA-256, by path. For naming causes,
    and never believed against a manifest."""

    sizes: Mapping[str, int]
    digests: Mapping[str, str]


def examine(root: Path, *, indexed: Indexed) -> Fixity:
    """Check the bag at `root`."""
    walked = walk(root)
    found, faults = walked.sizes, list(walked.faults)
    declared, unread = _declared(root)
    ours = bool(OWN & found.keys()) or _made_here(root)
    if ours:
        faults += _own_declaration(declared)
        declared = Declaration()
    faults += unread
    if declared.fault:
        faults.append(Fault(code="V-NOT-BAG", file=bag.DECLARATION_NAME, message=declared.fault))
    if not declared.codec:
        message = f"标签文件编码 {declared.encoding} 不受支持，没有核对"
        faults.append(Fault(code="V-ENCODING", file=bag.DECLARATION_NAME, message=message))
        return Fixity(
            faults=tuple(faults), sizes=found, listed=frozenset(), foreign=True, compared=False
        )
    codec = declared.codec
    payload = listed(root, found, PAYLOAD, foreign=not ours, codec=codec)
    if not ours and OWN & payload.expected.keys():  # ours, though its main files are gone
        ours, payload = True, listed(root, found, PAYLOAD, foreign=False, codec=codec)
    tags = listed(root, found, TAGS, foreign=not ours, codec=codec)
    lies: Mapping[str, str] = {}
    if not ours:
        lies = under_other_names(found, {**payload.expected, **tags.expected}, codec)
        odd = frozenset(lies.values())
        faults = [fault for fault in faults if fault.code != "V-NAME" or fault.file not in odd]
    bags = _Bag(
        root=root,
        lies=lies,
        walked=walked,
        payload=payload,
        tags=tags,
        codec=codec,
        foreign=not ours,
    )
    faults += [*payload.faults, *tags.faults, *bags.judged(indexed)]
    return Fixity(
        faults=tuple(faults),
        sizes=found,
        listed=frozenset(payload.expected),
        foreign=not ours,
        digests=bags.digests,
        loose=() if ours else bags.hints(declared),
        compared=payload.complete or ours,
    )


def _declared(root: Path) -> tuple[Declaration, list[Fault]]:
    name = bag.DECLARATION_NAME
    try:
        return declaration((root / name).read_bytes()), []
    except OSError:
        return Declaration(), [Fault(code="V-NOT-BAG", file=name, message="没有 bagit.txt")]


def _own_declaration(declared: Declaration) -> list[Fault]:
    """Ours is always UTF-8: another word there was put in afterwards."""
    if declared.fault or declared.codec == bag.UTF8:
        return _not_a_bag(declared.fault) if declared.fault else []
    return _not_a_bag(f"标签文件编码应为 UTF-8，写的是 {declared.encoding}")


def _not_a_bag(message: str) -> list[Fault]:
    return [Fault(code="V-NOT-BAG", file=bag.DECLARATION_NAME, message=message)]


def _made_here(root: Path) -> bool:
    try:
        fields = bag.parse_info((root / bag.INFO_NAME).read_bytes())
    except OSError:
        return False
    return (fields or {}).get("Bag-Software-Agent", "").startswith(PROGRAM)


class _Bag:
    """One bag while it is examined: its lists, and the digests of its files."""

    def __init__(
        self,
        *,
        root: Path,
        lies: Mapping[str, str],
        walked: Walked,
        payload: Listed,
        tags: Listed,
        codec: str,
        foreign: bool,
    ) -> None:
        self._root, self._lies, self._empty = root, lies, walked.empty
        named = {path: name for name, path in lies.items()}
        self._found = {named.get(path, path): size for path, size in walked.sizes.items()}
        self._payload, self._tags = payload, tags
        self._codec, self._foreign = codec, foreign
        self._unreadable: list[Fault] = []
        self.digests = self._all_digests()

    def _all_digests(self) -> dict[str, Mapping[str, str]]:
        expected = {**self._payload.expected, **self._tags.expected}
        digests: dict[str, Mapping[str, str]] = {}
        for path in self._found:
            if self._foreign and path not in expected and not path.startswith("data/"):
                continue
            try:
                digests[path] = digests_of(self._place(path), expected.get(path, bag.ALGORITHMS))
            except OSError as error:
                self._unreadable.append(Fault(code="V-UNREADABLE", file=path, message=cause(error)))
        return digests

    def judged(self, indexed: Indexed) -> list[Fault]:
        """Every fault but those of the lists themselves."""
        faults, ghosts = self._disagreeing()
        fetched, holes = self._fetch()
        expected = {
            path: digests
            for path, digests in {**self._payload.expected, **self._tags.expected}.items()
            if path not in ghosts and not (path in holes and path not in self._found)
        }
        if not self._foreign:  # said already, as V-MANIFEST-MISSING
            lost = _TOP - {bag.DECLARATION_NAME, bag.INFO_NAME, README} - self._found.keys()
            expected = {path: d for path, d in expected.items() if path not in lost}
        listing = Listing(
            expected=expected,
            sizes=self._found,
            registered=self._sizes(indexed.sizes),
            indexed=indexed.digests,
        )
        source = ByteSource(present=self._now, sealed=self._sealed)
        faults += explain(listing, self.digests, ignore=self._may_be_unlisted, read=source)
        faults += [*fetched, *self._unreadable, *self._rewritten()]
        return [*faults, *self._folders(), *self._information()]

    def _disagreeing(self) -> tuple[list[Fault], frozenset[str]]:
        edited = [
            name
            for name, digests in self._tags.expected.items()
            if name in self.digests and not holds(digests, self.digests[name])
        ]
        told, ghosts = disagreements(self._payload, there=self._found, edited=edited)
        more, others = disagreements(self._tags, there=self._found, edited=())
        return [*told, *more], ghosts | others

    def _may_be_unlisted(self, path: str) -> bool:
        """Files that no manifest need list; where a list could not be read, nothing is extra."""
        if path.startswith("data/"):
            return not self._payload.complete
        if self._foreign:  # RFC 8493, 2.2.4: other tag files may be there
            return True
        return path in _TAGMANIFESTS or (not self._tags.complete and path in _TOP)

    def _fetch(self) -> tuple[list[Fault], frozenset[str]]:
        """fetch.txt (RFC 8493, 2.2.3): what it lists and is not there is one fault, not many."""
        if _FETCH not in self._found:
            return [], frozenset()
        try:
            holes = frozenset(bag.parse_fetch((self._root / _FETCH).read_bytes(), self._codec))
        except OSError:
            holes = frozenset()
        gone = holes - self._found.keys()
        if self._foreign and holes and not gone:
            return [], holes
        message = "归档包要求另行下载文件" + (f"，有 {len(gone)} 个还没有下载" if gone else "")
        why = "封存的包必须自足；本程序从不生成 fetch.txt"
        if self._foreign:
            why = "按 fetch.txt 下载齐全后再校验"
        return [Fault(code="V-FETCH", file=_FETCH, message=message, cause=why)], holes

    def _sizes(self, registered: Mapping[str, int]) -> Mapping[str, int]:
        """The registered sizes, and that of the index itself: what the Oxum leaves for it."""
        index = f"data/{INDEX}"
        total = (self._info() or {}).get("Payload-Oxum", "").partition(".")[0]
        rest = [size for p, size in self._found.items() if p.startswith("data/") and p != index]
        others = {p for p in self._payload.expected if p != index}
        sound = all(holds(self._payload.expected[p], self.digests.get(p, {})) for p in others)
        if not (total.isdecimal() and sound and len(rest) == len(others)):
            return registered
        return {**registered, index: int(total) - sum(rest)}

    def _now(self, path: str) -> bytes | None:
        if self._found[path] > _LARGEST:
            return None
        try:
            return self._place(path).read_bytes()
        except OSError:
            return None

    def _place(self, path: str) -> Path:
        """Where the file lies that the manifests call `path`."""
        return self._root / self._lies.get(path, path)

    def _sealed(self, path: str) -> bytes | None:
        """The bytes a changed file had, where they follow from what is still whole: a copy of it,
        what every package has, or a manifest from the files it lists."""
        expected = {**self._payload.expected, **self._tags.expected}
        wanted = expected[path]
        for twin, digests in self.digests.items():
            if twin != path and holds(wanted, digests):
                return self._now(twin)
        made = b""
        if path == bag.DECLARATION_NAME:
            made = bag.DECLARATION.encode("ascii")
        elif path == README:
            text = resources.files("pipeline.archive").joinpath("readme.txt").read_text("utf-8")
            made = text.replace("\n", "\r\n").encode("utf-8-sig")
        elif path in manifest_names(PAYLOAD):
            name = path.removeprefix(f"{PAYLOAD}-").removesuffix(".txt")
            made = bag.manifest(self._payload_digests(name))
        return made if made and holds(wanted, all_of(made, wanted)) else None

    def _payload_digests(self, algorithm: str) -> dict[str, str]:
        """What a manifest must have listed: the files of the other one, as they are now."""
        others = [paths for name, paths in self._payload.whole.items() if algorithm not in name]
        paths = frozenset().union(*others) & self.digests.keys()
        return {path: self.digests[path][algorithm] for path in paths}

    def _rewritten(self) -> list[Fault]:
        """Tagmanifests that say the same in other letters: nothing inside covers their digests."""
        if self._foreign:
            return []
        faults = []
        for name in sorted(_TAGMANIFESTS & self._found.keys()):
            algorithm = name.removeprefix(f"{TAGS}-").removesuffix(".txt")
            data = self._now(name) or b""
            parsed = bag.parse_manifest(data, algorithm)
            if not parsed.faults and bag.manifest(parsed.entries) != data:
                message = "大小写、空格、次序或换行与封存时不同"
                faults.append(Fault(code="V-MANIFEST-EDITED", file=name, message=message))
        return faults

    def _folders(self) -> list[Fault]:
        """A manifest lists no folders, so only a package of ours can be held to having none."""
        empty = () if self._foreign else self._empty
        why = "封存后加入，或其中的文件被移走"
        return [
            Fault(code="V-FOLDER", file=name, message="空文件夹，封存时没有", cause=why)
            for name in empty
        ]

    def _info(self) -> dict[str, str] | None:
        try:
            return bag.parse_info((self._root / bag.INFO_NAME).read_bytes(), self._codec)
        except OSError:
            return None

    def _information(self) -> list[Fault]:
        name = bag.INFO_NAME
        if self._foreign and name not in self._found:
            return []
        info = self._info()
        if info is None:
            return [Fault(code="V-INFO", file=name, message="没有 bag-info.txt 或格式不对")]
        sizes = [size for path, size in self._found.items() if path.startswith("data/")]
        now, then = f"{sum(sizes)}.{len(sizes)}", info.get("Payload-Oxum", "")
        if now == then or (self._foreign and (not then or _FETCH in self._found)):
            return []
        message = f"Payload-Oxum 记为 {then or '空'}，现为 {now}（字节数.文件数）"
        return [Fault(code="V-OXUM", file=name, message=message)]

    def hints(self, declared: Declaration) -> tuple[Fault, ...]:
        """What is written otherwise than RFC 8493 has it and was read all the same: no fault."""
        odd = [(bag.DECLARATION_NAME, text) for text in declared.loose]
        odd += [*self._payload.loose, *self._tags.loose]
        odd += [
            (name, "文件名在盘上是另一种写法（编码或 Unicode 形式不同）") for name in self._lies
        ]
        return tuple(
            Fault(code="V-LOOSE", file=file, message=f"{text}，已照读") for file, text in odd
        )
