"""What a killed run left beside the packages is finished or dropped; nothing is given twice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.archive.model import Sealed
from pipeline.archive.package import entry_of
from pipeline.archive.paths import pending_path, register_path, seal_path
from pipeline.archive.shelf import gone, mend, read_register, shelve, strangers
from pipeline.archive.verify import verify
from pipeline.errors import ExitCode, PipelineError
from tests.archive.copies import copied
from tests.archive.samples import cycle


def test_what_has_its_line_takes_its_name(package: Path) -> None:
    """As after a kill between the line and the digest."""
    package.rename(pending_path(package))
    seal_path(package).unlink()
    (line,) = mend(package.parent)
    assert line.entry.package == package.name and verify(package).verified
    assert not pending_path(package).exists()


def test_what_has_no_line_is_dropped(package: Path) -> None:
    for path in (seal_path(package), register_path(package)):
        path.unlink()
    package.rename(pending_path(package))
    assert mend(package.parent) == ()
    assert not list(package.parent.iterdir())


def test_what_is_not_as_its_line_says_is_dropped_too(package: Path) -> None:
    (package / "tagmanifest-sha256.txt").write_bytes(b"")
    package.rename(pending_path(package))
    (line,) = mend(package.parent)
    assert not pending_path(package).exists() and not package.exists()
    assert gone(package.parent, (line,)) == (package.name,)


def test_a_package_that_stands_is_not_replaced(sealed: Sealed, package: Path) -> None:
    copied(sealed.package, package.parent / "twin").rename(pending_path(package))
    (package / "data/more.txt").write_bytes(b"x")
    mend(package.parent)
    assert (package / "data/more.txt").exists() and not pending_path(package).exists()


def test_a_number_that_was_given_is_refused_with_words(sealed: Sealed, package: Path) -> None:
    other = package.with_name("2024-other")
    copied(sealed.package, package.parent / "twin").rename(pending_path(other))
    before = register_path(package).read_bytes()
    entry = entry_of(cycle(), replace(sealed, package=other))
    with pytest.raises(PipelineError) as caught:
        shelve(package.parent, entry)
    assert caught.value.exit_code is ExitCode.FINDINGS
    assert "2024 年度顺序号 1 已经给了 2024-welding" in caught.value.message
    assert register_path(package).read_bytes() == before and not pending_path(other).exists()


def test_who_is_there_and_who_is_not(package: Path) -> None:
    lines = read_register(package.parent)
    assert (strangers(package.parent, lines), gone(package.parent, lines)) == ((), ())
    assert strangers(package.parent, ()) == (package.name,)
    package.rename(package.with_name("elsewhere"))
    assert strangers(package.parent, lines) == ("elsewhere",)
    assert gone(package.parent, lines) == ("2024-welding",)
