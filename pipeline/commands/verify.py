"""`studio verify`: fixity, structure and the four-property check of packages; never repairs."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import click

from pipeline.archive.bag import DECLARATION_NAME
from pipeline.archive.paths import SEAL_SUFFIX
from pipeline.archive.proof import missing_from
from pipeline.archive.verify import verify
from pipeline.errors import ExitCode, PipelineError
from pipeline.show.json_output import print_json
from pipeline.show.progress import tracked
from pipeline.workers import spread


@click.command("verify")
@click.argument("archives", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--quick", is_flag=True, help="逐个文件核对摘要，不重读 PDF。")
@click.option(
    "--jobs",
    type=click.IntRange(1, 32),
    default=lambda: min(os.cpu_count() or 1, 4),
    help="同时校验几个。",
)
@click.option(
    "--without-register", is_flag=True, help="包旁边没有 .sha256 或登记册 register.csv 也不算不符。"
)
@click.option("--code", default="", metavar="代码", help="记录簿上抄的登记册代码，与登记册对照。")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def command(
    archives: tuple[Path, ...],
    quick: bool,
    jobs: int,
    without_register: bool,
    code: str,
    form: str,
) -> ExitCode:
    """校验归档包 ARCHIVE（可给多个，或给它们所在的文件夹）；有不符时退出码为 4。

    包旁边应有它的 .sha256 和登记册 register.csv：缺了就不能证明，退出码也是 4。
    """
    packages = [package for path in archives for package in _packages(path, without_register)]
    steps = spread(
        partial(verify, quick=quick, without_register=without_register, code=code),
        packages,
        1 if quick else jobs,
    )
    reports = list(tracked(steps, len(packages), "校验"))
    if form == "json":
        print_json([r.as_json() for r in reports])
    else:
        for report in reports:
            for line in report.lines():
                click.echo(line)
    bad = sum(not report.verified for report in reports)
    click.echo(f"校验 {len(reports)} 个归档包，{bad} 个不符。", err=True)
    return ExitCode.NOT_VERIFIED if bad else ExitCode.CLEAN


def _packages(path: Path, without_register: bool) -> list[Path]:
    """The package itself, or every package in a folder of packages.

    A package whose bagit.txt was deleted, or that is gone altogether, is still known by the
    digest beside it and by the register, so it cannot drop out of sight. What a killed run left
    half made is none.
    """
    if (path / DECLARATION_NAME).exists() or not path.is_dir():
        return [path]
    inside = {one.parent for one in path.glob(f"*/{DECLARATION_NAME}")}
    inside |= {one.with_suffix("") for one in path.glob(f"*{SEAL_SUFFIX}")}
    inside = {one for one in inside if not one.name.startswith(".")}
    if not without_register:
        inside |= {*missing_from(path, inside)}
    if inside or any((path / trace).exists() for trace in ("data", "manifest-sha256.txt")):
        return sorted(inside) or [path]
    raise PipelineError(
        f"{path} 里没有归档包", "指向归档包，或归档包所在的文件夹。", ExitCode.USAGE
    )
