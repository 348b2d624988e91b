"""`studio gaps`: what each ledger still lacks."""

from __future__ import annotations

import json

import click

from pipeline.cli import Session
from pipeline.commands.findings import article_text
from pipeline.commands.table import print_table
from pipeline.dossier.workspace import load_workspace
from pipeline.errors import ExitCode
from pipeline.rules.check import check_workspace
from pipeline.rules.gaps import Gap, ledger_matrix


@click.command("gaps")
@click.option("--year", type=int, help="只看这一年的项目。")
@click.option("--all", "everything", is_flag=True, help="也列已有、未到期的，和已结束的周期。")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.pass_obj
def command(session: Session, year: int | None, everything: bool, form: str) -> ExitCode:
    """台账缺项：工作室 × 期间 × 项目。有缺项时退出码为 1。"""
    checked = check_workspace(load_workspace(session.root), session.today)
    cells = ledger_matrix(checked, session.today, ended=everything)
    cells = tuple(cell for cell in cells if year in (None, cell.year))
    if form == "json":
        click.echo(json.dumps([cell.as_json() for cell in cells], ensure_ascii=False, indent=1))
    else:
        _print(cells if everything else tuple(cell for cell in cells if cell.open))
    missing = sum(cell.open for cell in cells)
    studios = len({cell.studio for cell in cells if cell.open})
    click.echo(f"查了 {len(cells)} 项，{studios} 个工作室共缺 {missing} 项。", err=True)
    return ExitCode.FINDINGS if missing else ExitCode.CLEAN


def _print(cells: tuple[Gap, ...]) -> None:
    rows = [
        (cell.studio, cell.name, cell.period, cell.item, cell.state.value, cell.detail,
         cell.due.isoformat() if cell.due else "", article_text(cell.article), cell.next_step)
        for cell in cells
    ]  # fmt: skip
    heads = ("编号", "工作室", "期间", "项目", "状态", "情况", "期限", "依据", "怎么补")
    print_table(heads, rows)
