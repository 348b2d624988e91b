"""`studio doctor`: engines, typefaces, versions and the calendar of this machine."""

from __future__ import annotations

import platform
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

import click

from pipeline.errors import ExitCode, PipelineError
from pipeline.session import Session
from pipeline.show.table import print_table

PACKAGES = (
    "docxtpl", "python-docx", "pypdf", "pydantic", "click", "rdocx", "pikepdf", "pypdfium2",
    "pillow",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line: `ok` None means optional and absent."""

    what: str
    found: str
    ok: bool | None
    advice: str = ""


@click.command("doctor")
@click.pass_obj
def command(session: Session) -> ExitCode:
    """检查本机：缺什么、怎么装。必需项缺失时退出码为 3。"""
    items = [*_versions(), *_engines(), *_faces(), *_calendar(session), *_workspace(session)]
    marks = {True: "好", False: "缺", None: "可选"}
    print_table(
        ("项目", "状态", "现状", "怎么办"),
        [(item.what, marks[item.ok], item.found, item.advice) for item in items],
    )
    broken = any(item.ok is False for item in items)
    return ExitCode.ENVIRONMENT if broken else ExitCode.CLEAN


def _versions() -> Iterator[Item]:
    python = platform.python_version()
    enough = sys.version_info >= (3, 11)
    advice = "" if enough else "装 Python 3.11 或更新的版本"
    yield Item(what="Python", found=python, ok=enough, advice=advice)
    for package in PACKAGES:
        try:
            yield Item(what=package, found=version(package), ok=True)
        except PackageNotFoundError:
            yield Item(what=package, found="没有", ok=False, advice="在虚拟环境里运行 make demo")
    encoding = sys.getfilesystemencoding()
    yield Item(
        what="文件名编码",
        found=encoding,
        ok=encoding.lower() == "utf-8",
        advice="" if encoding.lower() == "utf-8" else "设 PYTHONUTF8=1",
    )


def _engines() -> Iterator[Item]:
    from pipeline.documents.convert import engine_named

    for name, what in (("embedded", "内置引擎"), ("libreoffice", "LibreOffice 引擎")):
        try:
            engine = engine_named(name)
        except PipelineError as error:
            optional = None if name == "libreoffice" else False
            yield Item(what=what, found="没有", ok=optional, advice=error.advice)
        else:
            yield Item(what=what, found=engine.signature.partition(";")[0], ok=True)
    try:
        found = subprocess.run(
            ["java", "-version"], capture_output=True, text=True, timeout=20, check=False
        ).stderr.split("\n")[0]
    except (OSError, subprocess.TimeoutExpired):
        found = ""
    yield Item(
        what="Java（只有独立的 PDF/A 检验器 veraPDF 要用）",
        found=found or "没有",
        ok=True if found else None,
    )


def _faces() -> Iterator[Item]:
    from pipeline.documents.convert.signature import OFFICIAL_FACES, face_used

    for wanted in OFFICIAL_FACES:
        used, bundled = face_used(wanted)
        yield Item(
            what=f"字体 {wanted}",
            found=f"用随附字体 {used} 代替" if bundled else f"本机 {used}",
            ok=None if bundled else True,
            advice="装上该字体后 PDF 会用真字体；docx 里写的始终是原字体名" if bundled else "",
        )


def _calendar(session: Session) -> Iterator[Item]:
    from pipeline.policies.workdays import CalendarUnknown

    calendar = session.rulebook.calendar
    for year in (session.today.year, session.today.year + 1):
        try:
            calendar.is_workday(session.today.replace(year=year, day=1))
        except CalendarUnknown as unknown:
            yield Item(
                what=f"{year} 年节假日日历",
                found="没有",
                ok=None,
                advice=f"放假安排公布后新建 {unknown.file}；写法见 studio explain A07-3a",
            )
        else:
            yield Item(what=f"{year} 年节假日日历", found="有", ok=True)


def _workspace(session: Session) -> Iterator[Item]:
    try:
        yield Item(what="工作目录", found=str(session.root), ok=True)
    except PipelineError as error:
        yield Item(what="工作目录", found=error.message, ok=None, advice=error.advice)
