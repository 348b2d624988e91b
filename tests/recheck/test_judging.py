"""The result cache: never another answer than a fresh run gives, whatever happened in between."""

from __future__ import annotations

import datetime
import json
import multiprocessing
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.diagnostics import Report
from pipeline.documents.glyphs import undrawable_characters
from pipeline.dossier.folders import studio_folders
from pipeline.dossier.load import load_studio
from pipeline.dossier.workspace import load_workspace
from pipeline.recheck import judging
from pipeline.recheck.fingerprint import intake_digest, rulebook_digest, studio_digest
from pipeline.recheck.judging import judge_folders
from pipeline.recheck.last_run import findings_of_last_run
from pipeline.recheck.result_cache import result_cache
from pipeline.rules.check import check_workspace, judge
from tests.commands.runs import DAY, looked_into, runner

KEYS = ("2025/xu-ming", "2025/wu-haibo", "2024/li-xiuying")


@pytest.fixture
def folder(workspace: Callable[..., Path]) -> Path:
    return workspace(*KEYS)


def checked(root: Path, day: datetime.date = DAY, *, cached: bool = True) -> Report:
    with result_cache(root / "output/.cache", wanted=cached) as cache:
        return judge_folders(root, studio_folders(root), day, cache)


@pytest.fixture
def read_again(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The studios that were read since, by folder name: what the cache did not spare."""
    names: list[str] = []

    def noted(folder: Path, **rest: object) -> object:
        names.append(folder.name)
        return load_studio(folder, **rest)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(judging, "load_studio", noted)
    return names


def table_of(root: Path) -> Path:
    (table,) = (root / "output/.cache").glob("check-*.sqlite")
    return table


def test_same_as_reading_everything_at_once(folder: Path) -> None:
    loaded = load_workspace(folder)
    wanted = check_workspace(loaded, DAY).report + undrawable_characters(loaded)
    assert len(wanted) > 0
    assert checked(folder, cached=False) == checked(folder) == checked(folder) == wanted


@pytest.mark.parametrize("intake", ["missing", "broken"])
def test_without_an_intake_the_findings_are_the_same_too(folder: Path, intake: str) -> None:
    path = folder / "dossiers/2025/intake.yaml"
    path.unlink()
    if intake == "broken":
        path.write_text("届次: [\n", encoding="utf-8")
    wanted = check_workspace(load_workspace(folder), DAY).report
    assert checked(folder, cached=False) == checked(folder) == checked(folder) == wanted


def test_the_second_run_reads_no_studio(folder: Path, read_again: list[str]) -> None:
    checked(folder)
    assert sorted(read_again) == ["li-xiuying", "wu-haibo", "xu-ming"]
    read_again.clear()
    checked(folder)
    assert read_again == []


def test_a_digest_is_taken_when_it_is_needed_and_no_oftener(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every byte of the evidence is read for it: without a cache for nothing."""
    taken: list[str] = []

    def noted(studio: Path, *rest: object) -> object:
        taken.append(studio.name)
        return studio_digest(studio, *rest)  # type: ignore[arg-type]  # passed on

    names = sorted(key.split("/")[1] for key in KEYS)
    monkeypatch.setattr(judging, "studio_digest", noted)
    checked(folder, cached=False)
    assert taken == []
    with result_cache(folder / "output/.cache") as cache:
        folders = studio_folders(folder)
        rulebook = rulebook_digest(folder)
        digests = {
            (one, intake): studio_digest(one, intake, rulebook, DAY)
            for one in folders
            for intake in (intake_digest(one.parent),)
        }
        judge_folders(folder, folders, DAY, cache, digests)
    assert sorted(taken) == names  # once after judging: nothing may have changed meanwhile
    taken.clear()
    checked(folder)
    assert sorted(taken) == names


def test_one_byte_of_any_file_is_noticed(folder: Path, read_again: list[str]) -> None:
    """Same size and same times as before: only the content tells."""
    studio = folder / "dossiers/2025/xu-ming"
    files = [path for path in sorted(studio.rglob("*")) if path.is_file()]
    evidence = [path for path in files if path.suffix != ".yaml"]
    assert len(evidence) > 10
    checked(folder)
    for path in (*(path for path in files if path.suffix == ".yaml"), *evidence[::12]):
        data, times = path.read_bytes(), path.stat()
        middle = len(data) // 2
        path.write_bytes(data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :])
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
        read_again.clear()
        after = checked(folder)
        assert read_again == ["xu-ming"], path
        if path.suffix == ".yaml":
            assert after == checked(folder, cached=False)
        path.write_bytes(data)


