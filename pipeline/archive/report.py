"""What a verification found, as values: faults with file and cause, and the 四性检测 results.

Must not look at files, nor print.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pipeline.diagnostics import visible

#: Every code a verification can give: what it means, in Chinese. Stable; shown by `studio explain`.
CODES: Mapping[str, str] = {
    "V-NOT-BAG": "不是 BagIt 归档包，或版本声明不对",
    "V-MANIFEST-MISSING": "缺少摘要清单",
    "V-MANIFEST-MALFORMED": "摘要清单有不能识别或重复的行",
    "V-MANIFEST-EDITED": "摘要清单之间互相矛盾，清单被改动",
    "V-MISSING": "清单上有，包里没有",
    "V-EXTRA": "包里有，清单上没有",
    "V-RENAMED": "文件被改名或移动",
    "V-SWAPPED": "两个文件的内容互换，或被另一文件覆盖",
    "V-EMPTY": "文件变成空文件",
    "V-TRUNCATED": "文件被截短",
    "V-CHANGED": "文件内容被改动",
    "V-UNREADABLE": "文件读不出来",
    "V-FETCH": "含 fetch.txt：内容不全在包内",
    "V-PATH": "清单中有越出归档包的路径",
    "V-SPECIAL": "包内有符号链接或特殊文件",
    "V-NAME": "文件名不能在各系统上安全保存",
    "V-OXUM": "文件数或总字节数与 bag-info.txt 不符",
    "V-INFO": "bag-info.txt 不能识别或缺项",
    "V-SEAL": "与包外另存的摘要不符",
    "V-NO-SEAL": "包外没有登记摘要文件（.sha256）",
    "V-NO-REGISTER": "包外没有登记册，或登记册里没有这个包",
    "V-REGISTER": "登记册损坏，或与包不符",
    "V-CODE": "登记册与记录簿上的代码不符",
    "V-BUNDLE": "合订本缺失或读不出来",
    "V-PDFA": "合订本不符合 PDF/A-2b",
    "V-HAZARD": "合订本含脚本、动作或内嵌文件",
    "V-LABEL": "页标签与页码不一致",
    "V-STAMP": "页面上的页码或档号不对",
    "V-BOOKMARK": "书签不指向它所写的文件",
    "V-LINK": "目录上的链接不指向所列页码",
    "V-CATALOGUE": "目录表与合订本不一致",
    "V-INDEX": "文件对照表与包内文件不一致",
    "V-FOLDER": "包里有空文件夹，封存时没有",
    "V-ENCODING": "标签文件的编码不受支持，没有核对",
    "V-BOUND": "合订本里的页与包内的文件不是同一内容",
    "V-EVENTS": "办理过程与档案文件的记录不一致",
    "V-ENVIRONMENT": "制作记录缺失、缺项，或与合订本不一致",
    "V-LOOSE": "写法不合 BagIt 标准，但读得懂：只作提示，不算不符",
}


_PROOF_BACK = (
    "从备份或另一份拷贝取回，放到包旁边；单独校验一个包而没有它们的，加 --without-register。"
)
#: What to do about a code where another copy of the package is not the answer.
REMEDIES: Mapping[str, str] = {
    "V-NO-SEAL": _PROOF_BACK,
    "V-NO-REGISTER": _PROOF_BACK,
    "V-REGISTER": "登记册坏了的从备份恢复，末行代码应与记录簿上的一致；没有坏的，换回另存的包。",
    "V-FOLDER": "核对这个文件夹是谁加的；包里没有缺文件的，可以移走空文件夹，再校验。",
    "V-ENCODING": "用制作这个包的程序核对，或请制作者改用 UTF-8 的标签文件。",
    "V-LOOSE": "不用办什么；要合标准的，请制作者重做。",
    "V-CODE": "核对抄的代码；没有抄错的，登记册和包都可能被改写，与另存的拷贝逐一对照。",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong in a package: where, what, and the most likely cause."""

    code: str
    file: str
    message: str
    cause: str = ""

    def as_json(self) -> dict[str, str]:
        return {
            "code": self.code,
            "file": _writable(self.file),
            "message": _writable(self.message),
            "cause": _writable(self.cause),
        }

    def __str__(self) -> str:
        cause = f"（{self.cause}）" if self.cause else ""
        return f"{visible(self.file, 200)}：{self.code} {visible(self.message + cause, 400)}"


def _writable(text: str) -> str:
    """`text` for UTF-8: bytes of a file name that are no UTF-8 become \\udcxx."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


class Outcome(StrEnum):
    """DA/T 70: a check that was not made is never 通过."""

    PASSED = "通过"
    FAILED = "不通过"
    UNTESTED = "未检测"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One item of the 四性检测; `item` is a vendor's number, not a clause of the standard."""

    aspect: str
    item: str
    name: str
    outcome: Outcome
    detail: str = ""

    def as_json(self) -> dict[str, str]:
        return {
            "property": self.aspect,
            "item": self.item,
            "name": self.name,
            "outcome": self.outcome.value,
            "detail": self.detail,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyReport:
    """The result for one package."""

    package: Path
    quick: bool
    files: int
    size: int
    faults: tuple[Fault, ...]
    checks: tuple[Check, ...]
    #: What is odd in a bag made elsewhere, and no fault of it.
    hints: tuple[Fault, ...] = ()

    @property
    def verified(self) -> bool:
        return not self.faults

    def as_json(self) -> dict[str, object]:
        return {
            "package": str(self.package),
            "verified": self.verified,
            "quick": self.quick,
            "files": self.files,
            "bytes": self.size,
            "faults": [fault.as_json() for fault in self.faults],
            "hints": [hint.as_json() for hint in self.hints],
            "checks": [check.as_json() for check in self.checks],
        }

    def lines(self) -> tuple[str, ...]:
        """The report for people."""
        how = "快速校验（逐个文件核对摘要，不重读 PDF）" if self.quick else "完整校验"
        verdict = "相符" if self.verified else f"不符，共 {len(self.faults)} 处"
        head = f"{self.package}：{how}，{self.files} 个文件 {self.size} 字节，{verdict}"
        checks = (
            f"  {check.aspect} {check.item} {check.name}：{check.outcome.value}"
            + (f"（{visible(check.detail, 200)}）" if check.detail else "")
            for check in self.checks
        )
        faults = (
            *(f"  {fault}" for fault in self.faults),
            *(f"  提示：{hint}" for hint in self.hints),
        )
        return (head, *faults) if self.quick else (head, *faults, "四性检测：", *checks)
