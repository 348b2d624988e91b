"""Fresh is what nobody and nothing has changed; a file that a person changed is never lost."""

from __future__ import annotations

import dataclasses
import datetime
import json
from pathlib import Path

import pytest

from pipeline.documents.docx.readback import document_text
from pipeline.documents.kinds import Kind, Subject, load_kinds
from pipeline.documents.made_index import INDEX_NAME
from pipeline.documents.make import Made, drawing_digest, foreseen, make
from pipeline.documents.plan import Job, Verdict
from pipeline.files import sha256
from tests.documents.docx_maker import template
from tests.documents.fake_engine import FakeEngine

ROOT = Path(__file__).parents[2]
TARGET = "2024/a/01-表"


@pytest.fixture
def kind(tmp_path: Path) -> Kind:
    kind = next(k for k in load_kinds(ROOT / "templates") if k.subject is Subject.STUDIO)
    folder = tmp_path / "kind"
    folder.mkdir()
    template(folder / "template.docx", "{{ 值 }}")
    return dataclasses.replace(kind, folder=folder)


def job(kind: Kind, value: str = "一") -> Job:
    return Job(
        kind=kind,
        subject="2024/a",
        title="表",
        target=TARGET,
        context={"值": value},
        date=datetime.date(2024, 6, 17),
        fingerprint=sha256(value.encode()),
    )


def once(work: Job, output: Path) -> Made:
    (ahead,) = foreseen([work], None, output)
    (made,) = make([work], None, output)
    fresh = made.job.verdict is Verdict.FRESH
    assert ahead.job.verdict is (Verdict.FRESH if fresh else Verdict.DUE)
    return made


def test_what_did_not_change_is_not_touched(kind: Kind, tmp_path: Path) -> None:
    output = tmp_path / "out"
    assert once(job(kind), output).job.reason == "首次生成"
    assert once(job(kind), output).job.verdict is Verdict.FRESH
    again = once(job(kind, "二"), output)
    assert again.job.verdict is Verdict.MADE and "另存" not in again.job.reason
    assert document_text((output / again.docx).read_bytes()) == "二"


def test_another_program_makes_anew(kind: Kind, tmp_path: Path) -> None:
    output = tmp_path / "out"
    path = (output / once(job(kind), output).docx).parent / INDEX_NAME
    rows = json.loads(path.read_text("utf-8"))
    rows[TARGET]["fingerprint"] = "of an older program"
    path.write_text(json.dumps(rows), "utf-8")
    assert once(job(kind), output).job.reason == "内容、模板、程序或引擎有变化"
    assert len(drawing_digest()) == 64


def test_another_engine_makes_anew(kind: Kind, tmp_path: Path) -> None:
    """An engine says itself what its bytes depend on: whoever draws by other rules draws anew."""

    def verdict(signature: str) -> Verdict:
        (made,) = make([job(kind)], FakeEngine(signature), tmp_path)
        return made.job.verdict

    assert [verdict("stub 1"), verdict("stub 1"), verdict("stub 2")] == [
        Verdict.MADE,
        Verdict.FRESH,
        Verdict.MADE,
    ]


def test_a_changed_file_is_kept_beside_the_new_one(kind: Kind, tmp_path: Path) -> None:
    output = tmp_path / "out"
    path = output / once(job(kind), output).docx
    path.write_bytes(b"a clerk's work")
    reason = once(job(kind), output).job.reason
    assert reason.startswith("生成件被改动或删去；改动过的文件另存为 01-表.人工改动-")
    (kept,) = path.parent.glob("*人工改动*")
    assert kept.read_bytes() == b"a clerk's work" and document_text(path.read_bytes()) == "一"
    path.unlink()
    assert once(job(kind), output).job.reason == "生成件被改动或删去"


@pytest.mark.parametrize("key", ["made", "files", "pages", "layout"])
def test_a_row_that_lacks_something_only_means_that_its_document_is_made_anew(
    kind: Kind, tmp_path: Path, key: str
) -> None:
    output = tmp_path / "out"
    index = (output / once(job(kind), output).docx).parent / INDEX_NAME
    rows = json.loads(index.read_text("utf-8"))
    whole = index.read_bytes()
    del rows[TARGET][key]
    index.write_text(json.dumps(rows), "utf-8")
    assert once(job(kind), output).job.verdict is Verdict.MADE
    assert index.read_bytes() == whole and not list(index.parent.glob("*人工改动*"))


@pytest.mark.parametrize("index", [None, b"", b"[]", b'{"2024/a/01-\\u8868": 5}', b"\xff"])
def test_without_a_usable_index_no_work_is_overwritten(
    kind: Kind, tmp_path: Path, index: bytes | None
) -> None:
    output = tmp_path / "out"
    path = output / once(job(kind), output).docx
    row = path.parent / INDEX_NAME
    row.unlink() if index is None else row.write_bytes(index)
    assert once(job(kind), output).job.reason == "首次生成"
    assert not list(path.parent.glob("*人工改动*"))
    row.unlink()
    path.write_bytes(b"a clerk's work")
    once(job(kind), output)
    (kept,) = path.parent.glob("*人工改动*")
    assert kept.read_bytes() == b"a clerk's work"


def test_what_was_made_of_a_paper_that_is_held_now_is_told_and_left(
    kind: Kind, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    kind = dataclasses.replace(kind, order=1)
    assert once(job(kind), output).stale == ()
    held = dataclasses.replace(job(kind), verdict=Verdict.BLOCKED, reason="错误")
    waiting = dataclasses.replace(held, verdict=Verdict.NOT_YET, target="2024/a")
    for other in (held, waiting):
        (made,) = make([other], None, output)
        assert made.stale == (f"{TARGET}.docx",)
        assert made.job.reason == f"错误；以前生成的还在，不要使用：{TARGET}.docx"
        assert (output / f"{TARGET}.docx").is_file()
    _, beside = foreseen([job(kind), waiting], None, output)  # another of its kind may go out
    assert beside.stale == ()
    (output / f"{TARGET}.docx").unlink()
    (made,) = make([held], None, output)
    assert (made.stale, made.job.reason) == ((), "错误")


def test_the_web_page_of_a_draft_says_so(kind: Kind, tmp_path: Path) -> None:
    page = dataclasses.replace(kind, html=True)
    for draft in (True, False):
        work = dataclasses.replace(job(page), draft=draft, target=f"2024/a/{draft}")
        (made,) = make([work], None, tmp_path)
        assert (tmp_path / made.html).read_text("utf-8").count("草稿") == 2 * draft
