"""The 四性检测 of a sealed package as a file beside it: what the check before the rename found.

Beside and not inside: a package cannot hold the result of its own examination. The same package
gives the same bytes. Must not examine anything itself.
"""

from __future__ import annotations

from pipeline.archive.model import PROGRAM, CycleArchive
from pipeline.archive.paths import TAGMANIFEST
from pipeline.archive.report import VerifyReport
from pipeline.chinese import chinese_date
from pipeline.files import Sha256

#: Of the digest outside: it is written with this report, so there was nothing to compare with yet.
_WRITTEN_NOW = "登记的摘要与本报告同时写下，以后校验时对照"


def sealing_report(archive: CycleArchive, name: str, report: VerifyReport, digest: Sha256) -> bytes:
    """Text for people: UTF-8 with BOM and CRLF, so that an old Notepad shows it rightly."""
    lines = [
        "归档包四性检测报告（封存后）",
        "",
        f"案卷号：{archive.reference}",
        f"题名：{archive.title}",
        f"归档包：{name}",
        f"包内 {TAGMANIFEST} 的 SHA-256：{digest}",
        f"归档日期：{chinese_date(archive.created)}",
        f"检测程序：{PROGRAM} {archive.tools[PROGRAM]}",
        f"检测范围：完整校验，{report.files} 个文件 {report.size} 字节",
        f"结论：{'相符' if report.verified else f'不符，共 {len(report.faults)} 处'}",
    ]
    aspect = ""
    for check in report.checks:
        if check.aspect != aspect:
            aspect = check.aspect
            lines += ["", aspect]
        told = _WRITTEN_NOW if check.item == "1-14" else check.detail
        detail = f"（{told}）" if told else ""
        lines.append(f"  {check.item:<5} {check.name}：{check.outcome}{detail}")
    lines += [
        "",
        "项目依 DA/T 70—2018 分为四性；编号是通行的项目号，不是标准的条号。没有检测的记“未检测”。",
        "装订以前检测了什么，见合订本备考表之前的《四性检测报告》。",
        "以后每次校验（studio verify）都可与本报告对照。",
    ]
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")
