"""An intake's own papers: each decision once, in one volume; the studios' volumes hold copies."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pipeline.archive import catalogue
from pipeline.archive.shelf import read_register
from pipeline.volumes.elsewhere import common_volume
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


@pytest.mark.thorough
def test_the_decisions_have_one_number_and_the_studio_a_copy(root: Path) -> None:
    """In one run the intake comes first, though it was closed later."""
    found = {str(one["studio"]): one for one in said(root)}
    assert (found["2024"]["verdict"], found[KEY]["verdict"]) == ("sealed", "sealed")
    own = rows(root, "2024")
    assert {row["档号"].rpartition("-")[0] for row in own} == {"DQ16-WS·2024-Y-GH09"}
    assert {row["互见号"] for row in own} == {""}
    assert {"定稿", "副本"} == {row["稿本"] for row in own}  # the screenshots are copies
    titles = [row["题名"] for row in own]
    assert "关于命名2024年度职工创新工作室的决定" in titles and "[公示首日截图]" in titles
    assert not any("申报表" in title for title in titles)
    copies = [row for row in rows(root, "2024-sample") if row["互见号"]]
    assert [row["互见号"] for row in copies] == [row["档号"] for row in own]  # item for item
    assert {row["稿本"] for row in copies} == {"副本"}
    assert {row["保管期限"] for row in copies} == {"30年"}  # of the studio
    assert [row["题名"] for row in copies] == titles
    (again,) = said(root, "2024")
    assert (again["verdict"], again["digest"]) == ("exists", found["2024"]["digest"])
    checked = outcome("verify", str(root / "output/archive/2024"))
    assert checked.code == 0, checked.out


@pytest.mark.thorough
def test_what_changed_since_is_told_and_sealed_anew(root: Path) -> None:
    intake = root / "dossiers/2024/intake.yaml"
    text = intake.read_text("utf-8")
    intake.write_text(f"# 说明\n{text}", "utf-8")
    (found,) = said(root, "2024")
    assert found["reason"] == "与封存时不同：intake.yaml（只改了注释或写法）"
    assert found["changed"] is False
    shot = root / "dossiers/2024/evidence/公示首日截图.png"
    data = shot.read_bytes()
    shot.write_bytes(data + b"\0")
    what = "日期: 2026-11-10, 题名: 补充通知, 决定机构: 校工会委员会, 内容: 补充。"
    later = f"年度事项: [{{事项: 其他事项, {what}}}]\n"
    intake.write_text(text.replace("案卷情况: 齐全", "案卷情况: 补齐") + later, "utf-8")
    done = archive(root, "2024", "--format", "json")
    (found,) = json.loads(done.out)
    assert (done.code, found["changed"]) == (1, True)
    assert found["reason"] == (
        "归档以后记的 其他事项 2026-11-10 不在包里；"
        "与封存时不同：intake.yaml、2024/evidence/公示首日截图.png"
    )
    shot.write_bytes(data)
    (again,) = said(root, "2024", "--new-version", "补入通知")
    assert (again["verdict"], again["package"]) == ("sealed", "output/archive/2024-v2")
    events = (root / "output/archive/2024-v2/data/events.csv").read_text("utf-8-sig")
    assert "20261102,校工会,归档" in events and "20261110,校工会,其他事项" in events
    checked = outcome("verify", str(root / "output/archive/2024-v2"))
    assert checked.code == 0, checked.out
    intake.write_text(text, "utf-8")


@pytest.mark.thorough
def test_without_its_items_the_volume_is_named(root: Path) -> None:
    folder = root / "output/archive"
    lines = read_register(folder)
    assert len(common_volume(folder, lines, 2024).items) == len(rows(root, "2024-v2"))
    catalogued = folder / "2024-v2/data/catalogue.csv"
    data = catalogued.read_bytes()
    catalogued.chmod(0o644)
    catalogued.write_bytes(data.replace(b"-0001", b"-0009"))
    named = common_volume(folder, lines, 2024)  # not as it was registered
    assert (named.name, dict(named.items)) == ("DQ16-WS·2024-Y-GH09", {})
    shutil.rmtree(folder)
    (studio,) = said(root, KEY)  # not sealed, but its place is fixed
    assert studio["verdict"] == "sealed"
    copies = {row["互见号"] for row in rows(root, "2024-sample") if row["互见号"]}
    assert copies == {"DQ16-WS·2024-Y-GH09"}


def test_what_is_not_closed_is_not_sealed(tmp_path: Path) -> None:
    root = small_workspace(tmp_path)
    (waiting,) = said(root, "2024")
    assert waiting["verdict"] == "not-yet" and "还没有“归档”" in str(waiting["reason"])
    intake = root / "dossiers/2024/intake.yaml"
    intake.write_text(f"{intake.read_text('utf-8').rstrip()}\n{CLOSED}", "utf-8")
    unread = archive(root, "2023")
    assert unread.code == 1 and "intake.yaml 读不了" in unread.out
    early = outcome("--root", str(root), "--date", "2026-11-01", "archive", "2024")
    assert early.code == 1 and "2026-11-02 还没有到" in early.out.replace("\n", "")


def test_a_year_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = archive(small_workspace(tmp_path), "2031")
    assert done.code == 2 and "没有这个工作室：2031" in done.err
