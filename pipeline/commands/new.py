"""`studio new`: a commented dossier to fill in."""

from __future__ import annotations

from importlib import resources

import click

from pipeline.dossier import DOSSIERS
from pipeline.dossier.paths import DOSSIER_FILE, EVIDENCE_FOLDER, INTAKE_FILE, is_key, shown_path
from pipeline.errors import ExitCode, PipelineError
from pipeline.files import write_atomic
from pipeline.session import Session


@click.command("new")
@click.argument("key", metavar="YEAR/SLUG")
@click.pass_obj
def command(session: Session, key: str) -> ExitCode:
    """新建 dossiers/YEAR/SLUG/dossier.yaml，每一项都有说明。"""
    year, _, slug = key.partition("/")
    if not is_key(key):
        raise PipelineError(
            f"“{key}”不合规则",
            "写成 年份/拼音，如 2026/li-jianguo：小写字母、数字、短横线。",
            ExitCode.USAGE,
        )
    folder = session.root / DOSSIERS / year / slug
    target = folder / DOSSIER_FILE
    if target.exists():
        raise PipelineError(f"{target} 已存在，不会覆盖", "直接编辑它。", ExitCode.USAGE)
    form = resources.files("pipeline.dossier").joinpath("blank.yaml").read_text(encoding="utf-8")
    policy = session.rulebook.on(session.today)
    form = form.replace("〈制度类别〉", " / ".join(policy.application.regulation_kinds))
    form = form.replace("〈支出科目〉", " / ".join(policy.funds.purposes))
    write_atomic(target, form.encode())
    (folder / EVIDENCE_FOLDER).mkdir(exist_ok=True)
    click.echo(f"已建 {target.relative_to(session.root)}", err=True)
    click.echo("  → 照说明逐项填写，佐证放进同处的 evidence/，再运行 studio check。", err=True)
    if not (folder.parent / INTAKE_FILE).exists():
        click.echo(f"  → {shown_path(year, INTAKE_FILE)} 还没有，由校工会填写。", err=True)
    return ExitCode.CLEAN
