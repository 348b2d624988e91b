"""On a terminal: tables as wide as it is, colours, a bar for long work; in a file none of it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from pipeline.show.table import display_width
from tests.commands.runs import looked_into, outcome

pty = pytest.importorskip("pty", reason="terminals are a thing of POSIX")
DAY = "2026-11-23"
ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
REPOSITORY = Path(__file__).parents[2]


def on_a_terminal(root: Path, *arguments: str, width: int = 80) -> str:
    """What a terminal of that width shows of both streams."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "pipeline", "--root", str(root), "--date", DAY, *arguments]
    env = {**os.environ, "PYTHONPATH": str(REPOSITORY), "COLUMNS": str(width), "TERM": "xterm"}
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=env) as run:
        os.close(theirs)
        pieces = []
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:  # Linux says so at the end
                break
            if not piece:
                break
            pieces.append(piece)
        run.wait()
    os.close(ours)
    return b"".join(pieces).decode().replace("\r\n", "\n")


def test_a_table_fits_the_terminal_and_loses_nothing(root: Path) -> None:
    shown = ESCAPE.sub("", on_a_terminal(root, "numbers", "--year", "2026", width=70))
    whole = outcome("--root", str(root), "--date", DAY, "numbers", "--year", "2026").out
    assert max(map(display_width, shown.splitlines())) <= 70
    assert max(map(display_width, whole.splitlines())) > 70
    assert "\x1b[1;36m" not in on_a_terminal(root, "numbers")  # digits are no decoration
    assert sorted("".join(shown.split()).replace("─", "")) == sorted(
        "".join(whole.split()).replace("─", "")
    )


def test_levels_have_colours_on_a_terminal_only(root: Path) -> None:
    looked_into(root)
    line = ("check", "2026/dong-haoran", "2025/xu-ming", "--no-cache")
    shown = on_a_terminal(root, *line)
    assert "\x1b[31m错误\x1b[0m" in shown and "\x1b[33m警告\x1b[0m" in shown
    assert "\x1b[31m^\x1b[0m" in shown
    gaps = on_a_terminal(root, "gaps")
    assert "\x1b[1m2025/xu-ming" in gaps and "\x1b[31m逾期" in gaps and "\x1b[33m缺" in gaps
    assert "\x1b" not in outcome("--root", str(root), "--date", DAY, *line).out


def test_the_bar_of_long_work_leaves_nothing_in_the_text(root: Path) -> None:
    looked_into(root)
    shown = on_a_terminal(root, "check", "--no-cache", "--format", "json")
    assert "检查" in shown and "\x1b[2K" in shown  # the bar, and that it is wiped
    plain = outcome("--root", str(root), "--date", DAY, "check", "--no-cache", "--format", "json")
    assert plain.err == ""
    assert ESCAPE.sub("", shown).rstrip().endswith("]")


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("abc", 3), ("中文", 4), ("ａ１", 4), ("（一）", 6), ("½", 1), ("한", 2), ("é", 1)],
)
def test_width_is_counted_in_columns(text: str, width: int) -> None:
    assert display_width(unicodedata.normalize("NFC", text)) == width
