"""A finished cycle from its dossier to a sealed package, through the command line."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from pipeline.archive import catalogue
from pipeline.archive.paths import seal_path
from pipeline.files import sha256_of
from pipeline.pdf.read import page_texts
from tests.commands.runs import outcome
from tests.volumes.shelf import GOLDEN, KEY, Shelf, archive, listing, sealed_shelf, small_workspace

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return sealed_shelf(tmp_path_factory.mktemp("shelf"))


@pytest.fixture(scope="module")
def pages(shelf: Shelf) -> list[str]:
    return list(page_texts((shelf.package / "data/bundle.pdf").read_bytes()))


def test_what_is_said_and_kept_is_what_it_was(shelf: Shelf) -> None:
    assert listing(shelf) == GOLDEN.read_text(encoding="utf-8"), "`make golden`: read the diff"


def test_it_is_sealed_once(shelf: Shelf) -> None:
    (first,), (again,) = (json.loads(one.out) for one in shelf.said[:2])
    assert first["verdict"] == "sealed"
    assert first["digest"] == sha256_of(shelf.package / "tagmanifest-sha256.txt")
    assert again == first | {"verdict": "exists", "reason": ""}


@pytest.mark.parametrize("name", ["manifest-sha256", "manifest-sha512", "tagmanifest-sha256"])
def test_stock_tools_agree(shelf: Shelf, name: str) -> None:
    tool = name.rpartition("-")[2] + "sum"
    check = [tool, "--check", "--quiet", "--strict", f"{name}.txt"]
    assert subprocess.run(check, cwd=shelf.package, check=False).returncode == 0


@pytest.mark.thorough
def test_it_verifies_in_full_by_the_other_reader_too(shelf: Shelf) -> None:
    done = outcome("verify", str(shelf.root / "output" / "archive"))
    assert (done.code, done.err) == (0, "校验 1 个归档包，0 个不符。\n")


@pytest.mark.thorough
def test_each_printed_page_number_is_the_page_where_the_paper_stands(
    shelf: Shelf, pages: list[str]
) -> None:
    """What the archivist reads on paper leads to the paper: first page, last page, none between."""
    rows = catalogue.read_table((shelf.package / "data/catalogue.csv").read_bytes())
    text = " ".join(" ".join(pages).split())
    row_of = r"GH01-(\d{4}) .*?(?:不详|\d{8}) (\d+) (\d+)(?:—(\d+))?(?= )"
    printed = re.findall(row_of, text)[: len(rows)]
    assert [int(number) for number, *_ in printed] == list(range(1, len(rows) + 1))
    standing = 0
    for (number, count, first, last), row in zip(printed, rows, strict=True):
        span = range(int(first), int(last or first) + 1)
        assert len(span) == int(count) == int(row["页数"])
        for page in span:
            lines = pages[page - 1].splitlines()
            (foot,) = (line for line in lines if line.startswith((f"{row['档号']}　", "第 ")))
            assert f"第 {page} 页" in foot and row["题名"].strip("[]")[:8] in foot
        assert f"-{int(number):04d}　" not in pages[span[-1]]
        standing += len(span)
    front = int(rows[0]["起页"]) - 1
    assert len(pages) == front + standing + 2  # the report and the note


def test_every_row_of_the_catalogue_is_true(shelf: Shelf) -> None:
    """The number says how long as its row does; nothing unsigned is called an original."""
    data = shelf.package / "data"
    rows = catalogue.read_table((data / "catalogue.csv").read_bytes())
    # The intake is not archived: until then its decisions are kept for good in the copies.
    assert {row["保管期限"] for row in rows} == {"永久"} and all("-Y-" in r["档号"] for r in rows)
    numbers = [row["文号"] for row in rows if row["文号"]]
    assert len(numbers) == len(set(numbers)) > 5
    for row in rows:
        own = row["文件"].startswith("documents/")
        assert (row["稿本"] == "定稿") is (own and not row["互见号"])
        assert (data / row["文件"]).is_file()
        if not own and "附件" not in row["备注"]:
            assert (row["日期"], row["责任者"], row["题名"][0]) == ("不详", "不详", "[")
    common = [row for row in rows if row["互见号"]]
    assert {row["互见号"] for row in common} == {"归档包2024"}
    assert {row["稿本"] for row in common} == {"副本"} and "[公示首日截图]" in str(common)
    told = {row["题名"][1:-1].partition("工作室")[2]: row["日期"] for row in rows}
    assert told["答辩评审表（专家E1）"] == "20240528"  # as printed, not the day of the whole review
    assert told["实地考察评审表（专家E1）"] == "20240530"
    titles = {row["题名"] for row in rows}
    assert "关于命名2024年度职工创新工作室的决定" in titles
    assert "[王明远职工创新工作室牌匾（命名）]" in titles
    attached = [row for row in rows if row["备注"] == "校工字〔2024〕19号附件"]
    assert [row["日期"] for row in attached] == ["20240910", "20240910"]
    assert {row["责任者"] for row in attached} == {"中北大学工会委员会"}


@pytest.mark.thorough
def test_the_cover_counts_what_is_inside(shelf: Shelf, pages: list[str]) -> None:
    rows = catalogue.read_table((shelf.package / "data/catalogue.csv").read_bytes())
    assert f"件数 {len(rows)}件" in pages[0] and f"页数 {len(pages)}页" in pages[0]


def test_every_file_that_people_wrote_is_in_the_package_byte_for_byte(shelf: Shelf) -> None:
    folder = shelf.root / "dossiers" / KEY
    written = [*folder.rglob("*.*"), folder.parent / "intake.yaml"]
    kept = {sha256_of(path) for path in (shelf.package / "data").rglob("*.*")}
    assert len(written) > 15
    for path in written:
        assert sha256_of(path) in kept, path
    index = catalogue.read_table((shelf.package / "data/index.csv").read_bytes())
    assert {"intake.yaml", "record.yaml", "dossier.yaml"} <= {row["原名"] for row in index}


def test_what_is_not_over_or_not_right_is_not_sealed(tmp_path: Path) -> None:
    root = small_workspace(tmp_path)
    folder = root / "dossiers" / KEY
    (folder / "evidence" / "交流三.pdf").unlink()
    # A fault of another studio, which holds nobody else back.
    (root / "dossiers/2024/other/notes.yaml").write_text("备注: 甲\n", encoding="utf-8")
    done = archive(root, KEY, "--format", "json")
    (blocked,) = json.loads(done.out)
    assert (done.code, blocked["verdict"]) == (1, "blocked")
    assert blocked["reason"].startswith(f"档案有 1 处错误，第一处 dossiers/{KEY}/ledger-2025.yaml:")
    assert "交流三.pdf" in blocked["reason"]
    record = folder / "record.yaml"
    lines = record.read_text(encoding="utf-8").splitlines(keepends=True)
    record.write_text("".join(one for one in lines if "事项: 归档" not in one), encoding="utf-8")
    done = archive(root, KEY, "--format", "json")
    (waiting,) = json.loads(done.out)
    assert done.code == 1
    assert waiting == {
        "studio": KEY,
        "verdict": "not-yet",
        "reason": "record.yaml 里还没有“归档”",
        "package": None,
        "bundle": None,
        "pages": 0,
        "digest": None,
        "changed": False,
    }
    assert archive(root).code == 0
    assert not list((root / "output" / "archive").glob("2024-*"))


def test_a_folder_that_the_register_does_not_know_is_in_the_way(tmp_path: Path) -> None:
    """It may be half a package, or one that somebody put there."""
    root = small_workspace(tmp_path)
    package = root / "output" / "archive" / "2024-sample"
    package.mkdir(parents=True)
    done = archive(root, KEY, "--format", "json")
    (found,) = json.loads(done.out)
    assert (done.code, found["verdict"]) == (1, "blocked")
    assert found["reason"].startswith("2024-sample 已在，登记册里却没有")
    (package / "data").mkdir()
    (package / "data" / "bundle.pdf").write_bytes(b"%PDF-1.7 half")
    done = archive(root, KEY)
    assert done.code == 4 and "不能建立登记册：2024-sample 与它的摘要不符" in done.err
    assert not seal_path(package).exists()
