"""What each command prints, to the letter; and that nothing which can be explained is left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.cli import COMMANDS
from tests.commands.golden import FOLDER, GOLDEN, kept

REWRITE = "`make golden` rewrites it: read the diff"


@pytest.mark.parametrize("name", GOLDEN)
def test_a_command_prints_what_it_printed(name: str, tmp_path: Path) -> None:
    assert GOLDEN[name](tmp_path) == kept(name), REWRITE


def test_nothing_is_kept_that_no_command_prints() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(GOLDEN)


def test_no_golden_text_holds_a_fault_of_the_program_or_a_path_of_this_machine() -> None:
    for name in GOLDEN:
        text = kept(name)
        assert "Traceback" not in text and "退出码 70" not in text, name
        assert not re.search("/(tmp|home|root|work)/", text), name


def test_every_command_has_its_help_in_the_golden_file() -> None:
    for name, _ in COMMANDS:
        assert f"$ studio {name} --help\n" in kept("help")
