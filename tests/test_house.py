"""The house rules that a machine can hold: who may import whom, and one importer per library."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from statistics import median

import pytest

PACKAGE = Path(__file__).parent.parent / "pipeline"

#: Floors of the house, lowest first; a module may import its own floor and those below.
FLOORS = (
    (
        "files",
        "chinese",
        "names",
        "diagnostics",
        "errors",
        "pdf",
        "workers",
        "foreign",
        "toml_file",
        "short_code",
    ),
    ("articles", "policies"),
    ("dossier",),
    (
        "acts",
        "rounds",
        "shares",
        "lifecycle",
        "leaders",
        "lifted",
        "account",
        "owed",
        "premises",
        "due",
    ),
    ("rules",),
    ("documents",),
    ("archive",),
    ("volumes",),
    ("recheck",),
    ("show",),
    ("session",),
    ("commands",),
    ("cli", "__main__"),
)
FLOOR_OF = {name: level for level, names in enumerate(FLOORS) for name in names}

#: The rooms of documents/, lowest first, by the same rule.
ROOMS = (
    ("docx", "fonts"),
    ("layout",),
    ("convert", "view", "template", "kinds", "named"),
    ("lint", "render", "made_index", "privacy", "glyphs"),
    ("enclosed",),
    ("draft",),
    ("intake_drafts",),
    ("drafts",),
    ("gates",),
    ("plan",),
    ("make",),
)
ROOM_OF = {name: level for level, names in enumerate(ROOMS) for name in names}

#: Package or room → what it must not know although it lies below.
STRANGERS: Mapping[str, tuple[str, ...]] = {
    "archive": ("documents", "dossier", "rules", "lifecycle", "due", "policies"),
    "recheck": ("archive", "volumes"),
}

#: Library → the modules or packages that may import it: one, but for faces and the screen.
IMPORTERS: Mapping[str, tuple[str, ...]] = {
    "yaml": ("dossier/events.py",),
    "docxtpl": ("documents/template/tags.py",),
    "rdocx": ("documents/convert/embedded.py",),
    "pypdf": ("pdf/read.py",),
    "pikepdf": ("pdf",),
    "PIL": ("pdf/images.py", "pdf/pictures/colours.py", "pdf/seen/sheet.py", "pdf/compare"),
    "pypdfium2": ("pdf/seen/reader.py",),
    "fontTools": ("documents/convert/faces.py", "pdf/typeface.py", "pdf/seen/unseen.py"),
    "lxml": ("documents",),
    "jinja2": ("documents",),
    "chinese_calendar": ("policies/workdays.py",),
    "cn2an": ("chinese.py",),
    "openpyxl": ("show/gaps_workbook.py",),
    "rich": ("show/progress.py", "show/table.py"),
    "click": ("show", "commands", "cli.py"),
}

MODULES = sorted(PACKAGE.rglob("*.py"))
DOTTED = {
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in MODULES
}


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """(dotted name, whether it stands at the top level) of every import of a module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    top = {id(node) for node in tree.body}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, id(node) in top
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            for alias in node.names:  # a module may be imported by its package's name
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in DOTTED else node.module, id(node) in top


def own_imports(path: Path) -> Iterator[str]:
    """Dotted names within the package, without its own name."""
    for name, _ in imports(path):
        if name.startswith("pipeline."):
            yield name.removeprefix("pipeline.")


