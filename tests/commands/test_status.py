"""Due dates as a calendar: read back by a small parser of RFC 5545."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.owed.duty import Due
from pipeline.show.icalendar import due_calendar
from pipeline.show.status_rows import StatusRow
from tests.commands.runs import DAY, runner

Event = dict[str, str]


def events(data: bytes) -> list[Event]:
    """Unfold, split, unescape; asserts the shape that RFC 5545 asks."""
    assert data.endswith(b"\r\n")
    for octets in data[:-2].split(b"\r\n"):
        assert b"\n" not in octets and b"\r" not in octets
        assert len(octets) <= 75
        octets.decode()  # no character is cut in two
    lines = data.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert "VERSION:2.0" in lines
    assert any(line.startswith("PRODID:") for line in lines)
    found: list[Event] = []
    for line in lines[1:-1]:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and line != "END:VEVENT":
            assert name not in found[-1]
            found[-1][name] = unescaped(value)
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == len(found)
    return found


def unescaped(value: str) -> str:
    out, rest = "", iter(value)
    for character in rest:
        if character == "\\":
            escaped = next(rest)
            out += {"n": "\n"}.get(escaped, escaped)
        else:
            assert character not in ";,"
            out += character
    return out


DUE = Due(act="复核", by=datetime.date(2027, 1, 31), who="校工会")


def row(due: Due = DUE, name: str = "甲工作室") -> StatusRow:
    return StatusRow(studio="2025/a", name=name, phase="待复核", next=(due,))


def test_the_samples_make_one_event_for_each_day_due(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = runner(root, capsys)
    rows = json.loads(run("status", "--format", "json").out)
    wanted = [due["by"].replace("-", "") for row in rows for due in row["next"] if due["by"]]
    found = events(run("status", "--format", "ics").out.encode())
    assert [event["DTSTART;VALUE=DATE"] for event in found] == wanted
    assert len({event["UID"] for event in found}) == len(found) > 0
    assert {event["DTSTAMP"] for event in found} == {"20261123T000000Z"}


def test_output_writes_the_calendar(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "due.ics"
    assert runner(root, capsys)("status", "--format", "ics", "--output", str(target)).code == 0
    assert events(target.read_bytes())


def test_an_event_says_who_what_and_what_blocks() -> None:
    (event,) = events(
        due_calendar([row(replace(DUE, blocked_by="中期检查尚未通过", detail="2026年度"))], DAY)
    )
    assert event["SUMMARY"] == "甲工作室：复核（2026年度）〔校工会〕"
    assert event["DESCRIPTION"].splitlines() == [
        "编号：2025/a",
        "阶段：待复核",
        "谁办：校工会",
        "障碍：中期检查尚未通过",
    ]
    assert event["DTEND;VALUE=DATE"] == "20270201"


def test_a_day_that_passed_is_said() -> None:
    (event,) = events(due_calendar([row(replace(DUE, by=datetime.date(2026, 11, 22)))], DAY))
    assert "截至 2026-11-23 已过期" in event["DESCRIPTION"]


def test_uid_stays_when_the_day_moves() -> None:
    one, other = (
        events(due_calendar([row(replace(DUE, by=day))], DAY))[0]
        for day in (datetime.date(2027, 1, 31), datetime.date(2027, 2, 1))
    )
    assert one["UID"] == other["UID"]


@pytest.mark.parametrize(
    "name", ["a;b,c\\d", "换\n行\r\nEND:VEVENT", "名" * 200, "\U00020bb7" * 40, "a" * 74 + "名"]
)
def test_any_name_survives_folding_and_escaping(name: str) -> None:
    (event,) = events(due_calendar([row(name=name)], DAY))
    assert event["SUMMARY"] == "\n".join(name.splitlines()) + "：复核〔校工会〕"


def test_acts_without_a_day_stay_out() -> None:
    assert events(due_calendar([row(replace(DUE, by=None))], DAY)) == []


@pytest.mark.parametrize("file", ["2025/xu-ming/record.yaml", "2025/intake.yaml"])
def test_without_the_union_s_files_no_stage_is_guessed(
    workspace: Callable[..., Path], capsys: pytest.CaptureFixture[str], file: str
) -> None:
    root = workspace("2025/xu-ming")
    path = root / "dossiers" / file
    path.write_text(path.read_text(encoding="utf-8") + "多余: [\n", encoding="utf-8")
    (row,) = json.loads(runner(root, capsys)("status", "--format", "json").out)
    assert row["phase"] == "阶段不明"
    assert [(due["act"], due["who"]) for due in row["next"]] == [(f"改正 {path.name}", "校工会")]
