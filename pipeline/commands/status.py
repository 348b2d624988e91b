"""`studio status`: every cycle's stage, what comes next, by when, and what blocks it."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from pipeline.documents.kinds import kinds_at
from pipeline.dossier.workspace import load_workspace
from pipeline.errors import ExitCode
from pipeline.files import write_atomic
from pipeline.recheck.looking import looks
from pipeline.rules.check import check_workspace
from pipeline.session import Session
from pipeline.show.icalendar import due_calendar
from pipeline.show.json_output import json_text
from pipeline.show.status_rows import StatusRow, status_rows, told_act
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
    with looks(session.root / "output" / ".cache") as seen:
        checked = check_workspace(load_workspace(session.root), session.today, seen.into)
    rows = status_rows(checked, kinds_at(session.root), session.today)
    if form == "text":
        _print(rows, session.today)
        return ExitCode.CLEAN
    written = (
        due_calendar(rows, session.today)
        if form == "ics"
        else f"{json_text([row.as_json() for row in rows])}\n"
    )
    if output is not None:
        write_atomic(output, written if isinstance(written, bytes) else written.encode())
        click.echo(f"已写入 {output}", err=True)
    else:
        click.echo(written, nl=False)
    return ExitCode.CLEAN


def _print(rows: tuple[StatusRow, ...], today: datetime.date) -> None:
    lines = []
    for row in rows:
        passed = f"（放行 {row.waivers} 项）" if row.waivers else ""
        heads = (row.studio, row.name, f"{row.phase}{passed}")
        for due in row.next:
            overdue = " 已过期" if due.by and due.by < today else ""
            by = f"{due.by}{overdue}" if due.by else ""
            lines.append((*heads, told_act(due), by, due.who, due.blocked_by))
            heads = ("", "", "")
        if not row.next:
            lines.append((*heads, "—", "", "", ""))
    print_table(("编号", "工作室", "阶段", "下一步", "期限", "谁办", "障碍"), lines)
