"""`studio check-layout`: what finished pages measure, against what their kind asks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from pipeline.documents.layout import LAYOUTS, LayoutFinding, PageMeasure, layout_findings, measure
from pipeline.documents.layout.findings import as_json
from pipeline.documents.made_index import recorded_layout
from pipeline.errors import ExitCode, PipelineError, cause
from pipeline.pdf.read import PdfFault
from pipeline.show.json_output import print_json
from pipeline.show.table import print_table

MOST_BYTES = 200_000_000


@click.command("check-layout")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--layout",
    type=click.Choice([*LAYOUTS]),
    help="按哪种版式量：official 红头公文、letter 信函、notice 公告、form 表格、"
    "catalogue 目录、plaque 牌匾。studio generate 生成的文件不必写。",
)
@click.option("--measures", is_flag=True, help="也列出各页量得的数值。")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def command(files: tuple[Path, ...], layout: str | None, measures: bool, form: str) -> ExitCode:
    """量 PDF 的版面：纸张、版心、行距、字数、字号、页码、红线、落款、空白页、出格等。

    FILE 是 PDF，或含 PDF 的文件夹。有不符时退出码为 1。
    数值转引自 GB/T 9704—2012；没有不符不等于符合该标准。
    """
    paths = [path for file in files for path in _pdfs(file)]
    shown: list[dict[str, object]] = []
    count = pages = 0
    for path in paths:
        profile = layout or recorded_layout(path)
        if profile is None:
            raise PipelineError(f"不知道 {path} 是哪种版式", "用 --layout 写明。", ExitCode.USAGE)
        measured = _measured(path)
        found = layout_findings(measured, profile)
        count, pages = count + len(found), pages + len(measured)
        if form == "json":
            shown += [{"file": str(path), **as_json(one)} for one in found]
        else:
            _print(path, profile, measured if measures else (), found)
    if form == "json":
        print_json(shown)
    click.echo(f"量了 {len(paths)} 个文件 {pages} 页，{count} 处不符。", err=True)
    return ExitCode.FINDINGS if count else ExitCode.CLEAN


def _pdfs(path: Path) -> Iterator[Path]:
    if not path.exists():
        raise PipelineError(f"没有文件 {path}", "指向 PDF 或含 PDF 的文件夹。", ExitCode.USAGE)
    if not path.is_dir():
        yield path
    elif inside := sorted(path.rglob("*.pdf")):
        yield from inside
    else:
        raise PipelineError(f"{path} 里没有 PDF", "指向 PDF 或含 PDF 的文件夹。", ExitCode.USAGE)


def _measured(path: Path) -> tuple[PageMeasure, ...]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise PipelineError(f"{path} 过大（超过 200 MB）", "", ExitCode.USAGE)
        return measure(path.read_bytes())
    except OSError as error:
        raise PipelineError(
            f"无法读取 {path}：{cause(error)}", "核对路径和权限。", ExitCode.USAGE
        ) from error
    except PdfFault as fault:
        raise PipelineError(
            f"{path}：{fault.detail}", "指向可读的 PDF。", ExitCode.USAGE
        ) from fault


def _print(
    path: Path, profile: str, measured: tuple[PageMeasure, ...], found: tuple[LayoutFinding, ...]
) -> None:
    if measured or found:
        click.echo(f"{path}（{profile}）")
    if measured:
        print_table(
            ("页", "纸张", "左", "上", "右", "下", "行距", "行", "页码"),
            [_row(one) for one in measured],
        )
    for finding in found:
        click.echo(f"  {finding}")


def _row(page: PageMeasure) -> tuple[str, ...]:
    lines = page.lines
    box = (
        (
            min(x.left for x in lines),
            min(x.top for x in lines),
            max(x.right for x in lines),
            max(x.bottom for x in lines),
        )
        if lines
        else ()
    )
    return (
        str(page.page),
        f"{page.width:.0f}×{page.height:.0f}",
        *(f"{one:.1f}" for one in box or ()),
        *([""] * (4 - len(box))),
        f"{page.pitch:.2f}" if page.pitch else "",
        str(len(lines)),
        page.number.text if page.number else "",
    )
