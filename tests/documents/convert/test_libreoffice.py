"""LibreOffice, where it is installed: same letters, PDF/A-2b, same bytes; faults are named, one
document's is no other's, and nothing is left running or lying about."""

from __future__ import annotations

import datetime
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.documents.convert import Converted, Order, engine_named, libreoffice, soffice
from pipeline.documents.convert.libreoffice import LibreOffice
from pipeline.documents.convert.private_folder import PREFIX, private_folder, sweep_left_folders
from pipeline.errors import ExitCode, PipelineError
from pipeline.pdf.pdfa import problems
from pipeline.pdf.read import page_texts
from tests.documents.convert.samples import NOTICE, notice

DAY = datetime.date(2024, 5, 6)
ORDER = Order(docx=notice(), title="决定", created=DAY)
POSIX = pytest.mark.skipif(os.name == "nt", reason="needs groups of processes")

#: Draws what lies in $PDF for each document, but does to the one of that number as it is told.
FAKE = """\
for last; do :; done
out=
for one; do [ "$before" = --outdir ] && out=$one; before=$one; done
for one; do
  case "$one" in */in/*.docx) ;; *) continue;; esac
  number=$(basename "$one" .docx)
  echo "$number" >> {log}
  case "$number" in {odd}) {does};; esac
  cp {pdf} "$out/$number.pdf"
done
"""


@pytest.fixture(autouse=True)
def own_folder_for_what_is_temporary(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    folder = tmp_path_factory.mktemp("tmp")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What an engine makes of the order."""
    path = tmp_path_factory.mktemp("drawn") / "drawn.pdf"
    made = engine_named("embedded").convert(ORDER.docx, title=ORDER.title, created=DAY)
    path.write_bytes(made.pdf)
    return path


def program(folder: Path, script: str) -> LibreOffice:
    """A stand-in for soffice that misbehaves as measured."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return LibreOffice(path)


def faulty(folder: Path, pdf: Path, odd: str, does: str) -> LibreOffice:
    return program(folder, FAKE.format(log=folder / "log", odd=odd, does=does, pdf=pdf))


def is_over(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text("utf-8").split()[2] == "Z"


def soon(true: Callable[[], bool]) -> bool:
    for _ in range(100):
        if true():
            return True
        time.sleep(0.02)
    return False


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_batch_with_one_bad_document() -> None:
    bad = Order(docx=b"plain text", title="坏", created=DAY)
    engine = LibreOffice.found()
    first, second, *others = engine.convert_many([ORDER, bad, *[ORDER] * 17], jobs=4)
    assert isinstance(first, Converted) and isinstance(second, PipelineError)
    shown = "".join("".join(page_texts(first.pdf)).split())
    assert all("".join(line.split()) in shown for line in NOTICE)
    assert problems(first.pdf) == ()
    assert {one.pdf for one in others if isinstance(one, Converted)} == {first.pdf}
    again = engine.convert(ORDER.docx, title=ORDER.title, created=DAY)
    assert again.pdf == first.pdf


def test_success_without_a_file_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="没有给出 PDF"):
        program(tmp_path, "exit 0").convert(ORDER.docx, title="决定", created=DAY)


@POSIX
@pytest.mark.parametrize(
    ("does", "told"),
    [
        (': > "$out/$number.pdf"; continue', "给出的 PDF 打不开"),
        ('echo "%PDF-1.4 garbage" > "$out/$number.pdf"; continue', "给出的 PDF 打不开"),
        ('head -c 2000 {pdf} > "$out/$number.pdf"; continue', "给出的 PDF 打不开"),
        ("continue", "没有给出 PDF"),
        ("exit 81", "没有给出 PDF"),
        ("kill -9 $$", "没有给出 PDF"),
        ("sleep 60", "超过 1 秒未完成"),
    ],
)
def test_the_culprit_is_named_and_the_others_are_drawn(
    tmp_path: Path, drawn: Path, monkeypatch: pytest.MonkeyPatch, does: str, told: str
) -> None:
    monkeypatch.setattr(soffice, "START_SECONDS", 0)
    monkeypatch.setattr(soffice, "SECONDS_EACH", 1)
    engine = faulty(tmp_path, drawn, "2", does.format(pdf=drawn))
    results = engine.convert_many([ORDER] * 5)
    assert [isinstance(one, Converted) for one in results] == [True, True, False, True, True]
    culprit = results[2]
    assert isinstance(culprit, PipelineError) and told in culprit.message
    assert culprit.exit_code is ExitCode.ENVIRONMENT
    tries = (tmp_path / "log").read_text("utf-8").split()
    assert tries.count("2") == 2  # in the batch, and once more by itself


@POSIX
def test_what_fails_once_is_drawn_the_second_time(tmp_path: Path, drawn: Path) -> None:
    once = tmp_path / "once"
    engine = faulty(tmp_path, drawn, "1", f"[ -e {once} ] || {{ touch {once}; kill -9 $$; }}")
    assert all(isinstance(one, Converted) for one in engine.convert_many([ORDER] * 3))


@POSIX
def test_a_program_that_always_hangs_is_given_up(
    tmp_path: Path, drawn: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soffice, "START_SECONDS", 0)
    monkeypatch.setattr(soffice, "SECONDS_EACH", 0.3)
    engine = faulty(tmp_path, drawn, "*", "sleep 60")
    results = engine.convert_many([ORDER] * 12)
    told = [one.message for one in results if isinstance(one, PipelineError)]
    assert len(told) == 12 and "接连停住" in told[-1]
    tries = (tmp_path / "log").read_text("utf-8").split()
    assert len(tries) == 2 * libreoffice.HANGS_IN_A_ROW


@POSIX
def test_several_run_side_by_side(tmp_path: Path, drawn: Path) -> None:
    engine = faulty(tmp_path, drawn, "0|8", f"echo $$ >> {tmp_path}/runs; sleep 0.2")
    results = engine.convert_many([ORDER] * 17, jobs=4)
    assert all(isinstance(one, Converted) for one in results)
    assert sorted((tmp_path / "log").read_text("utf-8").split(), key=int) == [*map(str, range(17))]


@POSIX
def test_a_hang_is_ended_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_folder_for_what_is_temporary: Path
) -> None:
    monkeypatch.setattr(soffice, "START_SECONDS", 0)
    monkeypatch.setattr(soffice, "SECONDS_EACH", 1)
    pid = tmp_path / "pid"
    engine = program(tmp_path, f"trap '' TERM\nsleep 60 & echo $! > {pid}\nwait")
    with pytest.raises(PipelineError, match="超过 1 秒"):
        engine.convert(ORDER.docx, title="决定", created=DAY)
    assert soon(lambda: is_over(int(pid.read_text("utf-8"))))
    assert list(own_folder_for_what_is_temporary.iterdir()) == []


