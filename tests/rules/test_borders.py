"""Thresholds at the figure itself, under policies that decide the open questions otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.dossier.workspace import load_workspace
from pipeline.lifecycle import place
from pipeline.rules.articles.article_06.conditions import mostly_not_front_line, too_few_members
from pipeline.rules.finding import Placed
from tests.rules.corpus import BASE, TODAY


def placed(members: int, front_line: int, *, leader_counts: bool = False) -> Placed:
    """The base studio with that many members, under a policy that counts the leader or not."""
    case = load_workspace(BASE).cases["2024/sample"]
    some = case.dossier.members[0]
    team = tuple(
        some.model_copy(update={"name": f"成员{n}", "front_line": n < front_line})
        for n in range(members)
    )
    case = replace(case, dossier=case.dossier.model_copy(update={"members": team}))
    stage = place(case, TODAY)
    counted = replace(stage.policy.application, leader_counts=leader_counts)
    policy = replace(stage.policy, application=counted)
    case = replace(case, rulebook=replace(case.rulebook, policies=(policy,)))
    return Placed(case=case, stage=stage, today=TODAY)


@pytest.mark.parametrize(
    ("members", "counts", "said"),
    [
        (3, False, ""),
        (2, False, "成员 2 人，要求 3 人以上；带头人不计入"),
        (2, True, ""),
        (1, True, "成员 2 人，要求 3 人以上；带头人计入"),
    ],
)
def test_three_members_with_or_without_the_leader(members: int, counts: bool, said: str) -> None:
    found = list(too_few_members(placed(members, members, leader_counts=counts)))
    assert bool(found) is bool(said)
    assert all(one.message.startswith(said) for one in found)


@pytest.mark.parametrize(
    ("members", "front_line", "enough"), [(4, 2, False), (4, 3, True), (5, 2, False), (5, 3, True)]
)
def test_half_is_not_mostly(members: int, front_line: int, enough: bool) -> None:
    assert (not list(mostly_not_front_line(placed(members, front_line)))) is enough
