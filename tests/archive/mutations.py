"""Damages drawn by lot, each with the cause that its maker knows, done to a sealed package."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.archive.report import Fault

SECTOR = 512
TAGMANIFESTS = ("tagmanifest-sha256.txt", "tagmanifest-sha512.txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What must be among the faults: one of these codes, about this file, with this cause. The
    file may stand in the message instead, where another list names it."""

    codes: tuple[str, ...]
    file: str
    words: tuple[str, ...] = ("",)

    def by(self, faults: tuple[Fault, ...]) -> bool:
        return any(
            one.code in self.codes
            and (one.file == self.file or self.file in one.message)
            and any(word in one.message + one.cause for word in self.words)
            for one in faults
        )


Mutation = Callable[[Path, random.Random], Told]
_EDITED = ("V-MANIFEST-EDITED", "V-MANIFEST-MALFORMED", "V-PATH", "V-CHANGED")


def files(root: Path, least: int = 1) -> list[str]:
    """All but the tagmanifests, of at least so many bytes."""
    found = (p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file())
    return sorted(p for p in found if p not in TAGMANIFESTS and (root / p).stat().st_size >= least)


def flip(root: Path, lot: random.Random) -> Told:
    path = lot.choice(files(root))
    data = bytearray((root / path).read_bytes())
    data[lot.randrange(len(data))] ^= 1 << lot.randrange(8)
    (root / path).write_bytes(data)
    return Told(codes=("V-CHANGED",), file=path, words=("翻转",))


def flip_tagmanifest(root: Path, lot: random.Random) -> Told:
    path = lot.choice(TAGMANIFESTS)
    data = bytearray((root / path).read_bytes())
    data[lot.randrange(len(data))] ^= 1 << lot.randrange(8)
    (root / path).write_bytes(data)
    return Told(codes=_EDITED, file=path)


