"""`studio gaps`: what each ledger still lacks, and the letters that ask for it."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.dossier.workspace import load_workspace
from pipeline.errors import ExitCode
from pipeline.files import write_atomic
from pipeline.rules.check import check_workspace
from pipeline.rules.gaps import ledger_matrix
from pipeline.session import Session
from pipeline.show.gaps_matrix import Matrix, lay_out
from pipeline.show.gaps_page import gaps_page
from pipeline.show.gaps_text import gaps_text, reminder_text
from pipeline.show.json_output import json_text


@click.command("gaps")
@click.option("--year", type=int, help="只看这一年的项目。")
@click.option("--all", "everything", is_flag=True, help="也列已有、未到期的，和已结束的周期。")
@click.option("--remind", is_flag=True, help="按带头人写成催办，可粘贴到微信或邮件。")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html", "xlsx"]),
    default="text",
    help="输出形式；html 和 xlsx 含完整的表和催办。",
)
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="写到文件；xlsx 必须写明。"
)
@click.pass_obj
def command(
    session: Session,
    year: int | None,
    everything: bool,
    remind: bool,
    form: str,
    output: Path | None,
) -> ExitCode:
    """台账缺项：工作室 × 期间 × 项目。有缺项时退出码为 1。"""
    if form == "xlsx" and output is None:
        raise click.UsageError("xlsx 要写成文件：加 --output 台账缺项.xlsx")
    if remind and form in ("html", "xlsx"):
        raise click.UsageError(f"{form} 里已经有催办，不用 --remind")
    checked = check_workspace(load_workspace(session.root), session.today)
    cells = ledger_matrix(checked, session.today, ended=everything)
    cells = tuple(cell for cell in cells if year in (None, cell.year))
    written = _written(lay_out(checked, cells, session.today), form, everything, remind)
    if output is not None:
        plain = written if isinstance(written, bytes) else click.unstyle(written).encode()
        write_atomic(output, plain)
        click.echo(f"已写入 {output}", err=True)
    else:
        # A page names its own encoding, so it goes out as bytes; text takes the console's.
        click.echo(written, nl=False)
    missing = sum(cell.open for cell in cells)
    studios = len({cell.studio for cell in cells if cell.open})
    click.echo(f"查了 {len(cells)} 项，{studios} 个工作室共缺 {missing} 项。", err=True)
    return ExitCode.FINDINGS if missing else ExitCode.CLEAN


def _written(matrix: Matrix, form: str, everything: bool, remind: bool) -> bytes | str:
    if form == "html":
        return gaps_page(matrix)
    if form == "xlsx":
        from pipeline.show.gaps_workbook import gaps_workbook

        return gaps_workbook(matrix)
    if form == "json":
        found = matrix.reminders if remind else matrix.cells
        listed = [one.as_json() for one in found]
        return f"{json_text(listed)}\n"
    if remind:
        return reminder_text(matrix)
    shown = matrix.cells if everything else tuple(c for c in matrix.cells if c.open)
    return gaps_text(shown)
