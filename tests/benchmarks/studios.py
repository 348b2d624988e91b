"""Any number of studios for measuring: the samples again and again under other names.

Each clone has its own slug, people and vouchers, stands in the intake's lists where its original
does, and has a tiny file for every piece of evidence it cites (hard links to a small pool, each of
another size, so that no two look alike). Document numbers of single studios repeat.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.dossier.evidence import references
from pipeline.dossier.load import Case
from pipeline.dossier.workspace import load_workspace

_DIGITS = "甲乙丙丁戊己庚辛壬癸"
_CONTENT = {
    ".pdf": (b"%PDF-1.7\n", b"\n%%EOF\n"),
    ".jpg": (b"\xff\xd8\xff\xe0", b"\xff\xd9"),
    ".jpeg": (b"\xff\xd8\xff\xe0", b"\xff\xd9"),
    ".png": (b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"),
    ".docx": (b"PK\x03\x04", b"PK\x05\x06" + bytes(18)),
}


def make_studios(samples: Path, target: Path, count: int) -> Path:
    """A workspace with `count` studios cloned from those of `samples`."""
    cases = tuple(load_workspace(samples).cases.values())
    pool = target / "pool"
    pool.mkdir(parents=True)
    clones: dict[str, list[str]] = {case.key: [] for case in cases}
    for number in range(count):
        case = cases[number % len(cases)]
        slug = f"{case.slug}-{number}"
        clones[case.key].append(slug)
        _clone(case, target / "dossiers" / str(case.year) / slug, number, pool)
    for year in {case.year for case in cases}:
        path = samples / "dossiers" / str(year) / "intake.yaml"
        text = path.read_text(encoding="utf-8")
        listed = {slug: "\x00".join(clones[f"{year}/{slug}"]) for slug in _slugs(cases, year)}
        written = target / "dossiers" / str(year) / "intake.yaml"
        if written.parent.is_dir():
            written.write_text(_lists(text, listed), encoding="utf-8")
    return target


def _slugs(cases: tuple[Case, ...], year: int) -> Iterator[str]:
    return (case.slug for case in cases if case.year == year)


def _lists(text: str, listed: dict[str, str]) -> str:
    """Every `[slug, …]` of the intake with the clones for the originals."""

    def longer(found: re.Match[str]) -> str:
        names = [listed.get(name.strip(), name.strip()) for name in found[1].split(",")]
        return f"[{', '.join(name.replace(chr(0), ', ') for name in names if name)}]"

    return re.sub(r"\[([a-z0-9, -]+)\]", longer, text)


def _clone(case: Case, folder: Path, number: int, pool: Path) -> None:
    folder.mkdir(parents=True)
    mark = "".join(_DIGITS[int(digit)] for digit in str(number))
    people = [case.dossier.leader.name, *(member.name for member in case.dossier.members)]
    for path in case.folder.glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        for name in sorted(set(people), key=len, reverse=True):
            text = text.replace(name, name + mark)
        text = re.sub(r"(凭证号: *)([^\s,}]+)", rf"\g<1>\g<2>-{number}", text)
        (folder / path.name).write_text(text, encoding="utf-8")
    for index, written in enumerate(dict.fromkeys(r.written for r in references(case))):
        for name in sorted(set(people), key=len, reverse=True):
            written = written.replace(name, name + mark)
        place = folder / "evidence" / written
        place.parent.mkdir(parents=True, exist_ok=True)
        os.link(_pooled(pool, index, place.suffix.lower()), place)


def _pooled(pool: Path, index: int, suffix: str) -> Path:
    """The pool's file number `index` of that kind; sizes differ by number and by kind."""
    path = pool / f"{index}{suffix}"
    if not path.exists():
        head, tail = _CONTENT[suffix]
        filling = 64 + index * 16 + list(_CONTENT).index(suffix)
        path.write_bytes(head + b" " * (filling - len(head) - len(tail)) + tail)
    return path
