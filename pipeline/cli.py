"""The command line: global options, one lazily imported file per command, exit codes.

The one place where outcomes become exit codes. Importing it must stay cheap: `--help` needs no
model, no engine and no calendar.
"""

from __future__ import annotations

import contextlib
import datetime
import gc
import importlib
import io
import os
import re
import sys
from pathlib import Path

import click

from pipeline import __version__
from pipeline.diagnostics import visible
from pipeline.dossier import DOSSIERS
from pipeline.errors import ExitCode, PipelineError, cause
from pipeline.session import Session
from pipeline.show.usage import ChineseContext, in_chinese, speak_chinese

speak_chinese()

#: (name, one line of help), in the order of the work.
COMMANDS: tuple[tuple[str, str], ...] = (
    ("new", "新建一个工作室的申报档案（带说明）"),
    ("check", "检查档案：逐条对照细则，指出文件、行、列和改法"),
    ("status", "各工作室所处阶段、下一步、期限和障碍"),
    ("gaps", "台账缺项：工作室 × 期间 × 项目"),
    ("generate", "生成已到时候的公文和表格（docx 与 PDF/A）"),
    ("numbers", "文号登记：已用、下一个可用、重复、次序"),
    ("templates", "检查模板：标签、名字、字体、kind.toml"),
    ("check-layout", "量已成的 PDF：版心、行距、字号、页码、落款等"),
    ("archive", "把结束的周期封存为归档包"),
    ("register", "归档登记册：案卷号、摘要、链和抄入记录簿的代码"),
    ("verify", "校验归档包：只查不改"),
    ("explain", "解释一个代码或条款"),
    ("doctor", "检查本机的引擎、字体和版本"),
)


class _Commands(click.Group):
    """Reads a command's file only when it is called."""

    context_class = ChineseContext

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name, _ in COMMANDS]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(ctx):
            return None
        command = importlib.import_module(f"pipeline.commands.{name.replace('-', '_')}").command
        assert isinstance(command, click.Command)
        command.context_class = ChineseContext
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("命令"):
            formatter.write_dl(list(COMMANDS))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--root",
    metavar="目录",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help=f"工作目录（含 {DOSSIERS}/ 与 templates/）；默认从当前目录向上找。",
)
@click.option("--date", "day", metavar="YYYY-MM-DD", help="按这一天判断是否到期；默认今天。")
@click.version_option(__version__, prog_name="studio")
@click.pass_context
def studio(ctx: click.Context, root: Path | None, day: str | None) -> None:
    """创新工作室档案 → 公文 → 归档。"""
    ctx.obj = Session(root, _day(day))


def _day(written: str | None) -> datetime.date:
    if written is None:
        return datetime.date.today()  # noqa: DTZ011 the office's own calendar day is meant
    found = re.fullmatch("([0-9]{4})-([0-9]{2})-([0-9]{2})", written)
    try:
        day = datetime.date(*map(int, found.groups())) if found else None
    except ValueError:
        day = None
    if day is None or not 1900 <= day.year <= 2100:  # as for the days of a dossier
        raise click.BadParameter(
            f"“{visible(written)}”应写成 2026-11-23，年份在 1900 与 2100 之间。",
            param_hint="--date",
        )
    return day


def main(arguments: list[str] | None = None) -> None:
    """Entry point of `studio` and `python -m pipeline`; always ends with an ExitCode."""
    _ready_streams()
    # Models, rules and what was read live to the end: to look through them for rubbish again and
    # again took a fifteenth of a first check.
    gc.set_threshold(200_000, 50, 100)
    try:
        outcome = studio.main(arguments, prog_name="studio", standalone_mode=False)
        sys.stdout.flush()
        code = ExitCode(outcome) if isinstance(outcome, int) else ExitCode.CLEAN
    except PipelineError as error:
        _say(f"出错了：{error.message}", error.advice)
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        _say("已中断；已完成的文件都是完整的。", "再运行一次会接着做。")
        code = ExitCode.INTERRUPTED
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        code = ExitCode.USAGE
    except click.ClickException as error:
        message, advice = in_chinese(error)
        _say(f"出错了：{message}", advice)
        code = ExitCode.USAGE
    except BrokenPipeError:  # whoever reads has seen enough
        _forget_stdout()
        code = ExitCode.CLEAN
    except OSError as error:  # disk, permission, a reader that is gone: not a fault of the program
        _forget_stdout()
        where = f" {visible(str(error.filename), 200)} " if error.filename else ""
        _say(f"出错了：读写{where}失败：{cause(error)}", "检查磁盘、目录和权限后重新运行。")
        code = ExitCode.ENVIRONMENT
    except Exception:  # the last boundary: a bug of ours is reported as one
        import traceback

        traceback.print_exc()
        _say("这是程序的错误，请把以上内容发给维护者。", "")
        code = ExitCode.BUG
    sys.exit(int(code))


def _ready_streams() -> None:
    if sys.stdout is None:  # closed by the caller: there is nobody to tell
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 for the whole run
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 for the whole run
    for stream in (sys.stdout, sys.stderr):
        # Windows consoles may be GBK: an unknown character must not end the run.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _forget_stdout() -> None:
    """Else Python tries once more at the end to write what could not be written, and complains."""
    with contextlib.suppress(OSError):  # it may be no file at all
        handle = sys.stdout.fileno()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, handle)
        os.close(nowhere)


def _say(message: str, advice: str) -> None:
    click.echo(message, err=True)
    if advice:
        click.echo(f"  → {advice}", err=True)
