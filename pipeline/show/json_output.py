"""JSON on stdout, readable in whatever encoding the console has."""

from __future__ import annotations

import json
import sys

import click


def json_text(value: object) -> str:
    """`value` as JSON. A console that is not UTF-8 (GBK on Windows) gets ASCII with JSON's own
    escapes: a rare character would otherwise be escaped Python's way, which no reader takes."""
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "")
    return json.dumps(value, ensure_ascii=encoding != "utf8", indent=1)


def print_json(value: object) -> None:
    """`value` on stdout, in the form of `json_text`."""
    click.echo(json_text(value))
