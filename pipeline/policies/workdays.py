"""Which days are working days: the workspace's own holiday files, then chinesecalendar's years.

Only the State Council's yearly notice says so; a year that neither knows is never guessed. A file
`holidays/2027.toml` lists that notice holiday by holiday, with the days worked instead.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.diagnostics import visible
from pipeline.errors import PipelineError, cause
from pipeline.policies.shape import filled
from pipeline.toml_file import BadToml, read_toml, toml_files

HOLIDAYS_FOLDER = "holidays"
_ONE_DAY = datetime.timedelta(days=1)
_SATURDAY = 5


def _example(year: int) -> str:
    return f'{{ name = "元旦", first = {year}-01-01, last = {year}-01-03, workdays = [] }}'


_ADVICE = f"每个节日一行，写成 {_example(2027)}。"


class CalendarUnknown(LookupError):
    """No calendar has the days of a year. `year` says which, `file` where to write them and
    `remedy` how."""

    def __init__(self, year: int) -> None:
        super().__init__(year)
        self.year = year

    @property
    def file(self) -> str:
        return f"{HOLIDAYS_FOLDER}/{self.year}.toml"

    @property
    def remedy(self) -> str:
        return (
            f"在工作目录新建 {self.file}，照国务院的放假通知每个节日一行，写成 holidays = "
            f"[ {_example(self.year)}, … ]（放假首日、末日、调休上班的日子）；不要自行推算。"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """One holiday of a notice: its first and last day off, and the weekend days worked for it."""

    name: str
    first: datetime.date
    last: datetime.date
    workdays: tuple[datetime.date, ...] | None = None

    @property
    def days_off(self) -> Iterator[datetime.date]:
        for offset in range((self.last - self.first).days + 1):
            yield self.first + offset * _ONE_DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class _Notice:
    holidays: tuple[Holiday, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """`years` are those that the workspace's files cover; `changed` says of each day that is not
    as its weekday has it whether it is worked."""

    years: frozenset[int] = frozenset()
    changed: Mapping[datetime.date, bool] = field(default_factory=dict)

    def is_workday(self, day: datetime.date) -> bool:
        """Whether offices work on `day`. Raises CalendarUnknown for years nobody knows."""
        if day in self.changed:
            return self.changed[day]
        if day.year in self.years:
            return day.weekday() < _SATURDAY
        import chinese_calendar

        try:
            return bool(chinese_calendar.is_workday(day))
        except NotImplementedError as error:
            raise CalendarUnknown(day.year) from error

    def working_days(self, first: datetime.date, last: datetime.date) -> int:
        """Working days from `first` to `last`, both included. Raises CalendarUnknown."""
        return sum(
            self.is_workday(first + offset * _ONE_DAY) for offset in range((last - first).days + 1)
        )


def read_calendar(folder: Path) -> Calendar:
    """The calendar of a workspace's holiday files. Raises PipelineError that names the file."""
    years: set[int] = set()
    changed: dict[datetime.date, bool] = {}
    for path in toml_files(folder, folder.name):
        shown = f"{folder.name}/{visible(path.name)}"
        faults: list[str] = []
        if not re.fullmatch("[12][0-9]{3}", path.stem):
            faults.append("文件名应是年份，如 2027.toml")
        else:
            year = int(path.stem)
            notice = filled(_Notice, _parsed(path, shown), faults)
            faults += _faults(notice, year) if notice else ()
        if faults or notice is None:
            raise PipelineError(f"节假日文件 {shown}：{'；'.join(faults)}", _ADVICE)
        years.add(year)
        for one in notice.holidays:
            changed |= dict.fromkeys(one.days_off, False) | dict.fromkeys(one.workdays or (), True)
    return Calendar(years=frozenset(years), changed=changed)


def _parsed(path: Path, shown: str) -> dict[str, object]:
    try:
        return read_toml(path)
    except BadToml as error:
        raise PipelineError(f"节假日文件 {shown} 读不了：{error}", _ADVICE) from error
    except OSError as error:
        raise PipelineError(f"节假日文件 {shown} 读不了：{cause(error)}") from error


#: The statutory holidays of every year; two that meet may stand in one line.
_HOLIDAYS = ("元旦", "春节", "清明", "劳动", "端午", "中秋", "国庆")


def _faults(notice: _Notice, year: int) -> Iterator[str]:
    """Slips of a clerk that would shift a deadline in silence."""
    named = "、".join(one.name for one in notice.holidays)
    if missing := [name for name in _HOLIDAYS if name not in named]:
        yield f"缺 {'、'.join(missing)}：一年七个节日都要写，不放假的也写当天"
    off = [day for one in notice.holidays for day in (*one.days_off,)[:31]]
    for one in notice.holidays:
        days = (one.first, one.last, *(one.workdays or ()))
        # The holiday of New Year may begin, or be worked for, in the last days of December.
        before = (year - 1, 12) if one.name.startswith("元旦") else None
        if any(day.year != year and (day.year, day.month) != before for day in days):
            yield f"“{one.name}”有不在 {year} 年的日子"
        elif not 0 <= (one.last - one.first).days < 31:
            yield f"“{one.name}”的放假首日、末日 {one.first}、{one.last} 不对"
        for day in one.workdays or ():
            if day.weekday() < _SATURDAY or day in off:
                yield f"“{one.name}”的调休上班日 {day} 不是周末，或正在放假"
