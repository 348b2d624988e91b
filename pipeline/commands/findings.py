"""Findings as people and machines read them: text with the source line, JSON, SARIF, GitHub."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable

import click

from pipeline import __name__ as package
from pipeline.diagnostics import Diagnostic, Report, Severity, visible
from pipeline.dossier.load import Case
from pipeline.dossier.workspace import Loaded

FORMATS = ("text", "json", "sarif", "github")
_CHINESE = "零一二三四五六七八九十"
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def article_text(article: str) -> str:
    """ "6.2" → 第六条（二）; "" → ""."""
    if not article:
        return ""
    number, _, paragraph = article.partition(".")
    tens, ones = divmod(int(number), 10)
    name = ("十" if tens else "") + (_CHINESE[ones] if ones or not tens else "")
    return f"第{name}条" + (f"（{_CHINESE[int(paragraph)]}）" if paragraph else "")


def write_findings(report: Report, loaded: Loaded, form: str) -> None:
    """Print the whole report on stdout; the summary of the text form on stderr."""
    if form == "json":
        click.echo(json.dumps([one.as_json() for one in report], ensure_ascii=False, indent=1))
    elif form == "sarif":
        click.echo(json.dumps(_sarif(report), ensure_ascii=False, indent=1))
    elif form == "github":
        for one in report:
            click.echo(_github(one))
    else:
        for one in report:
            _print(one, loaded.cases.values())
        _summary(report, loaded)


def one_line(one: Diagnostic) -> str:
    """`file:line:column: 级别 代码 what〔article〕；what to do`."""
    asked = f"〔{article_text(one.article)}〕" if one.article else ""
    related = "".join(f"（另见 {place}）" for place in one.related)
    return f"{one.place}: {one.severity.label} {one.code} {one.message}{asked}{related}；{one.hint}"


def _print(one: Diagnostic, cases: Iterable[Case]) -> None:
    head, _, rest = one_line(one).partition(f": {one.severity.label} ")
    colour = _COLOURS[one.severity]
    click.echo(
        f"{click.style(head, bold=True)}: {click.style(one.severity.label, fg=colour)} {rest}"
    )
    for case in cases:
        source = case.sources.get(one.place.file)
        if source is not None:
            line = visible(source.line(one.place.line), 100)
            width = sum(_width(c) for c in line[: one.place.column - 1])
            click.echo(f"    {line}\n    {' ' * width}{click.style('^', fg=colour)}")
            return


def _width(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _summary(report: Report, loaded: Loaded) -> None:
    studios = len(loaded.cases) + len(loaded.unusable)
    counts = "，".join(
        f"{report.count(severity)} 个{severity.label}" for severity in Severity
        if report.count(severity)
    )  # fmt: skip
    click.echo(f"检查了 {studios} 个工作室：{counts or '没有发现问题'}。", err=True)


def _github(one: Diagnostic) -> str:
    kind = {"error": "error", "warning": "warning", "note": "notice"}[one.severity.value]
    text = f"{one.message}；{one.hint}".replace("%", "%25").replace("\n", "%0A")
    place = f"file={one.place.file},line={one.place.line},col={one.place.column}"
    return f"::{kind} {place},title={one.code} {article_text(one.article)}::{text}"


def _sarif(report: Report) -> dict[str, object]:
    codes = sorted({one.code for one in report})
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": package, "rules": [{"id": code} for code in codes]}},
                "columnKind": "unicodeCodePoints",
                "results": [
                    {
                        "ruleId": one.code,
                        "level": one.severity.value,
                        "message": {"text": f"{one.message}；{one.hint}"},
                        "locations": [_location(one.place.file, one.place.line, one.place.column)],
                        "relatedLocations": [
                            _location(place.file, place.line, place.column) for place in one.related
                        ],
                    }
                    for one in report
                ],
            }
        ],
    }


def _location(file: str, line: int, column: int) -> dict[str, object]:
    from urllib.parse import quote

    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(file)},
            "region": {"startLine": line, "startColumn": column},
        }
    }
