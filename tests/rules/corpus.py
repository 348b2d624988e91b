"""Reads tests/cases: a clean base workspace, and per case a few edits and what they must change.

A case is a folder `<code>-<slug>` (the fault) or `<code>-clean-<slug>` (the near miss) with
`edit.toml` and `expected.txt`; see tests/cases/README.md.
"""

from __future__ import annotations

import datetime
import shutil
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.diagnostics import UNASKED
from pipeline.dossier.workspace import load_workspace
from pipeline.foreign.look import Look
from pipeline.policies import FOLDER
from pipeline.recheck.looking import look_into
from pipeline.rules.check import check_workspace
from pipeline.show.findings import one_line
from tests.texts import edit

CASES = Path(__file__).parent.parent / "cases"
BASE = CASES / "base"
TODAY = datetime.date(2026, 11, 23)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeededCase:
    """One folder: `code` is the code that the folder is about."""

    folder: Path
    code: str
    clean: bool

    @property
    def expected(self) -> tuple[str, ...]:
        return tuple((self.folder / "expected.txt").read_text(encoding="utf-8").splitlines())


def all_cases() -> tuple[SeededCase, ...]:
    """Every case folder, sorted by name."""
    found = []
    for path in sorted(CASES.glob("*/edit.toml")):
        name = path.parent.name
        code = "-".join(name.split("-")[: 2 if name.startswith("A") else 1])
        rest = name.removeprefix(f"{code}-")
        found.append(SeededCase(folder=path.parent, code=code, clean=rest.startswith("clean")))
    return tuple(found)


def lines_of(root: Path, today: datetime.date, opened: Iterable[str] = ()) -> tuple[str, ...]:
    """What `studio check` says of a workspace, one line a finding. Only the evidence `opened` is
    looked into, by file name: most of the base is empty shells."""
    names = frozenset(opened)

    def looking(paths: Iterable[Path]) -> dict[Path, Look]:
        return {path: look_into(path.read_bytes()) for path in paths if path.name in names}

    checked = check_workspace(load_workspace(root), today, looking)
    return tuple(one_line(one) for one in checked.report)


def seed(folder: Path, root: Path) -> datetime.date:
    """Make `root` a workspace with the edits of a case, and tell the day on which it is checked."""
    shutil.copytree(BASE / "dossiers", root / "dossiers")
    plan = tomllib.loads((folder / "edit.toml").read_text(encoding="utf-8"))
    for change in plan.get("edit", ()):
        apply_edit(root / "dossiers", change)
    if "policy" in plan:
        own_policy(root, **plan["policy"])
    day: datetime.date = plan.get("today", TODAY)
    return day


def changed_lines(case: SeededCase, folder: Path, base: tuple[str, ...]) -> tuple[str, ...]:
    """The findings that the case adds to those of the base, and after “- ” those it removes. How
    many rules were not asked is left to the cases about that: it changes with every rule."""
    root = folder / "workspace"
    day = seed(case.folder, root)
    plan = tomllib.loads((case.folder / "edit.toml").read_text(encoding="utf-8"))
    found = lines_of(root, day, plan.get("opened", ()))
    left_out = f" {UNASKED} " if case.code != UNASKED else "\n"
    added = [line for line in found if line not in base and left_out not in line]
    return (*added, *(f"- {line}" for line in base if line not in found))


def own_policy(root: Path, effective: datetime.date, changes: list[list[str]]) -> None:
    """Give the workspace a policy of its own: the shipped one with changes, from a later day."""
    (root / "policies").mkdir(exist_ok=True)
    own = root / "policies" / f"{effective}.toml"
    shutil.copyfile(FOLDER / "2024-04-16.toml", own)
    edit(own, ("effective = 2024-04-16", f"effective = {effective}"), *changes)


def apply_edit(dossiers: Path, edit: dict[str, Any]) -> None:
    """One edit of one file: `find` (once in the file) and `replace`; `cut` and `until` (from the
    one to before the other, or to the end); `append`; `text`, `hex` (a new file), `copy`, or
    `remove`."""
    path = dossiers / edit["file"]
    path.parent.mkdir(parents=True, exist_ok=True)
    if edit.get("remove"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    elif "copy" in edit:
        shutil.copy(dossiers / edit["copy"], path)
    elif "hex" in edit:
        path.write_bytes(bytes.fromhex(edit["hex"]) * edit.get("times", 1))
    elif "text" in edit:
        path.write_bytes(edit["text"].encode(edit.get("encoding", "utf-8")))
    else:
        text = path.read_text(encoding="utf-8")
        if "append" in edit:
            text += edit["append"]
        elif "cut" in edit:
            first = text.index(edit["cut"])
            last = text.index(edit["until"], first) if "until" in edit else len(text)
            text = text[:first] + edit.get("replace", "") + text[last:]
        else:
            assert text.count(edit["find"]) == 1, (edit["file"], edit["find"])
            text = text.replace(edit["find"], edit["replace"])
        path.write_bytes(text.encode(edit.get("encoding", "utf-8")))