def truncate(root: Path, lot: random.Random) -> Told:
    path = lot.choice(files(root, least=40))
    data = (root / path).read_bytes()
    kept = data[: lot.randrange(len(data) // 10, len(data) * 9 // 10)]
    (root / path).write_bytes(kept)
    if kept.endswith((b"\n", b"\r")) and path.endswith((".csv", ".txt", ".yaml")):
        return Told(codes=("V-CHANGED", "V-TRUNCATED"), file=path, words=("截断", "不见了"))
    return Told(codes=("V-TRUNCATED",), file=path, words=("后面的内容不见了",))


def behead(root: Path, lot: random.Random) -> Told:
    path = lot.choice([p for p in files(root, least=40) if p.endswith((".pdf", ".jpg", ".docx"))])
    data = (root / path).read_bytes()
    (root / path).write_bytes(data[lot.randrange(1100, len(data) // 2 + 1101) :])
    return Told(codes=("V-TRUNCATED", "V-EMPTY"), file=path, words=("开头的内容不见了", "原有"))


def append(root: Path, lot: random.Random) -> Told:
    path = lot.choice(files(root))
    more = lot.randbytes(lot.randrange(1, 300))
    (root / path).write_bytes((root / path).read_bytes() + more)
    return Told(codes=("V-CHANGED",), file=path, words=(f"末尾多出 {len(more)} 字节", "另存过"))


def prepend(root: Path, lot: random.Random) -> Told:
    path = lot.choice(files(root))
    more = lot.randbytes(lot.randrange(1, 300))
    (root / path).write_bytes(more + (root / path).read_bytes())
    return Told(codes=("V-CHANGED",), file=path, words=(f"开头多出 {len(more)} 字节", "另存过"))


def insert(root: Path, lot: random.Random) -> Told:
    path = lot.choice([p for p in files(root, least=40) if p.startswith("data/")])
    data = (root / path).read_bytes()
    at = lot.randrange(10, len(data) - 10)
    (root / path).write_bytes(data[:at] + b"\xa5\x5a" * 40 + data[at:])
    return Told(codes=("V-CHANGED",), file=path, words=("中间多出 80 字节",))


def rewrite(root: Path, lot: random.Random) -> Told:
    """Several bytes of a small file, the size unchanged."""
    path = lot.choice([p for p in files(root, least=60) if (root / p).stat().st_size < 8192])
    data = bytearray((root / path).read_bytes())
    at = lot.randrange(len(data) - 8)
    data[at : at + 8] = bytes(byte ^ 0x15 for byte in data[at : at + 8])
    (root / path).write_bytes(data)
    return Told(codes=("V-CHANGED",), file=path, words=("改写",))


def blank(root: Path, lot: random.Random) -> Told:
    path = lot.choice(files(root, least=4 * SECTOR))
    data = bytearray((root / path).read_bytes())
    at = lot.randrange(len(data) // SECTOR - 1) * SECTOR
    data[at : at + SECTOR] = bytes(SECTOR)
    (root / path).write_bytes(data)
    return Told(codes=("V-CHANGED",), file=path, words=("全是零",))


def empty(root: Path, lot: random.Random) -> Told:
    path = lot.choice([p for p in files(root) if p.startswith("data/")])
    (root / path).write_bytes(b"")
    return Told(codes=("V-EMPTY",), file=path)


def swap(root: Path, lot: random.Random) -> Told:
    one, other = lot.sample([p for p in files(root) if p.startswith("data/")], 2)
    first = (root / one).read_bytes()
    (root / one).write_bytes((root / other).read_bytes())
    (root / other).write_bytes(first)
    return Told(codes=("V-SWAPPED",), file=one, words=(f"与 {other} 互换",))


def overwrite(root: Path, lot: random.Random) -> Told:
    one, other = lot.sample([p for p in files(root) if p.startswith("data/")], 2)
    (root / one).write_bytes((root / other).read_bytes())
    return Told(codes=("V-SWAPPED",), file=one, words=(f"被 {other} 的内容覆盖",))


def delete(root: Path, lot: random.Random) -> Told:
    path = lot.choice([*files(root), *TAGMANIFESTS])
    (root / path).unlink()
    codes = ("V-MISSING", "V-MANIFEST-MISSING")
    return Told(codes=codes, file=path, words=("被删除",))


def rename(root: Path, lot: random.Random) -> Told:
    path = lot.choice([p for p in files(root) if p.startswith("data/")])
    new = f"data/renamed-{lot.randrange(100)}.bin"
    (root / path).rename(root / new)
    return Told(codes=("V-RENAMED",), file=path, words=(f"现在叫 {new}",))


def add(root: Path, lot: random.Random) -> Told:
    where = lot.choice(("data/", "data/evidence/", "", "data/new/"))
    name = lot.choice(("x.txt", "setup.exe", "tagmanifest-evil.txt", "manifest-md5.txt", "a b.pdf"))
    (root / where).mkdir(exist_ok=True)
    (root / where / name).write_bytes(lot.randbytes(30))
    return Told(codes=("V-EXTRA",), file=where + name, words=("封存后加入",))


def copy(root: Path, lot: random.Random) -> Told:
    path = lot.choice([p for p in files(root) if p.startswith("data/")])
    shutil.copy(root / path, root / "data/copied.bin")
    return Told(codes=("V-EXTRA",), file="data/copied.bin", words=(f"是 {path} 的副本",))


def folder(root: Path, lot: random.Random) -> Told:
    name = lot.choice(("data/empty", "empty", "data/evidence/empty"))
    (root / name).mkdir()
    return Told(codes=("V-FOLDER",), file=name)


def resave(root: Path, lot: random.Random) -> Told:
    """As editors do: other line ends, with or without a byte order mark."""
    texts = [p for p in files(root, least=20) if p.endswith((".csv", ".txt", ".yaml", ".json"))]
    path = lot.choice(texts)
    was = (root / path).read_bytes()
    lines = was.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    ways = [
        mark + lines.replace(b"\n", end)
        for mark in (b"", b"\xef\xbb\xbf")
        for end in (b"\n", b"\r\n")
    ]
    (root / path).write_bytes(lot.choice([way for way in ways if way != was]))
    return Told(codes=("V-CHANGED",), file=path, words=("另存过：文字相同", "开头多出 3 字节"))


def edit_manifest(root: Path, lot: random.Random) -> Told:
    """A digest, a line more, or a line less, in one of the manifests."""
    path = lot.choice(("manifest-sha256.txt", "manifest-sha512.txt", *TAGMANIFESTS))
    lines = (root / path).read_text("utf-8").splitlines(keepends=True)
    at, way = lot.randrange(len(lines)), lot.choice(("digest", "more", "less"))
    if way == "digest":
        lines[at] = "0" * 8 + lines[at][8:]
    elif way == "more":
        ghost = "data/ghost.pdf" if path.startswith("m") else "ghost.txt"
        lines.insert(at, lines[at].partition("  ")[0] + f"  {ghost}\n")
    else:
        del lines[at]
    (root / path).write_text("".join(lines), "utf-8")
    return Told(codes=("V-MANIFEST-EDITED",), file=path)


def edit_tag(root: Path, lot: random.Random) -> Told:
    path, old, new = lot.choice(
        (
            ("bag-info.txt", "2026-07-01", "2026-07-22"),
            ("bag-info.txt", "样例大学", "别的大学"),
            ("bagit.txt", "1.0", "0.97"),
            ("README.txt", "校验", "核对"),
        )
    )
    data = (root / path).read_bytes()
    (root / path).write_bytes(data.replace(old.encode(), new.encode(), 1))
    return Told(codes=("V-CHANGED",), file=path, words=("改写",))


KINDS: Mapping[str, Mutation] = {
    one.__name__: one
    for one in (
        flip, flip_tagmanifest, truncate, behead, append, prepend, insert, rewrite, blank, empty,
        swap, overwrite, delete, rename, add, copy, folder, resave, edit_manifest, edit_tag,
    )
}  # fmt: skip
