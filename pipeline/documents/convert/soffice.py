"""One run of `soffice` over several documents. The only place that starts it.

Its exit code says nothing (measured: 0 with no PDF, 0 with a PDF of something else), a shared
profile fails the second run, and linked images leak local files: hence a fresh private profile
with links blocked, a named input filter, a deadline for each document, and files that are not
believed before they open. It must judge nothing of what they show.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.documents.convert import watch
from pipeline.documents.convert.faces import BUNDLED
from pipeline.documents.convert.private_folder import private_folder
from pipeline.errors import PipelineError, cause
from pipeline.pdf.opening import opens

#: For the start, and for each document from the one before it: seconds without a new PDF.
START_SECONDS = 60
SECONDS_EACH = 30
_LOOKS_EVERY = 0.05
INSTALL = "安装 LibreOffice（Debian：apt install libreoffice-writer），或用 --engine embedded。"
OTHERWISE = "请用 --engine embedded 重试，或检查这一份的内容。"

_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
</item>
</oor:items>
"""
_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{folder}</dir>
<cachedir>{cache}</cachedir></fontconfig>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SofficeRun:
    """What one run gave: a PDF that opens for each index of `pdfs`; of the others, `unreadable`
    are those whose file is no PDF, and `late` says that the run was ended by its deadline."""

    pdfs: Mapping[int, bytes]
    unreadable: frozenset[int]
    late: int | None = None

    def fault_of(self, index: int) -> PipelineError:
        """Why a document of this run has no PDF."""
        if index in self.unreadable:
            return PipelineError("LibreOffice 给出的 PDF 打不开", OTHERWISE)
        if self.late is not None:
            return PipelineError(f"LibreOffice 超过 {self.late} 秒未完成，已停止", OTHERWISE)
        return PipelineError("LibreOffice 没有给出 PDF", OTHERWISE)


def draw(program: Path, docs: Mapping[int, bytes]) -> SofficeRun:
    """Draw each docx, in their order. Raises PipelineError where soffice does not start."""
    try:
        with private_folder() as folder:
            for sub in ("in", "out", "profile/user", "cache"):
                (folder / sub).mkdir(parents=True)
            (folder / "profile/user/registrymodifications.xcu").write_text(_PROFILE, "utf-8")
            (folder / "fonts.conf").write_text(
                _FONTS.format(folder=BUNDLED, cache=folder / "cache"), "utf-8"
            )
            sources = []
            for index, data in docs.items():
                sources.append(folder / "in" / f"{index}.docx")
                sources[-1].write_bytes(data)
            late = _run(program, folder, sources)
            made = {index: folder / "out" / f"{index}.pdf" for index in docs}
            files = {index: path.read_bytes() for index, path in made.items() if path.is_file()}
    except OSError as error:
        raise PipelineError(
            f"LibreOffice 的临时文件夹用不了：{cause(error)}", "检查磁盘空间和临时文件夹的权限。"
        ) from error
    pdfs = {index: pdf for index, pdf in files.items() if opens(pdf)}
    return SofficeRun(pdfs=pdfs, unreadable=frozenset(files.keys() - pdfs.keys()), late=late)


@cache
def version_of(program: Path) -> str:
    """What it calls itself, as one line; a program that does not answer has no version."""
    try:
        asked = subprocess.Popen(
            [program, "--version"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise PipelineError(f"无法启动 LibreOffice：{cause(error)}", INSTALL) from error
    with asked:  # closes the pipe and waits
        try:
            said, _ = asked.communicate(timeout=START_SECONDS)
        except subprocess.TimeoutExpired:
            said = b""
            if os.name == "nt":
                asked.kill()
            else:
                os.killpg(asked.pid, signal.SIGKILL)
    return said.decode("utf-8", "replace").strip() or "LibreOffice"


def _run(program: Path, folder: Path, sources: list[Path]) -> int | None:
    """After how many seconds without a new PDF it was ended; None where it ended by itself."""
    command = [
        str(program),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--infilter=MS Word 2007 XML",
        "--convert-to",
        'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"}}',
        "--outdir",
        str(folder / "out"),
        *map(str, sources),
    ]
    environment = {
        **os.environ,
        "FONTCONFIG_FILE": str(folder / "fonts.conf"),
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }
    if os.name != "nt":
        command = [sys.executable, "-I", "-S", watch.__file__, str(folder), *command]
    try:
        process = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            cwd=folder,
        )
    except OSError as error:
        raise PipelineError(f"无法启动 LibreOffice：{cause(error)}", INSTALL) from error
    try:
        return _until_late(process, folder / "out")
    finally:
        _end(process)


def _until_late(process: subprocess.Popen[bytes], out: Path) -> int | None:
    made, limit, since = 0, START_SECONDS + SECONDS_EACH, time.monotonic()
    while process.poll() is None:
        time.sleep(_LOOKS_EVERY)
        if (now := len(os.listdir(out))) > made:  # noqa: PTH208 asked twenty times a second
            made, limit, since = now, SECONDS_EACH, time.monotonic()
        elif time.monotonic() - since > limit:
            return limit
    return None


def _end(process: subprocess.Popen[bytes]) -> None:
    """End soffice and what it started; of a run that is over, what it left."""
    if os.name == "nt":
        process.kill()
    elif process.stdin:
        with contextlib.suppress(OSError):  # of a run that is over
            process.stdin.write(b".")
            process.stdin.flush()
        with contextlib.suppress(OSError):
            process.stdin.close()
    process.wait()
