"""Fixtures that many tests share: where the samples are, and copies of them to spoil."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout: its dossiers/ are the samples, its templates/ the real ones."""
    return ROOT


@pytest.fixture
def workspace(tmp_path: Path) -> Callable[..., Path]:
    """A workspace of its own with copies of the named samples and links to the templates."""

    def make(*keys: str) -> Path:
        for key in keys:
            year = key.split("/")[0]
            shutil.copytree(ROOT / "dossiers" / key, tmp_path / "dossiers" / key)
            intake = tmp_path / "dossiers" / year / "intake.yaml"
            if not intake.exists():
                shutil.copy(ROOT / "dossiers" / year / "intake.yaml", intake)
        (tmp_path / "templates").symlink_to(ROOT / "templates")
        return tmp_path

    return make
