"""The gap matrix as text, letters, page and sheet."""

from __future__ import annotations

import base64
import hashlib
import html.parser
import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from pipeline.errors import ExitCode
from tests.commands.runs import Run, runner

KEYS = ("2025/xu-ming", "2025/guo-tiezhu")
#: A name that is a formula to a spreadsheet and a script to a browser.
HOSTILE = '=1+1<script>alert("&")</script>'


@pytest.fixture
def folder(workspace: Callable[..., Path]) -> Path:
    """xu-ming lacks things, guo-tiezhu nothing; xu-ming's studio has a hostile name."""
    root = workspace(*KEYS)
    path = root / "dossiers" / "2025/xu-ming" / "dossier.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count("\n工作室:\n") == 1
    text = text.replace("\n工作室:\n", f"\n工作室:\n  名称: '{HOSTILE}'\n")
    path.write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(folder, capsys)


class Page(html.parser.HTMLParser):
    """What a browser would find: tags with attributes, and the text outside of <style>."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.style = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] == "style" and not self.style:
            self.style = data
        else:
            self.texts.append(data)


def parsed(text: str) -> Page:
    page = Page()
    page.feed(text)
    return page


def test_text_groups_by_studio_and_never_wraps(run: Run) -> None:
    outcome = run("gaps")
    assert outcome.code == ExitCode.FINDINGS
    heads = [line for line in outcome.out.splitlines() if not line.startswith(" ") and line]
    assert heads == [f"2025/xu-ming  {HOSTILE}  缺 6 项"]
    listed = [line for line in outcome.out.splitlines() if line.startswith("  ")]
    assert len(listed) == 6
    assert all(line.split()[0] in ("缺", "逾期") for line in listed)
    assert "1 个工作室共缺 6 项" in outcome.err


def test_a_letter_names_leader_items_days_and_remedy(run: Run) -> None:
    out = run("gaps", "--remind").out
    assert "许明同志：" in out
    assert "还缺以下6项" in out
    assert "2025年 年度自评：期限2026年1月31日，已逾期296天。在 ledger-2025.yaml 填" in out
    assert "请致电 0351-5550101" in out
    assert "郭铁柱" not in out


def test_letters_as_json(run: Run) -> None:
    (letter,) = json.loads(run("gaps", "--remind", "--format", "json").out)
    assert letter["leader"] == "许明"
    assert len(letter["items"]) == 6


def test_page_escapes_and_needs_nothing_from_outside(run: Run) -> None:
    text = run("gaps", "--format", "html").out
    page = parsed(text)
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "link", "img", "iframe", "a"}
    assert not any(key.startswith("on") or key == "style" for _, a in page.tags for key in a)
    assert HOSTILE in "".join(page.texts)
    assert "url(" not in text
    assert "http:" not in text and "https:" not in text
    (policy,) = [
        a["content"] for _, a in page.tags if a.get("http-equiv") == "Content-Security-Policy"
    ]
    digest = base64.b64encode(hashlib.sha256(page.style.encode()).digest()).decode()
    assert policy is not None
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'")


def test_page_counts_agree_with_the_matrix(run: Run) -> None:
    cells = json.loads(run("gaps", "--format", "json").out)
    texts = parsed(run("gaps", "--format", "html").out).texts
    for state in ("有", "缺", "逾期", "未到期", "不适用"):
        count = sum(cell["state"] == state for cell in cells)
        assert f"{state} {count}" in texts
    assert "许明同志：" in texts


def test_page_goes_to_a_file_whole(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "new folder" / "gaps.html"
    outcome = run("gaps", "--format", "html", "--output", str(target))
    assert outcome.out == ""
    assert target.read_text(encoding="utf-8") == run("gaps", "--format", "html").out
    assert [one.name for one in target.parent.iterdir()] == ["gaps.html"]


def test_sheet_holds_text_only_and_repeats(run: Run, tmp_path: Path) -> None:
    one, other = tmp_path / "one.xlsx", tmp_path / "other.xlsx"
    for target in (one, other):
        assert run("gaps", "--format", "xlsx", "--output", str(target)).code == 1
    assert one.read_bytes() == other.read_bytes()
    book = openpyxl.load_workbook(io.BytesIO(one.read_bytes()))
    assert book.sheetnames == ["台账缺项", "催办"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert HOSTILE in {cell.value for cell in cells}
    matrix = book["台账缺项"]
    assert matrix.freeze_panes == "E2"
    assert (matrix.page_setup.orientation, matrix.page_setup.fitToWidth) == ("landscape", 1)
    assert matrix.print_title_rows == "$1:$1"
    reminders = [[cell.value for cell in row] for row in book["催办"].iter_rows(min_row=2)]
    assert len(reminders) == 6
    assert {row[0] for row in reminders} == {"许明"}


def test_sheet_has_no_formula_in_its_xml(run: Run, tmp_path: Path) -> None:
    import zipfile

    target = tmp_path / "gaps.xlsx"
    run("gaps", "--format", "xlsx", "--output", str(target))
    with zipfile.ZipFile(target) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/"):
                assert not re.search(rb"<f[ >]", package.read(name))


def test_sheet_without_openpyxl_says_how_to_get_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    target = tmp_path / "gaps.xlsx"
    outcome = run("gaps", "--format", "xlsx", "--output", str(target))
    assert outcome.code == ExitCode.ENVIRONMENT
    assert "pip install 'studio-pipeline[xlsx]'" in outcome.err
    assert not target.exists()


@pytest.mark.parametrize(
    "arguments", [("--format", "xlsx"), ("--format", "html", "--remind")], ids=str
)
def test_what_cannot_be_is_a_usage_fault(run: Run, arguments: tuple[str, ...]) -> None:
    assert run("gaps", *arguments).code == ExitCode.USAGE


def test_output_on_a_folder_is_an_environment_fault(run: Run, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    outcome = run("gaps", "--format", "html", "--output", str(blocked / "gaps.html"))
    assert outcome.code == ExitCode.ENVIRONMENT


def test_nothing_missing_is_clean(
    workspace: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    run = runner(workspace("2025/guo-tiezhu"), capsys)
    outcome = run("gaps")
    assert (outcome.code, outcome.out) == (ExitCode.CLEAN, "")
    assert run("gaps", "--remind").out == ""
    assert "催办" not in parsed(run("gaps", "--format", "html").out).texts
