"""Writes the golden texts of the commands anew and removes those that nothing makes any more."""

import tempfile
from pathlib import Path

from tests.commands.golden import FOLDER, GOLDEN

for old in FOLDER.glob("*.txt"):
    if old.stem not in GOLDEN:
        old.unlink()
for name, made in GOLDEN.items():
    with tempfile.TemporaryDirectory() as work:
        (FOLDER / f"{name}.txt").write_text(made(Path(work)), encoding="utf-8")
