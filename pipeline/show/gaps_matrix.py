"""The cells of the ledger matrix laid out in lines and columns, as a page or a sheet shows them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.dossier.ledger import RECOGNITION, class_rank
from pipeline.leaders import leader_on
from pipeline.rules.check import Checked
from pipeline.rules.lacking.cell import Gap, GapState
from pipeline.rules.reminders import Reminder, reminders

#: Where several cells fall into one square, the first of these decides.
_GRAVEST = (
    GapState.OVERDUE,
    GapState.MISSING,
    GapState.NOT_DUE,
    GapState.STATED,
    GapState.PRESENT,
    GapState.NOT_APPLICABLE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    group: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Square:
    """One square: its state, in a word why, and until when."""

    state: GapState
    note: str
    until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixLine:
    """One studio in one period. `first_of` is the number of its studio's lines on the first."""

    studio: str
    name: str
    leader: str
    period: str
    first_of: int
    squares: Mapping[Column, Square]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """All that a page or a sheet of gaps shows, as of `today`."""

    today: datetime.date
    columns: tuple[Column, ...]
    lines: tuple[MatrixLine, ...]
    cells: tuple[Gap, ...]
    reminders: tuple[Reminder, ...]

    @property
    def counts(self) -> dict[GapState, int]:
        return {state: sum(cell.state is state for cell in self.cells) for state in GapState}

    @property
    def studios(self) -> int:
        return len({cell.studio for cell in self.cells})


def lay_out(checked: Checked, cells: tuple[Gap, ...], today: datetime.date) -> Matrix:
    """Lines in the order of the cells; columns by ledger class."""
    columns = dict.fromkeys(_column(cell) for cell in cells)
    by_studio: dict[str, dict[str, list[Gap]]] = {}
    for cell in cells:
        by_studio.setdefault(cell.studio, {}).setdefault(cell.period, []).append(cell)
    lines = tuple(
        MatrixLine(
            studio=key,
            name=gaps[0].name,
            leader=leader_on(checked.loaded.cases[key], checked.stages[key], today).name,
            period=period,
            first_of=0 if index else len(periods),
            squares=_squares(gaps),
        )
        for key, periods in by_studio.items()
        for index, (period, gaps) in enumerate(periods.items())
    )
    return Matrix(
        today=today,
        columns=tuple(sorted(columns, key=lambda column: class_rank(column.group))),
        lines=lines,
        cells=cells,
        reminders=reminders(checked, cells, today),
    )


def _column(gap: Gap) -> Column:
    """The recognition of one result is one of many in the column of that name."""
    single = gap.item.startswith(f"{RECOGNITION}：")
    return Column(group=gap.ledger_class, title=RECOGNITION if single else gap.item)


def _squares(gaps: Iterable[Gap]) -> dict[Column, Square]:
    by_column: dict[Column, list[Gap]] = {}
    for gap in gaps:
        by_column.setdefault(_column(gap), []).append(gap)
    return {column: _square(found) for column, found in by_column.items()}


def _square(gaps: list[Gap]) -> Square:
    gravest = min(gaps, key=lambda gap: _GRAVEST.index(gap.state))
    if len(gaps) > 1:
        return Square(state=gravest.state, note=f"{len(gaps)} 项")
    settled = gravest.state in (GapState.PRESENT, GapState.NOT_APPLICABLE, GapState.STATED)
    until = "" if settled or gravest.due is None else gravest.due.isoformat()
    return Square(state=gravest.state, note=gravest.detail, until=until)
