"""Reads the TOML files that clerks write: policies, holidays, descriptions of kinds.

The bytes are bounded and come from a plain file; what is wrong is said in Chinese, with its line.
Must not know what any key means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.diagnostics import visible
from pipeline.errors import PipelineError, cause

MAX_BYTES = 2_000_000
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
#: What the library says begins so → what a clerk is told.
_REASONS = (
    ("Invalid statement", "这一行不是“名称 = 值”"),
    ("Invalid value", "等号后面不是值，文字要加半角引号"),
    ("Invalid date", "没有这一天或这个时刻"),
    ("Invalid initial character", "名称要用半角引号括起来"),
    ("Expected '=' after a key", "名称后面缺等号，或名称没有用半角引号括起来"),
    ("Expected newline", "值的后面多了字，一行只写一项"),
    ("Expected ']", "节名后面缺方括号"),
    ("Expected", "引号没有成对"),
    ("Unterminated string", "引号没有成对"),
    ("Illegal character", "引号没有成对，或有控制字符"),
    ("Found invalid character", "有不能用的字符"),
    ("Unescaped", "引号里的反斜杠要写两个"),
    ("Unclosed array", "方括号没有成对，或列表里少了逗号"),
    ("Unclosed inline table", "花括号没有成对，或里面少了逗号"),
    ("Duplicate", "同一个名称写了两次"),
    ("Cannot", "同一个名称或同一节写了两次"),
)


class BadToml(ValueError):
    """The file cannot be read as TOML; the text says why, in Chinese, and where."""


def read_toml(path: Path) -> dict[str, object]:
    """The tables of a file. Raises BadToml, and OSError where the disk says no."""
    import tomllib  # an unchanged check only lists these files

    data = _bytes(path)
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadToml(f"第 {line} 行起不是 UTF-8 文字，用记事本“另存为”，编码选 UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise BadToml(_in_chinese(str(error))) from error
    except RecursionError as error:
        raise BadToml("括号套得太深") from error
    except ValueError as error:  # a number of thousands of digits
        raise BadToml("有一个数太长") from error


def toml_files(folder: Path, shown: str) -> Iterator[Path]:
    """The TOML files of a folder that a workspace may have, by name. Raises PipelineError if they
    cannot be listed, or one would be passed over for its ending: none is left out in silence."""
    try:
        found = sorted(folder.iterdir())
    except FileNotFoundError:
        if folder.is_symlink():
            raise PipelineError(f"{shown} 是失效的链接", "改正或删去这个链接。") from None
        return
    except OSError as error:
        told = "应是文件夹" if isinstance(error, NotADirectoryError) else cause(error)
        raise PipelineError(f"{shown} 读不了：{told}", "改正后重新运行；不用就删去。") from error
    for path in found:
        name = path.name.lower()
        if name.endswith(".toml.txt") or (name.endswith(".toml") and path.suffix != ".toml"):
            raise PipelineError(
                f"{shown}/{visible(path.name)} 的文件名应以小写的 .toml 结尾", "改名后重新运行。"
            )
        if path.suffix == ".toml":
            yield path


def _bytes(path: Path) -> bytes:
    if path.exists() and not path.is_file() and not path.is_dir():  # a pipe never ends
        raise BadToml("不是普通文件")
    with path.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise BadToml(f"文件太大，超过上限 {MAX_BYTES:,} 字节")
    return data


def _in_chinese(told: str) -> str:
    place = _PLACE.search(told)
    where = f"第 {place[1]} 行第 {place[2]} 列" if place and place[1] else "到文件末尾"
    why = next((ours for theirs, ours in _REASONS if told.startswith(theirs)), "写法不对")
    return f"{where}：{why}"
