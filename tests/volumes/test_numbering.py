"""Places in an intake: registered, fixed by the act, or the next; never two studios on one."""

from __future__ import annotations

import datetime

import pytest

from pipeline.archive.register import RegisterLine
from pipeline.policies import built_in
from pipeline.volumes.numbering import latest, position_reader, positions
from tests.archive.test_register import entry, lines_of

FIRST, LATER = datetime.date(2026, 5, 1), datetime.date(2026, 6, 1)
REGISTER = lines_of(entry(2, "jia"), entry(5, "yi"), entry(9, "bing", year=2023))


@pytest.mark.parametrize(
    ("waiting", "lines", "fixed", "found"),
    [
        ([(LATER, "2024/a"), (FIRST, "2024/b")], (), {}, {"2024/b": 1, "2024/a": 2}),
        ([(FIRST, "2024/b"), (FIRST, "2024/a")], (), {}, {"2024/a": 1, "2024/b": 2}),
        ([(FIRST, "2024/aa")], REGISTER, {}, {"2024/aa": 6}),
        ([(FIRST, "2023/aa"), (FIRST, "2025/aa")], REGISTER, {}, {"2023/aa": 10, "2025/aa": 1}),
        ([(FIRST, "2024/jia")], REGISTER, {}, {"2024/jia": 2}),
        ([(FIRST, "2024/jia")], REGISTER, {"2024/jia": 2}, {"2024/jia": 2}),
        ([(FIRST, "2024/aa")], REGISTER, {"2024/aa": 3}, {"2024/aa": 3}),
        # The one that fixes 6 is not sealed yet: nobody else gets it.
        ([(FIRST, "2024/aa")], REGISTER, {"2024/zz": 6}, {"2024/aa": 7}),
        ([(FIRST, "2024/aa")], REGISTER, {"2023/zz": 6}, {"2024/aa": 6}),
        (
            [(FIRST, "2024/aa"), (LATER, "2024/zz")],
            REGISTER,
            {"2024/zz": 7},
            {"2024/aa": 6, "2024/zz": 7},
        ),
    ],
)
def test_a_place_is_registered_or_fixed_or_the_next(
    waiting: list[tuple[datetime.date, str]],
    lines: tuple[RegisterLine, ...],
    fixed: dict[str, int],
    found: dict[str, int],
) -> None:
    assert positions(waiting, lines, fixed) == found


@pytest.mark.parametrize(
    ("fixed", "why"),
    [
        ({"2024/aa": 5}, "“归档”写的案卷顺序号 5 登记册已经给了 2024-yi"),
        ({"2024/aa": 8, "2024/bb": 8}, "“归档”写的案卷顺序号 8，同年另一卷也写了"),
    ],
)
def test_a_collision_is_said(fixed: dict[str, int], why: str) -> None:
    assert positions([(FIRST, "2024/aa")], REGISTER, fixed) == {"2024/aa": why}


def test_what_the_register_gave_stands_against_the_act() -> None:
    found = positions([(FIRST, "2024/jia")], REGISTER, {"2024/jia": 3})
    assert found == {"2024/jia": "登记册给它的顺序号是 2，“归档”写的案卷顺序号是 3"}


@pytest.mark.parametrize(
    ("number", "place"),
    [
        ("DQ16-WS·2024-Y-GH03", 3),
        ("DQ16-WS·2024·GH112·D30", 112),
        ("2024-DQ16-A07", 7),
        ("没有号", 0),
    ],
)
def test_the_place_is_read_from_an_old_number(number: str, place: int) -> None:
    assert position_reader(built_in())(number) == place


def test_the_newest_version_is_the_one_that_counts() -> None:
    lines = lines_of(entry(1, "jia"), entry(1, "jia", 2), entry(2, "yi"))
    found = latest(lines, "2024-jia")
    assert found and (found.version, found.predecessor) == (2, "2024-jia")
    assert latest(lines, "2024-jia-v2") is None
