"""The gaps as plain text: grouped by studio for a terminal, or as letters to paste."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

import click

from pipeline.articles import article_text
from pipeline.rules.lacking.cell import Gap, GapState
from pipeline.rules.reminders import letter
from pipeline.show.gaps_matrix import Matrix
from pipeline.show.table import display_width

_COLOURS = {GapState.OVERDUE: "red", GapState.MISSING: "yellow", GapState.PRESENT: "green"}


def gaps_text(cells: Iterable[Gap]) -> str:
    """One block for each studio; columns line up within the block, nothing is wrapped."""
    return "\n".join(
        line
        for _, found in itertools.groupby(cells, key=lambda cell: cell.studio)
        for line in _block(tuple(found))
    )


def _block(cells: tuple[Gap, ...]) -> Iterator[str]:
    missing = sum(cell.open for cell in cells)
    yield click.style(f"{cells[0].studio}  {cells[0].name}  缺 {missing} 项", bold=True)
    rows = [
        (
            cell.state.value,
            cell.period.partition("（")[0],
            cell.item,
            cell.detail,
            cell.due.isoformat() if cell.due else "",
            article_text(cell.article),
            cell.next_step,
        )
        for cell in cells
    ]
    widths = [max(map(display_width, column)) for column in zip(*rows, strict=True)]
    for cell, row in zip(cells, rows, strict=True):
        padded = [
            text + " " * (width - display_width(text))
            for text, width in zip(row, widths, strict=True)
            if width
        ]
        padded[0] = click.style(padded[0], fg=_COLOURS.get(cell.state))
        yield f"  {'  '.join(padded).rstrip()}"
    yield ""


def reminder_text(matrix: Matrix) -> str:
    """One letter for each leader, with a rule of dashes between them that is not to be pasted."""
    blocks = []
    for reminder in matrix.reminders:
        head = f"──── {reminder.leader} {reminder.studio} ────"
        blocks.append("\n".join((head, *letter(reminder, matrix.today), "")))
    return "\n".join(blocks)
