"""`studio check-layout` and what `generate` says about the pages it made."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from pipeline.documents.convert import engine_named
from tests.commands.runs import runner
from tests.documents.convert.samples import notice

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of Word's own margins, which are not those of the frame."""
    made = engine_named("embedded").convert(
        notice(), title="通知", created=datetime.date(2024, 5, 6)
    )
    path = tmp_path_factory.mktemp("layout") / "通知.pdf"
    path.write_bytes(made.pdf)
    return path


def test_findings_as_text_and_json(pdf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = runner(ROOT, capsys)
    outcome = run("check-layout", "--layout", "notice", str(pdf))
    assert outcome.code == 1
    assert "第 1 页 L03" in outcome.out and "GB/T 9704—2012（转引）" in outcome.out
    assert "符合" not in outcome.out
    found = json.loads(run("check-layout", "--layout", "notice", "--format", "json", str(pdf)).out)
    assert {"L03", "L10", "L17"} <= {one["code"] for one in found}
    assert set(found[0]) == {"file", "code", "page", "what", "measured", "wanted", "clause"}


def test_the_measures_are_shown_on_request(pdf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outcome = runner(ROOT, capsys)("check-layout", "--layout", "plaque", "--measures", str(pdf))
    assert outcome.code == 0
    assert "216×279" in outcome.out or "210×297" in outcome.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["{pdf}"], "不知道"),
        (["--layout", "notice", "{pdf}.missing"], "没有文件"),
        (["--layout", "notice", "{text}"], "PDF 已损坏"),
        (["--layout", "notice", "{empty}"], "里没有 PDF"),
    ],
)
def test_what_cannot_be_measured_is_said(
    arguments: list[str], said: str, pdf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "a.pdf"
    text.write_text("no pdf")
    empty = tmp_path / "empty"
    empty.mkdir()
    written = [one.format(pdf=pdf, text=text, empty=empty) for one in arguments]
    outcome = runner(ROOT, capsys)("check-layout", *written)
    assert outcome.code == 2 and said in outcome.err


def test_shipped_notices_measure_as_they_should(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = runner(ROOT, capsys)
    kinds = ("publicity-notice", "naming-decision")
    made = run("generate", *kinds, "--year", "2024", "--output", str(tmp_path), "--jobs", "1")
    assert made.code == 0 and "版面不符" not in made.err, made.err
    outcome = run("check-layout", str(tmp_path))
    assert outcome.code == 0, outcome.out
    assert "2 个文件" in outcome.err
    index = json.loads((tmp_path / "2024" / ".made.json").read_text(encoding="utf-8"))
    assert {row["layout"]["profile"] for row in index.values()} == {"notice", "official"}
    page = (tmp_path / "2024" / "21-公示.html").read_text(encoding="utf-8")
    assert 'data-take-down="2024-06-22"' in page
