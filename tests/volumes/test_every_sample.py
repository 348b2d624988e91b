"""The way of `make demo`, to its end: every finished sample sealed, verified, its pages counted."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from pipeline.archive import catalogue
from pipeline.pdf.read import page_texts
from tests.commands.runs import Outcome, outcome
from tests.conftest import ROOT, SAMPLE_DAY

pytestmark = [pytest.mark.slow, pytest.mark.thorough]


def studio(root: Path, *arguments: str) -> Outcome:
    return outcome("--root", str(root), "--date", SAMPLE_DAY.isoformat(), *arguments)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    shutil.copytree(ROOT / "dossiers", folder / "dossiers")
    (folder / "templates").symlink_to(ROOT / "templates")
    return folder


@pytest.fixture(scope="module")
def sealed(root: Path) -> list[dict[str, Any]]:
    rows = json.loads(studio(root, "archive", "--format", "json").out)
    return [row for row in rows if row["verdict"] != "not-yet"]


def test_every_finished_cycle_is_sealed(sealed: list[dict[str, Any]]) -> None:
    finished = {"2024"} | {  # the intake is archived as well
        one.parent.relative_to(ROOT / "dossiers").as_posix()
        for one in ROOT.glob("dossiers/*/*/record.yaml")
        if "事项: 归档" in one.read_text(encoding="utf-8")
    }
    assert {row["studio"] for row in sealed} == finished
    assert {row["verdict"] for row in sealed} == {"sealed"}


def test_every_package_verifies_in_full(root: Path, sealed: list[dict[str, Any]]) -> None:
    done = studio(root, "verify", str(root / "output" / "archive"))
    assert (done.code, done.err) == (0, f"校验 {len(sealed)} 个归档包，0 个不符。\n")


def test_every_page_bears_the_paper_that_its_catalogue_names(
    root: Path, sealed: list[dict[str, Any]]
) -> None:
    for one in sealed:
        pages = page_texts((root / one["bundle"]).read_bytes())
        assert len(pages) == one["pages"]
        rows = catalogue.read_table((root / one["package"] / "data/catalogue.csv").read_bytes())
        for row in rows:
            for page in range(int(row["起页"]), int(row["止页"]) + 1):
                assert f"第 {page} 页" in pages[page - 1], (one["studio"], page)
                assert row["档号"] in pages[page - 1], (one["studio"], page)


def test_nothing_is_made_again_that_did_not_change(
    root: Path, sealed: list[dict[str, Any]]
) -> None:
    first = json.loads(studio(root, "generate", "--format", "json").out)
    again = json.loads(studio(root, "generate", "--format", "json").out)
    written = [one for one in first if one["docx"]]
    assert {one["verdict"] for one in written} <= {"made", "fresh"}
    assert {one["verdict"] for one in again if one["docx"]} == {"fresh"}
    # Rows come as they are done: what is fresh before what is made.
    sums = [{(one["kind"], one["subject"]): one["sha256"] for one in run} for run in (first, again)]
    assert sums[0] == sums[1]
