"""The command line as others call it: exit codes, clean stdout, Chinese messages, no traceback."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.runs import Outcome, outcome

Workspace = Callable[..., Path]
KEY = "2026/liang-jun"


def studio(root: Path, *arguments: str) -> Outcome:
    """As of the day the samples are set in. Processes of their own are for test_streams."""
    return outcome("--root", str(root), "--date", "2026-11-23", *arguments)


def hostile_edit(path: Path, old: str, new: str) -> int:
    """Replace the first `old`; the line it stood on."""
    text = path.read_text(encoding="utf-8")
    at = text.index(old)
    path.write_text(text[:at] + new + text[at + len(old) :], encoding="utf-8")
    return text.count("\n", 0, at) + 1


EDITS = {
    "wrong type": ("  面积: ", "  面积: [一, 二] #", "F04"),
    "misspelt key": ("  面积:", "  面绩:", "F02"),
    "impossible day": ("  成立日期: 20", "  成立日期: 2024-02-30 #", "F04"),
    "alias bomb": ("  简介:", "  甲: &a [一, 一]\n  简介:", "R09"),
    "brackets": ("  简介:", f"  甲: {'[' * 100_000}\n  简介:", "R08"),
    "path": ("  佐证: [", "  佐证: [../../x, ", "A10-2b"),
}


@pytest.mark.parametrize("name", EDITS)
def test_a_hostile_edit_is_one_clear_finding(workspace: Workspace, name: str) -> None:
    root = workspace(KEY)
    old, new, code = EDITS[name]
    path = root / "dossiers" / KEY / "dossier.yaml"
    line = hostile_edit(path, old, new)
    done = studio(root, "check", KEY, "--format", "json")
    assert done.code == 1
    assert "Traceback" not in done.err
    found = [one for one in json.loads(done.out) if one["code"] == code]
    assert found, done.out
    assert found[0]["line"] == line
    assert found[0]["file"] == f"dossiers/{KEY}/dossier.yaml"
    assert found[0]["message"]
    assert found[0]["hint"]


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "R04"), ("名称: 工作室\n".encode("gbk"), "R02"), (b"a: 1\nb: \x00\n", "R03")],
)
def test_a_file_that_is_no_dossier_is_one_clear_finding(
    workspace: Workspace, content: bytes, code: str
) -> None:
    root = workspace(KEY)
    (root / "dossiers" / KEY / "dossier.yaml").write_bytes(content)
    done = studio(root, "check", KEY, "--format", "json")
    assert done.code == 1
    found = [one["code"] for one in json.loads(done.out)]
    assert sorted(found) == sorted([code, "R13"])  # and that nothing was asked


def test_markup_in_a_name_reaches_the_document_unchanged(workspace: Workspace) -> None:
    root = workspace(KEY)
    odd = 'A & B <c> {{ 7*7 }} {% x %} "q"'
    path = root / "dossiers" / KEY / "dossier.yaml"
    hostile_edit(path, "  年度金额:", f"  说明: '{odd}'\n  年度金额:")
    text = path.read_text(encoding="utf-8")
    start = text.index("经费保障:")
    second = text.find("\n  说明: ", text.index(odd))
    if 0 < second < text.index("\n联系人:"):  # the sample had one already
        end = text.index("\n", second + 1)
        path.write_text(text[:second] + text[end:], encoding="utf-8")
    assert start
    done = studio(root, "generate", "application-form", "--engine", "none", "--format", "json")
    (job,) = json.loads(done.out)
    assert job["verdict"] == "made", done.out + done.err
    from pipeline.documents.docx.readback import document_text

    assert odd in document_text((root / job["docx"]).read_bytes())


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("check", "2024/nobody"), 2),
        (("generate", "no-such-kind"), 2),
        (("generate", "--studio", "2024/nobody"), 2),
        (("archive", "2024/nobody"), 2),
        (("verify",), 2),
        (("new", "../x"), 2),
        (("no-such-command",), 2),
        (("check", "--format", "xml"), 2),
    ],
)
def test_wrong_usage_ends_with_two(root: Path, arguments: tuple[str, ...], code: int) -> None:
    done = studio(root, *arguments)
    assert done.code == code, done.err
    assert "Traceback" not in done.err
    assert done.out == ""


def test_no_workspace_ends_with_two(tmp_path: Path) -> None:
    assert studio(tmp_path, "check").code == 2


def test_status_tells_every_studio(root: Path) -> None:
    done = studio(root, "status", "--format", "json")
    rows = json.loads(done.out)
    assert done.code == 0
    assert len([row for row in rows if "/" in row["studio"]]) == 21
    assert [row["studio"] for row in rows if "/" not in row["studio"]] == ["2027"]
    assert {"studio", "name", "phase", "cycle", "errors", "next"} <= set(rows[0])


def test_gaps_are_those_of_the_two_studios_that_have_some(root: Path) -> None:
    done = studio(root, "gaps", "--format", "json")
    assert done.code == 1
    missing = [one for one in json.loads(done.out) if one["state"] in ("缺", "逾期")]
    assert {one["studio"] for one in missing} == {"2025/wu-haibo", "2025/xu-ming"}
    assert all(one["next"] for one in missing)


def test_new_writes_a_form_that_check_can_read_line_by_line(workspace: Workspace) -> None:
    root = workspace(KEY)
    assert studio(root, "new", "2026/li-jianguo").code == 0
    assert studio(root, "new", "2026/li-jianguo").code == 2
    done = studio(root, "check", "2026/li-jianguo", "--format", "json")
    found = json.loads(done.out)
    assert done.code == 1
    assert {one["code"] for one in found} <= {"F01", "F05", "F04", "R13"}
    assert "F02" not in {one["code"] for one in found}


def test_a_second_run_is_told_that_the_folder_is_taken(workspace: Workspace) -> None:
    from pipeline.files import locked

    root = workspace(KEY)
    with locked(root / "output" / "generated"):
        done = studio(root, "generate", "--engine", "none")
    assert done.code == 5
    assert "正被另一次运行使用" in done.err


def test_a_folder_that_cannot_be_written_is_an_environment_fault(workspace: Workspace) -> None:
    root = workspace(KEY)
    (root / "output").write_text("这里本该是文件夹", encoding="utf-8")
    done = studio(root, "generate", "--engine", "none")
    assert done.code == 3
    assert "Traceback" not in done.err


def test_without_templates_there_is_advice(workspace: Workspace) -> None:
    root = workspace(KEY)
    (root / "templates").unlink()
    (root / "templates").mkdir()
    done = studio(root, "generate")
    assert done.code == 3
    assert "没有模板" in done.err
    shutil.rmtree(root / "templates")
