"""Working days by the library's years and by the workspace's own files; never guessed."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from pipeline.errors import PipelineError
from pipeline.policies.workdays import Calendar, CalendarUnknown, read_calendar

NOTICE = """holidays = [
  { name = "元旦", first = 2026-12-31, last = 2027-01-03, workdays = [2026-12-27, 2027-01-09] },
  { name = "清明节", first = 2027-04-05, last = 2027-04-05 },
  { name = "国庆节", first = 2027-10-01, last = 2027-10-07, workdays = [] },
  { name = "春节", first = 2027-02-05, last = 2027-02-12 },
  { name = "劳动节", first = 2027-05-01, last = 2027-05-05 },
  { name = "端午节", first = 2027-06-09, last = 2027-06-09 },
  { name = "中秋节", first = 2027-09-15, last = 2027-09-15 },
]
"""


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        ("2025-06-09", "2025-06-13", 5),  # a plain week
        ("2025-06-13", "2025-06-16", 2),  # a weekend between
        ("2025-09-28", "2025-10-09", 4),  # a make-up Sunday, then the National Day holiday
        ("2024-09-29", "2024-10-12", 7),  # a make-up Sunday before it and a make-up Saturday after
        ("2026-02-14", "2026-02-28", 6),  # both make-up Saturdays of the Spring Festival
        ("2024-06-10", "2024-06-10", 0),  # Dragon Boat Festival, a Monday
        ("2025-06-16", "2025-06-13", 0),  # last before first
    ],
)
def test_working_days_follow_the_calendar(first: str, last: str, count: int) -> None:
    assert Calendar().working_days(day(first), day(last)) == count


def test_a_year_without_a_calendar_is_never_guessed() -> None:
    with pytest.raises(CalendarUnknown) as caught:
        Calendar().working_days(day("2026-12-30"), day("2027-01-05"))
    assert caught.value.year == 2027
    assert caught.value.remedy.startswith("在工作目录新建 holidays/2027.toml，")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "2027.toml").write_text(NOTICE, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("one", "worked"),
    [
        ("2026-12-31", False),  # the file of the next year has December's end
        ("2026-12-27", True),
        ("2026-12-30", True),  # the library's own year
        ("2027-01-01", False),
        ("2027-01-09", True),  # a Saturday worked
        ("2027-01-10", False),
        ("2027-04-05", False),
        ("2027-04-06", True),
    ],
)
def test_a_file_of_the_workspace_adds_a_year(folder: Path, one: str, worked: bool) -> None:
    assert read_calendar(folder).is_workday(day(one)) is worked


def test_a_file_of_the_workspace_is_read_before_the_library(tmp_path: Path) -> None:
    assert not Calendar().is_workday(day("2025-10-01"))
    names = ("元旦", "春节", "清明节", "劳动节", "端午节", "国庆节和中秋节")
    lines = (f'{{ name = "{name}", first = 2025-05-01, last = 2025-05-01 }}' for name in names)
    other = f"holidays = [{', '.join(lines)}]"
    (tmp_path / "2025.toml").write_text(other, encoding="utf-8")
    assert read_calendar(tmp_path).is_workday(day("2025-10-01"))


def test_a_workspace_without_files_has_the_library_alone(tmp_path: Path) -> None:
    assert read_calendar(tmp_path / "holidays") == Calendar()


@pytest.mark.parametrize(
    ("written", "instead", "said"),
    [
        ("holidays = [", "days = [", "缺 holidays；不认识 days"),
        ("first = 2027-04-05", 'first = "2027-04-05"', "第 2 行的 first 应是不带引号的日期"),
        ("last = 2027-04-05", "last = 2027-04-04", "末日 2027-04-05、2027-04-04 不对"),
        ("last = 2027-10-07", "last = 2028-10-07", "“国庆节”有不在 2027 年的日子"),
        ("first = 2027-04-05", "first = 2026-12-28", "“清明节”有不在 2027 年的日子"),
        ("2027-01-09]", "2027-01-08]", "调休上班日 2027-01-08 不是周末"),
        ("2026-12-27, ", "2027-01-02, ", "调休上班日 2027-01-02 不是周末，或正在放假"),
        ('"劳动节"', '"五一"', "缺 劳动：一年七个节日都要写"),
        ("workdays = []", "workdays = 0", "应是方括号里的一列不带引号的日期"),
        ("holidays", "holidays = holidays", "读不了：第 1 行第 12 列：等号后面不是值"),
        ('"元旦"', '"元\\u001b旦"', "第 1 行的 name 应是引号里的文字（一行，"),
        ('"元旦", ', '"元旦", "\\n" = 1, ', r"第 1 行不认识 \u000a"),
    ],
)
def test_a_wrong_file_is_named(folder: Path, written: str, instead: str, said: str) -> None:
    text = NOTICE.replace(written, instead, 1)
    (folder / "2027.toml").write_text(text, encoding="utf-8")
    with pytest.raises(PipelineError) as raised:
        read_calendar(folder)
    assert "2027.toml" in raised.value.message
    assert said in raised.value.message


def test_a_file_is_called_by_its_year(folder: Path) -> None:
    (folder / "2027.toml").rename(folder / "next.toml")
    with pytest.raises(PipelineError) as raised:
        read_calendar(folder)
    assert "文件名应是年份" in raised.value.message
