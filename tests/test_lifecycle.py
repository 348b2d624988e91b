"""Acts to stages: the sample studios stand where their records put them."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.acts import ENDS, acts_under
from pipeline.dossier.workspace import Loaded, load_workspace
from pipeline.due import due_acts
from pipeline.leaders import leader_on
from pipeline.lifecycle import Phase, Stage, cycle_of, name_on, paid, place
from pipeline.owed.duty import Due
from pipeline.policies import built_in
from pipeline.policies.sections import Payment

TODAY = datetime.date(2026, 11, 23)
FUNDS = built_in().on(TODAY).funds


@pytest.fixture(scope="module")
def loaded(root: Path) -> Loaded:
    return load_workspace(root)


def stage(loaded: Loaded, key: str, day: datetime.date = TODAY) -> Stage:
    return place(loaded.cases[key], day)


def due_on(loaded: Loaded, key: str, day: datetime.date = TODAY) -> tuple[Due, ...]:
    return due_acts(loaded.cases[key], stage(loaded, key, day), day)


@pytest.mark.parametrize(
    ("key", "phase"),
    [
        ("2024/zhang-jianye", Phase.ARCHIVED),
        ("2024/sun-lihua", Phase.ARCHIVED),
        ("2025/guo-tiezhu", Phase.RUNNING),
        ("2025/pan-yulan", Phase.RUNNING),
        ("2025/he-guangming", Phase.ARCHIVED),
        ("2025/tian-xiuzhen", Phase.ARCHIVED),
        ("2025/shi-yongfu", Phase.CANCELLED),
        ("2026/liang-jun", Phase.APPLIED),
    ],
)
def test_samples_stand_where_their_acts_put_them(loaded: Loaded, key: str, phase: Phase) -> None:
    assert stage(loaded, key).phase is phase


def test_the_cycle_runs_two_years_from_the_naming(loaded: Loaded) -> None:
    cycle = stage(loaded, "2024/zhang-jianye").cycle
    assert cycle == (datetime.date(2024, 6, 26), datetime.date(2026, 6, 25))
    years = stage(loaded, "2024/zhang-jianye").cycle_years
    assert years[0][1] + datetime.timedelta(days=1) == years[1][0]
    assert years[1][1] == cycle[1]


def test_a_policy_may_count_the_cycle_from_the_plaque(loaded: Loaded) -> None:
    policy = stage(loaded, "2024/zhang-jianye").policy
    other = replace(policy, cycle=replace(policy.cycle, starts="挂牌"))
    named, unveiled = datetime.date(2024, 6, 26), datetime.date(2024, 7, 3)
    assert cycle_of({"命名": named}, other) == (named, datetime.date(2026, 6, 25))
    assert cycle_of({"命名": named, "挂牌": unveiled}, other) == (
        unveiled,
        datetime.date(2026, 7, 2),
    )
    assert cycle_of({"挂牌": unveiled}, other) is None


def test_a_studio_put_off_and_named_later_counts_from_its_own_naming(loaded: Loaded) -> None:
    key = "2025/pan-yulan"
    assert stage(loaded, key).cycle == (datetime.date(2025, 10, 22), datetime.date(2027, 10, 21))
    (waiting,) = due_on(loaded, key, datetime.date(2025, 6, 2))
    assert (waiting.act, waiting.detail) == ("党委同意", "补充审定")
    check = next(one for one in due_on(loaded, key) if one.act == "中期检查")
    assert check.by == datetime.date(2027, 1, 22), "put off by the general act"


def test_after_the_cycle_a_running_studio_awaits_re_review(loaded: Loaded) -> None:
    late = datetime.date(2027, 6, 1)
    assert stage(loaded, "2025/guo-tiezhu", late).phase is Phase.REREVIEW_DUE
    assert "周期末复核" in {due.act for due in due_on(loaded, "2025/guo-tiezhu", late)}


def test_each_year_end_inside_the_cycle_asks_for_a_self_assessment(loaded: Loaded) -> None:
    assert stage(loaded, "2024/zhang-jianye").assessed_years == (2024, 2025)
    # Struck off in September 2025: the second year end lies after the end.
    assert stage(loaded, "2024/sun-lihua").assessed_years == (2024,)


def test_a_new_leader_changes_name_and_leader_from_the_renaming_on(loaded: Loaded) -> None:
    case = loaded.cases["2024/zhao-guoqing"]
    placed = stage(loaded, case.key)
    before, after = datetime.date(2025, 9, 23), datetime.date(2025, 9, 24)
    assert name_on(case, placed, before) == "赵国庆劳模创新工作室"
    assert name_on(case, placed, after) == "刘芳职工创新工作室"
    assert leader_on(case, placed, before).name == "赵国庆"
    assert leader_on(case, placed, after).name == "刘芳"


def test_money_paid_counts_up_to_a_day(loaded: Loaded) -> None:
    placed = stage(loaded, "2024/zhang-jianye")
    first = placed.of("首笔划拨")[0].date
    assert paid(placed, first - datetime.timedelta(days=1)) == 0
    assert paid(placed, first) == 10_000_00
    assert paid(placed, TODAY) == 20_000_00
    assert paid(stage(loaded, "2024/sun-lihua"), TODAY) == 10_000_00


def test_what_is_due_names_day_person_and_obstacle(loaded: Loaded) -> None:
    due = {one.act: one for one in due_on(loaded, "2025/wu-haibo")}
    assert due["中期检查"].by == datetime.date(2027, 1, 14)
    assert due["中期检查"].detail == "整改后复查，整改期限 2026-12-15"
    assert due["二笔划拨"].blocked_by == "整改后复查尚未通过"
    (next_act,) = due_on(loaded, "2026/liang-jun")
    assert (next_act.act, next_act.who) == ("专家评审", "校工会")


def test_the_table_of_acts_only_looks_back() -> None:
    last = Payment(amount=1, after="周期末复核", within_days=30)
    for payments in (FUNDS.payments, (*FUNDS.payments, last), FUNDS.payments[1:], (last,)):
        rules = acts_under(payments)
        names = [rule.name for rule in rules]
        for rule in rules:
            for needed in (*rule.after, *rule.after_any):
                assert names.index(needed) < names.index(rule.name), (rule.name, needed)


def test_what_the_committee_did_counts_for_those_it_had_before_it(loaded: Loaded) -> None:
    """Reviewed, but not on its list: not named. Neither reviewed nor listed: it did nothing."""
    case = loaded.cases["2025/xu-ming"]
    assert case.intake and case.intake.committee and case.intake.naming and case.record
    others = ("guo-tiezhu", "wu-haibo")
    committee = case.intake.committee.model_copy(update={"approved": others})
    naming = case.intake.naming.model_copy(update={"named": others})
    intake = case.intake.model_copy(update={"committee": committee, "naming": naming})
    reviewed = place(replace(case, intake=intake), TODAY)
    assert [act.name for act in reviewed.of("工会委员会研究")] == ["工会委员会研究"]
    assert not reviewed.of("请示") and not reviewed.of("命名")
    first = tuple(act for act in case.record.acts if act.act != "专家评审")
    record = case.record.model_copy(update={"acts": first})
    assert not place(replace(case, intake=intake, record=record), TODAY).of("工会委员会研究")


def test_these_acts_end_a_cycle() -> None:
    assert {"取消命名", "取消称号"} == ENDS
