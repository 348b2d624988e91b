"""What two studios share: files that look alike are read whole; people belong by the day."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.dossier.workspace import load_workspace
from pipeline.lifecycle import place
from pipeline.recheck.judging import judge_folders
from pipeline.recheck.result_cache import result_cache
from pipeline.rules.check import check_workspace
from pipeline.rules.compared.spells import LEADER, spells_of
from pipeline.rules.compared.traces import ENDS
from tests.rules.corpus import BASE, TODAY

DAY = datetime.date(2026, 11, 23)
GUO, HAN = "2025/guo-tiezhu", "2025/han-xuemei"


def first_paper(root: Path, key: str) -> Path:
    return min((root / "dossiers" / key / "evidence/2025").glob("*.pdf"))


def told(root: Path) -> list[str]:
    report = check_workspace(load_workspace(root), DAY).report
    return [one.place.file for one in report if one.code == "A10-2g"]


@pytest.mark.parametrize("size", [100, ENDS, ENDS + 1, 30 * ENDS])
def test_large_files_are_the_same_only_if_they_are_whole(
    workspace: Callable[..., Path], size: int
) -> None:
    root = workspace(GUO, HAN)
    assert told(root) == []
    mine, its = first_paper(root, GUO), first_paper(root, HAN)
    body = b"%PDF-1.4\n" + bytes(size - 15) + b"%%EOF\n"
    mine.write_bytes(body)
    its.write_bytes(body)
    assert [file.startswith(f"dossiers/{HAN}/") for file in told(root)] == [True]
    its.write_bytes(body[:9] + b"1" + body[10:])
    assert told(root) == []


def test_a_studio_that_is_kept_is_compared_like_one_judged_anew(
    workspace: Callable[..., Path], tmp_path: Path
) -> None:
    root = workspace(GUO, HAN)
    folders = [root / "dossiers" / key for key in (GUO, HAN)]
    with result_cache(tmp_path / "cache") as cache:
        judge_folders(root, folders, DAY, cache)
    first_paper(root, HAN).write_bytes(first_paper(root, GUO).read_bytes())
    with result_cache(tmp_path / "cache") as cache:
        found = judge_folders(root, folders, DAY, cache)
    assert [one.code for one in found if one.code.startswith("A10-2g")] == ["A10-2g"]


def test_a_leader_is_followed_by_the_successor_from_the_report_on() -> None:
    case = load_workspace(BASE).cases["2024/sample"]
    spells = sorted(spells_of(case, place(case, TODAY)), key=lambda one: (one.first, one.name))
    day = datetime.date
    assert [(s.name, s.role, s.first, s.last) for s in spells if s.role == LEADER] == [
        ("王明远", LEADER, day(2024, 6, 26), day(2025, 3, 10)),
        ("陈晓雯", LEADER, day(2025, 3, 10), day(2026, 6, 25)),
    ]
    assert [(s.name, s.first, s.last) for s in spells if s.role != LEADER] == [
        ("李大山", day(2024, 6, 26), day(2026, 6, 25)),
        ("焦敏", day(2024, 6, 26), day(2026, 6, 25)),
        ("陈晓雯", day(2024, 6, 26), day(2025, 3, 10)),
        ("周一凡", day(2025, 4, 8), day(2026, 6, 25)),
    ]
    assert not [*spells_of(case, replace(place(case, TODAY), cycle=None))]
