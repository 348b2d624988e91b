"""The samples' evidence: every file that is named is there and is what its suffix says."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from pipeline.dossier.load import load_case
from tests.evidence_maker.__main__ import DOSSIERS, make
from tests.evidence_maker.facts import Facts, facts_of

MAGIC = {".pdf": b"%PDF-1.", ".jpg": b"\xff\xd8\xff", ".docx": b"PK\x03\x04"}
FOLDERS = sorted(path.parent for path in DOSSIERS.glob("*/*/dossier.yaml"))


def wanted(folder: Path) -> dict[Path, Facts]:
    case, report = load_case(folder)
    assert case is not None, list(report)
    found = list(facts_of(case))
    paths = [one.path for one in found]
    assert len(paths) == len(set(paths)), "one file for two entries"
    return {case.evidence_folder / one.path: one for one in found}


def test_there_are_samples() -> None:
    assert len(FOLDERS) >= 17


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_named_files_exist_and_no_others(folder: Path) -> None:
    named = set(wanted(folder))
    there = {path for path in (folder / "evidence").rglob("*") if path.is_file()}
    assert sorted(named - there) == []
    assert sorted(there - named) == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_content_matches_the_suffix(folder: Path) -> None:
    for path in wanted(folder):
        data = path.read_bytes()
        assert data.startswith(MAGIC[path.suffix]), path
        assert len(data) <= 62_000, path
        if path.suffix == ".docx":
            with zipfile.ZipFile(path) as parts:
                assert "word/document.xml" in parts.namelist()
        elif path.suffix == ".jpg":
            Image.open(path).load()


@pytest.mark.parametrize("suffix", sorted(MAGIC))
def test_made_again_the_bytes_are_the_same(suffix: str) -> None:
    facts = next(one for one in wanted(FOLDERS[0]).values() if one.suffix == suffix)
    assert make(facts) == make(facts)


def test_some_photos_lie_on_their_side_and_some_tell_the_place() -> None:
    sides, places = set(), 0
    for path in DOSSIERS.glob("*/*/evidence/**/*.jpg"):
        exif = Image.open(io.BytesIO(path.read_bytes())).getexif()
        sides.add(exif.get(0x0112))
        places += bool(exif.get_ifd(0x8825))
    assert {1, 6, 8} <= sides
    assert places >= 3
