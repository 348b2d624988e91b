"""What was made before: one small file per output folder, and whether its files are untouched.

Must not know how a document is made; rows are the maker's own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from pipeline.files import sha256, sha256_of, write_atomic

INDEX_NAME = ".made.json"


class Indexes:
    """What was made before, one small file per folder, kept up to date after each document."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self._folders: dict[Path, dict[str, dict[str, object]]] = {}

    def known(self, target: str) -> dict[str, object]:
        return self._folder(target).get(target, {})

    def note(self, target: str, row: dict[str, object]) -> None:
        rows = self._folder(target)
        rows[target] = row
        text = json.dumps(rows, ensure_ascii=False, indent=1, sort_keys=True)
        write_atomic((self.output / target).parent / INDEX_NAME, f"{text}\n".encode())

    def _folder(self, target: str) -> dict[str, dict[str, object]]:
        folder = (self.output / target).parent
        if folder not in self._folders:
            self._folders[folder] = _read_index(folder / INDEX_NAME)
        return self._folders[folder]


def untouched(output: Path, known: Mapping[str, object]) -> bool:
    files = known.get("files")
    if not isinstance(files, dict):
        return False
    return all((output / n).is_file() and sha256_of(output / n) == d for n, d in files.items())


def set_aside(output: Path, known: Mapping[str, object], coming: Mapping[str, bytes]) -> str:
    """Keep under another name what `coming` would overwrite and no run of ours has written.

    A file that no index knows may be somebody's work as well; one that is the same already is not.
    """
    kept = []
    files = known.get("files")
    recorded = files if isinstance(files, dict) else {}
    for name in sorted({*recorded, *coming}):
        path = output / name
        ours = {recorded.get(name), sha256(coming[name]) if name in coming else None}
        if path.is_file() and (now := sha256_of(path)) not in ours:
            other = path.with_name(f"{path.stem}.人工改动-{now[:8]}{path.suffix}")
            path.replace(other)
            kept.append(other.name)
    return f"改动过的文件另存为 {'、'.join(kept)}" if kept else ""


def recorded_layout(pdf: Path) -> str | None:
    """The layout that a generated PDF was measured by, as recorded beside it."""
    for target, row in _read_index(pdf.parent / INDEX_NAME).items():
        if Path(target).name == pdf.stem and isinstance(kept := row.get("layout"), dict):
            return str(kept.get("profile"))
    return None


def _read_index(path: Path) -> dict[str, dict[str, object]]:
    """What was made here before; an unreadable index only means that all is made anew."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(rows, dict):
        return {}
    return {target: row for target, row in rows.items() if isinstance(row, dict)}