def test_names_intake_and_day_are_noticed(folder: Path, read_again: list[str]) -> None:
    checked(folder)
    evidence = next(p for p in (folder / "dossiers/2025/xu-ming/evidence").rglob("*.*"))
    evidence.rename(evidence.with_stem("renamed"))
    read_again.clear()
    assert checked(folder) == checked(folder, cached=False)
    assert read_again == ["xu-ming", *(key.split("/")[1] for key in sorted(KEYS))]
    intake = folder / "dossiers/2025/intake.yaml"
    intake.write_text(intake.read_text(encoding="utf-8") + "\n# 备注\n", encoding="utf-8")
    read_again.clear()
    checked(folder)
    assert read_again == ["wu-haibo", "xu-ming"]
    read_again.clear()
    checked(folder, DAY + datetime.timedelta(days=1))
    assert len(read_again) == len(KEYS)


def test_rules_over_several_studios_see_known_ones(folder: Path) -> None:
    """A person of an unchanged studio turns up in a changed one."""
    checked(folder)
    path = folder / "dossiers/2025/wu-haibo/dossier.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("吴海波", "许明"), encoding="utf-8")
    report = checked(folder)
    assert "A07-1c" in {one.code for one in report}
    assert report == checked(folder, cached=False)


def test_a_studio_that_goes_takes_its_findings_along(folder: Path) -> None:
    checked(folder)
    (folder / "dossiers/2025/xu-ming").rename(folder / "elsewhere")
    report = checked(folder)
    assert report == checked(folder, cached=False)
    assert not any("xu-ming/" in one.place.file for one in report)
    rows = sqlite3.connect(table_of(folder))
    assert rows.execute("SELECT count(*) FROM result").fetchone() == (2,)
    rows.close()


@pytest.mark.parametrize("damage", [b"", b"not a database at all " * 300, None])
def test_a_damaged_cache_is_not_believed(folder: Path, damage: bytes | None) -> None:
    wanted = checked(folder)
    table = table_of(folder)
    if damage is None:
        data = bytearray(table.read_bytes())
        for index in range(4096, len(data), 97):
            data[index] ^= 0x55
        damage = bytes(data)
    table.write_bytes(damage)
    assert checked(folder) == wanted
    assert checked(folder) == wanted


def test_a_body_that_was_tampered_with_is_not_believed(folder: Path) -> None:
    wanted = checked(folder)
    table = sqlite3.connect(table_of(folder))
    empty = b'{"read":[],"judged":null,"characters":"","lacking":""}'
    with table:
        table.execute("UPDATE result SET body = ?", (empty,))
    table.close()
    assert checked(folder) == wanted


@pytest.mark.parametrize("half", ["result", "run"])
def test_a_row_whose_body_belongs_to_another_is_not_believed(folder: Path, half: str) -> None:
    """Of the right shape, so only its digest tells: one studio's findings under another's name."""
    wanted = checked(folder)
    table = sqlite3.connect(table_of(folder))
    with table:
        if half == "result":
            table.execute("DELETE FROM run")
            bodies = [row[0] for row in table.execute("SELECT body FROM result ORDER BY digest")]
            digests = [row[0] for row in table.execute("SELECT digest FROM result ORDER BY digest")]
            for digest, body in zip(digests, (*bodies[1:], bodies[0]), strict=True):
                table.execute("UPDATE result SET body = ? WHERE digest = ?", (body, digest))
        else:
            table.execute("UPDATE run SET body = ?", (b'[[], "", []]',))
    table.close()
    with result_cache(folder / "output/.cache") as cache:
        found, _ = findings_of_last_run(folder, studio_folders(folder), DAY, cache)
        assert found is None
    assert checked(folder) == wanted


