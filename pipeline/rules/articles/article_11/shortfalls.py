"""Art. 6(六)(七), 10, 11: what the union states of a year that is over is a gap of its ledgers."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from pipeline.dossier.acts.cycle import ShortfallStatement
from pipeline.dossier.paths import owner_of_file
from pipeline.rules.finding import INTAKE, LEDGERS, RECORD, Finding, Placed, Rule
from pipeline.rules.lacking.cell import GapState
from pipeline.rules.lacking.cells import cells_of
from pipeline.rules.rows import forbids, hints
from pipeline.rules.waiving.stated import periods


def _statements(p: Placed) -> Iterator[ShortfallStatement]:
    """Those that were made. Of one who was never named, A07-5a speaks."""
    for act in p.stage.of("缺项认定") if p.stage.cycle else ():
        if isinstance(act.record, ShortfallStatement) and act.date <= p.today:
            yield act.record


def _states(p: Placed, one: ShortfallStatement) -> Mapping[str, GapState]:
    """The items of its period → how they stood when the union stated it, but for the statement."""
    before = one.date - datetime.timedelta(days=1)
    files = (owner_of_file(file).ledger_year for file in p.case.unread)
    unread = frozenset(year for year in files if year is not None)
    cells = cells_of(p.case, p.stage, before, unread)
    return {cell.item: cell.state for cell in cells if cell.period.partition("（")[0] == one.period}


def no_such_item(p: Placed) -> Iterator[Finding]:
    """10: a statement is of a period of the cycle and of an item of its ledgers."""
    ends = periods(p.stage)
    for one in _statements(p):
        items = _states(p, one)
        if one.period not in ends:
            yield Finding(
                one.marks.at("期间"),
                f"缺项认定 {one.date} 的期间“{one.period}”不在本周期里",
                f"期间：{'、'.join(ends)}；与 studio gaps 里的写法相同。",
            )
        elif items and one.item not in items and ends[one.period] < one.date:
            yield Finding(
                one.marks.at("项目"),
                f"缺项认定 {one.date}：{one.period}没有“{one.item}”这一项",
                f"{one.period}的项目：{'、'.join(items)}。",
            )


def not_over_yet(p: Placed) -> Iterator[Finding]:
    """10: what can still be done is not stated to lack."""
    ends = periods(p.stage)
    for one in _statements(p):
        last = ends.get(one.period)
        if last and one.date <= last:
            yield Finding(
                one.marks.at("期间"),
                f"缺项认定 {one.date} 时，{one.period}到 {last} 才过完，还可以办",
                "期间过完以后再认定；核对日期。",
            )


def nothing_lacks(p: Placed) -> Iterator[Finding]:
    """10: a statement is of something that lacks; entered since, it is of no use any more."""
    seen: set[tuple[str, str]] = set()
    for one in _statements(p):
        state = _states(p, one).get(one.item)
        again = (one.period, one.item) in seen
        seen.add((one.period, one.item))
        if again or state in (GapState.PRESENT, GapState.NOT_APPLICABLE):
            why = "已经认定过" if again else "台账里有" if state is GapState.PRESENT else "不要求"
            yield Finding(
                one.marks.at("项目"),
                f"缺项认定 {one.date}：{one.period}的“{one.item}”{why}",
                "重复记的，删去一项。"
                if again
                else "后来补记了的，不用改；认定有误的，核对期间和项目。",
            )


RULES: tuple[Rule, ...] = (
    forbids(
        "A11-5f",
        "10",
        "认定的缺项不是台账的一项",
        no_such_item,
        "application.exchange_year",
        needs=RECORD | INTAKE,
        parts=LEDGERS,
        about=("缺项认定",),
    ),
    forbids(
        "A11-5g",
        "10",
        "期间没有过完就认定缺项",
        not_over_yet,
        "application.exchange_year",
        needs=RECORD | INTAKE,
        about=("缺项认定",),
    ),
    hints("A11-5h", "10", "认定的项目并不缺", nothing_lacks, about=("缺项认定",)),
)
