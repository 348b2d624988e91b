"""Tag files of BagIt: what is written is read again, what is bad is named."""

import pytest

from pipeline.archive import bag


@pytest.mark.parametrize("path", ["data/a b", "data/100%", "data/a\nb", "data/%0A", "data/页.pdf"])
def test_paths_survive_the_manifest(path: str) -> None:
    digests = {path: "0" * 64}
    assert bag.parse_manifest(bag.manifest(digests), "sha256").entries == digests


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"zz  data/a\n", "第 1 行不是“摘要  路径”"),
        (b"00  data/a\n", "第 1 行不是“摘要  路径”"),
        (("0" * 64 + "  a\n").encode() * 2, "第 2 行重复列出 a"),
        (b"\xff", "不是 UTF-8（第 0 字节）"),
    ],
)
def test_a_bad_manifest_is_named_by_line(data: bytes, fault: str) -> None:
    assert bag.parse_manifest(data, "sha256").faults == (fault,)


def test_upper_case_digests_and_binary_stars_are_read() -> None:
    line = ("AB" * 32 + " *data/a\r\n").encode()
    assert bag.parse_manifest(line, "sha256").entries == {"data/a": "ab" * 32}


def test_information_is_one_line_a_field() -> None:
    data = bag.info({"External-Description": "甲\n乙", "Empty": ""})
    assert data.decode() == "External-Description: 甲 乙\n"
    assert bag.parse_info(data) == {"External-Description": "甲 乙"}
    assert bag.parse_info(b"a: 1\n  2\n") == {"a": "1 2"}
    assert bag.parse_info(b"no colon\n") is None and bag.parse_info(b"\xff: 1") is None
