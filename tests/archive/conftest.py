"""One sealed cycle for all tests of this folder: sealing takes about a second."""

import shutil
from pathlib import Path

import pytest

from pipeline.archive.model import Sealed
from pipeline.archive.package import seal
from pipeline.archive.paths import seal_path
from tests.archive.samples import FACE, compose, cycle


@pytest.fixture(scope="session")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    target = tmp_path_factory.mktemp("archive") / "2024-welding"
    return seal(cycle(), target=target, compose=compose, face=FACE)


@pytest.fixture
def package(sealed: Sealed, tmp_path: Path) -> Path:
    """A copy to damage, with its digest beside it."""
    copy = tmp_path / sealed.package.name
    shutil.copytree(sealed.package, copy)
    shutil.copy(seal_path(sealed.package), seal_path(copy))
    return copy
