"""Click's words: every one that a user can meet is Chinese, exactly as written here."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from pipeline.cli import studio
from pipeline.show.usage import MESSAGES, in_chinese

#: What only the wrong definition of a command makes click say.
OF_PROGRAMMERS = {
    "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "Boolean option {decl!r} cannot use the same flag for true/false.",
    "Choice({choices})",
    "Could not determine name for option with declarations {decls!r}",
    "Invalid start character for option ({option})",
    "Name '{name}' defined twice",
    "No options defined but a name was passed ({name}). Did you mean to declare an argument"
    " instead? Did you mean to pass '--{name}'?",
    "Unknown color {colour!r}",
    "Unknown standard stream '{name}'",
}


def said_by_click() -> Iterator[str]:
    """Every message that click's modules ask a translation for."""
    for name, module in list(sys.modules.items()):
        if not name.startswith("click.") or "_" not in vars(module):
            continue
        for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("_", "ngettext")
                and isinstance(node.args[0], ast.Constant)
            ):
                yield str(node.args[0].value)


def test_every_message_of_click_has_a_sentence() -> None:
    """Another edition of click with other words must not bring English back."""
    assert set(said_by_click()) - OF_PROGRAMMERS == MESSAGES.keys() - {"required"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--bogus"], "没有选项 --bogus。"),
        (["check", "--formt"], "没有选项 --formt。 是不是 --format？"),
        (["check", "--selec"], "没有选项 --selec。 是不是 --help、--select？"),
        (["check", "--a\x1b[31m"], "没有选项 --a\\u001b[31m。"),
        (["ch'k"], "没有命令 ch'k。"),
        (["new"], "缺少 YEAR/SLUG。"),
        (["verify"], "缺少 ARCHIVES...。"),
        (["new", "2027/a", "b\x1b[31m"], "多了：b\\u001b[31m。"),
        (["check", "--select"], "选项 --select 后面要写内容。"),
        (["check", "--no-cache=1"], "选项 --no-cache 后面不写内容。"),
        (["gaps", "--year", "二五"], "--year 填得不对：“二五”不是整数。"),
        (["generate", "--jobs", "x"], "--jobs 填得不对：“x”不是整数。"),
        (["generate", "--jobs", "0"], "--jobs 填得不对：0 不在 1 到 32 之间。"),
        (
            ["gaps", "--format", "xml"],
            "--format 填得不对：“xml”不在可选范围；可选：text、json、html、xlsx。",
        ),
        (["--root", "/no/such", "check"], "--root 填得不对：没有“/no/such”。"),
        (["gaps", "--output", "."], "--output 填得不对：“.”是文件夹，这里要文件名。"),
        (
            ["generate", "--output", __file__],
            f"--output 填得不对：“{__file__}”是文件，这里要文件夹。",
        ),
    ],
)
def test_wrong_usage(arguments: list[str], message: str) -> None:
    with pytest.raises(click.ClickException) as caught:
        studio.main(arguments, prog_name="studio", standalone_mode=False)
    assert in_chinese(caught.value)[0] == message
