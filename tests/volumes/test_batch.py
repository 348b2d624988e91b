"""An intake's own papers: each decision once, in one volume; the studios' volumes hold copies."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.archive import catalogue
from tests.commands.runs import outcome
from tests.volumes.shelf import KEY, archive, small_workspace

pytestmark = pytest.mark.slow
CLOSED = "归档: {日期: 2026-11-02, 整理人: 田佳慧, 检查人: 白晓燕, 案卷情况: 齐全, 案卷顺序号: 9}\n"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = small_workspace(tmp_path_factory.mktemp("batch"))
    intake = root / "dossiers/2024/intake.yaml"
    intake.write_text(f"{intake.read_text('utf-8').rstrip()}\n{CLOSED}", "utf-8")
    return root


def rows(root: Path, package: str) -> tuple[dict[str, str], ...]:
    path = root / "output/archive" / package / "data/catalogue.csv"
    return tuple(dict(row) for row in catalogue.read_table(path.read_bytes()))


def said(root: Path, *arguments: str) -> list[dict[str, object]]:
    told: list[dict[str, object]] = json.loads(archive(root, *arguments, "--format", "json").out)
    return told


def test_the_decisions_have_one_number_and_the_studio_a_copy(root: Path) -> None:
    (first,) = said(root, "2024")
    assert (first["studio"], first["verdict"]) == ("2024", "sealed")
    own = rows(root, "2024")
    assert {row["档号"].rpartition("-")[0] for row in own} == {"DQ16-WS·2024-Y-GH09"}
    assert {row["互见号"] for row in own} == {""}
    assert {"定稿", "副本"} == {row["稿本"] for row in own}  # the screenshots are copies
    titles = [row["题名"] for row in own]
    assert "关于命名2024年度职工创新工作室的决定" in titles and "[公示首日截图]" in titles
    assert not any("申报表" in title for title in titles)
    (again,) = said(root, "2024")
    assert (again["verdict"], again["digest"]) == ("exists", first["digest"])
    (studio,) = said(root, KEY)
    assert studio["verdict"] == "sealed"
    copies = [row for row in rows(root, "2024-sample") if row["互见号"]]
    assert {row["互见号"] for row in copies} == {"DQ16-WS·2024-Y-GH09"}  # known by now
    assert {row["稿本"] for row in copies} == {"副本"}
    assert [row["题名"] for row in copies] == titles
    checked = outcome("verify", str(root / "output/archive"), "--quick")
    assert checked.code == 0, checked.out


def test_what_is_not_closed_is_not_sealed(tmp_path: Path) -> None:
    root = small_workspace(tmp_path)
    (waiting,) = said(root, "2024")
    assert waiting["verdict"] == "not-yet" and "还没有“归档”" in str(waiting["reason"])


def test_a_year_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = archive(small_workspace(tmp_path), "2031")
    assert done.code == 2 and "没有这个工作室：2031" in done.err
