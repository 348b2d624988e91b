"""Names in the order of strokes and of pinyin, as a clerk would put them."""

from __future__ import annotations

import itertools

import pytest

from pipeline.names import AS_NAMED, FOLDER, PINYIN, STROKES, in_order, strokes


def ordered(names: str, order: str) -> str:
    return "、".join(in_order(names.split("、"), str, order))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("赵国庆、丁一、王守义、马彩霞", "丁一、马彩霞、王守义、赵国庆"),
        # Four strokes each, by their first strokes 一 一 丿 丶.
        ("方、毛、尤、王", "王、尤、毛、方"),
        # Seven strokes: 李 杨 吴 宋 张, each 一 一 丨 丶 乛 first.
        ("张建业、宋江、吴海波、杨帆、李秀英", "李秀英、杨帆、吴海波、宋江、张建业"),
        ("李小明、李四、李一、李", "李、李一、李四、李小明"),
        ("欧阳修、欧冶子", "欧阳修、欧冶子"),
        ("欧阳建国、欧阳强、欧强", "欧强、欧阳强、欧阳建国"),
        ("诸葛一一、诸葛亮、诸宝", "诸宝、诸葛亮、诸葛一一"),
        # Surnames in the order of the announcements of the central organs; 单名 first in each.
        (
            "蔡军、黄明、袁杰、赵际、陈敏、陈小宁、张清、李干、李小波、李强、刘国、石峰、尹力、王大江、"
            "王毅、马瑞、丁祥",
            "丁祥、马瑞、王毅、王大江、尹力、石峰、刘国、李干、李强、李小波、张清、陈敏、陈小宁、赵际、"
            "袁杰、黄明、蔡军",
        ),
    ],
)
def test_by_strokes(given: str, expected: str) -> None:
    assert ordered(given, STROKES) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("张建业、陈志强、王守义、李秀英", "陈志强、李秀英、王守义、张建业"),
        ("单田芳、丹凤、曾国、蔡明、仇英", "蔡明、丹凤、仇英、单田芳、曾国"),
        ("尉迟恭、魏征、余光、玉石", "魏征、余光、玉石、尉迟恭"),
        ("李力、李丽、李立、李里", "李里、李力、李立、李丽"),
        ("吕布、卢俊、路遥", "卢俊、路遥、吕布"),
    ],
)
def test_by_pinyin(given: str, expected: str) -> None:
    assert ordered(given, PINYIN) == expected


def test_the_order_of_the_decision_is_kept() -> None:
    assert ordered("赵国庆、丁一、王守义", AS_NAMED) == "赵国庆、丁一、王守义"


def test_the_order_does_not_depend_on_how_the_names_came() -> None:
    names = ["张建业", "李秀英", "孙丽华", "王守义"]
    for order in (STROKES, PINYIN):
        ways = {in_order(way, str, order) for way in itertools.permutations(names)}
        assert len(ways) == 1


@pytest.mark.parametrize(
    ("character", "count"),
    [
        ("一", 1),
        ("丁", 2),
        ("及", 3),
        ("凸", 5),
        ("鼎", 12),
        ("䴓", 9),
        ("皙", 13),
        ("齉", 36),
        ("A", None),
    ],
)
def test_strokes(character: str, count: int | None) -> None:
    assert strokes(character) == count


def test_the_tables_hold_the_same_8105_characters() -> None:
    rows = {
        name: [line.split(" ")[1] for line in (FOLDER / name).read_text("utf-8").splitlines()]
        for name in ("strokes.txt", "pinyin.txt")
    }
    first, second = ("".join(row) for row in rows.values())
    assert len(first) == 8105 and sorted(first) == sorted(second)
