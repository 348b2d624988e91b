"""`studio archive`: seal finished cycles into packages that stock tools can verify."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import click

from pipeline.archive.paths import REGISTER
from pipeline.archive.register import RegisterLine
from pipeline.archive.shelf import gone, mend, read_register, strangers
from pipeline.documents.convert import ENGINES, engine_named
from pipeline.documents.glyphs import undrawable_characters
from pipeline.documents.kinds import load_kinds
from pipeline.documents.lint.check import require_sound
from pipeline.documents.plan import plan
from pipeline.dossier.workspace import load_workspace
from pipeline.errors import ExitCode, PipelineError
from pipeline.files import locked, shown_from
from pipeline.recheck.looking import looks
from pipeline.rules.check import check_workspace
from pipeline.session import Session
from pipeline.show.json_output import print_json
from pipeline.show.progress import tracked
from pipeline.show.table import print_table
from pipeline.volumes.beginning import begin
from pipeline.volumes.numbering import fixed_positions, handed_over, position_reader
from pipeline.volumes.orders import SealingOrder, SealingOutcome, Shelf
from pipeline.volumes.packing import seal_all
from pipeline.volumes.sealing import decide, decide_batch, numbered


@click.command("archive")
@click.argument("studios", nargs=-1, metavar="[YEAR/SLUG|YEAR]...")
@click.option("--engine", type=click.Choice(ENGINES), default="embedded", help="生成 PDF 的引擎。")
@click.option(
    "--jobs",
    type=click.IntRange(1, 32),
    default=lambda: min(os.cpu_count() or 1, 4),
    help="同时封存几个。",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="归档目录；默认 output/archive。",
)
@click.option(
    "--new-version",
    "reason",
    metavar="理由",
    default="",
    help="已封存的另封一版（…-v2），前一版不动；写明理由，只用于指明的工作室。",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.pass_obj
def command(
    session: Session,
    studios: tuple[str, ...],
    engine: str,
    jobs: int,
    output: Path | None,
    reason: str,
    form: str,
) -> ExitCode:
    """把已登记“归档”的周期和批次封存为归档包，记入登记册 register.csv；已封存的不动。"""
    root, reason = session.root, " ".join(reason.split())
    if reason and not studios:
        raise click.UsageError(
            "--new-version 要指明哪一卷：studio archive 2024/… --new-version 理由"
        )
    target = session.target(output, "archive")
    loaded = load_workspace(root)
    batches = {str(case.year): case.year for case in loaded.cases.values()}
    known = {*loaded.cases, *loaded.unusable, *batches}
    if unknown := [one for one in studios if one not in known]:
        raise PipelineError(
            f"没有这个工作室：{'、'.join(unknown)}",
            "写成 年份/文件夹名；批次自己的案卷只写年份。",
            ExitCode.USAGE,
        )
    with looks(root / "output" / ".cache") as seen:
        checked = check_workspace(loaded, session.today, seen.into)
    checked = replace(checked, report=checked.report + undrawable_characters(loaded))
    keys = [key for key in loaded.cases if not studios or key in studios]
    worker = engine_named(engine)
    kinds = load_kinds(root / "templates")
    require_sound(kinds)
    planned = plan(checked, kinds)
    outcomes: list[SealingOutcome] = []
    with locked(target), locked(root / "output" / "generated"):
        shelf = Shelf(
            root=root,
            folder=target,
            lines=_register(target, session),
            reason=reason,
            handed_over=handed_over(checked.loaded.intakes),
        )
        decided = [
            decide_batch(checked, year, planned, worker, shelf, session.today)
            for key, year in batches.items()
            if key in studios or (not studios and year in loaded.intakes)
        ]
        decided += [decide(checked, key, planned, worker, shelf, session.today) for key in keys]
        outcomes = [one for one in decided if isinstance(one, SealingOutcome)]
        orders, refused = numbered(
            [one for one in decided if isinstance(one, SealingOrder)],
            shelf.lines,
            fixed_positions(checked.stages, loaded.intakes),
        )
        outcomes += (*refused, *tracked(seal_all(orders, jobs), len(orders), "封存"))
        lines = read_register(target)
    outcomes.sort(key=lambda one: one.studio)
    if form == "json":
        print_json([one.as_json() for one in outcomes])
    else:
        print_table(
            ("编号", "工作室", "结果", "页数", "归档包", "说明"),
            [
                (one.studio, one.name, one.label, str(one.pages or ""), one.package, one.reason)
                for one in outcomes
                if studios or one.verdict != "not-yet"
            ],
        )
    sealed = sum(one.verdict == "sealed" for one in outcomes)
    click.echo(f"新封存 {sealed} 卷，都在 {shown_from(root, target)}/。", err=True)
    if lines:
        told = f"登记册 {REGISTER} 共 {len(lines)} 行，末行代码 {lines[-1].code}，抄入记录簿。"
        click.echo(told, err=True)
    return _exit_code(outcomes, bool(studios))


def _register(target: Path, session: Session) -> tuple[RegisterLine, ...]:
    """The register, mended after a kill; begun from the packages where there is none. What lies
    there without a line, or has a line and is not there, is told."""
    lines = mend(target)
    if not lines:
        lines = begin(target, position_reader(session.rulebook))
        if lines:
            click.echo(f"没有登记册：据现有 {len(lines)} 个归档包建立了 {REGISTER}。", err=True)
    for name in strangers(target, lines):
        click.echo(f"{name} 在归档目录里，登记册里没有：用 studio verify 查明。", err=True)
    for name in gone(target, lines):
        click.echo(f"{name} 在登记册里，归档目录里没有。", err=True)
    return lines


def _exit_code(outcomes: list[SealingOutcome], asked: bool) -> ExitCode:
    verdicts = {one.verdict for one in outcomes}
    if "failed" in verdicts:
        return ExitCode.ENVIRONMENT
    unfinished = "blocked" in verdicts or (asked and "not-yet" in verdicts)
    unfinished = unfinished or any(one.changed for one in outcomes)
    return ExitCode.FINDINGS if unfinished else ExitCode.CLEAN
