"""Every seeded fault is found, word by word, at its line and column; every near miss is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.dossier.codes import CODE_NOTES
from pipeline.rules.all import RULES
from tests.rules import table
from tests.rules.corpus import BASE, CASES, TODAY, SeededCase, all_cases, changed_lines, lines_of

ALL = all_cases()
#: Found by another step than checking: letters no typeface has.
ELSEWHERE = ("G01",)


@pytest.fixture(scope="module")
def base() -> tuple[str, ...]:
    return lines_of(BASE, TODAY)


def test_base_has_only_its_known_finding(base: tuple[str, ...]) -> None:
    """One studio is named, so that a case stays small: the target of Art. 4 is missed."""
    assert list(base) == (CASES / "base" / "expected.txt").read_text("utf-8").splitlines()
    assert len(base) == 1


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.folder.name)
def test_case(case: SeededCase, base: tuple[str, ...], tmp_path: Path) -> None:
    found = changed_lines(case, tmp_path, base)
    assert list(found) == list(case.expected)
    named = [line for line in found if f" {case.code} " in line and not line.startswith("- ")]
    assert bool(named) is not case.clean, case.folder.name


def test_every_code_has_a_fault_and_a_near_miss() -> None:
    codes = {str(rule.code) for rule in RULES} | (set(CODE_NOTES) - set(ELSEWHERE))
    assert {case.code for case in ALL if not case.clean} == codes
    assert {case.code for case in ALL if case.clean} == codes


def test_the_table_of_rules_and_cases_is_current() -> None:
    """After adding a rule or a case: python -m tests.rules.table."""
    assert table.README.read_text(encoding="utf-8") == table.readme()
