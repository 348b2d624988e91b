"""A name spelt otherwise in every second place changes no finding, whichever rule compares it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.dossier.workspace import load_workspace
from pipeline.names.comparison import usual_spelling
from pipeline.rules.check import check_workspace
from tests.rules.corpus import TODAY, SeededCase, all_cases, seed

SHIPPED = Path(__file__).parents[2] / "dossiers"
#: How every second mention of a person is written.
OTHERWISE: dict[str, Callable[[str], str]] = {
    "blank": lambda name: f"{name[0]}\u3000{name[1:]}",
    "selector": lambda name: f"{name[0]}\ufe00{name[1:]}",
    "compatible": lambda name: name.replace("李", "\uf9e1").replace("金", "\uf90a"),
}
#: Of those whose faults are about people.
ABOUT_PEOPLE = [
    case
    for case in all_cases()
    if case.code[:1] == "A"
    and re.search("姓名|人: |完成人", (case.folder / "edit.toml").read_text("utf-8"))
]


def people_of(root: Path) -> list[str]:
    cases = load_workspace(root).cases.values()
    return sorted(
        {one.name for case in cases for one in (case.dossier.leader, *case.dossier.members)}
    )


def respelt(root: Path, people: list[str], how: Callable[[str], str]) -> int:
    """Spell every second mention of a person otherwise; how many that were."""
    person = re.compile(rf"(?<=[:\[,-] )(?:{'|'.join(map(re.escape, people))})(?=[,\]}}\n（])")
    met = changed = 0

    def second(found: re.Match[str]) -> str:
        nonlocal met, changed
        met += 1
        spelt = how(found[0]) if met % 2 else found[0]
        changed += spelt != found[0]
        return spelt

    for path in sorted((root / "dossiers").rglob("*.yaml")):
        path.write_text(person.sub(second, path.read_text("utf-8")), "utf-8")
    return changed


def told(root: Path) -> list[str]:
    """The findings without columns, which a longer spelling moves, and in usual spellings."""
    return sorted(
        usual_spelling(f"{one.place.file}:{one.place.line} {one.code} {one.message}")
        for one in check_workspace(load_workspace(root), TODAY).report
        if one.code[0] != "R"  # that it is spelt so is told besides
    )


def test_a_spelling_changes_no_finding(tmp_path: Path) -> None:
    for path in SHIPPED.rglob("*.yaml"):
        copy = tmp_path / "dossiers" / path.relative_to(SHIPPED)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    before, people = told(tmp_path), people_of(tmp_path)
    assert sum(respelt(tmp_path, people, how) for how in OTHERWISE.values()) >= 60
    assert told(tmp_path) == before


@pytest.mark.thorough
@pytest.mark.parametrize("case", ABOUT_PEOPLE, ids=lambda case: case.folder.name)
def test_a_spelling_hides_no_fault(tmp_path: Path, case: SeededCase) -> None:
    seed(case.folder, tmp_path)
    before, people = told(tmp_path), people_of(tmp_path)
    respelt(tmp_path, people, OTHERWISE["blank"])
    assert told(tmp_path) == before
