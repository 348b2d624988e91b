"""Evidence is looked into once for each content; what is kept is never trusted blindly."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import pytest

from pipeline.files import sha256
from pipeline.foreign.limits import Exceeded
from pipeline.foreign.look import Look
from pipeline.foreign.several import Several
from pipeline.recheck.looking import Looks, look_into, looks
from pipeline.recheck.result_cache import result_cache
from tests.archive.samples import document, jpeg
from tests.commands.runs import outcome
from tests.rules.corpus import BASE

Item = TypeVar("Item")
Result = TypeVar("Result")
DAMAGED = "文件已损坏或不是 PDF"
GARBAGE = b"%PDF-1.4" + b" noise" * 200 + b" %%EOF"


class Counting(Several):
    """Reads here and now, and counts."""

    def __init__(self, exceeds: bool = False) -> None:
        super().__init__(1)
        self.read_so_far, self._exceeds = 0, exceeds

    def read(
        self, function: Callable[[Item], Result], items: Sequence[Item], *, share: int = 1
    ) -> list[Result | Exceeded]:
        self.read_so_far += len(items)
        return [Exceeded("读得太久") if self._exceeds else function(one) for one in items]


def looked(folder: Path, paths: list[Path], readers: Counting) -> dict[Path, Look]:
    with result_cache(folder, name="looks-test") as cache:
        cache.keep_all()
        return dict(Looks(cache, readers).into(paths))


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    bodies = {"a.pdf": GARBAGE, "b.pdf": document("证书"), "c.jpg": jpeg(), "d.pdf": GARBAGE}
    for name, body in bodies.items():
        (tmp_path / name).write_bytes(body)
    return [tmp_path / name for name in bodies]


def test_each_content_is_looked_into_once_and_kept(tmp_path: Path, files: list[Path]) -> None:
    readers = Counting()
    found = looked(tmp_path / "cache", files, readers)
    assert [found[one].obstacle for one in files] == [
        "文件已损坏或不是 PDF",
        "",
        "",
        "文件已损坏或不是 PDF",
    ]
    assert readers.read_so_far == 3
    assert looked(tmp_path / "cache", files, readers) == found
    assert readers.read_so_far == 3
    files[1].write_bytes(document("另一张"))
    looked(tmp_path / "cache", files, readers)
    assert readers.read_so_far == 4
    gone = tmp_path / "gone.pdf"
    assert gone not in looked(tmp_path / "cache", [gone, *files], readers)


@pytest.mark.parametrize("spoil", ["cut", "foreign", "other rows"])
def test_a_spoilt_cache_is_made_anew(tmp_path: Path, files: list[Path], spoil: str) -> None:
    readers, cache = Counting(), tmp_path / "cache"
    found = looked(cache, files, readers)
    kept = cache / "looks-test.sqlite"
    if spoil == "cut":
        kept.write_bytes(kept.read_bytes()[:5000])
    elif spoil == "foreign":
        kept.write_bytes(b"not a database" * 100)
    else:
        with result_cache(cache, name="looks-test") as table:
            for path in files:
                table.put(sha256(path.read_bytes()), b'{"obstacle": 1}')
            table.keep_all()
    assert looked(cache, files, readers) == found
    assert readers.read_so_far == 6


def test_what_was_cut_off_is_told_and_asked_again(tmp_path: Path, files: list[Path]) -> None:
    readers = Counting(exceeds=True)
    assert looked(tmp_path / "cache", files, readers)[files[0]] == Look(obstacle="读得太久")
    looked(tmp_path / "cache", files, readers)
    assert readers.read_so_far == 6


def test_what_another_version_of_the_program_saw_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / "looks-0123456789abcdef.sqlite").write_bytes(b"old")
    (tmp_path / "check-1.sqlite").write_bytes(b"")
    with looks(tmp_path) as seen:
        assert dict(seen.into([])) == {}
    left = sorted(one.name for one in tmp_path.iterdir())
    assert len(left) == 2 and "looks-0123456789abcdef.sqlite" not in left


def test_kinds_are_told_apart_as_binding_does() -> None:
    assert ".docx" in look_into(b"PK\x03\x04" + b"\0" * 30).obstacle
    assert look_into(b"").obstacle.startswith("空文件")
    assert look_into(b"\0\0\0\x18ftypheic").obstacle.startswith("HEIC")
    assert look_into(document("证书")) == Look()


def test_check_tells_at_the_line_and_again_without_looking(tmp_path: Path) -> None:
    shutil.copytree(BASE / "dossiers", tmp_path / "dossiers")
    shutil.rmtree(tmp_path / "dossiers/2024/other", ignore_errors=True)
    first = outcome("--root", str(tmp_path), "--date", "2026-11-23", "check")
    assert first.out.count("A10-2i") > 5  # the base has empty shells
    assert "ledger-2025.yaml" in first.out
    again = outcome("--root", str(tmp_path), "--date", "2026-11-23", "check")
    assert again.out == first.out
    (kept,) = (tmp_path / "output/.cache").glob("looks-*.sqlite")
    kept.write_bytes(b"spoilt")
    (tmp_path / "dossiers/2024/sample/evidence/多余.txt").write_text("x")
    third = outcome("--root", str(tmp_path), "--date", "2026-11-23", "check")
    assert third.out.count("A10-2i") == first.out.count("A10-2i")