def test_a_body_of_another_shape_is_not_believed(folder: Path) -> None:
    import hashlib

    wanted = checked(folder)
    table = sqlite3.connect(table_of(folder))
    body = b'{"read": 1}'
    with table:
        table.execute(
            "UPDATE result SET body = ?, body_digest = ?", (body, hashlib.sha256(body).hexdigest())
        )
    table.close()
    assert checked(folder) == wanted


def test_a_folder_with_a_link_is_never_known(folder: Path, read_again: list[str]) -> None:
    (folder / "dossiers/2025/xu-ming/evidence/link.pdf").symlink_to(folder / "outside.pdf")
    for _ in range(2):
        read_again.clear()
        checked(folder)
        assert "xu-ming" in read_again


def test_a_name_that_is_no_text_is_no_obstacle(folder: Path) -> None:
    odd = os.fsencode(folder / "dossiers/2025/xu-ming") + b"/\xff.yaml"
    try:
        with open(odd, "wb"):  # noqa: PTH123 pathlib takes no bytes
            pass
    except OSError:
        pytest.skip("this file system takes only Unicode names")
    assert checked(folder) == checked(folder) == checked(folder, cached=False)


def test_an_edit_while_judging_is_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "dossiers/2025/xu-ming/dossier.yaml"
    written = path.read_bytes()

    def edited_meanwhile(*given: object) -> object:
        path.write_bytes(written + "多余: 甲\n".encode())
        return judge(*given)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(judging, "judge", edited_meanwhile)
    checked(folder)
    monkeypatch.undo()
    path.write_bytes(written)
    with result_cache(folder / "output/.cache") as cache:
        assert findings_of_last_run(folder, studio_folders(folder), DAY, cache)[0] is None
    assert checked(folder) == checked(folder, cached=False)


def test_fonts_that_come_or_go_are_noticed(
    folder: Path, read_again: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with (folder / "dossiers/2025/xu-ming/dossier.yaml").open("a", encoding="utf-8") as stream:
        stream.write("# \U0001d2c0\n")
    monkeypatch.setattr(judging, "undrawable", lambda text: ())
    checked(folder)
    monkeypatch.setattr(judging, "undrawable", tuple)
    read_again.clear()
    checked(folder)
    assert read_again == ["xu-ming"]


def test_runs_at_the_same_time_agree(folder: Path) -> None:
    wanted = checked(folder, cached=False)
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        for report in pool.map(checked, [folder] * 6):
            assert report == wanted
    assert checked(folder) == wanted


def test_a_cache_that_cannot_be_written_is_done_without(folder: Path) -> None:
    (folder / "output").write_text("in the way")
    assert checked(folder) == checked(folder, cached=False)


def test_no_cache_leaves_no_trace(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = runner(looked_into(folder), capsys)
    (looks,) = (folder / "output/.cache").iterdir()
    before = looks.read_bytes()
    first = json.loads(run("check", "--no-cache", "--format", "json").out)
    assert [*(folder / "output").rglob("*.*")] == [folder / "output/.cache", looks]
    assert looks.read_bytes() == before
    assert json.loads(run("check", "--format", "json").out) == first
    assert table_of(folder).is_file()


def test_what_an_intake_lets_pass_is_asked_anew_with_every_run(folder: Path) -> None:
    """Its 放行 and its remarks bear on findings that are kept studio by studio."""
    path = folder / "dossiers/2025/intake.yaml"
    text = path.read_text(encoding="utf-8")
    before = checked(folder)
    waived = next(one for one in before if one.code[0] == "A" and "wu-haibo" in one.place.file)
    row = f"{{代码: {waived.code}, 对象: wu-haibo, 理由: 试行, 批准: 侯振华, 日期: 2026-11-20}}"
    path.write_text(f"{text}放行: [{row}]  # 忽略 A04-1：试行\n", encoding="utf-8")
    wanted = check_workspace(load_workspace(folder), DAY).report
    assert waived in before and waived not in wanted
    assert {"S02", "S04"} <= {one.code for one in wanted}
    assert checked(folder) == checked(folder) == checked(folder, cached=False) == wanted
    with result_cache(folder / "output/.cache") as cache:
        assert findings_of_last_run(folder, studio_folders(folder), DAY, cache)[0] == wanted
    path.write_text(text, encoding="utf-8")
    assert checked(folder) == before
