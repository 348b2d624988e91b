"""What `archive` does with the register: numbers, versions, what changed, what is gone."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from pipeline.archive import bag
from pipeline.files import sha256_of
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
    folder = root / "dossiers" / key
    if not folder.exists():
        shutil.copytree(root / "dossiers" / OTHER, folder)
        path = folder / "dossier.yaml"
        told = path.read_text("utf-8").replace("高建国", f"高建{'甲乙丙丁'[len(key) % 4]}")
        path.write_text(told, "utf-8")
    more = f", 案卷顺序号: {fixed}" if fixed else ""
    text = WITHDRAWN.replace("2024-06-30", day).replace("齐全", f"齐全{more}")
    (folder / "record.yaml").write_text(text, "utf-8")


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
