"""`studio status`: every cycle's stage, what comes next, by when, and what blocks it."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from pipeline.dossier.load import Case
from pipeline.dossier.paths import FileKind, owner_of_file
from pipeline.dossier.workspace import load_workspace
from pipeline.due import Due, due_acts
from pipeline.errors import ExitCode
from pipeline.files import write_atomic
from pipeline.lifecycle import UNION, name_on
from pipeline.rules.check import Checked, check_workspace
from pipeline.session import Session
from pipeline.show.icalendar import due_calendar
from pipeline.show.json_output import json_text
from pipeline.show.table import print_table


@click.command("status")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "ics"]),
    default="text",
    help="输出形式；ics 是日历文件，可导入手机或 Outlook。",
)
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="写到文件（ics 和 json）。"
)
@click.pass_obj
def command(session: Session, form: str, output: Path | None) -> ExitCode:
    """各工作室所处阶段、下一步、期限、谁来办、有什么障碍。"""
    if form == "text" and output is not None:
        raise click.UsageError("--output 用于 --format ics 或 json")
    checked = check_workspace(load_workspace(session.root), session.today)
    rows = _rows(checked, session.today)
    if form == "text":
        _print(rows, session.today)
        return ExitCode.CLEAN
    written = due_calendar(rows, session.today) if form == "ics" else f"{json_text(rows)}\n"
    if output is not None:
        write_atomic(output, written if isinstance(written, bytes) else written.encode())
        click.echo(f"已写入 {output}", err=True)
    else:
        click.echo(written, nl=False)
    return ExitCode.CLEAN


def _print(rows: list[dict[str, Any]], today: datetime.date) -> None:
    lines = []
    for row in rows:
        dues: list[dict[str, Any]] = row["next"] or [{}]
        for index, due in enumerate(dues):
            overdue = bool(due.get("by")) and due["by"] < today.isoformat()
            first = index == 0
            lines.append(
                (
                    row["studio"] if first else "",
                    row["name"] if first else "",
                    row["phase"] if first else "",
                    due.get("act", "—") + (f"（{due['detail']}）" if due.get("detail") else ""),
                    (due.get("by") or "") + (" 已过期" if overdue else ""),
                    due.get("who", ""),
                    due.get("blocked_by", ""),
                )
            )
    print_table(("编号", "工作室", "阶段", "下一步", "期限", "谁办", "障碍"), lines)


def _rows(checked: Checked, today: datetime.date) -> list[dict[str, Any]]:
    """One row for each studio; those whose dossier cannot be used come last."""
    files = Counter(one.place.file for one in checked.report.errors)
    rows = [_row(checked, key, files, today) for key in checked.loaded.cases]
    unusable: dict[str, Any] = {
        "name": "",
        "phase": "档案不能用",
        "cycle": None,
        "errors": 1,
        "next": [],
    }
    return rows + [{"studio": key, **unusable} for key in checked.loaded.unusable]


def _row(
    checked: Checked, key: str, files: Mapping[str, int], today: datetime.date
) -> dict[str, Any]:
    """One studio. `files` counts the errors of each faulty file."""
    case, stage = checked.loaded.cases[key], checked.stages[key]
    cycle = stage.cycle if stage.cycle and stage.cycle[0] <= today else None
    errors = sum(n for file, n in files.items() if owner_of_file(file).key == key)
    unread = _unread(case)
    dues = due_acts(case, stage, today)
    if unread:
        dues = (Due(act=f"改正 {unread}", by=None, who=UNION, detail="有错，读不了"),)
    return {
        "studio": key,
        "name": name_on(case, stage, today),
        "phase": "阶段不明" if unread else stage.phase.value,
        "cycle": [day.isoformat() for day in cycle] if cycle else None,
        "errors": errors,
        "next": [
            {
                "act": due.act,
                "by": due.by.isoformat() if due.by else None,
                "who": due.who,
                "blocked_by": due.blocked_by or (f"档案有 {errors} 处错误" if errors else ""),
                "detail": due.detail,
            }
            for due in dues
        ],
    }


def _unread(case: Case) -> str:
    """The union's file without which nobody knows where the studio stands; empty if none."""
    unions = FileKind.INTAKE | FileKind.RECORD
    names = (file for file in case.unread if owner_of_file(file).kind & unions)
    return next((file.rpartition("/")[2] for file in names), "")
