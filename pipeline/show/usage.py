"""Click's own words in Chinese: help and wrong usage. It knows no command.

Click asks gettext, which looks for the catalogue of the user's locale; this program speaks Chinese
on every machine, also where LANG is C. So click's modules are given this catalogue instead.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping

import click

from pipeline.diagnostics import visible

#: What click says → what users read; of a plural the English singular. What only a programmer can
#: cause is not here. Every number this program asks for is a whole one.
MESSAGES: Mapping[str, str] = {
    "Usage:": "用法：", "Options": "选项", "Commands": "命令", "Positional arguments": "参数",
    "Show this message and exit.": "显示这份说明。",
    "Show the version and exit.": "显示版本。",
    "%(prog)s, version %(version)s": "%(prog)s %(version)s",
    "file": "文件", "directory": "目录", "path": "路径", "required": "必填",
    "default: {default}": "默认 {default}", "(dynamic)": "（届时定）", "deprecated": "已停用",
    "env var: {var}": "环境变量 {var}",
    "DeprecationWarning: The command {name!r} is deprecated.{extra_message}":
        "命令 {name} 已停用。{extra_message}",
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}":
        "{name} 已停用。{extra_message}",
    "No such option {name!r}.": "没有选项 {name}。",
    "No such command {name!r}.": "没有命令 {name}。",
    "Did you mean {possibility}?": "是不是 {possibility}？",
    "Missing command.": "没有写命令。",
    "Missing argument": "缺少", "Missing option": "缺少", "Missing parameter": "缺少",
    "Missing {param_type}": "缺少", "Missing parameter: {param_name}": "缺少 {param_name}",
    "Choose from:\n\t{choices}": "可选：{choices}",
    "Got unexpected extra argument ({args})": "多了：{args}。",
    "Option {name!r} requires an argument.": "选项 {name} 后面要写内容。",
    "Option {name!r} does not take a value.": "选项 {name} 后面不写内容。",
    "Argument {name!r} takes {nargs} values.": "{name} 要写 {nargs} 项。",
    "Takes {nargs} values but 1 was given.": "要写 {nargs} 项。",
    "{len_type} values are required, but {len_value} was given.": "要写 {len_type} 项。",
    "Value must be an iterable.": "要写成几项。",
    "Invalid value: {message}": "填得不对：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 填得不对：{message}",
    "{value!r} is not {choice}.": "“{value}”不在可选范围；可选：{choice}。",
    "{value!r} is not a valid {number_type}.": "“{value}”不是整数。",
    "{value} is not in the range {range}.": "{value} 不在 {range} 之间。",
    "{value!r} is not a valid boolean. Recognized values: {states}":
        "“{value}”不对；可写：{states}。",
    "{value!r} does not match the format {format}.": "“{value}”要写成 {format}。",
    "{value!r} is not a valid UUID.": "“{value}”不是 UUID。",
    "{name} {filename!r} does not exist.": "没有“{filename}”。",
    "{name} {filename!r} is a file.": "“{filename}”是文件，这里要文件夹。",
    "{name} {filename!r} is a directory.": "“{filename}”是文件夹，这里要文件名。",
    "{name} {filename!r} is not readable.": "没有读“{filename}”的权限。",
    "{name} {filename!r} is not writable.": "没有写“{filename}”的权限。",
    "{name} {filename!r} is not executable.": "没有运行“{filename}”的权限。",
    "Could not open file {filename!r}: {message}": "打不开“{filename}”：{message}",
    "unknown error": "原因不明",
    "Try '{command} {option}' for help.": "用法见 {command} {option}。",
    "Error: {message}": "出错了：{message}", "Error: invalid input": "填得不对。",
    "Error: The two entered values do not match.": "两次写的不一样。",
    "Repeat for confirmation": "再写一次", "Press any key to continue...": "按任意键继续…",
    "Do you want to continue?": "继续吗？",
    "Confirm the action without prompting.": "不再询问，直接做。",
    "Aborted!": "已中断。",
}  # fmt: skip
#: Words that click writes itself around the names of a command.
_USAGE = {"[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 …"}


class _Sentence(str):
    """Lets nothing into itself that a terminal would obey, and no list as Python writes it."""

    __slots__ = ()

    def format(self, *given: object, **named: object) -> str:
        return super().format(*given, **{key: _shown(key, one) for key, one in named.items()})


def _shown(key: str, value: object) -> object:
    if not isinstance(value, str) or key in ("message", "extra_message"):
        return value  # no text of the user's, or a sentence that was made here
    if key in ("param_hint", "possibility", "choice", "range"):
        value = re.sub("', '|' / '", "、", value).strip("'").replace("<=x<=", " 到 ")
    return visible(value, 1000)


def _gettext(message: str) -> str:
    return _Sentence(MESSAGES.get(message, message))


def _ngettext(one: str, many: str, count: int) -> str:
    return _Sentence(MESSAGES.get(one, one if count == 1 else many))


def speak_chinese() -> None:
    """Give click this catalogue; before any command is described, since some words are kept."""
    for name, module in list(sys.modules.items()):
        if name.startswith("click.") and "_" in vars(module):
            vars(module).update(_=_gettext, ngettext=_ngettext)


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        for english, chinese in _USAGE.items():
            args = args.replace(english, chinese)
        super().write_usage(prog, args, prefix or MESSAGES["Usage:"])  # without click's space


class ChineseContext(click.Context):
    """Writes the help of a command in Chinese."""

    formatter_class = _Formatter


def in_chinese(error: click.ClickException) -> tuple[str, str]:
    """What is wrong with the command line, and where to read how it should be."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    message = error.format_message()
    if isinstance(error, click.MissingParameter) and error.param:  # not one sentence of click's
        message = f"缺少 {_shown('param_hint', error.param.get_error_hint(context))}。"
    return message, f"用法见 {context.command_path} --help。" if context else ""
