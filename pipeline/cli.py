"""The command line: global options, one lazily imported file per command, exit codes.

The one place where outcomes become exit codes. Importing it must stay cheap: `--help` needs no
model, no engine and no calendar.
"""

from __future__ import annotations

import datetime
import importlib
import sys
from pathlib import Path

import click

from pipeline import __version__
from pipeline.errors import ExitCode, PipelineError

#: name → (one line of help, group), in the order of the work.
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
    ("verify", "校验归档包：只查不改"),
    ("explain", "解释一个代码或条款"),
    ("doctor", "检查本机的引擎、字体和版本"),
)


class _Commands(click.Group):
    """Reads a command's file only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name, _ in COMMANDS]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(ctx):
            return None
        command = importlib.import_module(f"pipeline.commands.{name.replace('-', '_')}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("命令"):
            formatter.write_dl(list(COMMANDS))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--root", type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="工作目录（含 dossiers/ 与 templates/）；默认从当前目录向上找。",
)  # fmt: skip
@click.option("--date", "day", metavar="YYYY-MM-DD", help="按这一天判断是否到期；默认今天。")
@click.version_option(__version__, prog_name="studio")
@click.pass_context
def studio(ctx: click.Context, root: Path | None, day: str | None) -> None:
    """创新工作室档案 → 公文 → 归档。"""
    ctx.obj = Session(root, _day(day))


class Session:
    """What every command needs to know about this run."""

    def __init__(self, root: Path | None, today: datetime.date) -> None:
        self._root = root
        self.today = today

    @property
    def root(self) -> Path:
        """The workspace. Raises PipelineError (exit 2) if there is none."""
        from pipeline.dossier.folders import find_root

        found = find_root((self._root or Path.cwd()).resolve())
        if self._root and found != self._root.resolve():
            raise PipelineError(
                f"{self._root} 里没有 dossiers/", "--root 应指向含 dossiers/ 的目录。",
                ExitCode.USAGE,
            )  # fmt: skip
        return found


def _day(written: str | None) -> datetime.date:
    if written is None:
        return datetime.date.today()  # noqa: DTZ011 the office's own calendar day is meant
    try:
        return datetime.date.fromisoformat(written)
    except ValueError:
        raise click.BadParameter("应写成 2026-11-23", param_hint="--date") from None


def main(arguments: list[str] | None = None) -> None:
    """Entry point of `studio` and `python -m pipeline`; always ends with an ExitCode."""
    for stream in (sys.stdout, sys.stderr):
        # Windows consoles may be GBK: an unknown character must not end the run.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        outcome = studio.main(arguments, standalone_mode=False)
        code = ExitCode(outcome) if isinstance(outcome, int) else ExitCode.CLEAN
    except PipelineError as error:
        _say(f"出错了：{error.message}", error.advice)
        code = error.exit_code
    except click.Abort:
        _say("已中断；已完成的文件都是完整的。", "再运行一次会接着做。")
        code = ExitCode.INTERRUPTED
    except KeyboardInterrupt:
        _say("已中断；已完成的文件都是完整的。", "再运行一次会接着做。")
        code = ExitCode.INTERRUPTED
    except click.ClickException as error:
        error.show()
        code = ExitCode.USAGE
    except BrokenPipeError:
        sys.stderr.close()
        code = ExitCode.CLEAN
    except Exception:  # the last boundary: a bug of ours is reported as one
        import traceback

        traceback.print_exc()
        _say("这是程序的错误，请把以上内容发给维护者。", "")
        code = ExitCode.BUG
    sys.exit(int(code))


def _say(message: str, advice: str) -> None:
    click.echo(message, err=True)
    if advice:
        click.echo(f"  → {advice}", err=True)
