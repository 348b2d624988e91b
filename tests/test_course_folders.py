"""What really happens to a studio can be entered, and the right things follow, word by word."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.course_folders import all_courses, consequences


@pytest.mark.parametrize("folder", all_courses(), ids=lambda folder: folder.name)
def test_course(folder: Path, tmp_path: Path) -> None:
    """After a change that is meant: python -m tests.course_folders, and read what it wrote."""
    told = (folder / "expected.txt").read_text(encoding="utf-8")
    assert consequences(folder, tmp_path) == told