@POSIX
def test_nothing_is_left_of_a_run_that_is_killed(
    tmp_path: Path, own_folder_for_what_is_temporary: Path
) -> None:
    """kill -9 for the whole group, as a terminal that is closed, or a machine out of memory."""
    pid = tmp_path / "pid"
    engine = program(tmp_path, f"sleep 60 & echo $! > {pid}.new; mv {pid}.new {pid}\nwait")
    code = (
        "from pathlib import Path; from pipeline.documents.convert.soffice import draw;"
        f"draw(Path({str(engine.program)!r}), {{0: b''}})"
    )
    environment = {**os.environ, "TMPDIR": str(own_folder_for_what_is_temporary)}
    running = subprocess.Popen(
        [sys.executable, "-c", code],
        env=environment,
        start_new_session=True,
        cwd=Path(__file__).parents[3],
    )
    assert soon(pid.exists) or soon(pid.exists) or soon(pid.exists)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    assert soon(lambda: is_over(int(pid.read_text("utf-8"))))
    assert soon(lambda: list(own_folder_for_what_is_temporary.iterdir()) == [])


def test_a_later_run_sweeps_what_nobody_holds(own_folder_for_what_is_temporary: Path) -> None:
    left = own_folder_for_what_is_temporary / f"{PREFIX}0123456789abcdef"
    (left / "profile").mkdir(parents=True)
    left.with_name(left.name + ".lock").touch()
    with private_folder() as held:
        sweep_left_folders()
        assert held.is_dir() and not left.exists()
        assert {one.name for one in own_folder_for_what_is_temporary.iterdir()} == {
            held.name,
            held.name + ".lock",
        }
    assert list(own_folder_for_what_is_temporary.iterdir()) == []


@POSIX
def test_a_program_that_does_not_say_its_version_is_waited_for_no_longer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soffice, "START_SECONDS", 0.3)
    assert soffice.version_of(program(tmp_path, "sleep 60 & sleep 60").program) == "LibreOffice"


def test_not_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PipelineError, match="未找到 LibreOffice") as caught:
        LibreOffice.found()
    assert "apt install" in caught.value.advice
