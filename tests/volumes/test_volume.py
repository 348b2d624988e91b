"""A volume's number follows the scheme that the policy chose."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from pipeline.policies import built_in
from pipeline.volumes.volume import reference


@pytest.mark.parametrize(
    ("scheme", "number"),
    [
        ("全宗-门类·年度-期限-机构-件号", "DQ16-WS·2024-Y-GH03"),
        ("全宗-门类·年度·期限·机构-件号", "DQ16-WS·2024·Y·GH03"),
        ("年度-全宗-机构", "2024-DQ16-GH03"),
    ],
)
def test_the_scheme_orders_the_parts(scheme: str, number: str) -> None:
    policy = built_in().on(datetime.date(2024, 6, 26))
    chosen = replace(policy, archive=replace(policy.archive, scheme=scheme))
    assert reference(chosen, 2024, 3, "永久") == number
    assert reference(chosen, 2024, 3, "多年") == number.replace("Y", "")  # no such period
