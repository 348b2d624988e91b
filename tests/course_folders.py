"""Reads tests/courses: what really happens to a studio, entered in the samples of its intake, and
what follows. `python -m tests.course_folders [NAME…]` writes their expected.txt anew; read it.

A folder holds `edit.toml` (the intake and the edits, written as in tests/cases) and `expected.txt`:
the findings that come and go, what `status` says of the studios concerned, what `gaps` says anew,
and the papers that come, go, or are judged otherwise.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import re
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.documents.kinds import Kind, load_kinds
from pipeline.documents.plan import Job, Verdict, plan
from pipeline.dossier.workspace import load_workspace
from pipeline.rules.check import check_workspace
from pipeline.rules.gaps import ledger_matrix
from pipeline.show.findings import one_line
from pipeline.show.status_rows import status_rows, told_act
from tests.conftest import ROOT
from tests.rules.corpus import TODAY, apply_edit

COURSES = ROOT / "tests" / "courses"
#: On the disk of the samples, which are linked, and not under version control.
_SCRATCH = ROOT / "output"
#: A line and a column, and the other places: an inserted act moves those below it.
PLACES = re.compile(r":\d+:\d+:|（另见 [^）]*）")


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What the program says of a workspace on a day, by what each saying is about."""

    findings: dict[str, str]
    status: dict[str, str]
    gaps: dict[str, str]
    papers: dict[str, str]


def all_courses() -> tuple[Path, ...]:
    """Every folder of a course, sorted by name."""
    return tuple(sorted(path.parent for path in COURSES.glob("*/edit.toml")))


def consequences(folder: Path, root: Path) -> str:
    """What the course changes: the text of its expected.txt."""
    told = tomllib.loads((folder / "edit.toml").read_text(encoding="utf-8"))
    day: datetime.date = told.get("today", TODAY)
    before = _untouched(told["intake"], day)
    _copy(told["intake"], root)
    for change in told["edit"]:
        apply_edit(root / "dossiers", change)
    return "".join(f"{line}\n" for line in _compared(before, _state(root, day)))


def _copy(intake: int, root: Path) -> None:
    """The samples of one intake: what people write copied, evidence linked."""

    def brought(source: str, target: str) -> None:
        if not source.endswith(".yaml"):
            with contextlib.suppress(OSError):
                os.link(source, target)
                return
        shutil.copyfile(source, target)

    name = str(intake)
    shutil.copytree(ROOT / "dossiers" / name, root / "dossiers" / name, copy_function=brought)


@cache
def _untouched(intake: int, day: datetime.date) -> State:
    with tempfile.TemporaryDirectory(dir=_SCRATCH) as folder:
        _copy(intake, Path(folder))
        return _state(Path(folder), day)


@cache
def _kinds() -> tuple[Kind, ...]:
    return load_kinds(ROOT / "templates")


def _state(root: Path, day: datetime.date) -> State:
    checked = check_workspace(load_workspace(root), day)
    return State(
        findings={PLACES.sub(":", one_line(one)): one_line(one) for one in checked.report},
        status={
            f"{row.studio} {row.phase}": "；".join(
                f"{told_act(due)} {due.by or '无期限'} {due.who} {due.blocked_by}".strip()
                for due in row.next
            )
            for row in status_rows(checked, _kinds(), day)
        },
        gaps={
            f"{gap.studio} {gap.year} {gap.period} {gap.ledger_class} {gap.item}": (
                f"{gap.state.value}　{gap.detail}".strip("　")
            )
            for gap in ledger_matrix(checked, day, ended=True)
        },
        papers={
            job.target: f"{job.number}　{_verdict(job)}".strip("　")
            for job in plan(checked, _kinds(), day)
            if job.date or job.verdict is not Verdict.NOT_YET
        },
    )


def _verdict(job: Job) -> str:
    reason = PLACES.sub("", job.reason)
    return job.verdict.label if job.verdict is Verdict.DUE else f"{job.verdict.label}：{reason}"


def _compared(before: State, after: State) -> Iterator[str]:
    yield "检查"
    yield from (f"  + {line}" for key, line in after.findings.items() if key not in before.findings)
    yield from (f"  - {line}" for key, line in before.findings.items() if key not in after.findings)
    for head, was, now in (
        ("阶段和下一步", before.status, after.status),
        ("台账", before.gaps, after.gaps),
        ("文书", before.papers, after.papers),
    ):
        yield head
        yield from (f"  - {key}" for key in was if key not in now)
        yield from (f"  {key}　{text}" for key, text in now.items() if was.get(key) != text)


def main(names: list[str]) -> None:
    for folder in all_courses():
        if not names or folder.name in names:
            with tempfile.TemporaryDirectory(dir=_SCRATCH) as root:
                (folder / "expected.txt").write_text(
                    consequences(folder, Path(root)), encoding="utf-8"
                )


if __name__ == "__main__":
    main(sys.argv[1:])
