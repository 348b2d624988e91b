"""The house rules that a machine can hold: who may import whom, and one importer per library."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "pipeline"

#: Floors of the house, lowest first; a module may import its own floor and those below.
FLOORS = (
    ("files", "chinese", "names", "diagnostics", "errors", "pdf", "workers"),
    ("articles", "policies"),
    ("dossier",),
    ("lifecycle", "due"),
    ("rules",),
    ("documents",),
    ("archive",),
    ("commands",),
    ("cli", "__main__"),
)
FLOOR_OF = {name: level for level, names in enumerate(FLOORS) for name in names}

#: Library → the one module or package that may import it.
IMPORTERS = {
    "yaml": "dossier/events.py",
    "docxtpl": "documents/tags.py",
    "rdocx": "documents/convert",
    "pikepdf": "pdf",
    "pypdf": "pdf",
    "PIL": "pdf",
    "chinese_calendar": "chinese.py",
    "cn2an": "chinese.py",
    "openpyxl": "commands",
}

MODULES = sorted(PACKAGE.rglob("*.py"))


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """(dotted name, whether it stands at the top level) of every import of a module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    top = {id(node) for node in tree.body}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, id(node) in top
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module, id(node) in top


def shown(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_imports_go_down_the_house(path: Path) -> None:
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if own == "__init__":
        return
    for name, _ in imports(path):
        parts = name.split(".")
        if parts[0] != "pipeline" or len(parts) == 1:
            continue
        # `commands` take the Session that `cli` hands them; nothing else looks up.
        if own == "commands" and parts[1] == "cli":
            continue
        assert FLOOR_OF[parts[1]] <= FLOOR_OF[own], f"{shown(path)} imports {name}"
        if own == "archive":
            assert parts[1] not in ("documents", "dossier", "rules", "lifecycle"), name


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_each_library_has_one_importer(path: Path) -> None:
    for name, _ in imports(path):
        owner = IMPORTERS.get(name.split(".")[0])
        if owner is not None:
            assert shown(path) == owner or shown(path).startswith(f"{owner}/"), name


def test_help_loads_nothing_heavy() -> None:
    """`studio --help` must not wait for models, engines or calendars."""
    heavy = {"pydantic", "docxtpl", "pikepdf", "pypdf", "rdocx", "rich", "yaml", "lxml", "PIL"}
    loaded = {name.split(".")[0] for name, top in imports(PACKAGE / "cli.py") if top}
    assert not loaded & heavy
    assert "pipeline.errors" in {name for name, _ in imports(PACKAGE / "cli.py")}


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_nothing_but_commands_reads_the_clock(path: Path) -> None:
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if own in ("commands", "cli"):
        return
    text = path.read_text(encoding="utf-8")
    for call in (".today()", ".now(", ".utcnow(", "time.time("):
        assert call not in text, f"{shown(path)} uses {call}"
