"""A plain table on stdout: columns by display width, so that Chinese lines up."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Sequence


def display_width(text: str) -> int:
    """Columns that `text` takes on a terminal: wide characters count two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def print_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows of text; on a terminal with rules and wrapping, else as plain columns."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    width = None if sys.stdout.isatty() else 200
    Console(width=width, highlight=False).print(table)
