"""LibreOffice, where it is installed: same letters, PDF/A-2b, same bytes; faults are named."""

from __future__ import annotations

import datetime
import shutil
import stat
import time
from pathlib import Path

import pytest

from pipeline.documents.convert import Converted, Order, libreoffice
from pipeline.documents.convert.libreoffice import LibreOffice
from pipeline.errors import PipelineError
from pipeline.pdf.pdfa import problems
from pipeline.pdf.read import page_texts
from tests.documents.convert.samples import NOTICE, notice

DAY = datetime.date(2024, 5, 6)
ORDER = Order(docx=notice(), title="决定", created=DAY)


def program(folder: Path, script: str) -> LibreOffice:
    """A stand-in for soffice that misbehaves as measured."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return LibreOffice(path)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_batch_with_one_bad_document() -> None:
    bad = Order(docx=b"plain text", title="坏", created=DAY)
    engine = LibreOffice.found()
    first, second = engine.convert_many([ORDER, bad])
    assert isinstance(first, Converted) and isinstance(second, PipelineError)
    shown = "".join("".join(page_texts(first.pdf)).split())
    assert all("".join(line.split()) in shown for line in NOTICE)
    assert problems(first.pdf) == ()
    again = engine.convert(ORDER.docx, title=ORDER.title, created=DAY)
    assert again.pdf == first.pdf


def test_success_without_a_file_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="没有给出 PDF"):
        program(tmp_path, "exit 0").convert(ORDER.docx, title="决定", created=DAY)


def test_a_hang_is_ended_with_its_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "START_SECONDS", 0)
    monkeypatch.setattr(libreoffice, "SECONDS_EACH", 1)
    pid = tmp_path / "pid"
    engine = program(tmp_path, f"trap '' TERM\nsleep 60 & echo $! > {pid}\nwait")
    with pytest.raises(PipelineError, match="超过 1 秒"):
        engine.convert(ORDER.docx, title="决定", created=DAY)
    child = Path("/proc") / pid.read_text("utf-8").strip() / "stat"
    for _ in range(50):
        if not child.exists() or child.read_text("utf-8").split()[2] == "Z":
            return
        time.sleep(0.02)
    pytest.fail("the child of soffice is still running")


def test_not_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PipelineError, match="未找到 LibreOffice") as caught:
        LibreOffice.found()
    assert "apt install" in caught.value.advice
