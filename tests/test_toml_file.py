"""What a clerk is told of a TOML file that cannot be read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.toml_file import MAX_BYTES, BadToml, read_toml


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("甲 = 1", "第 1 行第 1 列：这一行不是“名称 = 值”"),
        ("a = 1\nb\n", "第 2 行第 2 列：名称后面缺等号"),
        ("a = { 优 = 1 }", "第 1 行第 7 列：名称要用半角引号括起来"),
        ("a = 甲", "第 1 行第 5 列：等号后面不是值，文字要加半角引号"),
        ("a = “甲”", "第 1 行第 5 列：等号后面不是值，文字要加半角引号"),
        ('a = "甲', "引号没有成对"),
        ('a = "甲\n"', "引号没有成对，或有控制字符"),
        ("a = 1 2", "值的后面多了字，一行只写一项"),
        ("a = [1, 2", "方括号没有成对，或列表里少了逗号"),
        ("a = [1 2]", "方括号没有成对，或列表里少了逗号"),
        ("a = { b = 1 c = 2 }", "花括号没有成对，或里面少了逗号"),
        ("a = 1\na = 2", "同一个名称或同一节写了两次"),
        ("[a]\n[a]", "同一个名称或同一节写了两次"),
        ("a = { b = 1, b = 2 }", "同一个名称写了两次"),
        ("a = 2027-02-30", "没有这一天或这个时刻"),
        ("[a", "节名后面缺方括号"),
        ('a = "\\甲"', "引号里的反斜杠要写两个"),
        ("a = " + "[" * 5000, "括号套得太深"),
        ("a = " + "9" * 6000, "有一个数太长"),
        ("a = 1\n" + "#" * MAX_BYTES, "文件太大，超过上限 2,000,000 字节"),
    ],
)
def test_what_is_wrong_is_said_in_chinese(tmp_path: Path, written: str, said: str) -> None:
    path = tmp_path / "a.toml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(BadToml) as raised:
        read_toml(path)
    assert said in str(raised.value)


def test_the_encodings_of_windows_are_known(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes('a = "甲"\r\n'.encode("utf-8-sig"))
    assert read_toml(path) == {"a": "甲"}
    path.write_bytes('b = 1\na = "甲"'.encode("gbk"))
    with pytest.raises(BadToml, match="第 2 行起不是 UTF-8 文字，用记事本“另存为”，编码选 UTF-8"):
        read_toml(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.toml")
    with pytest.raises(BadToml, match="不是普通文件"):
        read_toml(tmp_path / "a.toml")
