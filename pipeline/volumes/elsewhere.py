"""互见号: where a decision on the whole list has its own number, of which a studio holds a copy.

Each item's 档号 where the intake's package lies sealed beside, else its volume. Must write nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.archive import bag, catalogue
from pipeline.archive.model import Paper
from pipeline.archive.paths import CATALOGUE, INDEX, TAGMANIFEST
from pipeline.archive.register import RegisterEntry, RegisterLine
from pipeline.files import sha256
from pipeline.volumes.numbering import latest

_MANIFEST = "manifest-sha256.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonVolume:
    """The volume of an intake's own papers: its 案卷号, or its package's name while it has none;
    `items` are the 档号 of what is in it, by the original names of the files."""

    name: str
    items: Mapping[str, str]

    def copied(self, paper: Paper) -> Paper:
        """The paper as a copy of one that belongs there."""
        return replace(paper, elsewhere=self.items.get(paper.source.name, self.name))


def unnumbered(year: int) -> CommonVolume:
    """While nobody knows its number: as the package will be called."""
    return CommonVolume(name=f"归档包{year}", items={})


def common_volume(
    folder: Path, lines: Sequence[RegisterLine], year: int, foreseen: str = ""
) -> CommonVolume:
    """That of an intake, as the register in `folder` has it; until it is sealed, by the number that
    is `foreseen` for it, if there is one."""
    entry = latest(lines, str(year))
    if entry:
        return CommonVolume(name=entry.number, items=_items(folder / entry.package, entry))
    return CommonVolume(name=foreseen, items={}) if foreseen else unnumbered(year)


def _items(package: Path, entry: RegisterEntry) -> dict[str, str]:
    """档号 by original name; nothing where the package is not here, or not as registered."""
    try:
        listed = _tables(package, entry)
        numbers = {row["文件"]: row["档号"] for row in catalogue.read_table(listed[CATALOGUE])}
        index = catalogue.read_table(listed[INDEX])
        return {row["原名"]: numbers[row["文件"]] for row in index if row["文件"] in numbers}
    except (OSError, ValueError, KeyError):
        return {}


def _tables(package: Path, entry: RegisterEntry) -> dict[str, bytes]:
    """Catalogue and index, by the digests that the register vouches for."""
    digest, found = entry.digest, dict[str, bytes]()
    for name in (TAGMANIFEST, _MANIFEST):
        data = (package / name).read_bytes()
        if sha256(data) != digest:
            return {}
        listed = bag.parse_manifest(data, "sha256").entries
        digest = listed.get(_MANIFEST, "")
    for name in (CATALOGUE, INDEX):
        data = (package / "data" / name).read_bytes()
        if sha256(data) == listed.get(f"data/{name}"):
            found[name] = data
    return found
