"""`studio register`: the register of sealed packages, its chain, and the code for the minutes."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.archive.paths import REGISTER
from pipeline.archive.register import Line
from pipeline.archive.shelf import begin, gone, read_register, strangers
from pipeline.errors import ExitCode, PipelineError
from pipeline.files import locked, shown_from
from pipeline.session import Session
from pipeline.show.json_output import print_json
from pipeline.show.table import print_table
from pipeline.volumes.numbering import position_reader


@click.command("register")
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="归档目录；默认 output/archive。",
)
@click.option("--rebuild", is_flag=True, help="登记册丢失又没有备份的，据归档包重建。")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.pass_obj
def command(session: Session, output: Path | None, rebuild: bool, form: str) -> ExitCode:
    """归档登记册：案卷号、归档包、摘要、版本、前一版；核对各行的链，给出抄入记录簿的代码。

    链断了时退出码为 4；归档目录里有没登记的归档包时退出码为 1。
    """
    target = session.target(output, "archive")
    lines = _rebuilt(target, session) if rebuild else read_register(target)
    away = gone(target, lines)
    if form == "json":
        print_json([_as_json(line, away) for line in lines])
    else:
        _print(lines, away)
    shown = shown_from(session.root, target / REGISTER)
    if lines:
        told = f"{shown} 共 {len(lines)} 行，链完整；末行代码 {lines[-1].code}，抄入记录簿。"
        click.echo(told, err=True)
    else:
        click.echo(f"没有登记册 {shown}。", err=True)
    unknown = strangers(target, lines)
    for name in unknown:
        click.echo(f"{name} 在归档目录里，登记册里没有。", err=True)
    return ExitCode.FINDINGS if unknown else ExitCode.CLEAN


def _rebuilt(target: Path, session: Session) -> tuple[Line, ...]:
    with locked(target):
        if (target / REGISTER).exists():
            raise PipelineError(
                f"{REGISTER} 还在，不会重建",
                "损坏的先从备份恢复；没有备份的，把它移到别处保存，再重建。",
                ExitCode.USAGE,
            )
        return begin(target, position_reader(session.rulebook), again=True)


def _print(lines: tuple[Line, ...], away: tuple[str, ...]) -> None:
    print_table(
        ("行", "案卷号", "归档包", "版本", "归档日期", "前一版", "到这一行的代码", "说明"),
        [
            (
                str(number),
                line.entry.number,
                line.entry.package,
                str(line.entry.version),
                str(line.entry.day),
                line.entry.predecessor,
                line.code,
                "不在归档目录里" if line.entry.package in away else "",
            )
            for number, line in enumerate(lines, start=1)
        ],
    )


def _as_json(line: Line, away: tuple[str, ...]) -> dict[str, str | int | bool | None]:
    entry = line.entry
    return {
        "year": entry.year,
        "position": entry.position,
        "number": entry.number,
        "package": entry.package,
        "digest": entry.digest,
        "version": entry.version,
        "day": entry.day.isoformat(),
        "predecessor": entry.predecessor or None,
        "chain": line.chain,
        "code": line.code,
        "there": entry.package not in away,
    }
