"""Findings as people and machines read them: text with the source line, JSON, SARIF, GitHub."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

import click

from pipeline.articles import article_text
from pipeline.diagnostics import IN_FORCE, UNASKED, Diagnostic, Report, Severity, visible
from pipeline.dossier.paths import owner_of
from pipeline.show.json_output import print_json
from pipeline.show.table import display_width

FORMATS = ("text", "json", "sarif", "github")
#: Files named in the summary; beyond that the findings are list enough.
_MOST_UNASKED = 10
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def write_findings(
    report: Report, root: Path, studios: int, form: str, unasked: Sequence[Diagnostic] = ()
) -> None:
    """Print the whole report on stdout, in text what is waived in a part of its own after the
    faults; the summary of the text form on stderr. `unasked` are
    the findings about rules that were not asked, which no selection by code may hide."""
    if form == "json":
        print_json([one.as_json() for one in report])
    elif form == "sarif":
        from pipeline.show.sarif import sarif_log  # it needs every rule

        print_json(sarif_log(report))
    elif form == "github":
        for one in report:
            click.echo(github_command(one))
    else:
        waived = tuple(one for one in report if one.code in IN_FORCE)
        faults = (one for one in report if one.code not in IN_FORCE)
        for file, found in itertools.groupby(faults, key=lambda one: one.place.file):
            lines = _lines_of(root / file)
            for one in found:
                _print(one, lines)
        if waived:
            click.echo(click.style(f"放行 {len(waived)} 项：", bold=True))
        for one in waived:
            click.echo(f"    {one.place}: {one.code} {one.message}")
        _summary(report, studios, unasked)


def _lines_of(path: Path) -> list[str]:
    """The lines of a dossier file for showing; nothing for what is not one or is gone."""
    if path.suffix not in (".yaml", ".yml"):
        return []
    from pipeline.dossier.source import MAX_BYTES

    try:
        if not path.is_file():
            return []
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES)
    except OSError:
        return []  # a finding of its own; here only the line is not shown
    return data.decode("utf-8-sig", errors="replace").splitlines()


def one_line(one: Diagnostic) -> str:
    """`file:line:column: 级别 代码 what〔article〕；what to do`."""
    asked = f"〔{article_text(one.article)}〕" if one.article else ""
    related = f"（另见 {'、'.join(map(str, one.related))}）" if one.related else ""
    return f"{one.place}: {one.severity.label} {one.code} {one.message}{asked}{related}；{one.hint}"


def _print(one: Diagnostic, lines: list[str]) -> None:
    head, _, rest = one_line(one).partition(f": {one.severity.label} ")
    colour = _COLOURS[one.severity]
    click.echo(
        f"{click.style(head, bold=True)}: {click.style(one.severity.label, fg=colour)} {rest}"
    )
    if one.place.line <= len(lines):
        line = visible(lines[one.place.line - 1], 100)
        indent = display_width(line[: one.place.column - 1])
        click.echo(f"    {line}\n    {' ' * indent}{click.style('^', fg=colour)}")


def _summary(report: Report, studios: int, unasked: Sequence[Diagnostic]) -> None:
    waived = sum(one.code in IN_FORCE for one in report)
    counted = {severity: report.count(severity) for severity in Severity}
    counted[Severity.NOTE] -= waived
    counts = "，".join(f"{n} 个{severity.label}" for severity, n in counted.items() if n)
    sound = "查过的没有问题，但没有查全" if unasked else "没有发现问题"
    passed = f"；放行 {waived} 项" if waived else ""
    click.echo(f"检查了 {studios} 个工作室：{counts or sound}{passed}。", err=True)
    for one in unasked[:_MOST_UNASKED]:
        click.echo(f"{owner_of(one.place).key}：{one.message}。", err=True)
    if (more := len(unasked) - _MOST_UNASKED) > 0:
        click.echo(f"还有 {more} 个文件读不了，都列为 {UNASKED}。", err=True)


def github_command(one: Diagnostic) -> str:
    """A workflow command: `%` and line ends are escaped, in properties also `:` and `,`."""
    kind = {"error": "error", "warning": "warning", "note": "notice"}[one.severity.value]
    title = _property(f"{one.code} {article_text(one.article)}".strip())
    place = f"file={_property(one.place.file)},line={one.place.line},col={one.place.column}"
    return f"::{kind} {place},title={title}::{_escaped(f'{one.message}；{one.hint}')}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
