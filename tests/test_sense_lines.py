"""Titles are broken where a word ends."""

from __future__ import annotations

import pytest

from pipeline.chinese import sense_lines

CRAFT = "王守义传统工艺（手艺）大师创新工作室"


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("张建业劳模创新工作室", 13, ("张建业劳模创新工作室",)),
        (CRAFT, 13, ("王守义传统工艺（手艺）", "大师创新工作室")),
        ("张建业、欧阳文静职工创新工作室", 13, ("张建业、欧阳文静", "职工创新工作室")),
        (
            "阿卜杜热合曼·买买提、欧阳文静传统工艺（手艺）大师创新工作室",
            13,
            ("阿卜杜热合曼·买买提、", "欧阳文静传统工艺（手艺）", "大师创新工作室"),
        ),
        (
            f"关于取消{CRAFT}称号的决定",
            19,
            ("关于取消王守义传统工艺（手艺）", "大师创新工作室称号的决定"),
        ),
        ("甲" * 30, 13, ("甲" * 10, "甲" * 10, "甲" * 10)),
        (
            "关于欧阳买买提江·阿卜杜热合曼与Alexander-Maximilian Schönberg联合工作坊的通知",
            15,
            (
                "关于欧阳买买提江·阿卜杜热合",
                "曼与Alexander-Maximilian",
                "Schönberg联合工作坊的通知",
            ),
        ),
        ("2024年度", 4, ("2024年度",)),
        ("", 13, ("",)),
    ],
)
def test_lines_end_with_words(text: str, width: int, lines: tuple[str, ...]) -> None:
    assert sense_lines(text, width) == lines


@pytest.mark.parametrize("width", range(8, 21))
def test_nothing_is_lost_and_no_line_starts_with_的(width: int) -> None:
    title = f"关于推荐{CRAFT}申报山西省教科文卫体职工（劳模）创新工作室的函"
    lines = sense_lines(title, width)
    assert "".join(lines) == title
    assert all(len(line) <= width for line in lines)
    assert not any(line.startswith("的") for line in lines)


def test_many_places_to_break_are_not_tried_one_by_one() -> None:
    lines = sense_lines("、".join(["甲乙"] * 60), 13)  # more ways than could ever be tried
    assert len(lines) == 15 and {len(line) for line in lines} == {11, 12}
