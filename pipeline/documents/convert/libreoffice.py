"""The engine for those who want what LibreOffice draws. The only place that starts `soffice`.

Its exit code says nothing (measured: 0 with no PDF, 0 with a PDF of something else), a shared
profile fails the second run, and linked images leak local files: hence a fresh private profile
with links blocked, a named input filter, a time limit for the group, and a check of every file.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.documents.convert.faces import BUNDLED
from pipeline.documents.convert.prepare import Needs, Prepared, prepare
from pipeline.documents.convert.proof import prove
from pipeline.documents.convert.result import Converted, Order
from pipeline.documents.convert.signature import signed
from pipeline.errors import PipelineError
from pipeline.pdf.enlarge import enlarged
from pipeline.pdf.pdfa import finish

PROGRAMS = ("soffice", "libreoffice", "soffice.com")
START_SECONDS = 60
SECONDS_EACH = 20
#: What LibreOffice does not do by itself (see `Needs`).
NEEDS = Needs(plain_spacing=True)
INSTALL = "安装 LibreOffice（Debian：apt install libreoffice-writer），或用 --engine embedded。"

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


@dataclass(frozen=True, slots=True)
class LibreOffice:
    """soffice in batches: 1.7 s for one document, 0.2 s for each of fifty (measured)."""

    program: Path
    name: str = "libreoffice"

    @classmethod
    def found(cls) -> LibreOffice:
        """The one on PATH. Raises PipelineError with how to install it."""
        for program in PROGRAMS:
            path = shutil.which(program)
            if path:
                return cls(Path(path))
        raise PipelineError("未找到 LibreOffice", INSTALL)

    @property
    def signature(self) -> str:
        return signed(_version(self.program))

    def convert(
        self, docx: bytes, *, title: str, created: datetime.date, scale: int = 1
    ) -> Converted:
        (result,) = self.convert_many([Order(docx=docx, title=title, created=created, scale=scale)])
        if isinstance(result, PipelineError):
            raise result
        return result

    def convert_many(
        self, orders: Sequence[Order], *, jobs: int = 1
    ) -> tuple[Converted | PipelineError, ...]:
        """One run for all; `jobs` changes nothing, since a run is fastest alone."""
        ready = [_prepared(order.docx) for order in orders]
        docs = {i: one.docx for i, one in enumerate(ready) if isinstance(one, Prepared)}
        drawn = self._drawn(docs) if docs else {}
        return tuple(
            one if isinstance(one, PipelineError) else self._finished(order, one, drawn.get(index))
            for index, (order, one) in enumerate(zip(orders, ready, strict=True))
        )

    def _finished(
        self, order: Order, prepared: Prepared, pdf: bytes | None
    ) -> Converted | PipelineError:
        if pdf is None:
            return PipelineError("LibreOffice 没有给出 PDF", "请用 --engine embedded 重试。")
        try:
            pdf = finish(enlarged(pdf, order.scale), title=order.title, created=order.created)
            proof = prove(prepared.text, pdf)
        except PipelineError as error:
            return error
        if proof.outside:
            return PipelineError(f"文字画到了纸外：{proof.outside[:40]}", "缩短该栏内容。")
        return Converted(
            pdf=pdf,
            pages=proof.pages,
            measures=proof.measures,
            fonts=proof.fonts,
            substitutions=prepared.substitutions,
        )

    def _drawn(self, docs: dict[int, bytes]) -> dict[int, bytes]:
        with tempfile.TemporaryDirectory(prefix="studio-soffice-") as name:
            folder = Path(name)
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
            self._run(folder, sources)
            return {
                index: path.read_bytes()
                for index in docs
                if (path := folder / "out" / f"{index}.pdf").is_file()
            }

    def _run(self, folder: Path, sources: list[Path]) -> None:
        command = [
            str(self.program),
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
        limit = START_SECONDS + SECONDS_EACH * len(sources)
        try:
            process = subprocess.Popen(
                command,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                cwd=folder,
            )
        except OSError as error:
            raise PipelineError(f"无法启动 LibreOffice：{error}", INSTALL) from error
        try:
            process.wait(limit)
        except subprocess.TimeoutExpired as error:
            raise PipelineError(
                f"LibreOffice 超过 {limit} 秒未完成，已停止", "请用 --engine embedded 重试。"
            ) from error
        finally:
            _kill_group(process)


@cache
def _version(program: Path) -> str:
    found = subprocess.run(
        [program, "--version"], capture_output=True, text=True, timeout=60, check=False
    )
    return found.stdout.strip() or "LibreOffice"


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    """End soffice and what it started: TERM does not reach its child (measured)."""
    if os.name == "nt":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _prepared(docx: bytes) -> Prepared | PipelineError:
    try:
        return prepare(docx, NEEDS)
    except PipelineError as error:
        return error
