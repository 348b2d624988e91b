"""What “每年” means is the policy's word; and judging grows with the studios, not faster."""

from __future__ import annotations

import dataclasses
import datetime
import sys

from pipeline.dossier.load import Slug
from pipeline.dossier.workspace import load_workspace
from pipeline.lifecycle import Stage, place
from pipeline.names.comparison import ComparedName
from pipeline.rules.check import check_workspace
from pipeline.rules.facts import Membership, counted_years
from tests.rules.corpus import BASE, TODAY


def with_calendar_years(stage: Stage) -> Stage:
    changed = dataclasses.replace(stage.policy.application, exchange_year="自然年")
    return dataclasses.replace(stage, policy=dataclasses.replace(stage.policy, application=changed))


def test_cycle_years_and_calendar_years() -> None:
    case = load_workspace(BASE).cases["2024/sample"]
    stage = place(case, TODAY)
    by_cycle = [(y.label, y.first, len(y.exchanges)) for y in counted_years(case, stage)]
    assert by_cycle == [
        ("第一周期年", datetime.date(2024, 6, 26), 4),
        ("第二周期年", datetime.date(2025, 6, 26), 4),
    ]
    by_calendar = counted_years(case, with_calendar_years(stage))
    assert [(y.label, len(y.exchanges)) for y in by_calendar] == [("2025年", 4)]


def test_a_policy_may_have_cycles_of_more_than_nine_years() -> None:
    case = load_workspace(BASE).cases["2024/sample"]
    stage = place(case, TODAY)
    longer = dataclasses.replace(stage.policy.cycle, years=11)
    stage = dataclasses.replace(stage, policy=dataclasses.replace(stage.policy, cycle=longer))
    assert [year.label for year in counted_years(case, stage)][8:] == [
        "第九周期年",
        "第十周期年",
        "第十一周期年",
    ]


def test_a_member_belongs_from_joining_to_the_day_of_leaving() -> None:
    team = Membership.of(load_workspace(BASE).cases["2024/sample"])
    joined, name = datetime.date(2025, 4, 8), ComparedName("周一凡")
    assert not team.belongs(name, joined - datetime.timedelta(days=1))
    assert team.belongs(name, joined)
    assert team.count_on(joined) == 4


def test_rules_look_at_each_studio_a_bounded_number_of_times() -> None:
    """Copies of one studio: four times as many take four times as many calls, and hardly more.

    Calls are counted, not seconds: every machine counts the same.
    """
    loaded = load_workspace(BASE, ["2024/sample"])
    case = loaded.cases["2024/sample"]

    def calls(count: int) -> int:
        cases = {f"2024/s{n}": dataclasses.replace(case, slug=Slug(f"s{n}")) for n in range(count)}
        many = dataclasses.replace(loaded, cases=cases)
        counted = 0

        def count_one(frame: object, event: str, argument: object) -> None:
            nonlocal counted
            counted += event == "call"

        before = sys.getprofile()
        sys.setprofile(count_one)
        try:
            check_workspace(many, TODAY)
        finally:
            sys.setprofile(before)
        return counted

    calls(2)  # what is read once is read here
    assert calls(40) < calls(10) * 4 * 1.2
