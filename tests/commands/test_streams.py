"""Usage in Chinese, and outputs that are closed, full, or not UTF-8."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import PipelineError
from pipeline.files import write_atomic
from tests.commands.runs import Run, runner, spawned


@pytest.fixture
def run(root: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(root, capsys)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--bogus",), "没有选项 --bogus"),
        (("generate", "--yaer", "2024"), "是不是 --year"),
        (("no-such",), "没有命令 no-such"),
        (("check", "--format", "xml"), "“xml”不在可选范围"),
        (("generate", "--year", "abc"), "“abc”不是整数"),
        (("generate", "--jobs", "0"), "0 不在 1 到 32 之间"),
        (("generate", "--studio"), "选项 --studio 后面要写内容"),
        (("generate", "--output", __file__), "这里要文件夹"),
        (("gaps", "--output", "."), "这里要文件名"),
        (("check", "--no-cache=3"), "后面不写内容"),
        (("new",), "缺少 YEAR/SLUG"),
        (("new", "a", "b"), "多了：b"),
        (("verify",), "缺少 ARCHIVES"),
    ],
)
def test_wrong_usage_is_told_in_chinese(run: Run, arguments: tuple[str, ...], words: str) -> None:
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert words in done.err
    assert not re.search("Error|Usage|Invalid|Missing|Try ", done.err)


@pytest.mark.parametrize(
    "day",
    ["", "2026-13-01", "20261123", "2026-W01-1", "0001-01-01", "9999-12-31", "２０２６-01-01"],
)
def test_a_day_that_is_none_is_wrong_usage(run: Run, day: str) -> None:
    done = run("--date", day, "status")
    assert (done.code, done.out) == (2, "")
    assert "应写成 2026-11-23" in done.err


def test_help_is_chinese(run: Run) -> None:
    done = run("check", "--help")
    assert done.code == 0
    assert "用法：studio check [选项]" in done.out
    assert "Show this" not in done.out
    assert "Options" not in done.out


@pytest.mark.parametrize("command", ["check", "status"])
@pytest.mark.parametrize("encoding", ["gbk", "latin-1"])
def test_json_is_json_in_any_encoding(root: Path, command: str, encoding: str) -> None:
    done = spawned(root, command, "--format", "json", PYTHONIOENCODING=encoding)
    assert isinstance(json.loads(done.stdout.decode(encoding)), list)


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="no /dev/full here")
@pytest.mark.parametrize("command", [("check", "--format", "json"), ("status",), ("--help",)])
def test_a_full_disk_behind_stdout_is_an_environment_fault(
    root: Path, command: tuple[str, ...]
) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "pipeline", "--root", str(root), *command],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            cwd=root,
        )
    assert done.returncode == 3
    assert "磁盘已满" in done.stderr.decode()
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="a shell's >&- is meant")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_closed_streams_are_no_fault(root: Path, closed: str) -> None:
    line = f'"{sys.executable}" -m pipeline --date 2026-11-23 status --format json {closed}'
    done = subprocess.run(line, shell=True, capture_output=True, check=False, cwd=root)
    assert done.returncode == 0
    assert done.stderr == b""


@pytest.mark.skipif(os.name == "nt", reason="names are UTF-16 there")
def test_a_system_that_takes_names_for_ascii_is_told_better(root: Path, tmp_path: Path) -> None:
    output = tmp_path / "输出"
    plaque = ("generate", "plaque", "--studio", "2024/sun-lihua", "--engine", "none")
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = spawned(root, *plaque, "--output", str(output), **ascii_only)
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    assert [path.name for path in output.rglob("*.docx")] == ["31-牌匾（命名）.docx"]


@pytest.mark.skipif(os.name == "nt", reason="devices are files there")
def test_a_device_is_never_replaced_by_a_file() -> None:
    with pytest.raises(PipelineError, match="不是普通文件"):
        write_atomic(Path("/dev/null"), b"x")
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("command", ["generate", "archive"])
@pytest.mark.parametrize("place", ["dossiers", "dossiers/2026/liang-jun/evidence", "templates/x"])
def test_output_never_goes_among_what_people_write(
    root: Path, run: Run, command: str, place: str
) -> None:
    done = run(command, "--output", str(root / place))
    assert (done.code, done.out) == (2, "")
    assert "--output 不能放在" in done.err
