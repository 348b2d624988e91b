"""`studio status`: every cycle's stage, what comes next, by when, and what blocks it."""

from __future__ import annotations

import json
from typing import Any

import click

from pipeline.cli import Session
from pipeline.commands.table import print_table
from pipeline.dossier.workspace import load_workspace
from pipeline.errors import ExitCode
from pipeline.lifecycle import name_now
from pipeline.rules.check import Checked, check_workspace


@click.command("status")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.pass_obj
def command(session: Session, form: str) -> ExitCode:
    """各工作室所处阶段、下一步、期限、谁来办、有什么障碍。"""
    checked = check_workspace(load_workspace(session.root), session.today)
    rows = [_row(checked, key) for key in checked.loaded.cases]
    blank: dict[str, Any] = {
        "name": "",
        "phase": "档案不能用",
        "cycle": None,
        "next": [],
        "errors": 1,
    }
    rows += [{"studio": key, **blank} for key in checked.loaded.unusable]
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return ExitCode.CLEAN
    today = session.today.isoformat()
    lines = []
    for row in rows:
        dues: list[dict[str, Any]] = row["next"] or [{}]
        for index, due in enumerate(dues):
            overdue = bool(due.get("by")) and due["by"] < today
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
    return ExitCode.CLEAN


def _row(checked: Checked, key: str) -> dict[str, Any]:
    case, stage = checked.loaded.cases[key], checked.stages[key]
    prefix = f"dossiers/{key}/"
    errors = sum(one.place.file.startswith(prefix) for one in checked.report.errors)
    return {
        "studio": key,
        "name": name_now(case, stage),
        "phase": stage.phase.value,
        "cycle": [day.isoformat() for day in stage.cycle] if stage.cycle else None,
        "errors": errors,
        "next": [
            {
                "act": due.act,
                "by": due.by.isoformat() if due.by else None,
                "who": due.who,
                "blocked_by": due.blocked_by or (f"档案有 {errors} 处错误" if errors else ""),
                "detail": due.detail,
            }
            for due in stage.due
        ],
    }
