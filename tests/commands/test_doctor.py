"""`studio doctor` on a machine that lacks things, and outside a workspace."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.commands.runs import outcome

pytestmark = pytest.mark.skipif(os.name == "nt", reason="programs are scripts with a mode here")


def doctored(*arguments: str) -> tuple[int, dict[str, list[str]]]:
    """The exit code, and what stands beside each item."""
    done = outcome("--date", "2026-11-23", *arguments, "doctor")
    rows = [re.split(" {2,}", line.strip()) for line in done.out.splitlines()[3:]]
    return done.code, {row[0]: row[1:] for row in rows if row[0]}


def program(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    (folder / name).chmod(0o755)


def test_what_is_optional_and_absent_is_no_fault(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    code, rows = doctored("--root", str(root))
    assert code == 0
    assert rows["LibreOffice 引擎"][:2] == ["可选", "没有"]
    assert "libreoffice-writer" in rows["LibreOffice 引擎"][2]
    assert rows["Java（只有独立的 PDF/A 检验器 veraPDF 要用）"] == ["可选", "没有"]
    assert rows["内置引擎"][0] == rows["Python"][0] == rows["工作目录"][0] == "好"


def test_what_is_there_is_named_by_its_first_line(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, "java", "echo 'openjdk 99' >&2; echo more >&2; echo no")
    program(tmp_path, "soffice", "echo 'LibreOffice 99.1'")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    _, rows = doctored("--root", str(root))
    assert rows["Java（只有独立的 PDF/A 检验器 veraPDF 要用）"] == ["好", "openjdk 99"]
    assert rows["LibreOffice 引擎"][0] == "好"
    assert rows["LibreOffice 引擎"][1].startswith("LibreOffice 99.1")


def test_outside_a_workspace_it_says_so_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")  # a short path: a long one would be broken in its cell
    code, rows = doctored()
    assert code == 0
    assert rows["工作目录"][0] == "可选" and "dossiers" in "".join(rows["工作目录"])


@pytest.mark.parametrize(("day", "known"), [("2026-11-23", "有"), ("2039-01-05", "没有")])
def test_a_year_without_calendar_is_told(root: Path, day: str, known: str) -> None:
    done = outcome("--root", str(root), "--date", day, "doctor")
    assert re.search(f"{day[:4]} 年节假日日历 +(好|可选) +{known}", done.out)
