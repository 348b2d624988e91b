"""What `archive` does with the register: numbers, versions, what changed, what is gone."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from pipeline.archive import bag
from pipeline.archive.paths import seal_path
from pipeline.files import sha256_of
from pipeline.pdf.read import page_texts
from tests.archive.forging import resealed, seal_rewritten
from tests.commands.runs import Outcome, outcome
from tests.conftest import SAMPLE_DAY
from tests.volumes.shelf import archive, small_workspace

pytestmark = pytest.mark.slow
OTHER = "2024/other"
#: An application that was withdrawn and archived: a volume of few pages.
WITHDRAWN = """事项记录:
  - {事项: 推荐申报, 日期: 2024-05-09}
  - {事项: 撤回申报, 日期: 2024-05-20, 申请人: 高建国, 理由: 另有安排}
  - {事项: 归档, 日期: 2024-06-30, 整理人: 田佳慧, 检查人: 白晓燕, 案卷情况: 齐全}
"""


def light_workspace(root: Path) -> Path:
    """A workspace whose volumes are small: applications that were withdrawn."""
    small_workspace(root)
    shutil.rmtree(root / "dossiers/2023")
    withdraw(root, OTHER)
    return root


def withdraw(root: Path, key: str, *, day: str = "2024-06-30", fixed: int = 0) -> None:
    """The application `key`, a copy of `other` with other people, withdrawn and archived."""
    folder = root / "dossiers" / key
    if not folder.exists():
        letter = "甲乙丙丁"[len(list((root / "dossiers/2024").glob("*/dossier.yaml")))]
        shutil.copytree(root / "dossiers" / OTHER, folder)
        path = folder / "dossier.yaml"
        text = path.read_text("utf-8").replace("LW-1", f"LW-{letter}")
        for name in ("高建国", "郑一", "郑二", "郑三"):
            text = text.replace(name, f"{name}{letter}")
        path.write_text(text, "utf-8")
    more = f", 案卷顺序号: {fixed}" if fixed else ""
    name = re.search("带头人:\n  姓名: (.*)", (folder / "dossier.yaml").read_text("utf-8"))
    assert name
    text = WITHDRAWN.replace("2024-06-30", day).replace("齐全", f"齐全{more}")
    (folder / "record.yaml").write_text(text.replace("高建国", name[1]), "utf-8")


def run(root: Path, *arguments: str) -> Outcome:
    return outcome("--root", str(root), "--date", SAMPLE_DAY.isoformat(), *arguments)


def told(root: Path, *arguments: str) -> tuple[int, dict[str, dict[str, Any]]]:
    done = archive(root, *arguments, "--format", "json")
    return done.code, {one["studio"]: one for one in json.loads(done.out)}


def register_of(root: Path) -> list[dict[str, str]]:
    path = root / "output/archive/register.csv"
    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))


def number_of(package: Path) -> str:
    info = bag.parse_info((package / "bag-info.txt").read_bytes())
    assert info
    return info["External-Identifier"]


def test_one_more_folder_moves_no_number(tmp_path: Path) -> None:
    root = light_workspace(tmp_path)
    withdraw(root, "2024/zz", day="2024-07-01")
    assert told(root, OTHER)[1][OTHER]["verdict"] == "sealed"
    withdraw(root, "2024/aa-new")
    code, found = told(root, "2024/aa-new", "2024/zz")
    assert code == 0 and {one["verdict"] for one in found.values()} == {"sealed"}
    rows = register_of(root)
    assert [(row["顺序号"], row["归档包"]) for row in rows] == [
        ("1", "2024-other"),
        ("2", "2024-aa-new"),
        ("3", "2024-zz"),
    ]
    folder = root / "output/archive"
    for row in rows:
        package = folder / row["归档包"]
        assert row["案卷号"] == number_of(package)
        assert row["摘要"] == sha256_of(package / "tagmanifest-sha256.txt")
    assert len({row["案卷号"] for row in rows}) == 3
    assert run(root, "verify", "--quick", str(folder)).code == 0


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one small sealed volume."""
    root = light_workspace(tmp_path_factory.mktemp("register"))
    assert archive(root, OTHER).code == 0
    return root


