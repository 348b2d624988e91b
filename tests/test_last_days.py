"""What `due` calls the last day, the rules take as in time; the day after, they call it late.

The two compute the day from the policy each in its own place; a clerk who trusts `status` must
not be blamed by `check`.
"""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.dossier.load import Case
from pipeline.dossier.workspace import load_workspace
from pipeline.due import due_acts
from pipeline.lifecycle import Act, place
from pipeline.rules.check import check_workspace
from tests.conftest import ROOT, SAMPLE_DAY

ONE = datetime.timedelta(days=1)
#: Late enough for every act to have happened.
TODAY = datetime.date(2027, 12, 31)
FINISHED = sorted(path.parent.name for path in (ROOT / "dossiers/2024").glob("*/record.yaml"))
#: Judged late once it is recorded, by rules of their own: codes of the act.
LATE = {
    "推荐申报": ("A07-1a",),
    "首笔划拨": ("A09-1d",),
    "二笔划拨": ("A09-1d",),
    "中期检查": ("A09-4a", "A09-4e"),  # the first one, and that after the time to mend
    "年度自评备案": ("A11-1c",),
    "周期末复核": ("A12-3a",),
}
#: Told while it is missing.
OPEN = {"中期检查": "A07-5e", "周期末复核": "A07-5e", "年度自评备案": "A11-1a"}


def last_days(case: Case) -> Iterator[tuple[Act, datetime.date]]:
    """Each recorded act with the last day that was told on the eve of it."""
    for act in place(case, TODAY).acts:
        eve = act.date - ONE
        told = [one for one in due_acts(case, place(case, eve), eve) if one.act == act.name]
        if act.name in LATE and told and told[0].by:
            yield act, told[0].by


def late(root: Path, act: Act, line: int) -> bool:
    report = check_workspace(load_workspace(root), TODAY).report
    return any(
        one.code in LATE[act.name] and one.place.line == line
        for one in report
        if one.place.file.endswith("/record.yaml")
    )


#: Between them they have every act; the others are for `make test-all`.
DAILY = ("zhang-jianye", "sun-lihua")


@pytest.mark.parametrize(
    "slug",
    [pytest.param(one, marks=() if one in DAILY else pytest.mark.thorough) for one in FINISHED],
)
def test_the_last_day_told_is_the_last_in_time(slug: str, tmp_path: Path) -> None:
    folder = tmp_path / "dossiers/2024" / slug
    shutil.copytree(ROOT / "dossiers/2024" / slug, folder)
    shutil.copy(ROOT / "dossiers/2024/intake.yaml", folder.parent)
    record = folder / "record.yaml"
    written = record.read_text(encoding="utf-8").splitlines(keepends=True)
    found = list(last_days(load_workspace(tmp_path).cases[f"2024/{slug}"]))
    assert {act.name for act, _ in found} >= {"推荐申报", "首笔划拨", "中期检查"}
    for act, day in found:
        if not act.place.file.endswith("record.yaml"):
            continue  # a share of what several got stands in the intake
        line = act.record.marks.at("日期").line
        for moved, expected in ((day, False), (day + ONE, True)):
            lines = written.copy()
            assert str(act.date) in lines[line - 1]
            lines[line - 1] = lines[line - 1].replace(str(act.date), str(moved))
            record.write_text("".join(lines), encoding="utf-8")
            assert late(tmp_path, act, line) is expected, (act.name, moved)


def test_what_was_not_done_is_told_by_the_rules_the_day_after_its_last(root: Path) -> None:
    loaded = load_workspace(root)
    stages = {key: place(case, SAMPLE_DAY) for key, case in loaded.cases.items()}
    dues = {
        (key, one.act, one.by)
        for key, case in loaded.cases.items()
        for one in due_acts(case, stages[key], SAMPLE_DAY)
        if one.by and one.by >= SAMPLE_DAY and one.act in OPEN
    }
    assert {act for _, act, _ in dues} == set(OPEN)
    for day in {day for _, _, day in dues}:
        before, after = (
            {
                (one.place.file.removeprefix("dossiers/").rpartition("/")[0], str(one.code))
                for one in check_workspace(loaded, today).report
                if str(day) in one.message
            }
            for today in (day, day + ONE)
        )
        for key, act, _ in (one for one in dues if one[2] == day):
            assert (key, OPEN[act]) in after - before, (key, act, day)
