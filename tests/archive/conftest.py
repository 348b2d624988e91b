"""One sealed cycle for all tests of this folder: sealing takes about a second."""

from pathlib import Path

import pytest

from pipeline.archive.model import Sealed
from pipeline.archive.package import seal
from tests.archive.copies import copied
from tests.archive.samples import FACE, compose, cycle


@pytest.fixture(scope="session")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    target = tmp_path_factory.mktemp("archive") / "2024-welding"
    return seal(cycle(), target=target, compose=compose, face=FACE)


@pytest.fixture
def package(sealed: Sealed, tmp_path: Path) -> Path:
    """A copy to damage, with its digest and the register beside it."""
    return copied(sealed.package, tmp_path)
