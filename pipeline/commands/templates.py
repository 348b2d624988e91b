"""`studio templates`: are the templates sound, and which names does each of them use."""

from __future__ import annotations

import click

from pipeline.diagnostics import Severity
from pipeline.documents.kinds import Subject
from pipeline.documents.lint.check import Lint, lint
from pipeline.documents.lint.schema import BLOCK, leaves, view_schema
from pipeline.dossier.paths import DOSSIER_FILE
from pipeline.errors import ExitCode, PipelineError
from pipeline.session import Session
from pipeline.show.findings import one_line
from pipeline.show.json_output import print_json


@click.command("templates")
@click.argument("kinds", nargs=-1, metavar="[KIND]...")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--names", is_flag=True, help="只列每种文件用到的名字（JSON），供两版对照。")
@click.pass_obj
def command(session: Session, kinds: tuple[str, ...], form: str, names: bool) -> ExitCode:
    """检查模板：标签、名字、字体、修订、批注、域、kind.toml。有发现时退出码为 1。"""
    templates = session.root / "templates"
    known = sorted(path.parent.name for path in templates.glob("*/kind.toml"))
    if unknown := [name for name in kinds if name not in known]:
        raise PipelineError(
            f"没有这种文件：{'、'.join(unknown)}", f"可选：{'、'.join(known)}。", ExitCode.USAGE
        )
    found = lint(templates, kinds)
    if names:
        print_json(found.used)
    elif form == "json":
        print_json([d.as_json() for d in found.report])
    else:
        for one in found.report:
            click.echo(one_line(one))
        if not kinds:
            _unused(found)
    counts = "，".join(
        f"{found.report.count(severity)} 个{severity.label}"
        for severity in Severity
        if found.report.count(severity)
    )
    click.echo(f"检查了 {len(found.used)} 个模板：{counts or '没有发现问题'}。", err=True)
    return ExitCode.FINDINGS if len(found.report) else ExitCode.CLEAN


def _unused(found: Lint) -> None:
    """What leaders fill in dossier.yaml and no document prints; informs only."""
    used = {
        path.split("名单[].")[-1].split("全部[].")[-1]
        for paths in found.used.values()
        for path in paths
    }
    used |= {path.replace("原带头人", "带头人") for path in used}
    schema = view_schema(Subject.STUDIO)
    unused = [
        path
        for path, shape in leaves(schema)
        if shape.origin == DOSSIER_FILE
        and shape.kind != BLOCK
        and path not in used
        and not path.startswith("原带头人")
        and not path.endswith("佐证")
    ]
    if unused:
        click.echo(f"提示：档案里有、没有模板用到的名字：{'、'.join(unused)}。", err=True)
