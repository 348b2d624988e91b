"""The words that people may choose from, to the letter: a word changed makes old files unreadable.

They stand in choices.txt, one list a line. Adding a word is adding it there; taking one away or
changing it breaks dossiers that are already written.
"""

from __future__ import annotations

import importlib
import pkgutil
from enum import StrEnum
from pathlib import Path

import pipeline.dossier

KEPT = Path(__file__).parent / "choices.txt"


def choices() -> set[str]:
    found_in = pkgutil.walk_packages(pipeline.dossier.__path__, "pipeline.dossier.")
    modules = [importlib.import_module(one.name) for one in found_in]
    found = [value for module in modules for value in vars(module).values()]
    enums = [one for one in found if isinstance(one, type) and issubclass(one, StrEnum)]
    return {"、".join(one.value for one in enum) for enum in enums if enum is not StrEnum}


def test_every_word_that_was_ever_offered_is_still_read() -> None:
    assert choices() == set(KEPT.read_text(encoding="utf-8").splitlines())
