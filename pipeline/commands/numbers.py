"""`studio numbers`: the register of 文号, and the next free number of each year."""

from __future__ import annotations

import click

from pipeline.dossier.workspace import load_workspace
from pipeline.errors import ExitCode
from pipeline.rules.document_numbers import NumberEntry, NumberState, register
from pipeline.session import Session
from pipeline.show.json_output import print_json
from pipeline.show.table import print_table


@click.command("numbers")
@click.option("--year", type=int, help="只看这一年的文号。")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.pass_obj
def command(session: Session, year: int | None, form: str) -> ExitCode:
    """文号登记：已用、下一个可用、未见使用、重复、次序与日期不符。

    同一文号给了两份公文时退出码为 1。未见使用的可能是本系统以外的公文，只作提示。
    """
    rows = [one for one in register(load_workspace(session.root)) if year in (None, one.year)]
    if form == "json":
        print_json([_as_json(one) for one in rows])
    else:
        print_table(
            ("文号", "状态", "日期", "事项", "对象", "所在"),
            [
                (
                    one.number,
                    one.state.label,
                    str(one.date or ""),
                    one.act,
                    one.subject,
                    str(one.place or ""),
                )
                for one in rows
            ],
        )
    for state in (NumberState.DOUBLE, NumberState.OUT_OF_ORDER):
        numbers = dict.fromkeys(one.number for one in rows if one.state is state)
        if numbers:
            click.echo(f"{state.label}：{'、'.join(numbers)}", err=True)
    double = any(one.state is NumberState.DOUBLE for one in rows)
    return ExitCode.FINDINGS if double else ExitCode.CLEAN


def _as_json(one: NumberEntry) -> dict[str, str | int | None]:
    return {
        "number": one.number,
        "state": one.state.value,
        "date": one.date.isoformat() if one.date else None,
        "act": one.act or None,
        "subject": one.subject or None,
        "file": one.place.file if one.place else None,
        "line": one.place.line if one.place else None,
    }
