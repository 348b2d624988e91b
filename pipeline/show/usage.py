"""Click's own words in Chinese: help and wrong usage. It knows no command."""

from __future__ import annotations

import re
from collections.abc import Iterable

import click

#: What click says → what users read. Each pattern is tried; the rest of a message stays.
_MESSAGES = (
    (r"No such option '?([^']+?)'?\.", r"没有选项 \1。"),
    (r"No such command '(.*)'\.", r"没有命令 \1。"),
    (r"Did you mean '?([^'?]+)'?\?", r"是不是 \1？"),
    (r"\(Possible options: (.*)\)", r"是不是 \1？"),
    (r"Missing argument '(.*)'\.", r"缺少 \1。"),
    (r"Missing option '(.*)'\.", r"缺少选项 \1。"),
    (r"Got unexpected extra arguments? \((.*)\)", r"多了：\1。"),
    (r"Option '(.*)' requires an argument\.", r"选项 \1 后面要写内容。"),
    (r"Option '(.*)' does not take a value\.", r"选项 \1 后面不写内容。"),
    (r"Invalid value for '?([^':]+)'?: ", r"\1 填得不对："),
    (r"'(.*)' is not one of (.*)\.", r"“\1”不在可选范围；可选：\2。"),
    (r"'(.*)' is not a valid integer( range)?\.", r"“\1”不是整数。"),
    (r"(\S+) is not in the range (\S+)<=x<=(\S+)\.", r"\1 不在 \2 到 \3 之间。"),
    (r"(?:Directory|File|Path) '(.*)' does not exist\.", r"没有“\1”。"),
    (r"Directory '(.*)' is a file\.", r"“\1”是文件，这里要文件夹。"),
    (r"File '(.*)' is a directory\.", r"“\1”是文件夹，这里要文件名。"),
    (r"(?:Directory|File|Path) '(.*)' is not (?:readable|writable)\.", r"没有“\1”的权限。"),
)
_HEADINGS = {"Options": "选项", "Commands": "命令"}
_HELP = {
    "Show this message and exit.": "显示这份说明。",
    "Show the version and exit.": "显示版本。",
}


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        words = {"[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 …"}
        for english, chinese in words.items():
            args = args.replace(english, chinese)
        super().write_usage(prog, args, prefix or "用法：")

    def write_heading(self, heading: str) -> None:
        super().write_heading(_HEADINGS.get(heading, heading))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        super().write_dl([(one, _HELP.get(what, what)) for one, what in rows], col_max, col_spacing)


class ChineseContext(click.Context):
    """Writes the help of a command in Chinese."""

    formatter_class = _Formatter


def in_chinese(error: click.ClickException) -> tuple[str, str]:
    """What is wrong with the command line, and where to read how it should be."""
    message = error.format_message()
    for english, chinese in _MESSAGES:
        message = re.sub(english, chinese, message)
    context = error.ctx if isinstance(error, click.UsageError) else None
    return message, f"用法见 {context.command_path} --help。" if context else ""
