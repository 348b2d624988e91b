"""`studio generate`: read all, check all, plan all, then write what is due."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from pathlib import Path

import click

from pipeline.documents.convert import ENGINES, engine_named
from pipeline.documents.glyphs import undrawable_characters
from pipeline.documents.kinds import Kind, load_kinds
from pipeline.documents.lint.check import require_sound
from pipeline.documents.make import Made, foreseen, make
from pipeline.documents.plan import Job, Verdict, plan
from pipeline.dossier.workspace import load_workspace
from pipeline.errors import ExitCode, PipelineError
from pipeline.files import locked, shown_from
from pipeline.rules.check import check_workspace
from pipeline.session import Session
from pipeline.show.json_output import print_json
from pipeline.show.progress import tracked
from pipeline.show.table import print_table


@click.command("generate")
@click.argument("kinds", nargs=-1, metavar="[KIND]...")
@click.option("--studio", "studios", multiple=True, metavar="YEAR/SLUG", help="只做这些工作室。")
@click.option("--year", type=int, help="只做这一批次。")
@click.option(
    "--engine",
    type=click.Choice([*ENGINES, "none"]),
    default="embedded",
    help="生成 PDF 的引擎；none 只出 docx。",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 32),
    default=lambda: min(os.cpu_count() or 1, 4),
    help="同时转换几份。",
)
@click.option("--dry-run", is_flag=True, help="只列计划，不写文件。")
@click.option("--draft", is_flag=True, help="被拦下的也出草稿，放在 drafts/，文件名带“草稿”。")
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="输出目录；默认 output/generated。",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.pass_obj
def command(
    session: Session,
    kinds: tuple[str, ...],
    studios: tuple[str, ...],
    year: int | None,
    engine: str,
    jobs: int,
    dry_run: bool,
    draft: bool,
    output: Path | None,
    form: str,
) -> ExitCode:
    """生成已到时候的公文和表格。KIND 是 templates/ 下的文件夹名；不写则全部。"""
    root = session.root
    target = session.target(output, "generated")
    chosen = _chosen(load_kinds(root / "templates"), kinds)
    require_sound(chosen)
    loaded = load_workspace(root)
    checked = check_workspace(loaded, session.today)
    checked = replace(checked, report=checked.report + undrawable_characters(loaded))
    planned = tuple(
        job
        for job in plan(checked, chosen, session.today)
        if (not studios or job.owner in studios)
        and (year is None or job.owner.partition("/")[0] == str(year))
    )
    _known_studios(studios, loaded.cases.keys() | set(loaded.unusable))
    if draft:
        planned = tuple(_as_draft(job) for job in planned)
    if dry_run:
        worker = None if engine == "none" else engine_named(engine)
        made = list(foreseen(planned, worker, target))
    else:
        with locked(target):
            worker = None if engine == "none" else engine_named(engine)
            steps = make(planned, worker, target, workers=jobs)
            made = list(tracked(steps, len(planned), "生成"))
    shown = shown_from(root, target)
    if form == "json":
        print_json([_as_json(one, shown) for one in made])
    else:
        _print(made, waiting=bool(kinds))
    _summary(made, shown, [*loaded.unusable])
    if any(one.job.verdict is Verdict.FAILED for one in made):
        return ExitCode.ENVIRONMENT
    blocked = any(one.job.verdict is Verdict.BLOCKED for one in made) or loaded.unusable
    return ExitCode.FINDINGS if blocked else ExitCode.CLEAN


def _chosen(known: tuple[Kind, ...], wanted: tuple[str, ...]) -> tuple[Kind, ...]:
    names = {kind.name for kind in known}
    if unknown := [name for name in wanted if name not in names]:
        raise PipelineError(
            f"没有这种文件：{'、'.join(unknown)}",
            f"可选：{'、'.join(sorted(names))}。",
            ExitCode.USAGE,
        )
    return tuple(kind for kind in known if not wanted or kind.name in wanted)


def _known_studios(wanted: tuple[str, ...], known: set[str]) -> None:
    if unknown := [one for one in wanted if one not in known]:
        raise PipelineError(
            f"没有这个工作室：{'、'.join(unknown)}", "写成 年份/文件夹名。", ExitCode.USAGE
        )


def _as_draft(job: Job) -> Job:
    """A blocked document made all the same, elsewhere, with 草稿 in its name and on each page."""
    if job.verdict is not Verdict.BLOCKED:
        return job
    target, title = f"drafts/{job.target}（草稿）", f"（草稿）{job.title}"
    return replace(job, verdict=Verdict.DUE, target=target, title=title, draft=True)


def _as_json(made: Made, shown: str) -> dict[str, object]:
    job = made.job
    return {
        "kind": job.kind.name,
        "subject": job.subject,
        "verdict": job.verdict.value,
        "reason": job.reason,
        "docx": f"{shown}/{made.docx}" if made.docx else None,
        "pdf": f"{shown}/{made.pdf}" if made.pdf else None,
        "sha256": made.sha256,
        "stale": [f"{shown}/{name}" for name in made.stale],
    }


def _print(made: list[Made], *, waiting: bool) -> None:
    """What was done; of a kind asked for by name also what it waits for."""
    rows = [
        (
            one.job.verdict.label,
            one.job.title,
            one.job.subject,
            one.job.reason,
            f"{one.pages} 页" if one.pages else "",
        )
        for one in made
        if waiting or one.job.verdict is not Verdict.NOT_YET
    ]
    if rows:
        print_table(("结果", "题名", "对象", "原因", "页数"), rows)


def _summary(made: list[Made], shown: str, unusable: list[str]) -> None:
    counts = Counter(one.job.verdict for one in made)
    parts = [f"{verdict.label} {counts[verdict]} 份" for verdict in Verdict if counts[verdict]]
    click.echo(f"{'，'.join(parts) or '没有可做的'}；都在 {shown}/。", err=True)
    pairs = sorted({pair for one in made for pair in one.substitutions})
    if pairs:
        listed = "，".join(f"{pair.wanted} → {pair.used}" for pair in pairs)
        click.echo(f"字体替代（本机没有原字体，PDF 用了）：{listed}。", err=True)
    _layout(made)
    if stale := sorted({name for one in made for name in one.stale}):
        click.echo(
            f"现在不能出、以前生成的还在 {shown}/ 里的 {len(stale)} 个文件，不要使用：", err=True
        )
        for name in stale[:10]:
            click.echo(f"  {name}", err=True)
        if len(stale) > 10:
            click.echo(f"  …… 还有 {len(stale) - 10} 个。", err=True)
    if unusable:
        click.echo(f"档案不能用，先看 studio check：{'、'.join(unusable)}。", err=True)


def _layout(made: list[Made]) -> None:
    """Where finished pages differ from their layout: the first of each document."""
    differing = [one for one in made if one.layout]
    if not differing:
        return
    total = sum(len(one.layout) for one in differing)
    click.echo(f"版面不符 {total} 处，在 {len(differing)} 份 PDF 里：", err=True)
    for one in differing[:10]:
        more = f"（共 {len(one.layout)} 处）" if len(one.layout) > 1 else ""
        click.echo(f"  {one.pdf} {one.layout[0]}{more}", err=True)
    if len(differing) > 10:
        click.echo("  …… 全部见 studio check-layout 输出目录。", err=True)