@pytest.fixture
def root(shelf: Path, tmp_path: Path) -> Path:
    shutil.copytree(shelf, tmp_path / "work", symlinks=True)
    return tmp_path / "work"


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / "dossiers" / name
    text = path.read_text("utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), "utf-8")


def found_out(root: Path) -> None:
    """After the archiving it turns out that the application was false."""
    act = """  - 事项: 通报批评
    日期: 2025-03-01
    文号: 校工字〔2025〕3号
    不实情况: 论文不是本人所写。
    查证单位: 校工会
    查证日期: 2025-02-20
    发送范围: [各分工会]
"""
    path = root / "dossiers" / OTHER / "record.yaml"
    path.write_text(path.read_text("utf-8") + act, "utf-8")


def test_what_changed_since_is_told_and_a_changed_content_ends_with_1(root: Path) -> None:
    code, found = told(root, OTHER)
    assert (code, found[OTHER]["verdict"], found[OTHER]["reason"]) == (0, "exists", "")
    edit(root, f"{OTHER}/dossier.yaml", "带头人:\n", "# 核对过\n带头人:\n")
    found_out(root)
    code, found = told(root, OTHER)
    assert (code, found[OTHER]["changed"]) == (0, False)
    assert found[OTHER]["reason"] == (
        "归档以后记的 通报批评 2025-03-01 不在包里；"
        "与封存时不同：dossier.yaml（只改了注释或写法）、record.yaml（只涉及归档以后的事）"
    )
    edit(root, f"{OTHER}/dossier.yaml", "面积: 40", "面积: 60")
    edit(root, f"{OTHER}/record.yaml", "理由: 另有安排", "理由: 材料不实")
    code, found = told(root, OTHER)
    assert (code, found[OTHER]["verdict"], found[OTHER]["changed"]) == (1, "exists", True)
    assert "与封存时不同：dossier.yaml、record.yaml" in found[OTHER]["reason"]


def test_a_new_version_names_its_predecessor_and_the_first_stays(root: Path) -> None:
    folder = root / "output/archive"
    before = {p: sha256_of(p) for p in folder.rglob("*.*") if p.is_file() and p.suffix != ".csv"}
    assert archive(root, "--new-version", "订正").code == 2
    edit(root, f"{OTHER}/dossier.yaml", "面积: 40", "面积: 60")
    found_out(root)
    code, found = told(root, OTHER, "--new-version", "查实申报不实，补入通报")
    assert (code, found[OTHER]["verdict"]) == (0, "sealed")
    first, second = register_of(root)
    assert (second["归档包"], second["版本"], second["前一版"]) == (
        "2024-other-v2",
        "2",
        "2024-other",
    )
    assert (second["案卷号"], second["顺序号"]) == (first["案卷号"], first["顺序号"])
    assert {p: sha256_of(p) for p in before} == before
    package = folder / "2024-other-v2"
    info = bag.parse_info((package / "bag-info.txt").read_bytes())
    assert info and info["Predecessor"] == f"2024-other {first['摘要']}"
    made = json.loads((package / "data/environment.json").read_text("utf-8"))
    assert made["version"] == {
        "number": 2,
        "predecessor": "2024-other",
        "predecessor_digest": first["摘要"],
        "reason": "查实申报不实，补入通报",
    }
    last = "".join(page_texts((package / "data/bundle.pdf").read_bytes())[-1].split())
    assert "本卷为第2版，前一版2024-other" in last and "缘由：查实申报不实，补入通报。" in last
    # What came after the first was closed is in the second, which is closed with it.
    assert (first["归档日期"], second["归档日期"]) == ("20240630", "20250301")
    for name, there in (("2024-other", False), ("2024-other-v2", True)):
        log = (folder / name / "data/events.csv").read_text("utf-8-sig")
        assert ("通报批评（校工字〔2025〕3号）" in log) is there
    assert run(root, "verify", "--quick", str(folder)).code == 0
    code, found = told(root, OTHER)
    assert (code, found[OTHER]["reason"], found[OTHER]["package"]) == (
        0,
        "",
        "output/archive/2024-other-v2",
    )


def test_what_was_moved_away_is_not_sealed_again_unawares(root: Path, tmp_path: Path) -> None:
    folder = root / "output/archive"
    shutil.move(folder / "2024-other", tmp_path / "moved")
    done = archive(root, OTHER)
    assert done.code == 1 and "2024-other 在登记册里，归档目录里没有。" in done.err
    _, found = told(root, OTHER)
    assert found[OTHER]["verdict"] == "blocked"
    assert found[OTHER]["reason"].startswith("登记册记有 2024-other（2024-06-30 归档），包已不在")
    assert run(root, "verify", "--quick", str(folder)).code == 4
    act = "{事项: 档案移交, 日期: 2026-11-20, 案卷: [other], 移交人: 田佳慧, 接收人: 白晓燕"
    intake = root / "dossiers/2024/intake.yaml"
    intake.write_text(
        f"{intake.read_text('utf-8').rstrip()}\n年度事项:\n  - {act}, 接收单位: 档案馆}}\n", "utf-8"
    )
    code, found = told(root, OTHER)
    assert (code, found[OTHER]["verdict"]) == (0, "exists")
    assert found[OTHER]["reason"].startswith("已移交；登记册记有 2024-other")
    assert len(register_of(root)) == 1


@pytest.mark.parametrize("damage", ["", "20240630", "归档包", None])
def test_a_damaged_register_stops_archiving_and_nothing_changes(
    root: Path, damage: str | None
) -> None:
    path = root / "output/archive/register.csv"
    withdraw(root, "2024/zz")
    if damage is None:
        path.unlink()
    else:
        text = path.read_text("utf-8-sig")
        path.write_text(text.replace(damage, "20240629") if damage else "", "utf-8")
    before = sorted(p.relative_to(root) for p in (root / "output/archive").rglob("*"))
    done = archive(root)
    assert done.code == 4 and ("已损坏" in done.err) is (damage is not None)
    assert ("不见了，2024-other 封存时登记在里面" in done.err) is (damage is None)
    after = sorted(p.relative_to(root) for p in (root / "output/archive").rglob("*"))
    assert [p for p in after if p.name != ".lock"] == [p for p in before if p.name != ".lock"]
    assert run(root, "register").code == (1 if damage is None else 4)


def test_a_lost_register_is_made_again_only_when_asked(root: Path) -> None:
    path = root / "output/archive/register.csv"
    kept = path.read_bytes()
    assert run(root, "register", "--rebuild").code == 2
    path.unlink()
    assert run(root, "register", "--rebuild").code == 0
    assert path.read_bytes() == kept


def test_a_package_from_before_the_register_begins_it(root: Path) -> None:
    folder = root / "output/archive"
    (folder / "register.csv").unlink()
    package = folder / "2024-other"
    for one in package.rglob("*.*"):
        one.chmod(0o644)
    info = (package / "bag-info.txt").read_text("utf-8")
    old = re.sub("Internal-Sender-Identifier: .*\n", "", info).replace("GH01", "GH07")
    (package / "bag-info.txt").write_text(old, "utf-8")
    resealed(package)
    seal_rewritten(package)
    withdraw(root, "2024/zz")
    done = archive(root, "2024/zz")
    assert done.code == 0 and "没有登记册：据现有 1 个归档包建立了 register.csv。" in done.err
    found = [(row["顺序号"], row["归档包"], row["案卷号"][-4:]) for row in register_of(root)]
    assert found == [("7", "2024-other", "GH07"), ("8", "2024-zz", "GH08")]
    seal_path(package).unlink()
    (folder / "register.csv").unlink()
    done = archive(root, OTHER)
    assert done.code == 4 and "不能建立登记册：2024-other" in done.err


def test_the_act_may_fix_the_place_but_not_one_that_was_given(root: Path) -> None:
    withdraw(root, "2024/zz", fixed=1)
    code, found = told(root, "2024/zz")
    assert (code, found["2024/zz"]["verdict"]) == (1, "blocked")
    assert found["2024/zz"]["reason"] == "“归档”写的案卷顺序号 1 登记册已经给了 2024-other"
    withdraw(root, "2024/zz", fixed=12)
    assert told(root, "2024/zz")[0] == 0
    assert [row["顺序号"] for row in register_of(root)] == ["1", "12"]
    package = root / "output/archive/2024-zz"
    assert number_of(package).endswith("GH12")
    assert all(p.stat().st_mode & 0o222 == 0 for p in package.rglob("*.*") if p.is_file())


def test_the_register_is_printed_with_its_codes(root: Path) -> None:
    done = run(root, "register")
    (row,) = json.loads(run(root, "register", "--format", "json").out)
    assert (row["package"], row["position"], row["version"], row["there"]) == (
        "2024-other",
        1,
        1,
        True,
    )
    assert done.code == 0 and row["code"] in done.out
    assert done.err == (
        f"output/archive/register.csv 共 1 行，链完整；末行代码 {row['code']}，抄入记录簿。\n"
    )
    shutil.copytree(root / "output/archive/2024-other", root / "output/archive/2024-strange")
    assert run(root, "register").code == 1
    assert archive(root, OTHER).err.startswith("2024-strange 在归档目录里，登记册里没有")
    assert run(root, "register", "--output", str(root / "elsewhere")).code == 0