def shown(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_imports_go_down_the_house(path: Path) -> None:
    own = room(path)
    if own == "__init__":
        return
    for name in own_imports(path):
        parts = name.split(".")
        if parts[0] == "__version__":
            continue
        assert FLOOR_OF[parts[0]] <= FLOOR_OF[own], f"{shown(path)} imports {name}"
        assert parts[0] not in STRANGERS.get(own, ()), f"{shown(path)} imports {name}"


@pytest.mark.parametrize("path", sorted((PACKAGE / "documents").rglob("*.py")), ids=shown)
def test_imports_go_down_the_rooms_of_documents(path: Path) -> None:
    own = path.relative_to(PACKAGE / "documents").parts[0].removesuffix(".py")
    if own == "__init__":
        return
    for name in own_imports(path):
        parts = name.split(".")
        if parts[0] != "documents" or len(parts) == 1:
            continue
        if parts[1] != own:
            assert ROOM_OF[parts[1]] < ROOM_OF[own], f"{shown(path)} imports {name}"


def test_no_two_modules_import_each_other() -> None:
    graph = {
        name: {one for one, _ in imports(path)} & DOTTED.keys() for name, path in DOTTED.items()
    }
    try:
        list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_each_library_has_its_importers(path: Path) -> None:
    for name, _ in imports(path):
        owners = IMPORTERS.get(name.split(".")[0])
        if owners is not None:
            assert any(shown(path) == one or shown(path).startswith(f"{one}/") for one in owners)


def test_who_calls_itself_the_only_importer_is() -> None:
    alone = {one for owners in IMPORTERS.values() for one in owners if len(owners) == 1}
    for path in MODULES:
        said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        if "only importer" in said or "only module that imports" in said:
            assert shown(path) in alone, path


def test_the_proof_shares_no_code_with_the_filling() -> None:
    """A fault of the filling cannot hide itself in what reads the text back."""
    stands_on = set(own_imports(PACKAGE / "documents/docx/readback.py"))
    assert stands_on == {"documents.docx.package", "documents.docx.xml"}


def test_each_command_is_one_file_and_nothing_else_is_there() -> None:
    from pipeline.cli import COMMANDS

    files = {path.stem for path in (PACKAGE / "commands").glob("*.py")} - {"__init__"}
    assert files == {name.replace("-", "_") for name, _ in COMMANDS}


def test_folders_and_modules_stay_small() -> None:
    """A folder is seen at a glance, a module read in one sitting."""
    for folder in {path.parent for path in MODULES} - {PACKAGE / "commands"}:
        assert len(list(folder.glob("*.py"))) <= 21, folder
    lengths = {shown(p): len(p.read_text(encoding="utf-8").splitlines()) for p in MODULES}
    assert {name: n for name, n in lengths.items() if n > 350} == {}
    assert median(lengths.values()) <= 110


def test_the_formatter_and_the_types_are_seldom_told_to_look_away() -> None:
    texts = [path.read_text(encoding="utf-8") for path in MODULES]
    assert sum(text.count("# fmt: skip") for text in texts) <= 70
    words = (line.split("#")[0] for text in texts for line in text.splitlines())
    told = [line for line in words if re.search(r"\bAny\b", line) and "import" not in line]
    assert len(told) <= 40, told


def test_a_class_has_a_name_of_its_own() -> None:
    """Two things of one name mislead; only what is wrong with a tag and what is wrong with a
    package are both a Fault: neither room sees the other."""
    names = Counter(
        node.name
        for path in MODULES
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert {name for name, times in names.items() if times > 1} == {"Fault"}


def test_help_loads_nothing_heavy() -> None:
    """`studio --help` must not wait for models, engines or calendars."""
    heavy = {"pydantic", "docxtpl", "pikepdf", "pypdf", "rdocx", "rich", "yaml", "lxml", "PIL"}
    heavy.add("pypdfium2")
    loaded = {name.split(".")[0] for name, top in imports(PACKAGE / "cli.py") if top}
    assert not loaded & heavy
    assert "pipeline.errors" in {name for name, _ in imports(PACKAGE / "cli.py")}


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_nothing_but_commands_reads_the_clock(path: Path) -> None:
    if room(path) in ("commands", "cli"):
        return
    text = path.read_text(encoding="utf-8")
    for call in (".today()", ".now(", ".utcnow(", "time.time("):
        assert call not in text, f"{shown(path)} uses {call}"


#: How the files that people write are called, and where it is spelled: once each.
FILE_NAMES = ("dossiers", "dossier.yaml", "record.yaml", "intake.yaml", "ledger-")
SPELLED_IN = (PACKAGE / "dossier/__init__.py", PACKAGE / "dossier/paths.py")


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_one_module_spells_the_names_of_files(path: Path) -> None:
    """The others build them from its constants; only what explains them in words may say them."""
    if path in SPELLED_IN:
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    explained = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            spelled = [name for name in FILE_NAMES if name in node.value]
            assert not spelled or id(node) in explained, f"{shown(path)}:{node.lineno} {spelled}"


@pytest.mark.parametrize("folder", ["pipeline", "templates", "tests"])
def test_every_ignored_type_has_its_reason(folder: str) -> None:
    for path in (PACKAGE.parent / folder).rglob("*.py"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if "# type: ignore" in line and path != Path(__file__):
                assert re.search(r"type: ignore\[[\w-]+\]  # \S", line), f"{path}:{number}"


@pytest.mark.parametrize("folder", ["pipeline", "templates", "tests"])
def test_only_tables_keep_a_layout_of_their_own(folder: str) -> None:
    """The formatter writes everything but tables at module level."""
    for path in (PACKAGE.parent / folder).rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        tables = [
            range(node.lineno, (node.end_lineno or node.lineno) + 1)
            for node in ast.parse(text).body
            if isinstance(node, ast.Assign | ast.AnnAssign)
        ]
        for number, line in enumerate(text.splitlines(), 1):
            if line.endswith("# fmt: skip"):
                assert any(number in table for table in tables), f"{path}:{number}"
