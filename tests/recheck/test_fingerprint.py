"""Whatever findings depend on changes the digest; what they do not depend on leaves it."""

from __future__ import annotations

import datetime
import importlib.metadata
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import pipeline
from pipeline.files import Sha256
from pipeline.recheck.fingerprint import (
    _versions,
    intake_digest,
    judge_digest,
    lone_digest,
    rulebook_digest,
    studio_digest,
)
from tests.commands.runs import DAY

Change = Callable[[Path], object]
INTAKE = Sha256("0" * 64)
RULEBOOK = Sha256("1" * 64)
ONE = datetime.timedelta(days=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A studio's folder: two files, one as long as what is read at once, a folder, an empty one."""
    folder = tmp_path / "2025" / "a"
    (folder / "evidence" / "empty").mkdir(parents=True)
    (folder / "dossier.yaml").write_bytes("名称: 甲\n".encode())
    (folder / "evidence" / "photo.jpg").write_bytes(b"x" * (1 << 18))
    (folder / "evidence" / "long.pdf").write_bytes(b"y" * ((1 << 18) + 5))
    return folder


def taken(folder: Path, intake: Sha256 | None = INTAKE, day: datetime.date = DAY) -> Sha256 | None:
    return studio_digest(folder, intake, RULEBOOK, day)


def moved(name: str, other: str) -> Change:
    return lambda folder: (folder / name).rename(folder / other)


def flipped(name: str, at: int) -> Change:
    def change(folder: Path) -> None:
        data = bytearray((folder / name).read_bytes())
        data[at] ^= 1
        (folder / name).write_bytes(data)

    return change


def file_for_folder(folder: Path) -> None:
    (folder / "evidence/empty").rmdir()
    (folder / "evidence/empty").write_bytes(b"")


CHANGES: dict[str, Change] = {
    "a byte of the first": flipped("dossier.yaml", 0),
    "the last byte of a short file": flipped("evidence/photo.jpg", -1),
    "the first byte of a long file": flipped("evidence/long.pdf", 0),
    "the last byte of a long file": flipped("evidence/long.pdf", -1),
    "a longer file": lambda folder: (folder / "dossier.yaml").write_bytes(b"x" * 12),
    "a new file": lambda folder: (folder / "evidence/new").write_bytes(b""),
    "a hidden file": lambda folder: (folder / ".hidden").write_bytes(b""),
    "a file that goes": lambda folder: (folder / "evidence/photo.jpg").unlink(),
    "a file renamed": moved("evidence/photo.jpg", "evidence/photograph.jpg"),
    "a file moved up": moved("evidence/photo.jpg", "photo.jpg"),
    "an empty folder that goes": lambda folder: (folder / "evidence/empty").rmdir(),
    "an empty folder renamed": moved("evidence/empty", "evidence/vacant"),
    "an empty folder for a file": file_for_folder,
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_of_the_folder_changes_the_digest(name: str, folder: Path) -> None:
    before = taken(folder)
    assert before is not None and before == taken(folder)
    CHANGES[name](folder)
    after = taken(folder)
    assert after is not None and after != before


def test_two_files_exchanged_are_another_folder(folder: Path) -> None:
    before = taken(folder)
    first, second = folder / "evidence/photo.jpg", folder / "evidence/long.pdf"
    first.rename(folder / "third")
    second.rename(first)
    (folder / "third").rename(second)
    assert taken(folder) != before


def test_day_intake_year_and_name_belong_to_it(folder: Path) -> None:
    found = {taken(folder), taken(folder, day=DAY + ONE), taken(folder, Sha256("1" * 64))}
    found.add(taken(folder.rename(folder.with_name("b"))))
    other = folder.parent.rename(folder.parent.with_name("2026"))
    found.add(taken(other / "b"))
    assert len(found) == 5 and None not in found


@pytest.mark.parametrize(
    ("edited", "judges"),
    [
        ("rules/articles/one.py", True),
        ("policies/2024.toml", True),
        ("fonts/letters.txt", True),
        ("one.py", True),
        ("rules/README.md", False),
        ("rules/__pycache__/one.py", False),
    ],
)
def test_the_program_s_own_sources_belong_to_it(
    edited: str, judges: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A result of another version of the program is no result."""
    file = tmp_path / "pipeline" / edited
    file.parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "pipeline" / "__init__.py").touch()
    monkeypatch.setattr(pipeline, "__file__", str(tmp_path / "pipeline" / "__init__.py"))
    found = []
    for text in ("一", "二"):
        file.write_text(text, encoding="utf-8")
        found.append(judge_digest.__wrapped__())
    file.rename(file.with_stem("renamed"))
    found.append(judge_digest.__wrapped__())
    assert len(set(found)) == (3 if judges else 1)


def test_times_and_permissions_do_not(folder: Path) -> None:
    before = taken(folder)
    os.utime(folder / "dossier.yaml", (0, 0))
    (folder / "dossier.yaml").chmod(0o600)
    assert taken(folder) == before


@pytest.mark.parametrize("place", ["", "evidence/"])
def test_what_no_digest_can_stand_for_has_none(folder: Path, place: str) -> None:
    (folder / f"{place}link").symlink_to(folder / "dossier.yaml")
    assert taken(folder) is None
    (folder / f"{place}link").unlink()
    assert taken(folder) is not None
    os.mkfifo(folder / f"{place}pipe")
    assert taken(folder) is None


def test_a_folder_that_is_gone_and_an_intake_without_digest_have_none(folder: Path) -> None:
    assert taken(folder.with_name("nobody")) is None
    assert taken(folder, None) is None


def test_an_intake_is_its_bytes_its_absence_or_nothing_to_rely_on(tmp_path: Path) -> None:
    absent = intake_digest(tmp_path)
    assert absent is not None
    path = tmp_path / "intake.yaml"
    path.write_bytes(b"a")
    first = intake_digest(tmp_path)
    path.write_bytes(b"b")
    assert len({absent, first, intake_digest(tmp_path)}) == 3
    path.rename(tmp_path / "real.yaml")
    path.symlink_to(tmp_path / "real.yaml")
    assert intake_digest(tmp_path) is None
    path.unlink()
    path.symlink_to(tmp_path / "nowhere.yaml")
    assert intake_digest(tmp_path) is None
    path.unlink()
    path.mkdir()
    assert intake_digest(tmp_path) is None


def test_settings_that_cannot_be_read_are_never_taken_for_none(tmp_path: Path) -> None:
    """Else a run would be told again as if the workspace had no policy of its own."""
    without = rulebook_digest(tmp_path)
    assert without
    (tmp_path / "policies").write_bytes(b"")
    assert rulebook_digest(tmp_path) is None
    (tmp_path / "policies").unlink()
    (tmp_path / "policies").mkdir()
    assert rulebook_digest(tmp_path) == without
    (tmp_path / "policies" / "2027-01-01.toml.txt").write_bytes(b"")
    assert rulebook_digest(tmp_path) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_among_the_settings_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "holidays").mkdir()
    os.mkfifo(tmp_path / "holidays" / "2027.toml")
    assert rulebook_digest(tmp_path) is None


def test_versions_are_read_off_the_first_folder_that_has_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place, version in (("first", "9.8"), ("second", "9.7")):
        (tmp_path / place / f"Pydantic-{version}.dist-info").mkdir(parents=True)
        (tmp_path / place / "pyyaml-1.2.notes").mkdir()
    places = [str(tmp_path / "absent"), str(tmp_path / "first"), str(tmp_path / "second")]
    monkeypatch.setattr(sys, "path", [*places, *sys.path])
    told = dict(line.split() for line in _versions())
    assert told["pydantic"] == "9.8"
    assert told["pyyaml"] == importlib.metadata.version("PyYAML")


def test_a_library_without_such_a_folder_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    name = "typing-extensions"  # whose folder is spelt with another stroke
    monkeypatch.setattr("pipeline.recheck.fingerprint._LIBRARIES", (name,))
    assert list(_versions()) == [f"{name} {importlib.metadata.version(name)}"]


@pytest.mark.parametrize("rulebook", [None, Sha256("0")])
def test_a_year_without_studios_has_a_digest_if_all_of_it_can_be_read(
    rulebook: Sha256 | None, tmp_path: Path
) -> None:
    day = datetime.date(2026, 11, 23)
    assert (lone_digest(tmp_path, rulebook, day) is None) is (rulebook is None)
    (tmp_path / "intake.yaml").mkdir()
    assert lone_digest(tmp_path, rulebook, day) is None
